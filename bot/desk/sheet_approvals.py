"""A message sheet on its way: changed by a reply, checked, handed in, approved by people, or sent back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import approvals, attached, sheet_life, sheets, voice, wording_lists
from bot.desk.approvals import SHEET, Subject
from bot.desk.attached import Sent
from bot.desk.desk import Desk, act
from bot.desk.incidents import steered
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.sheet_binding import bound_hash
from bot.desk.speaking import let_go, post_reply, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import PersonId, SheetId
from bot.rules.noise import NoiseEvent, Whom
from messages.library.sheet_edits import Edit
from messages.screening import SheetView, screen
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.tables.statements import Approval
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.sheets import Fault, ItemKind, SheetState, Stance
from storage.vocabulary.statements import ApprovalDecision, ApprovalItem

#: Lines that go out as they stand, and so are checked like anything that goes out.
CHECKED = (ItemKind.HOLDING, ItemKind.KEY, ItemKind.QA, ItemKind.CHANNEL_TEXT)


class SheetBlocked(DeskError):
    """Line `count` breaks rules of the check (`text`)."""

    key = "refused-sheet-blocked"


def subject_of(sheet: MessageSheet) -> Subject:
    """What the approvers are asked about. Each version stands alone: what was said of the one in use stays said
    while the next one waits."""
    items = [ApprovalItem.SHEET]
    if sheet.stance in (Stance.APOLOGIZE, Stance.REMEDY):
        items.append(ApprovalItem.APOLOGY)
    if sheet.stance in voice.REFUTING:
        items.append(ApprovalItem.NAMING)
    author = sheet.drafted_by or PersonId("")
    return Subject(SHEET, sheet.id, sheet.id, sheet.version, sheet.text_hash, author, tuple(items))


@act
async def change(
    desk: Desk,
    actor: Actor,
    sheet_id: SheetId,
    edits: Sequence[Edit],
    ends: Mapping[int, datetime],
    sent: Sent | None = None,
) -> Acted:
    """Change the draft by a reply, all of it or nothing; a version that waits for approval is a draft again.

    `sent`: the file that came with the reply; it is kept for whoever approves the sheet.

    Raises:
        SheetUnknown, NotAllowed, SheetClosed; SheetLineUnknown, SheetFull, SheetLineTooLong, NoFile.
    """
    async with desk.transaction() as u:
        incident, sheet = await sheets.hold_draft(u, sheet_id, actor.person)
        await _reopen(u, incident, sheet)
        sheet.drafted_by = actor.person
        if sent is not None:
            await attached.keep(u, incident, actor.person, sent)
        await sheets.apply(u, incident, sheet, edits, ends)
        await sheet_life.show(u, incident, sheet)
        return Acted("toast-sheet-changed", {}, incident.id, incident.number)


@act
async def choose(desk: Desk, actor: Actor, sheet_id: SheetId, stance: Stance | None, fault: Fault | None) -> Acted:
    """Another stance, or whose responsibility it is.

    Raises:
        SheetUnknown, NotAllowed, SheetClosed.
    """
    async with desk.transaction() as u:
        incident, sheet = await sheets.hold_draft(u, sheet_id, actor.person)
        await _reopen(u, incident, sheet)
        await sheets.choose(u, sheet, stance, fault)
        await sheet_life.show(u, incident, sheet)
        return Acted("toast-sheet-changed", {}, incident.id, incident.number)


async def _reopen(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    """What was asked for or given holds no longer: any change voids it."""
    if sheet.state is SheetState.IN_REVIEW:
        await approvals.void(u, incident, SHEET, sheet.id)
        sheet.state = SheetState.DRAFT


@act
async def hand_in(desk: Desk, actor: Actor, sheet_id: SheetId) -> Acted:
    """Ask the right people for approval of exactly this version.

    Raises:
        SheetUnknown, NotAllowed, SheetClosed; the refusals of `bot.rules.sheets`; SheetBlocked: a line breaks the
        check; NobodyToAsk: nobody who would have to sign can be reached.
    """
    async with desk.transaction() as u:
        incident, sheet = await sheets.hold_draft(u, sheet_id, actor.person)
        await sheets.check(u, incident, sheet)
        for place, broken in (await trouble(u, incident, sheet)).items():
            raise SheetBlocked(count=place + 1, text=", ".join(broken))
        sheet.drafted_by = sheet.drafted_by or actor.person
        sheet.state, sheet.text_hash = SheetState.IN_REVIEW, await bound_hash(u, sheet)
        sheet.needs_review, sheet.review_reason = None, ""
        await u.session.flush()
        asked = await approvals.request(u, incident, subject_of(sheet))
        if asked.complete:
            await sheet_life.make_current(u, incident, sheet)
        await steered(u, incident, actor.person)
        await sheet_life.show(u, incident, sheet)
        return Acted("toast-sheet-sent", {}, incident.id, incident.number)


async def trouble(look: Reader, incident: Incident, sheet: MessageSheet) -> dict[int, tuple[str, ...]]:
    """Lines of a draft that would be refused, by their place, with the rules they break."""
    found: dict[int, tuple[str, ...]] = {}
    team = await look.teams.find(incident.team_id)
    now = look.now.astimezone(ZoneInfo(team.timezone)) if team else look.now
    views: dict[str, SheetView] = {}
    for place, item in enumerate(await look.sheets.items(sheet.id)):
        if item.kind not in CHECKED or not item.text.strip():
            continue
        channel = item.channel.value if item.channel else ""
        if channel not in views:
            view = await voice.sheet_view(
                look, incident, incident.team_id, channel, now, audience=sheet.audience, draft=sheet
            )
            views[channel] = await wording_lists.compiled(view)
        verdict = screen(item.text, views[channel], now=now, language=sheet.language.value)
        if verdict.level == "block":
            blocking = {
                finding.rule.removeprefix("R-") for finding in verdict.findings if finding.level == "block"
            }
            found[place] = tuple(sorted(blocking))
    return found


@act
async def drop(desk: Desk, actor: Actor, sheet_id: SheetId) -> Acted:
    """Give the draft up; what is in use stays in use.

    Raises:
        SheetUnknown, NotAllowed, SheetClosed.
    """
    async with desk.transaction() as u:
        incident, sheet = await sheets.hold_draft(u, sheet_id, actor.person)
        await _reopen(u, incident, sheet)
        await sheet_life.retract(u, incident, sheet, actor.person)
        return Acted("toast-sheet-dropped", {}, incident.id, incident.number)


@act
async def show_chooser(desk: Desk, actor: Actor, sheet_id: SheetId, what: str) -> Acted:
    """The draft asks which stance, or whose responsibility; '' lets it be itself again.

    Raises:
        SheetUnknown, NotAllowed, SheetClosed.
    """
    async with desk.transaction() as u:
        incident, sheet = await sheets.hold_draft(u, sheet_id, actor.person)
        for message in await u.messages.showing(ParcelKind.SHEET_DRAFT, sheet.id):
            values = {"choosing": what}
            post_reply(u, message.audience, ParcelKind.SHEET_DRAFT, incident.team_id, sheet.id, values)
        return Acted("", {}, incident.id, incident.number)


# --- what giving and returning an approval means for a sheet (bot.desk.approving.KINDS) ---


async def hash_now(u: UnitOfWork, incident: Incident, approval: Approval) -> str:
    """What the version is bound to as things stand; '' when it is no longer the one that waits."""
    sheet = await u.sheets.find(SheetId(approval.subject_id))
    if sheet is None or sheet.state is not SheetState.IN_REVIEW:
        return ""
    return await bound_hash(u, sheet)


async def newest(u: UnitOfWork, approval: Approval) -> int:
    """The newest version's number."""
    sheet = await u.sheets.find(SheetId(approval.subject_id))
    return await u.sheets.highest_version(sheet.incident_id, sheet.audience) if sheet else approval.version


