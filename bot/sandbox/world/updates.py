"""What the bot gets to hear: the queue of updates, who is filtered out, and what is confirmed by an offset."""

from datetime import datetime

from bot.sandbox.world.model import Chat, Json, Message, Update
from bot.sandbox.world.render import chat_json, message_json
from bot.sandbox.world.world import World, unix

KINDS = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction_count",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
]
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KEPT_SECONDS = 24 * 3600
"""Bot API, Getting updates: kept until the bot receives them, but not longer than 24 hours."""


def queue(world: World, kind: str, payload: Json, now: datetime, lane: object) -> None:
    """Puts an update before the bot, unless it did not ask for this kind."""
    wanted = kind in world.allowed_updates if world.allowed_updates else kind not in NOT_BY_DEFAULT
    if not wanted:
        return
    world.last_update_id += 1
    world.updates.append(Update(world.last_update_id, kind, payload, unix(now), str(lane)))
    world.changed("update")


def tell_message(world: World, message: Message, now: datetime, *, edited: bool = False) -> None:
    """A message reaches the bot if it may see it: membership, privacy mode, and its own service messages."""
    chat = world.chats[message.chat_id]
    if not _visible(world, chat, message):
        return
    payload = message_json(world, message)
    queue(world, "edited_message" if edited else "message", payload, now, chat.id)


def _visible(world: World, chat: Chat, message: Message) -> bool:
    if chat.kind == "private":
        return message.sender != world.bot_id
    member = world.bot_member(chat)
    if member.status in ("left", "kicked"):
        return False
    if message.service:
        return True
    if message.sender == world.bot_id:
        return False
    if not world.privacy or member.status == "administrator":
        return True
    return _meant_for_bot(world, chat, message)


def _meant_for_bot(world: World, chat: Chat, message: Message) -> bool:
    """Bot Features, privacy mode: commands, mentions of it, answers to it, and messages sent through it."""
    answered = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    if message.via_bot or (answered is not None and answered.sender == world.bot_id):
        return True
    text = message.body.get("text") or message.body.get("caption") or ""
    entities = message.body.get("entities") or message.body.get("caption_entities") or []
    handle = f"@{world.bot.username}".lower()
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        word = units[begin:end].decode("utf-16-le", "surrogatepass").lower()
        if entity["type"] == "mention" and word == handle:
            return True
        if entity["type"] == "bot_command" and ("@" not in word or word.endswith(handle)):
            return True
    return False


def pending(world: World, now: datetime) -> list[Update]:
    """What waits, oldest first; what is older than a day is gone."""
    oldest = unix(now) - KEPT_SECONDS
    world.updates = [update for update in world.updates if update.at > oldest]
    return world.updates


def confirm(world: World, offset: int) -> None:
    """Everything before `offset` has arrived; a negative offset keeps only the last ones."""
    if offset < 0:
        world.updates = world.updates[offset:]
    elif offset > 0:
        world.updates = [update for update in world.updates if update.id >= offset]


def update_json(update: Update) -> Json:
    return {"update_id": update.id, update.kind: update.payload}


def tell_member(
    world: World, chat: Chat, kind: str, actor: Json, before: Json, after: Json, now: datetime
) -> None:
    payload = {
        "chat": chat_json(world, chat),
        "from": actor,
        "date": unix(now),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    queue(world, kind, payload, now, chat.id)
