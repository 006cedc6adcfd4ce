"""Teams and people. People are global, membership and roles belong to a team."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.ids import PersonId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.people import Language, Standing


class Team(Row, table=True):
    """One crisis team: a forum group, a zone, a language, its policies."""

    __tablename__ = "team"

    id: TeamId = columns.id_field(primary_key=True)
    name: str = Field(max_length=100, unique=True)
    position: int = 0
    chat_id: int | None = columns.telegram_id(default=None, unique=True, nullable=True)
    restricted_chat_id: int | None = columns.telegram_id(default=None, nullable=True)
    timezone: str = Field(default="Asia/Shanghai", max_length=64)
    language: Language = columns.word(Language, default=Language.ZH)
    policies: dict[str, Any] = columns.values(default_factory=dict)
    created_at: datetime = columns.moment()


class Person(Row, table=True):
    """A human being. `started_at` says since when the desk can write to him in private."""

    __tablename__ = "person"

    id: PersonId = columns.id_field(primary_key=True)
    telegram_user_id: int | None = columns.telegram_id(default=None, unique=True, nullable=True)
    name: str = Field(max_length=100)
    username: str = Field(default="", max_length=64)
    language: Language | None = columns.word(Language, default=None, nullable=True)
    timezone: str = Field(default="", max_length=64)
    started_at: datetime | None = columns.moment(default=None, nullable=True)
    blocked_at: datetime | None = columns.moment(default=None, nullable=True)
    created_at: datetime = columns.moment()


class Member(Row, table=True):
    """A person in a team. `duties` are the roles he usually takes, in order; `on_duty` is called first."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("team_id", "person_id"),
        CheckConstraint(one_of("standing", Standing), name="standing"),
    )

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    person_id: PersonId = columns.id_field(foreign_key="person.id", index=True)
    standing: Standing = columns.word(Standing, default=Standing.MEMBER)
    duties: list[str] = columns.values(default_factory=list)
    on_duty: bool = False
    #: Belongs to the team's restricted group too: sees and works on restricted incidents.
    restricted: bool = False
    left_at: datetime | None = columns.moment(default=None, nullable=True)
    joined_at: datetime = columns.moment()


class Counter(Row, table=True):
    """Running numbers per team, kind and year; held in the opening's transaction."""

    __tablename__ = "counter"

    team_id: TeamId = columns.id_field(primary_key=True, foreign_key="team.id")
    name: str = Field(primary_key=True, max_length=20)
    year: int = Field(primary_key=True)
    value: int = 0


class Stamp(Row, table=True):
    """Single facts about the database itself: which bot or sandbox it belongs to, claim codes."""

    __tablename__ = "stamp"

    name: str = Field(primary_key=True, max_length=60)
    value: str = columns.text()
    stamped_at: datetime = columns.moment()


class Chore(Row, table=True):
    """When a calendar chore last ran, so that a missed one is caught up once."""

    __tablename__ = "chore"

    name: str = Field(primary_key=True, max_length=60)
    last_run_at: datetime = columns.moment()
