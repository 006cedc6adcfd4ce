"""Deviations: words of ours that are not the approved ones, and the correction on the same channel.

D1 (safety, amount, promise, denial) is corrected in public now, D2 in its thread, D3 is between colleagues.
"""

from datetime import timedelta

from bot.desk import clocks, policies, statements
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_card, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId, PublicationId
from bot.rules import clocks as clock_rules
from bot.rules.clocks import until
from bot.rules.comparing import digest, own_part
from bot.rules.deviations import guessed
from bot.rules.noise import NoiseEvent, Whom
from messages.library import channels, passed_on
from storage.tables.incidents import Incident
from storage.tables.publications import Deviation, Publication
from storage.tables.statements import Statement
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import DeviationClass, DeviationState, PublicationState
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.timeline import EntryKind

_SHOWN = 160


class DeviationUnknown(DeskError):
    """There is no such deviation."""

    key = "refused-deviation-unknown"


class DeviationSettled(DeskError):
    """It was corrected or closed before."""

    key = "refused-deviation-settled"


@act
async def of_publication(desk: Desk, actor: Actor, publication_id: PublicationId) -> Acted:
    """What is out differs from what was approved: written down, with its class, and a correction can begin.

    Raises:
        PublicationUnknown (as DeviationUnknown), NotAllowed; DeviationSettled: nothing differs any more.
    """
    async with desk.transaction() as u:
        found = await u.publications.find(publication_id)
        if found is None:
            raise DeviationUnknown
        incident = await held(u, IncidentId(found.incident_id))
        await u.session.refresh(found)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if found.text_equal is not False or found.state is PublicationState.CORRECTED:
            raise DeviationSettled
        version = await u.statements.version(found.version_id)
        approved = version.text if version else ""
        kind = guessed(approved, own_part(approved, found.posted_text))
        deviation = record(u, incident, kind, "proof", found.channel, actor, publication=found)
        await u.session.flush()
        await _show(u, incident, deviation)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def report(desk: Desk, actor: Actor, incident_id: IncidentId, text: str) -> Acted:
    """Somebody found words of ours that are not the approved ones, in an export or by chance.

    The words are kept as a hash, and stand in the message to whoever speaks for the brand; how grave it is, people
    say with one tap.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        shared = passed_on.shared(text)
        words = (shared.words if shared else text).strip()
        kind = DeviationClass.D1 if guessed("", words) is DeviationClass.D1 else DeviationClass.D2
        deviation = record(
            u,
            incident,
            kind,
            "report",
            _channel_of(shared, text),
            actor,
            text_hash=digest(words),
            what=shared.link if shared else "",
        )
        deviation.url = shared.link if shared else ""
        await u.session.flush()
        await _show(u, incident, deviation, words)
        return Acted("toast-noted", {}, incident.id, incident.number)


def _channel_of(shared: passed_on.Shared | None, text: str) -> Channel:
    """Where it was said, by its link or by name: the correction goes there."""
    found = [row.code for row in channels.channels() if shared and shared.platform in row.platforms]
    return next(iter((*found, *channels.named(text)[0])), Channel.UNKNOWN)


def record(
    u: UnitOfWork,
    incident: Incident,
    kind: DeviationClass,
    source: str,
    channel: Channel,
    actor: Actor,
    *,
    publication: Publication | None = None,
    what: str = "",
    text_hash: str = "",
) -> Deviation:
    """A deviation as a row; a grave one starts its clock. `source`: proof, guard, export, report."""
    deviation = Deviation(
        id=u.new_id(),
        team_id=incident.team_id,
        incident_id=incident.id,
        publication_id=publication.id if publication else None,
        kind=kind,
        source=source,
        channel=channel,
        url=publication.url if publication else "",
        text_hash=text_hash or (publication.posted_text_hash if publication else ""),
        what=what[:400],
        found_by=actor.person,
        found_at=u.now,
    )
    u.add(deviation)
    u.timeline.record(
        incident, EntryKind.DEVIATION_FOUND, by=actor.person, ref=deviation.id, deviation=kind, source=source
    )
    if kind is DeviationClass.D1:
        _start_clock(u, incident, deviation)
    return deviation


def _start_clock(u: UnitOfWork, incident: Incident, deviation: Deviation) -> None:
    policy = clock_rules.policy_for(policies.clock_policies(), ClockKind.CORRECTION, incident.severity)
    if policy is None or policy.minutes is None:
        return
    due = u.now + timedelta(minutes=policy.minutes)
    clock = clocks.row(u, incident.team_id, ClockKind.CORRECTION, policy, until(u.now, due))
    clock.incident_id, clock.label, clock.basis = incident.id, deviation.id, Basis.EVENT
    u.add(clock)


async def _show(u: UnitOfWork, incident: Incident, deviation: Deviation, words: str = "") -> None:
    """`words`: what was said, for whoever has to judge it; they are erased with the message a day later."""
    event = NoiseEvent.DEVIATION_TONE if deviation.kind is DeviationClass.D3 else NoiseEvent.DEVIATION
    people = {Whom.AUTHOR: [deviation.found_by] if deviation.found_by else []}
    await tell(
        u,
        incident,
        event,
        News(ParcelKind.DEVIATION, deviation.id, Lane.DECISION, {"said": words[:_SHOWN]}),
        people,
    )
    post_card(u, incident)


async def _held(u: UnitOfWork, deviation_id: str, actor: Actor) -> tuple[Incident, Deviation]:
    found = await u.publications.deviation(deviation_id)
    if found is None:
        raise DeviationUnknown
    incident = await held(u, IncidentId(found.incident_id))
    await u.session.refresh(found)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    if found.state is not DeviationState.OPEN:
        raise DeviationSettled
    return incident, found


@act
async def classify(desk: Desk, actor: Actor, deviation_id: str, kind: DeviationClass) -> Acted:
    """How grave it is; a tone needs no correction and is closed with that.

    Raises:
        DeviationUnknown, DeviationSettled, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, deviation = await _held(u, deviation_id, actor)
        if kind is DeviationClass.D1 and deviation.kind is not DeviationClass.D1:
            _start_clock(u, incident, deviation)
        deviation.kind = kind
        if kind is DeviationClass.D3:
            deviation.state, deviation.closed_at = DeviationState.CLOSED, u.now
        if kind is not DeviationClass.D1:
            await _stop_clock(u, deviation)
        u.timeline.record(incident, EntryKind.DEVIATION_FOUND, by=actor.person, ref=deviation.id, deviation=kind)
        await u.session.flush()
        await refresh(u, ParcelKind.DEVIATION, deviation.id, incident.team_id)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def _stop_clock(u: UnitOfWork, deviation: Deviation) -> None:
    for clock in await u.clocks.running(ClockKind.CORRECTION, incident=deviation.incident_id):
        if clock.label == deviation.id:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None


