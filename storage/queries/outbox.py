"""The outbox: posting inside an act, and what people see of it. The pump's side is `storage.queries.parcels`."""

import enum
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, case, func, or_, text, update
from sqlmodel import col, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ids import ParcelId, TeamId
from storage.plain import Values, Writes
from storage.queries.base import Queries, upsert
from storage.tables.speaking import WAITING_KEYS, Parcel
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from storage.vocabulary.people import Language

_STANDING = (ParcelState.WAITING, ParcelState.CLAIMED, ParcelState.UNCERTAIN)


_TABLE: Final = Parcel.__table__  # type: ignore[attr-defined]


_WAITING_UNDER: Final = Values(
    select(Parcel.coalesce_key).where(
        col(Parcel.coalesce_key).in_(bindparam("keys", expanding=True)), text(WAITING_KEYS)
    )
)


def _replacing(dialect: str, with_values: bool) -> Any:
    statement = upsert(dialect, _TABLE)
    fresh, waiting = statement.excluded, _TABLE.c
    changed: dict[str, Any] = {
        "lane": case((fresh.lane < waiting.lane, fresh.lane), else_=waiting.lane),
        "expires_at": fresh.expires_at,
        "sound": or_(waiting.sound, fresh.sound),
    }
    if with_values:  # a mere "draw it again" keeps what was to be said
        changed["values"] = fresh["values"]
    return statement.on_conflict_do_update(
        index_elements=["coalesce_key"], index_where=text(WAITING_KEYS), set_=changed
    )


class _Way(enum.Enum):
    """How a parcel becomes a row: as a new one, or in the place of one that waits under its key."""

    NEW = enum.auto()
    AGAIN = enum.auto()
    SAYS_MORE = enum.auto()


_POSTED_COLUMNS: Final = (
    "id",
    "team_id",
    "stream",
    "lane",
    "kind",
    "subject_id",
    "audience",
    "language",
    "values",
    "frozen_text",
    "coalesce_key",
    "sound",
    "posted_at",
    "not_before",
    "expires_at",
    "state",
    "attempts",
    "text_hash",
    "last_error",
)
_POSTED: Final = {
    _Way.NEW: Writes(lambda _: insert(_TABLE), _POSTED_COLUMNS),
    _Way.AGAIN: Writes(lambda dialect: _replacing(dialect, with_values=False), _POSTED_COLUMNS),
    _Way.SAYS_MORE: Writes(lambda dialect: _replacing(dialect, with_values=True), _POSTED_COLUMNS),
}


def _way(row: Mapping[str, Any]) -> _Way:
    if row["coalesce_key"] is None:
        return _Way.NEW
    return _Way.SAYS_MORE if row["values"] else _Way.AGAIN


