"""The next word: a deadline from the time that was promised, and "nothing new" in two taps when it comes near."""

from datetime import datetime, timedelta

from bot.desk import clocks, drafting, releasing, statements, submitting
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_to_person, refresh
from bot.desk.stopping import ClockUnknown
from bot.errors import DeskError
from bot.ids import ClockId, PersonId
from bot.rules import clocks as clock_rules
from bot.rules import statements as rules
from bot.rules.clocks import Planned
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.publications import Publication
from storage.tables.statements import Statement
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind

#: experience.md T13: so long before the promised time whoever speaks for the brand is asked.
ASK_BEFORE = timedelta(minutes=10)


class NothingPromised(DeskError):
    """No next word is promised here any more."""

    key = "refused-nothing-promised"


async def went_out(u: UnitOfWork, incident: Incident, statement: Statement, publication: Publication) -> None:
    """A text is out and proved: the deadline that waited for it is met, and the promised one starts."""
    kind = rules.CLOCK_OF[statement.stage]
    at = publication.proved_at or u.now
    by, proof = publication.proved_by, publication.url or publication.proof_ref
    met = await clocks.meet(u, incident, kind, by, proof=proof, at=at)
    if statement.stage is not StatementStage.HOLDING:
        # Who says more than was waited for has said that too.
        await clocks.meet(u, incident, ClockKind.FIRST_RESPONSE, by, proof=proof, at=at)
    if kind not in (ClockKind.NEXT_UPDATE, ClockKind.CORRECTION):
        # A correction puts an old word right; the next one stays promised.
        await clocks.meet(u, incident, ClockKind.NEXT_UPDATE, by, proof=proof, at=at)
    u.timeline.record(
        incident,
        EntryKind.PUBLISHED,
        by=by,
        at=at,
        ref=publication.id,
        clock=kind,
        proof=proof,
        stage=statement.stage,
        version=publication.version,
        on_time=met,
    )
    if statement.next_at is not None and incident.state.open:
        promise(u, incident, statement.next_at)


def promise(u: UnitOfWork, incident: Incident, due: datetime) -> Clock:
    """The next word is due when the public was told it would come."""
    planned = _planned(u.now, due)
    clock = clocks.row(u, incident.team_id, ClockKind.NEXT_UPDATE, None, planned)
    clock.incident_id, clock.owner_role = incident.id, RoleKind.COMMUNICATIONS_LEAD
    u.add(clock)
    u.timeline.record(
        incident,
        EntryKind.CLOCK_STARTED,
        ref=clock.id,
        clock=ClockKind.NEXT_UPDATE,
        due=due.isoformat(),
        basis=Basis.PROMISE,
    )
    return clock


def _planned(now: datetime, due: datetime) -> Planned:
    """Half time, the question ten minutes before, and the deadline itself; short promises keep the usual marks."""
    usual = clock_rules.until(now, due)
    ask = due - ASK_BEFORE
    marks = tuple((mark, max(when, ask) if mark is Mark.WARNING else when) for mark, when in usual.marks)
    return Planned(Basis.PROMISE, now, due, marks, None)


