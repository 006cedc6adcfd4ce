"""Drawing what journalists ask."""

from collections.abc import Mapping

from bot.desk import inquiries
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import InquiryId, PersonId
from messages.cards import inquiries as cards
from messages.views import Verb
from messages.views.inquiries import InquiriesView, InquiryView
from storage.tables.incidents import Incident
from storage.tables.inquiries import MediaInquiry
from storage.tables.sheets import MessageSheet
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience

_OPEN = frozenset({Verb.INQUIRY_MINE, Verb.INQUIRY_DECLINE, Verb.INQUIRY_WITHDRAW})


async def card(easel: Easel) -> Errand | None:
    """One question, for everybody in the topic or for whoever answers."""
    row = await easel.look.inquiries.find(InquiryId(easel.parcel.subject_id))
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    called = await easel.called([row.owner_id, row.settled_by])
    sheet = await inquiries.sheet_for(easel.look, incident)
    return easel.show(cards.draw(_view(easel, incident, row, sheet, called), easel.reader))


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
        keys=_OPEN if row.state is InquiryState.OPEN else frozenset(),
        mark=easel.mark(incident.drill),
    )


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
