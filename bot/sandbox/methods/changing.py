"""Editing and deleting messages, and the bot's reactions."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import caption_body, text_body
from bot.sandbox.refusals import Refused
from bot.sandbox.world import messages, reactions
from bot.sandbox.world.flood import spend
from bot.sandbox.world.markup import checked
from bot.sandbox.world.model import Chat, Json, Message

_MANY = 100
"""Bot API, deleteMessages: 1-100 identifiers."""


def _target(call: Call) -> tuple[Chat, Message]:
    """The message to edit, named by chat and number or as an inline message."""
    inline = call.get("inline_message_id")
    if inline is not None:
        place = call.world.inline_messages.get(inline)
        if place is None or place[1] not in call.world.chats[place[0]].messages:
            raise Refused("inline_message_id")
        chat = call.world.chats[place[0]]
        spend(call.world, chat, call.now)
        return chat, chat.messages[place[1]]
    chat = call.chat()
    if call.get("message_id") is None:
        raise Refused("message_id_missing")
    return chat, messages.of_bot(call.world, chat, call.get("message_id"))


def _edited(call: Call, message: Message, body: Json, chat: Chat) -> object:
    markup = checked(call.get("reply_markup"), chat)
    messages.edit(call.world, message, body, markup, call.now)
    return True if call.get("inline_message_id") is not None else messages.shown(call.world, message)


@method("editMessageText")
def edit_message_text(call: Call) -> object:
    if call.get("rich_message") is not None:
        raise Refused("part_not_modelled", part="rich_message", method="editMessageText")
    body = text_body(call)
    chat, message = _target(call)
    if "text" not in message.body:
        raise Refused("no_text")
    return _edited(call, message, body, chat)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> object:
    caption = caption_body(call)
    chat, message = _target(call)
    if not {"photo", "document", "video"} & message.body.keys():
        raise Refused("no_caption")
    kept = {name: value for name, value in message.body.items() if name not in ("caption", "caption_entities")}
    return _edited(call, message, kept | caption, chat)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> object:
    chat, message = _target(call)
    return _edited(call, message, message.body, chat)


@method("deleteMessage")
def delete_message(call: Call) -> object:
    messages.delete(call.world, call.chat(), call.get("message_id"), call.now)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> object:
    """Deletes what can be deleted; messages that are gone are skipped (Bot API, deleteMessages)."""
    chat = call.chat()
    numbers = call.get("message_ids")
    if not numbers:
        raise Refused("message_ids_missing")
    if len(numbers) > _MANY:
        raise Refused("too_many_messages")
    for number in numbers:
        if number in chat.messages:
            messages.delete(call.world, chat, number, call.now)
    return True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> object:
    reactions.bot_reacts(call.world, call.chat(), call.get("message_id"), call.get("reaction") or [])
    return True
