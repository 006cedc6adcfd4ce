"""What was said where, what chats are like, and what was lately sent to them."""

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import CompoundSelect, Integer, bindparam, case, func, union, update
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from bot.ids import IncidentId, TeamId
from storage.columns import Word
from storage.plain import Rows, Values, Writes, looked_at
from storage.queries.base import Queries, upsert
from storage.tables.alerts import Alert
from storage.tables.speaking import Budget, Chat, Parcel, Spoken
from storage.vocabulary.parcels import ParcelKind, ParcelState

# Built once: on the pump's path a statement costs more to build than to run.
_SHOWING: Final = (
    select(Spoken)
    .where(
        Spoken.kind == bindparam("kind", type_=Word(ParcelKind)),
        Spoken.subject_id == bindparam("subject"),
        col(Spoken.alive),
    )
    .order_by(col(Spoken.drawn_at), col(Spoken.id))
)
_SHOWING_TO: Final = looked_at(_SHOWING.where(Spoken.audience == bindparam("audience")))
_FIRST_ALERTS: Final = (
    columns_of(col(Alert.id))
    .where(col(Alert.incident_id) == bindparam("incident"))
    .order_by(col(Alert.id))
    .limit(bindparam("most", type_=Integer))
)


def _standing_or_coming(subjects: Any) -> CompoundSelect[Any]:
    """Kind, subject and audience of what shows one of these subjects, or is just being sent."""
    kinds = bindparam("kinds", expanding=True, type_=Word(ParcelKind))
    return union(
        columns_of(col(Spoken.kind), col(Spoken.subject_id), col(Spoken.audience)).where(
            col(Spoken.kind).in_(kinds), col(Spoken.subject_id).in_(subjects), col(Spoken.alive)
        ),
        columns_of(col(Parcel.kind), col(Parcel.subject_id), col(Parcel.audience)).where(
            col(Parcel.state).in_([ParcelState.CLAIMED, ParcelState.UNCERTAIN]),
            col(Parcel.kind).in_(kinds),
            col(Parcel.subject_id).in_(subjects),
        ),
    )


_SHOWN: Final = Values(_standing_or_coming(bindparam("subjects", expanding=True)))
_SHOWN_FIRST_ALERTS: Final = Values(_standing_or_coming(_FIRST_ALERTS.scalar_subquery()))


class Shown(NamedTuple):
    """What a message shows, or one that is just being sent, and to whom."""

    kind: ParcelKind
    subject: str
    audience: str


