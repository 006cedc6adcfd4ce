"""Pressing a button and getting the answer: a toast or an alert, once, and not after a while."""

from datetime import datetime

from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.members import is_in
from bot.sandbox.world.model import Callback, Json, Message
from bot.sandbox.world.render import message_json, user_json
from bot.sandbox.world.updates import queue
from bot.sandbox.world.world import World

LIFETIME = 15.0
"""Seconds in which a press can be answered. The real figure is not documented; 15 s is what clients wait."""
TEXT_LIMIT = 200
KEPT = 2000
"""Presses remembered; the oldest are long past answering."""


def buttons(message: Message) -> list[Json]:
    keyboard = (message.markup or {}).get("inline_keyboard", [])
    return [button for row in keyboard for button in row]


def press(
    world: World,
    user_id: int,
    message: Message,
    now: datetime,
    *,
    label: str | None = None,
    data: str | None = None,
) -> Callback:
    """A person presses a button of a message; the bot gets a callback_query.

    With `data` the press may also be one of an old keyboard that the message no longer shows: another device
    may be late.

    Raises:
        ActRefused: the person is not in the chat, or there is no such button.
    """
    user = world.person(user_id)
    chat = world.chats[message.chat_id]
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can press its buttons")
    if data is None:
        found = [button for button in buttons(message) if button["text"] == label]
        if not found:
            labels = ", ".join(button["text"] for button in buttons(message)) or "none"
            raise ActRefused(f"no button with this label; there are: {labels}")
        if "callback_data" not in found[0]:
            raise ActRefused("this button sends nothing to the bot")
        label, data = found[0]["text"], found[0]["callback_data"]
    callback = Callback(
        str(7_700_000_000_000_000_000 + world.next()),
        user_id,
        chat.id,
        message.id,
        str(data),
        label or "",
        now.timestamp(),
    )
    world.callbacks[callback.id] = callback
    while len(world.callbacks) > KEPT:
        del world.callbacks[next(iter(world.callbacks))]
    payload: Json = {"id": callback.id, "from": user_json(user), "chat_instance": str(abs(chat.id) * 31 + 7)}
    inline = _inline_id(world, message)
    payload |= {"inline_message_id": inline} if inline else {"message": message_json(world, message)}
    queue(world, "callback_query", payload | {"data": callback.data}, now, f"{chat.id}:callback")
    world.changed("callback", chat.id, callback_id=callback.id, user=user_id)
    return callback


def _inline_id(world: World, message: Message) -> str | None:
    if not message.via_bot:
        return None
    place = (message.chat_id, message.id)
    return next((name for name, where in world.inline_messages.items() if tuple(where) == place), None)


def answer(world: World, callback_id: str, answer: Json, now: datetime) -> None:
    """The bot answers a press.

    Raises:
        Refused: unknown, already answered, or too old; and a text that is too long.
    """
    callback = world.callbacks.get(callback_id)
    if callback is None or callback.answer is not None or now.timestamp() - callback.at > LIFETIME:
        raise Refused("query_too_old")
    if len(answer.get("text") or "") > TEXT_LIMIT:
        raise Refused("callback_text_long")
    callback.answer = answer
    world.changed("answer", callback.chat_id, callback_id=callback.id, user=callback.user, **answer)
