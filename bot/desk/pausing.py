"""Deadlines that stand still: paused with a reason and a second person, and run again.

Never in S1, never those of law or platform (clocks.md 2.3, rules c and d).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk import asking, marks, policies, stopping
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names
from bot.desk.speaking import post_card, post_in_topic, refresh
from bot.desk.stopping import ClockUnknown
from bot.errors import DeskError
from bot.ids import ClockId, PersonId
from bot.rules import clocks as rules
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind

#: Steps of a call and requests to single people stand still by other means.
PAUSABLE = (
    frozenset(ClockKind)
    - QUIET_CLOCKS
    - {
        ClockKind.LEGAL,
        ClockKind.TASK,
        ClockKind.RESPONSE,
    }
)


class NotPaused(DeskError):
    """Nobody asked to pause this deadline, or it runs."""

    key = "refused-not-paused"


@act
async def ask_reason(desk: Desk, person: PersonId, clock_id: ClockId, place: str) -> Acted:
    """Somebody wants a deadline to stand still: asked why, in private.

    Raises:
        ClockUnknown, ClockStopped, NotAllowed; PauseNotAllowed: S1, or a deadline of law.
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, person, clock_id)
        rules.may_pause(clock.kind, incident.severity, "-", person, "-")
        values = {"key": "answer-pause-wanted", "clock": clock.kind.value, "asks": "pause", "about": clock.id}
        return await asking.ask(u, person, place, incident.team_id, values)


@act
async def propose(desk: Desk, person: PersonId, clock_id: ClockId, reason: str) -> Acted:
    """The reason is there: everybody who works on it sees the proposal, a second person may agree.

    Raises:
        ClockUnknown, ClockStopped, NotAllowed; PauseNotAllowed: S1, a deadline of law, or no reason.
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, person, clock_id)
        rules.may_pause(clock.kind, incident.severity, reason, person, "-")
        clock.pause_asked_by, clock.pause_reason = person, reason.strip()
        called = await names(u, [person])
        values = {
            "key": "answer-pause-asked",
            "by": called[person],
            "clock": clock.kind.value,
            "text": clock.pause_reason,
            "buttons": [["cpok", clock.id]],
        }
        post_in_topic(
            u,
            incident,
            ParcelKind.STATE_NOTICE,
            Lane.DECISION,
            subject=clock.id,
            values=values,
            coalesce=f"pause:{clock.id}",
        )
        return Acted("toast-pause-asked", {}, incident.id, incident.number)


@act
async def agree(desk: Desk, person: PersonId, clock_id: ClockId) -> Acted:
    """A second person agrees: the deadline stands still until somebody lets it run again.

    Raises:
        ClockUnknown, ClockStopped, NotAllowed; NotPaused: nobody asked; PauseNotAllowed: the same person, S1 …
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, person, clock_id)
        if clock.state is not ClockState.RUNNING or not clock.pause_asked_by:
            raise NotPaused
        rules.may_pause(clock.kind, incident.severity, clock.pause_reason, clock.pause_asked_by, person)
        clock.state, clock.paused_at, clock.next_mark_at = ClockState.PAUSED, u.now, None
        u.timeline.record(
            incident,
            EntryKind.CLOCK_PAUSED,
            by=person,
            ref=clock.id,
            clock=clock.kind,
            reason=clock.pause_reason,
            asked_by=clock.pause_asked_by,
        )
        called = await names(u, [person])
        told = {"key": "answer-paused", "clock": clock.kind.value, "by": called[person], "at": u.now.isoformat()}
        post_in_topic(u, incident, ParcelKind.STATE_NOTICE, Lane.NOTICE, subject=clock.id, values=told)
        await _show(u, incident, clock)
        return Acted("toast-paused", {"clock": clock.kind.value}, incident.id, incident.number)


@act
async def resume(desk: Desk, person: PersonId, clock_id: ClockId) -> Acted:
    """The deadline runs again; what lay ahead of the pause moved by its length.

    Raises:
        ClockUnknown, ClockStopped, NotAllowed; NotPaused: it runs.
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, person, clock_id)
        if clock.state is not ClockState.PAUSED:
            raise NotPaused
        run(u, incident, await team_of(u, incident.team_id), clock, person)
        await _show(u, incident, clock)
        return Acted("toast-pause-over", {"clock": clock.kind.value}, incident.id, incident.number)


def run(u: UnitOfWork, incident: Incident, team: Team, clock: Clock, by: PersonId | None) -> None:
    """A paused deadline runs on, later by the length of the pause."""
    assert clock.paused_at is not None, "it is paused"
    policy = rules.policy_for(policies.clock_policies(), clock.kind, incident.severity)
    working = policy is not None and (policy.duty_minutes is not None or policy.working_days is not None)
    calendar = policies.work_calendar(ZoneInfo(team.timezone)) if working else None
    planned = rules.Planned(clock.basis, clock.started_at, clock.due_at, marks.of(clock))
    after = rules.resumed(planned, clock.paused_at, u.now, calendar)
    clock.paused_seconds += max(0, int((u.now - clock.paused_at).total_seconds()))
    clock.state, clock.paused_at, clock.pause_asked_by, clock.pause_reason = ClockState.RUNNING, None, None, ""
    clock.due_at = after.due_at
    clock.marks = [[mark.value, when.isoformat()] for mark, when in after.marks]
    wake(u, clock)
    u.timeline.record(
        incident,
        EntryKind.CLOCK_RESUMED,
        by=by,
        ref=clock.id,
        clock=clock.kind,
        due=clock.due_at.isoformat(),
    )


def wake(u: UnitOfWork, clock: Clock) -> None:
    """A deadline that stood still has marks again; one that has come in between fires now."""
    upcoming = rules.next_mark(marks.of(clock), u.now)
    overdue = clock.due_at <= u.now and clock.breached_at is None
    clock.next_mark_at = u.now if overdue else (upcoming[1] if upcoming else None)
    u.mark_comes(clock.next_mark_at)


async def run_again(u: UnitOfWork, incident: Incident, stopped_at: datetime, kinds: Collection[ClockKind]) -> None:
    """Deadlines that a press stopped at this moment run on as if it had not been pressed."""
    for clock in await u.clocks.of_incident(incident.id):
        if clock.kind in kinds and clock.state is ClockState.MET and clock.stopped_at == stopped_at:
            clock.state, clock.stopped_at, clock.stopped_by, clock.proof_ref = ClockState.RUNNING, None, None, ""
            wake(u, clock)


def shift(clock: Clock) -> timedelta:
    """By how much the pauses of this deadline have moved it."""
    return timedelta(seconds=clock.paused_seconds)


async def _held(u: UnitOfWork, person: PersonId, clock_id: ClockId) -> tuple[Incident, Clock]:
    found = await u.clocks.find(clock_id)
    if found is None or found.incident_id is None:
        raise ClockUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    await stopping.refuse_stopped(u, found)
    return incident, found


async def _show(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    for kind in (ParcelKind.CLOCK_WARNING, ParcelKind.CLOCK_OVERDUE):
        await refresh(u, kind, clock.id, incident.team_id)
    await refresh(u, ParcelKind.CLOCK_LIST, incident.id, incident.team_id)
    post_card(u, incident)
