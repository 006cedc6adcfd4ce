"""The polling loop: fetch, store, and only then let the offset move.

PTB's own loop confirms updates while they are still in memory (facts.md 0: kill -9 lost 40 of 100) and is
stalled for ever by one update it cannot parse. This one stores raw text and parses nothing.
"""

from collections.abc import Awaitable, Callable, Sequence

import msgspec
import structlog

_log = structlog.get_logger("polling")
_decode = msgspec.json.Decoder().decode

#: Every kind we read; Telegram leaves some out unless they are named, and remembers the list (facts.md 1).
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "message_reaction",
    "my_chat_member",
    "chat_member",
    "poll_answer",
)

#: Given the next offset, come back with raw updates in order; waits at Telegram's side for a while.
FetchUpdates = Callable[[int | None], Awaitable[Sequence[str]]]


async def poll(
    fetch_updates: FetchUpdates,
    store: Callable[[Sequence[str]], Awaitable[None]],
    offset: int | None = None,
    alive: Callable[[], None] = lambda: None,
) -> None:
    """Until cancelled: fetch what waits at Telegram's, store it, move on.

    `offset` is where to begin: one more than the newest stored update, or None when that is older than a
    week (Bot API, Update.update_id: the next id may then be lower).

    Raises:
        Whatever `fetch_updates` and `store` raise: the loop runner pauses and calls again, with the offset of
        the database.
    """
    while True:
        raws = await fetch_updates(offset)
        alive()
        if not raws:
            continue
        await store(raws)
        # Telegram confirms everything below the offset, and only now is it safe here.
        offset = after(raws, offset)


def after(raws: Sequence[str], offset: int | None) -> int | None:
    """The offset that confirms these updates; what has no readable number confirms nothing."""
    numbers = [number for raw in raws if (number := _number(raw)) is not None]
    return max(numbers) + 1 if numbers else offset


def _number(raw: str) -> int | None:
    try:
        update = _decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
