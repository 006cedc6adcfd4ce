"""Who somebody is: a Telegram user becomes a person, a member of the bound group a member of the team."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import audiences, claims
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.rosters import reachable as reachable
from bot.desk.speaking import let_go, post_reply, post_to_person
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from bot.rules import permissions
from storage.tables.incidents import Incident
from storage.tables.teams import Member, Person, Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language, Permission, Standing
from storage.vocabulary.roles import RoleKind, RoleState

ON_DUTY = "on_duty"


class Stranger(DeskError):
    """Somebody who does not belong to a team of this desk."""

    key = "refused-stranger"


class PersonUnknown(DeskError):
    """No member of the team has this name (`name`)."""

    key = "refused-person-unknown"


class Restricted(DeskError):
    """The incident is for the people of the restricted group only."""

    key = "refused-restricted"


class Visitor(Struct, frozen=True):
    """A Telegram user as he came in: what his client says about him."""

    user_id: int
    name: str
    username: str = ""
    language: Language | None = None


class Actor(Struct, frozen=True):
    """Who acts, in which team, and what he is there."""

    person: PersonId
    team: TeamId
    standing: Standing
    name: str
    language: Language
    zone: ZoneInfo
    #: Can the desk write to him in private?
    started: bool = False


async def actor(desk: Desk, visitor: Visitor, chat_id: int | None = None) -> Actor:
    """The person behind a Telegram user, in the team of this chat, or in his own team when he writes in private.

    Somebody who acts in a team's bound group becomes a member of it. A second look only reads.

    Raises:
        Stranger: the chat belongs to no team, or he belongs to none.
    """
    async with desk.reading(here=True) as look:
        known = await _known(look, visitor, chat_id)
    if known is not None:
        return known
    return await _introduce(desk, visitor, chat_id)


async def _known(look: Reader, visitor: Visitor, chat_id: int | None) -> Actor | None:
    person = await look.people.by_telegram(visitor.user_id)
    if person is None or person.name != visitor.name or person.username != visitor.username:
        return None
    if chat_id is not None and chat_id < 0:
        team = await look.teams.by_chat(chat_id)
        if team is None:
            return None
        member = await look.people.member(team.id, person.id)
        if member is not None and chat_id == team.restricted_chat_id and not member.restricted:
            return None  # he acts in the restricted group: from now on he is on its list
        if member is not None and await _was_seen_outside(look, member):
            return None
    else:
        memberships = await look.people.memberships(person.id)
        member = memberships[0] if memberships else None
        team = await look.teams.find(member.team_id) if member else None
    if member is None or team is None or member.left_at is not None:
        return None
    return as_actor(person, member, team)


def as_actor(person: Person, member: Member, team: Team) -> Actor:
    """A member as he acts in his team."""
    return Actor(
        person=person.id,
        team=team.id,
        standing=member.standing,
        name=person.name,
        language=person.language or team.language,
        zone=ZoneInfo(person.timezone or team.timezone),
        started=reachable(person),
    )


async def actor_in(look: Reader, person: Person, team_id: TeamId) -> Actor:
    """This person as he is in this team.

    Raises:
        Stranger: he does not belong to it.
    """
    member = await look.people.member(team_id, person.id)
    team = await look.teams.find(team_id)
    if member is None or team is None or member.left_at is not None:
        raise Stranger
    return as_actor(person, member, team)


@act
async def _introduce(desk: Desk, visitor: Visitor, chat_id: int | None) -> Actor:
    # Not the act the update asks for: the update itself is finished by what the person then does.
    async with desk.unbound().transaction() as u:
        person = await person_of(u, visitor)
        if chat_id is not None and chat_id < 0:
            team = await u.teams.by_chat(chat_id)
            if team is None:
                raise Stranger
            member = await membership(u, team.id, person.id)
            member.restricted = member.restricted or chat_id == team.restricted_chat_id
            if await _was_seen_outside(u, member):
                member.standing = Standing.MEMBER
        else:
            memberships = await u.people.memberships(person.id)
            if not memberships:
                raise Stranger
            member = memberships[0]
            found = await u.teams.find(member.team_id)
            assert found is not None, "a membership names its team"
            team = found
        return as_actor(person, member, team)


async def _was_seen_outside(look: Reader, member: Member) -> bool:
    """Is he a guest only because a frontline group saw him first? In the team's own group he is a member."""
    if member.standing is not Standing.GUEST:
        return False
    return member.person_id in await look.frontline.seen(member.team_id)


