"""Is a source silent? It said how often it speaks; two intervals without a word are too long (features F05)."""

from datetime import datetime, timedelta
from typing import Final

INTERVALS: Final = 2
SHORTEST_SECONDS: Final = 60
"""How often a source is heard is noted once a minute at most, so a shorter promise could not be checked."""


def silent_from(expected_seconds: int, last_heard: datetime) -> datetime:
    """The moment from which a source that was last heard then counts as silent."""
    return last_heard + timedelta(seconds=INTERVALS * max(expected_seconds, SHORTEST_SECONDS))


def silent(expected_seconds: int | None, last_heard: datetime, now: datetime) -> bool:
    """Has it been silent for two intervals? A source that promised none never is."""
    return expected_seconds is not None and now >= silent_from(expected_seconds, last_heard)
