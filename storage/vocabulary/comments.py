"""What is done to a comment section: an act, not a text, and one that the public notices."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class CommentAct(StrEnum):
    """Taking comments away, shutting somebody out, closing the section."""

    DELETE = "delete"
    SHUT_OUT = "shut_out"
    CLOSE = "close"


class CommentReason(OpenWord):
    """Why that is allowed at all. Criticism is no reason: deleted complaints come back as screenshots."""

    PERSONAL_DATA = "personal_data"
    ABUSE = "abuse"
    FRAUD = "fraud"
    SPAM = "spam"
    ILLEGAL = "illegal"
    IMPERSONATION = "impersonation"
    UNKNOWN = "unknown"


class CommentState(StrEnum):
    """Asked, agreed to, or turned down."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