async def ask(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Ten minutes to go: whoever speaks for the brand is offered the text that needs no new approval (T13)."""
    person = await speaker(u, incident)
    if person is None:
        return
    post_to_person(u, person, ParcelKind.NOTHING_NEW, Lane.DECISION, clock.id, incident.team_id)


async def speaker(look: Reader, incident: Incident) -> PersonId | None:
    """Who speaks for the brand in this incident: the communications lead, else the commander."""
    role = await look.roles.of_kind(incident.id, RoleKind.COMMUNICATIONS_LEAD)
    if role is not None and role.state is RoleState.TAKEN and role.person_id is not None:
        return role.person_id
    return incident.commander_id


async def _running(u: UnitOfWork, clock_id: ClockId, person: PersonId) -> tuple[Incident, Clock]:
    found = await u.clocks.find(clock_id)
    if found is None or found.incident_id is None:
        raise ClockUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    if found.state is not ClockState.RUNNING or found.kind is not ClockKind.NEXT_UPDATE:
        raise NothingPromised
    return incident, found


@act
async def send_nothing_new(desk: Desk, actor: Actor, clock_id: ClockId, at: datetime | None = None) -> Acted:
    """Nothing new: the text approved beforehand is handed over with the next time in it. Nobody approves again.

    `at` is the next time; without it the proposed one.

    Raises:
        ClockUnknown, NotAllowed; NothingPromised: it is out or no longer promised; NotReady: a gate is shut.
    """
    async with desk.transaction() as u:
        incident, clock = await _running(u, clock_id, actor.person)
        await authorize(u, incident, actor.person, Permission.PUBLIC_VOICE)
        statement = await statements.begin(
            u,
            incident,
            actor.person,
            StatementStage.UPDATE,
            channel=await last_channel(u, incident),
            nothing_new=True,
            next_at=at or next_of(incident, clock),
            show=False,
        )
        team = await team_of(u, incident.team_id)
        version = await statements.newest(u, statement)
        shut = [x for x in await releasing.before_approval(u, incident, team, statement, version) if x.blocks]
        verdict = await drafting.checked(u, incident, team, statement, version)
        if shut or submitting.stopping(verdict):
            raise submitting.NotReady(count=len(shut) + len(submitting.stopping(verdict)))
        await refresh(u, ParcelKind.NOTHING_NEW, clock.id, incident.team_id)
        return await submitting.send_on(u, incident, team, statement, version)


async def last_channel(look: Reader, incident: Incident) -> Channel | None:
    """People wait where they read the last word; None when nothing is out yet."""
    out = await look.publications.of_incident(incident.id)
    return out[-1].channel if out else None


def next_of(incident: Incident, clock: Clock) -> datetime:
    """The next time that is proposed: as long again as the last promise ran, within the cadence."""
    wait = drafting.longest_wait(incident, None, clock.due_at)
    later = clock.due_at + wait
    return later - timedelta(minutes=later.minute % 30, seconds=later.second, microseconds=later.microsecond)


@act
async def write_news(desk: Desk, actor: Actor, clock_id: ClockId) -> Acted:
    """There is something new: an update is written instead.

    Raises:
        as `send_nothing_new`.
    """
    async with desk.transaction() as u:
        incident, _ = await _running(u, clock_id, actor.person)
        await statements.need_private(u, actor.person)
        await statements.begin(u, incident, actor.person, StatementStage.UPDATE)
        return Acted("toast-draft-here", {}, incident.id, incident.number)


@act
async def offer(desk: Desk, actor: Actor, clock_id: ClockId) -> Acted:
    """The text that needs no new approval, for whoever would rather keep the promise than hold the answer back.

    Raises:
        ClockUnknown, NotAllowed, PrivateChatNeeded; NothingPromised: it is out or no longer promised.
    """
    async with desk.transaction() as u:
        incident, clock = await _running(u, clock_id, actor.person)
        await authorize(u, incident, actor.person, Permission.PUBLIC_VOICE)
        await statements.need_private(u, actor.person)
        post_to_person(
            u, actor.person, ParcelKind.NOTHING_NEW, Lane.REPLY, clock.id, incident.team_id, sound=False
        )
        return Acted("toast-sent-private", {}, incident.id, incident.number)


@act
async def choose_time(desk: Desk, actor: Actor, clock_id: ClockId) -> Acted:
    """Show times for the word after this one.

    Raises:
        as `send_nothing_new`.
    """
    async with desk.transaction() as u:
        incident, clock = await _running(u, clock_id, actor.person)
        post_to_person(
            u,
            actor.person,
            ParcelKind.NOTHING_NEW,
            Lane.REPLY,
            clock.id,
            incident.team_id,
            values={"choosing": True},
            sound=False,
        )
        return Acted("", {}, incident.id)


async def answered(look: Reader, incident: Incident, clock: Clock) -> bool:
    """Is a text for this promise on its way out already?"""
    for statement in await look.statements.open(incident.id):
        if statement.stage is StatementStage.UPDATE and statement.state is StatementState.RELEASED:
            return True
    return False
