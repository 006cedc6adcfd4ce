"""Clocks of incidents and alerts: started, moved, met, waived. Deadlines are rows; `ticking` reads them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.desk import marks, policies
from bot.desk.hanging_up import hang_up
from bot.desk.speaking import refresh
from bot.desk.telling import News, tell
from bot.ids import AlertId, ClockId, IncidentId, PersonId, TeamId
from bot.rules import clocks as rules
from bot.rules.noise import NoiseEvent
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.calls import ChainState
from storage.vocabulary.clocks import OWED_AFTER, OWN_TIMES, ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: What runs from the opening of an incident, as far as its act exists.
OPENING_CLOCKS = (
    ClockKind.RESPONSE,
    ClockKind.DECISION,
    ClockKind.ROLES_COMPLETE,
    ClockKind.FIRST_RESPONSE,
    ClockKind.VERIFIED_STATEMENT,
)


def times_of(incident: Incident, promised: datetime | None = None) -> rules.Times:
    """The moments this incident's clocks may count from."""
    return rules.Times(
        first_seen=incident.first_seen_at,
        received=incident.received_at,
        opened=incident.opened_at,
        responded=incident.responded_at,
        triggered=incident.triggered_at,
        promised=promised,
        stood_down=incident.stood_down_at,
    )


def start(
    u: UnitOfWork, incident: Incident, team: Team, kind: ClockKind, promised: datetime | None = None
) -> Clock | None:
    """Start a clock of this incident by today's policy; None when this severity has none of the kind."""
    policy = policies.clock_policy(kind, incident.severity)
    if policy is None or not rules.applies(policy, incident.live):
        return None
    calendar = policies.work_calendar(_zone(team))
    planned = rules.plan(policy, incident.live, times_of(incident, promised), calendar)
    clock = row(u, incident.team_id, kind, policy, planned)
    clock.incident_id = incident.id
    u.add(clock)
    u.timeline.record(
        incident,
        EntryKind.CLOCK_STARTED,
        ref=clock.id,
        clock=kind,
        due=planned.due_at.isoformat(),
        basis=planned.basis,
    )
    return clock


def start_further(u: UnitOfWork, incident: Incident, team: Team, kind: ClockKind) -> Clock | None:
    """The next of several looks that the policy names in days from the stand-down; None after the last."""
    policy = policies.clock_policy(kind, incident.severity)
    if policy is None or incident.stood_down_at is None:
        return None
    later = (incident.stood_down_at + timedelta(days=days) for days in policy.further_days)
    due = next((moment for moment in later if moment > u.now), None)
    if due is None:
        return None
    clock = row(u, incident.team_id, kind, policy, rules.until(u.now, due))
    clock.incident_id = incident.id
    u.add(clock)
    u.timeline.record(incident, EntryKind.CLOCK_STARTED, ref=clock.id, clock=kind, due=due.isoformat())
    return clock


class Undecided(Protocol):
    """What an alert's clock is reckoned from: a row, or an alert about to become one."""

    @property
    def id(self) -> AlertId: ...
    @property
    def team_id(self) -> TeamId: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def title(self) -> str: ...
    @property
    def live(self) -> bool: ...
    @property
    def first_seen_at(self) -> datetime: ...
    @property
    def received_at(self) -> datetime: ...


def start_for_alert(u: UnitOfWork, alert: Undecided, team: Team, kind: ClockKind) -> Clock | None:
    """Start the clock of an alert nobody has decided on."""
    found = _planned(u, alert, team, kind)
    if found is None:
        return None
    clock = row(u, alert.team_id, kind, *found)
    clock.alert_id = alert.id
    u.add(clock)
    return clock


async def start_for_alerts(u: UnitOfWork, alerts: Iterable[Undecided], team: Team, kind: ClockKind) -> None:
    """The same for a storm's alerts, in one statement: as objects their clocks cost more than the alerts."""
    rows = [
        {**_values(u, alert.team_id, kind, *found), "alert_id": alert.id}
        for alert in alerts
        if (found := _planned(u, alert, team, kind)) is not None
    ]
    await u.clocks.write(rows)


async def start_alone(u: UnitOfWork, alert: Undecided, team: Team, kind: ClockKind) -> datetime | None:
    """The same for one alert; until when it runs, None: this severity has no such clock."""
    if (found := _planned(u, alert, team, kind)) is None:
        return None
    await u.clocks.write([{**_values(u, alert.team_id, kind, *found), "alert_id": alert.id}])
    return found[1].due_at


def _planned(
    u: UnitOfWork, alert: Undecided, team: Team, kind: ClockKind
) -> tuple[rules.ClockPolicy, rules.Planned] | None:
    policy = policies.clock_policy(kind, alert.severity)
    if policy is None or not rules.applies(policy, alert.live):
        return None
    times = rules.Times(first_seen=alert.first_seen_at, received=alert.received_at, opened=u.now, responded=u.now)
    return policy, rules.plan(policy, alert.live, times, policies.work_calendar(_zone(team)))


