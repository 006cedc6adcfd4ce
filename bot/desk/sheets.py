"""Message sheets of an incident: written in private from type and facts, changed line by line, current or over.

Asking for approval is in `bot.desk.sheet_approvals`. One version per incident and audience is current; whatever
changes it makes a new version, and the one in use stays in use until that is approved.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from msgspec.structs import replace

from bot.desk import certificates, sheet_life, voice
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, reachable
from bot.desk.speaking import let_go, post_card, post_to_person
from bot.desk.wordings import check_wording
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, SheetId
from bot.rules import attachments
from bot.rules import facts as fact_rules
from bot.rules import sheets as rules
from bot.rules.sheets import Part
from messages.library import channels, standing, strategies
from messages.library.sheet_edits import Edit
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.facts import FactState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language, Permission
from storage.vocabulary.sheets import Audience, Channel, Fault, ItemKind, SheetState, Stance
from storage.vocabulary.timeline import EntryKind

LONGEST: Final = 1_000
MOST_ITEMS: Final = 60
_LIMITS: Final[Mapping[ItemKind, int]] = MappingProxyType(
    {ItemKind.KEY: 120, ItemKind.DO_NOT_SAY: 60, ItemKind.CONTACT: 120, ItemKind.THIRD_PARTY: 60}
)
_SAYING: Final = (ItemKind.HOLDING, ItemKind.KEY, ItemKind.QA, ItemKind.CHANNEL_TEXT)


class SheetUnknown(DeskError):
    """There is no such sheet."""

    key = "refused-sheet-unknown"


class SheetClosed(DeskError):
    """This version is no draft any more: `version`."""

    key = "refused-sheet-closed"


class SheetLineUnknown(DeskError):
    """The draft has no line of that number (`count`)."""

    key = "refused-sheet-line"


class SheetEditUnread(DeskError):
    """A line of the reply was not understood (`text`); nothing of the reply was kept."""

    key = "refused-sheet-unread"


class SheetFull(DeskError):
    """More lines than a sheet holds (`total`)."""

    key = "refused-sheet-full"


class SpokespersonUnknown(DeskError):
    """Nobody of the team is called so (`text`)."""

    key = "refused-spokesperson-unknown"


class SheetNotPrivate(DeskError):
    """Sheets are written in the private chat, which is not open."""

    key = "refused-sheet-private"


@act
async def write(desk: Desk, actor: Actor, incident_id: IncidentId, audience: Audience = Audience.PUBLIC) -> Acted:
    """Open the draft of the next version in the private chat: taken on from the current one for this audience,
    else from the public one, else filled from type, verified facts and standing lines.

    Raises:
        IncidentUnknown, NotAllowed; SheetNotPrivate: no private chat to write in.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        person = await u.people.find(actor.person)
        if person is None or not reachable(person):
            raise SheetNotPrivate
        sheet = await u.sheets.open_draft(incident.id, audience)
        if sheet is None:
            sheet = await _new(u, incident, actor, audience)
            await steered(u, incident, actor.person)
        await let_go(u, ParcelKind.SHEET_DRAFT, sheet.id)
        post_to_person(
            u, actor.person, ParcelKind.SHEET_DRAFT, Lane.REPLY, sheet.id, incident.team_id, sound=False
        )
        post_card(u, incident)
        return Acted("toast-sent-private", {}, incident.id, incident.number)


async def _new(u: UnitOfWork, incident: Incident, actor: Actor, audience: Audience) -> MessageSheet:
    own = await u.sheets.current(incident.id, audience)
    current = own or await u.sheets.current(incident.id)
    fault = current.responsibility if current else voice.FAULTS.get(incident.responsibility, Fault.UNKNOWN)
    sheet = MessageSheet(
        id=SheetId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        audience=audience,
        version=await u.sheets.highest_version(incident.id, audience) + 1,
        language=(await team_of(u, incident.team_id)).language,
        stance=current.stance if current else strategies.stances(incident.crisis_type, fault)[0],
        responsibility=fault,
        evidence=list(current.evidence) if current else [],
        cause=current.cause if current else "",
        supersedes=own.id if own else None,
        drafted_by=actor.person,
        drafted_at=u.now,
        changed_at=u.now,
    )
    u.add(sheet)
    await u.session.flush()
    if current is not None:
        for item in await u.sheets.items(current.id):
            u.add(SheetItem(**item.model_dump(exclude={"id", "sheet_id"}), id=u.new_id(), sheet_id=sheet.id))
    else:
        await _fill(u, incident, sheet)
    u.timeline.record(incident, EntryKind.SHEET_DRAFTED, by=actor.person, ref=sheet.id, version=sheet.version)
    await u.session.flush()
    return sheet


