"""What this desk keeps once and for all: its keys, made by whoever needs one first."""

from storage.queries.base import upsert
from storage.tables.teams import Stamp
from storage.unit_of_work import UnitOfWork


async def kept_once(u: UnitOfWork, name: str, fresh: str) -> str:
    """What is kept under this name; `fresh`, and from now on, when nothing is.

    Two acts may need the first one at the same moment: whoever comes second takes what the other kept.
    """
    stamp = await u.session.get(Stamp, name)
    if stamp is not None:
        return stamp.value
    made = upsert(u.session.get_bind().dialect.name, Stamp).values(name=name, value=fresh, stamped_at=u.now)
    await u.session.exec(made.on_conflict_do_nothing(index_elements=["name"]))
    kept = await u.session.get(Stamp, name)
    assert kept is not None, "it is there now"
    return kept.value
