"""What people in the sandbox do: write, start the private chat, send files, edit, forward."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.sandbox.refusals import ActRefused
from bot.sandbox.world.files import PEOPLE_LIMIT, Upload, keep, shown
from bot.sandbox.world.members import is_in, set_reachable
from bot.sandbox.world.messages import Manner, content_of, origin_of, post, remove
from bot.sandbox.world.model import Chat, Json, Message, Topic
from bot.sandbox.world.texts import TEXT_LIMIT, typed
from bot.sandbox.world.topics import NAME_LIMIT, create
from bot.sandbox.world.updates import tell_message
from bot.sandbox.world.world import World, rights_of, unix

_NO_FILE: Final[Mapping[str, Upload]] = MappingProxyType({})


def write(
    world: World,
    user_id: int,
    chat: Chat,
    now: datetime,
    *,
    text: str = "",
    thread: int | None = None,
    reply_to: int | None = None,
    files: Mapping[str, Upload] = _NO_FILE,
    album: str | None = None,
) -> Message:
    """A person writes into a chat she is in; text under a photo, document or video is its caption.

    The first words in a private chat press start, as Telegram's client does; `/start payload` is the deep link.

    Raises:
        ActRefused: not in the chat, muted, a closed topic, nothing to say.
    """
    manner, sender_chat = _entrance(world, user_id, chat, thread, reply_to)
    plain, entities = typed(text)
    body: Json = {}
    name = "text"
    for kind, upload in files.items():
        name = "caption"
        body |= shown(keep(world, kind, upload, PEOPLE_LIMIT))
    if not files and not plain:
        raise ActRefused("nothing to say")
    if len(plain) > TEXT_LIMIT:
        raise ActRefused(f"a message holds at most {TEXT_LIMIT} characters")
    if plain:
        body[name] = plain
        if entities:
            body["entities" if name == "text" else "caption_entities"] = entities
    _start(world, user_id, chat, now)
    return post(world, chat, user_id, body, now, manner, sender_chat=sender_chat, album=album)


def forward(
    world: World, user_id: int, chat: Chat, source: Message, now: datetime, *, thread: int | None = None
) -> Message:
    """A person forwards a message from anywhere she can read."""
    if not is_in(world.chats[source.chat_id], user_id):
        raise ActRefused("she cannot read the message to forward")
    manner, sender_chat = _entrance(world, user_id, chat, thread, None)
    _start(world, user_id, chat, now)
    body = content_of(source)
    return post(world, chat, user_id, body, now, manner, origin=origin_of(world, source), sender_chat=sender_chat)


def forward_hidden(
    world: World, user_id: int, chat: Chat, text: str, from_name: str, now: datetime, *, thread: int | None = None
) -> Message:
    """A person forwards words of somebody outside who hides the account (forward_origin: hidden_user)."""
    manner, sender_chat = _entrance(world, user_id, chat, thread, None)
    plain, entities = typed(text)
    if not plain:
        raise ActRefused("nothing to say")
    _start(world, user_id, chat, now)
    body: Json = {"text": plain} | ({"entities": entities} if entities else {})
    origin = {"type": "hidden_user", "date": unix(now), "sender_user_name": from_name}
    return post(world, chat, user_id, body, now, manner, origin=origin, sender_chat=sender_chat)


def rewrite(world: World, user_id: int, message: Message, text: str, now: datetime) -> Message:
    """A person edits her own message; the bot gets an edited_message."""
    if message.sender != user_id or message.service:
        raise ActRefused("only one's own messages can be edited")
    plain, entities = typed(text)
    name = "text" if "text" in message.body else "caption"
    if not plain and name == "text":
        raise ActRefused("nothing to say")
    if message.body.get(name) == plain:
        raise ActRefused("nothing changed")
    message.body = {
        key: value for key, value in message.body.items() if key not in (name, "entities", "caption_entities")
    }
    message.body |= {name: plain} | (
        {"entities" if name == "text" else "caption_entities": entities} if entities else {}
    )
    message.edited = unix(now)
    tell_message(world, message, now, edited=True)
    world.changed("edited", message.chat_id, message_id=message.id)
    return message


def _entrance(
    world: World, user_id: int, chat: Chat, thread: int | None, reply_to: int | None
) -> tuple[Manner, int | None]:
    """May she write here, where exactly, and in whose name (an anonymous administrator writes as the group)."""
    world.person(user_id)
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can write there")
    if chat.kind == "private":
        _answerable(chat, reply_to)
        return Manner(reply_to=reply_to), None
    member = chat.members[user_id]
    if member.muted:
        raise ActRefused("she may not write in this chat")
    target = _answerable(chat, reply_to)
    if thread is None and target is not None and target.in_topic:
        thread = target.thread
    sender_chat = chat.id if member.anonymous and member.status in ("administrator", "creator") else None
    if not chat.forum:
        return Manner(reply_to=reply_to), sender_chat
    manages = "can_manage_topics" in rights_of(member)
    if thread is None or thread == 1:
        if chat.general_closed and not manages:
            raise ActRefused("General is closed")
        root = None if target is None else target.thread if target.thread is not None else target.id
        return Manner(thread=root, reply_to=reply_to), sender_chat
    topic = chat.topics.get(thread)
    if topic is None:
        raise ActRefused("there is no such topic")
    if topic.closed and not manages:
        raise ActRefused("the topic is closed")
    return Manner(thread, True, reply_to), sender_chat


def _answerable(chat: Chat, reply_to: int | None) -> Message | None:
    if reply_to is None:
        return None
    if reply_to not in chat.messages:
        raise ActRefused("the message to answer is not there")
    return chat.messages[reply_to]


def _start(world: World, user_id: int, chat: Chat, now: datetime) -> None:
    if chat.kind == "private":
        user = world.users[user_id]
        set_reachable(world, user_id, now, blocked=False)
        if not user.started:
            user.started = True
            world.changed("chats", chat.id)


def erase(world: World, user_id: int, chat: Chat, message_id: int) -> None:
    """A person deletes a message: her own, or anybody's with the right to; in a private chat any."""
    own = chat.messages[message_id].sender == user_id or chat.kind == "private"
    if not is_in(chat, user_id) or not (own or "can_delete_messages" in rights_of(chat.members[user_id])):
        raise ActRefused("she may not delete this message")
    remove(world, chat, message_id)


def open_topic(world: World, user_id: int, chat: Chat, name: str, now: datetime) -> Topic:
    """A person opens a topic; in a forum of this kind every member may."""
    if not chat.forum or not is_in(chat, user_id):
        raise ActRefused("topics can be opened by members of a forum only")
    if not name.strip() or len(name) > NAME_LIMIT:
        raise ActRefused(f"a topic's name has 1 to {NAME_LIMIT} characters")
    return create(world, chat, name, user_id, now)
