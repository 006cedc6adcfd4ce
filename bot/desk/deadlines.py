"""Deadlines of an incident that come near, or run out: entered, told to whom they concern, shown on the card."""

from collections.abc import Sequence

from bot.desk import seats, tasks
from bot.desk.rosters import reachable_on_duty
from bot.desk.speaking import post_card
from bot.desk.telling import News, seat_of, tell
from bot.ids import PersonId
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


async def warn(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Four fifths have passed: whoever owns it hears it alone."""
    u.timeline.record(
        incident, EntryKind.CLOCK_WARNED, ref=clock.id, clock=clock.kind, due=clock.due_at.isoformat()
    )
    event = NoiseEvent.CLOCK_WARNING_PUBLIC if clock.kind.public else NoiseEvent.CLOCK_WARNING_INTERNAL
    news = News(ParcelKind.CLOCK_WARNING, clock.id, Lane.DECISION)
    await tell(u, incident, event, news, {Whom.OWNER: await owners(u, incident, clock)})
    post_card(u, incident)


async def breach(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """It has run out: an entry at the moment it did, and everybody hears it whom the noise table names."""
    if clock.breached_at is not None:
        return
    if tasks.is_task(clock):
        await tasks.overdue(u, incident, clock)
    enter_breach(u, incident, clock)
    if clock.kind is ClockKind.TASK:
        return
    if clock.kind is ClockKind.ROLES_COMPLETE:
        await _tell_empty_roles(u, incident)
    event = NoiseEvent.OVERDUE_PUBLIC if clock.kind.public else NoiseEvent.OVERDUE_INTERNAL
    news = News(ParcelKind.CLOCK_WARNING, clock.id, Lane.BREACH, topic_kind=ParcelKind.CLOCK_OVERDUE)
    await tell(u, incident, event, news, {Whom.OWNER: await owners(u, incident, clock)})
    await tell(u, incident, NoiseEvent.BOSS_CHANGE)
    post_card(u, incident, Lane.BREACH)


def enter_breach(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """It has run out: noted once, in the timeline at the moment it did, with how late that was noticed."""
    clock.breached_at = u.now
    u.timeline.record(
        incident,
        EntryKind.CLOCK_BREACHED,
        at=clock.due_at,
        ref=clock.id,
        clock=clock.kind,
        due=clock.due_at.isoformat(),
        noticed_late_seconds=int((u.now - clock.due_at).total_seconds()),
    )


async def _tell_empty_roles(u: UnitOfWork, incident: Incident) -> None:
    for role in await u.roles.of_incident(incident.id):
        if role.state is RoleState.EMPTY:
            await seats.tell_empty(u, incident, role)


async def owners(u: Reader, incident: Incident, clock: Clock) -> Sequence[PersonId]:
    """Whose deadline this is: the holder of its role, else the commander, else who is on duty."""
    if clock.owner_id:
        return [clock.owner_id]
    if clock.owner_role and (holders := await _holders(u, incident, clock.owner_role)):
        return holders
    if incident.commander_id:
        return [incident.commander_id]
    return [person.id for person in await reachable_on_duty(u, incident.team_id)]


async def _holders(u: Reader, incident: Incident, kind: RoleKind) -> list[PersonId]:
    role = await seat_of(u, incident, kind)
    if role is None or role.state is not RoleState.TAKEN or role.person_id is None:
        return []
    return [role.person_id]
