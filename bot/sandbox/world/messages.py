"""Writing, changing, moving and removing messages; pinning them."""

from datetime import datetime
from typing import NamedTuple

from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import Chat, Json, Message
from bot.sandbox.world.render import chat_json, message_json, user_json
from bot.sandbox.world.updates import tell_message
from bot.sandbox.world.world import World, unix

DELETE_SECONDS = 48 * 3600
"""Bot API, deleteMessage: a message can only be deleted if it was sent less than 48 hours ago."""
_LASTING = ("forum_topic_created", "group_chat_created", "supergroup_chat_created")
"""Service messages that cannot be deleted (Bot API, deleteMessage)."""
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "video", "voice", "poll")


class Manner(NamedTuple):
    """How something is sent, beside what it says."""

    thread: int | None = None
    in_topic: bool = False
    reply_to: int | None = None
    quote: Json | None = None
    markup: Json | None = None
    silent: bool = False
    protected: bool = False


def post(
    world: World, chat: Chat, sender: int, body: Json, now: datetime, manner: Manner | None = None, **more: object
) -> Message:
    """A new message at the end of a chat; people's messages and service messages reach the bot as updates."""
    manner = manner or Manner()
    chat.last_message_id += 1
    message = Message(
        chat.last_message_id,
        chat.id,
        unix(now),
        sender,
        body,
        thread=manner.thread,
        in_topic=manner.in_topic,
        reply_to=manner.reply_to,
        quote=manner.quote,
        markup=manner.markup,
        silent=manner.silent,
        protected=manner.protected,
    )
    for name, value in more.items():
        setattr(message, name, value)
    chat.messages[message.id] = message
    tell_message(world, message, now)
    world.changed("message", chat.id, message_id=message.id)
    return message


def place(world: World, chat: Chat, thread: int | None, reply: Json | None) -> Manner:
    """Where a message of the bot goes: the topic asked for, or that of the message it answers.

    Raises:
        Refused: no such topic, a closed one without the right to write in it, nothing there to answer.
    """
    target = _answered(chat, reply)
    if thread is None and target is not None:
        thread = target.thread if target.in_topic else None
        if not chat.forum:
            thread = None
    quote = {"text": reply["quote"], "position": 0, "is_manual": True} if reply and reply.get("quote") else None
    reply_to = target.id if target is not None else None
    if not chat.forum:
        if thread is not None and (chat.kind != "supergroup" or thread not in chat.messages):
            raise Refused("thread_not_found")
        return Manner(thread=thread, reply_to=reply_to, quote=quote)
    if thread is None:
        if chat.general_closed and not world.bot_may(chat, "can_manage_topics"):
            raise Refused("topic_closed")
        return Manner(reply_to=reply_to, quote=quote)
    topic = chat.topics.get(thread)
    if topic is None:
        raise Refused("thread_not_found")
    if topic.closed and not world.bot_may(chat, "can_manage_topics") and topic.creator != world.bot_id:
        raise Refused("topic_closed")
    return Manner(thread=thread, in_topic=True, reply_to=reply_to, quote=quote)


def _answered(chat: Chat, reply: Json | None) -> Message | None:
    if reply is None:
        return None
    target = chat.messages.get(reply["message_id"])
    if target is None and not reply.get("allow_sending_without_reply"):
        raise Refused("reply_not_found")
    return target


def of_bot(world: World, chat: Chat, message_id: int) -> Message:
    """A message the bot may edit: one it wrote itself, and no service message.

    Raises:
        Refused: gone, or somebody else's.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise Refused("edit_not_found")
    if (message.sender != world.bot_id and not message.via_bot) or message.service or message.origin is not None:
        raise Refused("cannot_edit")
    return message


def edit(world: World, message: Message, body: Json, markup: Json | None, now: datetime) -> Message:
    """New content for a message.

    Raises:
        Refused: nothing would change.
    """
    if message.body == body and message.markup == markup:
        raise Refused("not_modified")
    message.body = body
    message.markup = markup
    message.edited = unix(now)
    world.changed("edited", message.chat_id, message_id=message.id)
    return message


def delete(world: World, chat: Chat, message_id: int, now: datetime) -> None:
    """Removes a message: the bot's own, or with the right to delete any; within 48 hours.

    Raises:
        Refused: gone, too old, or not allowed.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise Refused("delete_not_found")
    own = message.sender == world.bot_id
    allowed = own or chat.kind == "private" or world.bot_may(chat, "can_delete_messages")
    lasting = any(name in message.body for name in _LASTING)
    if not allowed or lasting or unix(now) - message.date >= DELETE_SECONDS:
        raise Refused("cannot_delete")
    remove(world, chat, message_id)


def remove(world: World, chat: Chat, message_id: int) -> None:
    del chat.messages[message_id]
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    world.changed("deleted", chat.id, message_id=message_id)


def content_of(message: Message) -> Json:
    """What a forward or a copy takes along."""
    return {name: message.body[name] for name in _CONTENT if name in message.body}


def origin_of(world: World, message: Message) -> Json:
    """Where a forwarded message first came from (MessageOrigin)."""
    if message.origin is not None:
        return message.origin
    if message.sender_chat is not None:
        chat = chat_json(world, world.chats[message.sender_chat])
        return {"type": "chat", "date": message.date, "sender_chat": chat}
    return {"type": "user", "date": message.date, "sender_user": user_json(world.users[message.sender])}


def movable(chat: Chat, message_id: int, missing: str, forbidden: str) -> Message:
    """A message that can be forwarded or copied.

    Raises:
        Refused: gone, protected, or a service message.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise Refused(missing)
    if message.protected or message.service:
        raise Refused(forbidden)
    return message


def pin(world: World, chat: Chat, message_id: int, by: int, now: datetime, *, silent: bool) -> None:
    """Pins a message and says so in the chat. Pinning again moves it to the front without a second notice."""
    message = chat.messages[message_id]
    known = message_id in chat.pinned
    if known:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    world.changed("pinned", chat.id, message_id=message_id)
    if not known:
        manner = Manner(message.thread if message.in_topic else None, message.in_topic, silent=silent)
        post(world, chat, by, {"pinned_message": message_id}, now, manner, service=True)


def unpin(world: World, chat: Chat, message_ids: list[int]) -> None:
    chat.pinned = [kept for kept in chat.pinned if kept not in message_ids]
    world.changed("pinned", chat.id)


def shown(world: World, message: Message) -> Json:
    return message_json(world, message)
