"""Roles as people take, decline, ask for and skip them. Whoever responds first commands."""

from bot.desk import seats
from bot.desk.desk import Desk, act
from bot.desk.incidents import grow_if_wanted, held, offered, responding
from bot.desk.outcomes import Acted
from bot.desk.people import PersonUnknown, authorize, may_know, names
from bot.desk.rosters import reachable
from bot.desk.speaking import post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, RoleId
from bot.rules.noise import NoiseEvent
from storage.tables.incidents import Incident, Role
from storage.tables.teams import Person
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import Action
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


class RoleUnknown(DeskError):
    """This incident has no such role, or the request is not for this person."""

    key = "refused-role-unknown"


class RoleTaken(DeskError):
    """Somebody has it already: `role`, `by`, `at`."""

    key = "refused-role-taken"


@act
async def take(desk: Desk, person: PersonId, incident_id: IncidentId, kind: RoleKind) -> Acted:
    """Somebody takes a role that is free or that he was asked for. Taking one is also responding.

    Raises:
        IncidentUnknown, RoleTaken, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        role = await u.roles.of_kind(incident.id, kind)
        await _refuse_taken(u, role, person)
        await responding(u, incident, person, acting=kind is not RoleKind.COMMANDER)
        role = await seats.take_seat(u, incident, kind, person)
        await grow_if_wanted(u, incident)
        post_card(u, incident)
        return Acted("toast-role-taken", {"role": kind.value}, incident.id, incident.number)


async def _refuse_taken(u: Reader, role: Role | None, person: PersonId) -> None:
    if role is None or role.state is not RoleState.TAKEN or role.person_id == person:
        return
    holder = await u.people.find(role.person_id) if role.person_id else None
    raise RoleTaken(
        role=role.kind.value,
        by=holder.name if holder else "",
        at=role.taken_at.isoformat() if role.taken_at else "",
    )


@act
async def answer_request(desk: Desk, person: PersonId, role_id: RoleId, takes: bool) -> Acted:
    """The one who was asked takes the role, or cannot: then the next one is asked at once.

    Raises:
        RoleUnknown: there is no such request. RoleTaken: somebody else has it by now.
    """
    async with desk.transaction() as u:
        found = await u.roles.find(role_id)
        if found is None:
            raise RoleUnknown
        incident = await held(u, found.incident_id)
        await u.session.refresh(found)
        asked = found.state is RoleState.ASKED and found.person_id == person
        await authorize(u, incident, person, Permission.ANYONE if asked else Permission.MEMBER)
        await _refuse_taken(u, found, person)
        if takes:
            await responding(u, incident, person)
            await seats.take_seat(u, incident, found.kind, person)
            await grow_if_wanted(u, incident)
            post_card(u, incident)
            return Acted("toast-role-taken", {"role": found.kind.value}, incident.id, incident.number)
        following = await _decline(u, incident, found, person)
        post_card(u, incident)
        return Acted("toast-role-declined", {"person": following}, incident.id, incident.number)


async def _decline(u: UnitOfWork, incident: Incident, role: Role, person: PersonId) -> str:
    role.declined = [*role.declined, person]
    u.timeline.record(incident, EntryKind.ROLE_DECLINED, by=person, ref=role.id, role=role.kind)
    following = ""
    called = await u.people.find(person)
    if role.person_id == person:
        if role.state is RoleState.TAKEN:
            role.state = RoleState.EMPTY
        if await seats.ask_next(u, incident, role):
            next_person = await u.people.find(role.person_id) if role.person_id else None
            following = next_person.name if next_person else ""
        else:
            await seats.tell_empty(u, incident, role)
    values = {"role": role.kind.value, "by": called.name if called else "", "person": following}
    key = "answer-role-declined-next" if following else "answer-role-declined"
    news = News(ParcelKind.STATE_NOTICE, f"{role.id}:{person}", values={"key": key, **values})
    await tell(u, incident, NoiseEvent.ROLE_REFUSED, news)
    await refresh(u, ParcelKind.ROLE_REQUEST, role.id, incident.team_id)
    return following


@act
async def ask_somebody(
    desk: Desk,
    person: PersonId,
    incident_id: IncidentId,
    kind: RoleKind,
    whom: PersonId | None,
    place: str = "",
) -> Acted:
    """A member has somebody called for a role: this person, or whoever is next for it.

    Raises:
        IncidentUnknown, NotAllowed, RoleTaken; PersonUnknown: nobody can be asked; ActionNotAllowed: it is over.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await offered(u, incident, Action.RAISE)  # like raising: as long as it is open
        role = await seats.seat(u, incident, kind)
        await _refuse_taken(u, role, person)
        if whom is None:
            if not await seats.ask_next(u, incident, role):
                raise PersonUnknown(name="")
        else:
            chosen = await u.people.find(whom)
            if chosen is None or not await may_know(u, incident, chosen.id):
                raise PersonUnknown(name="")
            await seats.ask(u, incident, role, chosen, None)
            if not reachable(chosen):
                _call_by_hand(u, incident, role, chosen, person)
        asked = await u.people.find(role.person_id) if role.person_id else None
        await refresh(u, ParcelKind.ROLE_EMPTY, role.id, incident.team_id)
        post_card(u, incident)
        values = {"person": asked.name if asked else "", "role": kind.value}
        if place:
            told = {"key": "answer-role-paging", "role": kind.value, "person": asked.name if asked else ""}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=told)
        return Acted("toast-role-asked", values, incident.id, incident.number)


