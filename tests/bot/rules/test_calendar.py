"""Working time across Spring Festival, a moved Saturday, a year nobody has published, and changed clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.calendar import WorkCalendar, monday_to_friday

from .conftest import SHANGHAI, china


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-24 10:30", 1, "2026-11-25 18:00"),
        ("2026-11-27 10:30", 1, "2026-11-30 18:00"),  # Friday → Monday
        ("2026-11-28 23:00", 1, "2026-11-30 18:00"),  # Saturday → Monday
        ("2026-02-13 10:00", 1, "2026-02-14 18:00"),  # Friday → a Saturday moved to work before Spring Festival
        ("2026-02-14 10:00", 1, "2026-02-24 18:00"),  # nine days of Spring Festival
        ("2026-02-14 10:00", 5, "2026-02-28 18:00"),  # and a moved Saturday after it
        ("2026-09-30 20:00", 1, "2026-10-08 18:00"),  # National Day
    ],
)
def test_working_days(start: str, days: int, end: str, calendar: WorkCalendar) -> None:
    reckoned = calendar.add_working_days(at(start), days)
    assert (reckoned.at, reckoned.known) == (at(end), True)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-24 10:00", 240, "2026-11-24 14:00"),
        ("2026-11-24 14:00", 240, "2026-11-24 18:00"),  # ends that evening, not next morning
        ("2026-11-24 14:01", 240, "2026-11-25 09:01"),
        ("2026-11-24 23:00", 240, "2026-11-25 13:00"),
        ("2026-02-14 17:00", 120, "2026-02-24 10:00"),
        ("2026-11-24 03:00", 0, "2026-11-24 03:00"),
    ],
)
def test_duty_minutes(start: str, minutes: int, end: str, calendar: WorkCalendar) -> None:
    assert calendar.add_working_minutes(at(start), minutes).at == at(end)


def test_a_year_nobody_knows_is_counted_monday_to_friday_and_says_so(calendar: WorkCalendar) -> None:
    known = calendar.add_working_days(at("2035-05-01 10:00"), 1)
    assert (known.at, known.known) == (at("2035-05-02 18:00"), False)
    assert not calendar.add_working_minutes(at("2035-05-01 10:00"), 30).known
    assert not calendar.known_between(at("2026-12-01 00:00"), at("2035-01-01 00:00"))
    assert calendar.known_between(at("2026-02-01 00:00"), at("2026-03-01 00:00"))


def test_duty_hours_may_end_at_midnight_but_not_before_they_begin() -> None:
    late = WorkCalendar(monday_to_friday, SHANGHAI, time(8), time(0))
    assert late.on_duty(at("2026-11-24 23:59"))
    assert not late.on_duty(at("2026-11-24 07:59"))
    assert late.working_minutes(at("2026-11-24 00:00"), at("2026-11-25 00:00")) == 16 * 60
    with pytest.raises(ValueError, match="duty hours"):
        WorkCalendar(monday_to_friday, SHANGHAI, time(18), time(9))


def test_where_clocks_are_changed_a_duty_day_has_its_real_length() -> None:
    berlin = WorkCalendar(lambda day: True, ZoneInfo("Europe/Berlin"), time(0), time(0))
    spring = date(2026, 3, 29)
    begin, end = berlin.hours(spring)
    assert end - begin == timedelta(hours=23)
    assert berlin.working_minutes(begin, end) == 23 * 60
    assert berlin.add_working_minutes(begin, 23 * 60).at == end


def test_a_calendar_without_work_days_does_not_run_for_ever() -> None:
    never = WorkCalendar(lambda day: False, SHANGHAI)
    with pytest.raises(ValueError, match="without work days"):
        never.add_working_days(at("2026-11-24 10:00"), 1)
    with pytest.raises(ValueError, match="without work days"):
        never.add_working_minutes(at("2026-11-24 10:00"), 1)


def minute_by_minute(calendar: WorkCalendar, start: datetime, minutes: int) -> datetime:
    """The same by walking: the slow way that cannot be wrong."""
    moment = start
    while minutes:
        day = moment.astimezone(calendar.zone).date()
        begin, end = calendar.hours(day)
        if calendar.workday(day)[0] and begin <= moment < end:
            minutes -= 1
        moment += timedelta(minutes=1)
    return moment


FIRST = datetime(2026, 2, 9, tzinfo=UTC)


@given(st.integers(0, 30 * 24 * 60), st.integers(1, 900))
@settings(max_examples=25, deadline=None)
def test_duty_minutes_agree_with_walking_minute_by_minute(offset: int, minutes: int) -> None:
    calendar = WorkCalendar(china, SHANGHAI)
    start = FIRST + timedelta(minutes=offset)
    end = calendar.add_working_minutes(start, minutes).at
    assert end == minute_by_minute(calendar, start, minutes)
    assert calendar.working_minutes(start, end) == minutes


@given(st.integers(0, 300), st.integers(1, 25))
@settings(max_examples=50, deadline=None)
def test_working_days_agree_with_walking_day_by_day(offset: int, days: int) -> None:
    calendar = WorkCalendar(china, SHANGHAI)
    start = FIRST + timedelta(days=offset)
    day, left = start.astimezone(SHANGHAI).date(), days
    while left:
        day += timedelta(days=1)
        left -= calendar.workday(day)[0]
    assert calendar.add_working_days(start, days).at == calendar.hours(day)[1]
