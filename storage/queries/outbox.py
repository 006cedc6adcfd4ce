"""The outbox: posting inside an act, claiming and settling by the pump."""

import enum
import functools
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Update, bindparam, case, func, or_, text, update
from sqlalchemy import select as columns_of
from sqlmodel import col, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ids import IncidentId, ParcelId, TeamId
from storage.columns import UtcDateTime
from storage.plain import Rows, Writes
from storage.queries.base import Queries, lapsed, upsert
from storage.tables.incidents import Incident
from storage.tables.speaking import WAITING_KEYS, Parcel
from storage.tables.teams import Team
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from storage.vocabulary.people import Language

_STANDING = (ParcelState.WAITING, ParcelState.CLAIMED, ParcelState.UNCERTAIN)


_TABLE: Final = Parcel.__table__  # type: ignore[attr-defined]


@functools.cache
def _waiting(shut: tuple[bool, ...]) -> Rows[Parcel]:
    """With one `chats<n>` for each of `shut`, whose parcels are left out; True: only those of `lanes<n>`."""
    query = select(Parcel).where(
        Parcel.state == ParcelState.WAITING,
        or_(
            col(Parcel.not_before).is_(None),
            col(Parcel.not_before) <= bindparam("now", type_=UtcDateTime),
            col(Parcel.attempts) > 0,
        ),
    )
    for number, some in enumerate(shut):
        chats: Any = bindparam(f"chats{number}", expanding=True)
        elsewhere = or_(col(Parcel.chat_id).is_(None), col(Parcel.chat_id).not_in(chats))
        lanes = col(Parcel.lane).not_in(bindparam(f"lanes{number}", expanding=True))
        query = query.where(or_(lanes, elsewhere) if some else elsewhere)
    query = query.order_by(col(Parcel.lane), col(Parcel.seq)).limit(bindparam("limit", type_=Integer))
    return Rows(query.with_for_update(skip_locked=True))


