"""`crisisdesk recap`: an incident's recap as files, while the desk runs and while it is dead."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import typer

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import FAILED, err, fail, out, words
from bot.desk import numbers, unmasking
from bot.desk.retelling import retell
from bot.errors import DeskError
from bot.gateways.rendering import Form, RecapFile, Renderer
from handlers.masking import mask
from messages.recap.values import Length, Recap
from messages.words import Reader
from storage.vocabulary.people import Language

FORMS: Final = tuple(form.value for form in Form)


class Unmasking(NamedTuple):
    """Who reads it without a mask, by the name the team knows, and why; both go into the timeline."""

    by: str
    reason: str


class Wanted(NamedTuple):
    """What was asked for: `forms` and `languages` as typed, with commas between."""

    number: str
    forms: str
    languages: str
    output: Path | None
    team: str | None
    length: str = Length.FULL
    unmasked: Unmasking | None = None


class _Told(NamedTuple):
    recap: Recap
    zone: ZoneInfo


async def recap(url: str, clock: Clock, wanted: Wanted) -> None:
    """Write the files, and say where each one is.

    Raises:
        typer.Exit: 2 before anything was begun, 1 when a file could not be made as wished.
        StartRefused: the database cannot be used.
    """
    forms = _chosen(wanted.forms, FORMS, "cli-recap-form")
    (length, *_) = (Length(word) for word in _chosen(wanted.length, tuple(Length), "cli-recap-length"))
    languages = [Language(word) for word in _chosen(wanted.languages, tuple(Language), "cli-recap-language")]
    told = await _told(url, clock, wanted)
    files = await _drawn(told, forms, languages, length, clock)
    for file, path in zip(files, _places(files, wanted.output), strict=True):
        try:
            _write(path, file.content)
        except OSError as trouble:
            fail("cli-recap-not-written", path=str(path), reason=trouble.strerror or type(trouble).__name__)
        out.print(words("cli-recap-written", path=str(path)))
        if file.trouble:
            err.print(file.trouble)
    if not told.recap.chain.whole:
        err.print(words("cli-recap-chain", number=told.recap.head.number))
    if wanted.unmasked:
        err.print(words("cli-recap-unmasked"))
    if any(file.trouble for file in files):
        raise typer.Exit(FAILED)


def _chosen(typed: str, known: Sequence[str], key: str) -> list[str]:
    """The words between the commas, each once."""
    chosen = list(dict.fromkeys(word for each in typed.split(",") if (word := each.strip().lower())))
    strange = [word for word in chosen if word not in known]
    if strange or not chosen:
        raise typer.BadParameter(words(key, given=", ".join(strange) or "-", known=", ".join(known)))
    return chosen


async def _told(url: str, clock: Clock, wanted: Wanted) -> _Told:
    try:
        async with beside(url, clock) as desk:
            async with desk.reading() as look:
                found = await numbers.find(look, wanted.number, wanted.team)
            if wanted.unmasked:
                await unmasking.open_for(desk, found.incident, wanted.unmasked.by, wanted.unmasked.reason)
            async with desk.reading() as look:
                recap = await retell(look, found.incident, None if wanted.unmasked else mask)
                return _Told(recap, ZoneInfo(found.team.timezone))
    except DeskError as refusal:
        fail(refusal.key, **{name: str(value) for name, value in refusal.values.items()})


async def _drawn(
    told: _Told, forms: Sequence[str], languages: Sequence[Language], length: Length, clock: Clock
) -> list[RecapFile]:
    """Each form in each language; the document has none, so it is made once."""
    renderer = Renderer()
    files: list[RecapFile] = []
    try:
        for language in languages:
            left = [form for form in forms if language is languages[0] or form != Form.DOCUMENT]
            files += await renderer.draw(told.recap, left, Reader(language, told.zone, clock.now()), length)
    finally:
        await renderer.close()
    return files


def _places(files: Sequence[RecapFile], output: Path | None) -> list[Path]:
    """Where each file goes: under its own name into the folder, or, one alone, to the name given.

    A file that became a text because its form could not be made ends as one.
    """
    if output is not None and len(files) == 1 and not output.is_dir() and not str(output).endswith(os.sep):
        (file,) = files
        return [output.with_suffix(Path(file.name).suffix) if file.trouble else output]
    return [(output or Path()) / file.name for file in files]


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: whoever looks finds the former file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