async def _fill(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    """The first draft: a holding line and a line for the air from the standing lines, a key message per fact."""
    approved = await voice.standing_lines(
        u, incident.team_id, incident.crisis_type, Channel.DOUYIN_COMMENT, u.now, incident, sheet.language
    )
    comment = next((row.text for row in approved if row.channel is Channel.DOUYIN_COMMENT), "")
    drafts = standing.drafts_of(incident.crisis_type)
    draft = next(row.text(sheet.language) for row in drafts if row.channel is Channel.DOUYIN_COMMENT)
    _add(u, sheet, 0, ItemKind.HOLDING, text=comment or draft)
    public = [
        fact
        for fact in await u.facts.verified(incident.id)
        if fact_rules.usable(fact.state, fact.public, fact.expires_at, u.now)
    ]
    for place, fact in enumerate(public[: strategies.sheet_policy().most_keys], start=1):
        _add(u, sheet, place, ItemKind.KEY, text=fact.text, fact_ids=[fact.id])
    spoken = await voice.spoken_line(u, incident, u.now, sheet.language)
    if spoken is not None:
        _add(u, sheet, 9, ItemKind.CHANNEL_TEXT, text=spoken.text, channel=Channel.LIVE_SPOKEN)


def _add(u: UnitOfWork, sheet: MessageSheet, position: int, kind: ItemKind, **columns: Any) -> SheetItem:
    item = SheetItem(id=u.new_id(), sheet_id=sheet.id, position=position, kind=kind, **columns)
    u.add(item)
    return item


def _stands_for(edit: Edit, item: SheetItem) -> bool:
    """Is it the same part in other words? One first response, one text a channel, one answer a question."""
    if edit.kind is not item.kind or item.kind not in (ItemKind.HOLDING, ItemKind.CHANNEL_TEXT, ItemKind.QA):
        return False
    return (edit.channel, edit.key.strip()) == (item.channel, item.key.strip())


async def hold_draft(u: UnitOfWork, sheet_id: SheetId, person: PersonId) -> tuple[Incident, MessageSheet]:
    """A version that may still change, under its incident's hold.

    Raises:
        SheetUnknown, NotAllowed; SheetClosed: it is current or over.
    """
    found = await u.sheets.find(sheet_id)
    if found is None:
        raise SheetUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    if not found.state.open:
        raise SheetClosed(version=found.version)
    return incident, found


async def apply(
    u: UnitOfWork, incident: Incident, sheet: MessageSheet, edits: Sequence[Edit], ends: Mapping[int, datetime]
) -> None:
    """Change the draft as a reply says, all of it or nothing. `ends`: until when the edit of that place holds.

    Raises:
        SheetLineUnknown, SheetFull; SheetLineTooLong: a line is longer than it may be, or than its channel takes;
        WordingMissing, WordingSingle; NoFile.
    """
    items = list(await u.sheets.items(sheet.id))
    if len(items) + len(edits) > MOST_ITEMS:
        raise SheetFull(total=MOST_ITEMS)
    numbered = list(items)
    edits, ends = await _spokespersons(u, incident, edits, ends)
    known = [fact for fact in await u.facts.of_incident(incident.id) if fact.state is not FactState.WITHDRAWN]
    for place, edit in enumerate(edits):
        _check_length(edit)
        line = numbered[edit.number - 1] if 0 < edit.number <= len(numbered) else None
        _check_fit(edit, line, sheet.language)
        if edit.field:
            _set_field(u, sheet, edit, ends.get(place))
        elif edit.number:
            if edit.number > len(numbered):
                raise SheetLineUnknown(count=edit.number)
            item = numbered[edit.number - 1]
            if edit.remove:
                await u.session.delete(item)
                items.remove(item)
            else:
                item.text, item.fact_ids = edit.text, _says(edit.text, known)
        elif (old := next((item for item in items if _stands_for(edit, item)), None)) is not None:
            old.text, old.fact_ids = edit.text, _says(edit.text, known)
        elif edit.kind is not None:
            added = _add(
                u,
                sheet,
                10 + len(numbered) + place,
                edit.kind,
                key=edit.key,
                text=edit.text,
                say_instead=edit.say_instead,
                channel=edit.channel,
                may_say=edit.may_say,
                person_id=PersonId(edit.person) if edit.person else None,
                sha256=edit.seal or attachments.seal_in(edit.text) if edit.kind is ItemKind.ASSET else "",
                group=voice.promise_group(edit.text) if edit.kind is ItemKind.REMEDY else "",
                fact_ids=_says(edit.text, known) if edit.kind in _SAYING else [],
                ends_at=ends.get(place),
            )
            items.append(added)
    sheet.changed_at, sheet.text_hash = u.now, ""
    sheet.needs_review, sheet.review_reason = None, ""
    await u.session.flush()


async def _spokespersons(
    look: Reader, incident: Incident, edits: Sequence[Edit], ends: Mapping[int, datetime]
) -> tuple[Sequence[Edit], Mapping[int, datetime]]:
    """A line that names who speaks becomes one line per channel it names, each with the person it means.

    Raises:
        SpokespersonUnknown: nobody of the team is called so.
    """
    found: list[Edit] = []
    until: dict[int, datetime] = {}
    for place, edit in enumerate(edits):
        parts = [edit]
        if edit.kind is ItemKind.SPOKESPERSON:
            person = await certificates.member_called(look, incident.team_id, edit.text)
            if person is None:
                raise SpokespersonUnknown(text=edit.text[:40])
            named, _ = channels.named(edit.text)
            parts = [replace(edit, person=person.id, channel=channel) for channel in named or (None,)]
        for part in parts:
            if place in ends:
                until[len(found)] = ends[place]
            found.append(part)
    return found, until


def _check_length(edit: Edit) -> None:
    total = _LIMITS.get(edit.kind, LONGEST) if edit.kind else LONGEST
    longest = max(len(edit.text), len(edit.key), len(edit.say_instead))
    if longest > total:
        raise rules.SheetLineTooLong(count=longest, total=total, text=edit.text[:20])


def _check_fit(edit: Edit, line: SheetItem | None, language: Language) -> None:
    """`line`: the one it changes.

    Raises:
        SheetLineTooLong: more than the channel has room for; WordingMissing, WordingSingle: a wording that would
        stop nothing, or every other sentence.
    """
    kind, channel = (line.kind, line.channel) if line else (edit.kind, edit.channel)
    if kind is ItemKind.CHANNEL_TEXT and channel and (over := channels.over(channel, language, edit.text)):
        raise rules.SheetLineTooLong(count=over[0], total=over[1], text=edit.text[:20])
    if kind is ItemKind.DO_NOT_SAY and not edit.remove:
        check_wording(edit.text)


def _set_field(u: UnitOfWork, sheet: MessageSheet, edit: Edit, ends: datetime | None) -> None:
    if edit.field == "cause":
        sheet.cause = edit.text
    elif edit.field == "evidence":
        sheet.evidence = [*sheet.evidence, edit.text]
    elif edit.field == "next_update" and ends is not None:
        _add(u, sheet, 8, ItemKind.SLOT, key="next_update", text=edit.text, ends_at=ends)


def _says(text: str, facts: Sequence[Fact]) -> list[str]:
    """Which facts a line says: those whose sentence or figures stand in it."""
    return [fact.id for fact in facts if voice.says(text, fact)]


async def choose(u: UnitOfWork, sheet: MessageSheet, stance: Stance | None, fault: Fault | None) -> None:
    """Take another stance, or say whose responsibility it is; the stance is judged when approval is asked for."""
    if stance is not None:
        sheet.stance = stance
    if fault is not None:
        sheet.responsibility = fault
    sheet.changed_at, sheet.text_hash = u.now, ""
    await u.session.flush()


async def check(look: Reader, incident: Incident, sheet: MessageSheet) -> None:
    """Is the draft fit to be approved?

    Raises:
        the refusals of `bot.rules.sheets`.
    """
    items = await look.sheets.items(sheet.id)
    policy = strategies.sheet_policy()
    rules.check_parts(parts_of(items), policy.most_keys, policy.holding_characters[sheet.language])
    sorry = any(strategies.apologizes(item.text) for item in items if item.kind in _SAYING)
    allowed = strategies.stances(incident.crisis_type, sheet.responsibility)
    rules.check_stance(sheet.stance, sheet.responsibility, allowed, sheet.evidence, sheet.cause, sorry)


def parts_of(items: Sequence[SheetItem]) -> list[Part]:
    """The parts as the rules see them."""
    return [Part(item.kind, item.text, item.key or (item.channel.value if item.channel else "")) for item in items]


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
            await sheet_life.show(u, incident, sheet)
    return drafters


async def fact_back(u: UnitOfWork, incident: Incident, fact: Fact, since: datetime) -> None:
    """What was turned to review at this moment by this fact needs none after all."""
    for sheet in await _using(u, incident, fact):
        if sheet.needs_review == since and sheet.review_reason == str(fact.number):
            sheet.needs_review, sheet.review_reason = None, ""
            await sheet_life.show(u, incident, sheet)


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
