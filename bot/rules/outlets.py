"""Addresses where words go out by themselves: how often a call is tried again, and what somebody types to set
a robot up."""

import re
from datetime import timedelta
from typing import Final

from msgspec import Struct

from bot.errors import DeskError
from bot.rules import phones
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.phones import PhoneKind, RingVerdict

#: After the first try, the second, … together under eight minutes: what an interface has not taken by then, people
#: publish by hand while the shortest public deadline (clocks.md 2.1) still runs.
WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 30, 60, 120, 240))
#: What another try could change: the other side was busy, broken, silent, or not to be reached.
_WORTH_IT: Final = frozenset(
    {
        RingVerdict.BUSY,
        RingVerdict.BROKEN,
        RingVerdict.SILENT,
        RingVerdict.BROKEN_OFF,
        RingVerdict.NO_CONNECTION,
        RingVerdict.NO_SUCH_HOST,
        RingVerdict.CRASHED,
        RingVerdict.GARBLED,
    }
)
_NAME_LIMIT: Final = 60
_PEOPLE: Final = re.compile(r"([0-9]{1,4})(?:\u4eba|people|p)?", re.IGNORECASE)


class RobotUnclear(DeskError):
    """No robot of this messenger can be read from what was typed (`outlet`)."""

    key = "refused-robot-unclear"


class Robot(Struct, frozen=True):
    """A robot as typed. `shown`: the end of its key; `people`: how many read there, 0 when that was not said."""

    kind: OutletKind
    name: str
    url: str
    secret: str
    shown: str
    people: int


def wait_after(verdict: RingVerdict, attempts: int) -> timedelta | None:
    """How long until the next try after `attempts` of them; None: it is not tried again."""
    if verdict not in _WORTH_IT or attempts > len(WAITS):
        return None
    return WAITS[max(attempts, 1) - 1]


def robot(kind: OutletKind, typed: str) -> Robot:
    """Name, perhaps how many people, address, perhaps the secret: `Service desk 12 https://… SEC…`.

    Raises:
        RobotUnclear: no name in front of the address, or the address or secret is none of this messenger's.
    """
    words = typed.split()
    place = next((at for at, word in enumerate(words) if "://" in word), None)
    if not place:
        raise RobotUnclear(outlet=kind.value)
    before, behind = words[:place], words[place:]
    counted = _PEOPLE.fullmatch(before[-1]) if len(before) > 1 else None
    name = " ".join(before[:-1] if counted else before)
    try:
        address = phones.read(PhoneKind(kind.value), " ".join(behind))
    except phones.PhoneUnclear:
        raise RobotUnclear(outlet=kind.value) from None
    config = dict(address.config)
    if len(name) > _NAME_LIMIT or config.keys() - {"url", "secret"}:
        raise RobotUnclear(outlet=kind.value)
    people = int(counted[1]) if counted else 0
    return Robot(kind, name, config["url"], config.get("secret", ""), address.shown, people)
