"""What Telegram's answers mean: one row each."""

from datetime import timedelta

import pytest
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
from bot.gateways.pump.verdicts import FILE_REFUSED, Ruling, Verdict, judge
from bot.gateways.telegram import NotSent

CASES = [
    (BadRequest("Message is not modified: specified new message content …"), Ruling.DONE),
    (BadRequest("TOPIC_NOT_MODIFIED"), Ruling.DONE),
    (BadRequest("Message to delete not found"), Ruling.DONE),
    (BadRequest("Can't parse entities: unclosed start tag"), Ruling.PLAIN_TEXT),
    (BadRequest("Message thread not found"), Ruling.TOPIC_GONE),
    (BadRequest("TOPIC_ID_INVALID"), Ruling.TOPIC_GONE),
    (BadRequest("TOPIC_DELETED"), Ruling.TOPIC_GONE),
    (BadRequest("TOPIC_CLOSED"), Ruling.TOPIC_GONE),
    (BadRequest("the chat is not a forum"), Ruling.NO_TOPICS),
    (BadRequest("not enough rights to create a topic"), Ruling.NO_TOPICS),
    (BadRequest("not enough rights to manage pinned messages in the chat"), Ruling.RIGHT_MISSING),
    (BadRequest("not enough rights to manage topics"), Ruling.RIGHT_MISSING),
    (BadRequest("not enough rights to send text messages to the chat"), Ruling.CHAT_GONE),
    (BadRequest("Message to edit not found"), Ruling.MESSAGE_GONE),
    (BadRequest("message can't be edited"), Ruling.MESSAGE_GONE),
    (BadRequest("message to pin not found"), Ruling.MESSAGE_GONE),
    (BadRequest("Chat not found"), Ruling.CHAT_GONE),
    (BadRequest("BUTTON_DATA_INVALID"), Ruling.PARK),
    (Forbidden("Forbidden: bot was blocked by the user"), Ruling.UNREACHABLE),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), Ruling.UNREACHABLE),
    (Forbidden("Forbidden: user is deactivated"), Ruling.UNREACHABLE),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Ruling.CHAT_GONE),
    (Forbidden("Forbidden: bot is not a member of the supergroup chat"), Ruling.CHAT_GONE),
    (Forbidden("Forbidden: something new"), Ruling.CHAT_GONE),
    (InvalidToken("Unauthorized"), Ruling.TOKEN_REVOKED),
    (NotSent("ClientConnectorError"), Ruling.LATER),
    (Conflict("Conflict"), Ruling.LATER),
    (TimedOut(), Ruling.UNKNOWN),
    (NetworkError("ServerDisconnectedError"), Ruling.UNKNOWN),
    (NetworkError("Internal Server Error"), Ruling.UNKNOWN),
    (TelegramError("Invalid server response"), Ruling.UNKNOWN),
]


@pytest.mark.parametrize(("error", "ruling"), CASES, ids=[str(error) for error, _ in CASES])
def test_every_known_answer_has_its_ruling(error: Exception, ruling: Ruling) -> None:
    assert judge(error).ruling is ruling


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_a_flood_pauses_the_chat_for_exactly_the_time_told(wait: int | timedelta) -> None:
    assert judge(RetryAfter(wait)) == Verdict(Ruling.PAUSE_CHAT, "flood", 7.0)


def test_a_flood_is_understood_without_the_library_s_new_times(monkeypatch: pytest.MonkeyPatch) -> None:
    flood = RetryAfter(7)
    monkeypatch.setenv("PTB_TIMEDELTA", "0")
    with pytest.warns(DeprecationWarning, match="retry_after"):
        assert judge(flood).seconds == 7.0


def test_a_group_that_moved_tells_its_new_id() -> None:
    assert judge(ChatMigrated(-1009)).chat_id == -1009


def test_our_own_words_for_trouble() -> None:
    assert judge(DeliverLater(3, "busy")) == Verdict(Ruling.LATER, "busy", 3)
    assert judge(DeliverNever("no")) == Verdict(Ruling.PARK, "no")


def test_an_unknown_refusal_is_parked_with_telegram_s_own_words() -> None:
    assert judge(BadRequest("Something new")) == Verdict(Ruling.PARK, "Something new")


def test_a_bug_is_no_outside_trouble() -> None:
    with pytest.raises(ZeroDivisionError):
        judge(ZeroDivisionError())


@pytest.mark.parametrize(
    "words",
    [
        "Wrong file identifier/HTTP URL specified",
        "Wrong remote file identifier specified: wrong padding in the string",
        "FILE_REFERENCE_EXPIRED",
        "Can't use file of type Video as Document",
    ],
)
def test_a_file_that_telegram_never_takes_again_has_a_reason_of_its_own(words: str) -> None:
    assert judge(BadRequest(words)) == Verdict(Ruling.PARK, FILE_REFUSED)
