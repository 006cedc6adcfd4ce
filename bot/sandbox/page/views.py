"""What the page draws for one person: her chats with what is unread, and the messages of one of them."""

from typing import Any

from bot.sandbox.refusals import ActRefused
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.members import is_in
from bot.sandbox.world.model import RIGHTS, Chat, Json, Message
from bot.sandbox.world.render import message_json
from bot.sandbox.world.world import World, rights_of

SHOWN = 300
"""Messages of one chat the page holds at once."""
GENERAL = 0


def state(sandbox: Sandbox, user_id: int) -> dict[str, Any]:
    """Everything beside the messages.

    Raises:
        ActRefused: nobody has this id.
    """
    world = sandbox.world
    world.person(user_id)
    return {
        "now": sandbox.now().isoformat(),
        "bot": {"id": world.bot_id, "username": world.bot.username, "name": world.bot.first_name},
        "people": [
            {
                "id": u.id,
                "name": u.first_name,
                "name_en": u.name_en,
                "role": u.role,
                "started": u.started,
                "blocked": u.blocked,
                "unread": sum(_unread(chat, u.id) for chat in _chats(world, u.id)),
            }
            for u in world.users.values()
            if not u.is_bot
        ],
        "chats": [_chat(world, chat, user_id) for chat in _chats(world, user_id)],
        "groups": [
            {
                "id": chat.id,
                "title": chat.title,
                "title_en": chat.title_en,
                "bot_rights": [right for right in RIGHTS if right in rights_of(world.bot_member(chat))],
                "bot_status": world.bot_member(chat).status,
            }
            for chat in world.chats.values()
            if chat.kind != "private" and chat.migrated_to is None
        ],
        "commands": world.commands,
        "faults": sandbox.faults.shown(),
        "limits": world.flood_limits,
        "violations": world.violations,
        "rings": sandbox.phones.shown(),
        "story": sandbox.story.shown(),
    }


def messages(sandbox: Sandbox, user_id: int, chat_id: int, topic: int) -> dict[str, Any]:
    """The newest messages of a chat, or of one topic of it (0: General, or a chat without topics).

    Raises:
        ActRefused: she is not in the chat.
    """
    world = sandbox.world
    world.person(user_id)
    chat = world.place(chat_id)
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can read it")
    found = [message for message in chat.messages.values() if _topic_of(message) == topic]
    pinned = [number for number in chat.pinned if _topic_of(chat.messages[number]) == topic]
    return {
        "chat_id": chat.id,
        "topic": topic,
        "closed": chat.topics[topic].closed if topic in chat.topics else chat.forum and chat.general_closed,
        "messages": [_message(world, message, user_id) for message in found[-SHOWN:]],
        "pinned": pinned,
    }


def _topic_of(message: Message) -> int:
    return message.thread if message.in_topic and message.thread is not None else GENERAL


def _chats(world: World, user_id: int) -> list[Chat]:
    return [chat for chat in world.chats.values() if chat.migrated_to is None and is_in(chat, user_id)]


def _unread(chat: Chat, user_id: int, topic: int | None = None) -> int:
    seen = chat.seen.get(user_id, {})
    return sum(
        message.id > seen.get(_topic_of(message), 0) and message.sender != user_id and not message.service
        for message in chat.messages.values()
        if topic is None or _topic_of(message) == topic
    )


def _chat(world: World, chat: Chat, user_id: int) -> Json:
    shown: Json = {
        "id": chat.id,
        "kind": chat.kind,
        "forum": chat.forum,
        "title": world.bot.first_name if chat.kind == "private" else chat.title,
        "title_en": world.bot.first_name if chat.kind == "private" else chat.title_en or chat.title,
        "unread": _unread(chat, user_id),
        "last": _last(world, chat, None),
    }
    if chat.forum:
        topics: list[Json] = [
            {
                "id": topic.id,
                "name": topic.name,
                "color": topic.icon_color,
                "closed": topic.closed,
                "unread": _unread(chat, user_id, topic.id),
                "last": _last(world, chat, topic.id),
            }
            for topic in chat.topics.values()
        ]
        general = {
            "id": GENERAL,
            "name": chat.general_name,
            "color": None,
            "closed": chat.general_closed,
            "unread": _unread(chat, user_id, GENERAL),
            "last": _last(world, chat, GENERAL),
        }
        newest = sorted(topics, key=lambda topic: (topic["last"] or {}).get("id", 0), reverse=True)
        shown["topics"] = ([] if chat.general_hidden else [general]) + newest
    return shown


def _last(world: World, chat: Chat, topic: int | None) -> Json | None:
    for message in reversed(chat.messages.values()):
        if topic is None or _topic_of(message) == topic:
            words = message.body.get("text") or message.body.get("caption") or ""
            kind = next((kind for kind in ("photo", "video", "document", "poll") if kind in message.body), None)
            return {
                "id": message.id,
                "date": message.date,
                "text": words.split("\n", 1)[0][:80],
                "kind": kind or ("service" if message.service else "text"),
                "sender": world.users[message.sender].first_name,
                "sender_en": world.users[message.sender].name_en or world.users[message.sender].first_name,
            }
    return None


def _message(world: World, message: Message, user_id: int) -> Json:
    shown = message_json(world, message)
    counted: dict[str, Json] = {}
    for who, chosen in message.reactions.items():
        for one in chosen:
            entry = counted.setdefault(one["emoji"], {"emoji": one["emoji"], "count": 0, "mine": False})
            entry["count"] += 1
            entry["mine"] = entry["mine"] or who == user_id
    sender = world.users[message.sender]
    shown |= {
        "mine": message.sender == user_id,
        "silent": message.silent,
        "service": message.service,
        "reactions": list(counted.values()),
        "sender_name": sender.first_name,
        "sender_name_en": sender.name_en or sender.first_name,
        "sender_role": "bot" if sender.is_bot else sender.role,
    }
    if message.thread == message.reply_to or (message.in_topic and message.reply_to is None):
        shown.pop("reply_to_message", None)
    if message.markup is not None and "inline_keyboard" not in message.markup:
        shown["keyboard"] = message.markup
    if "poll" in message.body:
        shown["my_votes"] = world.polls[message.body["poll"]].votes.get(user_id, [])
    return shown
