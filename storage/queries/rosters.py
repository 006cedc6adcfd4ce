"""Rotations, exchanges, leave, habits."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.ids import PersonId, RotationId, TeamId
from storage.columns import UtcDateTime
from storage.plain import looked_at
from storage.queries.base import Queries
from storage.tables.rosters import Exchange, Habits, Leave, Rotation

# Built once: what is asked for every call costs more to build than to run.
_ROTATIONS: Final = looked_at(
    select(Rotation)
    .where(Rotation.team_id == bindparam("team"))
    .order_by(col(Rotation.created_at), col(Rotation.id))
)
_LEAVES: Final = looked_at(
    select(Leave)
    .where(
        col(Leave.person_id).in_(bindparam("people", expanding=True)),
        col(Leave.begins_at) < bindparam("until", type_=UtcDateTime),
        col(Leave.ends_at) > bindparam("since", type_=UtcDateTime),
    )
    .order_by(col(Leave.begins_at))
)


class Rosters(Queries):
    """Who is on duty when, as people wrote it down."""

    async def rotations(self, team: TeamId) -> Sequence[Rotation]:
        """A team's rotations, the oldest first: whoever it names is called first."""
        return await self._all(_ROTATIONS, team=team)

    async def rotation(self, rotation: RotationId) -> Rotation | None:
        return await self._one(select(Rotation).where(Rotation.id == rotation))

    async def exchanges(self, team: TeamId, since: datetime, until: datetime) -> Sequence[Exchange]:
        """Exchanges that touch this time, the oldest first: the newest word holds."""
        query = select(Exchange).where(
            Exchange.team_id == team, Exchange.begins_at < until, Exchange.ends_at > since
        )
        return await self._all(query.order_by(col(Exchange.id)))

    async def leaves(self, people: Collection[PersonId], since: datetime, until: datetime) -> Sequence[Leave]:
        """Leave of these people that touches this time."""
        return await self._all(_LEAVES, people=list(people), since=since, until=until)

    async def habits(self, people: Collection[PersonId]) -> dict[PersonId, Habits]:
        """What these people said about being called."""
        rows = await self._all(select(Habits).where(col(Habits.person_id).in_(people)))
        return {row.person_id: row for row in rows}

    async def hold_habits(self, person: PersonId) -> Habits | None:
        return await self._hold(select(Habits).where(Habits.person_id == person))
