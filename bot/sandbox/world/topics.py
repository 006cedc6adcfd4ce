"""Forum topics: made, renamed, closed and opened, removed; General with its own rules."""

from datetime import datetime

from bot.sandbox.refusals import Refused
from bot.sandbox.world.messages import Manner, post, remove
from bot.sandbox.world.model import Chat, Json, Topic
from bot.sandbox.world.world import World

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
"""Bot API, createForumTopic: the only icon colours there are."""
NAME_LIMIT = 128


def forum(world: World, chat: Chat, refusal: str, topic: Topic | None = None) -> None:
    """The bot may do this to topics here: by right, or because it made the topic.

    Raises:
        Refused: no forum, or no right.
    """
    if not chat.forum:
        raise Refused("not_a_forum")
    if topic is not None and topic.creator == world.bot_id and refusal == "rights_topics":
        return
    if not world.bot_may(chat, "can_manage_topics"):
        raise Refused(refusal)


def known(chat: Chat, thread: int) -> Topic:
    """A topic by its id. Raises Refused when there is none, in a chat without topics too."""
    if not chat.forum:
        raise Refused("not_a_forum")
    topic = chat.topics.get(thread)
    if topic is None:
        raise Refused("topic_invalid")
    return topic


def create(
    world: World, chat: Chat, name: str, by: int, now: datetime, *, color: int | None = None, emoji: str = ""
) -> Topic:
    """A new topic. Its id is the id of the service message that announces it."""
    name = checked_name(name)
    if color is not None and color not in COLORS:
        raise Refused("topic_icon")
    topic = Topic(chat.last_message_id + 1, name, color or COLORS[0], by, emoji)
    chat.topics[topic.id] = topic
    made: Json = {"name": name, "icon_color": topic.icon_color}
    if emoji:
        made["icon_custom_emoji_id"] = emoji
    say(world, chat, topic.id, by, {"forum_topic_created": made}, now)
    return topic


def checked_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise Refused("topic_name_empty")
    if len(name) > NAME_LIMIT:
        raise Refused("topic_title_invalid")
    return name


def rename(
    world: World, chat: Chat, topic: Topic, by: int, now: datetime, name: str | None, emoji: str | None
) -> None:
    """A new name or icon.

    Raises:
        Refused: nothing would change.
    """
    edited: Json = {}
    if name is not None and name.strip() and checked_name(name) != topic.name:
        topic.name = edited["name"] = checked_name(name)
    if emoji is not None and emoji != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = edited["icon_custom_emoji_id"] = emoji
    if not edited:
        raise Refused("topic_not_modified")
    say(world, chat, topic.id, by, {"forum_topic_edited": edited}, now)


def set_closed(world: World, chat: Chat, topic: Topic, by: int, now: datetime, *, closed: bool) -> None:
    """Closes or reopens a topic; doing it twice is refused."""
    if topic.closed == closed:
        raise Refused("topic_not_modified")
    topic.closed = closed
    say(world, chat, topic.id, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, now)


def drop(world: World, chat: Chat, topic: Topic) -> None:
    """Removes a topic with everything in it."""
    del chat.topics[topic.id]
    for message in [m for m in chat.messages.values() if m.in_topic and m.thread == topic.id]:
        remove(world, chat, message.id)
    world.changed("topics", chat.id)


def rename_general(world: World, chat: Chat, by: int, now: datetime, name: str) -> None:
    name = checked_name(name)
    if name == chat.general_name:
        raise Refused("topic_not_modified")
    chat.general_name = name
    say(world, chat, None, by, {"forum_topic_edited": {"name": name}}, now)


def close_general(world: World, chat: Chat, by: int, now: datetime, *, closed: bool) -> None:
    if chat.general_closed == closed:
        raise Refused("topic_not_modified")
    chat.general_closed = closed
    say(world, chat, None, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, now)
    if not closed and chat.general_hidden:
        hide_general(world, chat, by, now, hidden=False)


def hide_general(world: World, chat: Chat, by: int, now: datetime, *, hidden: bool) -> None:
    """Hides or shows General; hiding closes it too (Bot API, hideGeneralForumTopic)."""
    if chat.general_hidden == hidden:
        raise Refused("topic_not_modified")
    chat.general_hidden = hidden
    if hidden and not chat.general_closed:
        chat.general_closed = True
    say(
        world,
        chat,
        None,
        by,
        {"general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden": {}},
        now,
    )


def topic_json(topic: Topic) -> Json:
    shown: Json = {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}
    if topic.icon_custom_emoji_id:
        shown["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return shown


def say(world: World, chat: Chat, thread: int | None, by: int, body: Json, now: datetime) -> None:
    """A service message in the topic (or General); the bot hears its own, too."""
    post(world, chat, by, body, now, Manner(thread, thread is not None), service=True)
    world.changed("topics", chat.id)
