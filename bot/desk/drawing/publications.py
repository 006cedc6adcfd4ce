"""Drawing what goes out and went out: hand-over and proof, deviations, paused promotion."""

from collections.abc import Mapping

from bot.desk import circles, outlets, promotion, publications, releasing
from bot.desk.drawing import attached
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.rumors import told as said_of
from bot.desk.speaking_rights import has_read_sheet
from bot.ids import EvidenceId, PersonId, PublicationId
from bot.rules.comparing import changes, own_part
from messages.cards import publications as cards
from messages.views import Verb
from messages.views.publications import (
    DeviationView,
    PauseRow,
    PausesView,
    ReleaseView,
    RumorRow,
    RumorsView,
)
from messages.views.statements import ChangeView
from storage.tables.publications import PromotionPause, Publication, Rumor
from storage.tables.statements import StatementVersion
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.publications import DeviationState, PublicationState, RumorState


async def release(easel: Easel) -> Errand | None:
    """A text to publish, word for word, for whoever has the account; then its proof."""
    view = await _view(easel)
    return easel.show(cards.draw_release(view, easel.reader)) if view else None


async def file(easel: Easel) -> Errand | None:
    """The same text as a file."""
    view = await _view(easel)
    return easel.say(cards.draw_file(view, easel.reader)) if view else None


async def picture(easel: Easel) -> Errand | None:
    """The screenshot that somebody sent as proof, for whoever looks at it."""
    publication = await easel.look.publications.find(PublicationId(easel.parcel.subject_id))
    if publication is None or not publication.proof_ref:
        return None
    kept = await easel.look.belongings.evidence_by_id(EvidenceId(publication.proof_ref))
    if kept is None or not kept.content:
        return None
    return easel.say(cards.draw_picture(kept.content, kept.content_type, easel.reader))


async def look(easel: Easel) -> Errand | None:
    """Somebody else compares a screenshot with the approved text."""
    view = await _view(easel, looking=True)
    return easel.show(cards.draw_release(view, easel.reader)) if view else None


async def _view(easel: Easel, looking: bool = False) -> ReleaseView | None:
    publication = await easel.look.publications.find(PublicationId(easel.parcel.subject_id))
    incident = await easel.incident(publication.incident_id) if publication else None
    if publication is None or incident is None:
        return None
    statement, version = await publications.parts(easel.look, publication)
    approved = await releasing.who_approved(easel.look, version)
    called = await easel.called([*approved, publication.operator_id, publication.looked_by])
    keys = {Verb.RELEASE_CANT} if publication.state is PublicationState.HANDED_OVER else set[Verb]()
    if publication.state is PublicationState.DIFFERS:
        keys |= {Verb.PROOF_AGAIN, Verb.DEVIATION_CLASS}
    sheet = await easel.look.sheets.current(incident.id, statement.audience)
    operator = publication.operator_id
    unread = sheet if sheet and operator and not await has_read_sheet(easel.look, sheet, operator) else None
    call = await outlets.by_interface(easel.look, publication)
    asks = looking and publication.looked_by is None and publication.text_equal is None
    if asks:
        keys |= {Verb.PROOF_SAME, Verb.PROOF_OTHER}
    return ReleaseView(
        publication=publication.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        stage=statement.stage,
        version=publication.version,
        channel=publication.channel,
        text=version.text,
        state=publication.state,
        files=await attached.views(easel, incident.id, version.assets),
        proof=publication.proof,
        until=await releasing.due_of(easel.look, incident, statement.stage),
        approved_by=tuple(dict.fromkeys(called[person] for person in approved)),
        untold=tuple(circle.value for circle in await circles.untold(easel.look, incident)),
        operator=called.get(publication.operator_id, ""),
        proved_at=publication.proved_at,
        url=publication.url,
        posted=publication.posted_text,
        changes=_differing(version, publication),
        looked_by=called.get(publication.looked_by, ""),
        interface=call.verdict if call and call.settled_at else None,
        unsure=call.unsure if call else False,
        reference=call.reference if call else "",
        unread=unread.version if unread else 0,
        look=asks,
        emergency=statement.emergency_by is not None,
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )


def _differing(version: StatementVersion, publication: Publication) -> tuple[ChangeView, ...]:
    """Where what is out differs from what was approved; nothing while they are equal or not compared."""
    if not publication.posted_text:
        return ()
    out = own_part(version.text, publication.posted_text)
    return tuple(ChangeView(one.before, one.after) for one in changes(version.text, out))


async def deviation(easel: Easel) -> Errand | None:
    """Words of ours that are not the approved ones."""
    row = await easel.look.publications.deviation(easel.parcel.subject_id)
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    differing: tuple[ChangeView, ...] = ()
    if row.publication_id is not None and (found := await easel.look.publications.find(row.publication_id)):
        _, version = await publications.parts(easel.look, found)
        differing = _differing(version, found)
    running = await easel.look.clocks.running(ClockKind.CORRECTION, incident=incident.id)
    keys = {Verb.DEVIATION_CLASS, Verb.DEVIATION_FIX} if row.state is DeviationState.OPEN else set[Verb]()
    view = DeviationView(
        deviation=row.id,
        kind=row.kind,
        state=row.state,
        channel=row.channel,
        number=incident.number,
        title=incident.title,
        what=row.what,
        said=str(easel.parcel.values.get("said", "")),
        changes=differing,
        due_at=next((clock.due_at for clock in running if clock.label == row.id), None),
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_deviation(view, easel.reader))


async def pauses(easel: Easel) -> Errand | None:
    """Promotion, channel by channel."""
    incident = await easel.incident()
    if incident is None:
        return None
    rows = await promotion.by_channel(easel.look, incident)
    people = [person for row in rows.values() for person in (row.paused_by, row.lifted_by)]
    called = await easel.called(people)
    view = PausesView(
        incident=incident.id,
        number=incident.number,
        title=incident.title,
        rows=tuple(_pause_row(channel, rows.get(channel), called) for channel in promotion.CHANNELS),
        keys=frozenset({Verb.PROMO_PAUSE, Verb.PROMO_LIFT} if incident.state.open else ()),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_pauses(view, easel.reader))


def _pause_row(channel: str, row: PromotionPause | None, called: Mapping[PersonId | None, str]) -> PauseRow:
    if row is None or row.paused_at is None:
        return PauseRow(channel, paused=False)
    if row.lifted_at is not None:
        return PauseRow(channel, paused=False, by=called.get(row.lifted_by, ""), at=row.lifted_at)
    return PauseRow(channel, paused=True, by=called.get(row.paused_by, ""), at=row.paused_at)


async def rumors(easel: Easel) -> Errand | None:
    """What others say that is not so."""
    incident = await easel.incident()
    if incident is None:
        return None
    rows = sorted(
        await easel.look.publications.rumors(incident.id),
        key=lambda row: (row.state is not RumorState.OPEN, row.number),
    )
    view = RumorsView(
        number=incident.number,
        title=incident.title,
        rows=tuple(_rumor(row) for row in rows),
        keys=frozenset({Verb.RUMOR_REFUTED, Verb.RUMOR_DEAD}),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_rumors(view, easel.reader))


def _rumor(row: Rumor) -> RumorRow:
    told = said_of(row)
    if told is None:
        return RumorRow(row.id, row.number, row.text, row.state, row.url)
    found = told.found
    if row.state is not RumorState.REFUTED:
        return RumorRow(*(row.id, row.number, row.text, row.state, row.url), spread=found.spread)
    return RumorRow(
        *(row.id, row.number, row.text, row.state, row.url),
        *(found.verdict, told.proof, found.report, found.spread),
    )