@act
async def correct(desk: Desk, actor: Actor, deviation_id: str) -> Acted:
    """Write the correction, for the same channel; it goes through the same approval as every text.

    Raises:
        DeviationUnknown, DeviationSettled, NotAllowed; PrivateChatNeeded.
    """
    async with desk.transaction() as u:
        incident, deviation = await _held(u, deviation_id, actor)
        await statements.need_private(u, actor.person)
        channel = deviation.channel if deviation.channel is not Channel.UNKNOWN else None
        statement = await statements.begin(
            u,
            incident,
            actor.person,
            StatementStage.CORRECTION,
            channel=channel,
            corrects=deviation.publication_id or "",
        )
        deviation.correction_id = statement.id
        return Acted("toast-draft-here", {}, incident.id, incident.number)


async def corrected(u: UnitOfWork, incident: Incident, statement: Statement, publication: Publication) -> None:
    """A correction is out and equal: what it puts right is corrected from now on."""
    for deviation in await u.publications.open_deviations(statement.id):
        deviation.state, deviation.closed_at = DeviationState.CORRECTED, publication.proved_at or u.now
        u.timeline.record(incident, EntryKind.DEVIATION_CORRECTED, ref=deviation.id, by=publication.proved_by)
        await refresh(u, ParcelKind.DEVIATION, deviation.id, incident.team_id)
        if deviation.publication_id is not None:
            wrong = await u.publications.find(deviation.publication_id)
            if wrong is not None:
                wrong.state = PublicationState.CORRECTED
                await refresh(u, ParcelKind.RELEASE_READY, wrong.id, incident.team_id)
