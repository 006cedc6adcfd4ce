"""Who is on duty: reckoned, and compared minute by minute with a walk along the wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.duty import Away, Shift, StandIn, Turns, gaps, on_duty, overlaps, roster, shifts, wall
from storage.vocabulary.calls import ShiftDays

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def national_week(day: date) -> bool:
    """October 2026 as a holiday calendar has it: the first week free, Saturday the 10th worked."""
    if date(2026, 10, 1) <= day <= date(2026, 10, 7):
        return False
    return day.weekday() < 5 or day == date(2026, 10, 10)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the walk: nothing of it is taken from the rule ---


def walked(
    turns: Turns, since: datetime, until: datetime, workday: object, ins: list[StandIn], away: list[Away]
) -> list[str]:
    """Who is on duty in each minute, found by walking along the wall clock from two days before."""
    assert callable(workday)
    named: list[str] = []
    turn: dict[date, str] = {}
    ends_seen: set[date] = set()
    begun: list[date] = []
    moment = since - timedelta(days=3)
    shown: set[date] = set()
    while moment < until:
        local = moment.astimezone(turns.zone).replace(tzinfo=None)
        for back in range(3):
            day = local.date() - timedelta(days=back)
            if day not in shown and local >= datetime.combine(day, turns.begins):
                shown.add(day)
                begun.append(day)
            over = day if turns.ends > turns.begins else day + timedelta(days=1)
            if local >= datetime.combine(over, turns.ends):
                ends_seen.add(day)
        if moment >= since:
            running = [d for d in begun if d not in ends_seen and counts(turns, d, workday)]
            newest = max(running, default=None)
            if newest is not None and newest not in turn:
                turn[newest] = whose(turns, newest, workday)
            person = turn[newest] if newest is not None else ""
            for one in ins:
                if one.begins <= moment < one.ends:
                    person = one.person
            gone = any(one.person == person and one.begins <= moment < one.ends for one in away)
            named.append("" if gone else person)
        moment += MINUTE
    return named


def counts(turns: Turns, day: date, workday: object) -> bool:
    assert callable(workday)
    wanted = {ShiftDays.EVERY: True, ShiftDays.WORKDAYS: workday(day), ShiftDays.FREE_DAYS: not workday(day)}
    return day >= turns.starts_on and bool(wanted[turns.days])


def whose(turns: Turns, day: date, workday: object) -> str:
    held = [d for n in range(10) if counts(turns, d := turns.starts_on + timedelta(days=n), workday) and d < day]
    return turns.people[len(held) // turns.days_each % len(turns.people)]


ZONES = st.sampled_from(
    ["Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]
)
HOURS = st.sampled_from([time(0), time(2), time(2, 30), time(9), time(21), time(23, 59)])


@settings(max_examples=30, deadline=None)
@given(
    zone=ZONES,
    begins=HOURS,
    ends=HOURS,
    days_each=st.integers(1, 3),
    people=st.integers(1, 3),
    days=st.sampled_from([ShiftDays.EVERY, ShiftDays.WORKDAYS, ShiftDays.FREE_DAYS]),
    start=st.sampled_from(
        [date(2026, 3, 7), date(2026, 3, 28), date(2026, 10, 4), date(2026, 10, 24), date(2026, 10, 31)]
    ),
    ins=st.lists(st.tuples(st.integers(-600, 3000), st.integers(1, 900)), max_size=2),
    away=st.lists(st.tuples(st.integers(-600, 3000), st.integers(1, 900)), max_size=2),
)
def test_the_roster_is_what_a_walk_along_the_wall_clock_finds(
    zone: str,
    begins: time,
    ends: time,
    days_each: int,
    people: int,
    days: ShiftDays,
    start: date,
    ins: list[tuple[int, int]],
    away: list[tuple[int, int]],
) -> None:
    turns = Turns("A", tuple("xyz"[:people]), start, ZoneInfo(zone), begins, ends, days_each, days)
    since = datetime(start.year, start.month, start.day, tzinfo=UTC)
    until = since + timedelta(days=2, minutes=7)
    stand_ins = [StandIn("w", since + at * MINUTE, since + (at + long) * MINUTE) for at, long in ins]
    leaves = [Away("x", since + at * MINUTE, since + (at + long) * MINUTE) for at, long in away]
    pieces = roster([turns], since, until, national_week, stand_ins, leaves)
    minutes = [(on_duty(pieces, since + n * MINUTE) or ("",))[0] for n in range(int((until - since) / MINUTE))]
    assert minutes == walked(turns, since, until, national_week, stand_ins, leaves)
    assert all(piece.begins < piece.ends for piece in pieces)
    for gap_begins, gap_ends in gaps(pieces, since, until):
        assert on_duty(pieces, gap_begins) == ()
        assert on_duty(pieces, gap_ends - MINUTE) == ()


def test_a_hand_over_across_midnight() -> None:
    night = Turns("night", ("lin", "zhou"), date(2026, 11, 20), SHANGHAI, time(21), time(9), 1)
    found = shifts(night, utc("2026-11-21T13:00"), utc("2026-11-22T14:00"), weekdays)
    assert found == (
        Shift("zhou", utc("2026-11-21T13:00"), utc("2026-11-22T01:00"), "night"),
        Shift("lin", utc("2026-11-22T13:00"), utc("2026-11-23T01:00"), "night"),
    )


def test_a_worked_saturday_is_the_workdays_turn_and_a_free_monday_is_not() -> None:
    office = Turns("office", ("lin",), date(2026, 9, 1), SHANGHAI, time(9), time(18), 1, ShiftDays.WORKDAYS)
    found = shifts(office, utc("2026-10-01T00:00"), utc("2026-10-11T00:00"), national_week)
    assert [shift.begins.astimezone(SHANGHAI).day for shift in found] == [8, 9, 10]


def test_an_hour_the_clock_skips_comes_when_the_clock_first_shows_a_later_one() -> None:
    assert wall(date(2026, 3, 8), time(2, 30), ZoneInfo("America/New_York")) == utc("2026-03-08T07:00")
    assert wall(date(2026, 10, 4), time(2, 15), ZoneInfo("Australia/Lord_Howe")) == utc("2026-10-03T15:30")


def test_of_two_exchanges_the_last_word_holds() -> None:
    turns = Turns("A", ("lin",), date(2026, 11, 1), SHANGHAI)
    since, until = utc("2026-11-22T00:00"), utc("2026-11-23T00:00")
    ins = [StandIn("zhou", since, until), StandIn("he", since + timedelta(hours=6), until, "A")]
    pieces = roster([turns], since, until, weekdays, ins)
    assert [(piece.person, piece.exchanged) for piece in pieces] == [("zhou", True), ("he", True)]


def test_two_rotations_overlap_and_that_is_shown() -> None:
    one = Turns("A", ("lin",), date(2026, 11, 1), SHANGHAI, time(9), time(18))
    other = Turns("B", ("zhou",), date(2026, 11, 1), SHANGHAI, time(16), time(23))
    since, until = utc("2026-11-22T00:00"), utc("2026-11-22T16:00")
    pieces = roster([one, other], since, until, weekdays)
    assert on_duty(pieces, utc("2026-11-22T09:00")) == ("lin", "zhou")
    assert overlaps(pieces) == ((utc("2026-11-22T08:00"), utc("2026-11-22T10:00")),)
    assert gaps(pieces, since, until) == (
        (since, utc("2026-11-22T01:00")),
        (utc("2026-11-22T15:00"), until),
    )
