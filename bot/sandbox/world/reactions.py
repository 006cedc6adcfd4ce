"""Reactions under messages, by people and by the bot."""

from datetime import datetime

from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.members import is_in
from bot.sandbox.world.model import Chat, Json
from bot.sandbox.world.render import chat_json, user_json
from bot.sandbox.world.updates import queue
from bot.sandbox.world.world import World, unix

EMOJI = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
"""Bot API, ReactionTypeEmoji: the emoji that can be reactions."""


def plain(emoji: str) -> str:
    """Without the variation selector, which keyboards add and the API leaves out."""
    return emoji.replace("\ufe0f", "")


def react(world: World, user_id: int, chat: Chat, message_id: int, emoji: list[str], now: datetime) -> None:
    """A person sets her reactions; an empty list takes them back. Administrator bots hear of it if they asked.

    Raises:
        ActRefused: not in the chat, no such message, no such reaction.
    """
    user = world.person(user_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise ActRefused("no such message")
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can react")
    new = [{"type": "emoji", "emoji": plain(one)} for one in emoji]
    if any(one["emoji"] not in EMOJI for one in new):
        raise ActRefused("not one of Telegram's reactions")
    old = message.reactions.get(user_id, [])
    if new == old:
        return
    message.reactions[user_id] = new
    if not new:
        del message.reactions[user_id]
    world.changed("reaction", chat.id, message_id=message_id)
    if chat.kind == "private" or world.bot_member(chat).status == "administrator":
        payload: Json = {
            "chat": chat_json(world, chat),
            "message_id": message_id,
            "user": user_json(user),
            "date": unix(now),
            "old_reaction": old,
            "new_reaction": new,
        }
        queue(world, "message_reaction", payload, now, chat.id)


def bot_reacts(world: World, chat: Chat, message_id: int, reaction: list[Json]) -> None:
    """The bot's own reaction: at most one, and an emoji that exists (Bot API, setMessageReaction)."""
    message = chat.messages.get(message_id)
    if message is None:
        raise Refused("react_not_found")
    if len(reaction) > 1:
        raise Refused("reactions_too_many")
    for one in reaction:
        if one["type"] != "emoji" or plain(one["emoji"]) not in EMOJI:
            raise Refused("reaction_invalid")
    message.reactions[world.bot_id] = [{"type": "emoji", "emoji": plain(one["emoji"])} for one in reaction]
    if not reaction:
        del message.reactions[world.bot_id]
    world.changed("reaction", chat.id, message_id=message_id)
