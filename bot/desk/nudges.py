"""Nudges: whoever holds something up hears it once more, from a person and not from a clock."""

from bot.desk import deadlines, outward
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import let_go, post_reply, post_to_person
from bot.desk.stopping import ClockUnknown
from bot.ids import ClockId, IncidentId, PersonId
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleState
from storage.vocabulary.timeline import EntryKind


@act
async def nudge(desk: Desk, person: PersonId, clock_id: ClockId) -> Acted:
    """Whoever this deadline waits for is told again, with a sound; the timeline keeps who nudged whom.

    Raises:
        ClockUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        found = await u.clocks.find(clock_id)
        if found is None or found.incident_id is None:
            raise ClockUnknown
        incident = await held(u, found.incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        blocked = [p for p in await blockers(u, incident, found) if p != person]
        for one in blocked:
            u.timeline.record(incident, EntryKind.NUDGED, by=person, ref=found.id, clock=found.kind, person=one)
            await _again(u, incident, found, one)
        called = await names(u, blocked)
        return Acted("toast-nudged", {"person": ", ".join(called[p] for p in blocked)}, incident.id)


@act
async def nudge_next(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> None:
    """Whoever holds up what is due next hears it; the answer says who that is.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        called: list[str] = []
        for clock in await u.clocks.of_incident(incident.id):
            if clock.state is not ClockState.RUNNING or clock.kind in _STEPS_OF_CALLS:
                continue
            blocked = [person for person in await blockers(u, incident, clock) if person != actor.person]
            for one in blocked:
                u.timeline.record(
                    incident, EntryKind.NUDGED, by=actor.person, ref=clock.id, clock=clock.kind, person=one
                )
                await _again(u, incident, clock, one)
            if blocked:
                known = await names(u, blocked)
                called = [known[person] for person in blocked]
                break
        values = {"key": "answer-nudged", "person": ", ".join(called)}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


_STEPS_OF_CALLS = QUIET_CLOCKS | {ClockKind.TASK}


async def blockers(u: UnitOfWork, incident: Incident, clock: Clock) -> list[PersonId]:
    """Who holds this deadline up: whoever is asked for a role, else whose deadline it is."""
    if clock.kind is ClockKind.ROLES_COMPLETE:
        rows = await u.roles.of_incident(incident.id)
        return [role.person_id for role in rows if role.state is RoleState.ASKED and role.person_id]
    found = await outward.held_up(u, incident, clock) if clock.kind.public else None
    if found is not None and found.person is not None:
        return [found.person]
    return list(await deadlines.owners(u, incident, clock))


async def _again(u: UnitOfWork, incident: Incident, clock: Clock, person: PersonId) -> None:
    kind, subject = ParcelKind.CLOCK_WARNING, str(clock.id)
    if clock.kind is ClockKind.ROLES_COMPLETE:
        asked = [r for r in await u.roles.of_incident(incident.id) if r.person_id == person]
        kind, subject = ParcelKind.ROLE_REQUEST, asked[0].id if asked else incident.id
    found = await outward.held_up(u, incident, clock) if clock.kind.public else None
    if found is not None and found.person == person and found.subject:
        kind, subject = found.kind, found.subject
    await let_go(u, kind, subject, f"person:{person}")  # an edit makes no sound
    post_to_person(u, person, kind, Lane.DECISION, subject, incident.team_id)
