"""The tick: reads which deadlines have come, and does what each of them means.

It may run twice, late, and on several replicas: a mark is taken by moving `next_mark_at` in the same
transaction that writes what it sets off. A late mark fires late and says so; of several missed marks of one
clock only the last speaks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from bot.clock import Breath
from bot.clock import Clock as MachineClock
from bot.desk import (
    alerts,
    approvals,
    cadence,
    calling,
    counsel,
    deadlines,
    emergency_reviews,
    fact_expiry,
    frontline,
    holding,
    inquiries,
    marks,
    night_watch,
    promise_lists,
    promises,
    ringing,
    seats,
    sheet_life,
    standing_lines,
    watching,
)
from bot.desk.desk import Desk, act
from bot.desk.speaking import post_card
from bot.ids import ClockId
from bot.rules import clocks as rules
from storage.database import is_away
from storage.queries.clocks import Due, Move
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState, Mark

#: A tick begins with so many at once. With 200, at what they then cost, no alert was stored for seconds.
FIRST = 25
MOST = 500
QUICK_SECONDS = 0.05
LONG_SECONDS = 0.15
BUG_PAUSE = timedelta(minutes=1)
#: Clocks of an alert that are no deadline for a decision.
_STEPS = frozenset({ClockKind.RING_PAUSE, ClockKind.RUNG, ClockKind.WATCH})

_log = structlog.get_logger("tick")


async def tick(desk: Desk) -> datetime | None:
    """Take every mark that has come; returns when the next one comes (None: no clock runs)."""
    async with desk.reading(here=True) as look:
        upcoming = await look.clocks.next_mark_at()
        if upcoming is None or upcoming > look.now:
            return upcoming  # most looks find nothing, and take no writer's turn for it
    desk, pace = desk.patiently(), Pace(desk.clock)
    while await _take_some(desk, pace):
        pass
    async with desk.reading() as look:
        return await look.clocks.next_mark_at()


class Pace:
    """How many deadlines are taken at once: more while that is quick, fewer when it was not.

    They hold the writer's turn meanwhile, and no alert is stored and no press answered (SQLite).
    """

    def __init__(self, clock: MachineClock) -> None:
        self.size = FIRST
        self._clock = clock

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Watch how long these take; the next ones are as many as that allows."""
        began = self._clock.monotonic()
        yield
        took = self._clock.monotonic() - began
        if took < QUICK_SECONDS:
            self.size = min(MOST, 2 * self.size)
        elif took > LONG_SECONDS:
            self.size = max(FIRST, self.size // 2)


async def _take_some(desk: Desk, pace: Pace) -> bool:
    """Some of those that have come; when a bug falls in it, each clock alone, so that one cannot silence all the
    others. True: there may be more."""
    at_once = pace.size
    async with desk.reading() as look:
        now, due = look.now, await look.clocks.due(look.now, at_once)
    with pace.measured():
        try:
            await _take_these(desk, due, now)
        except Exception as trouble:  # a boundary, as the pump's: a bug is found out below, clock by clock
            if is_away(trouble):
                raise
            _log.warning("deadlines are tried one by one", count=len(due), trouble=type(trouble).__name__)
        else:
            return len(due) == at_once
    for one in due:
        try:
            await _take_these(desk, [one], now)
        except Exception as trouble:
            if is_away(trouble):
                raise
            _log.exception("a bug in a deadline; it is tried again later", clock=one.id)
            await _put_off(desk, one.id)
    return len(due) == at_once


@act
async def _put_off(desk: Desk, clock: ClockId) -> None:
    async with desk.transaction() as u:
        row = await u.clocks.find(clock)
        if row is not None and row.next_mark_at is not None:
            row.next_mark_at = u.now + BUG_PAUSE


async def _take_these(desk: Desk, due: Sequence[Due], now: datetime) -> None:
    """Where nobody is to be told, the mark moves on and nothing else is read: a storm leaves thousands."""
    unheard, heard = _parted(due, now)
    if unheard:
        await _move_on(desk, marks.moves(unheard, now))
    if heard:
        await _take_heard(desk, heard)


def _parted(due: Sequence[Due], now: datetime) -> tuple[list[Due], list[Due]]:
    """Those whose mark sets off nothing, and the others. A storm's are all alike: what holds for one is asked
    once."""
    known: dict[tuple[bool, str, ClockKind, bool], bool] = {}
    unheard: list[Due] = []
    heard: list[Due] = []
    for one in due:
        alike = one.alert_id is None, one.marks, one.kind, one.of_storm
        if alike not in known:
            known[alike] = _unheard(one, now)
        (unheard if known[alike] else heard).append(one)
    return unheard, heard


def _unheard(one: Due, now: datetime) -> bool:
    """Does this mark set off nothing: half of an alert's time, or all of it for one of a storm's?"""
    if one.alert_id is None:
        return False
    known = marks.read(one.marks)
    match _mark_of(known, now):
        case Mark.HALF | Mark.WARNING as mark:
            watched = mark is Mark.HALF and one.kind is ClockKind.WATCH
            return not watched and rules.next_mark(known, now) is not None
        case _:
            # Its file and /status remind of it, nobody is asked about each: it runs as long once more.
            return one.of_storm and one.kind not in _STEPS


@act
async def _move_on(desk: Desk, moves: Sequence[Move]) -> None:
    async with desk.transaction() as u:
        await u.clocks.move(moves, u.now)
        u.mark_comes(min(move.next_mark_at for move in moves))


@act
async def _take_heard(desk: Desk, due: Sequence[Due]) -> None:
    async with desk.transaction() as u:
        u.share_reads()
        # Incidents first, then alerts, then their clocks: the same order of holding as every act. (Tried: clocks
        # before their alerts, and a deadline met a decision in a deadlock.)
        held = await u.incidents.hold_many({one.incident_id for one in due if one.incident_id})
        alerts_held = await u.alerts.hold_many({one.alert_id for one in due if one.alert_id})
        breath = Breath(desk.clock)
        for clock in await u.clocks.hold([one.id for one in due], u.now):
            if clock.state is not ClockState.RUNNING:
                continue  # ended a moment ago, by another deadline of this batch
            incident = held.get(clock.incident_id) if clock.incident_id else None
            of_team = clock.kind is ClockKind.STANDING_EXPIRY
            if incident is None and clock.alert_id not in alerts_held and not of_team:
                continue  # changed hands between the two looks; the next batch takes it
            await _take(u, desk, clock, incident)
            await breath.taken()


def _mark_of(known: rules.Marks, now: datetime) -> Mark:
    """Of several that were missed only the last speaks."""
    reached = rules.marks_due(known, now)
    return reached[-1] if reached else Mark.DUE


async def _take(u: UnitOfWork, desk: Desk, clock: Clock, incident: Incident | None) -> None:
    known = marks.of(clock)
    upcoming = rules.next_mark(known, u.now)
    clock.next_mark_at = upcoming[1] if upcoming else None
    mark = _mark_of(known, u.now)
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
    if clock.kind is ClockKind.MEDIA_ANSWER:
        await inquiries.mark(u, incident, clock, mark)
        return
    if clock.kind is ClockKind.PROMISE_UNDATED:
        await promises.ask_due(u, incident, clock, mark)
        return
    if clock.kind is ClockKind.PROMISES_ASKED:
        await promise_lists.mark(u, incident, clock, mark)
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
            await deadlines.warn(u, incident, clock)
        case Mark.DUE:
            await deadlines.breach(u, incident, clock)


async def _approval(u: UnitOfWork, clock: Clock, incident: Incident, mark: Mark) -> None:
    """Half of a time-box, or all of it: silence is never a yes."""
    if mark is Mark.HALF:
        await approvals.half_time(u, incident, clock)
    elif mark is Mark.DUE:
        await approvals.overdue(u, incident, clock)
