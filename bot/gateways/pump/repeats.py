"""How often, and how late, a new message is repeated whose outcome nobody knows.

Each repeat carries the mark, and each may stand in the chat: they grow rare, and end. While Telegram answers
nobody it is Telegram that is ill, and the waits are long enough to outlast that.
"""

from datetime import datetime, timedelta
from typing import Final

from storage.tables.speaking import Parcel
from storage.vocabulary.parcels import ParcelState

_WAITS: Final = (8.0, 30.0, 120.0, 300.0, 900.0, 1800.0, 3600.0)
"""Eight marked repeats in two hours at most: nobody reads one message all night."""
_WHEN_IT_ANSWERS: Final = timedelta(minutes=2)


def wait_after(repeats: int) -> float | None:
    """Seconds until the next repeat after so many of unknown outcome (from 1); None: there is none any more."""
    return _WAITS[max(0, repeats - 1)] if repeats <= len(_WAITS) else None


def ready_at(parcel: Parcel, answered_at: datetime | None) -> datetime | None:
    """Before when it is not tried. Once Telegram has said yes to another one (`answered_at`), a parcel of unknown
    outcome waits for two minutes at most."""
    until, tried = parcel.not_before, parcel.attempted_at
    if until is None or parcel.state is not ParcelState.UNCERTAIN or tried is None or answered_at is None:
        return until
    return min(until, tried + _WHEN_IT_ANSWERS) if answered_at > tried else until
