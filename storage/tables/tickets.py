"""Links to pages: each works once, for one person, for a short while."""

from datetime import datetime

from sqlmodel import Field

from bot.ids import PersonId, TeamId
from storage import columns
from storage.tables.base import Row


class Ticket(Row, table=True):
    """One link, by the SHA-256 of its secret: the secret itself is only in the link."""

    __tablename__ = "ticket"

    secret_hash: str = Field(primary_key=True, max_length=64)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    person_id: PersonId = columns.id_field(foreign_key="person.id")
    leads_to: str = Field(default="board", max_length=80)
    made_at: datetime = columns.moment()
    expires_at: datetime = columns.moment()
    used_at: datetime | None = columns.moment(default=None, nullable=True)