async def given(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """Somebody said yes; with enough people the version is current."""
    sheet = await u.sheets.find(SheetId(approval.subject_id))
    if sheet is None or sheet.state is not SheetState.IN_REVIEW:
        return
    subject = subject_of(sheet)
    if not (await approvals.standing_of(u, incident, subject)).complete:
        return
    for row in await u.approvals.of_subject(subject.kind, subject.id):
        if row.decision.waits:
            row.decision, row.comment = ApprovalDecision.VOID, "settled"
            await approvals.stop_clock(u, incident, row)
            await refresh(u, ParcelKind.APPROVAL_REQUEST, row.id, incident.team_id)
    await sheet_life.make_current(u, incident, sheet)
    values = {"key": "notice-sheet-current", "incident": incident.id} | sheet_life.named(sheet)
    if sheet.drafted_by:
        news = News(ParcelKind.STATE_NOTICE, f"current:{sheet.id}", Lane.NOTICE, values)
        await tell(u, incident, NoiseEvent.TASK_GIVEN, news, {Whom.OWNER: [sheet.drafted_by]})


async def returned(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """It goes back to whoever wrote it, as a draft."""
    sheet = await u.sheets.find(SheetId(approval.subject_id))
    if sheet is None or sheet.state is not SheetState.IN_REVIEW:
        return
    sheet.state = SheetState.DRAFT
    await u.session.flush()
    await let_go(u, ParcelKind.SHEET_DRAFT, sheet.id)
    news = News(ParcelKind.SHEET_DRAFT, sheet.id, Lane.DECISION)
    author = [sheet.drafted_by] if sheet.drafted_by else []
    await tell(u, incident, NoiseEvent.APPROVAL_RETURNED, news, {Whom.AUTHOR: author})
    await sheet_life.show(u, incident, sheet)
