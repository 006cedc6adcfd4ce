"""Waiting for a desk in another process to have nothing left to do."""

import asyncio

from storage.database import Database
from tests.survival.evidence import left


async def rest(database: Database) -> int:
    """Wait until nothing may be done now; how many parcels wait for their moment."""
    quiet = 0
    while True:
        updates, parcels, postponed = await left(database)
        quiet = quiet + 1 if not updates and not parcels else 0
        if quiet == 5:
            return postponed
        # The desk is another process on real time: there is no clock of ours to move, only its database to read.
        await asyncio.sleep(0.2)
