"""On air or not: the same answer as going through the week minute by minute."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.airtimes import Airtime, on_air, read

MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))
clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
windows = st.builds(
    Airtime,
    days=st.frozensets(st.integers(1, 7), min_size=1),
    begins=clock,
    ends=clock,
    account=st.sampled_from(["", "豆芽星球"]),
).filter(lambda window: window.begins != window.ends)


@given(window=windows, minute=st.integers(0, 7 * 24 * 60 - 1))
def test_a_moment_is_covered_when_a_run_that_began_before_has_not_ended(window: Airtime, minute: int) -> None:
    moment = MONDAY + timedelta(minutes=minute)
    expected = False
    for back in (0, 1):
        day = (moment - timedelta(days=back)).replace(hour=0, minute=0)
        begins = datetime.combine(day, window.begins, MONDAY.tzinfo)
        ends = datetime.combine(day, window.ends, MONDAY.tzinfo)
        ends += timedelta(days=ends <= begins)
        expected |= day.isoweekday() in window.days and begins <= moment < ends
    assert window.covers(moment, "豆芽星球") is expected


@given(windows)
def test_it_is_kept_and_read_again(window: Airtime) -> None:
    assert read([window.kept()]) == (window,)


def test_another_account_is_not_on_air_and_an_unnamed_one_may_be() -> None:
    every_night = [Airtime(frozenset(range(1, 8)), time(20), time(23, 30), "豆芽星球")]
    evening = MONDAY.replace(hour=21)
    assert on_air(every_night, evening, "豆芽星球")
    assert on_air(every_night, evening)
    assert not on_air(every_night, evening, "别的号")
    assert not on_air(every_night, MONDAY.replace(hour=19, minute=59), "豆芽星球")
