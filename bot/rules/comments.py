"""R-C17: deleting comments, shutting somebody out, closing the section need a listed reason and a second person.

Silent deletion is the worst option (message-sheet.md 4.4): what disappears comes back as a screenshot.
"""

from collections.abc import Collection
from typing import Final

from bot.errors import DeskError
from storage.vocabulary.comments import CommentAct, CommentReason
from storage.vocabulary.roles import RoleKind

#: Who may agree: those who answer for words, and for law.
AGREEING: Final = frozenset({RoleKind.COMMUNICATIONS_LEAD, RoleKind.LEGAL, RoleKind.COMMANDER})
#: Closing the section silences everybody; the reasons that concern single comments do not carry it.
_FOR_ALL: Final = frozenset({CommentReason.PERSONAL_DATA, CommentReason.ILLEGAL, CommentReason.FRAUD})


class CommentReasonMissing(DeskError):
    """No reason of the list was given: `reasons` are those there are."""

    key = "refused-comment-reason"


class CommentReasonTooSmall(DeskError):
    """The reason concerns single comments, not the whole section."""

    key = "refused-comment-close"


class CommentApproverMissing(DeskError):
    """Whoever asks does not agree himself, and somebody who may agree is needed: `people`."""

    key = "refused-comment-approver"


def check_asked(act: CommentAct, reason: CommentReason | None) -> None:
    """May this be asked for?

    Raises:
        CommentReasonMissing: criticism, or no reason at all. CommentReasonTooSmall: the section for one spammer.
    """
    if reason is None or reason is CommentReason.UNKNOWN:
        raise CommentReasonMissing
    if act is CommentAct.CLOSE and reason not in _FOR_ALL:
        raise CommentReasonTooSmall


def check_agreed(
    reason: CommentReason, asked_by: str, agreed_by: str, roles: Collection[RoleKind], people: str = ""
) -> None:
    """May this person agree? Personal data of a customer may be taken away by anybody else of the team at once:
    there every minute harms, and nothing is hidden.

    Raises:
        CommentApproverMissing: it is the asker himself, or somebody without a role that may agree.
    """
    if asked_by == agreed_by:
        raise CommentApproverMissing(people=people)
    if reason is not CommentReason.PERSONAL_DATA and not any(role in AGREEING for role in roles):
        raise CommentApproverMissing(people=people)
