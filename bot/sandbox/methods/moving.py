"""Forwarding and copying."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import caption_body, manner
from bot.sandbox.refusals import Refused
from bot.sandbox.world import messages, polls
from bot.sandbox.world.messages import Manner
from bot.sandbox.world.model import Chat, Json, Message

_MANY = 100


def _forwarded(call: Call, chat: Chat, how: Manner, source: Message) -> Message:
    origin = messages.origin_of(call.world, source)
    body = messages.content_of(source)
    return messages.post(call.world, chat, call.world.bot_id, body, call.now, how, origin=origin)


def _copied(call: Call, chat: Chat, source: Message) -> Json:
    """What a copy shows; a poll is asked anew."""
    body = messages.content_of(source)
    if "poll" in body:
        body["poll"] = polls.again(call.world, call.world.polls[body["poll"]], chat).id
    return body


def _numbers(call: Call) -> list[int]:
    numbers: list[int] = call.get("message_ids")
    if not numbers:
        raise Refused("message_ids_missing")
    if len(numbers) > _MANY:
        raise Refused("too_many_messages")
    return numbers


@method("forwardMessage")
def forward_message(call: Call) -> object:
    source_chat = call.world.reachable_chat(call.get("from_chat_id"))
    chat = call.chat()
    source = messages.movable(source_chat, call.get("message_id"), "forward_not_found", "cannot_forward")
    return messages.shown(call.world, _forwarded(call, chat, manner(call, chat), source))


@method("forwardMessages")
def forward_messages(call: Call) -> object:
    source_chat = call.world.reachable_chat(call.get("from_chat_id"))
    numbers = _numbers(call)
    chat = call.chat()
    how = manner(call, chat)
    found = [source_chat.messages[n] for n in numbers if n in source_chat.messages]
    return [
        {"message_id": _forwarded(call, chat, how, source).id}
        for source in found
        if not source.service and not source.protected
    ]


@method("copyMessage")
def copy_message(call: Call) -> object:
    """A copy without the note where it came from; a caption may be replaced."""
    source_chat = call.world.reachable_chat(call.get("from_chat_id"))
    chat = call.chat()
    source = messages.movable(source_chat, call.get("message_id"), "copy_not_found", "cannot_copy")
    body = _copied(call, chat, source)
    if call.get("caption") is not None and "text" not in body:
        body = {k: v for k, v in body.items() if not k.startswith("caption")} | caption_body(call)
    sent = messages.post(call.world, chat, call.world.bot_id, body, call.now, manner(call, chat))
    return {"message_id": sent.id}


@method("copyMessages")
def copy_messages(call: Call) -> object:
    source_chat = call.world.reachable_chat(call.get("from_chat_id"))
    numbers = _numbers(call)
    chat = call.chat()
    how = manner(call, chat)
    result = []
    for number in numbers:
        source = source_chat.messages.get(number)
        if source is None or source.service or source.protected:
            continue
        body = _copied(call, chat, source)
        if call.get("remove_caption"):
            body = {k: v for k, v in body.items() if not k.startswith("caption")}
        sent = messages.post(call.world, chat, call.world.bot_id, body, call.now, how)
        result.append({"message_id": sent.id})
    return result
