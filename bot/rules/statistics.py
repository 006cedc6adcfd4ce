"""Figures across incidents: medians with their n, by level, type, month and shift; too few say so."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from statistics import median

from msgspec import Struct

from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

MINIMUM = 5
"""Below this a median says more about chance than about the team (belief; features page F47: small n shows
"not enough data")."""


class Shift(StrEnum):
    """Local hours: day 9 to 18, evening 18 to 24, night 0 to 9."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class Grouping(StrEnum):
    SEVERITY = "severity"
    TYPE = "type"
    MONTH = "month"
    SHIFT = "shift"
    DRILL = "drill"


class Case(Struct, frozen=True):
    """One incident. Spans are None where it never came to that; `kept` of `counted` deadlines were on time.

    `released` texts went out, corrections among them; of `checked` sentences the check did not let `hits` pass.
    """

    severity: Severity
    crisis_type: CrisisType
    opened_at: datetime
    drill: bool
    responded: timedelta | None = None
    first_response: timedelta | None = None
    stood_down: timedelta | None = None
    kept: int = 0
    counted: int = 0
    released: int = 0
    corrections: int = 0
    checked: int = 0
    hits: int = 0


class Figure(Struct, frozen=True):
    """A median, or a share in percent, with the number of cases behind it; None: too few."""

    n: int
    span: timedelta | None = None
    percent: int | None = None

    @property
    def few(self) -> bool:
        return self.span is None and self.percent is None


class Row(Struct, frozen=True):
    """One group: its word, how many incidents, and their figures."""

    name: str
    count: int
    responded: Figure
    first_response: Figure
    stood_down: Figure
    kept: Figure
    #: Corrections per 100 texts that went out.
    corrections: Figure
    #: Sentences the check did not let pass, per 100 it was asked about.
    hits: Figure


def shift_of(moment: datetime, zone: tzinfo) -> Shift:
    """The shift an incident was opened in, where the team is."""
    hour = moment.astimezone(zone).hour
    return Shift.NIGHT if hour < 9 else Shift.DAY if hour < 18 else Shift.EVENING


def tables(cases: Sequence[Case], zone: tzinfo, minimum: int = MINIMUM) -> dict[Grouping, tuple[Row, ...]]:
    """Every grouping over real incidents; drills are only in their own. Groups in a fixed order, empty ones left
    out."""
    real = [case for case in cases if not case.drill]
    months = sorted({case.opened_at.astimezone(zone).strftime("%Y-%m") for case in real}, reverse=True)[:12]
    named: dict[Grouping, tuple[Sequence[Case], Sequence[str], Callable[[Case], str]]] = {
        Grouping.SEVERITY: (real, [one.value for one in Severity], lambda case: case.severity.value),
        Grouping.TYPE: (real, [one.value for one in CrisisType], lambda case: case.crisis_type.value),
        Grouping.MONTH: (real, months, lambda case: case.opened_at.astimezone(zone).strftime("%Y-%m")),
        Grouping.SHIFT: (real, [one.value for one in Shift], lambda case: shift_of(case.opened_at, zone).value),
        Grouping.DRILL: (cases, ["real", "drills"], lambda case: "drills" if case.drill else "real"),
    }
    found: dict[Grouping, tuple[Row, ...]] = {}
    for grouping, (chosen, names, name_of) in named.items():
        groups = {name: [case for case in chosen if name_of(case) == name] for name in names}
        rows = tuple(_row(name, group, minimum) for name, group in groups.items() if group)
        if rows:
            found[grouping] = rows
    return found


def _row(name: str, cases: Sequence[Case], minimum: int) -> Row:
    return Row(
        name=name,
        count=len(cases),
        responded=_median([case.responded for case in cases], minimum),
        first_response=_median([case.first_response for case in cases], minimum),
        stood_down=_median([case.stood_down for case in cases], minimum),
        kept=_share(sum(case.kept for case in cases), sum(case.counted for case in cases), minimum),
        corrections=_share(sum(case.corrections for case in cases), sum(case.released for case in cases), minimum),
        hits=_share(sum(case.hits for case in cases), sum(case.checked for case in cases), minimum),
    )


def _median(spans: Sequence[timedelta | None], minimum: int) -> Figure:
    known = [span.total_seconds() for span in spans if span is not None]
    return Figure(len(known), span=timedelta(seconds=median(known)) if len(known) >= minimum else None)


def _share(kept: int, counted: int, minimum: int) -> Figure:
    return Figure(counted, percent=round(100 * kept / counted) if counted >= minimum else None)