def again(u: UnitOfWork, clock: Clock) -> None:
    """It came due and nobody is asked by it: it runs as long once more."""
    planned = rules.until(u.now, u.now + limit_of(clock))
    clock.started_at, clock.due_at = planned.started_at, planned.due_at
    clock.marks, clock.next_mark_at = marks.written(planned.marks), marks.next_of(planned, u.now)
    u.mark_comes(clock.next_mark_at)


def start_until(u: UnitOfWork, alert: Alert, kind: ClockKind, due: datetime) -> Clock:
    """A clock whose deadline a person named: a watch until 14:00."""
    planned = rules.until(u.now, due)
    clock = row(u, alert.team_id, kind, None, planned)
    clock.alert_id = alert.id
    u.add(clock)
    return clock


def start_task(u: UnitOfWork, incident: Incident, task: str, owner: PersonId, due: datetime) -> Clock:
    """The clock of a task; `label` names it."""
    clock = row(u, incident.team_id, ClockKind.TASK, None, rules.until(u.now, due))
    clock.incident_id, clock.label, clock.owner_id = incident.id, task, owner
    u.add(clock)
    return clock


def start_expiry(
    u: UnitOfWork, incident: Incident, kind: ClockKind, subject: str, owner: PersonId | None, until: datetime
) -> Clock:
    """How long something holds: `ticking` says so when a fifth is left, and at its end; `label` names it."""
    planned = rules.until(u.now, until)
    told = tuple(one for one in planned.marks if one[0] in (Mark.WARNING, Mark.DUE))
    clock = row(u, incident.team_id, kind, None, replace(planned, marks=told))
    clock.incident_id, clock.label, clock.owner_id = incident.id, subject, owner
    u.add(clock)
    return clock


def end_quietly(u: UnitOfWork, clock: Clock) -> None:
    """It has said what it had to, or is no longer wanted; no entry tells of it."""
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None


async def meet_task(u: UnitOfWork, incident: Incident, task: str, by: PersonId) -> None:
    """The task is done: its clock has what it waited for."""
    for clock in await u.clocks.running(ClockKind.TASK, incident=incident.id):
        if clock.label == task:
            await stop(u, incident, clock, ClockState.MET, by)


def row(
    u: UnitOfWork, team: TeamId, kind: ClockKind, policy: rules.ClockPolicy | None, planned: rules.Planned
) -> Clock:
    """A new running clock, not yet added."""
    return Clock(**_values(u, team, kind, policy, planned))


def _values(
    u: UnitOfWork, team: TeamId, kind: ClockKind, policy: rules.ClockPolicy | None, planned: rules.Planned
) -> dict[str, Any]:
    upcoming = rules.next_mark(planned.marks, u.now)
    overdue_at_once = planned.due_at <= u.now
    u.mark_comes(u.now if overdue_at_once or upcoming is None else upcoming[1])
    return {
        "id": ClockId(u.new_id()),
        "team_id": team,
        "kind": kind,
        "policy_version": policy.version if policy else "",
        "source_of_figure": policy.source if policy else "",
        "basis": planned.basis,
        "owner_role": policy.owner_role if policy else None,
        "evidence_at": planned.evidence_at,
        "started_at": planned.started_at,
        "due_at": planned.due_at,
        "marks": marks.written(planned.marks),
        # Born overdue: its due mark comes with the next tick, late and saying so.
        "next_mark_at": u.now if overdue_at_once else (upcoming[1] if upcoming else None),
        "state": ClockState.RUNNING,
        "calendar_known": planned.known,
    }


async def meet(
    u: UnitOfWork,
    incident: Incident,
    kind: ClockKind,
    by: PersonId | None,
    proof: str = "",
    at: datetime | None = None,
) -> bool:
    """Stop the running clocks of this kind: what they waited for has happened. False: none was running.

    Writes the entry and lets the warning that may stand somewhere turn ✓.
    """
    met = False
    for clock in await u.clocks.running(kind, incident=incident.id):
        await stop(u, incident, clock, ClockState.MET, by, proof=proof, at=at)
        met = True
    return met


async def stop_alert_clocks(
    u: UnitOfWork, alert: Alert, by: PersonId | None, state: ClockState = ClockState.MET
) -> None:
    """An alert is decided, or moves into an incident: its clocks end, and nobody is called for it any more."""
    answered = ChainState.ANSWERED if by and state is ClockState.MET else ChainState.ENDED
    await hang_up(u, alert=alert.id, by=by, state=answered)
    for clock in await u.clocks.running_of_alert(alert.id):
        clock.state, clock.stopped_at, clock.stopped_by = state, u.now, by
        clock.next_mark_at = None


