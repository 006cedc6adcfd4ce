"""Who is trained and trusted to speak for the brand: for which channels, and until when."""

from datetime import datetime

from sqlmodel import Field

from bot.ids import PersonId, TeamId
from storage import columns
from storage.tables.base import Row


class Certificate(Row, table=True):
    """One person's authorisation to speak. It ends by itself, and may be taken back before.

    `channels`: words of `Channel`, none for all. `what`: training or level, as it was typed.
    """

    __tablename__ = "certificate"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    person_id: PersonId = columns.id_field(foreign_key="person.id")
    channels: list[str] = columns.values(default_factory=list)
    what: str = Field(default="", max_length=120)
    valid_until: datetime = columns.moment()
    given_by: PersonId | None = columns.id_field(default=None, nullable=True)
    given_at: datetime = columns.moment()
    taken_back_at: datetime | None = columns.moment(default=None, nullable=True)
