"""Questions of journalists: until when, who answers, and the answer with the sheet it was taken from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, InquiryId, PersonId, SheetId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.inquiries import InquiryState


class MediaInquiry(Row, table=True):
    """One question of one outlet.

    `sheet_id` and `sheet_version` name the version the answer was taken from, or, while it is open, the one that
    whoever answers has in hand; an answer without a sheet is a standing line, word for word. `review_reason` says
    since `needs_review` why a given answer wants another look.
    """

    __tablename__ = "media_inquiry"
    __table_args__ = (
        UniqueConstraint("incident_id", "number"),
        CheckConstraint(one_of("state", InquiryState), name="state"),
    )

    id: InquiryId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    outlet: str = columns.text()
    question: str = columns.text()
    due_at: datetime = columns.moment()
    state: InquiryState = columns.word(InquiryState, default=InquiryState.OPEN)
    owner_id: PersonId | None = columns.id_field(default=None, nullable=True)
    noted_by: PersonId | None = columns.id_field(default=None, nullable=True)
    noted_at: datetime = columns.moment()
    answer: str = columns.text(default="")
    answer_hash: str = Field(default="", max_length=64)
    sheet_id: SheetId | None = columns.id_field(default=None, nullable=True)
    sheet_version: int = 0
    fact_ids: list[str] = columns.values(default_factory=list)
    #: Why it was declined or withdrawn.
    reason: str = columns.text(default="")
    settled_by: PersonId | None = columns.id_field(default=None, nullable=True)
    settled_at: datetime | None = columns.moment(default=None, nullable=True)
    needs_review: datetime | None = columns.moment(default=None, nullable=True)
    review_reason: str = columns.text(default="")
