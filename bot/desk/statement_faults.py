"""Whose fault it is changed, on the sheet or in the incident: approvals bound to the former answer are void.

Works inside somebody's act. What an approval was bound to is read off its hash, so no row has to keep it twice.
"""

from bot.desk import demands, drafting, statements
from bot.desk.approvals import STATEMENT
from bot.desk.speaking import post_card
from bot.rules import statements as rules
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import Responsibility


async def follow(u: UnitOfWork, incident: Incident) -> None:
    """Every text on its way out is bound to what is established now; who said yes to the former is asked anew.

    Called after whatever may have changed it; does nothing where it stayed the same. What nobody was asked about
    is bound anew without a word, and "nothing new", which nobody approves one by one, goes on.
    """
    await u.session.flush()
    for statement in await u.statements.open(incident.id):
        version = await statements.newest(u, statement)
        bound = await _bound_to(u, incident, statement, version)
        now = await drafting.bound_responsibility(u, incident, statement)
        if bound is None or bound is now or statement.nothing_new:
            continue
        if not await u.approvals.of_subject(STATEMENT, version.id):
            version.binding_hash = await drafting.hash_of(u, incident, statement, version)
            continue
        asked = (await demands.of(u, incident, statement, version.text)).required
        slots = rules.completed(drafting.slots_of(version), asked)
        uses = [dict(use) for use in version.fact_uses]
        why = rules.fault_moved(bound, now)
        await statements.write(u, incident, statement, None, slots, uses, because=why)
        await statements.post_draft(u, statement)
        post_card(u, incident)


async def _bound_to(
    look: Reader, incident: Incident, statement: Statement, version: StatementVersion
) -> Responsibility | None:
    """The answer this wording is bound to; None where something else is different too."""
    for whose in Responsibility:
        if await drafting.hash_of(look, incident, statement, version, whose) == version.binding_hash:
            return whose
    return None
