"""Drawing a message sheet on its way: the draft, and the request to somebody who approves it."""

from bot.desk import approvals, sheet_approvals, sheets
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.fact_figures import differing
from bot.desk.voice import mark_of
from bot.ids import PersonId, SheetId
from bot.rules import approvals as approval_rules
from bot.rules import sheets as rules
from messages.cards import sheet_drafts as cards
from messages.library import strategies
from messages.views import SheetChange, SheetDraftView, SheetLine, SheetRequestView, Verb
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.tables.statements import Approval
from storage.vocabulary.statements import ApprovalDecision, ReturnReason

_OWN = frozenset({Verb.SHEET_SEND, Verb.SHEET_STANCE, Verb.SHEET_FAULT, Verb.SHEET_DROP})


async def card(easel: Easel) -> Errand | None:
    """The draft as it stands; once it is current or over, without anything to press."""
    sheet = await easel.look.sheets.find(SheetId(easel.parcel.subject_id))
    incident = await easel.incident(sheet.incident_id) if sheet else None
    if sheet is None or incident is None:
        return None
    return easel.show(cards.draw(await _view(easel, incident, sheet), easel.reader))


async def request(easel: Easel, approval: Approval) -> Errand | None:
    """One person is asked to approve a version."""
    sheet = await easel.look.sheets.find(SheetId(approval.subject_id))
    incident = await easel.incident(sheet.incident_id) if sheet else None
    if sheet is None or incident is None:
        return None
    rows = await easel.look.approvals.of_subject(approval.subject_kind, approval.subject_id)
    following = await _deputy(easel, incident, approval, [row.person_id for row in rows])
    view = SheetRequestView(
        approval=approval.id,
        draft=await _view(easel, incident, sheet),
        decision=approval.decision,
        until=approval.passes_at,
        deputy=(await easel.called([following])).get(following, ""),
        answered_at=approval.answered_at,
        comment=approval.comment,
        reason=ReturnReason(approval.reason) if approval.reason else None,
        choosing=bool(easel.parcel.values.get("choosing")),
        keys=frozenset({Verb.APPROVE, Verb.APPROVE_RETURN} | ({Verb.APPROVE_ON} if following else set())),
    )
    return easel.show(cards.draw_request(view, easel.reader))


async def _deputy(easel: Easel, incident: Incident, approval: Approval, asked: list[PersonId]) -> PersonId | None:
    if approval.decision is not ApprovalDecision.ASKED:
        return None
    people = await approvals.signers(easel.look, incident)
    found = approval_rules.deputy(approval.role, people, approval.author_id or "", asked)
    return PersonId(found) if found else None


async def _view(easel: Easel, incident: Incident, sheet: MessageSheet) -> SheetDraftView:
    look = easel.look
    items = await look.sheets.items(sheet.id)
    used = await look.facts.by_ids({fact for item in items for fact in item.fact_ids})
    marks = {str(fact.id): mark_of(fact.number) for fact in used}
    every = await look.facts.of_incident(incident.id) if used else ()
    others = {str(fact.id): "".join(mark_of(one.number) for one in differing(fact, every)) for fact in used}
    broken = await sheet_approvals.trouble(look, incident, sheet) if sheet.state.open else {}
    called = await easel.called([sheet.drafted_by])
    return SheetDraftView(
        sheet=sheet.id,
        number=incident.number,
        title=incident.title,
        version=sheet.version,
        audience=sheet.audience,
        state=sheet.state,
        stance=sheet.stance,
        fault=sheet.responsibility,
        evidence=tuple(sheet.evidence),
        cause=sheet.cause,
        lines=tuple(
            SheetLine(
                kind=item.kind,
                text=item.text,
                key=item.key,
                instead=item.say_instead,
                channel=item.channel,
                may_say=item.may_say,
                facts=tuple(marks[fact] for fact in item.fact_ids if fact in marks),
                against="".join(others[fact] for fact in item.fact_ids if fact in others),
                trouble=broken.get(place, ()),
            )
            for place, item in enumerate(items)
        ),
        changes=await _changes(easel, sheet),
        by=called.get(sheet.drafted_by, ""),
        stances=tuple(strategies.stances(incident.crisis_type, sheet.responsibility)),
        choosing=_asked(easel) if sheet.state.open else "",
        review=sheet.review_reason if sheet.needs_review else "",
        keys=_OWN if sheet.state.open else frozenset(),
        mark=easel.mark(incident.drill),
    )


async def _changes(easel: Easel, sheet: MessageSheet) -> tuple[SheetChange, ...]:
    """What differs from the version it follows."""
    if sheet.supersedes is None:
        return ()
    before = sheets.parts_of(await easel.look.sheets.items(sheet.supersedes))
    after = sheets.parts_of(await easel.look.sheets.items(sheet.id))
    return tuple(
        SheetChange(kind=one.kind, before=one.before, after=one.after) for one in rules.diff(before, after)
    )


def _asked(easel: Easel) -> str:
    """What the draft's buttons ask: stance, fault, or nothing. A request has a chooser of its own."""
    asked = easel.parcel.values.get("choosing")
    return asked if isinstance(asked, str) else ""
