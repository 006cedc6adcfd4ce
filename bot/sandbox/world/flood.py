"""Telegram's flood limits: about 20 writing calls a minute in a group, about 30 a second in all."""

import math
from datetime import datetime

from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import Chat
from bot.sandbox.world.world import World

GROUP_PER_MINUTE = 20
ALL_PER_SECOND = 30
"""Bots FAQ, broadcasting limits; edits, pins and topic calls count like messages (tdlib/td issue 2592)."""
_ALL = 0
METERED = frozenset(
    [
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendMediaGroup",
        "sendPoll",
        "stopPoll",
        "forwardMessage",
        "forwardMessages",
        "copyMessage",
        "copyMessages",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
        "pinChatMessage",
        "unpinChatMessage",
        "unpinAllChatMessages",
        "createForumTopic",
        "editForumTopic",
        "closeForumTopic",
        "reopenForumTopic",
        "deleteForumTopic",
        "editGeneralForumTopic",
        "closeGeneralForumTopic",
        "reopenGeneralForumTopic",
        "hideGeneralForumTopic",
        "unhideGeneralForumTopic",
        "setChatTitle",
        "setChatDescription",
    ]
)


def spend(world: World, chat: Chat, now: datetime, calls: int = 1) -> None:
    """Takes calls from the budget of a chat and of the bot; all topics of a forum share one budget.

    Raises:
        Refused: 429 with the seconds to wait. A refused call costs nothing.
    """
    if not world.flood_limits:
        return
    moment = now.timestamp()
    group = world.flood_log.setdefault(chat.id, []) if chat.kind != "private" else []
    everything = world.flood_log.setdefault(_ALL, [])
    group[:] = [at for at in group if 0 <= moment - at < 60.0]
    everything[:] = [at for at in everything if 0 <= moment - at < 1.0]
    wait = max(
        _wait(group, calls, GROUP_PER_MINUTE, 60.0, moment), _wait(everything, calls, ALL_PER_SECOND, 1.0, moment)
    )
    if wait:
        world.violations += 1
        world.changed("flood", chat.id, seconds=wait)
        raise Refused("flood", parameters={"retry_after": wait}, seconds=wait)
    everything.extend([moment] * calls)
    if chat.kind != "private":
        group.extend([moment] * calls)


def _wait(log: list[float], calls: int, limit: int, window: float, now: float) -> int:
    """Whole seconds until `calls` more fit, at least one; 0 when they fit now."""
    excess = len(log) + min(calls, limit) - limit
    if excess <= 0:
        return 0
    return max(1, math.ceil(log[excess - 1] + window - now))
