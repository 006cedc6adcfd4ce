"""What was said where, what chats are like, and what was lately sent to them."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from bot.ids import TeamId
from storage.queries.base import Queries
from storage.tables.speaking import Budget, Chat, Spoken
from storage.vocabulary.parcels import ParcelKind


class Messages(Queries):
    """Messages of ours that stand in chats."""

    async def showing(self, kind: ParcelKind, subject: str, audience: str | None = None) -> Sequence[Spoken]:
        """Living messages that show this, oldest first."""
        query = select(Spoken).where(Spoken.kind == kind, Spoken.subject_id == subject, col(Spoken.alive))
        if audience is not None:
            query = query.where(Spoken.audience == audience)
        return await self._all(query.order_by(col(Spoken.drawn_at), col(Spoken.id)))

    async def at(self, bot_id: int, chat_id: int, message_id: int) -> Spoken | None:
        """What this message of ours shows."""
        query = select(Spoken).where(
            Spoken.bot_id == bot_id, Spoken.chat_id == chat_id, Spoken.message_id == message_id
        )
        return await self._one(query)


class Chats(Queries):
    """Chats and their budgets."""

    async def find(self, chat_id: int) -> Chat | None:
        return await self._one(select(Chat).where(Chat.chat_id == chat_id))

    async def of_team(self, team: TeamId) -> Sequence[Chat]:
        return await self._all(select(Chat).where(Chat.team_id == team).order_by(col(Chat.chat_id)))

    async def hold_budgets(self, bot_id: int, chats: Collection[int]) -> dict[int, Budget]:
        """The sliding logs of these chats, held in one order for all pumps."""
        query = (
            select(Budget)
            .where(Budget.bot_id == bot_id, col(Budget.chat_id).in_(chats))
            .order_by(col(Budget.chat_id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return {row.chat_id: row for row in await self._all(query)}
