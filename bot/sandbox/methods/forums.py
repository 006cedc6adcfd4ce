"""Forum topics."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world import topics
from bot.sandbox.world.model import Chat, Topic


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = call.chat()
    topic = topics.known(chat, call.get("message_thread_id"))
    topics.forum(call.world, chat, "rights_topics", topic)
    return chat, topic


def _general(call: Call) -> Chat:
    chat = call.chat()
    topics.forum(call.world, chat, "rights_topics")
    return chat


@method("createForumTopic")
def create_forum_topic(call: Call) -> object:
    chat = call.chat()
    topics.forum(call.world, chat, "rights_topic_create")
    topic = topics.create(
        call.world,
        chat,
        call.get("name"),
        call.world.bot_id,
        call.now,
        color=call.get("icon_color"),
        emoji=call.get("icon_custom_emoji_id", ""),
    )
    return topics.topic_json(topic)


@method("editForumTopic")
def edit_forum_topic(call: Call) -> object:
    chat, topic = _topic(call)
    topics.rename(
        call.world, chat, topic, call.world.bot_id, call.now, call.get("name"), call.get("icon_custom_emoji_id")
    )
    return True


@method("closeForumTopic")
def close_forum_topic(call: Call) -> object:
    chat, topic = _topic(call)
    topics.set_closed(call.world, chat, topic, call.world.bot_id, call.now, closed=True)
    return True


@method("reopenForumTopic")
def reopen_forum_topic(call: Call) -> object:
    chat, topic = _topic(call)
    topics.set_closed(call.world, chat, topic, call.world.bot_id, call.now, closed=False)
    return True


@method("deleteForumTopic")
def delete_forum_topic(call: Call) -> object:
    """Needs can_delete_messages (Bot API, deleteForumTopic)."""
    chat = call.chat()
    topic = topics.known(chat, call.get("message_thread_id"))
    if not call.world.bot_may(chat, "can_delete_messages"):
        raise Refused("rights_delete_topic")
    topics.drop(call.world, chat, topic)
    return True


@method("editGeneralForumTopic")
def edit_general_forum_topic(call: Call) -> object:
    topics.rename_general(call.world, _general(call), call.world.bot_id, call.now, call.get("name"))
    return True


@method("closeGeneralForumTopic")
def close_general_forum_topic(call: Call) -> object:
    topics.close_general(call.world, _general(call), call.world.bot_id, call.now, closed=True)
    return True


@method("reopenGeneralForumTopic")
def reopen_general_forum_topic(call: Call) -> object:
    topics.close_general(call.world, _general(call), call.world.bot_id, call.now, closed=False)
    return True


@method("hideGeneralForumTopic")
def hide_general_forum_topic(call: Call) -> object:
    topics.hide_general(call.world, _general(call), call.world.bot_id, call.now, hidden=True)
    return True


@method("unhideGeneralForumTopic")
def unhide_general_forum_topic(call: Call) -> object:
    topics.hide_general(call.world, _general(call), call.world.bot_id, call.now, hidden=False)
    return True
