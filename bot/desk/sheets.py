"""Message sheets of an incident: who reviews them when what they say no longer stands."""

from collections.abc import Sequence
from datetime import datetime

from bot.ids import PersonId
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.sheets import SheetState
from storage.vocabulary.timeline import EntryKind


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> Sequence[PersonId]:
    """Sheets that use this fact need somebody to look at them again; returns who wrote them."""
    drafters: list[PersonId] = []
    for sheet in await _using(u, incident, fact):
        if sheet.drafted_by:
            drafters.append(sheet.drafted_by)
        if sheet.needs_review is None:
            sheet.needs_review, sheet.review_reason = u.now, str(fact.number)
            u.timeline.record(
                incident, EntryKind.SHEET_REVIEW, ref=sheet.id, version=sheet.version, fact=fact.number
            )
    return drafters


async def fact_back(u: UnitOfWork, incident: Incident, fact: Fact, since: datetime) -> None:
    """What was turned to review at this moment by this fact needs none after all."""
    for sheet in await _using(u, incident, fact):
        if sheet.needs_review == since and sheet.review_reason == str(fact.number):
            sheet.needs_review, sheet.review_reason = None, ""


async def _using(look: Reader, incident: Incident, fact: Fact) -> Sequence[MessageSheet]:
    """Sheets of this incident that may still be used and say this fact."""
    living = [
        sheet
        for sheet in await look.sheets.of_incident(incident.id)
        if sheet.state.open or sheet.state is SheetState.CURRENT
    ]
    items = await look.sheets.items_of([sheet.id for sheet in living]) if living else ()
    saying = {item.sheet_id for item in items if fact.id in item.fact_ids}
    return [sheet for sheet in living if sheet.id in saying]
