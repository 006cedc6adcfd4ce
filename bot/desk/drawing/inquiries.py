"""Drawing what journalists ask."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from bot.desk import inquiries, inquiry_answers, voice
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.inquiry_answers import MOST_LINES, Line
from bot.desk.recaps import lateness
from bot.ids import InquiryId, PersonId, SheetId
from messages.cards import inquiries as cards
from messages.views import Verb
from messages.views.inquiries import InquiriesView, InquiryLinesView, InquiryView, LineView
from storage.tables.incidents import Incident
from storage.tables.inquiries import MediaInquiry
from storage.tables.sheets import MessageSheet
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience, ItemKind

_OPEN = frozenset({Verb.INQUIRY_ANSWER, Verb.INQUIRY_MINE, Verb.INQUIRY_DECLINE, Verb.INQUIRY_WITHDRAW})
_LOOKED_AT = frozenset({Verb.INQUIRY_ANSWER, Verb.INQUIRY_SEEN})


async def card(easel: Easel) -> Errand | None:
    """One question, for everybody in the topic or for whoever answers."""
    row = await easel.look.inquiries.find(InquiryId(easel.parcel.subject_id))
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    called = await easel.called([row.owner_id, row.settled_by])
    sheet = await inquiries.sheet_for(easel.look, incident)
    view = _view(easel, incident, row, sheet, called)
    if row.state is InquiryState.ANSWERED:
        view = replace(view, late=await _late(easel, row), audience=await _audience(easel, row))
    return easel.show(cards.draw(view, easel.reader))


async def _late(easel: Easel, row: MediaInquiry) -> timedelta:
    """How late the first answer came; another one given later makes it no later."""
    clocks = await easel.look.clocks.of_incident(row.incident_id)
    mine = (one for one in clocks if one.kind is ClockKind.MEDIA_ANSWER and one.label == row.id and one.stopped_at)
    return max((lateness(one, easel.look.now) for one in mine), default=timedelta())


async def _audience(easel: Easel, row: MediaInquiry) -> Audience:
    """For whom the sheet was that the answer was taken from."""
    sheet = await easel.look.sheets.find(row.sheet_id) if row.sheet_id else None
    return sheet.audience if sheet else Audience.PUBLIC


def _view(
    easel: Easel,
    incident: Incident,
    row: MediaInquiry,
    sheet: MessageSheet | None,
    called: Mapping[PersonId | None, str],
) -> InquiryView:
    return InquiryView(
        inquiry=row.id,
        index=row.number,
        number=incident.number,
        title=incident.title,
        outlet=row.outlet,
        question=row.question,
        due_at=row.due_at,
        state=row.state,
        owner=called.get(row.owner_id, ""),
        mine=easel.person is not None and easel.person.id == row.owner_id,
        current=sheet.version if sheet else 0,
        audience=sheet.audience if sheet else Audience.PUBLIC,
        answer=row.answer,
        sha256=row.answer_hash,
        taken_from=row.sheet_version if row.state is InquiryState.ANSWERED else 0,
        by=called.get(row.settled_by, ""),
        at=row.settled_at,
        reason=row.reason,
        review=row.review_reason if row.needs_review else "",
        keys=_OPEN if row.state is InquiryState.OPEN else _LOOKED_AT if row.needs_review else frozenset(),
        mark=easel.mark(incident.drill),
    )


async def lines(easel: Easel) -> Errand | None:
    """What an answer may be taken from, as it was when somebody asked for it."""
    row = await easel.look.inquiries.find(InquiryId(easel.parcel.subject_id))
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    asked = str(easel.parcel.values.get("sheet", ""))
    sheet = await easel.look.sheets.find(SheetId(asked)) if asked else None
    known = await inquiry_answers.lines(easel.look, incident, sheet)
    shown = known[:MOST_LINES]
    items = [line.item for line in shown if line.item is not None]
    texts = [line.text for line in shown]
    over = await voice.over_in(easel.look, incident, items, texts, easel.look.now)
    view = InquiryLinesView(
        inquiry=row.id,
        incident=incident.id,
        index=row.number,
        number=incident.number,
        title=incident.title,
        outlet=row.outlet,
        question=row.question,
        version=sheet.version if sheet else 0,
        audience=sheet.audience if sheet else Audience.PUBLIC,
        lines=tuple(LineView(one.id, _what(easel, one), one.text, over.get(one.text, "")) for one in shown),
        more=len(known) - len(shown),
        review=sheet.review_reason if sheet and sheet.needs_review else "",
        mark=easel.mark(incident.drill),
    )
    return easel.say(cards.draw_lines(view, easel.reader))


def _what(easel: Easel, line: Line) -> str:
    """Under which name people know the line: its question, its channel, its part of the sheet."""
    if line.item is not None and line.item.kind is ItemKind.QA:
        return line.item.key
    return easel.reader.label(line.channel or (line.item.kind if line.item else ItemKind.CHANNEL_TEXT))


async def listed(easel: Easel) -> Errand | None:
    """All questions of an incident, those that wait first."""
    incident = await easel.incident()
    if incident is None:
        return None
    rows = await easel.look.inquiries.of_incident(incident.id)
    called = await easel.called([person for row in rows for person in (row.owner_id, row.settled_by)])
    ordered = sorted(rows, key=lambda row: (row.state is not InquiryState.OPEN, row.number))
    view = InquiriesView(
        number=incident.number,
        title=incident.title,
        rows=tuple(_view(easel, incident, row, None, called) for row in ordered),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_list(view, easel.reader))
