"""How long a message sheet is in use: current once everybody agreed, soon over, over, taken back; who sees it."""

from datetime import timedelta

from bot.desk import air, clocks, frontline, in_hand, inquiry_uses, releasing, statement_faults, voice
from bot.desk.speaking import post_card, refresh, refresh_all
from bot.desk.telling import News, concerned, tell
from bot.ids import PersonId, SheetId
from bot.rules.noise import NoiseEvent, Whom
from messages.library import strategies
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.sheets import Audience, SheetState
from storage.vocabulary.timeline import EntryKind


async def make_current(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    """Everybody said yes: this version is what may be said, until it is too old or another one comes."""
    former = await u.sheets.current(incident.id, sheet.audience)
    if former is not None:
        former.state = SheetState.SUPERSEDED
        await _end_clock(u, incident, former)
        await u.session.flush()
    hours = strategies.sheet_policy().valid_hours[incident.severity]
    sheet.state, sheet.valid_from, sheet.valid_to = SheetState.CURRENT, u.now, u.now + timedelta(hours=hours)
    clocks.start_expiry(u, incident, ClockKind.SHEET_EXPIRY, sheet.id, sheet.drafted_by, sheet.valid_to)
    u.timeline.record(
        incident, EntryKind.SHEET_CURRENT, ref=sheet.id, version=sheet.version, sha256=sheet.text_hash
    )
    await statement_faults.follow(u, incident)
    await show(u, incident, sheet)
    await in_hand.hold_back(u, incident, *in_hand.BY_SHEET)
    await releasing.go_on(u, incident)
    await inquiry_uses.sheet_changed(u, incident)
    await frontline.announce(u, incident, sheet, former)
    if sheet.audience is Audience.PUBLIC:
        await air.announce(u, incident)


async def _end_clock(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    for clock in await u.clocks.running(ClockKind.SHEET_EXPIRY, incident=incident.id):
        if clock.label == sheet.id:
            clocks.end_quietly(u, clock)


async def expire(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """The current version is too old: nobody may say it any more, and who answers for it hears so."""
    clocks.end_quietly(u, clock)
    sheet = await u.sheets.find(SheetId(clock.label))
    if sheet is None or sheet.state is not SheetState.CURRENT:
        return
    sheet.state = SheetState.EXPIRED
    u.timeline.record(incident, EntryKind.SHEET_EXPIRED, ref=sheet.id, version=sheet.version)
    await statement_faults.follow(u, incident)
    await in_hand.hold_back(u, incident, "R-G1", "R-G2")
    values = {"key": "notice-sheet-expired", "incident": incident.id} | named(sheet)
    news = News(ParcelKind.STATE_NOTICE, f"expired:{sheet.id}", Lane.DECISION, values)
    await tell(u, incident, NoiseEvent.OVERDUE_INTERNAL, news, {Whom.OWNER: await _owners(u, incident, sheet)})
    await inquiry_uses.sheet_changed(u, incident)
    await show(u, incident, sheet)
    await frontline.over(u, incident, sheet)


def named(sheet: MessageSheet) -> dict[str, str]:
    """A version as sentences call it: its number, and for whom it is (`none`: for the public)."""
    for_whom = "none" if sheet.audience is Audience.PUBLIC else sheet.audience.value
    return {"count": str(sheet.version), "audience": for_whom}


async def soon(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """A fifth of its time is left: who answers for it hears so while the next version can still be approved."""
    sheet = await u.sheets.find(SheetId(clock.label))
    if sheet is None or sheet.state is not SheetState.CURRENT or sheet.valid_to is None:
        return
    values = {"key": "notice-sheet-expires", "incident": incident.id, "at": sheet.valid_to.isoformat()}
    news = News(ParcelKind.STATE_NOTICE, f"expires:{sheet.id}", Lane.DECISION, values | named(sheet))
    await tell(
        u, incident, NoiseEvent.CLOCK_WARNING_INTERNAL, news, {Whom.OWNER: await _owners(u, incident, sheet)}
    )


async def _owners(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> list[PersonId]:
    lead = await concerned(u, incident, Whom.COMMUNICATIONS_LEAD, {})
    return [*lead, *([sheet.drafted_by] if sheet.drafted_by else [])]


async def retract(u: UnitOfWork, incident: Incident, sheet: MessageSheet, by: PersonId, reason: str = "") -> None:
    """Take a version back: a draft is dropped, the current one may not be said any more, and this is why."""
    await _end_clock(u, incident, sheet)
    sheet.state = SheetState.RETRACTED
    entry = EntryKind.SHEET_RETRACTED
    u.timeline.record(incident, entry, by=by, ref=sheet.id, version=sheet.version, reason=reason)
    await statement_faults.follow(u, incident)
    await in_hand.hold_back(u, incident, "R-G1", "R-G2", why="taken-back")
    await inquiry_uses.sheet_changed(u, incident, gone=sheet)
    await show(u, incident, sheet)
    await frontline.over(u, incident, sheet)


async def show(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    """Draw again whatever shows what may be said, or this draft."""
    await u.session.flush()
    cards = [voice.card_subject(incident.id, one) for one in Audience]  # the others fall back to the public one
    await refresh_all(u, [ParcelKind.SHEET_CARD], cards, incident.team_id)
    await refresh(u, ParcelKind.SHEET_DRAFT, sheet.id, incident.team_id)
    await refresh(u, ParcelKind.STOP_LOSS, incident.id, incident.team_id)
    post_card(u, incident)
