"""Acts on a comment section, with the reason and whoever agreed."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from bot.ids import CommentActId, IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.comments import CommentAct, CommentReason, CommentState


class CommentAction(Row, table=True):
    """Somebody wants comments deleted, a user shut out, or the section closed; somebody else decides."""

    __tablename__ = "comment_action"
    __table_args__ = (
        CheckConstraint(one_of("act", CommentAct), name="act"),
        CheckConstraint(one_of("state", CommentState), name="state"),
    )

    id: CommentActId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    act: CommentAct = columns.word(CommentAct)
    reason: CommentReason = columns.word(CommentReason)
    target: str = Field(default="", max_length=400)
    state: CommentState = columns.word(CommentState, default=CommentState.ASKED)
    asked_by: PersonId = columns.id_field()
    asked_at: datetime = columns.moment()
    decided_by: PersonId | None = columns.id_field(default=None, nullable=True)
    decided_at: datetime | None = columns.moment(default=None, nullable=True)
