"""Paused promotion: may a text for this channel sell again?

Pausing and lifting go by what hurts (paid traffic, selling on air …), texts by where they stand. What somebody
lifted runs; what the crisis type pauses by itself, or somebody paused, does not.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from storage.vocabulary.sheets import Channel

#: What can be paused, in the order in which it hurts.
CHANNELS: Final = ("paid_traffic", "live_selling", "scheduled", "lottery", "ads", "kol")
#: Texts that belong to one of them; every other text may sell only when all of them run.
_OF_TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        Channel.LIVE_SPOKEN: "live_selling",
        Channel.LIVE_CARD: "live_selling",
        Channel.VIDEO_CAPTION: "scheduled",
    }
)


def paused(channel: str, by_type: bool, stopped: Collection[str], lifted: Collection[str]) -> bool:
    """Is selling stopped in a text for this channel (a word of `Channel`, or empty for any)?

    `by_type`: the crisis type and severity pause everything by themselves. `stopped` and `lifted`: what somebody
    paused, and what somebody let run again.
    """
    mine = _OF_TEXT.get(channel)
    return any(one in stopped or (by_type and one not in lifted) for one in ((mine,) if mine else CHANNELS))
