"""Who is on duty, who stands behind them, and who can be woken at all."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from sqlmodel import SQLModel

from bot.desk import policies
from bot.ids import PersonId, TeamId
from bot.rules import calling as rules
from bot.rules import duty
from bot.rules.duty import Away, Shift, StandIn, Turns
from storage.tables.incidents import Incident
from storage.tables.rosters import Rotation
from storage.tables.teams import Member, Person, Team
from storage.unit_of_work import Reader
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind

#: Where a team keeps who comes before whom for a role.
ORDER = "order"

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_EVER = datetime.max.replace(tzinfo=UTC)


def reachable(person: Person) -> bool:
    """Can the desk write to this person in private?"""
    return person.telegram_user_id is not None and person.started_at is not None and person.blocked_at is None


class Lineup(Struct, frozen=True):
    """Whom a chain may call, as they stand at its start. `without`: on duty, but there is no way to wake them."""

    line: rules.Line
    people: Mapping[PersonId, Person]
    without: tuple[PersonId, ...] = ()

    @property
    def nobody(self) -> bool:
        """Is there nobody at all whom a chain could call?"""
        return not (self.line.first or self.line.deputies or self.line.team)


class Standby(Struct, frozen=True):
    """Who is on duty for a team, and whom a chain may call."""

    duty: Sequence[Person]
    lineup: Lineup


class Watch:
    """Who is on duty for a team, and whom a chain for one of its alerts may call: looked up when somebody first
    asks, once for all alerts that one transaction stores, and remembered where it is the same at any time."""

    def __init__(self, look: Reader, team: TeamId) -> None:
        self.look = look
        self._team = team
        self._duty: Sequence[Person] | None = None
        self._lineup: Lineup | None = None

    async def duty(self) -> Sequence[Person]:
        """Who is called first."""
        if self._duty is None:
            self._duty = await on_duty(self.look, self._team)
        return self._duty

    async def lineup(self) -> Lineup:
        """On duty, deputies, the team."""
        if self._lineup is None:
            found = await self.look.lasting(("standby", self._team), self._stand_by, self._whatever_the_time)
            self._duty, self._lineup = found.duty, found.lineup
        return self._lineup

    async def leaders(self) -> Sequence[PersonId]:
        """Who hears that nobody can be called."""
        return await self.look.lasting(("leaders", self._team), lambda: owners(self.look, self._team))

    async def _stand_by(self) -> Standby:
        duty = await self.duty()
        return Standby(duty, await lineup(self.look, self._team, duty=duty))

    async def _whatever_the_time(self, found: Standby) -> bool:
        """The team has no rotations, and nobody is on leave or will be."""
        if any(isinstance(row, SQLModel) for row in (*found.duty, *found.lineup.people.values())):
            return False  # in the hand of this transaction, and not to be kept beyond it
        if await self.look.rosters.rotations(self._team):
            return False
        people = {member.person_id for member in await self.look.people.members(self._team)}
        # Also of who was away until lately: clocks are set back by minutes.
        since = self.look.now - _DAY
        return not await self.look.rosters.leaves([*people, *found.lineup.people], since, _EVER)


def turns_of(row: Rotation, zone: ZoneInfo) -> Turns:
    """A rotation as the rules read it."""
    return Turns(
        name=row.name,
        people=tuple(row.people),
        starts_on=date.fromisoformat(row.starts_on),
        zone=zone,
        begins=time.fromisoformat(row.begins),
        ends=time.fromisoformat(row.ends),
        days_each=row.days_each,
        days=row.days,
    )


async def pieces(look: Reader, team: Team, since: datetime, until: datetime) -> tuple[Shift, ...] | None:
    """Who is on duty when within this time; None when the team has no rotation."""
    rotations = await look.rosters.rotations(team.id)
    if not rotations:
        return None
    zone = ZoneInfo(team.timezone)
    named = {row.id: row.name for row in rotations}
    exchanges = await look.rosters.exchanges(team.id, since, until)
    stand_ins = [
        StandIn(
            row.person_id, row.begins_at, row.ends_at, named.get(row.rotation_id, "") if row.rotation_id else ""
        )
        for row in exchanges
    ]
    people = {PersonId(person) for row in rotations for person in row.people} | {
        row.person_id for row in exchanges
    }
    away = [
        Away(row.person_id, row.begins_at, row.ends_at) for row in await look.rosters.leaves(people, since, until)
    ]
    calendar = policies.work_calendar(zone)

    def is_workday(day: date) -> bool:
        return calendar.workday(day)[0]

    return duty.roster([turns_of(row, zone) for row in rotations], since, until, is_workday, stand_ins, away)


async def on_duty(look: Reader, team_id: TeamId) -> Sequence[Person]:
    """Who is called first now: by the rotations, else (none, or a gap in them) whoever says he is on duty."""
    return await look.once(("on duty", team_id), lambda: _on_duty(look, team_id))


async def _on_duty(look: Reader, team_id: TeamId) -> Sequence[Person]:
    team = await look.teams.find(team_id)
    found = await pieces(look, team, look.now, look.now + _MINUTE) if team else None
    if found:
        members = {member.person_id for member in await look.people.members(team_id)}
        named = [PersonId(person) for person in duty.on_duty(found, look.now) if person in members]
        people = await look.people.by_ids(named)
        if people:
            return [people[person] for person in named if person in people]
    flagged = await look.people.on_duty(team_id)
    gone = await away(look, [person.id for person in flagged])
    return [person for person in flagged if person.id not in gone]


async def reachable_on_duty(look: Reader, team_id: TeamId) -> Sequence[Person]:
    """Who is on duty and can be written to in private."""
    return [person for person in await on_duty(look, team_id) if reachable(person)]


async def away(look: Reader, people: Sequence[PersonId]) -> frozenset[PersonId]:
    """Who of them is on leave now."""
    if not people:
        return frozenset()
    return frozenset(row.person_id for row in await look.rosters.leaves(people, look.now, look.now + _MINUTE))


async def owners(look: Reader, team_id: TeamId, incident: Incident | None = None) -> list[PersonId]:
    """The team's owners who can be written to; of a restricted incident only those on its list."""
    members = [member for member in await look.people.members(team_id) if member.standing is Standing.OWNER]
    people = await look.people.by_ids([member.person_id for member in members])
    listed = [member for member in members if member.restricted or incident is None or not incident.restricted]
    return [member.person_id for member in listed if reachable(people[member.person_id])]


