"""Recap files are made in a process of their own: nothing a file does can hold up or take down the desk.

A worker starts at the first wish, makes one file after the other, and ends after a minute without work. One
that dies, hangs or stumbles over a file costs that file only: the person gets the text form and a sentence,
the others are made by a fresh worker. The worker is told nothing but the recap: no settings, no environment.
(A process pool cannot be used: it has no way to end a worker that hangs.)

Run as `python -m bot.gateways.rendering` it is that worker.
"""

import asyncio
import os
import secrets
import struct
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

import msgspec
import structlog
from msgspec import Struct

from messages.recap.values import Entry, Length, Recap
from messages.words import Reader
from storage.vocabulary.people import Language

_log = structlog.get_logger("rendering")

_SIZE: Final = struct.Struct(">Q")
#: So many entries are packed between two looks at what else the loop has to do: about 1 ms.
_A_PARCEL: Final = 500
#: Recap of 50,000 entries as PDF, on a busy machine; everything else takes a tenth of it.
SECONDS: Final = 30.0
IDLE_SECONDS: Final = 60.0


class Form(StrEnum):
    """What a recap can be handed out as; the value is the file's ending."""

    MARKDOWN = "md"
    PAGE = "html"
    REPORT = "pdf"
    PICTURE = "png"
    TABLE = "csv"
    DOCUMENT = "json"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Final = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.PAGE: "text/html; charset=utf-8",
    Form.REPORT: "application/pdf",
    Form.PICTURE: "image/png",
    Form.TABLE: "text/csv; charset=utf-8",
    Form.DOCUMENT: "application/json",
}


class RecapFile(Struct, frozen=True):
    """A file ready to be handed over. `trouble` is a sentence for the person when the wished form could not be
    made; then this is the text form."""

    name: str
    content: bytes
    media_type: str
    trouble: str = ""


class _Wish(msgspec.Struct, frozen=True):
    """What the worker is asked for; the entries follow in parcels."""

    forms: tuple[Form, ...]
    language: Language
    zone: str
    now: datetime
    length: Length
    live: str
    recap: Recap
    parcels: int


class _Made(msgspec.Struct, frozen=True):
    form: Form
    content: bytes = b""
    font_missing: bool = False


class _Order(Struct, frozen=True):
    """What one worker is to make: these forms of a recap, in one language."""

    recap: Recap
    forms: tuple[Form, ...]
    reader: Reader
    length: Length
    live: str


class _WorkerGone(Exception):
    """The worker ended before it answered; `status` as the operating system says, `words` its last ones."""

    def __init__(self, status: int | None, words: str) -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words


class Renderer:
    """Makes recap files. Nothing runs until somebody wants one."""

    def __init__(self, seconds: float = SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._worker: asyncio.subprocess.Process | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def draw(
        self, recap: Recap, forms: Sequence[str], reader: Reader, length: Length = Length.FULL, live: str = ""
    ) -> tuple[RecapFile, ...]:
        """The recap in these forms (`md`, `html`, `pdf`, `png`, `csv`, `json`), in the order asked for.
        `live`: where the page hears that it changed.

        Never raises for a file that cannot be made: its place holds the text form and says why.

        Raises:
            ValueError: no such form.
        """
        wished = [Form(form) for form in forms]
        made: dict[Form, bytes] = {}
        troubles: dict[Form, str] = {}
        async with self._turn:
            await self._stay()
            left = list(dict.fromkeys(wished))
            while left:
                warm = self._worker is not None
                trouble = await self._round(_Order(recap, tuple(left), reader, length, live), made, troubles)
                done = [form for form in left if form in made or form in troubles]
                left = [form for form in left if form not in done]
                # A worker that died while it waited for work says nothing about this recap: ask a fresh one.
                if trouble and left and (done or not warm):
                    troubles[left.pop(0)] = trouble
            # One that was ended leaves nobody to wait for: the next wish, and the end, come at once.
            if self._worker is not None:
                self._leave_later()
        if troubles and Form.MARKDOWN not in made:
            made[Form.MARKDOWN] = await asyncio.to_thread(_drawn, Form.MARKDOWN, recap, reader, length)
        return tuple(_file(form, recap, reader, length, made, troubles.get(form, "")) for form in wished)

    async def close(self) -> None:
        """End the worker, if there is one."""
        async with self._turn:
            await self._stay()
            await self._end()

    async def _round(self, order: "_Order", made: dict[Form, bytes], troubles: dict[Form, str]) -> str:
        """Have one worker make files until all are there, or say what happened to the first that is not."""
        try:
            async with asyncio.timeout(self._seconds):
                async for one in self._asked(order):
                    if one.font_missing:
                        troubles[one.form] = order.reader.plain("retold-file-font")
                    else:
                        made[one.form] = one.content
            return ""
        except TimeoutError:
            await self._end()
            return order.reader.plain("retold-file-slow")
        except _WorkerGone as gone:
            reference = secrets.token_hex(4)
            _log.warning("recap_worker_gone", status=gone.status, said=gone.words, reference=reference)
            killed = gone.status is None or gone.status < 0
            return order.reader.plain(
                "retold-file-killed" if killed else "retold-file-broken", reference=reference
            )

    async def _asked(self, order: "_Order") -> AsyncIterator[_Made]:
        recap, reader = order.recap, order.reader
        worker = await self._ready()
        assert worker.stdin is not None
        assert worker.stdout is not None
        parcels = range(0, len(recap.entries), _A_PARCEL)
        wish = _Wish(
            forms=order.forms,
            language=reader.language,
            zone=str(reader.zone),
            now=reader.now,
            length=order.length,
            live=order.live,
            recap=msgspec.structs.replace(recap, entries=()),
            parcels=len(parcels),
        )
        try:
            worker.stdin.write(_framed(msgspec.msgpack.encode(wish)))
            for begin in parcels:
                worker.stdin.write(_framed(msgspec.msgpack.encode(recap.entries[begin : begin + _A_PARCEL])))
                await worker.stdin.drain()
                await asyncio.sleep(0)
            for _ in order.forms:
                (size,) = _SIZE.unpack(await worker.stdout.readexactly(_SIZE.size))
                yield msgspec.msgpack.decode(await worker.stdout.readexactly(size), type=_Made)
        except (ConnectionError, asyncio.IncompleteReadError) as broken:
            raise await self._autopsy() from broken

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                __name__,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                # What it needs to find our code, and nothing else: no token, no address.
                env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LANG": "C.UTF-8"},
            )
        return self._worker

    async def _autopsy(self) -> _WorkerGone:
        worker, self._worker = self._worker, None
        if worker is None:
            return _WorkerGone(None, "")
        if worker.stdin is not None:
            worker.stdin.close()
        _, words = await worker.communicate()
        return _WorkerGone(worker.returncode, _places(words.decode("utf-8", "replace")))

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            if worker.returncode is None:
                worker.kill()
            await worker.communicate()

    async def _stay(self) -> None:
        """Take back that the worker should leave; one that is leaving already is let go."""
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            if self._worker is not None:
                leaving.cancel()
            await asyncio.wait({leaving})

    def _leave_later(self) -> None:
        self._leaving = asyncio.create_task(self._leave(), name="recap-worker-leaves")

    async def _leave(self) -> None:
        """A worker without work ends when its input does."""
        await asyncio.sleep(self._idle_seconds)
        worker, self._worker = self._worker, None
        if worker is not None and worker.stdin is not None:
            worker.stdin.close()
            await worker.communicate()


