"""Names of things: ULIDs made by us, 26 characters, growing with time.

They are known before the insert, sort by birth, and two fit into a button's 64 bytes.
Ids *name* things; database sequences *order* queues.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NewType

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

ID_LENGTH = 26
_RANDOM_BITS = 80


class IdMaker:
    """Makes ids that grow even within one millisecond.

    `now` gives aware UTC; moving it back (tests, a corrected machine clock) keeps the order of birth.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def __call__(self) -> str:
        fresh = int.from_bytes(ULID.from_datetime(self._now()).bytes, "big")
        # Monotonic by the ULID specification: within one millisecond the random part counts up by one.
        same_moment = fresh >> _RANDOM_BITS <= self._last >> _RANDOM_BITS
        self._last = self._last + 1 if same_moment else fresh
        return str(ULID.from_bytes(self._last.to_bytes(16, "big")))