async def with_a_way(look: Reader, people: Sequence[Person]) -> frozenset[PersonId]:
    """Who of them can be woken: by a private chat or a phone."""
    with_phone = {phone.person_id for phone in await look.phones.of_people([person.id for person in people])}
    return frozenset(person.id for person in people if reachable(person) or person.id in with_phone)


async def in_order(look: Reader, team_id: TeamId, role: RoleKind, members: Sequence[Member]) -> Sequence[Member]:
    """As `ordered`, for a team that was not read yet."""
    team = await look.teams.find(team_id)
    return ordered(team, role, members) if team else members


def ordered(team: Team, role: RoleKind, members: Sequence[Member]) -> Sequence[Member]:
    """The members as this team orders them for a role: its holder, the first deputy, and so on; then as they
    joined."""
    order: list[str] = team.policies.get(ORDER, {}).get(role.value, [])
    return sorted(members, key=lambda m: order.index(m.person_id) if m.person_id in order else len(order))


async def holders(look: Reader, team_id: TeamId, role: RoleKind) -> Sequence[Person]:
    """Who could be woken for this role now, in the order they are asked: with a way, not on leave."""
    members = await in_order(look, team_id, role, await look.people.members(team_id))
    people = await look.people.by_ids([member.person_id for member in members if role.value in member.duties])
    gone = await away(look, list(people))
    ways = await with_a_way(look, list(people.values()))
    order = [member.person_id for member in members if member.person_id in people]
    return [people[person] for person in order if person in ways and person not in gone]


async def lineup(
    look: Reader, team_id: TeamId, incident: Incident | None = None, duty: Sequence[Person] | None = None
) -> Lineup:
    """Whom a chain may call now: on duty, deputies, the team, each only if there is a way to him. `duty`: who is
    on duty, where that is known.

    Deputies are those who usually command, in the team's order; then who says he is on duty without being in a
    rotation. Nobody pages the boss to take an incident, nobody calls a guest, and a restricted incident calls only
    its list.
    """
    members = [m for m in await look.people.members(team_id) if _may_be_called(m, incident)]
    people = await look.people.by_ids([member.person_id for member in members])
    gone = await away(look, list(people))
    phones: dict[PersonId, int] = {}
    for phone in await look.phones.of_people(list(people)):
        phones[phone.person_id] = phones.get(phone.person_id, 0) + 1
    present = [member for member in members if member.person_id not in gone]
    has_way = {p for p in people if reachable(people[p]) or phones.get(p)}
    duty = await on_duty(look, team_id) if duty is None else duty
    first = [person.id for person in duty if person.id in people]
    ordered = await in_order(look, team_id, RoleKind.COMMANDER, present)
    commanding = [m.person_id for m in ordered if RoleKind.COMMANDER.value in m.duties]
    flagged = [m.person_id for m in present if m.on_duty]
    deputies = [person for person in (*commanding, *flagged) if person not in first]
    return Lineup(
        rules.Line(
            first=tuple(person for person in first if person in has_way),
            deputies=tuple(dict.fromkeys(person for person in deputies if person in has_way)),
            team=tuple(m.person_id for m in present if m.person_id in has_way and m.person_id not in first),
            phones={str(person): count for person, count in phones.items()},
        ),
        people,
        tuple(person for person in first if person not in has_way),
    )


def _may_be_called(member: Member, incident: Incident | None) -> bool:
    if incident is not None and incident.restricted and not member.restricted:
        return False
    return member.standing is not Standing.GUEST and member.duties != [RoleKind.EXECUTIVE.value]
