"""Teams, people and who belongs to whom."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from bot.ids import PersonId, TeamId
from storage.plain import looked_at
from storage.queries.base import Queries, upsert
from storage.tables.teams import Counter, Member, Person, Team

#: One number for one lock: two replicas never found at once.
_FOUNDING_LOCK: Final = 7_246_003
# Built once: on the way in a statement costs more to build than to run.
_MEMBERS: Final = looked_at(
    select(Member)
    .where(Member.team_id == bindparam("team"), col(Member.left_at).is_(None))
    .order_by(col(Member.joined_at), col(Member.id))
)
_MEMBER: Final = looked_at(
    select(Member).where(Member.team_id == bindparam("team"), Member.person_id == bindparam("person"))
)
_BY_TELEGRAM: Final = looked_at(select(Person).where(Person.telegram_user_id == bindparam("user")))
_BY_IDS: Final = looked_at(select(Person).where(col(Person.id).in_(bindparam("ids", expanding=True))))
_ON_DUTY: Final = looked_at(
    select(Person)
    .join(Member, col(Member.person_id) == col(Person.id))
    .where(Member.team_id == bindparam("team"), col(Member.on_duty), col(Member.left_at).is_(None))
    .order_by(col(Member.joined_at), col(Member.id))
)


class Teams(Queries):
    """Teams and their running numbers."""

    async def find(self, team: TeamId) -> Team | None:
        return await self._find(Team, team)

    async def found_alone(self) -> None:
        """Replicas that start at the same moment found one after the other, until this transaction ends.

        There is no row to hold yet. SQLite has one desk.
        """
        if self._dialect == "postgresql":
            await self._session.exec(select(func.pg_advisory_xact_lock(_FOUNDING_LOCK)))

    async def all(self) -> Sequence[Team]:
        """Every team, the first one first."""
        return await self._all(select(Team).order_by(col(Team.position), col(Team.id)))

    async def by_name(self, name: str) -> Team | None:
        return await self._one(select(Team).where(Team.name == name))

    async def by_chat(self, chat_id: int) -> Team | None:
        """The team whose forum (or restricted group) this chat is."""
        query = select(Team).where((Team.chat_id == chat_id) | (Team.restricted_chat_id == chat_id))
        return await self._one(query)

    async def hold(self, team: TeamId) -> Team | None:
        return await self._hold(select(Team).where(Team.id == team))

    async def next_number(self, team: TeamId, name: str, year: int) -> int:
        """Count up under the row's lock: two openings at once get two numbers."""
        return await self.next_numbers(team, name, year, 1)

    async def next_numbers(self, team: TeamId, name: str, year: int, count: int) -> int:
        """The first of so many further numbers."""
        insert = upsert(self._dialect, Counter)
        counted = insert.values(team_id=team, name=name, year=year, value=count).on_conflict_do_update(
            index_elements=["team_id", "name", "year"], set_={"value": Counter.value + count}
        )
        row = await self._session.exec(counted.returning(col(Counter.value)))
        return int(row.scalar_one()) - count + 1


class People(Queries):
    """People and their membership."""

    async def find(self, person: PersonId) -> Person | None:
        return await self._find(Person, person)

    async def by_telegram(self, user_id: int) -> Person | None:
        return await self._one(_BY_TELEGRAM, user=user_id)

    async def by_ids(self, people: Sequence[PersonId]) -> dict[PersonId, Person]:
        known = {person: self._in_hand(Person, person) for person in people}
        if wanted := [person for person, row in known.items() if row is None]:
            rows = await self._all(_BY_IDS, ids=wanted)
            known |= {row.id: self._keep(row) for row in rows}
        else:
            await self._flush_new()
        return {person: row for person, row in known.items() if row is not None}

    async def member(self, team: TeamId, person: PersonId) -> Member | None:
        """The membership, left ones included."""
        return await self._one(_MEMBER, team=team, person=person)

    async def members(self, team: TeamId) -> Sequence[Member]:
        """Present members, in the order they joined."""
        return await self._all(_MEMBERS, team=team)

    async def memberships(self, person: PersonId) -> Sequence[Member]:
        """The teams a person belongs to, oldest membership first."""
        query = select(Member).where(Member.person_id == person, col(Member.left_at).is_(None))
        return await self._all(query.order_by(col(Member.joined_at), col(Member.id)))

    async def on_duty(self, team: TeamId) -> Sequence[Person]:
        """Who is called first, in the order they joined."""
        return (await self._session.exec(_ON_DUTY, params={"team": team})).all()

    async def by_name(self, team: TeamId, name: str) -> Sequence[Person]:
        """Members whose name or @username is `name`."""
        query = (
            select(Person)
            .join(Member, col(Member.person_id) == col(Person.id))
            .where(
                Member.team_id == team,
                col(Member.left_at).is_(None),
                (Person.name == name) | (Person.username == name.removeprefix("@")),
            )
        )
        return await self._all(query)
