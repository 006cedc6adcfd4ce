"""Message sheets and standing lines: what may be said, by whom, where, and until when."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class Audience(OpenWord):
    """For whom a sheet is (message-sheet.md 4.1)."""

    PUBLIC = "public"
    AFFECTED = "affected"
    PARTNERS = "partners"
    STAFF = "staff"
    MEDIA = "media"
    REGULATOR = "regulator"
    UNKNOWN = "unknown"


class SheetState(StrEnum):
    """One sheet of an incident and audience is current; every other one answers with the current version."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CURRENT = "current"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    RETRACTED = "retracted"

    @property
    def open(self) -> bool:
        """May its content still change?"""
        return self in (SheetState.DRAFT, SheetState.IN_REVIEW)


class Fault(StrEnum):
    """Whose fault it is, in the words of the check (`messages.screening.sheet.Responsibility`)."""

    UNKNOWN = "unknown"
    OURS = "ours"
    SHARED = "shared"
    NOT_OURS = "not_ours"


class Stance(OpenWord):
    """The chosen strategy, from `messages/library/strategies`."""

    CARE = "care"
    CORRECT = "correct"
    EXPLAIN = "explain"
    APOLOGIZE = "apologize"
    REMEDY = "remedy"
    DENY = "deny"
    WATCH = "watch"
    UNKNOWN = "unknown"


class Channel(OpenWord):
    """Where words go out. Lengths and rules per channel are data, not these words."""

    DOUYIN_COMMENT = "douyin_comment"
    VIDEO_CAPTION = "video_caption"
    PRIVATE_MESSAGE = "private_message"
    LIVE_SPOKEN = "live_spoken"
    LIVE_CARD = "live_card"
    WEIBO = "weibo"
    OFFICIAL_ACCOUNT = "official_account"
    WECHAT_COMPLAINT = "wechat_complaint"
    WECHAT_DISPUTE = "wechat_dispute"
    PHONE_SCRIPT = "phone_script"
    MEDIA_ANSWER = "media_answer"
    STAFF_NOTE = "staff_note"
    UNKNOWN = "unknown"


class ItemKind(OpenWord):
    """The parts of a sheet (message-sheet.md 4.1)."""

    HOLDING = "holding"
    KEY = "key"
    QA = "qa"
    SLOT = "slot"
    CHANNEL_TEXT = "channel_text"
    DO_NOT_SAY = "do_not_say"
    CONTACT = "contact"
    REMEDY = "remedy"
    THIRD_PARTY = "third_party"
    SPOKESPERSON = "spokesperson"
    ASSET = "asset"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """May an item be put into own words? A verbatim one may not, not by a comma."""

    VERBATIM = "verbatim"
    ADAPTABLE = "adaptable"


class StopLossStage(StrEnum):
    """Which standing line is true: before the harmful thing is stopped, or after."""

    BEFORE = "before"
    AFTER = "after"
