"""From the bytes of a request to its items: encoding, shape and depth, and in plain words what does not fit.

All or nothing: one item that cannot be read refuses the whole request, with the item's number in the field.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NoReturn, TypeVar

import msgspec

from handlers.reading import EARLIEST, FUTURE_TOLERANCE, PROBLEMS_LIMIT, PayloadRefused, Problem, in_utc
from storage.vocabulary.alerts import IncomingAlert

#: More alerts than this in one request are refused; a body of 1 MiB hardly holds more.
BATCH_LIMIT = 2_000
#: JSON may be nested this deep (arrays and objects together).
DEPTH_LIMIT = 64

Shape = TypeVar("Shape")


class Reading:
    """A request while its items are read one after the other: which is in hand, when it came, and what is wrong
    with them so far. `prefix`: the list they stand in; without a `number` the body itself is the item."""

    __slots__ = ("number", "prefix", "problems", "raw", "received_at")

    def __init__(self, prefix: str, received_at: datetime, raw: bytes = b"") -> None:
        self.prefix = prefix
        self.number: int | None = None
        self.raw = raw
        self.received_at = received_at
        self.problems: list[Problem] = []

    @property
    def at(self) -> str:
        """Where the item in hand stands."""
        return self.prefix if self.number is None else f"{self.prefix}[{self.number}]"

    def refuse(self, field: str, code: str, detail: str) -> None:
        """Note that `field` of this item is wrong; reading goes on, so that all problems are told at once."""
        self.problems.append(Problem(_joined(self.at, field), code, detail))

    def past(self, moment: datetime | None, field: str) -> datetime | None:
        """A source's own time stamp, in UTC and never later than receipt; None if it gives none.

        Clocks of machines disagree, so a time in the future counts as now. One without a zone is refused: it could
        be eight hours off, and the public clocks start there.
        """
        if moment is None:
            return None
        if moment.tzinfo is None:
            self.refuse(field, "no-zone", NO_ZONE)
            return None
        known = in_utc(moment)
        if known is None or known < self.received_at:
            return known
        return self.received_at

    def first_seen(self, given: str | float, field: str) -> datetime | None:
        """ISO 8601 with a zone, or Unix seconds. Refused: no zone, before 2000, more than 5 minutes ahead."""
        if isinstance(given, str):
            try:
                moment = datetime.fromisoformat(given[:64].strip())
            except ValueError:
                self.refuse(field, "not-a-time", "Give an ISO 8601 time such as 2026-11-25T10:30:00+08:00.")
                return None
            if moment.tzinfo is None:
                self.refuse(field, "no-zone", NO_ZONE)
                return None
            known = in_utc(moment)
        else:
            try:
                known = EARLIEST + timedelta(seconds=given - EARLIEST.timestamp())
            except OverflowError:
                self.refuse(field, "out-of-range", "Give Unix time in seconds, not in milliseconds.")
                return None
        if known is None or known < EARLIEST:
            self.refuse(field, "too-early", "This lies before the year 2000; leave the field out if unknown.")
        elif known > self.received_at + FUTURE_TOLERANCE:
            self.refuse(field, "in-the-future", f"This lies after the time of receipt. {MILLISECONDS}")
        else:
            return min(known, self.received_at)
        return None


NO_ZONE = "A time needs its zone: end it with Z or an offset such as +08:00."
MILLISECONDS = "Check the clock of the sender, and give Unix time in seconds, not in milliseconds."


def read_each(
    items: Sequence[msgspec.Raw],
    prefix: str,
    decode: Callable[[msgspec.Raw], Shape],
    build: Callable[[Shape, Reading], IncomingAlert],
    received_at: datetime,
    foresee: Callable[[Sequence[Shape]], None] | None = None,
) -> list[IncomingAlert]:
    """Every item of a batch understood, in its order. `foresee` has a look at all of them first.

    Raises:
        PayloadRefused: some item does not fit; tells the first 20 problems of all items.
    """
    if len(items) > BATCH_LIMIT:
        detail = f"{len(items)} alerts in one request; send at most {BATCH_LIMIT} at a time."
        raise PayloadRefused([Problem(prefix, "too-many", detail)], status=413)
    alerts: list[IncomingAlert] = []
    reading = Reading(prefix, received_at)
    problems = reading.problems
    shapes = _fitting(items, decode)
    if foresee is not None and len(shapes) > 1:
        foresee(shapes)
    for number, item in enumerate(items):
        reading.number, reading.raw = number, bytes(item)
        try:
            shape = shapes[number] if shapes else decode(item)
        except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
            problems.append(_problem(trouble, reading.at))
        else:
            alerts.append(build(shape, reading))
        if len(problems) >= PROBLEMS_LIMIT:
            break
    if problems:
        raise PayloadRefused(problems)
    return alerts


def _fitting(items: Sequence[msgspec.Raw], decode: Callable[[msgspec.Raw], Shape]) -> list[Shape]:
    """All of them, if all can be decoded; otherwise none, and each is to be tried."""
    try:
        return list(map(decode, items))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []


# --- the body as a whole ---

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|\\."
)


def opened(body: bytes) -> bytes:
    """The body as UTF-8 JSON text that can be decoded without surprise; its inside is not looked at yet.

    A byte order mark is taken off. Half an emoji (`\\ud83d` alone, left by programs that cut texts in UTF-16)
    becomes U+FFFD: refusing the alert for it would help nobody.

    Raises:
        PayloadRefused: empty, not UTF-8, or nested too deeply.
    """
    if b"\x00" in body[:4] or body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _refuse("encoding", "The body is UTF-16 or UTF-32; send JSON in UTF-8.")
    body = body.removeprefix(_BYTE_ORDER_MARK)
    if not body or body.isspace():
        _refuse("empty", "The body is empty; send a JSON object.")
    if not body.isascii():
        try:
            body.decode()
        except UnicodeDecodeError as trouble:
            _refuse("encoding", f"Byte {trouble.start} is not UTF-8; send JSON in UTF-8.")
    if _too_deep(body):
        _refuse("too-deep", f"The JSON is nested more than {DEPTH_LIMIT} levels deep.")
    # One byte alone is found at twenty times the speed of two.
    if b"\\" in body and b"\\u" in body and _ESCAPED_HALF.search(body):
        body = _ESCAPES.sub(lambda found: b"\\ufffd" if found["half"] else found[0], body)
    return body


def decoded(decode: Callable[[bytes], Shape], body: bytes) -> Shape:
    """The body in its outer shape.

    Raises:
        PayloadRefused: 400 when it is no JSON, 422 naming the field when it is JSON of another shape.
    """
    try:
        return decode(body)
    except msgspec.ValidationError as trouble:
        raise PayloadRefused([_problem(trouble, "")]) from trouble
    except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
        raise PayloadRefused([_problem(trouble, "")], status=400) from trouble


def _refuse(code: str, detail: str) -> NoReturn:
    raise PayloadRefused([Problem("", code, detail)], status=400)


_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


def _too_deep(body: bytes) -> bool:
    """Brackets are taken off from the inside; what vanishes in half as many rounds as levels allowed is fine.

    Brackets inside texts can keep it from vanishing: only then the texts are taken out and the levels counted.
    """
    skeleton = body.translate(None, _NO_BRACKETS)
    for _ in range(DEPTH_LIMIT // 2):
        if not skeleton:
            return False
        before = len(skeleton)
        skeleton = skeleton.replace(b"{}", b"").replace(b"[]", b"")
        if len(skeleton) == before:
            break
    depth = 0
    for bracket in _STRINGS.sub(b"", body).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEPTH_LIMIT:
            return True
    return False


# --- problems in plain words ---

_MISSING = re.compile(r"Object missing required field `(.+?)`(?: - at `(.*)`)?$")
_PLACED = re.compile(r"(?P<what>.*?)(?: - at `(?P<where>.*)`)?$", re.DOTALL)


def _problem(trouble: Exception, at: str) -> Problem:
    if isinstance(trouble, UnicodeDecodeError):
        return Problem(at, "encoding", "A text is not UTF-8.")
    message = str(trouble)
    if not isinstance(trouble, msgspec.ValidationError):
        if message.startswith("Input data was truncated"):
            return Problem(at, "half-sent", "The JSON ends in the middle; send it again as a whole.")
        reason = message.removeprefix("JSON is malformed: ")
        return Problem(at, "malformed", f"Not JSON: {reason}. NaN, Infinity and comments are not allowed.")
    if missing := _MISSING.match(message):
        return Problem(_joined(at, _path(missing[2]), missing[1]), "missing", "This field is required.")
    placed = _PLACED.match(message)
    what, where = (placed["what"], placed["where"]) if placed else (message, "")
    code = "out-of-range" if "out of range" in what else "wrong-type"
    if "Invalid enum value" in what or "constraint" in what.lower() or "`int` >=" in what or "`int` <=" in what:
        code = "not-allowed"
    return Problem(_joined(at, _path(where)), code, what.replace("`", "").replace(" | null", "") + ".")


def _path(where: str | None) -> str:
    return (where or "").replace("[...]", "[]").removeprefix("$").removeprefix(".")


def _joined(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def decoder(shape: Any) -> Any:
    """A decoder of msgspec for a shape, kept by each adapter (building one costs more than using it)."""
    return msgspec.json.Decoder(shape).decode
