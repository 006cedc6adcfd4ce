"""Sending text, and what all kinds of sending share."""

from typing import Any

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world import messages
from bot.sandbox.world.markup import checked
from bot.sandbox.world.messages import Manner
from bot.sandbox.world.model import Chat, Json
from bot.sandbox.world.texts import CAPTION_LIMIT, TEXT_LIMIT, formatted

_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


def manner(call: Call, chat: Chat, *, markup: bool = True) -> Manner:
    """Where and how a message of the bot goes, from the parameters all sending methods share."""
    _may_write(call, chat)
    where = messages.place(call.world, chat, call.get("message_thread_id"), call.get("reply_parameters"))
    return where._replace(
        markup=checked(call.get("reply_markup"), chat) if markup else None,
        silent=call.get("disable_notification", False),
        protected=call.get("protect_content", False),
    )


def text_body(call: Call) -> Json:
    """The text of the call as content of a message.

    Raises:
        Refused: empty or longer than 4096 characters, after parsing.
    """
    text, entities = formatted(call.world, call.get("text", ""), call.get("parse_mode"), call.get("entities"))
    if not text:
        raise Refused("text_empty")
    if len(text) > TEXT_LIMIT:
        raise Refused("text_too_long")
    body: Json = {"text": text}
    if entities:
        body["entities"] = entities
    options = call.get("link_preview_options")
    if options:
        body["link_preview_options"] = options
    return body


def caption_body(call: Call, source: Any = None) -> Json:
    """The caption of the call, or of one item of an album."""
    given = call.parameters if source is None else source
    text, entities = formatted(
        call.world, given.get("caption") or "", given.get("parse_mode"), given.get("caption_entities")
    )
    if len(text) > CAPTION_LIMIT:
        raise Refused("caption_too_long")
    body: Json = {"caption": text} if text else {}
    if text and entities:
        body["caption_entities"] = entities
    return body


def _may_write(call: Call, chat: Chat) -> None:
    if chat.kind != "private" and call.world.bot_member(chat).muted:
        raise Refused("rights_send", what="text messages")


@method("sendMessage")
def send_message(call: Call) -> object:
    body = text_body(call)
    chat = call.chat()
    how = manner(call, chat)
    message = messages.post(call.world, chat, call.world.bot_id, body, call.now, how)
    return messages.shown(call.world, message)


@method("sendChatAction")
def send_chat_action(call: Call) -> object:
    """Shows "is typing" for five seconds; not counted with the messages."""
    if call.get("action") not in _ACTIONS:
        raise Refused("action_invalid")
    chat = call.chat()
    thread = call.get("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise Refused("thread_not_found")
    call.world.changed("typing", chat.id, thread=thread)
    return True
