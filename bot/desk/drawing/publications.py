"""Drawing what goes out and went out: hand-over and proof, deviations, promises, paused promotion."""

from bot.desk import publications, releasing, stakeholders
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import EvidenceId, PublicationId
from bot.rules.comparing import changes
from bot.rules.stakeholders import untold_first
from messages.cards import publications as cards
from messages.views import Verb
from messages.views.publications import DeviationView, ReleaseView
from messages.views.statements import ChangeView
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.publications import DeviationState, PublicationState


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
    rows = [stakeholders.as_rule(row) for row in await easel.look.belongings.stakeholders(incident.id)]
    differing = changes(version.text, publication.posted_text) if publication.posted_text else ()
    keys = {Verb.RELEASE_CANT} if publication.state is PublicationState.HANDED_OVER else set[Verb]()
    if publication.state is PublicationState.DIFFERS:
        keys |= {Verb.PROOF_AGAIN, Verb.DEVIATION_CLASS}
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
        proof=publication.proof,
        until=await releasing.due_of(easel.look, incident, statement.stage),
        approved_by=tuple(dict.fromkeys(called[person] for person in approved)),
        untold=tuple(dict.fromkeys(row.circle.value for row in untold_first(rows))),
        operator=called.get(publication.operator_id, ""),
        proved_at=publication.proved_at,
        url=publication.url,
        posted=publication.posted_text,
        changes=tuple(ChangeView(one.before, one.after) for one in differing),
        looked_by=called.get(publication.looked_by, ""),
        look=asks,
        emergency=statement.emergency_by is not None,
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )


async def deviation(easel: Easel) -> Errand | None:
    """Words of ours that are not the approved ones."""
    row = await easel.look.publications.deviation(easel.parcel.subject_id)
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    differing: tuple[ChangeView, ...] = ()
    if row.publication_id is not None and (found := await easel.look.publications.find(row.publication_id)):
        _, version = await publications.parts(easel.look, found)
        differing = tuple(ChangeView(one.before, one.after) for one in changes(version.text, found.posted_text))
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
        changes=differing,
        due_at=next((clock.due_at for clock in running if clock.label == row.id), None),
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_deviation(view, easel.reader))
