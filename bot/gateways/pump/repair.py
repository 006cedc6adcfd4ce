"""Claims whose outcome nobody told: their pump died, or the commit that made them got no answer.

What can be done twice unnoticed simply waits again. A new message or topic becomes *uncertain*: it is looked
for first, and repeated with a mark when it cannot be found (`planning`, `claims`).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from storage.tables.speaking import Parcel
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind, ParcelState

ECHO: Final = timedelta(seconds=5)
"""How long a service message may take to come in after a start. (Tried: without the wait, a kill between the call
and its answer opened a second topic.)"""


async def take_back(u: UnitOfWork, owner: str, known: Collection[int]) -> int:
    """Parcels this pump claimed without hearing so: nothing was sent, they wait again. Returns how many."""
    stray = await u.parcels.stray(owner, known)
    for parcel in stray:
        # Their attempt mark is from that same commit: what was unsure before it is unsure still.
        await _release(u, parcel, ParcelState.UNCERTAIN if parcel.attempts > 1 and parcel.text_hash else None)
    return len(stray)


async def recover(u: UnitOfWork, only_pump: str | None, owner: str, known: Collection[int]) -> int:
    """Parcels of pumps that died. Returns how many.

    `only_pump`: the name of this pump when there can be no other (SQLite): then nobody else's lease counts.
    `known`: what this pump (`owner`) has in hand: after a machine slept its leases are over, its calls are not.
    """
    abandoned = [
        parcel
        for parcel in await u.parcels.abandoned(u.now, only_pump)
        if parcel.owner != owner or parcel.seq not in known
    ]
    for parcel in abandoned:
        unsure = bool(parcel.text_hash) or parcel.kind is ParcelKind.TOPIC_OPEN
        if parcel.kind is ParcelKind.TOPIC_OPEN:
            # The service message that would tell of it is still on its way: we have hardly begun to listen.
            parcel.not_before = u.now + ECHO
        await _release(u, parcel, ParcelState.UNCERTAIN if unsure else None)
    return len(abandoned)


async def listen_first(u: UnitOfWork) -> None:
    """A pump begins: what was heard of a topic in an earlier life may still be on its way, or was never asked for.

    Whoever dies twice in a row before it listens has waited long enough by the clock, and heard nothing.
    """
    for parcel in await u.parcels.hold_uncertain(ParcelKind.TOPIC_OPEN):
        parcel.not_before = max(parcel.not_before or u.now, u.now + ECHO)


async def _release(u: UnitOfWork, parcel: Parcel, state: ParcelState | None) -> None:
    parcel.owner = None
    parcel.lease_until = None
    parcel.last_error = "abandoned"
    if state is not None:
        parcel.state = state
        return
    parcel.state = ParcelState.SUPERSEDED if await u.parcels.bequeath(parcel) else ParcelState.WAITING
    await u.session.flush()
