"""Polls and quizzes."""

from typing import Any

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import manner
from bot.sandbox.refusals import Refused
from bot.sandbox.world import messages, polls
from bot.sandbox.world.markup import checked
from bot.sandbox.world.model import Json, Poll
from bot.sandbox.world.render import poll_json
from bot.sandbox.world.texts import clean, formatted
from bot.sandbox.world.world import unix

QUESTION_LIMIT, OPTION_LIMIT, OPTIONS = 300, 100, (1, 12)
PERIOD = (5, 2_628_000)
"""Bot API, sendPoll."""


@method("sendPoll")
def send_poll(call: Call) -> object:
    question = clean(call.get("question")).strip()
    if not question:
        raise Refused("poll_question_empty")
    if len(question) > QUESTION_LIMIT:
        raise Refused("poll_question_long")
    options = _options(call.get("options"))
    kind = call.get("type", "regular")
    if kind not in ("regular", "quiz"):
        raise Refused("poll_type")
    shape = _shape(call, kind, len(options))
    chat = call.chat()
    how = manner(call, chat)
    number = call.world.next()
    poll = Poll(
        id=str(5_000_000_000_000_000_000 + number),
        chat_id=chat.id,
        message_id=chat.last_message_id + 1,
        question=question,
        options=[{"persistent_id": f"{number}-{n}", "text": text} for n, text in enumerate(options)],
        kind=kind,
        anonymous=call.get("is_anonymous", True),
        multiple=call.get("allows_multiple_answers", False),
        revoting=call.get("allows_revoting", kind == "regular"),
        shape=shape,
        closed=call.get("is_closed", False),
        close_at=shape.get("close_date"),
        hide_results=call.get("hide_results_until_closes", False),
    )
    call.world.polls[poll.id] = poll
    message = messages.post(call.world, chat, call.world.bot_id, {"poll": poll.id}, call.now, how)
    return messages.shown(call.world, message)


def _options(given: list[Any]) -> list[str]:
    if len(given) < OPTIONS[0]:
        raise Refused("poll_options_few", count=OPTIONS[0])
    if len(given) > OPTIONS[1]:
        raise Refused("poll_options_many", count=OPTIONS[1])
    options = [clean(option["text"]).strip() for option in given]
    if not all(options):
        raise Refused("poll_option_empty")
    if any(len(option) > OPTION_LIMIT for option in options):
        raise Refused("poll_option_long")
    return options


def _shape(call: Call, kind: str, count: int) -> Json:
    """The optional parts of a poll: right answers and explanation of a quiz, description, closing time."""
    shape: Json = {}
    if kind == "quiz":
        correct = call.get("correct_option_ids") or []
        if not correct or sorted(set(correct)) != correct or not all(0 <= one < count for one in correct):
            raise Refused("quiz_correct")
        shape["correct_option_ids"] = correct
        explanation, entities = formatted(
            call.world, call.get("explanation") or "", call.get("explanation_parse_mode"), None
        )
        if len(explanation) > 200:
            raise Refused("too_long", name="explanation")
        if explanation:
            shape |= {"explanation": explanation, "explanation_entities": entities}
    description, entities = formatted(
        call.world, call.get("description") or "", call.get("description_parse_mode"), None
    )
    if description:
        shape |= {"description": description, "description_entities": entities}
    period = call.get("open_period")
    if period is not None:
        if not PERIOD[0] <= period <= PERIOD[1]:
            raise Refused("poll_period")
        shape |= {"open_period": period, "close_date": unix(call.now) + period}
    elif call.get("close_date") is not None:
        if not PERIOD[0] <= call.get("close_date") - unix(call.now) <= PERIOD[1]:
            raise Refused("poll_period")
        shape["close_date"] = call.get("close_date")
    return shape


@method("stopPoll")
def stop_poll(call: Call) -> object:
    """Ends a poll the bot sent; the answer is the final poll."""
    chat = call.chat()
    message = chat.messages.get(call.get("message_id"))
    if message is None:
        raise Refused("poll_not_found")
    if "poll" not in message.body:
        raise Refused("not_a_poll")
    if message.sender != call.world.bot_id or message.origin is not None:
        raise Refused("cannot_stop_poll")
    poll = call.world.polls[message.body["poll"]]
    polls.close(call.world, poll, call.now)
    message.markup = checked(call.get("reply_markup"), chat)
    return poll_json(poll)
