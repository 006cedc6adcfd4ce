"""Alerts come in: many at once, stored in bulk, and each becomes something new, a repeat, or one more of a group.

The hot path works on plain rows; only what opens or changes an incident is taken as an object. Order of
holding, the same for everybody: incidents first, then alerts.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct
from sqlmodel import col, insert

from bot.desk.aftermath import follow_up
from bot.desk.arrivals import ALERTS, DELIVERIES, Arrival, alert_row, delivery_values, foresee
from bot.desk.collector import Collector
from bot.desk.desk import Desk, DeskPolicy
from bot.desk.pulses import Pulses
from bot.desk.sorting import Flush, sort_in
from bot.ids import AlertId, PersonId, TeamId
from bot.rules import intake as rules
from storage.plain import alone
from storage.queries.base import upsert
from storage.tables.alerts import Alert, Delivery
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.severity import Severity

_MINUTE = timedelta(minutes=1)
OPENED_AT_ONCE = 1
"""An incident that opens with crew and calls costs some hundred times what one more alert costs, and whoever
presses a button meanwhile waits for the commit."""
_REMEMBERED = 10_000
_ALERT = Alert.__table__  # type: ignore[attr-defined]
_RACES = 3  # every lost race leaves one more of our keys standing, so a second look nearly always settles it


class AlertRaced(Exception):
    """Two replicas stored the same alert at the same instant; this one looks again."""


class Received(Struct, frozen=True):
    """What became of an item: the alert it belongs to, the incident if there is one, whether it is new."""

    alert_id: AlertId
    incident_number: str | None
    fresh: bool


class Intake:
    """The door for alerts: callers wait for the commit, one writer stores what has gathered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._collector: Collector[Arrival, list[Received]] = Collector(desk.patiently(), self._write)
        self._pulses = Pulses()
        #: Matters that came in before. It may be wrong: all that hangs on it is how much is written at once.
        self._met: set[tuple[TeamId, str]] = set()

    async def receive(
        self, team: TeamId, source: str, alerts: Sequence[IncomingAlert], by: PersonId | None = None
    ) -> list[Received]:
        """Keep these alerts; comes back after the commit, with what became of each.

        A request that may open many incidents is kept bit by bit: in one commit all of them, and every press
        meanwhile, would wait for the last. When it fails, some of it is stored, and known when it is sent again.

        Raises:
            CollectorClosed: the desk is going down, nothing was stored.
        """
        now = self._desk.clock.now()
        arrivals = [Arrival(team, source, now, alert, by) for alert in alerts]
        if not any(self._opens(alert) for alert in alerts):
            return await self._put(arrivals)
        pieces = self._pieces(team, arrivals)
        dear = len(pieces) > 1
        with self._desk.signals.opening.joined():
            kept = await asyncio.gather(*(self._put(piece, dear) for piece in pieces), return_exceptions=True)
        return [one for piece in kept for one in _or_raise(piece)]

    def _pieces(self, team: TeamId, arrivals: list[Arrival]) -> list[list[Arrival]]:
        """Cut so that each piece has at most so many matters that nobody has met yet and that may open now."""
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        pieces: list[list[Arrival]] = [[]]
        unmet = 0
        for arrival in arrivals:
            if self._opens(arrival.incoming) and (matter := _matter(team, arrival.incoming)) not in self._met:
                self._met.add(matter)
                unmet += 1
                if unmet > OPENED_AT_ONCE:
                    pieces.append([])
                    unmet = 1
            pieces[-1].append(arrival)
        return pieces

    def _opens(self, alert: IncomingAlert) -> bool:
        level = alert.severity
        return level is not None and not alert.resolved and rules.opens_at_once(level, self._desk.policy.auto_open)

    async def _put(self, arrivals: Sequence[Arrival], dear: bool = False) -> list[Received]:
        for _ in range(_RACES):
            try:
                return await self._collector.put(arrivals, apart=dear)
            except AlertRaced:
                continue
        return await self._collector.put(arrivals, apart=dear)

    async def run(self) -> None:
        """The writer; ends after `close` when everything handed over is stored."""
        await self._collector.run()

    def close(self) -> None:
        """Take nothing more."""
        self._collector.close()

    async def _write(self, u: UnitOfWork, batches: Sequence[Sequence[Arrival]]) -> list[list[Received]]:
        flat = [arrival for batch in batches for arrival in batch]
        await self._pulses.heard(u, {(arrival.team, arrival.source) for arrival in flat})
        teams = list({arrival.team: None for arrival in flat})
        results: dict[int, Received] = {}
        for team_id in teams:
            mine = (
                range(len(flat)) if len(teams) == 1 else [n for n, one in enumerate(flat) if one.team == team_id]
            )
            taken = await take_in(u, self._desk.policy, team_id, [flat[n] for n in mine])
            results.update(zip(mine, taken, strict=True))
        whole = iter([results[n] for n in range(len(flat))])
        return [[next(whole) for _ in batch] for batch in batches]


