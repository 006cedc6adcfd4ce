"""The inbox: Telegram updates, stored before they are confirmed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Integer, bindparam, func, update
from sqlmodel import col, select

from storage.plain import Rows
from storage.queries.base import Queries, upsert
from storage.tables.speaking import Inbox
from storage.vocabulary.parcels import UpdateState

#: Asked every second.
_WAITING: Final = Rows(
    select(Inbox)
    .where(Inbox.state == UpdateState.WAITING)
    .order_by(col(Inbox.seq))
    .limit(bindparam("limit", type_=Integer))
)


class Updates(Queries):
    """Updates in the order they came."""

    async def store(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep raw updates; one that is already there stays as it is (Telegram delivers again after a crash)."""
        kept = upsert(self._dialect, Inbox).on_conflict_do_nothing(
            index_elements=["bot_id", "update_id", "received_on"]
        )
        await self._session.exec(kept, params=list(rows))

    async def waiting(self, limit: int, skip: Collection[int] = ()) -> Sequence[Inbox]:
        """Updates nobody has finished, oldest first; to look at."""
        if not skip:
            return await _WAITING.all(self._session, limit=limit)
        return await self._all(_WAITING.statement.where(col(Inbox.seq).not_in(skip)), limit=limit)

    async def finish(self, seq: int, now: datetime) -> bool:
        """Mark an update done. False: it was done before, and nothing may happen a second time."""
        done = (
            update(Inbox)
            .where(col(Inbox.seq) == seq, col(Inbox.state) == UpdateState.WAITING)
            .values(state=UpdateState.DONE, done_at=now)
        )
        result = await self._session.exec(done)
        return bool(result.rowcount)

    async def quarantine(self, seq: int, error: str, now: datetime) -> None:
        """Set an update aside that cannot be understood; it blocks nobody and is reported."""
        await self._session.exec(
            update(Inbox)
            .where(col(Inbox.seq) == seq, col(Inbox.state) == UpdateState.WAITING)
            .values(state=UpdateState.QUARANTINED, error=error[:500], done_at=now)
        )

    async def find(self, seq: int) -> Inbox | None:
        return await self._one(select(Inbox).where(Inbox.seq == seq))

    async def raw_of_message(self, key: str, limit: int = 50) -> Sequence[str]:
        """A message as it came and its edits, oldest first, as far as they are still kept."""
        query = select(Inbox.raw).where(Inbox.message_key == key, col(Inbox.raw).is_not(None))
        return [raw for raw in await self._session.exec(query.order_by(col(Inbox.seq)).limit(limit)) if raw]

    async def last_update_id(self, bot_id: int, since: datetime) -> int | None:
        """The newest stored update id; an offset older than a week must not be used again."""
        query = select(func.max(col(Inbox.update_id))).where(
            Inbox.bot_id == bot_id, col(Inbox.received_at) >= since
        )
        return (await self._session.exec(query)).one()

    async def erase_raw(self, before: datetime, limit: int = 1000) -> int:
        """Forget the raw text of updates done before `before` (design.md, Privacy: 24 hours)."""
        chosen = (
            select(Inbox.seq)
            .where(col(Inbox.done_at) < before, col(Inbox.raw).is_not(None))
            .limit(limit)
            .scalar_subquery()
        )
        result = await self._session.exec(update(Inbox).where(col(Inbox.seq).in_(chosen)).values(raw=None))
        return int(result.rowcount)

    async def counts(self) -> dict[UpdateState, int]:
        """How many updates wait or are set aside."""
        query = select(Inbox.state, func.count()).where(Inbox.state != UpdateState.DONE).group_by(col(Inbox.state))
        return {UpdateState(state): int(count) for state, count in (await self._session.exec(query)).all()}

    @staticmethod
    def offset_horizon(now: datetime) -> datetime:
        """Bot API, Update.update_id: after a week without updates the next id is random."""
        return now - timedelta(days=6)
