"""Who uses facts, told in the same transaction when one of them changes.

A fact that is changed, disputed, withdrawn or too old turns everything that says it to "needs review". Each noun
that uses facts adds its own two functions here.
"""

from datetime import datetime

from msgspec import Struct

from bot.desk import inquiry_uses, sheets, statement_facts
from bot.ids import PersonId
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork


class Used(Struct, frozen=True):
    """Whether something says the fact, whether that is out in public, and who answers for it."""

    in_use: bool = False
    published: bool = False
    owners: tuple[PersonId, ...] = ()

    def __or__(self, other: "Used") -> "Used":
        owners = tuple(dict.fromkeys((*self.owners, *other.owners)))
        return Used(self.in_use or other.in_use, self.published or other.published, owners)


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> Used:
    """The fact no longer says what it said (see `fact.state`, `fact.version`), or may no longer be said.

    Called under the incident's hold, after the change is flushed.
    """
    drafters = await sheets.fact_changed(u, incident, fact)
    says = await statement_facts.fact_changed(u, incident, fact)
    told = await inquiry_uses.fact_changed(u, incident, fact)
    used = Used(in_use=bool(drafters), owners=tuple(drafters)) | Used(says.waiting, says.published, says.owners)
    return used | Used(bool(told), bool(told), tuple(told))


async def fact_back(u: UnitOfWork, incident: Incident, fact: Fact, since: datetime) -> None:
    """The change of that moment was a slip and is taken back: what was turned to review by it is as before."""
    await sheets.fact_back(u, incident, fact, since)
    await statement_facts.fact_changed(u, incident, fact)
    await inquiry_uses.fact_back(u, incident, fact, since)
