"""How fast the pump may go: windows per chat, the spacing of cards, and the lease of a claim."""

from datetime import timedelta
from typing import Final

from msgspec import Struct

from bot.rules.budget import Window, global_window, group_window, private_window

#: The key of the bot's own window over all chats; no chat of Telegram has the id 0.
ALL_CHATS: Final = 0
PROBES: Final = 6
"""Messages looked at in one look-up; each costs the log chat one call."""


class Limits(Struct, frozen=True):
    """What the operator set, and what follows from it.

    `per_minute` calls in one group, `per_second` in all chats; 0 = no limit, for private chats too when
    groups have none. `log_chat_id`: where outcomes that stayed unknown are looked up.
    """

    per_minute: int = 18
    per_second: int = 25
    log_chat_id: int | None = None
    lease: timedelta = timedelta(seconds=30)
    batch: int = 64

    @property
    def rows(self) -> int:
        """Parcels looked at in a round. Without limits nothing is packed, and a long backlog need not be seen."""
        return self.batch if self.per_minute else min(self.batch, 8)

    def window(self, chat_id: int) -> Window:
        """The window of one chat, or of all of them."""
        if chat_id == ALL_CHATS:
            return global_window(self.per_second)
        if chat_id < 0 or self.per_minute == 0:
            return group_window(self.per_minute)
        return private_window()


NEWEST_BASIC_GROUP: Final = -(10**12)
"""Bot API: the ids of supergroups and channels begin with -100, so they are smaller than this."""


def counts_its_own_messages(chat_id: int) -> bool:
    """Do message ids grow by one in this chat? In supergroups they do; in private chats and basic groups all chats
    of the account share one counter (Pyrogram, "Message identifiers"), so that gaps tell nothing."""
    return chat_id <= NEWEST_BASIC_GROUP


CARD_SPACING: Final = 5.0
"""Seconds between two edits of cards in one chat when its budget is nearly used up."""
_FREE_SHARE: Final = 1 / 3


def card_spacing(used: int, window: Window, room: int) -> float:
    """Seconds to leave between two card edits in a chat that used `used` of the `room` its cards may fill.

    None at all while a third is not used, then growing evenly up to `CARD_SPACING`.
    """
    if window.count == 0:
        return 0.0
    free = room * _FREE_SHARE
    return 0.0 if used <= free else min(CARD_SPACING, CARD_SPACING * (used - free) / max(1.0, room - free))


def backoff(attempts: int, first: float) -> float:
    """Seconds before the next try: doubling from `first`, at most half a minute."""
    return float(min(30.0, first * 2 ** min(max(0, attempts - 1), 6)))