def _places(traceback: str) -> str:
    """Where it happened and what kind of mistake it was; the values in it may be somebody's words."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip()]
    if not lines:
        return ""
    places = [line for line in lines if line.startswith("File ")]
    return " <- ".join([lines[-1].split(":", 1)[0], *reversed(places[-4:])])


def _framed(content: bytes) -> bytes:
    return _SIZE.pack(len(content)) + content


def _file(
    form: Form, recap: Recap, reader: Reader, length: Length, made: dict[Form, bytes], trouble: str
) -> RecapFile:
    given = Form.MARKDOWN if trouble else form
    language = "" if given is Form.DOCUMENT else f".{reader.language.value}"
    short = "" if length is Length.FULL or given is Form.DOCUMENT else f".{length.value}"
    return RecapFile(f"{recap.head.number}{short}{language}.{given.value}", made[given], given.media_type, trouble)


def _drawn(form: Form, recap: Recap, reader: Reader, length: Length, live: str = "") -> bytes:
    """One file, made here and now. Heavy parts are imported by the form that needs them."""
    from messages.recap import document, markdown, page, report, table

    match form:
        case Form.MARKDOWN:
            return markdown.draw(recap, reader, length).encode()
        case Form.PAGE:
            return page.draw(recap, reader, length, live)
        case Form.REPORT:
            return report.draw(recap, reader, length)
        case Form.PICTURE:
            return report.draw_card(recap, reader)
        case Form.TABLE:
            return table.draw(recap, reader)
        case Form.DOCUMENT:
            return document.draw(recap)


# --- the worker ---


def _received(source: BinaryIO) -> Iterator[bytes]:
    while len(size := source.read(_SIZE.size)) == _SIZE.size:
        yield source.read(_SIZE.unpack(size)[0])


def work(source: BinaryIO, target: BinaryIO) -> None:
    """Make what is asked for until nobody asks any more. What goes wrong ends the process: the desk notices."""
    from messages.recap.report import FontMissing

    inbox = _received(source)
    for asked in inbox:
        wish = msgspec.msgpack.decode(asked, type=_Wish)
        entries: list[Entry] = []
        for _ in range(wish.parcels):
            entries += msgspec.msgpack.decode(next(inbox), type=list[Entry])
        recap = msgspec.structs.replace(wish.recap, entries=tuple(entries))
        reader = Reader(wish.language, ZoneInfo(wish.zone), wish.now)
        for form in wish.forms:
            try:
                made = _Made(form, _drawn(form, recap, reader, wish.length, wish.live))
            except FontMissing:
                made = _Made(form, font_missing=True)
            target.write(_framed(msgspec.msgpack.encode(made)))
            target.flush()


if __name__ == "__main__":
    os.nice(5)  # people's acts first
    work(sys.stdin.buffer, sys.stdout.buffer)
