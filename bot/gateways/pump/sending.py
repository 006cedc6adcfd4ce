"""From a call to Telegram and back: how each errand is done, and what its answer means."""

from typing import Any

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk.errands import CloseTopic, Delete, OpenTopic, RenameTopic, ReopenTopic
from bot.gateways.errors import OutsideTrouble
from bot.gateways.pump.deliveries import (
    Change,
    Claim,
    Ended,
    FoundTopic,
    GiveUp,
    LookUp,
    PinMessage,
    Send,
    digest,
)
from bot.gateways.pump.limits import PROBES
from bot.gateways.pump.verdicts import Ruling, Verdict, judge
from bot.gateways.telegram import DeskBot
from messages.markup import Drawn, Key, Keys, Relay, seen

_DONE = Verdict(Ruling.DONE)
_NO_PREVIEW = {"is_disabled": True}
_END_OF_CHAT = 3
"""So many message ids in a row that are not there: the chat ends before them."""


async def deliver(telegram_bot: DeskBot, claim: Claim, log_chat_id: int | None) -> Ended:
    """Make the call of this claim; whatever the outside does becomes a verdict."""
    try:
        return await _call(telegram_bot, claim, log_chat_id, plain=False)
    except (TelegramError, OutsideTrouble) as error:
        verdict = judge(error)
    if verdict.ruling is not Ruling.PLAIN_TEXT:
        return Ended(claim, verdict)
    # Better without bold than not at all; once.
    try:
        return await _call(telegram_bot, claim, log_chat_id, plain=True)
    except (TelegramError, OutsideTrouble) as error:
        verdict = judge(error)
        if verdict.ruling is Ruling.PLAIN_TEXT:
            verdict = Verdict(Ruling.PARK, verdict.reason)
        return Ended(claim, verdict)


async def _call(telegram_bot: DeskBot, claim: Claim, log_chat_id: int | None, *, plain: bool) -> Ended:
    chat, thread = claim.place.chat_id, claim.place.thread_id
    match claim.call:
        case Send():
            return Ended(claim, _DONE, message_id=await _send(telegram_bot, claim, claim.call, plain=plain))
        case Change(drawn, message_id):
            new = {"chat_id": chat, "message_id": message_id, **_look(drawn, plain=plain)}
            await telegram_bot.call("editMessageText", new)
            return Ended(claim, _DONE, message_id=message_id)
        case Delete(message_id):
            await telegram_bot.delete_message(chat, message_id)
            return Ended(claim, _DONE, message_id=message_id)
        case PinMessage(message_id):
            await telegram_bot.pin_chat_message(chat, message_id, disable_notification=True)
            return Ended(claim, _DONE, message_id=message_id)
        case OpenTopic(name, icon_color):
            topic = await telegram_bot.create_forum_topic(chat, name, icon_color=icon_color)
            return Ended(claim, _DONE, topic_id=topic.message_thread_id)
        case RenameTopic(name):
            await telegram_bot.edit_forum_topic(chat, _known(thread), name=name)
        case CloseTopic():
            await telegram_bot.close_forum_topic(chat, _known(thread))
        case ReopenTopic():
            await telegram_bot.reopen_forum_topic(chat, _known(thread))
        case LookUp():
            return await _look_up(telegram_bot, claim, claim.call, log_chat_id)
        case FoundTopic(topic_id):
            return Ended(claim, _DONE, topic_id=topic_id)
        case GiveUp(reason):
            return Ended(claim, Verdict(Ruling.PARK, reason))
    return Ended(claim, _DONE)


def _known(thread: int | None) -> int:
    assert thread is not None, "planned only for a place with a topic"
    return thread


async def _send(telegram_bot: DeskBot, claim: Claim, call: Send, *, plain: bool) -> int:
    place, drawn = claim.place, call.drawn
    # The message answered may be gone by now; the answer still wants to be said.
    answered = {"message_id": place.reply_to, "allow_sending_without_reply": True}
    how: dict[str, Any] = {
        "disable_notification": call.silent,
        "message_thread_id": place.thread_id,
        "reply_parameters": None if place.reply_to is None else answered,
    }
    if drawn.document is None:
        said = {"chat_id": place.chat_id, **_look(drawn, plain=plain), **how}
        return await telegram_bot.message("sendMessage", said)
    if isinstance(drawn.document, Relay):
        said = {"chat_id": place.chat_id, **_caption(drawn, plain=plain), **how}
        # Bot API, Sending files: by file_id there is no limit of size, and a video stays a video.
        method = "sendVideo" if drawn.document.kind == "video" else "sendDocument"
        return await telegram_bot.message(method, said | {drawn.document.kind: drawn.document.file_id})
    message = await telegram_bot.send_document(
        place.chat_id,
        InputFile(drawn.document.content, filename=drawn.document.name),
        caption=seen(drawn.text) if plain else drawn.text,
        parse_mode=None if plain else ParseMode.HTML,
        api_kwargs={**how, "reply_markup": _keyboard(drawn.keys)},
    )
    return message.message_id


def _caption(drawn: Drawn, *, plain: bool) -> dict[str, Any]:
    look = _look(drawn, plain=plain)
    return {"caption": look["text"], "parse_mode": look["parse_mode"], "reply_markup": look["reply_markup"]}


def _look(drawn: Drawn, *, plain: bool) -> dict[str, Any]:
    """Text and buttons as the Bot API takes them."""
    return {
        "text": seen(drawn.text) if plain else drawn.text,
        "parse_mode": None if plain else ParseMode.HTML.value,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": _keyboard(drawn.keys),
    }


def _keyboard(keys: Keys) -> dict[str, Any] | None:
    return {"inline_keyboard": [[_button(key) for key in row] for row in keys]} if keys else None


def _button(key: Key) -> dict[str, Any]:
    if key.press is not None:
        return {"text": key.label, "callback_data": key.press.packed}
    if key.url is not None:
        return {"text": key.label, "url": key.url}
    if key.copy is not None:
        return {"text": key.label, "copy_text": {"text": key.copy}}
    return {"text": key.label, "switch_inline_query_current_chat": key.inline_query}


async def _look_up(telegram_bot: DeskBot, claim: Claim, call: LookUp, log_chat_id: int | None) -> Ended:
    """Is it there? Forwards what came after the last known message to the log chat, one by one, and compares.

    Ids in a supergroup count per chat, and a forward tells the text of any message (measured: nothing lost
    and nothing doubled in 48 kills). What cannot be forwarded is a service message, hence not ours.
    """
    assert log_chat_id is not None, "planned only with a log chat"
    missing = 0
    for probes, message_id in enumerate(range(call.after_id + 1, call.after_id + 1 + PROBES), start=1):
        try:
            copy = await telegram_bot.forward_message(
                log_chat_id, claim.place.chat_id, message_id, disable_notification=True
            )
        except BadRequest as refused:
            missing = missing + 1 if "not found" in refused.message.lower() else 0
            if missing >= _END_OF_CHAT:
                return Ended(claim, _DONE, absent=True, probes=probes)
            continue
        missing = 0
        if digest(copy.text or copy.caption or "") == call.digest:
            return Ended(claim, _DONE, message_id=message_id, probes=probes)
    return Ended(claim, _DONE, looked_to=call.after_id + PROBES - missing, probes=PROBES)
