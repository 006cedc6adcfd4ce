"""Answers to journalists: taken from the sheet that may be said now, held against it, sealed, given."""

from collections.abc import Sequence

from msgspec import Struct

from bot.desk import asking, inquiries, judging, voice
from bot.desk.desk import Desk, act
from bot.desk.inquiries import InquiryUnknown, hold_open, sheet_for
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_anew, post_reply
from bot.errors import DeskError
from bot.ids import IncidentId, InquiryId
from bot.rules import inquiries as rules
from bot.rules.comparing import bare
from messages.library import inquiries as words
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.facts import FactState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Permission
from storage.vocabulary.sheets import Audience, Channel, ItemKind
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import CheckVerdict, CheckWay

#: Lines that are shown to choose from; what is longer stands on the sheet.
MOST_LINES = 6
_SAYING = (ItemKind.QA, ItemKind.HOLDING, ItemKind.KEY)


class AnswerNotApproved(DeskError):
    """There is no sheet, and these are not the words of a standing line."""

    key = "refused-inquiry-standing"


class LineGone(DeskError):
    """This line is on no sheet that may be said now, and no standing line (any more)."""

    key = "refused-inquiry-line"


class Line(Struct, frozen=True):
    """Words that may be said to a journalist now; `item`: its part of the sheet, None for a standing line."""

    id: str
    text: str
    channel: Channel | None = None
    item: SheetItem | None = None


async def lines(look: Reader, incident: Incident, sheet: MessageSheet | None) -> Sequence[Line]:
    """What may be said to journalists, their own line first; without a sheet the team's standing lines."""
    if sheet is None:
        team = await look.teams.find(incident.team_id)
        rows = await voice.standing_lines(
            look,
            incident.team_id,
            incident.crisis_type,
            Channel.MEDIA_ANSWER,
            look.now,
            incident,
            Language(team.language) if team else Language.ZH,
        )
        first = {row.text: row for row in reversed(rows)}  # one line may be there for several channels
        return [Line(row.id, row.text, row.channel) for row in rows if first[row.text] is row]
    items = [item for item in await look.sheets.items(sheet.id) if item.text.strip()]
    own = [i for i in items if i.kind is ItemKind.CHANNEL_TEXT and i.channel is Channel.MEDIA_ANSWER]
    rest = [item for kind in _SAYING for item in items if item.kind is kind]
    return [Line(item.id, item.text, item.channel, item) for item in (*own, *rest)]


@act
async def offer(desk: Desk, actor: Actor, inquiry_id: InquiryId, place: str) -> Acted:
    """The lines of the current sheet, in private: one is taken with a tap, own words come as a reply.

    Raises:
        as `inquiries.hold_open`.
    """
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person, or_looked_at=True)
        sheet = await sheet_for(u, incident)
        if inquiry.state is InquiryState.OPEN:
            inquiry.sheet_id, inquiry.sheet_version = (sheet.id, sheet.version) if sheet else (None, 0)
        where_to, toast = await asking.where(u, actor.person, place)
        values = {"sheet": sheet.id if sheet else "", "version": sheet.version if sheet else 0}
        await u.session.flush()
        post_reply(u, where_to, ParcelKind.INQUIRY_LINES, incident.team_id, inquiry.id, values=values)
        return Acted(toast, {}, incident.id, incident.number)


async def choose(desk: Desk, actor: Actor, inquiry_id: InquiryId, line_id: str, place: str) -> Acted:
    """One of the offered lines is the answer, word for word.

    Raises:
        as `answer`; LineGone.
    """
    async with desk.reading() as look:
        incident = await _found(look, inquiry_id)
        sheet = await sheet_for(look, incident)
        known = {line.id: line for line in await lines(look, incident, sheet)}
        version = sheet.version if sheet else 0
        if line_id not in known:
            rules.check_version(await _version_of(look, incident, line_id), version)
            raise LineGone
    return await answer(desk, actor, inquiry_id, known[line_id].text, version, place)


async def _version_of(look: Reader, incident: Incident, line_id: str) -> int:
    """The version of the sheet a line stands on; 0: on none, it is or was a standing line."""
    sheets = {sheet.id: sheet.version for sheet in await look.sheets.of_incident(incident.id)}
    items = await look.sheets.items_of(list(sheets))
    return next((sheets[item.sheet_id] for item in items if item.id == line_id), 0)


async def answer(
    desk: Desk,
    actor: Actor,
    inquiry_id: InquiryId,
    text: str,
    named: int | None,
    place: str,
    *,
    anyway: bool = False,
) -> Acted:
    """This is what the journalist is told. `named`: the version it was taken from, 0 for the standing lines.

    What the check does not find clear is shown with its reasons, and is no answer yet. Words that say nothing get
    the better line first; a person may say them all the same (`anyway`).

    Raises:
        as `inquiries.hold_open`; SheetVersionMissing, SheetVersionOld; AnswerNotApproved: without a sheet only
        standing lines may be said; AnswerStopped: counsel; InquiryTooLong.
    """
    if len(text) > rules.LONGEST_ANSWER:
        raise rules.InquiryTooLong(count=len(text), total=rules.LONGEST_ANSWER)
    async with desk.reading() as look:
        incident = await _found(look, inquiry_id)
        await authorize(look, incident, actor.person, Permission.MEMBER)
        sheet = await sheet_for(look, incident)
        rules.check_version(named, sheet.version if sheet else 0)
        may_say = await lines(look, incident, sheet)
        if sheet is None and bare(text) not in {bare(line.text) for line in may_say}:
            raise AnswerNotApproved
    if not anyway and words.no_comment(text):
        return await _hint(desk, actor, inquiry_id, text, sheet, _better(may_say), place)
    audience = sheet.audience if sheet else Audience.PUBLIC
    judged = await judging.judge(
        desk, incident.team_id, text, incident.id, channel=Channel.MEDIA_ANSWER.value, audience=audience
    )
    return await _give(desk, actor, inquiry_id, text, sheet, judged, place)


