"""Chats that take nothing for a while: what waits for them is left out of the search, and hides no other."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from bot.rules.budget import URGENT
from storage.vocabulary.parcels import Lane

_LOOKED_AT_AGAIN: Final = 30.0


class Free(Struct, frozen=True):
    """When a chat without budget takes something again (seconds): urgent lanes, answers, all others."""

    urgent: float
    answers: float
    others: float

    def shut(self, now: float) -> frozenset[Lane]:
        """The lanes it does not take now."""
        return frozenset(lane for lane in Lane if self._of(lane) > now)

    def moments(self, now: float) -> tuple[float, ...]:
        """When more of them open."""
        return tuple(moment for moment in (self.urgent, self.answers, self.others) if moment > now)

    def _of(self, lane: Lane) -> float:
        if lane <= URGENT:
            return self.urgent
        return self.answers if lane is Lane.REPLY else self.others


def held_up(heads: Iterable[tuple[Lane, float]], now: float) -> Free:
    """A chat in which all that was looked at stands behind parcels that wait for their next try (lane, moment).

    It is looked at again when the first of them may go, and every half minute: the search sees only so many.
    """
    first: dict[Lane, float] = {}
    for lane, moment in heads:
        of = URGENT if lane <= URGENT else lane if lane is Lane.REPLY else Lane.CARD
        first[of] = min(moment, first.get(of, now + _LOOKED_AT_AGAIN))
    return Free(first.get(URGENT, 0.0), first.get(Lane.REPLY, 0.0), first.get(Lane.CARD, 0.0))