async def stop(
    u: UnitOfWork,
    incident: Incident,
    clock: Clock,
    state: ClockState,
    by: PersonId | None,
    proof: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """End one clock: row, entry, and the warning that may stand somewhere. The first response that is out is one
    of the three things the boss hears of."""
    clock.state = state
    clock.stopped_at = at or u.now
    clock.stopped_by = by
    clock.proof_ref = proof
    clock.stop_reason = reason
    clock.next_mark_at = None
    kind = {
        ClockState.MET: EntryKind.CLOCK_MET,
        ClockState.WAIVED: EntryKind.CLOCK_WAIVED,
        ClockState.CANCELLED: EntryKind.CLOCK_CANCELLED,
    }[state]
    if clock.kind.quiet:
        return  # a step of a call, or how long something holds: no deadline of the incident
    late = max(0, int((clock.stopped_at - clock.due_at).total_seconds()))
    u.timeline.record(
        incident,
        kind,
        by=by,
        ref=clock.id,
        at=clock.stopped_at,
        clock=clock.kind,
        due=clock.due_at.isoformat(),
        late_seconds=late,
        proof=proof,
        reason=reason,
    )
    await u.outbox.withdraw(kinds=_WARNINGS, subject=clock.id)
    for warning in _WARNINGS:
        await refresh(u, warning, clock.id, team=incident.team_id, lane=Lane.CARD)
    if clock.kind is ClockKind.FIRST_RESPONSE and state is ClockState.MET:
        key = "answer-boss-first-response-late" if late else "answer-boss-first-response"
        values = {"key": key, "number": incident.number, "at": clock.stopped_at.isoformat(), "late": late}
        said = {**values, "incident": incident.id}
        await tell(u, incident, NoiseEvent.BOSS_CHANGE, News(ParcelKind.STATE_NOTICE, clock.id, values=said))


_WARNINGS = (ParcelKind.CLOCK_WARNING, ParcelKind.CLOCK_OVERDUE)


async def cancel_all(
    u: UnitOfWork, incident: Incident, by: PersonId | None, kinds: Iterable[ClockKind] | None = None
) -> None:
    """The incident ends or starts anew: clocks nobody has to meet any more stop."""
    wanted = set(kinds) if kinds is not None else None
    for clock in await u.clocks.of_incident(incident.id):
        ends = clock.kind in wanted if wanted is not None else clock.kind not in OWED_AFTER
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED) and ends:
            await stop(u, incident, clock, ClockState.CANCELLED, by)


async def recompute(u: UnitOfWork, incident: Incident, team: Team) -> Sequence[Clock]:
    """After a change of severity or of being on air: every running clock is reckoned again from its start.

    A kind the new severity lacks is cancelled, one it has in addition is started. Returns the clocks that
    turned out overdue at once.
    """
    calendar = policies.work_calendar(_zone(team))
    late: list[Clock] = []
    running = [c for c in await u.clocks.of_incident(incident.id) if c.state is ClockState.RUNNING]
    had = {clock.kind for clock in await u.clocks.of_incident(incident.id)}
    for clock in running:
        if clock.kind in OWN_TIMES:
            continue
        policy = policies.clock_policy(clock.kind, incident.severity)
        if policy is None or not rules.applies(policy, incident.live):
            await stop(u, incident, clock, ClockState.CANCELLED, None)
            continue
        again = rules.recompute(policy, incident.live, times_of(incident), calendar, u.now)
        planned = again.planned
        if clock.paused_seconds and incident.severity is not Severity.S1:
            planned = rules.shifted(planned, timedelta(seconds=clock.paused_seconds))
        clock.calendar_known = planned.known
        if planned.due_at == clock.due_at:
            continue
        _move(u, incident, clock, planned)
        if clock.due_at <= u.now and clock.breached_at is None:
            late.append(clock)
    for kind in OPENING_CLOCKS:
        if kind not in had:
            start(u, incident, team, kind)
    return late


def _move(u: UnitOfWork, incident: Incident, clock: Clock, planned: rules.Planned) -> None:
    before = clock.due_at
    clock.due_at = planned.due_at
    clock.started_at = planned.started_at
    clock.basis = planned.basis
    clock.marks = marks.written(planned.marks)
    upcoming = rules.next_mark(planned.marks, u.now)
    fires_now = planned.due_at <= u.now and clock.breached_at is None
    clock.next_mark_at = u.now if fires_now else (upcoming[1] if upcoming else None)
    u.mark_comes(clock.next_mark_at)
    u.timeline.record(
        incident,
        EntryKind.CLOCK_RECOMPUTED,
        ref=clock.id,
        clock=clock.kind,
        due=planned.due_at.isoformat(),
        before=before.isoformat(),
    )


async def next_public(look: Reader, incident: IncidentId) -> Clock | None:
    """The public deadline that comes next, if one runs."""
    for clock in await look.clocks.of_incident(incident):
        if clock.kind.public and clock.state is ClockState.RUNNING:
            return clock
    return None


def limit_of(clock: Clock) -> timedelta:
    """How long it had."""
    return clock.due_at - clock.started_at


def _zone(team: Team) -> ZoneInfo:
    return ZoneInfo(team.timezone)