async def person_of(u: UnitOfWork, visitor: Visitor) -> Person:
    """The row of this Telegram user, made when he is new, with his present name."""
    person = await u.people.by_telegram(visitor.user_id)
    if person is None:
        person = Person(
            id=PersonId(u.new_id()),
            telegram_user_id=visitor.user_id,
            name=visitor.name,
            username=visitor.username,
            created_at=u.now,
        )
        u.add(person)
        await u.session.flush()
    person.name = visitor.name[:100]
    person.username = visitor.username[:64]
    return person


async def membership(
    u: UnitOfWork, team: TeamId, person: PersonId, standing: Standing = Standing.MEMBER
) -> Member:
    """His membership; somebody who had left is back."""
    member = await u.people.member(team, person)
    if member is None:
        member = Member(
            id=u.new_id(), team_id=team, person_id=person, standing=standing, joined_at=u.now, duties=[]
        )
        u.add(member)
        await u.session.flush()
    member.left_at = None
    return member


@act
async def start(
    desk: Desk, visitor: Visitor, code: str = "", place: str = "", member_of: TeamId | None = None
) -> Actor:
    """Somebody opens the private chat: from now on the desk can write to him.

    With the one-time code of `run` he becomes the desk's owner. `member_of` is the team whose group he is in,
    as Telegram says.

    Raises:
        Stranger: he belongs to no team and has no code.
        ClaimRefused: the code is wrong, used or too old.
    """
    async with desk.transaction() as u:
        person = await person_of(u, visitor)
        person.started_at = person.started_at or u.now
        person.blocked_at = None
        if code.startswith("own-"):
            await claims.take(u, code.removeprefix("own-"))
            await _own(u, person)
        if member_of is not None:
            await membership(u, member_of, person.id)
        memberships = await u.people.memberships(person.id)
        if not memberships:
            raise Stranger
        team = await u.teams.find(memberships[0].team_id)
        assert team is not None, "a membership names its team"
        if place:
            owner = memberships[0].standing is Standing.OWNER
            key = "answer-welcome-owner" if owner else "answer-welcome"
            post_reply(u, place, ParcelKind.REPLY, team.id, values={"key": key, "person": person.name})
            if memberships[0].standing is not Standing.GUEST:
                _post_duties(u, memberships[0])
        return as_actor(person, memberships[0], team)


async def groups(desk: Desk) -> Sequence[tuple[TeamId, int]]:
    """The teams and their groups, where a group is bound."""
    async with desk.reading() as look:
        return [(team.id, team.chat_id) for team in await look.teams.all() if team.chat_id is not None]


def _post_duties(u: UnitOfWork, member: Member) -> None:
    post_to_person(
        u, member.person_id, ParcelKind.DUTIES, Lane.REPLY, f"{member.team_id}", member.team_id, sound=False
    )


@act
async def show_duties(desk: Desk, actor: Actor) -> None:
    """What somebody does in the team, as a new message to tap on.

    Raises:
        Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        member = await u.people.member(actor.team, actor.person)
        if member is None:
            raise Stranger
        await let_go(u, ParcelKind.DUTIES, actor.team, audiences.to_person(actor.person))
        _post_duties(u, member)


@act
async def toggle_duty(desk: Desk, actor: Actor, duty: str) -> Acted:
    """Somebody takes a usual role on, or gives it up; `on_duty` is who is called first.

    Raises:
        Stranger: he is not of the team. NotAllowed: a guest is asked for a role, and does not name his own.
    """
    async with desk.transaction() as u:
        member = await u.people.member(actor.team, actor.person)
        if member is None or member.left_at is not None:
            raise Stranger
        permissions.require(Permission.MEMBER, member.standing)
        if duty == ON_DUTY:
            member.on_duty = added = not member.on_duty
        else:
            kind = RoleKind(duty).value
            added = kind not in member.duties
            member.duties = [*member.duties, kind] if added else [d for d in member.duties if d != kind]
        _post_duties(u, member)
        return Acted("toast-duty-added" if added else "toast-duty-dropped")


async def _own(u: UnitOfWork, person: Person) -> None:
    """From now on he owns every team of this desk, and is called first."""
    for team in await u.teams.all():
        member = await membership(u, team.id, person.id)
        member.standing = Standing.OWNER
        member.on_duty = True


@act
async def choose_language(desk: Desk, actor: Actor, language: Language) -> Acted:
    """From now on the desk speaks this language to this person.

    Raises:
        Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        person = await u.people.find(actor.person)
        member = await u.people.member(actor.team, actor.person)
        if person is None or member is None:
            raise Stranger
        person.language = language
        own = audiences.to_person(actor.person)
        if await u.messages.showing(ParcelKind.ME, actor.team, own):
            post_to_person(u, actor.person, ParcelKind.ME, Lane.REPLY, f"{actor.team}", actor.team, sound=False)
        else:
            _post_duties(u, member)
        return Acted("answer-language-set")


