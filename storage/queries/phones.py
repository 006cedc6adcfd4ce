"""Phones of people, and the rings that wait, are under way, or have been."""

import functools
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, func, or_, union_all
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from bot.ids import AlertId, IncidentId, PersonId, PhoneId, RingId, TeamId
from storage.columns import UtcDateTime
from storage.plain import Values, looked_at
from storage.queries.base import Queries, lapsed
from storage.tables.phones import Phone, Ring, RingAttempt
from storage.vocabulary.phones import RingKind, RingState

# Built once: what is asked at every look and for every call costs more to build than to run.
_OF_PEOPLE: Final = looked_at(
    select(Phone)
    .where(col(Phone.person_id).in_(bindparam("people", expanding=True)), col(Phone.removed_at).is_(None))
    .order_by(col(Phone.person_id), col(Phone.position), col(Phone.id))
)
_UNDER_WAY = (RingState.WAITING, RingState.CLAIMED)


@functools.cache
def _next(dialect: str) -> Values:
    """A lease that PostgreSQL counts is no moment of ours: once it is over, something is due now."""
    now, lease = bindparam("now", type_=UtcDateTime), col(Ring.lease_until)
    left_behind = columns_of(func.min(now if dialect == "postgresql" else lease))
    if dialect == "postgresql":
        left_behind = left_behind.where(lapsed(dialect, lease, now))
    moments = union_all(
        columns_of(func.min(col(Ring.not_before)).label("at")).where(col(Ring.state) == RingState.WAITING),
        left_behind.where(col(Ring.state) == RingState.CLAIMED),
        columns_of(func.min(col(Ring.poll_at))).where(col(Ring.state) == RingState.SENT),
    ).subquery()
    return Values(select(func.min(moments.c.at, type_=UtcDateTime)))


class Phones(Queries):
    """The ways people are woken, in the order they ring."""

    async def find(self, phone: PhoneId) -> Phone | None:
        """The phone, removed ones included."""
        return await self._find(Phone, phone)

    async def hold(self, phone: PhoneId) -> Phone | None:
        return await self._hold(select(Phone).where(Phone.id == phone))

    async def of_person(self, person: PersonId) -> Sequence[Phone]:
        """A person's phones, the one that rings first in front."""
        return await self.of_people([person])

    async def of_people(self, people: Collection[PersonId]) -> Sequence[Phone]:
        """The phones of these people, each person's in the order they ring."""
        if not people:
            return []
        return await self._all(_OF_PEOPLE, people=list(people))

    async def by_ids(self, phones: Collection[PhoneId]) -> dict[PhoneId, Phone]:
        if not phones:
            return {}
        rows = await self._all(select(Phone).where(col(Phone.id).in_(phones)))
        return {row.id: row for row in rows}