_UNCERTAIN: Final = Rows(
    select(Parcel)
    .where(Parcel.state == ParcelState.UNCERTAIN)
    .order_by(col(Parcel.lane), col(Parcel.seq))
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
_WAITING_UNDER: Final = select(Parcel.id).where(
    Parcel.coalesce_key == bindparam("key"), Parcel.state == ParcelState.WAITING
)


def _changing(columns: Sequence[str], *conditions: Any) -> Update:
    return (
        update(_TABLE)
        .where(_TABLE.c.seq == bindparam("b_seq"), *conditions)
        .values({name: bindparam(f"b_{name}", type_=_TABLE.c[name].type) for name in columns})
    )


_SETTLED_COLUMNS: Final = (
    "state",
    "last_error",
    "not_before",
    "delivered_at",
    "message_id",
    "lease_until",
    "audience",
    "last_known_id",
    "owner",
)
_SETTLED: Final = Writes(
    lambda _: _changing(_SETTLED_COLUMNS, _TABLE.c.owner == bindparam("by")),
    [*(f"b_{name}" for name in ("seq", *_SETTLED_COLUMNS)), "by"],
)
#: What a round of the pump changes on parcels it has chosen, dropped or put off.
_CHOSEN_COLUMNS: Final = (
    "state",
    "last_error",
    "not_before",
    "delivered_at",
    "owner",
    "lease_until",
    "attempts",
    "attempted_at",
    "chat_id",
    "last_known_id",
    "text_hash",
)
_CHOSEN: Final = Writes(lambda _: _changing(_CHOSEN_COLUMNS), [f"b_{name}" for name in ("seq", *_CHOSEN_COLUMNS)])
_chosen_values = attrgetter("seq", *_CHOSEN_COLUMNS)
_CHOSEN_NAMES: Final = tuple(f"b_{name}" for name in ("seq", *_CHOSEN_COLUMNS))


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


class Room(NamedTuple):
    """Where an incident speaks: its topic if it has one, and the chat that serves without."""

    topic_id: int | None
    topic_chat_id: int | None
    topic_state: TopicState
    chat_id: int | None


class Outbox(Queries):
    """Parcels. What an act posts is written by `flush`, just before the commit, in the order of posting."""

    def __init__(self, session: AsyncSession, now: datetime, new_id: Callable[[], str]) -> None:
        super().__init__(session)
        self._now = now
        self._new_id = new_id
        self._posted: list[dict[str, Any]] = []
        self._loud: set[str] = set()

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

    async def waits(self, key: str) -> bool:
        """Does a parcel wait under this key, posted by an earlier act?"""
        return (await self._session.exec(_WAITING_UNDER, params={"key": key})).first() is not None

    async def flush(self) -> None:
        """Write what was posted, in order; called by the transaction before it commits."""
        for way, rows in itertools.groupby(self._newest_of_each_key(), key=_way):
            await _POSTED[way].run(self._session, list(rows))
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

    # --- the pump's side ---

    async def waiting(
        self, now: datetime, limit: int, shut: Mapping[frozenset[Lane], Collection[int]] | None = None
    ) -> Sequence[Parcel]:
        """Parcels that may go out now, urgent lanes first, then in the order of posting; changed by `choose`.

        Also those that were tried and wait for their next try: they hold up what stands behind them in their
        stream. Left out is what is known to go, in lanes that are `shut` there, to one of those chats: a chat
        without budget would fill the window and hide the others.
        """
        params: dict[str, Any] = {"now": now, "limit": limit}
        shapes: list[bool] = []
        for lanes, chats in (shut or {}).items():
            if not chats:
                continue
            params[f"chats{len(shapes)}"] = list(chats)
            if some := len(lanes) < len(Lane):
                params[f"lanes{len(shapes)}"] = [int(lane) for lane in lanes]
            shapes.append(some)
        return await _waiting(tuple(shapes)).all(self._session, **params)

    async def uncertain(self, limit: int) -> Sequence[Parcel]:
        """Parcels that may stand in their chat already, urgent lanes first; changed by `choose`."""
        return await _UNCERTAIN.all(self._session, limit=limit)

    async def hold_uncertain(self, kind: ParcelKind) -> Sequence[Parcel]:
        """Parcels of this kind that may have been done already."""
        query = select(Parcel).where(Parcel.state == ParcelState.UNCERTAIN, Parcel.kind == kind)
        return await self._all(query.order_by(col(Parcel.seq)).with_for_update())

    async def choose(self, parcels: Sequence[Parcel]) -> None:
        """Write what a round of the pump has set on these parcels: claims with their marks, what was put off."""
        rows = [dict(zip(_CHOSEN_NAMES, _chosen_values(parcel), strict=True)) for parcel in parcels]
        await _CHOSEN.run(self._session, rows)

    async def claimed(self) -> Sequence[Parcel]:
        """Parcels some pump has in its hands now."""
        return await self._all(select(Parcel).where(Parcel.state == ParcelState.CLAIMED))

    async def chats_in_hand(self, chats: Collection[int]) -> set[int]:
        """Those of these chats for which some pump has a call under way, dead ones included until repaired."""
        query = select(Parcel.chat_id).where(Parcel.state == ParcelState.CLAIMED, col(Parcel.chat_id).in_(chats))
        return {chat for chat in (await self._session.exec(query)).all() if chat is not None}

    async def first_in_line(self, now: datetime, streams: Collection[str]) -> dict[tuple[str, int, str], int]:
        """The first waiting `seq` of each stream, lane and audience, also where another pump looks at it now."""
        query = (
            columns_of(col(Parcel.stream), col(Parcel.lane), col(Parcel.audience), func.min(col(Parcel.seq)))
            .where(
                col(Parcel.state) == ParcelState.WAITING,
                col(Parcel.stream).in_(streams),
                or_(col(Parcel.not_before).is_(None), col(Parcel.not_before) <= now, col(Parcel.attempts) > 0),
            )
            .group_by(col(Parcel.stream), col(Parcel.lane), col(Parcel.audience))
        )
        connection = await self._session.connection()
        return {(row[0], row[1], row[2]): row[3] or 0 for row in (await connection.execute(query)).all()}

    async def next_not_before(self, now: datetime) -> datetime | None:
        """When the next postponed parcel becomes ready."""
        query = select(func.min(col(Parcel.not_before))).where(
            col(Parcel.state).in_((ParcelState.WAITING, ParcelState.UNCERTAIN)), col(Parcel.not_before) > now
        )
        return (await self._session.exec(query)).one()

    async def abandoned(self, now: datetime, owner: str | None = None) -> Sequence[Parcel]:
        """Claimed parcels whose pump died before it told the outcome: their lease has run out.

        With `owner`, which is the only pump there can be, everybody else's too.
        """
        gone = lapsed(self._dialect, col(Parcel.lease_until), now)
        if owner is not None:
            gone = or_(gone, col(Parcel.owner) != owner)
        query = select(Parcel).where(Parcel.state == ParcelState.CLAIMED, gone)
        return await self._all(query.order_by(col(Parcel.seq)).with_for_update(skip_locked=True))

    async def stray(self, owner: str, known: Collection[int]) -> Sequence[Parcel]:
        """Parcels claimed by a commit whose answer was lost: this pump never had them in its hands."""
        query = select(Parcel).where(
            Parcel.state == ParcelState.CLAIMED, Parcel.owner == owner, col(Parcel.seq).not_in(known)
        )
        return await self._all(query.with_for_update(skip_locked=True))

    async def settle(self, owner: str, endings: Sequence[Mapping[str, Any]]) -> None:
        """Write how claims ended. Each ending holds `seq` and a value for each of `_SETTLED_COLUMNS`.

        A claim that somebody else has taken over meanwhile is left to him.
        """
        rows = [{"by": owner, **{f"b_{name}": value for name, value in ending.items()}} for ending in endings]
        await _SETTLED.run(self._session, rows)

    async def bequeath(self, older: Parcel) -> bool:
        """A newer parcel of the same key waits already: it takes over how urgent and how loud the older one was,
        and what it had to say where it has nothing of its own. False: there is none."""
        if older.coalesce_key is None:
            return False
        newer = await self._hold(
            select(Parcel).where(
                Parcel.coalesce_key == older.coalesce_key,
                Parcel.state == ParcelState.WAITING,
                Parcel.seq != older.seq,
            )
        )
        if newer is None:
            return False
        newer.lane = min(newer.lane, older.lane)
        newer.sound = newer.sound or older.sound
        newer.values = newer.values or older.values
        await self._session.flush()
        return True

    async def expire(self, now: datetime) -> None:
        """What is no longer worth saying is not said."""
        late = update(Parcel).where(
            col(Parcel.state).in_((ParcelState.WAITING, ParcelState.UNCERTAIN)), col(Parcel.expires_at) <= now
        )
        await self._session.exec(late.values(state=ParcelState.SUPERSEDED, last_error="expired", delivered_at=now))

    async def rooms_of_incidents(self, incidents: Collection[IncidentId]) -> dict[str, Room]:
        """Where these incidents speak, by id."""
        query = (
            columns_of(
                col(Incident.id),
                col(Incident.topic_id),
                col(Incident.topic_chat_id),
                col(Incident.topic_state),
                col(Incident.restricted),
                col(Team.chat_id),
                col(Team.restricted_chat_id),
            )
            .join(Team, col(Team.id) == col(Incident.team_id))
            .where(col(Incident.id).in_(incidents))
        )
        connection = await self._session.connection()
        rows = (await connection.execute(query)).all()
        return {row[0]: Room(row[1], row[2], TopicState(row[3]), row[6] if row[4] else row[5]) for row in rows}

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
