"""A fact as it stands in a text: what it says, in one notation, and where."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, NamedTuple

from messages.screening.numerals import written

FactKind = Literal["count", "money", "pct", "times", "workdays", "dur", "date", "time", "dt"]
Rounding = Literal["", "about", "over", "under"]
MOMENTS = ("date", "time", "dt")


class FactValue(NamedTuple):
    """One value in a text, or on a message sheet.

    Attributes:
        kind: count, money, pct, times (multiple), workdays, dur, date, time or dt.
        canonical: one notation for every way to write it: `count:327:条`, `money:CNY:12.5`, `pct:80`, `times:3`,
            `workdays:3`, `dur:172800` (seconds; a month is 30 days, a year 365), `date:2026-11-22`, `time:18:00`,
            `dt:2026-11-22T18:00`; a range is written `a..b` in the place of the value.
        start, end: code points of the text, `end` excluded; 0, 0 for a value that stands in no text.
        low, high: the value as a number (equal unless it is a range); for days and times a sortable text.
        unit: measure word or noun, currency, or empty.
        rounding: what the words around it say: about, over, under, or nothing.
        relative: whether it was written by its distance from today (明天, this Friday) and so rots.
    """

    kind: FactKind
    canonical: str
    start: int
    end: int
    low: Decimal | str
    high: Decimal | str
    unit: str = ""
    rounding: Rounding = ""
    relative: bool = False


def quantity(
    kind: FactKind,
    low: Decimal,
    high: Decimal,
    *,
    start: int = 0,
    end: int = 0,
    unit: str = "",
    rounding: Rounding = "",
) -> FactValue:
    """A value that is a number, in canonical form."""
    canonical = in_canonical_form(kind, range_written(low, high), unit)
    return FactValue(kind, canonical, start, end, low, high, unit, rounding)


def range_written(low: Decimal, high: Decimal) -> str:
    """`a..b`, or one number where both are the same."""
    return written(low) if low == high else f"{written(low)}..{written(high)}"


def in_canonical_form(kind: FactKind, number: str, unit: str) -> str:
    """The canonical form of a number written by `range_written`."""
    if kind == "count":
        return f"count:{number}:{unit}"
    return f"money:{unit}:{number}" if kind == "money" else f"{kind}:{number}"


def moment(
    low: date | datetime | time | str,
    high: date | datetime | time | str | None = None,
    *,
    start: int = 0,
    end: int = 0,
    rounding: Rounding = "",
    relative: bool = False,
) -> FactValue:
    """A day, a clock time, or both, in canonical form. A month or year is given as text (`2026-11`)."""
    kind: FactKind = "date"
    if isinstance(low, datetime):
        kind = "dt"
    elif isinstance(low, time):
        kind = "time"
    first = _plain(low)
    return written_moment(kind, first, first if high is None else _plain(high), start, end, rounding, relative)


def written_moment(
    kind: FactKind, low: str, high: str, start: int, end: int, rounding: Rounding = "", relative: bool = False
) -> FactValue:
    """A day, a clock time or both, written already: `2026-11-22`, `18:00`, `2026-11-22T18:00`."""
    canonical = f"{kind}:{low}" if low == high else f"{kind}:{low}..{high}"
    return FactValue(kind, canonical, start, end, low, high, "", rounding, relative)


def _plain(value: date | datetime | time | str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")[:16]
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")[:5]
    return value.isoformat()
