"""The tick: reads which deadlines have come, and does what each of them means.

It may run twice, late, and on several replicas: a mark is taken by moving `next_mark_at` in the same
transaction that writes what it sets off. A late mark fires late and says so; of several missed marks of one
clock only the last speaks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.desk import (
    alerts,
    approvals,
    cadence,
    calling,
    clocks,
    counsel,
    emergency_reviews,
    fact_expiry,
    frontline,
    holding,
    night_watch,
    promises,
    ringing,
    seats,
    sheet_life,
    standing_lines,
    tasks,
    watching,
)
from bot.desk.desk import Desk, act
from bot.desk.rosters import reachable_on_duty
from bot.desk.speaking import post_card
from bot.desk.telling import News, tell
from bot.ids import ClockId, PersonId
from bot.rules import clocks as rules
from bot.rules.noise import NoiseEvent, Whom
from storage.database import is_away
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind

#: A deadline that ran out costs some 10 ms; so many at once hold the writer's turn for a quarter of a second, and
#: meanwhile no alert is stored (SQLite). With 200 it was seconds.
BATCH = 25
BUG_PAUSE = timedelta(minutes=1)

_log = structlog.get_logger("tick")


async def tick(desk: Desk) -> datetime | None:
    """Take every mark that has come; returns when the next one comes (None: no clock runs)."""
    async with desk.reading() as look:
        upcoming = await look.clocks.next_mark_at()
        if upcoming is None or upcoming > look.now:
            return upcoming  # most looks find nothing, and take no writer's turn for it
    while await _take_some(desk) == BATCH:
        pass
    async with desk.reading() as look:
        return await look.clocks.next_mark_at()


async def _take_some(desk: Desk) -> int:
    """One batch; when a bug falls in it, each clock alone, so that one cannot silence all the others."""
    try:
        return await _take_batch(desk)
    except Exception as trouble:  # a boundary, as the pump's: a bug is found out below, clock by clock
        if is_away(trouble):
            raise
        async with desk.reading() as look:
            due = [clock.id for clock in await look.clocks.due(look.now, BATCH)]
    for clock in due:
        try:
            await _take_batch(desk, clock)
        except Exception as trouble:
            if is_away(trouble):
                raise
            _log.exception("a bug in a deadline; it is tried again later", clock=clock)
            await _put_off(desk, clock)
    return len(due)


@act
async def _put_off(desk: Desk, clock: ClockId) -> None:
    async with desk.transaction() as u:
        row = await u.clocks.find(clock)
        if row is not None and row.next_mark_at is not None:
            row.next_mark_at = u.now + BUG_PAUSE


@act
async def _take_batch(desk: Desk, only: ClockId | None = None) -> int:
    async with desk.transaction() as u:
        due = [clock for clock in await u.clocks.due(u.now, BATCH) if only in (None, clock.id)]
        if not due:
            return 0
        # Incidents first, then alerts, then their clocks: the same order of holding as every act. (Tried: clocks
        # before their alerts, and a deadline met a decision in a deadlock.)
        held = await u.incidents.hold_many({clock.incident_id for clock in due if clock.incident_id})
        alerts_held = await u.alerts.hold_many({clock.alert_id for clock in due if clock.alert_id})
        for clock in await u.clocks.hold_due(u.now, BATCH):
            if clock.state is not ClockState.RUNNING or only not in (None, clock.id):
                continue  # ended a moment ago, by another deadline of this batch
            incident = held.get(clock.incident_id) if clock.incident_id else None
            of_team = clock.kind is ClockKind.STANDING_EXPIRY
            if incident is None and clock.alert_id not in alerts_held and not of_team:
                continue  # came due between the two looks; the next batch takes it
            await _take(u, desk, clock, incident)
        return len(due)


async def _take(u: UnitOfWork, desk: Desk, clock: Clock, incident: Incident | None) -> None:
    marks = clocks.marks_of(clock)
    reached = rules.marks_due(marks, u.now)
    upcoming = rules.next_mark(marks, u.now)
    clock.next_mark_at = upcoming[1] if upcoming else None
    mark = reached[-1] if reached else Mark.DUE
    if incident is not None:
        await _of_incident(u, clock, incident, mark)
    elif clock.alert_id is not None:
        await _of_alert(u, desk, clock, mark)
    elif clock.kind is ClockKind.STANDING_EXPIRY:
        await standing_lines.mark_reached(u, clock, mark)


async def _of_alert(u: UnitOfWork, desk: Desk, clock: Clock, mark: Mark) -> None:
    if mark not in (Mark.HALF, Mark.DUE) or clock.alert_id is None:
        return
    alert = await u.alerts.hold(clock.alert_id)
    if alert is None:
        return
    if mark is Mark.HALF:
        if clock.kind is ClockKind.WATCH:
            await watching.half_time(u, alert)
    elif clock.kind is ClockKind.RING_PAUSE:
        await ringing.over(u, clock)
    elif clock.kind is ClockKind.RUNG:
        await calling.rung_due(u, clock.label, None, alert)
    elif clock.kind is ClockKind.WATCH:
        await alerts.fire_watch(u, alert)
    else:
        await alerts.response_overdue(u, desk.policy, alert, clock)


async def _of_incident(u: UnitOfWork, clock: Clock, incident: Incident, mark: Mark) -> None:
    if clock.kind is ClockKind.RING_PAUSE:
        await ringing.over(u, clock)
        return
    if clock.kind is ClockKind.SHEET_SYNC:
        await frontline.sync_due(u, incident, clock)
        return
    if clock.kind is ClockKind.EMBARGO:
        await counsel.embargo_over(u, incident, clock)
        return
    if clock.kind is ClockKind.FACT_EXPIRY:
        await (fact_expiry.soon if mark is Mark.WARNING else fact_expiry.expire)(u, incident, clock)
        return
    if clock.kind is ClockKind.RUNG:
        await calling.rung_due(u, clock.label, incident, None)
        return
    if clock.kind in (ClockKind.RECONFIRM, ClockKind.REST):
        await night_watch.due(u, incident, clock)
        return
    if clock.kind is ClockKind.SHEET_EXPIRY:
        await (sheet_life.soon if mark is Mark.WARNING else sheet_life.expire)(u, incident, clock)
        return
    if clock.kind is ClockKind.ROLE_ANSWER:
        await seats.answer_overdue(u, incident, clock)
        return
    if clock.kind is ClockKind.APPROVAL:
        await _approval(u, clock, incident, mark)
        return
    if clock.kind is ClockKind.PROMISE:
        await promises.mark(u, incident, clock, mark)
        return
    if clock.kind is ClockKind.LOOK_AGAIN:
        if mark is Mark.DUE:
            await holding.look_again(u, incident, clock)
        return
    if clock.kind is ClockKind.EMERGENCY_REVIEW:
        await emergency_reviews.mark(u, incident, clock, mark)
        if mark is not Mark.DUE:
            return
    match mark:
        case Mark.HALF:
            post_card(u, incident)  # half the time is a line on the card, never a message
        case Mark.WARNING if clock.kind is ClockKind.TASK:
            post_card(u, incident)
        case Mark.WARNING if clock.kind is ClockKind.NEXT_UPDATE:
            await cadence.ask(u, incident, clock)
            post_card(u, incident)
        case Mark.WARNING:
            await _warn(u, clock, incident)
        case Mark.DUE:
            await _breach(u, clock, incident)


async def _approval(u: UnitOfWork, clock: Clock, incident: Incident, mark: Mark) -> None:
    """Half of a time-box, or all of it: silence is never a yes."""
    if mark is Mark.HALF:
        await approvals.half_time(u, incident, clock)
    elif mark is Mark.DUE:
        await approvals.overdue(u, incident, clock)


async def _warn(u: UnitOfWork, clock: Clock, incident: Incident) -> None:
    u.timeline.record(
        incident, EntryKind.CLOCK_WARNED, ref=clock.id, clock=clock.kind, due=clock.due_at.isoformat()
    )
    event = NoiseEvent.CLOCK_WARNING_PUBLIC if clock.kind.public else NoiseEvent.CLOCK_WARNING_INTERNAL
    news = News(ParcelKind.CLOCK_WARNING, clock.id, Lane.DECISION)
    await tell(u, incident, event, news, {Whom.OWNER: await owners(u, incident, clock)})
    post_card(u, incident)


async def _breach(u: UnitOfWork, clock: Clock, incident: Incident) -> None:
    if clock.breached_at is not None:
        return
    clock.breached_at = u.now
    if tasks.is_task(clock):
        await tasks.overdue(u, incident, clock)
    late = int((u.now - clock.due_at).total_seconds())
    u.timeline.record(
        incident,
        EntryKind.CLOCK_BREACHED,
        at=clock.due_at,
        ref=clock.id,
        clock=clock.kind,
        due=clock.due_at.isoformat(),
        noticed_late_seconds=late,
    )
    if clock.kind is ClockKind.TASK:
        return
    if clock.kind is ClockKind.ROLES_COMPLETE:
        await _tell_empty_roles(u, incident)
    event = NoiseEvent.OVERDUE_PUBLIC if clock.kind.public else NoiseEvent.OVERDUE_INTERNAL
    news = News(ParcelKind.CLOCK_WARNING, clock.id, Lane.BREACH, topic_kind=ParcelKind.CLOCK_OVERDUE)
    await tell(u, incident, event, news, {Whom.OWNER: await owners(u, incident, clock)})
    await tell(u, incident, NoiseEvent.BOSS_CHANGE)
    post_card(u, incident, Lane.BREACH)


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
    role = await u.roles.of_kind(incident.id, kind)
    if role is None or role.state is not RoleState.TAKEN or role.person_id is None:
        return []
    return [role.person_id]


def earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two moments, None being never."""
    return min((moment for moment in (one, other) if moment), default=None)
