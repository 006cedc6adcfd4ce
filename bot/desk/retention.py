"""Personal data goes when its time is over: raw deliveries, pictures, names, free text of closed incidents.

What was decided, when and by whom stays, and so does every hash: the timeline's chain still verifies. An incident
under a legal hold, or merged into one that is, keeps everything.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from msgspec import Struct
from msgspec.structs import replace

from bot.desk import audiences
from bot.desk.desk import Desk, act
from bot.desk.speaking import post_reply
from bot.ids import IncidentId, PersonId, TeamId
from messages.library.retention import retention_policy
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.timeline import EntryKind

_log = structlog.get_logger("retention")

MOST: Final = 200
"""Incidents looked at in one run; the next night goes on."""
_CHUNK: Final = 500
"""Deliveries in one transaction: a storm's twenty thousand must not hold the writer's turn for seconds."""
#: Entries whose details hold what people outside wrote, sent or are called.
FREE_TEXT: Final = frozenset(
    {
        EntryKind.ALERT_RECEIVED,
        EntryKind.ALERT_REPEATED,
        EntryKind.EVIDENCE_ADDED,
        EntryKind.NOTE,
        EntryKind.CORRECTION,
        EntryKind.CAPTURED,
        EntryKind.CAPTURED_EDITED,
        EntryKind.COMMENTS_ACTED,
        EntryKind.RECEIPT,
        EntryKind.RUMOR_NOTED,
        EntryKind.INQUIRY_NOTED,
        EntryKind.INQUIRY_TAKEN,
        EntryKind.INQUIRY_ANSWERED,
        EntryKind.INQUIRY_DECLINED,
        EntryKind.INQUIRY_WITHDRAWN,
        EntryKind.INQUIRY_REVIEW,
    }
)


class Erased(Struct, frozen=True):
    """What was erased of one incident, or would be. `held`: nothing, there is a legal hold."""

    incident: IncidentId
    team: TeamId
    number: str
    closed_at: datetime
    held: bool = False
    deliveries: int = 0
    alerts: int = 0
    evidence: int = 0
    entries: int = 0
    receipts: int = 0


class Report(Struct, frozen=True):
    """One run: incidents, and raw deliveries that had led to none."""

    incidents: Sequence[Erased]
    unattached: int

    @property
    def held(self) -> Sequence[Erased]:
        """Those kept by counsel."""
        return [one for one in self.incidents if one.held]


async def plan(desk: Desk, days: int | None = None) -> Report:
    """What the next run would erase; nothing is changed."""
    policy = retention_policy()
    async with desk.reading() as look:
        before = look.now - timedelta(days=days or policy.closed_days)
        rows = [
            *await look.retention.old(before, MOST, held=False),
            *await look.retention.old(before, MOST, held=True),
        ]
        found = [await _planned(look, row) for row in rows]
        received = look.now - timedelta(days=days or policy.raw_days)
        return Report(found, len(await look.retention.raw_of_nothing(received, 100_000)))


async def _planned(look: Reader, row: Incident) -> Erased:
    held = await protected(look, row)
    assert row.closed_at is not None, "it is closed"
    raw = 0 if held else await look.retention.count_raw(row.id)
    return Erased(row.id, row.team_id, row.number, row.closed_at, held, raw)


async def erase(desk: Desk, days: int | None = None) -> Report:
    """Erase what is old enough, incident by incident; interrupted, the next run goes on."""
    planned = await plan(desk, days)
    done = [one if one.held else await _incident(desk, one) for one in planned.incidents]
    unattached = 0
    before = desk.clock.now() - timedelta(days=days or retention_policy().raw_days)
    while count := await _unattached(desk, before):
        unattached += count
    return Report(done, unattached)


async def erase_due(desk: Desk) -> None:
    """The chore of every night; owners hear what went, in one line."""
    report = await erase(desk)
    gone = [one for one in report.incidents if not one.held]
    if gone or report.unattached:
        _log.info("personal data erased", incidents=len(gone), held=len(report.held), raw=report.unattached)
        await _tell_owners(desk, gone, report.held)


async def protected(look: Reader, incident: Incident) -> bool:
    """Is there a legal hold on it, or on what it was merged into?"""
    seen: set[str] = set()
    row: Incident | None = incident
    while row is not None and row.id not in seen:
        if row.held_at is not None:
            return True
        seen.add(row.id)
        row = await look.incidents.find(row.merged_into) if row.merged_into else None
    return False


async def _incident(desk: Desk, planned: Erased) -> Erased:
    count = 0
    while raw := await _raw(desk, planned.incident):
        count += raw
    return replace(await _rest(desk, planned), deliveries=count)


@act
async def _raw(desk: Desk, incident_id: IncidentId) -> int:
    async with desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        if incident is None or await protected(u, incident):
            return 0
        deliveries = await u.retention.raw_of(incident.id, _CHUNK)
        return await u.retention.erase_raw(deliveries) if deliveries else 0


@act
async def _rest(desk: Desk, planned: Erased) -> Erased:
    async with desk.transaction() as u:
        incident = await u.incidents.hold(planned.incident)
        if incident is None or incident.state is not IncidentState.CLOSED or await protected(u, incident):
            return replace(planned, held=True)  # counsel, or a reopening, was quicker
        alerts = await u.retention.alerts_of(incident.id)
        found = replace(
            planned,
            alerts=await u.retention.erase_alerts(incident.id),
            evidence=await u.retention.erase_evidence(incident.id, alerts),
            entries=await u.retention.erase_details(incident.id, FREE_TEXT),
            receipts=await u.retention.erase_receipts(incident.id),
        )
        await u.retention.erase_inquiries(incident.id)
        await u.retention.erase_said(incident.id)
        incident.erased_at = u.now
        u.timeline.record(
            incident,
            EntryKind.DATA_ERASED,
            alerts=found.alerts,
            evidence=found.evidence,
            entries=found.entries,
            receipts=found.receipts,
        )
        return found


@act
async def _unattached(desk: Desk, before: datetime) -> int:
    async with desk.transaction() as u:
        deliveries = await u.retention.raw_of_nothing(before, _CHUNK)
        return await u.retention.erase_raw(deliveries) if deliveries else 0


@act
async def _tell_owners(desk: Desk, gone: Sequence[Erased], held: Sequence[Erased]) -> None:
    async with desk.transaction() as u:
        for team in {one.team for one in (*gone, *held)}:
            mine = [one.number for one in gone if one.team == team]
            kept = [one.number for one in held if one.team == team]
            if mine:
                await _tell(u, team, mine, kept)


async def _tell(u: UnitOfWork, team: TeamId, mine: list[str], kept: list[str]) -> None:
    values = {"key": "notice-data-erased", "count": len(mine), "names": mine[:5], "total": len(kept)}
    for member in await u.people.members(team):
        if member.standing is Standing.OWNER:
            place = audiences.to_person(PersonId(member.person_id))
            post_reply(u, place, ParcelKind.REPLY, team, values=values)
