"""The same again: type and tag of an incident within half a year."""

from datetime import timedelta

from bot.rules import closing as rules
from messages.library import closing as library
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.timeline import EntryKind


async def recurs(u: UnitOfWork, incident: Incident) -> None:
    """Was there the same before? Then the timeline names it: what was decided to change did not help."""
    incident.tag = rules.tag_of(incident.product, incident.account)
    if not incident.tag or incident.drill:
        return
    since = incident.opened_at - timedelta(days=library.recurrence().days)
    earlier = [
        row
        for row in await u.reviews.alike(incident.team_id, incident.crisis_type, incident.tag, since)
        if row.id != incident.id and not row.state.open
    ]
    if earlier:
        u.timeline.record(
            incident,
            EntryKind.RECURRED,
            ref=earlier[-1].id,
            text=", ".join(row.number for row in earlier[-3:]),
            times=len(earlier) + 1,
        )
