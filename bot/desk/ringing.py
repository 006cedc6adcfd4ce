"""Ringing: somebody who is called says "got it". His phone is quiet for three minutes, the call stays open.

In Chinese groups it means "read", not "mine" (experience.md 1.4 rule 10): it never counts as responding.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from bot.desk import audiences, clocks, rungs
from bot.desk.desk import Desk, act
from bot.desk.people import Actor
from bot.desk.speaking import let_go, post_reply, post_to_person
from bot.ids import AlertId, IncidentId, PersonId, RoleId
from bot.rules import clocks as rules
from storage.tables.alerts import Alert
from storage.tables.calls import Chain
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

QUIET = timedelta(minutes=3)


class Call(Struct, frozen=True):
    """An open call to one person: what rings, what it is about, and its two buttons."""

    kind: ParcelKind
    subject: str
    takes: str
    cant: str
    incident: Incident | None = None
    alert: Alert | None = None


@act
async def quieten(desk: Desk, actor: Actor, place: str) -> None:
    """The newest open call to this person stops ringing for three minutes and shows its buttons again.

    Nobody calls him: nothing is said.
    """
    async with desk.transaction() as u:
        call = await _call(u, actor.person)
        if call is None:
            return
        if call.incident is not None:
            await u.incidents.hold(call.incident.id)
        for chain in await _chains(u, call):
            await rungs.pause(u, chain, actor.person)
        for clock in await _pauses(u, call, actor.person):
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None
        pause = clocks.row(
            u, actor.team, ClockKind.RING_PAUSE, None, rules.until(u.now, u.now + QUIET, Basis.OPENING)
        )
        pause.owner_id, pause.label = actor.person, f"{call.kind.value}:{call.subject}"
        pause.incident_id = call.incident.id if call.incident else None
        pause.alert_id = call.alert.id if call.alert else None
        pause.marks, pause.next_mark_at = [["100", pause.due_at.isoformat()]], pause.due_at
        u.add(pause)
        if call.incident is not None:
            u.timeline.record(call.incident, EntryKind.RINGING_PAUSED, by=actor.person, ref=call.subject)
        buttons = [[call.takes, call.subject], [call.cant, call.subject]]
        values = {"key": "answer-ringing-paused", "buttons": buttons}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


async def _chains(u: UnitOfWork, call: Call) -> Sequence[Chain]:
    if call.kind is ParcelKind.ROLE_REQUEST and call.incident is not None:
        return await u.calls.running(incident=call.incident.id, role=RoleId(call.subject))
    if call.incident is not None:
        return await u.calls.running(incident=call.incident.id, duty=True)
    return await u.calls.running(alert=call.alert.id) if call.alert else []


async def _pauses(u: UnitOfWork, call: Call, person: PersonId) -> list[Clock]:
    incident = call.incident.id if call.incident else None
    alert = call.alert.id if call.alert else None
    running = await u.clocks.running(ClockKind.RING_PAUSE, incident=incident, alert=alert)
    return [clock for clock in running if clock.owner_id == person]


async def _call(look: Reader, person: PersonId) -> Call | None:
    """The newest call to this person that nobody has answered."""
    for shown in await look.messages.standing(audiences.to_person(person), _CALLS):
        call = await _still_open(look, shown.kind, shown.subject_id, person)
        if call is not None:
            return call
    return None


_CALLS = (ParcelKind.DUTY_CALL, ParcelKind.ROLE_REQUEST)


async def _still_open(look: Reader, kind: ParcelKind, subject: str, person: PersonId) -> Call | None:
    if kind is ParcelKind.ROLE_REQUEST:
        role = await look.roles.find(RoleId(subject))
        if role is None or role.state is not RoleState.ASKED or role.person_id != person:
            return None
        incident = await look.incidents.find(role.incident_id)
        return Call(kind, subject, "rtake", "rcant", incident) if incident and incident.state.open else None
    incident = await look.incidents.find(IncidentId(subject))
    if incident is not None:
        waiting = incident.state is IncidentState.WAITING
        return Call(kind, subject, "resp", "decl", incident) if waiting else None
    alert = await look.alerts.find(AlertId(subject))
    waits = alert is not None and alert.state is AlertState.WAITING
    return Call(kind, subject, "aopen", "awatch", alert=alert) if waits else None


async def over(u: UnitOfWork, clock: Clock) -> None:
    """Three minutes are over: unless somebody has taken it, it rings again, as a new message."""
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    kind, _, subject = clock.label.partition(":")
    if clock.owner_id is None:
        return
    call = await _still_open(u, ParcelKind(kind), subject, clock.owner_id)
    if call is None:
        return
    for chain in await _chains(u, call):
        await rungs.ring_again(u, chain, clock.owner_id)
    await let_go(u, call.kind, subject, audiences.to_person(clock.owner_id))  # an edit makes no sound
    severity = call.incident.severity if call.incident else call.alert.severity if call.alert else Severity.S4
    lane = Lane.PAGE if severity.at_least(Severity.S2) else Lane.DECISION
    post_to_person(u, clock.owner_id, call.kind, lane, subject, clock.team_id)
