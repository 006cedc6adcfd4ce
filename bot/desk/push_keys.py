"""The desk's key towards push services: made once, kept in the database, shared by all replicas.

A browser that was subscribed under one key takes nothing signed by another: losing it means subscribing anew.
"""

from bot.desk.desk import Desk, act
from bot.desk.stamps import kept_once
from storage.tables.teams import Stamp

_STAMP = "push-key"


async def known(desk: Desk) -> str | None:
    """The key, if one was made."""
    async with desk.reading() as look:
        stamp = await look.session.get(Stamp, _STAMP)
    return stamp.value if stamp else None


@act
async def keep(desk: Desk, fresh: str) -> str:
    """Keep `fresh` if there is no key yet; returns the one that holds from now on."""
    async with desk.transaction() as u:
        return await kept_once(u, _STAMP, fresh)
