"""Counsel's two stops (R-G15): nothing goes out before a time, or nothing goes out and nothing is erased.

Both need a reason, stand on the card and the sheet with their names, and are entries of the timeline.
"""

from datetime import datetime

from bot.desk import clocks, in_hand, releasing
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.people import Actor, authorize, held_roles, names
from bot.desk.speaking import post_card, post_in_topic, post_reply, refresh
from bot.errors import DeskError
from bot.ids import IncidentId
from bot.rules.permissions import may
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.timeline import EntryKind

LONGEST = 200


class EmbargoOver(DeskError):
    """The time is over already, or none was given (`at`)."""

    key = "refused-embargo-over"


class CounselReason(DeskError):
    """A stop of counsel's has a reason."""

    key = "refused-counsel-reason"


class NothingStopped(DeskError):
    """There is nothing to lift."""

    key = "refused-nothing-stopped"


@act
async def embargo(
    desk: Desk, actor: Actor, incident_id: IncidentId, until: datetime | None, reason: str, place: str
) -> None:
    """Nothing of this incident goes out before `until`; what is approved meanwhile goes out then by itself.

    Raises:
        IncidentUnknown; NotAllowed: only legal; EmbargoOver: no time to come; CounselReason: no reason.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await _must_be_counsel(u, incident, actor)
        if until is None or until <= u.now:
            raise EmbargoOver(at=until.isoformat() if until else "")
        incident.embargo_until, incident.embargo_by = until, actor.person
        incident.embargo_reason = _reason(reason)
        await _end_clock(u, incident)
        clocks.start_expiry(u, incident, ClockKind.EMBARGO, incident.id, actor.person, until)
        u.timeline.record(
            incident,
            EntryKind.EMBARGO_SET,
            by=actor.person,
            due=until.isoformat(),
            reason=incident.embargo_reason,
        )
        await in_hand.hold_back(u, incident, "R-G15")
        await _tell(u, incident, actor, "notice-embargo", until=until.isoformat(), text=incident.embargo_reason)


@act
async def hold(
    desk: Desk, actor: Actor, incident_id: IncidentId, reason: str, place: str, *, stops: bool = True
) -> None:
    """Nothing of this incident is erased, and (`stops`) nothing goes out, until counsel says otherwise.

    Raises:
        IncidentUnknown; NotAllowed: only legal; CounselReason: no reason.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await _must_be_counsel(u, incident, actor)
        incident.held_at, incident.held_by, incident.hold_stops = u.now, actor.person, stops
        incident.held_reason = _reason(reason)
        u.timeline.record(
            incident, EntryKind.LEGAL_HOLD_SET, by=actor.person, reason=incident.held_reason, stops=stops
        )
        await in_hand.hold_back(u, incident, "R-G15")
        key = "notice-hold" if stops else "notice-hold-keep"
        await _tell(u, incident, actor, key, text=incident.held_reason)
        if not incident.state.open:
            values = {"key": "answer-hold-kept", "number": incident.number}
            post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


@act
async def lift_embargo(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> None:
    """It may go out from now on; what waited for it does.

    Raises:
        IncidentUnknown; NotAllowed: only legal; NothingStopped.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await _must_be_counsel(u, incident, actor)
        if incident.embargo_until is None:
            raise NothingStopped
        incident.embargo_until = None
        await _end_clock(u, incident)
        await _lifted(u, incident, actor, EntryKind.EMBARGO_LIFTED, "notice-embargo-lifted")


@act
async def lift_hold(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> None:
    """Words may go out again, and what is old enough may be erased.

    Raises:
        IncidentUnknown; NotAllowed: only legal; NothingStopped.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await _must_be_counsel(u, incident, actor)
        if incident.held_at is None:
            raise NothingStopped
        incident.held_at, incident.hold_stops = None, False
        await _lifted(u, incident, actor, EntryKind.LEGAL_HOLD_LIFTED, "notice-hold-lifted")
        if not incident.state.open:
            values = {"key": "answer-hold-lifted", "number": incident.number}
            post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


async def _lifted(u: UnitOfWork, incident: Incident, actor: Actor, entry: EntryKind, notice: str) -> None:
    """Counsel stops it no more: everybody hears so, and what waited goes out."""
    u.timeline.record(incident, entry, by=actor.person)
    await _tell(u, incident, actor, notice)
    await releasing.go_on(u, incident)


async def embargo_over(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Its time has come: what was approved and waited goes out."""
    clocks.end_quietly(u, clock)
    incident.embargo_until = None
    u.timeline.record(incident, EntryKind.EMBARGO_LIFTED, due=clock.due_at.isoformat())
    await _show(u, incident)
    await releasing.go_on(u, incident)


async def _must_be_counsel(u: UnitOfWork, incident: Incident, actor: Actor) -> None:
    """Whoever holds the role here or usually takes it: a stop must not wait for a role request."""
    member = await authorize(u, incident, actor.person, Permission.MEMBER)
    roles = await held_roles(u, incident, actor.person)
    if not may(Permission.COUNSEL, member.standing, roles | {RoleKind(duty) for duty in member.duties}):
        await authorize(u, incident, actor.person, Permission.COUNSEL)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise CounselReason
    return reason.strip()[:LONGEST]


async def _end_clock(u: UnitOfWork, incident: Incident) -> None:
    for clock in await u.clocks.running(ClockKind.EMBARGO, incident=incident.id):
        clocks.end_quietly(u, clock)


async def _tell(u: UnitOfWork, incident: Incident, actor: Actor, key: str, **blanks: str) -> None:
    """Everybody who works on it sees it, once, without a sound; nobody learns it from a refused release."""
    called = await names(u, [actor.person])
    values = {"key": key, "by": called[actor.person], **blanks}
    post_in_topic(
        u,
        incident,
        ParcelKind.STATE_NOTICE,
        Lane.DECISION,
        subject=f"counsel:{incident.id}",
        values=values,
        coalesce=f"counsel:{incident.id}",
    )
    await _show(u, incident)


async def _show(u: UnitOfWork, incident: Incident) -> None:
    await u.session.flush()
    await refresh(u, ParcelKind.SHEET_CARD, incident.id, incident.team_id)
    post_card(u, incident)
