"""What an answer of Telegram means for a delivery: one table, no decisions elsewhere.

The words are those of tdlib/telegram-bot-api and TDLib; where they are not documented they were read in its
source. An error that no row knows parks the parcel with Telegram's own words.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.gateways.errors import DeliverLater, DeliverNever
from bot.gateways.telegram import NotSent


class Ruling(StrEnum):
    """What to do about it."""

    DONE = "done"
    LATER = "later"
    UNKNOWN = "unknown"
    PAUSE_CHAT = "pause_chat"
    PLAIN_TEXT = "plain_text"
    TOPIC_GONE = "topic_gone"
    NO_TOPICS = "no_topics"
    RIGHT_MISSING = "right_missing"
    MIGRATED = "migrated"
    UNREACHABLE = "unreachable"
    MESSAGE_GONE = "message_gone"
    TOKEN_REVOKED = "token_revoked"  # noqa: S105  (a ruling, no secret)
    CHAT_GONE = "chat_gone"
    PARK = "park"


class Verdict(Struct, frozen=True):
    """A ruling, its reason as a short word or Telegram's own, and what goes with it.

    `seconds`: how long to wait (LATER, PAUSE_CHAT). `chat_id`: what the chat became (MIGRATED).
    """

    ruling: Ruling
    reason: str = ""
    seconds: float = 0.0
    chat_id: int | None = None


#: Telegram does not take a file by the id it gave: sending it again never helps.
FILE_REFUSED: Final = "file_refused"

# (part of the description in small letters, ruling, reason); the first that fits counts.
_BAD_REQUESTS: Final[tuple[tuple[str, Ruling, str], ...]] = (
    ("message is not modified", Ruling.DONE, "not_modified"),
    ("topic_not_modified", Ruling.DONE, "not_modified"),
    ("can't parse entities", Ruling.PLAIN_TEXT, "entities"),
    ("message thread not found", Ruling.TOPIC_GONE, "deleted"),
    ("topic_id_invalid", Ruling.TOPIC_GONE, "deleted"),
    ("topic_deleted", Ruling.TOPIC_GONE, "deleted"),
    ("topic_closed", Ruling.TOPIC_GONE, "closed"),
    ("the chat is not a forum", Ruling.NO_TOPICS, "topics_off"),
    ("not enough rights to create a topic", Ruling.NO_TOPICS, "topics_right"),
    ("not enough rights to manage topics", Ruling.RIGHT_MISSING, "topics_right"),
    ("not enough rights to manage pinned", Ruling.RIGHT_MISSING, "pin_right"),
    ("not enough rights to pin", Ruling.RIGHT_MISSING, "pin_right"),
    ("not enough rights to send", Ruling.CHAT_GONE, "muted"),
    ("have no rights to send", Ruling.CHAT_GONE, "muted"),
    ("chat_write_forbidden", Ruling.CHAT_GONE, "muted"),
    ("chat_admin_required", Ruling.RIGHT_MISSING, "admin_right"),
    ("message to edit not found", Ruling.MESSAGE_GONE, "edit"),
    ("message can't be edited", Ruling.MESSAGE_GONE, "edit"),
    ("there is no text in the message to edit", Ruling.MESSAGE_GONE, "edit"),
    ("message_id_invalid", Ruling.MESSAGE_GONE, "edit"),
    ("message to pin not found", Ruling.MESSAGE_GONE, "pin"),
    ("message to delete not found", Ruling.DONE, "deleted"),
    ("message can't be deleted", Ruling.DONE, "too_old"),
    ("chat not found", Ruling.CHAT_GONE, "not_found"),
    ("group chat was deactivated", Ruling.CHAT_GONE, "deactivated"),
    ("peer_id_invalid", Ruling.CHAT_GONE, "not_found"),
    ("user not found", Ruling.UNREACHABLE, "not_found"),
    # A file that went on by its id; the id is over, or of another kind of file.
    ("wrong file identifier", Ruling.PARK, FILE_REFUSED),
    ("wrong remote file", Ruling.PARK, FILE_REFUSED),
    ("file_id_invalid", Ruling.PARK, FILE_REFUSED),
    ("file_reference_", Ruling.PARK, FILE_REFUSED),
    ("can't use file of type", Ruling.PARK, FILE_REFUSED),
)
_FORBIDDEN: Final[tuple[tuple[str, Ruling, str], ...]] = (
    ("bot was blocked by the user", Ruling.UNREACHABLE, "blocked"),
    ("can't initiate conversation", Ruling.UNREACHABLE, "not_started"),
    ("user is deactivated", Ruling.UNREACHABLE, "deactivated"),
    ("can't send messages to bots", Ruling.UNREACHABLE, "is_bot"),
    ("bot was kicked", Ruling.CHAT_GONE, "kicked"),
    ("bot is not a member", Ruling.CHAT_GONE, "not_a_member"),
    ("group chat was deleted", Ruling.CHAT_GONE, "deleted"),
)

RETRY_SECONDS: Final = 2.0
_LONGEST_REASON: Final = 300


def judge(error: Exception) -> Verdict:
    """What this error of a call means. Errors that are not of the outside are bugs and are not judged here."""
    match error:
        case DeliverLater():
            return Verdict(Ruling.LATER, error.reason, error.wait)
        case DeliverNever():
            return Verdict(Ruling.PARK, error.reason)
        case RetryAfter():
            return Verdict(Ruling.PAUSE_CHAT, "flood", _seconds(error.retry_after))
        case ChatMigrated():
            return Verdict(Ruling.MIGRATED, "migrated", chat_id=error.new_chat_id)
        case InvalidToken():
            return Verdict(Ruling.TOKEN_REVOKED, "token")
        case Forbidden():
            return _looked_up(_FORBIDDEN, error, otherwise=Ruling.CHAT_GONE)
        case BadRequest():
            return _looked_up(_BAD_REQUESTS, error, otherwise=Ruling.PARK)
        case Conflict() | NotSent():
            return Verdict(Ruling.LATER, "network", RETRY_SECONDS)
        case TimedOut():
            return Verdict(Ruling.UNKNOWN, "timeout", RETRY_SECONDS)
        case NetworkError():
            return Verdict(Ruling.UNKNOWN, "network", RETRY_SECONDS)
        case TelegramError():
            return Verdict(Ruling.UNKNOWN, "unreadable", RETRY_SECONDS)
        case _:
            raise error


def _looked_up(rows: tuple[tuple[str, Ruling, str], ...], error: TelegramError, otherwise: Ruling) -> Verdict:
    words = error.message.lower()
    for part, ruling, reason in rows:
        if part in words:
            return Verdict(ruling, reason)
    return Verdict(otherwise, error.message[:_LONGEST_REASON])


def _seconds(wait: int | float | timedelta) -> float:
    """PTB gives a timedelta with PTB_TIMEDELTA set and a number without."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