def _matter(team: TeamId, alert: IncomingAlert) -> tuple[TeamId, str]:
    return team, rules.group_key(alert.account, alert.platform, alert.crisis_type) or alert.dedup_key


def _or_raise(kept: list[Received] | BaseException) -> list[Received]:
    if isinstance(kept, BaseException):
        raise kept
    return kept


async def take_in(
    u: UnitOfWork, policy: DeskPolicy, team_id: TeamId, arrivals: Sequence[Arrival]
) -> list[Received]:
    """Store these arrivals of one team, inside the caller's transaction."""
    keys = [rules.live_key(arrival.source, arrival.incoming.dedup_key) for arrival in arrivals]
    groups = [rules.group_key(a.incoming.account, a.incoming.platform, a.incoming.crisis_type) for a in arrivals]
    flush = await _look(u, policy, team_id, set(keys), {group for group in groups if group})
    foresee(arrivals)
    ids = iter(u.new_id.many(2 * len(arrivals)))
    alerts = [sort_in(flush, *arrived) for arrived in zip(arrivals, keys, groups, ids, ids, strict=True)]
    if not await _insert(u, flush):
        # Another replica was faster with one of the keys: its alert is there now, look again.
        raise AlertRaced
    opened = await follow_up(u, flush)
    received: list[Received] = []
    numbers = {incident_id: incident.number for incident_id, incident in flush.incidents.items()}
    for alert in alerts:
        incident_id = opened.get(alert.id) or alert.incident_id
        received.append(
            Received(alert.id, numbers.get(incident_id) if incident_id else None, alert.id in flush.fresh)
        )
    return received


async def _look(u: UnitOfWork, policy: DeskPolicy, team_id: TeamId, keys: set[str], groups: set[str]) -> Flush:
    """Hold what these arrivals may touch: incidents first, then alerts."""
    by_group = await u.incidents.hold_open_groups(team_id, groups) if groups else {}
    known = {incident.id: incident for incident in by_group.values()}
    if not _alone(u):
        pointed_at = {i for i in await u.alerts.incidents_of_live(team_id, keys) if i not in known}
        known.update(await u.incidents.hold_many(pointed_at))
    live = await u.alerts.hold_live(team_id, keys)
    # What an open incident takes in joins no alert.
    alone = groups.difference(by_group)
    waiting = await u.alerts.hold_waiting_groups(team_id, alone) if alone else {}
    # An alert that was opened between the two looks points at an incident that is not held yet; whoever writes
    # alone needs no first look.
    late = {a.incident_id for a in live.values() if a.incident_id and a.incident_id not in known}
    known.update(await u.incidents.hold_many(late))
    matters = {group: (incident.id, incident.severity) for group, incident in by_group.items()}
    return Flush(team_id, policy, dict(live), dict(waiting), known, matters)


async def _insert(u: UnitOfWork, flush: Flush) -> bool:
    """Write the new alerts and all deliveries. False: one of the live keys exists by now."""
    await _fold(u, flush)
    if _alone(u):  # what was looked up is still so
        if flush.written:
            await ALERTS.insert(u.session, list(map(alert_row, flush.written)))
        if flush.deliveries:
            await DELIVERIES.insert(u.session, flush.deliveries)
        return True
    if flush.written:
        # In one order for all replicas: two that store the same keys at once wait for each other only one way.
        rows = [alert.row() for alert in sorted(flush.written, key=lambda alert: alert.live_key or "")]
        # Into the table, not by its class: that would be compiled anew for every other set of empty columns.
        kept = upsert("postgresql", _ALERT).on_conflict_do_nothing(index_elements=["team_id", "live_key"])
        done = await u.session.exec(kept.returning(col(Alert.id)), params=rows)
        if len(done.all()) != len(rows):
            return False
    if flush.deliveries:
        await u.session.exec(insert(Delivery), params=list(map(delivery_values, flush.deliveries)))
    return True


def _alone(u: UnitOfWork) -> bool:
    """Is this the only writer there can be? SQLite has one."""
    return alone(u.session)


async def _fold(u: UnitOfWork, flush: Flush) -> None:
    """In a storm only the first alerts of a minute are shown one by one; grave ones always are."""
    mild = [alert for alert in flush.fresh.values() if not alert.severity.at_least(Severity.S2)]
    if not mild or flush.policy.storm_limit == 0:
        return
    limit = flush.policy.storm_limit
    before = await u.alerts.received_since(flush.team_id, u.now - _MINUTE, limit)
    for index, alert in enumerate(mild, start=before + 1):
        alert.folded = not rules.shown(index, limit)