def _call_by_hand(u: UnitOfWork, incident: Incident, role: Role, whom: Person, asked_by: PersonId) -> None:
    """The desk cannot reach him: somebody has to pick up a telephone, and says so afterwards."""
    values = {
        "key": "answer-called-by-hand-wanted",
        "person": whom.name,
        "buttons": [["called", role.id, whom.id]],
    }
    to = incident.commander_id or asked_by
    post_to_person(u, to, ParcelKind.UNREACHABLE, Lane.DECISION, f"{role.id}:{whom.id}", incident.team_id, values)


@act
async def called_by_hand(desk: Desk, person: PersonId, role_id: RoleId, whom: PersonId) -> Acted:
    """Somebody rang a person up whom the desk cannot reach.

    Raises:
        RoleUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        found = await u.roles.find(role_id)
        if found is None:
            raise RoleUnknown
        incident = await held(u, found.incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        u.timeline.record(incident, EntryKind.PAGED, by=person, ref=found.id, person=whom, way="by_hand")
        called = await names(u, [person, whom])
        values = {"key": "answer-called-by-hand", "by": called[person], "person": called.get(whom, "")}
        subject = f"{found.id}:{whom}"
        post_to_person(
            u, person, ParcelKind.UNREACHABLE, Lane.REPLY, subject, incident.team_id, values, sound=False
        )
        return Acted("toast-called-by-hand", {}, incident.id, incident.number)


@act
async def skip(desk: Desk, person: PersonId, incident_id: IncidentId, kind: RoleKind) -> Acted:
    """The commander decides that a role is not needed this time.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.COMMANDER)
        role = await seats.seat(u, incident, kind)
        await seats.stop_waiting(u, role)
        role.state, role.person_id = RoleState.NOT_NEEDED, None
        u.timeline.record(incident, EntryKind.ROLE_NOT_NEEDED, by=person, ref=role.id, role=kind)
        await refresh(u, ParcelKind.ROLE_EMPTY, role.id, incident.team_id)
        await seats.note_complete(u, incident)
        post_card(u, incident)
        return Acted("toast-role-skipped", {"role": kind.value}, incident.id, incident.number)


async def kind_of(desk: Desk, role_id: RoleId) -> tuple[IncidentId, RoleKind]:
    """Which role of which incident a request is about.

    Raises:
        RoleUnknown: there is none.
    """
    async with desk.reading() as look:
        role = await look.roles.find(role_id)
    if role is None:
        raise RoleUnknown
    return role.incident_id, role.kind
