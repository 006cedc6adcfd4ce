"""Figures across incidents: medians, shares, and how few are too few."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.rules.statistics import MINIMUM, Case, Grouping, Shift, shift_of, tables
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # eight in the evening in Shanghai


def case(minutes: int, drill: bool = False, severity: Severity = Severity.S1) -> Case:
    return Case(
        severity,
        CrisisType.RUMOR,
        BEGIN,
        drill,
        responded=timedelta(minutes=minutes),
        kept=3,
        counted=4,
    )


def test_a_median_needs_enough_cases() -> None:
    few = tables([case(minute) for minute in range(MINIMUM - 1)], ZONE)[Grouping.SEVERITY][0]
    assert few.responded.few
    assert few.responded.n == MINIMUM - 1
    enough = tables([case(minute) for minute in (1, 2, 3, 4, 90)], ZONE)[Grouping.SEVERITY][0]
    assert enough.responded.span == timedelta(minutes=3), "one bad night does not move it"
    assert enough.kept.percent == 75
    assert enough.first_response.few
    assert enough.first_response.n == 0


def test_corrections_and_hits_count_texts_and_sentences_not_incidents() -> None:
    spoken = replace(case(1), released=20, corrections=1, checked=40, hits=10)
    (row,) = tables([spoken, case(2)], ZONE)[Grouping.SEVERITY]
    assert (row.corrections.percent, row.corrections.n) == (5, 20)
    assert (row.hits.percent, row.hits.n) == (25, 40)
    (quiet,) = tables([replace(case(1), released=MINIMUM - 1, corrections=2)], ZONE)[Grouping.TYPE]
    assert quiet.corrections.few, "two of four say nothing about a hundred"


def test_drills_stand_apart() -> None:
    found = tables([case(1), *(case(50, drill=True) for _ in range(9))], ZONE)
    assert [(row.name, row.count) for row in found[Grouping.SEVERITY]] == [("S1", 1)]
    assert [(row.name, row.count) for row in found[Grouping.DRILL]] == [("real", 1), ("drills", 9)]
    assert [row.name for row in found[Grouping.SHIFT]] == [Shift.EVENING.value]
    assert tables([], ZONE) == {}


@pytest.mark.parametrize(
    ("hour", "shift"), [(0, Shift.NIGHT), (8, Shift.NIGHT), (9, Shift.DAY), (17, Shift.DAY), (18, Shift.EVENING)]
)
def test_shifts_begin_on_the_hour_where_the_team_is(hour: int, shift: Shift) -> None:
    assert shift_of(datetime(2026, 11, 22, hour, 0, tzinfo=ZONE), ZONE) is shift
