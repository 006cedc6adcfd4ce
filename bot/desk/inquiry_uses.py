"""Answers to journalists whose sheet or facts no longer stand: named to whoever gave them. Inside an act."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import voice
from bot.desk.inquiries import redraw, sheet_for
from bot.desk.telling import News, tell
from bot.ids import PersonId
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.inquiries import MediaInquiry
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.timeline import EntryKind


async def sheet_changed(u: UnitOfWork, incident: Incident, *, gone: MessageSheet | None = None) -> None:
    """Another version may be said now, or none. `gone`: it was taken back, so what was answered from it is wrong.

    Whoever has the older one in hand, or has answered from it words that the new one no longer has, hears it once.
    A version that only ran out makes nothing wrong that was said while it held.
    """
    await u.session.flush()
    rows = await u.inquiries.of_incident(incident.id)
    if not rows:
        return
    now = await sheet_for(u, incident)
    said = voice.said_lines(await u.sheets.items(now.id)) if now else []
    for row in rows:
        if row.sheet_id == (now.id if now else None):
            continue
        if row.state is InquiryState.OPEN and row.sheet_id:
            await _name(u, incident, row, "notice-inquiry-in-hand", now)
            row.sheet_id, row.sheet_version = None, 0
        elif row.state is InquiryState.ANSWERED and (_older(row, now, said) or _of(row, gone)):
            row.needs_review = u.now
            row.review_reason = f"v{now.version}" if now else "none"
            await _name(u, incident, row, "notice-inquiry-answered", now)
    for row in rows:
        await redraw(u, incident, row)


def _older(row: MediaInquiry, now: MessageSheet | None, said: Sequence[str]) -> bool:
    """Is there a newer version that does not say what was answered?"""
    return now is not None and row.answer not in said and row.review_reason != f"v{now.version}"


def _of(row: MediaInquiry, gone: MessageSheet | None) -> bool:
    return gone is not None and row.sheet_id == gone.id


async def _name(u: UnitOfWork, incident: Incident, row: MediaInquiry, key: str, now: MessageSheet | None) -> None:
    u.timeline.record(incident, EntryKind.INQUIRY_REVIEW, ref=row.id, text=row.outlet)
    values = {
        "key": key,
        "who": row.outlet,
        "former": str(row.sheet_version) if row.sheet_version else "",
        "version": str(now.version) if now else "",
        "buttons": [["medans", row.id]] + ([["medseen", row.id]] if row.state is InquiryState.ANSWERED else []),
    }
    news = News(ParcelKind.STATE_NOTICE, f"{row.id}:{now.id if now else ''}", Lane.DECISION, values)
    people = list(dict.fromkeys(one for one in (row.settled_by, row.owner_id) if one))
    await tell(u, incident, NoiseEvent.APPROVAL_RETURNED, news, {Whom.AUTHOR: people})


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> Sequence[PersonId]:
    """Answers that say this fact want another look; returns who gave them and who owns the questions."""
    owners: list[PersonId] = []
    for row in await u.inquiries.of_incident(incident.id):
        if row.state is not InquiryState.ANSWERED or fact.id not in row.fact_ids:
            continue
        owners += [one for one in (row.settled_by, row.owner_id) if one]
        if row.needs_review is None:
            row.needs_review, row.review_reason = u.now, voice.mark_of(fact.number)
            u.timeline.record(incident, EntryKind.INQUIRY_REVIEW, ref=row.id, text=row.outlet, fact=fact.number)
            await redraw(u, incident, row)
    return owners


async def fact_back(u: UnitOfWork, incident: Incident, fact: Fact, since: datetime) -> None:
    """The change of that moment was a slip: what was turned to review by it needs none after all."""
    for row in await u.inquiries.of_incident(incident.id):
        if row.needs_review == since and row.review_reason == voice.mark_of(fact.number):
            row.needs_review, row.review_reason = None, ""
            await redraw(u, incident, row)