class Outbox(Queries):
    """Parcels. What an act posts is written by `flush`, just before the commit, in the order of posting."""

    def __init__(self, session: AsyncSession, now: datetime, new_id: Callable[[], str]) -> None:
        super().__init__(session)
        self._now = now
        self._new_id = new_id
        self._posted: list[dict[str, Any]] = []
        self._loud: set[str] = set()
        #: Parcels this act has written so far.
        self.written = 0

    def post(
        self,
        kind: ParcelKind,
        *,
        team: TeamId | None,
        stream: str,
        audience: str,
        lane: Lane,
        subject: str = "",
        values: Mapping[str, Any] | None = None,
        language: Language | None = None,
        coalesce: str | None = None,
        sound: bool = False,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        frozen_text: str | None = None,
    ) -> ParcelId:
        """Put something to be said into the outbox.

        With `coalesce` a parcel that still waits under the same key is replaced: a card is drawn from
        today's state anyway.
        """
        parcel = ParcelId(self._new_id())
        if sound:
            self._loud.add(audience)
        self._posted.append(
            {
                "id": parcel,
                "team_id": team,
                "stream": stream,
                "lane": int(lane),
                "kind": kind,
                "subject_id": subject,
                "audience": audience,
                "language": language,
                "values": dict(values or {}),
                "frozen_text": frozen_text,
                "coalesce_key": coalesce,
                "sound": sound,
                "posted_at": self._now,
                "not_before": not_before,
                "expires_at": expires_at,
                "state": ParcelState.WAITING,
                "attempts": 0,
                "text_hash": "",
                "last_error": "",
            }
        )
        return parcel

    @property
    def posted(self) -> bool:
        """Has this act anything to say?"""
        return bool(self._posted)

    async def waiting_among(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys under which a parcel waits, posted by an earlier act."""
        return {key for (key,) in await _WAITING_UNDER.all(self._session, keys=keys)} if keys else set()

    async def flush(self) -> None:
        """Write what was posted, in order; called by the transaction before it commits."""
        for way, rows in itertools.groupby(self._newest_of_each_key(), key=_way):
            many = list(rows)
            await _POSTED[way].run(self._session, many)
            self.written += len(many)
        self._posted.clear()
        self._loud.clear()

    def _newest_of_each_key(self) -> list[dict[str, Any]]:
        """One parcel of each key, where the newest stood: as urgent and as loud as the most urgent and loudest."""
        newest: dict[str, int] = {}
        for index, row in enumerate(self._posted):
            if (key := row["coalesce_key"]) is None:
                continue
            if (earlier := newest.get(key)) is not None:
                before = self._posted[earlier]
                row["lane"] = min(row["lane"], before["lane"])
                row["sound"] = row["sound"] or before["sound"]
                row["values"] = row["values"] or before["values"]
            newest[key] = index
        return [
            row
            for index, row in enumerate(self._posted)
            if row["coalesce_key"] is None or newest[row["coalesce_key"]] == index
        ]

    async def hold(self, parcel: ParcelId) -> Parcel | None:
        return await self._hold(select(Parcel).where(Parcel.id == parcel))

    async def parked(self, team: TeamId | None, limit: int = 20) -> Sequence[Parcel]:
        """What could not be delivered, newest first."""
        query = select(Parcel).where(Parcel.state == ParcelState.PARKED)
        if team is not None:
            query = query.where(Parcel.team_id == team)
        return await self._all(query.order_by(col(Parcel.seq).desc()).limit(limit))

    async def counts(self) -> dict[ParcelState, int]:
        """How many parcels stand in each open state."""
        query = (
            select(Parcel.state, func.count()).where(col(Parcel.state).in_(_STANDING)).group_by(col(Parcel.state))
        )
        return {ParcelState(state): int(count) for state, count in (await self._session.exec(query)).all()}

    async def oldest_waiting_at(self) -> datetime | None:
        """Since when the oldest waiting parcel waits."""
        query = select(func.min(col(Parcel.posted_at))).where(Parcel.state == ParcelState.WAITING)
        return (await self._session.exec(query)).one()

    def sounds_now(self, audience: str) -> bool:
        """Has this very act something loud for this audience already?"""
        return audience in self._loud

    async def sounded_since(self, audience: str, since: datetime) -> bool:
        """Was something loud said to this audience since then, or waits to be?"""
        query = (
            select(Parcel.seq)
            .where(Parcel.audience == audience, col(Parcel.sound), Parcel.posted_at > since)
            .limit(1)
        )
        return (await self._session.exec(query)).first() is not None

    async def was_posted(self, kind: ParcelKind, subject: str, since: datetime) -> bool:
        """Was something of this kind said about this since then, or waits to be?"""
        query = (
            select(Parcel.seq)
            .where(Parcel.kind == kind, Parcel.subject_id == subject, Parcel.posted_at >= since)
            .limit(1)
        )
        return (await self._session.exec(query)).first() is not None

    async def withdraw(self, *, kinds: Collection[ParcelKind], subject: str, stream: str | None = None) -> None:
        """Take back what still waits: a warning for a clock that was just met, a call somebody answered."""
        query = update(Parcel).where(
            col(Parcel.subject_id) == subject,
            col(Parcel.kind).in_(kinds),
            col(Parcel.state) == ParcelState.WAITING,
        )
        if stream is not None:
            query = query.where(col(Parcel.stream) == stream)
        await self._session.exec(query.values(state=ParcelState.SUPERSEDED, delivered_at=self._now))
