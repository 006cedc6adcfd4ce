"""Certificates of those who speak for a brand."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.ids import PersonId, TeamId
from storage.queries.base import Queries
from storage.tables.certificates import Certificate


class Certificates(Queries):
    """Who may speak for a team, and until when."""

    async def of_team(self, team: TeamId) -> Sequence[Certificate]:
        """All that nobody has taken back, expired ones too, the oldest first."""
        query = select(Certificate).where(Certificate.team_id == team, col(Certificate.taken_back_at).is_(None))
        return await self._all(query.order_by(col(Certificate.id)))

    async def of_person(self, team: TeamId, person: PersonId) -> Sequence[Certificate]:
        """This person's, as above."""
        return [row for row in await self.of_team(team) if row.person_id == person]
