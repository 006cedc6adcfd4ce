"""The pump's side of the outbox: what may go, claims and how they ended, what dead pumps left behind."""

import functools
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Update, bindparam, func, literal, or_, update
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from bot.ids import IncidentId, TeamId
from storage.columns import UtcDateTime, Word
from storage.plain import Rows, Values, Writes
from storage.queries.base import Queries, lapsed
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.tables.teams import Team
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState

_TABLE: Final = Parcel.__table__  # type: ignore[attr-defined]


def _is(state: ParcelState) -> Any:
    """In this state, which stands in the statement as a word: the table has an index of what waits, so that SQLite
    plans a statement anew whenever a value is bound there (75 of 90 us)."""
    return _TABLE.c.state == literal(state, Word(ParcelState), literal_execute=True)


#: Asked by every flush of a storm whose card waits for its turn.
_ROOMS: Final = Values(
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
    .where(col(Incident.id).in_(bindparam("incidents", expanding=True)))
)


@functools.cache
def _waiting(shut: tuple[bool, ...]) -> Rows[Parcel]:
    """With one `chats<n>` for each of `shut`, whose parcels are left out; True: only those of `lanes<n>`."""
    query = select(Parcel).where(
        _is(ParcelState.WAITING),
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
    .where(_is(ParcelState.UNCERTAIN))
    .order_by(col(Parcel.lane), col(Parcel.seq))
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)


_WAITING_OF: Final = Rows(
    select(Parcel)
    .where(_is(ParcelState.WAITING), col(Parcel.team_id) == bindparam("team"))
    .order_by(col(Parcel.lane), col(Parcel.seq))
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


class Room(NamedTuple):
    """Where an incident speaks: its topic if it has one, and the chat that serves without."""

    topic_id: int | None
    topic_chat_id: int | None
    topic_state: TopicState
    chat_id: int | None


class Parcels(Queries):
    """Parcels on their way out."""

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

    async def waiting_of(self, team: TeamId) -> Sequence[Parcel]:
        """All parcels of this team that wait, urgent lanes first, then in the order of posting; changed by
        `choose`."""
        return await _WAITING_OF.all(self._session, team=team)

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
        rows = await _ROOMS.all(self._session, incidents=list(incidents))
        return {row[0]: Room(row[1], row[2], TopicState(row[3]), row[6] if row[4] else row[5]) for row in rows}
