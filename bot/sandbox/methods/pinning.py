"""Pinned messages."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world import messages
from bot.sandbox.world.model import Chat


def _chat(call: Call) -> Chat:
    chat = call.chat()
    if not call.world.bot_may(chat, "can_pin_messages"):
        raise Refused("rights_pin")
    return chat


def _unpin_where(call: Call, chat: Chat, thread: int | None, *, everywhere: bool = False) -> None:
    gone = [
        number
        for number in chat.pinned
        if everywhere or (chat.messages[number].thread if chat.messages[number].in_topic else None) == thread
    ]
    messages.unpin(call.world, chat, gone)


@method("pinChatMessage")
def pin_chat_message(call: Call) -> object:
    chat = _chat(call)
    number = call.get("message_id")
    if number not in chat.messages or chat.messages[number].service:
        raise Refused("pin_not_found")
    silent = call.get("disable_notification", False)
    messages.pin(call.world, chat, number, call.world.bot_id, call.now, silent=silent)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> object:
    """One message, or the most recently pinned one."""
    chat = _chat(call)
    number = call.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if number is None or number not in chat.messages:
        raise Refused("unpin_not_found")
    messages.unpin(call.world, chat, [number])
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> object:
    _unpin_where(call, _chat(call), None, everywhere=True)
    return True


@method("unpinAllForumTopicMessages")
def unpin_all_forum_topic_messages(call: Call) -> object:
    chat = _chat(call)
    if not chat.forum:
        raise Refused("not_a_forum")
    if call.get("message_thread_id") not in chat.topics:
        raise Refused("topic_invalid")
    _unpin_where(call, chat, call.get("message_thread_id"))
    return True


@method("unpinAllGeneralForumTopicMessages")
def unpin_all_general_forum_topic_messages(call: Call) -> object:
    chat = _chat(call)
    if not chat.forum:
        raise Refused("not_a_forum")
    _unpin_where(call, chat, None)
    return True
