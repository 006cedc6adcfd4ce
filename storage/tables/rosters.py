"""Who is on duty when: rotations, exceptions to them, leave; and what a person says about being called."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.ids import PersonId, RotationId, TeamId
from storage import columns
from storage.tables.base import Row
from storage.vocabulary.calls import ShiftDays


class Rotation(Row, table=True):
    """People who take turns, `days_each` days each, from `begins` to `ends` (local time of the team; equal: round
    the clock; an end before the beginning lies on the next day)."""

    __tablename__ = "rotation"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: RotationId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    name: str = Field(max_length=60)
    people: list[str] = columns.values(default_factory=list)
    starts_on: str = Field(max_length=10)
    begins: str = Field(default="09:00", max_length=5)
    ends: str = Field(default="09:00", max_length=5)
    days_each: int = 7
    days: ShiftDays = columns.word(ShiftDays, default=ShiftDays.EVERY)
    made_by: PersonId | None = columns.id_field(default=None, nullable=True)
    created_at: datetime = columns.moment()


class Exchange(Row, table=True):
    """Somebody stands in for a while: during it, he and nobody else is on duty in this rotation (all of them when
    none is named)."""

    __tablename__ = "exchange"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    rotation_id: RotationId | None = columns.id_field(default=None, nullable=True)
    person_id: PersonId = columns.id_field()
    begins_at: datetime = columns.moment()
    ends_at: datetime = columns.moment()
    made_by: PersonId | None = columns.id_field(default=None, nullable=True)
    created_at: datetime = columns.moment()


class Leave(Row, table=True):
    """Somebody is away: nobody calls him, and his shifts are gaps until somebody stands in."""

    __tablename__ = "leave"

    id: str = columns.id_field(primary_key=True)
    person_id: PersonId = columns.id_field(foreign_key="person.id", index=True)
    begins_at: datetime = columns.moment()
    ends_at: datetime = columns.moment()
    created_at: datetime = columns.moment()


class Habits(Row, table=True):
    """What a person says about being called: quiet hours per severity, and his code for the duty page.

    `quiet` holds `{"S3": ["23:00", "08:00"]}`; a severity that is not there follows the desk's figures. The code
    is kept as scrypt says it; `wrong_codes` counts since the last right one.
    """

    __tablename__ = "habits"

    person_id: PersonId = columns.id_field(primary_key=True, foreign_key="person.id")
    quiet: dict[str, list[str]] = columns.values(default_factory=dict)
    code_salt: str = Field(default="", max_length=64)
    code_hash: str = Field(default="", max_length=128)
    wrong_codes: int = 0
    locked_at: datetime | None = columns.moment(default=None, nullable=True)