async def held_roles(look: Reader, incident: Incident, person: PersonId) -> frozenset[RoleKind]:
    """The roles this person has in this incident; the commander's also when he is only acting."""
    held = {
        role.kind
        for role in await look.roles.of_incident(incident.id)
        if role.person_id == person and role.state is RoleState.TAKEN
    }
    if incident.commander_id == person:
        held.add(RoleKind.COMMANDER)
    return frozenset(held)


async def roles_now(desk: Desk, actor: Actor) -> frozenset[RoleKind]:
    """The roles this person has in any open incident of the team: what /help lists for him."""
    async with desk.reading() as look:
        held: frozenset[RoleKind] = frozenset()
        for incident in await look.incidents.open(actor.team):
            held |= await held_roles(look, incident, actor.person)
        return held


async def authorize(u: Reader, incident: Incident, person: PersonId, permission: Permission) -> Member:
    """Refuse an act this person may not do; returns his membership.

    Raises:
        Stranger: he is not in the incident's team.
        NotAllowed: says who may.
    """
    member = await u.people.member(incident.team_id, person)
    if member is None or member.left_at is not None:
        raise Stranger
    if incident.restricted and not member.restricted:
        raise Restricted
    roles = await held_roles(u, incident, person)
    if not permissions.may(permission, member.standing, roles):
        names = await _holders(u, incident, permission)
        permissions.require(permission, member.standing, roles, people=names)
    return member


async def _holders(u: Reader, incident: Incident, permission: Permission) -> str:
    kinds = permissions.BY_ROLE[permission]
    people = [
        role.person_id
        for role in await u.roles.of_incident(incident.id)
        if role.kind in kinds and role.state is RoleState.TAKEN and role.person_id
    ]
    if RoleKind.COMMANDER in kinds and incident.commander_id:
        people.append(incident.commander_id)
    known = await u.people.by_ids(people)
    return ", ".join(dict.fromkeys(known[person].name for person in people if person in known))


async def may_know(look: Reader, incident: Incident, person: PersonId) -> bool:
    """Is this incident open to the whole team, or this person on the list of the restricted group?"""
    if not incident.restricted:
        return True
    member = await look.people.member(incident.team_id, person)
    return member is not None and member.left_at is None and member.restricted


async def who_may_know(look: Reader, incident: Incident, name: str) -> PersonId:
    """The member somebody named, with or without `@`, to give him something of this incident.

    Raises:
        PersonUnknown: no member, or several, of that name; Restricted: it is not open to this one.
    """
    found = await look.people.by_name(incident.team_id, name.removeprefix("@"))
    if len(found) != 1:
        raise PersonUnknown(name=name)
    if not await may_know(look, incident, found[0].id):
        raise Restricted
    return found[0].id


async def names(look: Reader, people: Sequence[PersonId | None]) -> Mapping[PersonId | None, str]:
    """What these people are called; nobody is called ''."""
    known = await look.people.by_ids([person for person in people if person])
    called: dict[PersonId | None, str] = {person: row.name for person, row in known.items()}
    called[None] = ""
    return called


def iso(moment: datetime | None) -> str | None:
    """A time as a parcel carries it."""
    return moment.isoformat() if moment else None