class Messages(Queries):
    """Messages of ours that stand in chats."""

    async def showing(self, kind: ParcelKind, subject: str, audience: str | None = None) -> Sequence[Spoken]:
        """Living messages that show this, oldest first."""
        if audience is None:
            return await self._all(_SHOWING, kind=kind, subject=subject)
        return await self._all(_SHOWING_TO, kind=kind, subject=subject, audience=audience)

    async def standing(self, audience: str, kinds: Collection[ParcelKind]) -> Sequence[Spoken]:
        """The newest living messages of these kinds before this audience, newest first."""
        query = select(Spoken).where(Spoken.audience == audience, col(Spoken.kind).in_(kinds), col(Spoken.alive))
        return await self._all(query.order_by(col(Spoken.message_id).desc()).limit(50))

    async def standing_or_coming(self, kinds: Collection[ParcelKind], subjects: Collection[str]) -> list[Shown]:
        """Wherever any of these stands or is just being sent, each place once, in a fixed order."""
        return await self._shown(_SHOWN, kinds=list(kinds), subjects=list(subjects))

    async def of_first_alerts(self, kinds: Collection[ParcelKind], incident: IncidentId, most: int) -> list[Shown]:
        """The same for the first alerts of an incident: one question, because a storm asks it at every flush."""
        return await self._shown(_SHOWN_FIRST_ALERTS, kinds=list(kinds), incident=incident, most=most)

    async def _shown(self, query: Values, **params: Any) -> list[Shown]:
        return sorted([Shown(*row) for row in await query.all(self._session, **params)])

    async def at(self, bot_id: int, chat_id: int, message_id: int) -> Spoken | None:
        """What this message of ours shows."""
        query = select(Spoken).where(
            Spoken.bot_id == bot_id, Spoken.chat_id == chat_id, Spoken.message_id == message_id
        )
        return await self._one(query)

    async def keep(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """What these messages show from now on; a message that was known is brought up to date."""
        if not rows:
            return
        await _KEPT.run(self._session, rows)

    async def redrawn(self, bot_id: int, chat_id: int, message_id: int, **columns: Any) -> None:
        """An edit, a pin or a deletion of a message of ours, if it is known."""
        query = update(Spoken).where(
            col(Spoken.bot_id) == bot_id, col(Spoken.chat_id) == chat_id, col(Spoken.message_id) == message_id
        )
        await self._session.exec(query.values(**columns))

    async def bury(self, spoken: Collection[str]) -> None:
        """These messages are gone, or no longer the ones to look at."""
        if spoken:
            await self._session.exec(update(Spoken).where(col(Spoken.id).in_(spoken)).values(alive=False))


class Chats(Queries):
    """Chats and their budgets."""

    async def find(self, chat_id: int) -> Chat | None:
        return await self._one(select(Chat).where(Chat.chat_id == chat_id))

    async def of_team(self, team: TeamId) -> Sequence[Chat]:
        return await self._all(select(Chat).where(Chat.team_id == team).order_by(col(Chat.chat_id)))

    async def hold_budgets(self, bot_id: int, chats: Collection[int]) -> dict[int, Budget]:
        """The sliding logs of these chats, held in one order for all pumps; changed by `spend`."""
        held = await _BUDGETS.all(self._session, bot=bot_id, chats=list(chats))
        return {row.chat_id: row for row in held}

    async def spend(self, budgets: Sequence[Budget]) -> None:
        """Write what was set on these held budgets."""
        await _SPENT.run(self._session, [dict(zip(_SPENT_NAMES, _spent(row), strict=True)) for row in budgets])

    async def make_budgets(self, bot_id: int, chats: Collection[int]) -> None:
        """Rows for chats that were never spoken to, so that there is something to hold."""
        statement = upsert(self._dialect, Budget).on_conflict_do_nothing()
        await self._session.exec(
            statement, params=[{"bot_id": bot_id, "chat_id": chat, "sent_at": []} for chat in sorted(chats)]
        )

    async def moved(self) -> dict[int, int]:
        """Groups that became supergroups: old id → new id."""
        query = select(Chat.chat_id, Chat.became_chat_id).where(col(Chat.became_chat_id).is_not(None))
        return {old: new for old, new in (await self._session.exec(query)).all() if new is not None}

    async def last_message_ids(self, chats: Collection[int]) -> dict[int, int]:
        """The newest message known in each of these chats."""
        query = select(Chat.chat_id, Chat.last_message_id).where(col(Chat.chat_id).in_(chats))
        return {chat: last for chat, last in (await self._session.exec(query)).all() if last is not None}

    async def heard(self, newest: Mapping[int, int]) -> None:
        """Messages seen in chats, ours or other people's: chat → message id. Never goes back."""
        if not newest:
            return
        rows = [{**_plain_chat(chat), "last_message_id": newest[chat]} for chat in sorted(newest)]
        await _HEARD.run(self._session, rows)


_BUDGETS: Final = Rows(
    select(Budget)
    .where(col(Budget.bot_id) == bindparam("bot"), col(Budget.chat_id).in_(bindparam("chats", expanding=True)))
    # That of all chats (0) first: everybody waits there, and for nobody else with some of the others in hand.
    .order_by(col(Budget.chat_id) != 0, col(Budget.chat_id))
    .with_for_update()
)
_BUDGET: Final = Budget.__table__  # type: ignore[attr-defined]
_SPENT_COLUMNS: Final = ("sent_at", "answered_at", "paused_until")
_SPENT_NAMES: Final = tuple(f"b_{name}" for name in ("bot_id", "chat_id", *_SPENT_COLUMNS))
_spent = attrgetter("bot_id", "chat_id", *_SPENT_COLUMNS)
_SPENT: Final = Writes(
    lambda _: (
        update(_BUDGET)
        .where(_BUDGET.c.bot_id == bindparam("b_bot_id"), _BUDGET.c.chat_id == bindparam("b_chat_id"))
        .values({name: bindparam(f"b_{name}", type_=_BUDGET.c[name].type) for name in _SPENT_COLUMNS})
    ),
    _SPENT_NAMES,
)


def _kept(dialect: str) -> Any:
    statement = upsert(dialect, Spoken.__table__)  # type: ignore[attr-defined]
    fresh = statement.excluded
    renewed = ("kind", "subject_id", "values", "drawn_at", "text_hash", "alive")
    return statement.on_conflict_do_update(
        index_elements=["bot_id", "chat_id", "message_id"], set_={name: fresh[name] for name in renewed}
    )


def _heard(dialect: str) -> Any:
    statement = upsert(dialect, Chat.__table__)  # type: ignore[attr-defined]
    fresh = statement.excluded.last_message_id
    known = func.coalesce(col(Chat.last_message_id), 0)
    return statement.on_conflict_do_update(
        index_elements=["chat_id"], set_={"last_message_id": case((fresh > known, fresh), else_=known)}
    )


_KEPT: Final = Writes(_kept, [column.name for column in Spoken.__table__.columns])  # type: ignore[attr-defined]


def _plain_chat(chat_id: int) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "kind": "",
        "title": "",
        "is_forum": False,
        "rights": {},
        "topics": {},
        "trouble": "",
    }


_HEARD: Final = Writes(_heard, [*_plain_chat(0), "last_message_id"])
