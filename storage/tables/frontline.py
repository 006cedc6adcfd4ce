"""Frontline groups, who was seen there, and who has read which version."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.ids import FrontlineGroupId, IncidentId, PersonId, SheetId, TeamId
from storage import columns
from storage.tables import sheets  # noqa: F401  (a receipt refers to a sheet)
from storage.tables.base import Row, one_of
from storage.vocabulary.frontline import GuardMode
from storage.vocabulary.outlets import OutletKind


class FrontlineGroup(Row, table=True):
    """A Telegram group of people who answer users. `mode` off: no longer bound."""

    __tablename__ = "frontline_group"
    __table_args__ = (CheckConstraint(one_of("mode", GuardMode), name="mode"),)

    id: FrontlineGroupId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    chat_id: int = columns.telegram_id(unique=True)
    title: str = Field(default="", max_length=240)
    mode: GuardMode = columns.word(GuardMode, default=GuardMode.REMIND)
    bound_by: PersonId | None = columns.id_field(default=None, nullable=True)
    bound_at: datetime = columns.moment()


class FrontlineRobot(Row, table=True):
    """A robot in the group of another messenger, where the same people answer users: it brings the card there.

    `url` and `secret` are never shown again nor logged, and emptied when it is removed. `shown` is the end of the
    address's key, to tell two apart. `people`: how many read there, as somebody said; 0: nobody said.
    """

    __tablename__ = "frontline_robot"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    kind: OutletKind = columns.word(OutletKind)
    name: str = Field(max_length=60)
    url: str = columns.text()
    secret: str = columns.text(default="")
    shown: str = Field(default="", max_length=20)
    people: int = 0
    added_by: PersonId | None = columns.id_field(default=None, nullable=True)
    added_at: datetime = columns.moment()
    removed_at: datetime | None = columns.moment(default=None, nullable=True)


class FrontlinePerson(Row, table=True):
    """Somebody who wrote or pressed in a frontline group: Telegram lists members to no bot."""

    __tablename__ = "frontline_person"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: str = columns.id_field(primary_key=True)
    group_id: FrontlineGroupId = columns.id_field(foreign_key="frontline_group.id", index=True)
    person_id: PersonId = columns.id_field()
    seen_at: datetime = columns.moment()


class Receipt(Row, table=True):
    """Somebody has read this version: a person we know, or a name given behind a link.

    The next version has receipts of its own.
    """

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("sheet_id", "person_id"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    sheet_id: SheetId = columns.id_field(foreign_key="message_sheet.id")
    version: int
    person_id: PersonId | None = columns.id_field(default=None, nullable=True)
    name: str = Field(default="", max_length=60)
    #: The robot whose card led there.
    robot_id: str | None = columns.id_field(default=None, nullable=True)
    at: datetime = columns.moment()
