"""Frontline groups, people seen there, receipts."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.ids import FrontlineGroupId, PersonId, SheetId, TeamId
from storage.queries.base import Queries
from storage.tables.frontline import FrontlineGroup, FrontlinePerson, Receipt
from storage.vocabulary.frontline import GuardMode


class Frontline(Queries):
    """Those who answer users."""

    async def by_chat(self, chat_id: int) -> FrontlineGroup | None:
        """The group of this chat, also when it is off."""
        return await self._one(select(FrontlineGroup).where(FrontlineGroup.chat_id == chat_id))

    async def of_team(self, team: TeamId) -> Sequence[FrontlineGroup]:
        """Groups in use, the oldest first."""
        query = select(FrontlineGroup).where(FrontlineGroup.team_id == team, FrontlineGroup.mode != GuardMode.OFF)
        return await self._all(query.order_by(col(FrontlineGroup.id)))

    async def seen(self, team: TeamId) -> Sequence[PersonId]:
        """Everybody seen in the team's groups, each once, in the order they came."""
        query = (
            select(FrontlinePerson.person_id)
            .join(FrontlineGroup, col(FrontlineGroup.id) == col(FrontlinePerson.group_id))
            .where(FrontlineGroup.team_id == team, FrontlineGroup.mode != GuardMode.OFF)
            .order_by(col(FrontlinePerson.id))
        )
        return [PersonId(one) for one in dict.fromkeys((await self._session.exec(query)).all())]

    async def person(self, group: FrontlineGroupId, person: PersonId) -> FrontlinePerson | None:
        query = select(FrontlinePerson).where(
            FrontlinePerson.group_id == group, FrontlinePerson.person_id == person
        )
        return await self._one(query)

    async def receipts(self, sheet: SheetId) -> Sequence[Receipt]:
        """Who has read this version, in order."""
        return await self._all(select(Receipt).where(Receipt.sheet_id == sheet).order_by(col(Receipt.id)))
