"""Hand-overs: a role goes to somebody else with a brief that must be taken; until then the giver keeps it."""

from bot.desk import seats
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import PersonUnknown, Restricted, Stranger, authorize, may_know
from bot.desk.roles import RoleUnknown
from bot.desk.rosters import reachable
from bot.desk.speaking import post_card, post_reply, post_to_person, refresh
from bot.ids import IncidentId, PersonId, RoleId
from storage.tables.incidents import Incident, Role
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


@act
async def give(
    desk: Desk,
    person: PersonId,
    incident_id: IncidentId,
    kind: RoleKind | None,
    to: str = "",
    known: str = "",
    place: str = "",
) -> Acted:
    """Offer a role to somebody: by name, or to the first deputy. `known` is what only the giver knows.

    Without a kind it is the role the giver has here, the commander's first. Only its holder, or the commander,
    hands a role over. Not taken within the response time: the giver and the commander hear that it is still his.

    Raises:
        IncidentUnknown, NotAllowed; RoleUnknown: he has no role here; PersonUnknown: nobody to give it to.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        role = await _own_role(u, incident, person, kind)
        if role.person_id != person:
            await authorize(u, incident, person, Permission.COMMANDER)
        taker = await _taker(u, incident, role, to)
        role.next_person_id, role.note = taker, known
        await seats.wait_for_taker(u, incident, role, taker)
        giver = await u.people.find(role.person_id or person)
        named = await u.people.find(taker)
        values = {"giver": giver.name if giver else "", "known": known}
        lane = Lane.DECISION
        post_to_person(u, taker, ParcelKind.HANDOVER_BRIEF, lane, role.id, incident.team_id, values)
        post_card(u, incident)
        told = {"role": role.kind.value, "person": named.name if named else ""}
        if place:
            answer = {"key": "answer-role-given", **told}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=answer)
        return Acted("toast-role-given", told, incident.id, incident.number)


async def _own_role(u: UnitOfWork, incident: Incident, person: PersonId, kind: RoleKind | None) -> Role:
    rows = [role for role in await u.roles.of_incident(incident.id) if role.state is RoleState.TAKEN]
    mine = [role for role in rows if role.person_id == person] if kind is None else rows
    wanted = [role for role in mine if kind in (None, role.kind)]
    if not wanted:
        raise RoleUnknown
    return min(wanted, key=lambda role: role.kind is not RoleKind.COMMANDER)


async def _taker(u: UnitOfWork, incident: Incident, role: Role, to: str) -> PersonId:
    if to:
        found = [p for p in await u.people.by_name(incident.team_id, to.removeprefix("@")) if reachable(p)]
        if len(found) != 1:
            raise PersonUnknown(name=to)
        if not await may_know(u, incident, found[0].id):
            raise Restricted
        return found[0].id
    line = await seats.candidates(u, incident, role)
    others = [person for _, person in line if person.id != role.person_id and reachable(person)]
    if not others:
        raise PersonUnknown(name="")
    return others[0].id


@act
async def take(desk: Desk, person: PersonId, role_id: RoleId) -> Acted:
    """The brief is taken: from this moment the role is his, without a gap.

    Raises:
        RoleUnknown: it was not offered to him, or no longer is.
    """
    async with desk.transaction() as u:
        found = await u.roles.find(role_id)
        if found is None:
            raise RoleUnknown
        incident = await held(u, found.incident_id)
        await u.session.refresh(found)
        member = await u.people.member(incident.team_id, person)
        if member is None:
            raise Stranger
        if found.next_person_id != person:
            raise RoleUnknown
        giver = found.person_id
        u.timeline.record(incident, EntryKind.ROLE_RELEASED, by=giver, ref=found.id, role=found.kind)
        await seats.take_seat(u, incident, found.kind, person)
        found.note = ""
        await refresh(u, ParcelKind.HANDOVER_BRIEF, found.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-handover-taken", {"role": found.kind.value}, incident.id, incident.number)