class Rings(Queries):
    """Calls to phones."""

    async def find(self, ring: RingId) -> Ring | None:
        return await self._one(select(Ring).where(Ring.id == ring))

    async def hold(self, ring: RingId) -> Ring | None:
        return await self._hold(select(Ring).where(Ring.id == ring))

    async def hold_due(self, now: datetime, limit: int) -> Sequence[Ring]:
        """What is to ring now, also what a caller left behind whose lease has run out.

        Oldest first; rows another replica holds are skipped.
        """
        waiting = and_(col(Ring.state) == RingState.WAITING, col(Ring.not_before) <= now)
        over = lapsed(self._dialect, col(Ring.lease_until), now)
        left_behind = and_(col(Ring.state) == RingState.CLAIMED, over)
        query = select(Ring).where(or_(waiting, left_behind)).order_by(col(Ring.not_before), col(Ring.id))
        held = query.limit(limit).with_for_update(skip_locked=True)
        return await self._all(held.execution_options(populate_existing=True))

    async def next_at(self, now: datetime) -> datetime | None:
        """When the next ring comes due, a lease runs out, or a receipt is to be asked; None: never."""
        params = {"now": now} if self._dialect == "postgresql" else {}
        ((moment,),) = await _next(self._dialect).all(self._session, **params)
        found: datetime | None = moment
        return found

    async def hold_polls(self, now: datetime, limit: int) -> Sequence[Ring]:
        """Rings whose receipt is to be asked now, oldest first."""
        query = select(Ring).where(Ring.state == RingState.SENT, col(Ring.poll_at) <= now)
        held = query.order_by(col(Ring.poll_at), col(Ring.id)).limit(limit).with_for_update(skip_locked=True)
        return await self._all(held.execution_options(populate_existing=True))

    async def hold_standing(
        self,
        incident: IncidentId | None = None,
        alert: AlertId | None = None,
        chain: str | None = None,
        person: PersonId | None = None,
    ) -> Sequence[Ring]:
        """Pages and approvals that nobody has stopped yet, oldest first; waits for rows somebody else holds."""
        query = select(Ring).where(
            col(Ring.stopped_at).is_(None), col(Ring.kind).in_((RingKind.PAGE, RingKind.APPROVAL))
        )
        for column, value in (
            (Ring.incident_id, incident),
            (Ring.alert_id, alert),
            (Ring.chain_id, chain),
            (Ring.person_id, person),
        ):
            if value is not None:
                query = query.where(column == value)
        held = query.order_by(col(Ring.id)).with_for_update().execution_options(populate_existing=True)
        return await self._all(held)

    async def of_chain(self, chain: str) -> Sequence[Ring]:
        """All rings of a calling chain, oldest first."""
        return await self._all(select(Ring).where(Ring.chain_id == chain).order_by(col(Ring.id)))

    async def of_incident(self, incident: IncidentId) -> Sequence[Ring]:
        """All rings for an incident, oldest first."""
        return await self._all(select(Ring).where(Ring.incident_id == incident).order_by(col(Ring.id)))

    async def since(self, team: TeamId, moment: datetime) -> Sequence[Ring]:
        """A team's rings posted since then, oldest first."""
        query = select(Ring).where(Ring.team_id == team, col(Ring.posted_at) >= moment)
        return await self._all(query.order_by(col(Ring.id)))

    async def tried_since(self, phones: Collection[PhoneId], moment: datetime) -> set[PhoneId]:
        """Those of these phones that were tried out since then."""
        query = select(Ring.phone_id).where(
            col(Ring.phone_id).in_(phones), Ring.kind == RingKind.TEST, col(Ring.posted_at) >= moment
        )
        return {PhoneId(phone) for phone in (await self._session.exec(query)).all()}

    async def unheard(self, team: TeamId, since: datetime) -> Sequence[Ring]:
        """The last ring of each phone that failed with its last one since then, oldest first."""
        last = (
            select(func.max(Ring.id))
            .where(Ring.team_id == team, col(Ring.settled_at) >= since, Ring.kind != RingKind.STOPPED)
            .group_by(col(Ring.phone_id))
        )
        query = select(Ring).where(col(Ring.id).in_(last), Ring.state == RingState.FAILED)
        return await self._all(query.order_by(col(Ring.id)))

    async def attempts(self, ring: RingId) -> Sequence[RingAttempt]:
        """The attempts of a ring, the first one first."""
        query = select(RingAttempt).where(RingAttempt.ring_id == ring)
        return await self._all(query.order_by(col(RingAttempt.number)))

    async def attempt(self, ring: RingId, number: int) -> RingAttempt | None:
        query = select(RingAttempt).where(RingAttempt.ring_id == ring, RingAttempt.number == number)
        return await self._one(query)

    async def counts(self) -> dict[RingState, int]:
        """How many rings wait or are under way."""
        query = select(Ring.state, func.count()).where(col(Ring.state).in_(_UNDER_WAY)).group_by(col(Ring.state))
        return {RingState(state): int(count) for state, count in (await self._session.exec(query)).all()}
