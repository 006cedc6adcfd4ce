"""Deadlines as a table, and the rules that make the numbers trusted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.calendar import WorkCalendar
from bot.rules.clocks import (
    AT_OPENING,
    AT_STAND_DOWN,
    Attainment,
    ClockPolicy,
    Outcome,
    PauseNotAllowed,
    Times,
    applies,
    attainment,
    cadence,
    marks_due,
    may_pause,
    minutes_left,
    next_mark,
    overdue_minutes,
    plan,
    policy_for,
    recompute,
    resumed,
    until,
)
from storage.vocabulary.clocks import Basis, ClockKind, Mark
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

from .conftest import SHANGHAI, china

S1, S2, S3, S4 = Severity
K = ClockKind
Policies = tuple[ClockPolicy, ...]


def at(text: str, day: str = "2026-11-22") -> datetime:
    return datetime.fromisoformat(f"{day} {text}").replace(tzinfo=SHANGHAI).astimezone(UTC)


#: The product crisis of experience.md 1.1: first seen 20:31, alert and opening 20:40, responded 20:40:25.
TIMES = Times(
    first_seen=at("20:31"), received=at("20:40"), opened=at("20:40"), responded=at("20:40:25"), event=at("21:00")
)


def of(policies: Policies, kind: ClockKind, severity: Severity) -> ClockPolicy:
    policy = policy_for(policies, kind, severity)
    assert policy is not None
    return policy


@pytest.mark.parametrize(
    ("kind", "severity", "live", "basis", "due"),
    [
        (K.RESPONSE, S1, True, Basis.RECEIPT, "20:45"),
        (K.RESPONSE, S2, False, Basis.RECEIPT, "20:50"),
        (K.DECISION, S1, False, Basis.RESPONSE, "20:50:25"),
        (K.STOP_LOSS, S1, True, Basis.OPENING, "20:43"),
        (K.ROLES_COMPLETE, S1, False, Basis.OPENING, "20:55"),
        (K.PROMO_PAUSE, S1, False, Basis.OPENING, "20:55"),
        (K.FRONTLINE_LINE, S1, False, Basis.OPENING, "21:10"),
        (K.FIRST_RESPONSE, S1, True, Basis.EVIDENCE, "21:31"),
        (K.FIRST_RESPONSE, S2, False, Basis.EVIDENCE, "22:31"),
        (K.VERIFIED_STATEMENT, S1, False, Basis.EVIDENCE, "01:31"),
        (K.SITUATION_NOTE, S1, False, Basis.OPENING, "21:10"),
        (K.APPROVAL, S1, False, Basis.EVENT, "21:10"),
    ],
)
def test_when_each_clock_is_due(
    kind: ClockKind,
    severity: Severity,
    live: bool,
    basis: Basis,
    due: str,
    policies: Policies,
    calendar: WorkCalendar,
) -> None:
    planned = plan(of(policies, kind, severity), live, TIMES, calendar)
    day = "2026-11-23" if due < "12" else "2026-11-22"
    assert (planned.basis, planned.due_at) == (basis, at(due, day))
    assert planned.marks[-1] == (Mark.DUE, planned.due_at)


def test_half_and_four_fifths(policies: Policies, calendar: WorkCalendar) -> None:
    planned = plan(of(policies, K.FIRST_RESPONSE, S1), False, TIMES, calendar)
    assert planned.marks == (
        (Mark.HALF, at("21:01")),
        (Mark.WARNING, at("21:19")),
        (Mark.DUE, at("21:31")),
    )


def test_stop_loss_runs_only_on_air(policies: Policies) -> None:
    stop_loss = of(policies, K.STOP_LOSS, S1)
    assert applies(stop_loss, live=True)
    assert not applies(stop_loss, live=False)
    assert policy_for(policies, K.STOP_LOSS, S4) is None
    assert policy_for(policies, K.PROMO_PAUSE, S4) is None


def test_a_clock_that_does_not_run_or_has_no_start_is_a_mistake(
    policies: Policies, calendar: WorkCalendar
) -> None:
    with pytest.raises(ValueError, match="off air"):
        plan(of(policies, K.STOP_LOSS, S1), False, TIMES, calendar)
    with pytest.raises(ValueError, match="nothing has happened"):
        plan(of(policies, K.DEBRIEF, S1), False, TIMES, calendar)


def test_raising_reckons_from_the_original_start_and_says_how_late_it_is(
    policies: Policies, calendar: WorkCalendar
) -> None:
    again = recompute(of(policies, K.FIRST_RESPONSE, S1), False, TIMES, calendar, now=at("21:59"))
    assert (again.planned.due_at, again.late_minutes) == (at("21:31"), 28)
    assert next_mark(again.planned.marks, at("21:59")) is None
    in_time = recompute(of(policies, K.FIRST_RESPONSE, S1), False, TIMES, calendar, now=at("21:10"))
    assert in_time.late_minutes == 0
    assert next_mark(in_time.planned.marks, at("21:10")) == (Mark.WARNING, at("21:19"))


def test_lowering_gives_the_time_back(policies: Policies, calendar: WorkCalendar) -> None:
    lowered = recompute(of(policies, K.FIRST_RESPONSE, S3), False, TIMES, calendar, now=at("21:59"))
    assert (lowered.planned.due_at, lowered.late_minutes) == (at("00:31", "2026-11-23"), 0)


def test_after_a_signed_watch_the_public_deadline_counts_from_the_trigger(
    policies: Policies, calendar: WorkCalendar
) -> None:
    watched = Times(first_seen=at("10:12"), received=at("10:12"), triggered=at("13:05"), opened=at("13:06"))
    planned = plan(of(policies, K.FIRST_RESPONSE, S3), False, watched, calendar)
    assert (planned.basis, planned.started_at, planned.due_at) == (Basis.TRIGGER, at("13:05"), at("17:05"))
    assert planned.evidence_at == at("10:12"), "the recap reports both"
    internal = plan(of(policies, K.ROLES_COMPLETE, S3), False, watched, calendar)
    assert internal.started_at == at("13:06")


def test_without_a_first_sighting_the_public_clock_counts_from_receipt(
    policies: Policies, calendar: WorkCalendar
) -> None:
    planned = plan(of(policies, K.FIRST_RESPONSE, S1), False, Times(received=at("20:40")), calendar)
    assert (planned.basis, planned.due_at) == (Basis.RECEIPT, at("21:40"))


@pytest.mark.parametrize(
    ("kind", "severity", "start", "due"),
    [
        # S4 is answered within four duty hours: a Saturday evening waits for Monday.
        (K.RESPONSE, S4, "2026-11-21 20:00", "2026-11-23 13:00"),
        # Spring Festival of 2026: free from 15 to 23 February, Saturday 14 and Saturday 28 are worked.
        (K.RESPONSE, S4, "2026-02-14 16:00", "2026-02-24 11:00"),
        (K.ROLES_COMPLETE, S4, "2026-02-13 10:00", "2026-02-14 18:00"),
        (K.ROLES_COMPLETE, S4, "2026-02-14 10:00", "2026-02-24 18:00"),
        (K.POST_MORTEM, S2, "2026-02-14 10:00", "2026-02-28 18:00"),
    ],
)
def test_working_clocks_follow_the_calendar(
    kind: ClockKind, severity: Severity, start: str, due: str, policies: Policies, calendar: WorkCalendar
) -> None:
    moment = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    times = Times(received=moment, opened=moment, stood_down=moment)
    planned = plan(of(policies, kind, severity), False, times, calendar)
    assert planned.due_at == datetime.fromisoformat(due).replace(tzinfo=SHANGHAI)
    assert planned.known


def test_marks_of_a_working_clock_lie_in_working_time(policies: Policies, calendar: WorkCalendar) -> None:
    moment = at("16:00", "2026-02-14")
    planned = plan(of(policies, K.RESPONSE, S4), False, Times(received=moment), calendar)
    # Two of four hours on the evening before the holidays, then 1 h 12 min on the morning after them.
    assert planned.marks[0] == (Mark.HALF, at("18:00", "2026-02-14"))
    assert planned.marks[1] == (Mark.WARNING, at("10:12", "2026-02-24"))


def test_a_missing_year_is_marked_and_reckoned_again_when_it_arrives(policies: Policies) -> None:
    moment = at("10:00", "2035-05-01")
    policy, times = of(policies, K.ROLES_COMPLETE, S4), Times(opened=moment)
    unsure = plan(policy, False, times, WorkCalendar(china, SHANGHAI))
    assert (unsure.due_at, unsure.known) == (at("18:00", "2035-05-02"), False)
    holidays = WorkCalendar(lambda day: day.day > 5 and day.weekday() < 5, SHANGHAI)
    sure = recompute(policy, False, times, holidays, now=moment).planned
    assert (sure.due_at, sure.known) == (at("18:00", "2035-05-07"), True)


@pytest.mark.parametrize(
    ("kind", "severity", "reason", "approver", "why"),
    [
        (K.LEGAL, S4, "等材料", "zhou", "legal"),
        (K.FIRST_RESPONSE, S1, "等材料", "zhou", "s1"),
        (K.FIRST_RESPONSE, S2, "  ", "zhou", "reason"),
        (K.FIRST_RESPONSE, S2, "等材料", "", "approver"),
        (K.FIRST_RESPONSE, S2, "等材料", "lin", "approver"),
    ],
)
def test_pausing_is_refused(kind: ClockKind, severity: Severity, reason: str, approver: str, why: str) -> None:
    with pytest.raises(PauseNotAllowed) as refused:
        may_pause(kind, severity, reason, "lin", approver)
    assert refused.value.values["why"] == why


def test_a_pause_moves_what_lay_ahead_of_it(policies: Policies, calendar: WorkCalendar) -> None:
    may_pause(K.FIRST_RESPONSE, S2, "等检测结果", "lin", "zhou")
    planned = plan(of(policies, K.FIRST_RESPONSE, S2), False, TIMES, calendar)
    later = resumed(planned, paused_at=at("21:40"), resumed_at=at("22:00"))
    assert [when for _, when in later.marks] == [at("21:31"), at("22:27"), at("22:51")]
    assert later.due_at == at("22:51")
    at_the_mark = resumed(planned, paused_at=at("21:31"), resumed_at=at("21:41"))
    assert at_the_mark.marks[0] == (Mark.HALF, at("21:31")), "what had just passed stays"
    assert resumed(planned, at("21:40"), at("21:30")) == planned, "a pause is never shorter than nothing"


def test_a_pause_of_a_working_clock_keeps_the_working_time_left(
    policies: Policies, calendar: WorkCalendar
) -> None:
    planned = plan(of(policies, K.POST_MORTEM, S2), False, Times(stood_down=at("10:00", "2026-11-23")), calendar)
    assert planned.due_at == at("18:00", "2026-11-30")
    paused, back = at("12:00", "2026-11-24"), at("12:00", "2026-11-28")  # resumed on a Saturday
    later = resumed(planned, paused, back, calendar)
    left = calendar.working_minutes(paused, planned.due_at)
    assert calendar.working_minutes(back, later.due_at) == left
    assert later.due_at == at("15:00", "2026-12-04")
    assert later.marks[-1] == (Mark.DUE, later.due_at)


def test_public_updates_come_often_at_first(policies: Policies) -> None:
    policy, opened = of(policies, K.NEXT_UPDATE, S1), at("20:40")
    assert cadence(policy, opened, opened + timedelta(hours=11)) == timedelta(hours=2)
    assert cadence(policy, opened, opened + timedelta(hours=12)) == timedelta(hours=6)
    assert cadence(of(policies, K.NEXT_UPDATE, S3), opened, opened + timedelta(days=9)) == timedelta(hours=24)
    with pytest.raises(ValueError, match="cadence"):
        cadence(of(policies, K.DEBRIEF, S3), opened, opened)


@pytest.mark.parametrize(("hours", "due_hours"), [(0, 2), (11, 13), (12, 18), (30, 36)])
def test_the_next_update_is_due_at_that_cadence(
    hours: int, due_hours: int, policies: Policies, calendar: WorkCalendar
) -> None:
    opened = at("20:40")
    times = Times(opened=opened, promised=opened + timedelta(hours=hours))
    planned = plan(of(policies, K.NEXT_UPDATE, S1), False, times, calendar)
    assert (planned.basis, planned.due_at) == (Basis.PROMISE, opened + timedelta(hours=due_hours))


def test_a_named_deadline_in_the_past_is_due_at_once() -> None:
    planned = until(at("10:20"), at("14:00"))
    assert planned.marks[0] == (Mark.HALF, at("12:10"))
    assert until(at("10:20"), at("09:00")).due_at == at("10:20")


def test_minutes_are_whole_and_kind() -> None:
    due = at("21:31")
    assert (overdue_minutes(due, at("21:31:59")), overdue_minutes(due, at("21:32"))) == (0, 1)
    assert (overdue_minutes(due, at("21:00")), minutes_left(due, at("21:32"))) == (0, 0)
    assert (minutes_left(due, at("21:30:01")), minutes_left(due, at("21:30"))) == (1, 1)


def test_a_tick_that_was_away_finds_all_marks_in_order() -> None:
    marks = until(at("20:00"), at("21:00")).marks
    assert marks_due(marks, at("20:29")) == ()
    assert marks_due(marks, at("20:30")) == (Mark.HALF,)
    assert marks_due(marks, at("23:00")) == (Mark.HALF, Mark.WARNING, Mark.DUE)
    assert marks_due(marks, at("23:00"), since=at("20:48")) == (Mark.WARNING, Mark.DUE)


def test_attainment_counts_what_is_decided() -> None:
    due, now = at("21:00"), at("22:00")
    outcomes = [
        Outcome(due, met_at=due),  # the very moment still counts
        Outcome(due, met_at=at("21:01")),
        Outcome(due),  # ran out
        Outcome(due, waived=True),
        Outcome(at("23:00")),  # still within its time
    ]
    assert attainment(outcomes, now) == Attainment(on_time=1, counted=3)


def test_the_starting_kinds_all_have_policies(policies: Policies) -> None:
    for kind in (*AT_OPENING, *AT_STAND_DOWN):
        assert policy_for(policies, kind, S1) is not None


BASE = datetime(2026, 2, 9, tzinfo=UTC)


@given(
    offset=st.integers(0, 40 * 24 * 60),
    figure=st.sampled_from(["minutes", "duty_minutes", "working_days"]),
    amount=st.integers(1, 30),
)
@settings(max_examples=60, deadline=None)
def test_marks_come_in_order_and_the_last_is_the_deadline(offset: int, figure: str, amount: int) -> None:
    start = BASE + timedelta(minutes=offset)
    policy = ClockPolicy(K.TASK, S3, Basis.OPENING, RoleKind.COMMANDER, **{figure: amount})
    planned = plan(policy, False, Times(opened=start), WorkCalendar(china, SHANGHAI))
    moments = [when for _, when in planned.marks]
    assert moments == sorted(moments)
    assert start <= moments[0]
    assert moments[-1] == planned.due_at > start
    walked, mark = [], next_mark(planned.marks, start)
    while mark is not None:
        walked.append(mark[0])
        mark = next_mark(planned.marks, mark[1])
    assert walked[-1] is Mark.DUE or moments.count(planned.due_at) > 1
