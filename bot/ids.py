"""Names of things: ULIDs made by us, 26 characters, growing with time.

They are known before the insert, sort by birth, and two fit into a button's 64 bytes.
Ids *name* things; database sequences *order* queues.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NewType

from ulid import ULID

TeamId = NewType("TeamId", str)
PersonId = NewType("PersonId", str)
SourceId = NewType("SourceId", str)
DeliveryId = NewType("DeliveryId", str)
AlertId = NewType("AlertId", str)
IncidentId = NewType("IncidentId", str)
RoleId = NewType("RoleId", str)
TaskId = NewType("TaskId", str)
DecisionId = NewType("DecisionId", str)
EvidenceId = NewType("EvidenceId", str)
ClockId = NewType("ClockId", str)
ParcelId = NewType("ParcelId", str)
FactId = NewType("FactId", str)
SheetId = NewType("SheetId", str)
StandingLineId = NewType("StandingLineId", str)
BanId = NewType("BanId", str)
SpanId = NewType("SpanId", str)
CheckId = NewType("CheckId", str)
SampleId = NewType("SampleId", str)
CommentActId = NewType("CommentActId", str)
FrontlineGroupId = NewType("FrontlineGroupId", str)
OutletCallId = NewType("OutletCallId", str)
PhoneId = NewType("PhoneId", str)
RingId = NewType("RingId", str)
StatementId = NewType("StatementId", str)
StatementVersionId = NewType("StatementVersionId", str)
ApprovalId = NewType("ApprovalId", str)
PublicationId = NewType("PublicationId", str)
ChainId = NewType("ChainId", str)
RungId = NewType("RungId", str)
LinkId = NewType("LinkId", str)
RotationId = NewType("RotationId", str)
InquiryId = NewType("InquiryId", str)

ID_LENGTH = 26
_RANDOM_BITS = 80
# ULID specification: Crockford's base 32. Two characters at a time; the last four are looked up anew for each id.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_PAIR_BITS = 10
_PAIR = (1 << _PAIR_BITS) - 1
_TAIL_BITS = 2 * _PAIR_BITS
_HEAD_SHIFTS = tuple(range(100, -1, -_PAIR_BITS))


def lowest_id(moment: datetime) -> str:
    """No id made at this moment or later is smaller: rows made since then are found by their key."""
    millisecond = int(moment.timestamp() * 1000)
    return str(ULID.from_bytes((millisecond << _RANDOM_BITS).to_bytes(16, "big")))


_SET_BACK: Final = timedelta(hours=3)
"""A clock that is set back further than that in one go is set right by hand, and its ids with it."""


def ids_of(since: datetime, until: datetime) -> tuple[str, str]:
    """Between which ids (the second is left out) all of that lies which came in between these moments.

    More than that lies there: an id is made a moment after something came in, and where a clock was set back ids
    run ahead of it until it has caught up.
    """
    return lowest_id(since), lowest_id(until + _SET_BACK)


def ids_after(one: str) -> str:
    """No younger thing's id is smaller, wherever it was made: a clock may have been set back before a restart."""
    return lowest_id(ULID.from_str(one).datetime - _SET_BACK)


class IdMaker:
    """Makes ids that grow even within one millisecond.

    `now` gives aware UTC; moving it back (tests, a corrected machine clock) keeps the order of birth.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0
        self._millisecond = -1
        self._head = (-1, "")

    def __call__(self) -> str:
        millisecond = int(self._now().timestamp() * 1000)
        # Monotonic by the ULID specification: within one millisecond the random part counts up by one.
        if millisecond <= self._millisecond:
            return self._next()
        self._last = millisecond << _RANDOM_BITS | int.from_bytes(os.urandom(_RANDOM_BITS // 8), "big")
        self._millisecond = millisecond
        return self._written(self._last)

    def many(self, count: int) -> list[str]:
        """So many ids, with one look at the clock: for rows that are born together."""
        if not count:
            return []
        ids = [self()]
        while len(ids) < count:
            place = self._last + 1 & _PAIR
            alike = _PAIRS[place : place + count - len(ids)]  # they differ in their last two characters only
            head = self._next()[:-2]
            ids += [head + pair for pair in alike]
            self._last += len(alike) - 1
        return ids

    def _next(self) -> str:
        self._last += 1
        self._millisecond = max(self._millisecond, self._last >> _RANDOM_BITS)
        return self._written(self._last)

    def _written(self, number: int) -> str:
        """As 26 characters; ids of one millisecond share their head nearly always."""
        upper = number >> _TAIL_BITS
        if upper != self._head[0]:
            self._head = upper, "".join([_PAIRS[upper >> shift & _PAIR] for shift in _HEAD_SHIFTS])
        return self._head[1] + _PAIRS[number >> _PAIR_BITS & _PAIR] + _PAIRS[number & _PAIR]
