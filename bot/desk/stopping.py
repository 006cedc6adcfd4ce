"""How people end a clock: met with a proof, or waived with a reason. What it is and when it is due: `clocks`."""

from bot.desk import asking, clocks, steps
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import authorize
from bot.desk.speaking import post_card, post_reply
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, PersonId
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class ClockUnknown(DeskError):
    """There is no such clock here."""

    key = "refused-clock-unknown"


class ClockStopped(DeskError):
    """It was met, waived or cancelled before: `clock`, `by`, `at`."""

    key = "refused-clock-stopped"


class ProofMissing(DeskError):
    """A public deadline is met by something that shows it: a link, a screenshot."""

    key = "refused-proof-missing"


class ReasonMissing(DeskError):
    """Waiving needs a reason."""

    key = "refused-reason-missing"


@act
async def meet_with_proof(desk: Desk, person: PersonId, clock_id: ClockId, proof: str, place: str = "") -> Acted:
    """Somebody says a public deadline is met and shows it: a link, or a screenshot that was kept.

    The first response out starts the clock of the next update.

    Raises:
        ClockUnknown: no such clock, or not one of an incident.
        ClockStopped: it ended before; says by whom and when.
        ProofMissing: nothing that shows it.
        NotAllowed: he is not of the team.
    """
    if not proof.strip():
        raise ProofMissing
    async with desk.transaction() as u:
        incident, clock, team = await _hold(u, clock_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await refuse_stopped(u, clock)
        await clocks.stop(u, incident, clock, ClockState.MET, person, proof=proof)
        u.timeline.record(incident, EntryKind.PUBLISHED, by=person, ref=clock.id, clock=clock.kind, proof=proof)
        if clock.kind is ClockKind.FIRST_RESPONSE:
            await steps.reached(u, incident, person, "draft_response", "approve_response", "publish_response")
        await _start_next_update(u, incident, team, clock.kind)
        post_card(u, incident)
        if place:
            values = {"key": "answer-clock-met", "clock": clock.kind.value, "at": u.now.isoformat()}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        late = int((u.now - clock.due_at).total_seconds())
        if late > 0:
            return Acted("toast-clock-met-late", {"clock": clock.kind.value, "late": late}, incident.id)
        return Acted("toast-clock-met", {"clock": clock.kind.value}, incident.id)


async def _start_next_update(u: UnitOfWork, incident: Incident, team: Team, met: ClockKind) -> None:
    if met not in (ClockKind.FIRST_RESPONSE, ClockKind.VERIFIED_STATEMENT, ClockKind.NEXT_UPDATE):
        return
    for running in await u.clocks.running(ClockKind.NEXT_UPDATE, incident=incident.id):
        await clocks.stop(u, incident, running, ClockState.MET, None)
    if incident.state.open:
        clocks.start(u, incident, team, ClockKind.NEXT_UPDATE, promised=u.now)


@act
async def waive(desk: Desk, person: PersonId, clock_id: ClockId, reason: str, place: str = "") -> Acted:
    """The commander decides not to speak by this deadline, and says why.

    Raises:
        ClockUnknown, ClockStopped: as `meet_with_proof`.
        ReasonMissing: no reason.
        NotAllowed: he is not the commander.
    """
    if not reason.strip():
        raise ReasonMissing
    async with desk.transaction() as u:
        incident, clock, _ = await _hold(u, clock_id)
        await authorize(u, incident, person, Permission.COMMANDER)
        await refuse_stopped(u, clock)
        await clocks.stop(u, incident, clock, ClockState.WAIVED, person, reason=reason)
        post_card(u, incident)
        if place:
            values = {"key": "answer-clock-waived", "clock": clock.kind.value, "text": reason}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("toast-clock-waived", {"clock": clock.kind.value}, incident.id)


async def _hold(u: UnitOfWork, clock_id: ClockId) -> tuple[Incident, Clock, Team]:
    found = await u.clocks.find(clock_id)
    if found is None or found.incident_id is None:
        raise ClockUnknown
    incident = await u.incidents.hold(found.incident_id)
    assert incident is not None, "a clock's incident exists"
    await u.session.refresh(found)
    team = await u.teams.find(incident.team_id)
    assert team is not None, "an incident's team exists"
    return incident, found, team


async def refuse_stopped(u: UnitOfWork, clock: Clock) -> None:
    """Raises: ClockStopped: it was met, waived or cancelled; says by whom and when."""
    if clock.state in (ClockState.RUNNING, ClockState.PAUSED):
        return
    person = await u.people.find(clock.stopped_by) if clock.stopped_by else None
    raise ClockStopped(
        clock=clock.kind.value,
        by=person.name if person else "",
        at=clock.stopped_at.isoformat() if clock.stopped_at else "",
    )


async def next_public_of(desk: Desk, incident: IncidentId) -> ClockId | None:
    """The public deadline that comes next, by its id."""
    async with desk.reading() as look:
        clock = await clocks.next_public(look, incident)
        return clock.id if clock else None


@act
async def ask_for(desk: Desk, person: PersonId, clock_id: ClockId, what: str, place: str) -> Acted:
    """Ask for what a press alone cannot give: the proof that something is out, or the reason to waive; in private.

    `what` is `proof` or `waiver`; the answer comes as a reply to the question.

    Raises:
        ClockUnknown, ClockStopped, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, clock, _ = await _hold(u, clock_id)
        await authorize(u, incident, person, Permission.COMMANDER if what == "waiver" else Permission.MEMBER)
        await refuse_stopped(u, clock)
        key = "answer-reason-wanted" if what == "waiver" else "answer-proof-wanted"
        values = {"key": key, "clock": clock.kind.value, "asks": what, "about": clock.id}
        return await asking.ask(u, person, place, incident.team_id, values)
