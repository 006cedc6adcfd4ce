"""Message sheets of an incident: who reviews them when what they say no longer stands."""

from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.sheets import SheetState
from storage.vocabulary.timeline import EntryKind


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> None:
    """Sheets that use this fact need somebody to look at them again."""
    for sheet in await u.sheets.of_incident(incident.id):
        if not (sheet.state.open or sheet.state is SheetState.CURRENT) or sheet.needs_review is not None:
            continue
        if any(fact.id in item.fact_ids for item in await u.sheets.items(sheet.id)):
            sheet.needs_review, sheet.review_reason = u.now, str(fact.number)
            u.timeline.record(
                incident, EntryKind.SHEET_REVIEW, ref=sheet.id, version=sheet.version, fact=fact.number
            )