def _better(may_say: Sequence[Line]) -> str:
    """What says more than nothing: the holding line of the sheet, else the first that may be said."""
    holding = (line.text for line in may_say if line.item is not None and line.item.kind is ItemKind.HOLDING)
    return next(holding, next((line.text for line in may_say), ""))


def _stops(incident: Incident) -> bool:
    return incident.held_at is not None and bool(incident.hold_stops)


async def _found(look: Reader, inquiry_id: InquiryId) -> Incident:
    inquiry = await look.inquiries.find(inquiry_id)
    incident = await look.incidents.find(IncidentId(inquiry.incident_id)) if inquiry else None
    if inquiry is None or incident is None:
        raise InquiryUnknown
    return incident


@act
async def _hint(
    desk: Desk, actor: Actor, inquiry_id: InquiryId, text: str, sheet: MessageSheet | None, line: str, place: str
) -> Acted:
    """Words that say nothing: what to say instead, and that it is said when the next word comes."""
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person, or_looked_at=True)
        next_at = await _next_word(u, sheet)
        version = str(sheet.version) if sheet else "0"
        values = {
            "key": "answer-inquiry-no-comment",
            "text": text,
            "line": line,
            "again": next_at,
            "buttons": [["medans", inquiry.id], ["medany", inquiry.id, version]],
        }
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("", {}, incident.id, incident.number)


async def _next_word(look: Reader, sheet: MessageSheet | None) -> str:
    """When the sheet says the next word comes, if that is still ahead (ISO text)."""
    items = await look.sheets.items(sheet.id) if sheet else ()
    ahead = (i.ends_at for i in items if i.kind is ItemKind.SLOT and i.key == "next_update" and i.ends_at)
    return next((at.isoformat() for at in ahead if at > look.now), "")


@act
async def _give(
    desk: Desk,
    actor: Actor,
    inquiry_id: InquiryId,
    text: str,
    sheet: MessageSheet | None,
    judged: judging.Judged,
    place: str,
) -> Acted:
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person, or_looked_at=True)
        await _still_current(u, incident, sheet)
        log = judging.keep(u, incident.team_id, judged, CheckWay.CHAT, actor.person)
        if judged.level is not CheckVerdict.CLEAR:
            if judged.level is CheckVerdict.BLOCK:
                u.timeline.record(
                    incident, EntryKind.CHECK_STOPPED, by=actor.person, ref=log.id, rules=judged.rules
                )
            values = judging.packed(judged) | {"hint": False, "picture": False, "named": False}
            post_reply(u, place, ParcelKind.CHECK_ANSWER, incident.team_id, log.id, values=values)
            waits = {"key": "answer-inquiry-not-clear", "who": inquiry.outlet, "buttons": [["medans", inquiry.id]]}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=waits)
            return Acted("", {}, incident.id, incident.number)
        inquiry.answer, inquiry.answer_hash = text, judging.hash_of(text)
        inquiry.sheet_id, inquiry.sheet_version = (sheet.id, sheet.version) if sheet else (None, 0)
        inquiry.fact_ids = await _facts_said(u, incident, text)
        inquiry.needs_review, inquiry.review_reason = None, ""
        u.timeline.record(
            incident,
            EntryKind.INQUIRY_ANSWERED,
            by=actor.person,
            ref=inquiry.id,
            text=f"{inquiry.outlet}: {text}",
            sheet=f"v{sheet.version}" if sheet else voice.STANDING,
            sha256=inquiry.answer_hash,
        )
        await inquiries.close(u, incident, inquiry, InquiryState.ANSWERED, actor.person)
        await post_anew(u, ParcelKind.INQUIRY, inquiry.id, incident.team_id, place)
        return Acted("toast-inquiry-answered", {}, incident.id, incident.number)


async def _still_current(u: UnitOfWork, incident: Incident, sheet: MessageSheet | None) -> None:
    """While it was checked another version may have come.

    Raises:
        SheetVersionOld.
    """
    now = await sheet_for(u, incident)
    if (now.id if now else None) != (sheet.id if sheet else None):
        raise rules.SheetVersionOld(
            former=str(sheet.version) if sheet else "", version=str(now.version) if now else ""
        )
    rules.check_counsel(incident.embargo_until, _stops(incident), u.now)


async def _facts_said(look: Reader, incident: Incident, text: str) -> list[str]:
    facts = await look.facts.of_incident(incident.id)
    return [fact.id for fact in facts if fact.state is not FactState.WITHDRAWN and voice.says(text, fact)]


@act
async def stands(desk: Desk, actor: Actor, inquiry_id: InquiryId) -> Acted:
    """Somebody looked: the answer that was given still holds.

    Raises:
        as `inquiries.hold_open`.
    """
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person, or_looked_at=True)
        if inquiry.state is InquiryState.ANSWERED:
            inquiry.needs_review = None  # its reason stays: nobody asks again about the same version
            u.timeline.record(
                incident,
                EntryKind.INQUIRY_REVIEW,
                by=actor.person,
                ref=inquiry.id,
                text=inquiry.outlet,
            )
            await inquiries.redraw(u, incident, inquiry)
        return Acted("toast-noted", {}, incident.id, incident.number)
