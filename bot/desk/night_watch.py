"""Long nights: is whoever took it still there, and is it time that somebody else goes on?

Both are clocks of one person, no deadlines of the incident.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.desk import calling, policies, seats
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names
from bot.desk.rosters import reachable
from bot.desk.speaking import post_card, post_in_topic, post_to_person
from bot.desk.telling import News, tell
from bot.desk.vigils import watch_silence
from bot.ids import IncidentId, PersonId, RoleId
from bot.rules import calling as rules
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind

#: Until it is handed over, every hour again.
REST_AGAIN: Final = timedelta(hours=1)
_ASKED: Final = "asked"
_LOOKED_AT: Final = 60


def _again(u: UnitOfWork, clock: Clock, at: datetime, label: str | None = None) -> None:
    clock.due_at, clock.marks, clock.next_mark_at = at, [["100", at.isoformat()]], at
    clock.label = clock.label if label is None else label
    u.mark_comes(at)


async def due(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """The silence, or the shift, has lasted long enough."""
    if not incident.state.open:
        clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    elif clock.kind is ClockKind.REST:
        await _rest(u, incident, clock)
    else:
        await _silence(u, incident, clock)


async def _rest(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    role = await u.roles.find(RoleId(clock.label))
    if role is None or role.state is not RoleState.TAKEN or role.person_id != clock.owner_id:
        clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
        return
    assert role.person_id is not None, "a taken role is somebody's"
    took = int((u.now - (role.taken_at or clock.started_at)).total_seconds())
    values = {
        "key": "answer-rest-due",
        "number": incident.number,
        "role": role.kind.value,
        "late": took,
        "buttons": [["give", incident.id, role.kind.value]],
    }
    news = News(ParcelKind.STATE_NOTICE, f"rest:{role.id}", values=values)
    await tell(u, incident, NoiseEvent.REST_DUE, news, {Whom.PERSON: [role.person_id]})
    _again(u, clock, u.now + REST_AGAIN)


async def _silence(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    policy = rules.policy_for(policies.chain_policies(), incident.severity)
    commander = incident.commander_id
    if incident.state is not IncidentState.HANDLING or policy.silence_minutes is None or commander is None:
        clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
        return
    silence = timedelta(minutes=policy.silence_minutes)
    acts = [e.recorded_at for e in await u.timeline.latest(incident.id, _LOOKED_AT) if e.actor]
    last = max(acts, default=incident.opened_at)
    if u.now - last < silence:
        _again(u, clock, last + silence, "")
        return
    if clock.label != _ASKED:
        called = await names(u, [commander])
        values = {
            "key": "answer-still-there",
            "number": incident.number,
            "person": called[commander],
            "late": int((u.now - last).total_seconds()),
            "buttons": [["still", incident.id]],
        }
        await _ask(u, incident, commander, values)
        _again(u, clock, u.now + calling.response_time(incident.severity), _ASKED)
        return
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    await _next_commander(u, incident, commander)


async def _ask(u: UnitOfWork, incident: Incident, commander: PersonId, values: Mapping[str, Any]) -> None:
    """In private, where it rings; whoever never opened a private chat is asked where he works, in the topic."""
    subject, person = f"still:{incident.id}", await u.people.find(commander)
    if person is not None and reachable(person):
        post_to_person(u, commander, ParcelKind.STATE_NOTICE, Lane.PAGE, subject, incident.team_id, values)
    else:
        post_in_topic(u, incident, ParcelKind.STATE_NOTICE, Lane.DECISION, subject, values, coalesce=subject)


async def _next_commander(u: UnitOfWork, incident: Incident, silent: PersonId) -> None:
    """He does not answer: the next one is called for his seat, and has it as soon as he takes it."""
    role = await seats.seat(u, incident, RoleKind.COMMANDER)
    role.declined = [*role.declined, silent]
    u.timeline.record(incident, EntryKind.NOBODY_LEFT, ref=role.id, person=silent, role=role.kind)
    if not await seats.ask_next(u, incident, role):
        role.state, role.person_id = RoleState.TAKEN, silent  # nobody else commands: it stays his
        await _tell_owners(u, incident, silent)
    await watch_silence(u, incident, silent)
    post_card(u, incident)


async def _tell_owners(u: UnitOfWork, incident: Incident, silent: PersonId) -> None:
    """Whoever commands does not answer and nobody else commands: the owners hear it as loud as it goes."""
    called = await names(u, [silent])
    values = {"key": "answer-commander-silent", "number": incident.number, "person": called[silent]}
    members = await u.people.members(incident.team_id)
    people = await u.people.by_ids([member.person_id for member in members])
    for member in members:
        told = member.standing is Standing.OWNER and reachable(people[member.person_id])
        if told and (member.restricted or not incident.restricted):
            subject = f"silent:{incident.id}"
            post_to_person(
                u, member.person_id, ParcelKind.STATE_NOTICE, Lane.PAGE, subject, incident.team_id, values
            )


@act
async def still_here(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """Whoever was asked is still on it: an entry, and the next question comes after as long a silence again.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        u.timeline.record(incident, EntryKind.STILL_HERE, by=person)
        return Acted("toast-still-here", {}, incident.id, incident.number)
