"""Calls to addresses of teams that wait, are under way, or have been; and the addresses themselves."""

import functools
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from bot.ids import OutletCallId, TeamId
from storage.columns import UtcDateTime
from storage.plain import Values
from storage.queries.base import Queries, lapsed
from storage.tables.frontline import FrontlineRobot
from storage.tables.outlets import OutletCall
from storage.tables.publications import ReleaseHook
from storage.vocabulary.outlets import OutletState

_UNDER_WAY = (OutletState.WAITING, OutletState.CLAIMED)


@functools.cache
def _next(dialect: str) -> Values:
    """When the first waiting call comes due, and when the first lease runs out: asked every second."""
    lease = col(OutletCall.lease_until)
    waiting = select(func.min(col(OutletCall.not_before))).where(OutletCall.state == OutletState.WAITING)
    claimed = select(func.min(lease)).where(OutletCall.state == OutletState.CLAIMED)
    if dialect == "postgresql":
        claimed = claimed.where(lapsed(dialect, lease, bindparam("now", type_=UtcDateTime())))
    return Values(columns_of(waiting.scalar_subquery(), claimed.scalar_subquery()))


class Outlets(Queries):
    """Where words go out by themselves."""

    async def find(self, call: OutletCallId) -> OutletCall | None:
        return await self._one(select(OutletCall).where(OutletCall.id == call))

    async def hold(self, call: OutletCallId) -> OutletCall | None:
        return await self._hold(select(OutletCall).where(OutletCall.id == call))

    async def hold_due(self, now: datetime, limit: int) -> Sequence[OutletCall]:
        """What is to be called now, also what a caller left behind whose lease has run out.

        Oldest first; rows another replica holds are skipped.
        """
        waiting = and_(col(OutletCall.state) == OutletState.WAITING, col(OutletCall.not_before) <= now)
        over = lapsed(self._dialect, col(OutletCall.lease_until), now)
        left_behind = and_(col(OutletCall.state) == OutletState.CLAIMED, over)
        query = select(OutletCall).where(or_(waiting, left_behind))
        held = query.order_by(col(OutletCall.not_before), col(OutletCall.id)).limit(limit)
        return await self._all(held.with_for_update(skip_locked=True).execution_options(populate_existing=True))

    async def next_at(self, now: datetime) -> datetime | None:
        """When the next call comes due or a lease runs out; None: never. Of leases that PostgreSQL counts only
        those that are over are told of."""
        params = {"now": now} if self._dialect == "postgresql" else {}
        ((coming, over),) = await _next(self._dialect).all(self._session, **params)
        if over is not None and self._dialect == "postgresql":
            return now
        return min((moment for moment in (coming, over) if moment is not None), default=None)

    async def of_subject(self, subject: str) -> Sequence[OutletCall]:
        """The calls about this publication or sheet, oldest first."""
        query = select(OutletCall).where(OutletCall.subject_id == subject)
        return await self._all(query.order_by(col(OutletCall.id)))

    async def hold_open(self, subject: str) -> Sequence[OutletCall]:
        """Those of them that are not settled, kept from everybody else until this transaction ends."""
        query = select(OutletCall).where(OutletCall.subject_id == subject, col(OutletCall.state).in_(_UNDER_WAY))
        held = query.order_by(col(OutletCall.id)).with_for_update().execution_options(populate_existing=True)
        return await self._all(held)

    async def hook(self, team: TeamId, channel: str) -> ReleaseHook | None:
        """The interface that publishes this channel for the team."""
        query = select(ReleaseHook).where(ReleaseHook.team_id == team, ReleaseHook.channel == channel)
        return await self._one(query)

    async def hooks(self, team: TeamId) -> Sequence[ReleaseHook]:
        """The team's interfaces, the oldest first."""
        query = select(ReleaseHook).where(ReleaseHook.team_id == team)
        return await self._all(query.order_by(col(ReleaseHook.id)))

    async def hooks_by_ids(self, ids: Collection[str]) -> dict[str, ReleaseHook]:
        rows = await self._all(select(ReleaseHook).where(col(ReleaseHook.id).in_(ids))) if ids else ()
        return {row.id: row for row in rows}

    async def robots(self, team: TeamId) -> Sequence[FrontlineRobot]:
        """The team's robots in other messengers' groups, the oldest first."""
        query = select(FrontlineRobot).where(
            FrontlineRobot.team_id == team, col(FrontlineRobot.removed_at).is_(None)
        )
        return await self._all(query.order_by(col(FrontlineRobot.id)))

    async def robots_by_ids(self, ids: Collection[str]) -> dict[str, FrontlineRobot]:
        """Robots, removed ones included."""
        rows = await self._all(select(FrontlineRobot).where(col(FrontlineRobot.id).in_(ids))) if ids else ()
        return {row.id: row for row in rows}
