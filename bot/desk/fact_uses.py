"""Who uses facts, told in the same transaction when one of them changes.

A fact that is changed, disputed, withdrawn or too old turns everything that says it to "needs review". Each noun
that uses facts adds its own function here and tells the people it belongs to.
"""

from bot.desk import sheets
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> None:
    """The fact no longer says what it said (see `fact.state`, `fact.version`), or may no longer be said.

    Called under the incident's hold, after the change is flushed.
    """
    await sheets.fact_changed(u, incident, fact)
