"""Holding an answer back: a reason, a time to look again, and a second person who agrees (T14)."""

from datetime import datetime

from bot.desk import approvals, asking, cadence, clocks
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import post_card, post_to_person, refresh
from bot.desk.statements import need_private
from bot.desk.stopping import ClockUnknown, refuse_stopped
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, PersonId
from bot.rules.clocks import until
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.statements import HeldAnswer
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import HoldReason
from storage.vocabulary.timeline import EntryKind


class HoldUnknown(DeskError):
    """There is no such proposal."""

    key = "refused-hold-unknown"


class HoldSettled(DeskError):
    """It was agreed to or refused before."""

    key = "refused-hold-settled"


class SecondNeeded(DeskError):
    """Holding an answer back takes two people."""

    key = "refused-second-needed"


class NobodySecond(DeskError):
    """There is nobody else who could agree and can be reached."""

    key = "refused-nobody-second"


@act
async def propose(desk: Desk, actor: Actor, incident_id: IncidentId, clock_id: ClockId | None = None) -> Acted:
    """Somebody thinks it is better not to answer now: asked why, in private.

    Raises:
        IncidentUnknown, NotAllowed, PrivateChatNeeded; ClockUnknown: no public deadline runs.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        await need_private(u, actor.person)
        clock = await u.clocks.find(clock_id) if clock_id else await clocks.next_public(u, incident.id)
        if clock is None or clock.incident_id != incident.id:
            raise ClockUnknown
        await refuse_stopped(u, clock)
        answer = HeldAnswer(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            clock_id=clock.id,
            reason="",
            proposed_by=actor.person,
            proposed_at=u.now,
        )
        u.add(answer)
        await u.session.flush()
        _show(u, incident, answer, actor.person, Lane.REPLY, sound=False)
        return Acted("toast-sent-private", {}, incident.id, incident.number)


def _show(
    u: UnitOfWork, incident: Incident, answer: HeldAnswer, person: PersonId, lane: Lane, *, sound: bool
) -> None:
    post_to_person(u, person, ParcelKind.HOLD_PROPOSED, lane, answer.id, incident.team_id, sound=sound)


async def incident_of(desk: Desk, clock_id: ClockId) -> IncidentId:
    """The incident a deadline belongs to.

    Raises:
        ClockUnknown.
    """
    async with desk.reading() as look:
        clock = await look.clocks.find(clock_id)
    if clock is None or clock.incident_id is None:
        raise ClockUnknown
    return clock.incident_id


async def _held(u: UnitOfWork, answer_id: str, person: PersonId) -> tuple[Incident, HeldAnswer, Clock]:
    found = await u.approvals.held(answer_id)
    if found is None:
        raise HoldUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    clock = await u.clocks.find(found.clock_id)
    if clock is None:
        raise ClockUnknown
    if found.agreed_at is not None or found.refused_at is not None:
        raise HoldSettled
    await refuse_stopped(u, clock)
    return incident, found, clock


@act
async def give_reason(desk: Desk, actor: Actor, answer_id: str, reason: HoldReason, comment: str = "") -> Acted:
    """Why not to answer now.

    Raises:
        HoldUnknown, HoldSettled, NotAllowed, ClockStopped.
    """
    async with desk.transaction() as u:
        incident, answer, _ = await _held(u, answer_id, actor.person)
        answer.reason, answer.comment = reason.value, comment[:300]
        await u.session.flush()
        await refresh(u, ParcelKind.HOLD_PROPOSED, answer.id, incident.team_id, Lane.REPLY)
        return Acted("", {}, incident.id)


@act
async def ask_comment(desk: Desk, actor: Actor, answer_id: str, place: str) -> Acted:
    """Why, in the own words: asked in private.

    Raises:
        as `give_reason`.
    """
    async with desk.transaction() as u:
        incident, answer, _ = await _held(u, answer_id, actor.person)
        values = {"key": "answer-hold-wanted", "asks": "hold", "about": answer.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def give_time(desk: Desk, actor: Actor, answer_id: str, at: datetime) -> Acted:
    """When to look again; then a second person is asked.

    Raises:
        as `give_reason`; NobodySecond: nobody else can be asked.
    """
    async with desk.transaction() as u:
        incident, answer, clock = await _held(u, answer_id, actor.person)
        second = await _second(u, incident, answer.proposed_by)
        if second is None:
            raise NobodySecond
        answer.look_again_at = at
        u.timeline.record(
            incident,
            EntryKind.HOLD_PROPOSED,
            by=actor.person,
            ref=answer.id,
            clock=clock.kind,
            reason=answer.comment or answer.reason,
            again=at.isoformat(),
            person=second,
        )
        await u.session.flush()
        _show(u, incident, answer, second, Lane.DECISION, sound=True)
        values = {"second": second}
        post_to_person(
            u,
            answer.proposed_by,
            ParcelKind.HOLD_PROPOSED,
            Lane.REPLY,
            answer.id,
            incident.team_id,
            values=values,
            sound=False,
        )
        called = await names(u, [second])
        return Acted("toast-second-asked", {"person": called[second]}, incident.id, incident.number)


async def _second(look: Reader, incident: Incident, proposer: PersonId) -> PersonId | None:
    """Who decides with him: the commander, else whoever speaks for the brand, else somebody on duty for it."""
    wanted = (RoleKind.COMMANDER, RoleKind.COMMUNICATIONS_LEAD, RoleKind.LEGAL, RoleKind.BUSINESS_OWNER)
    people = [one for one in await approvals.signers(look, incident) if one.person != proposer and one.reachable]
    for role in wanted:
        for one in people:
            if role in one.roles:
                return PersonId(one.person)
    return None


@act
async def agree(desk: Desk, actor: Actor, answer_id: str) -> Acted:
    """The second person agrees: the deadline stops with that as its proof, and is looked at again.

    Raises:
        as `give_reason`; SecondNeeded: whoever proposed it does not agree with himself.
    """
    async with desk.transaction() as u:
        incident, answer, clock = await _held(u, answer_id, actor.person)
        if answer.proposed_by == actor.person or answer.look_again_at is None:
            raise SecondNeeded
        answer.agreed_by, answer.agreed_at = actor.person, u.now
        await clocks.stop(
            u,
            incident,
            clock,
            ClockState.WAIVED,
            actor.person,
            proof=f"held:{answer.id}",
            reason=answer.comment or answer.reason,
        )
        u.timeline.record(
            incident,
            EntryKind.HOLD_AGREED,
            by=actor.person,
            ref=answer.id,
            clock=clock.kind,
            reason=answer.comment or answer.reason,
            again=answer.look_again_at.isoformat(),
        )
        again = clocks.row(u, incident.team_id, ClockKind.LOOK_AGAIN, None, until(u.now, answer.look_again_at))
        again.incident_id, again.label, again.basis = incident.id, answer.id, Basis.EVENT
        again.owner_id = answer.proposed_by
        u.add(again)
        await u.session.flush()
        await refresh(u, ParcelKind.HOLD_PROPOSED, answer.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-held", {}, incident.id, incident.number)


@act
async def refuse(desk: Desk, actor: Actor, answer_id: str) -> Acted:
    """The second person wants an answer: the deadline runs on, and the proposer hears it.

    Raises:
        as `give_reason`.
    """
    async with desk.transaction() as u:
        incident, answer, clock = await _held(u, answer_id, actor.person)
        answer.refused_at = u.now
        u.timeline.record(incident, EntryKind.HOLD_REFUSED, by=actor.person, ref=answer.id, clock=clock.kind)
        await u.session.flush()
        await refresh(u, ParcelKind.HOLD_PROPOSED, answer.id, incident.team_id)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def look_again(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """The time has come: whoever held the answer back, and who speaks for the brand, look again."""
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    answer = await u.approvals.held(clock.label)
    if answer is None or not incident.state.open:
        return
    stopped = await u.clocks.find(answer.clock_id)
    values = {
        "key": "notice-look-again",
        "clock": stopped.kind.value if stopped else "",
        "buttons": [["draft", incident.id]],
    }
    people = {answer.proposed_by, await cadence.speaker(u, incident)} - {None}
    for person in people:
        if person is not None:
            subject = f"again:{answer.id}"
            post_to_person(
                u, person, ParcelKind.STATE_NOTICE, Lane.DECISION, subject, incident.team_id, values=values
            )
