"""How calling went, counted by hand once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.call_figures import Hours, Try, figures, hours_of
from storage.vocabulary.calls import Answer, RungKind, Way

AT = datetime(2026, 11, 22, 19, 20, tzinfo=UTC)  # 03:20 in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")


def tried(chain: str, person: str, minutes: float, way: Way = Way.PHONE, **more: object) -> Try:
    rung = RungKind.FIRST if minutes < 5 else RungKind.DEPUTY
    return Try(chain, rung, person, way, AT + timedelta(minutes=minutes), **more)  # type: ignore[arg-type]


def test_two_ways_of_one_call_are_one_interruption_and_the_answer_counts_from_the_first() -> None:
    took = {"answer": Answer.TOOK, "answered_at": AT + timedelta(minutes=7)}
    tries = [
        tried("a", "lin", 0, Way.PRIVATE, answer=Answer.SPARED),
        tried("a", "lin", 0, answer=Answer.SPARED),
        tried("a", "lin", 2.5, answer=Answer.SPARED),
        tried("a", "zhou", 5, Way.PRIVATE, **took),
        tried("a", "zhou", 5, **took),
        tried("b", "lin", 60, Way.QUIET),
        tried("c", "lin", 90, answer=Answer.SILENT),
    ]
    found = figures(tries, 3, 1, {one.at: hours_of(one.at, SHANGHAI, True) for one in tries})
    lin, zhou = found.people
    assert (lin.person, lin.interruptions, lin.calls, lin.took, lin.silent) == ("lin", 3, 2, 0, 1)
    assert (zhou.interruptions, zhou.took, zhou.median) == (1, 1, timedelta(minutes=2))
    assert found.by_rung == {RungKind.DEPUTY: timedelta(minutes=2)}
    assert found.by_hours == {Hours.SLEEP: timedelta(minutes=2)}
    assert lin.hours == {Hours.SLEEP: 3}


def test_the_hours_of_a_day() -> None:
    at = [datetime(2026, 11, 23, hour, tzinfo=SHANGHAI) for hour in (7, 8, 9, 17, 18, 22, 23)]
    found = [hours_of(moment, SHANGHAI, True).value for moment in at]
    assert found == ["sleep", "rest", "work", "work", "rest", "rest", "sleep"]
    assert hours_of(at[2], SHANGHAI, False) is Hours.REST
