"""Deadlines: from when a clock counts, when it is due, and when it speaks.

The figures are data (clocks.md 2.3, each row with its source); a row is handed in as a `ClockPolicy`.
Rules (a) to (f) of clocks.md 2.3: public clocks count from the earliest evidence, or after a signed watch
from the trigger; a change of severity reckons again from the original start and may be late at once; pausing
needs two people and is never possible in S1; legal clocks never pause; working time follows the calendar.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import DeskError
from bot.rules.calendar import WorkCalendar
from storage.vocabulary.clocks import Basis, ClockKind, Mark
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

Marks = tuple[tuple[Mark, datetime], ...]

#: Clocks that run from the opening of an incident, in the order in which a card shows them.
AT_OPENING = (
    ClockKind.RESPONSE,
    ClockKind.STOP_LOSS,
    ClockKind.ROLES_COMPLETE,
    ClockKind.PROMO_PAUSE,
    ClockKind.FRONTLINE_LINE,
    ClockKind.FIRST_RESPONSE,
    ClockKind.VERIFIED_STATEMENT,
    ClockKind.SITUATION_NOTE,
)
#: Clocks that run from the stand-down.
AT_STAND_DOWN = (ClockKind.DEBRIEF, ClockKind.POST_MORTEM, ClockKind.REPORT, ClockKind.REVIEW)

_SHARES = ((Mark.HALF, 0.5), (Mark.WARNING, 0.8), (Mark.DUE, 1.0))

# What stands in, in this order, when a moment is not known. A signed watch that fired goes before the first
# sighting; and the public's clock never starts late for want of a figure.
_FALLBACK: Mapping[Basis, tuple[Basis, ...]] = MappingProxyType(
    {
        Basis.RECEIPT: (Basis.RECEIPT, Basis.OPENING),
        Basis.EVIDENCE: (Basis.TRIGGER, Basis.EVIDENCE, Basis.RECEIPT, Basis.OPENING),
        Basis.OPENING: (Basis.OPENING,),
        Basis.RESPONSE: (Basis.RESPONSE, Basis.OPENING, Basis.RECEIPT),
        Basis.PROMISE: (Basis.PROMISE, Basis.OPENING),
        Basis.TRIGGER: (Basis.TRIGGER, Basis.RECEIPT),
        Basis.STAND_DOWN: (Basis.STAND_DOWN,),
        Basis.EVENT: (Basis.EVENT, Basis.OPENING),
    }
)


_MOMENT: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.RECEIPT: "received",
        Basis.EVIDENCE: "first_seen",
        Basis.OPENING: "opened",
        Basis.RESPONSE: "responded",
        Basis.PROMISE: "promised",
        Basis.TRIGGER: "triggered",
        Basis.STAND_DOWN: "stood_down",
        Basis.EVENT: "event",
    }
)


class PauseNotAllowed(DeskError):
    """This clock cannot be paused: `kind`, `severity`, `why` (`s1`, `legal`, `reason` or `approver`)."""

    key = "refused-pause-not-allowed"


class ClockPolicy(Struct, frozen=True):
    """One figure of the policy table: one kind of clock for one severity.

    One of `minutes` (calendar), `duty_minutes` (counted in duty hours only) and `working_days` (end of duty
    of the n-th work day) is set. `live_minutes` replaces it while on air; a clock that runs only on air has
    nothing else. `repeat_minutes`: the cadence after the first `repeat_after_minutes` (public updates: 2 h
    for 12 h, then 6 h). `further_days`: later reviews, in days from the start.
    `source`, `status` and `checked_on` answer `/sla why`.
    """

    kind: ClockKind
    severity: Severity
    basis: Basis
    owner_role: RoleKind
    minutes: int | None = None
    duty_minutes: int | None = None
    working_days: int | None = None
    live_minutes: int | None = None
    repeat_after_minutes: int | None = None
    repeat_minutes: int | None = None
    further_days: tuple[int, ...] = ()
    version: str = ""
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""


class Times(Struct, frozen=True):
    """The moments a clock may count from, aware UTC, as far as they have happened.

    `triggered`: when the trigger of a *signed* watch decision fired. `promised`: when the last public word
    went out, which promised the next. `event`: what the clock itself is about.
    """

    first_seen: datetime | None = None
    received: datetime | None = None
    opened: datetime | None = None
    responded: datetime | None = None
    triggered: datetime | None = None
    promised: datetime | None = None
    stood_down: datetime | None = None
    event: datetime | None = None

    def of(self, basis: Basis) -> datetime | None:
        """The moment that this basis names, None if it has not come."""
        moment: datetime | None = getattr(self, _MOMENT[basis])
        return moment


class Planned(Struct, frozen=True):
    """A clock reckoned: from when and why, until when, and its three marks.

    `evidence_at` is the first sighting, kept beside `started_at` when a watch moved the start (the recap
    reports both). `known` is False when a year without calendar lies on the way.
    """

    basis: Basis
    started_at: datetime
    due_at: datetime
    marks: Marks
    evidence_at: datetime | None = None
    known: bool = True


class Recomputed(Struct, frozen=True):
    """A clock after a change of severity: the new plan, and how many minutes late it already is (0: not)."""

    planned: Planned
    late_minutes: int


def policy_for(policies: Iterable[ClockPolicy], kind: ClockKind, severity: Severity) -> ClockPolicy | None:
    """The row for this clock, None when this severity has none (S4: no pause of promotion)."""
    return next((row for row in policies if row.kind is kind and row.severity is severity), None)


def applies(policy: ClockPolicy, live: bool) -> bool:
    """Does this clock run at all? Stop-loss clocks run only on air."""
    if policy.minutes is not None or policy.duty_minutes is not None or policy.working_days is not None:
        return True
    return live and policy.live_minutes is not None


def plan(policy: ClockPolicy, live: bool, times: Times, calendar: WorkCalendar) -> Planned:
    """When the clock is due and when it speaks.

    Raises:
        ValueError: none of the moments it may count from has happened, or it does not run (see `applies`);
            both are mistakes of the caller.
    """
    basis, started = _start(policy.basis, times)
    if live and policy.live_minutes is not None:
        shorter = started + timedelta(minutes=policy.live_minutes)
        return _straight(basis, started, shorter, times.first_seen)
    if policy.minutes is not None:
        length = cadence(policy, times.opened or started, started)
        return _straight(basis, started, started + length, times.first_seen)
    if policy.duty_minutes is not None:
        due = calendar.add_working_minutes(started, policy.duty_minutes)
    elif policy.working_days is not None:
        due = calendar.add_working_days(started, policy.working_days)
    else:
        raise ValueError(f"{policy.kind} of {policy.severity} does not run off air")
    marks = _working_marks(started, due.at, calendar)
    return Planned(basis, started, due.at, marks, times.first_seen, due.known)


def until(started: datetime, due: datetime, basis: Basis = Basis.PROMISE) -> Planned:
    """A clock whose deadline somebody named: a promised time, a watch until 14:00, a task.

    A deadline that is not later than the start is due at once.
    """
    return _straight(basis, started, max(started, due), None)


def recompute(policy: ClockPolicy, live: bool, times: Times, calendar: WorkCalendar, now: datetime) -> Recomputed:
    """The clock under another severity, a changed `live`, or a calendar that has arrived.

    Reckoned from the original start; it may be overdue at once, and says so.
    """
    planned = plan(policy, live, times, calendar)
    return Recomputed(planned, overdue_minutes(planned.due_at, now))


def shifted(planned: Planned, by: timedelta) -> Planned:
    """The clock later by what it stood still before."""
    marks = tuple((mark, when + by) for mark, when in planned.marks)
    return replace(planned, due_at=planned.due_at + by, marks=marks)


def overdue_minutes(due: datetime, now: datetime) -> int:
    """Whole minutes past the deadline, 0 until one has passed."""
    return max(0, int((now - due).total_seconds() // 60))


def minutes_left(due: datetime, now: datetime) -> int:
    """Minutes to the deadline, rounded up so that "1 minute" never means none; 0 once it has passed."""
    return max(0, -int((now - due).total_seconds() // 60))


def next_mark(marks: Marks, after: datetime) -> tuple[Mark, datetime] | None:
    """The first mark later than this moment, None when all have passed."""
    following: tuple[Mark, datetime] | None = None
    for mark in marks:
        if mark[1] > after and (following is None or mark[1] < following[1]):
            following = mark
    return following


def marks_due(marks: Marks, upto: datetime, since: datetime | None = None) -> tuple[Mark, ...]:
    """The marks that have been reached by `upto`, and not before `since` (inclusive), in order.

    A tick that was away may find several: the last is the one that matters to people.
    """
    reached = [(when, mark) for mark, when in marks if when <= upto and (since is None or when >= since)]
    return tuple(mark for _, mark in sorted(reached, key=lambda pair: pair[0]))


def may_pause(kind: ClockKind, severity: Severity, reason: str, asked_by: str, approved_by: str) -> None:
    """Pausing needs a reason and a second person.

    Raises:
        PauseNotAllowed: S1, a legal or platform clock, no reason, or nobody else has approved.
    """
    why = ""
    if kind is ClockKind.LEGAL:
        why = "legal"
    elif severity is Severity.S1:
        why = "s1"
    elif not reason.strip():
        why = "reason"
    elif not approved_by or approved_by == asked_by:
        why = "approver"
    if why:
        raise PauseNotAllowed(kind=kind.value, severity=severity.value, why=why)


def resumed(
    planned: Planned, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar | None = None
) -> Planned:
    """The clock after a pause: what lay ahead of the pause moves by its length, what had passed stays.

    `calendar`: for clocks counted in working time, which keep the working minutes they had left.
    """
    back = max(paused_at, resumed_at)

    def moved(when: datetime) -> datetime:
        if when <= paused_at:
            return when
        if calendar is None:
            return when + (back - paused_at)
        return calendar.add_working_minutes(back, calendar.working_minutes(paused_at, when)).at

    marks = tuple((mark, moved(when)) for mark, when in planned.marks)
    return replace(planned, due_at=moved(planned.due_at), marks=marks)


def cadence(policy: ClockPolicy, opened: datetime, now: datetime) -> timedelta:
    """How soon the next one is wanted: often at first, less often after the first hours.

    Raises:
        ValueError: the policy has no figure in minutes.
    """
    if policy.minutes is None:
        raise ValueError(f"{policy.kind} of {policy.severity} has no cadence")
    often = timedelta(minutes=policy.minutes)
    if policy.repeat_minutes is None or policy.repeat_after_minutes is None:
        return often
    calmer = now - opened >= timedelta(minutes=policy.repeat_after_minutes)
    return timedelta(minutes=policy.repeat_minutes) if calmer else often


class Outcome(Struct, frozen=True):
    """How one clock ended: when it was due, when it was met (None: not yet), whether it was waived."""

    due_at: datetime
    met_at: datetime | None = None
    waived: bool = False


class Attainment(Struct, frozen=True):
    """So many of so many on time. Waived clocks and those still within their time are not counted."""

    on_time: int
    counted: int


def attainment(outcomes: Sequence[Outcome], now: datetime) -> Attainment:
    """Met by the deadline (the very moment still counts) against all that were met or have run out."""
    counted = [
        outcome
        for outcome in outcomes
        if not outcome.waived and (outcome.met_at is not None or outcome.due_at < now)
    ]
    kept = sum(outcome.met_at is not None and outcome.met_at <= outcome.due_at for outcome in counted)
    return Attainment(kept, len(counted))


def _start(basis: Basis, times: Times) -> tuple[Basis, datetime]:
    for candidate in _FALLBACK[basis]:
        moment = times.of(candidate)
        if moment is not None:
            return candidate, moment
    raise ValueError(f"nothing has happened yet that a clock from {basis} could count from")


def _straight(basis: Basis, started: datetime, due: datetime, evidence: datetime | None) -> Planned:
    length = due - started
    marks = tuple([(mark, started + length * share) for mark, share in _SHARES])
    return Planned(basis, started, due, marks, evidence)


def _working_marks(started: datetime, due: datetime, calendar: WorkCalendar) -> Marks:
    """Marks at shares of the working time; a deadline without any working time before it falls back to
    shares of the calendar time."""
    total = calendar.working_minutes(started, due)
    if total == 0:
        return _straight(Basis.OPENING, started, due, None).marks
    early = tuple(
        (mark, min(due, calendar.add_working_minutes(started, round(total * share)).at))
        for mark, share in _SHARES
        if mark is not Mark.DUE
    )
    return (*early, (Mark.DUE, due))
