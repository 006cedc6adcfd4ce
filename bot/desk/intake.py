"""Alerts come in: many at once, stored in bulk, and each becomes something new, a repeat, or one more of a group.

The hot path works on plain rows; only what opens or changes an incident is taken as an object. Order of
holding, the same for everybody: incidents first, then alerts.
"""

import asyncio
from collections import Counter as Tallies
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from msgspec import Struct
from sqlmodel import col, insert

from bot.desk import classifying, clocks, incidents, policies, storms
from bot.desk.alerts import announce, announce_folded, grown, open_from_alert
from bot.desk.arrivals import (
    ALERTS,
    DELIVERIES,
    Arrival,
    NewAlert,
    alert_row,
    assess,
    delivery_of,
    delivery_row,
    new_alert,
)
from bot.desk.collector import Collector
from bot.desk.desk import Desk, DeskPolicy
from bot.desk.flapping import flaps
from bot.desk.pulses import Pulses
from bot.desk.rosters import Watch
from bot.desk.silences import hush, in_force
from bot.desk.speaking import post_card
from bot.ids import AlertId, DeliveryId, IncidentId, PersonId, TeamId
from bot.rules import intake as rules
from bot.rules.intake import Course
from storage.queries.base import upsert
from storage.tables.alerts import Alert, Delivery
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import AlertState, IncomingAlert
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.severity import Severity, worst
from storage.vocabulary.timeline import EntryKind

_MINUTE = timedelta(minutes=1)
OPENED_AT_ONCE = 4
"""An incident that opens with crew and calls costs some hundred times what one more alert costs."""
_REMEMBERED = 10_000
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
        dear = self._unmet(team, alerts) > OPENED_AT_ONCE
        at_once = OPENED_AT_ONCE if dear else len(arrivals)
        pieces = (arrivals[first : first + at_once] for first in range(0, len(arrivals), at_once))
        with self._desk.signals.opening.joined():
            kept = await asyncio.gather(*(self._put(piece, dear) for piece in pieces), return_exceptions=True)
        return [one for piece in kept for one in _or_raise(piece)]

    def _unmet(self, team: TeamId, alerts: Sequence[IncomingAlert]) -> int:
        """How many matters that nobody has met yet may open an incident now."""
        matters = {
            (team, rules.group_key(alert.account, alert.platform, alert.crisis_type) or alert.dedup_key)
            for alert in alerts
            if self._opens(alert)
        }
        unmet = len(matters - self._met)
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        self._met |= matters
        return unmet

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
        results: dict[int, Received] = {}
        await self._pulses.heard(u, {(arrival.team, arrival.source) for arrival in flat})
        for team_id in dict.fromkeys(arrival.team for arrival in flat):
            mine = [(index, arrival) for index, arrival in enumerate(flat) if arrival.team == team_id]
            taken = await take_in(u, self._desk.policy, team_id, [arrival for _, arrival in mine])
            results.update({index: one for (index, _), one in zip(mine, taken, strict=True)})
        whole = iter(results[index] for index in range(len(flat)))
        return [[next(whole) for _ in batch] for batch in batches]


def _or_raise(kept: list[Received] | BaseException) -> list[Received]:
    if isinstance(kept, BaseException):
        raise kept
    return kept


@dataclass
class _Flush:
    """What one flush of one team has found out and still has to write."""

    team_id: TeamId
    policy: DeskPolicy
    live: dict[str, Alert | NewAlert]
    groups: dict[str, Alert | NewAlert]
    incidents: dict[IncidentId, Incident]
    #: Open incidents, and how bad they are, as plain values: looked at once for each of a storm's alerts.
    by_group: dict[str, tuple[IncidentId, Severity]]
    written: list[NewAlert] = field(default_factory=list)
    fresh: dict[AlertId, NewAlert] = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    touched: set[AlertId] = field(default_factory=set)
    merged: Tallies[AlertId] = field(default_factory=Tallies)
    turned: set[AlertId] = field(default_factory=set)
    #: By incident and alert, so that what flaps can be left out.
    repeats: Tallies[tuple[IncidentId, AlertId]] = field(default_factory=Tallies)
    joined: Tallies[IncidentId] = field(default_factory=Tallies)
    resolved: Tallies[tuple[IncidentId, AlertId]] = field(default_factory=Tallies)
    raised: dict[IncidentId, tuple[Severity, AlertId]] = field(default_factory=dict)


async def take_in(
    u: UnitOfWork, policy: DeskPolicy, team_id: TeamId, arrivals: Sequence[Arrival]
) -> list[Received]:
    """Store these arrivals of one team, inside the caller's transaction."""
    keys = [rules.live_key(arrival.source, arrival.incoming.dedup_key) for arrival in arrivals]
    groups = [rules.group_key(a.incoming.account, a.incoming.platform, a.incoming.crisis_type) for a in arrivals]
    flush = await _look(u, policy, team_id, set(keys), {group for group in groups if group})
    ids = iter(u.new_id.many(2 * len(arrivals)))
    alerts = [_sort_in(flush, *arrived) for arrived in zip(arrivals, keys, groups, ids, ids, strict=True)]
    if not await _insert(u, flush):
        # Another replica was faster with one of the keys: its alert is there now, look again.
        raise AlertRaced
    opened = await _follow_up(u, flush)
    received: list[Received] = []
    for alert in alerts:
        incident_id = opened.get(alert.id) or alert.incident_id
        incident = flush.incidents.get(incident_id) if incident_id else None
        received.append(Received(alert.id, incident.number if incident else None, alert.id in flush.fresh))
    return received


async def _look(u: UnitOfWork, policy: DeskPolicy, team_id: TeamId, keys: set[str], groups: set[str]) -> _Flush:
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
    return _Flush(team_id, policy, dict(live), dict(waiting), known, matters)


def _sort_in(
    flush: _Flush, arrival: Arrival, key: str, group: str | None, alert_id: str, delivery_id: str
) -> Alert | NewAlert:
    same = flush.live.get(key)
    lead = _lead(flush, arrival, group) if same is None else None
    matter = flush.by_group.get(group) if group else None
    course = rules.course(
        resolved=arrival.incoming.resolved,
        same_alert=same is not None,
        group_alert=lead is not None,
        group_incident=matter is not None,
    )
    if same is not None:
        _repeat(flush, same, arrival)
        flush.deliveries.append(delivery_of(DeliveryId(delivery_id), arrival, same.id))
        return same
    alert = new_alert(AlertId(alert_id), arrival, key, group)
    flush.written.append(alert)
    if course is Course.JOIN_INCIDENT and matter is not None:
        incident_id, severity = matter
        alert.state, alert.incident_id = AlertState.OPENED, incident_id
        flush.joined[incident_id] += 1
        _raise_incident(flush, incident_id, severity, alert)
    elif course is Course.JOIN_ALERT and lead is not None:
        alert.state, alert.merged_into = AlertState.MERGED, lead.id
        lead.count += 1
        flush.merged[lead.id] += 1
        lead.last_received_at = max(lead.last_received_at, arrival.received_at)
        lead.severity = worst(lead.severity, alert.severity)
        flush.touched.add(lead.id)
    elif course is Course.IGNORED:
        alert.state, alert.live_key = AlertState.DISMISSED, None
    else:
        flush.fresh[alert.id] = alert
        if group:
            flush.groups[group] = alert
    if alert.live_key:
        flush.live[key] = alert
    flush.deliveries.append(delivery_of(DeliveryId(delivery_id), arrival, alert.id))
    return alert


def _lead(flush: _Flush, arrival: Arrival, group: str | None) -> Alert | NewAlert | None:
    """The undecided alert this one belongs to: the same matter, within the window."""
    lead = flush.groups.get(group) if group else None
    if lead is None or rules.in_window(lead.last_received_at, arrival.received_at, policies.intake_policy()):
        return lead
    return None


def _raise_incident(flush: _Flush, incident: IncidentId, severity: Severity, alert: Alert | NewAlert) -> None:
    """The worst of its alerts says how bad an incident is; `severity`: how bad it was before this flush."""
    if alert.severity < severity and alert.severity < flush.raised.get(incident, (severity, alert.id))[0]:
        flush.raised[incident] = (alert.severity, alert.id)


def _repeat(flush: _Flush, alert: Alert | NewAlert, arrival: Arrival) -> None:
    incoming = arrival.incoming
    again = rules.repeated(
        rules.Tally(
            alert.severity,
            alert.count,
            alert.first_seen_at,
            alert.last_received_at,
            alert.resolved_at is not None,
        ),
        assess(incoming, alert.crisis_type).severity,
        min(incoming.first_seen_at or arrival.received_at, arrival.received_at),
        arrival.received_at,
        incoming.resolved,
    )
    alert.count, alert.last_received_at = again.tally.count, again.tally.last_seen
    alert.first_seen_at, alert.severity = again.tally.first_seen, again.tally.severity
    if again.resolved_changed:
        alert.resolved_at = arrival.received_at if incoming.resolved else None
        flush.turned.add(alert.id)
    if incoming.metrics:
        alert.metrics = {**alert.metrics, **incoming.metrics}
    if alert.incident_id and alert.incident_id in flush.incidents:
        (flush.resolved if incoming.resolved else flush.repeats)[alert.incident_id, alert.id] += 1
        _raise_incident(flush, alert.incident_id, flush.incidents[alert.incident_id].severity, alert)
    elif alert.id not in flush.fresh:
        flush.touched.add(alert.merged_into or alert.id)


async def _insert(u: UnitOfWork, flush: _Flush) -> bool:
    """Write the new alerts and all deliveries. False: one of the live keys exists by now."""
    await _fold(u, flush)
    if _alone(u):  # what was looked up is still so
        if flush.written:
            await ALERTS.insert(u.session, list(map(alert_row, flush.written)))
        if flush.deliveries:
            await DELIVERIES.insert(u.session, list(map(delivery_row, flush.deliveries)))
        return True
    if flush.written:
        # In one order for all replicas: two that store the same keys at once wait for each other only one way.
        rows = [alert.row() for alert in sorted(flush.written, key=lambda alert: alert.live_key or "")]
        kept = upsert("postgresql", Alert).on_conflict_do_nothing(index_elements=["team_id", "live_key"])
        done = await u.session.exec(kept.returning(col(Alert.id)), params=rows)
        if len(done.all()) != len(rows):
            return False
    if flush.deliveries:
        await u.session.exec(insert(Delivery), params=flush.deliveries)
    return True


def _alone(u: UnitOfWork) -> bool:
    """Is this the only writer there can be? SQLite has one."""
    return u.session.get_bind().dialect.name != "postgresql"


async def _fold(u: UnitOfWork, flush: _Flush) -> None:
    """In a storm only the first alerts of a minute are shown one by one; grave ones always are."""
    mild = [alert for alert in flush.fresh.values() if not alert.severity.at_least(Severity.S2)]
    if not mild or flush.policy.storm_limit == 0:
        return
    before = await u.alerts.received_since(flush.team_id, u.now - _MINUTE)
    for index, alert in enumerate(mild, start=before + 1):
        alert.folded = not rules.shown(index, flush.policy.storm_limit)


async def _follow_up(u: UnitOfWork, flush: _Flush) -> dict[AlertId, IncidentId]:
    """What the stored arrivals set off: incidents open, cards are drawn again, levels rise."""
    # In a storm of one matter nothing is new by itself: whose team it is need not be asked.
    opened = await _undecided(u, flush) if flush.fresh or flush.touched else {}
    flapping = {alert_id for alert_id in sorted(flush.turned) if await flaps(u, alert_id)}
    for incident_id, incident in flush.incidents.items():
        await _tell_incident(u, flush, incident_id, incident, flapping)
        if flush.joined[incident_id]:
            joined = await u.alerts.joined_since(incident_id, u.now - _MINUTE, flush.policy.storm_limit + 1)
            await storms.joined_incident(u, flush.policy, incident, joined)
    return opened


async def _undecided(u: UnitOfWork, flush: _Flush) -> dict[AlertId, IncidentId]:
    """Alerts that nobody has decided on: new ones are told of or open an incident, others have grown."""
    opened: dict[AlertId, IncidentId] = {}
    look = u.glance()
    team = await look.teams.find(flush.team_id)
    assert team is not None, "a delivery's team exists"
    folded = [alert for alert in flush.fresh.values() if alert.folded]
    shown = [alert for alert in flush.fresh.values() if not alert.folded]
    opening = {a.id for a in shown if rules.opens_at_once(a.severity, flush.policy.auto_open)}
    # One look for all at what concerns all.
    silences = await in_force(look, team.id) if shown else ()
    watch = Watch(look, team.id)
    # Read back as objects only if something may change on them at once.
    heard: list[clocks.Undecided] = [a for a in shown if not silences and a.id not in opening]
    for alert in await u.alerts.by_ids([a.id for a in shown if silences or a.id in opening]):
        if alert.id in opening:
            incident = await open_from_alert(u, alert, reason="auto")
            opened[alert.id], flush.incidents[incident.id] = incident.id, incident
        elif not hush(u, alert, silences):
            heard.append(alert)
    await clocks.start_for_alerts(u, heard, team, ClockKind.RESPONSE)
    for told in heard:
        await announce(u, told, team, watch)
    # Nobody is asked about each of a storm's alerts, yet none is without a clock.
    await clocks.start_for_alerts(u, folded, team, ClockKind.DECISION)
    for minute in sorted({alert.received_at.replace(second=0, microsecond=0) for alert in folded}):
        await announce_folded(u, team, minute)
    for alert_id in sorted(flush.touched):
        if (touched := await u.alerts.hold(alert_id)) is not None:
            await grown(u, flush.policy, touched, team)
            if flush.merged[alert_id]:
                await _gather(u, flush, touched)
    return opened


async def _gather(u: UnitOfWork, flush: _Flush, lead: Alert) -> None:
    """Others joined this alert; it may have become an incident a moment ago."""
    incident = flush.incidents.get(lead.incident_id) if lead.incident_id else None
    matter = incident.id if incident else lead.id
    joined = await u.alerts.joined_since(matter, u.now - _MINUTE, flush.policy.storm_limit + 1)
    if incident is not None:
        await storms.joined_incident(u, flush.policy, incident, joined)
    else:
        await storms.joined_alert(u, flush.policy, lead, joined)


async def _tell_incident(
    u: UnitOfWork, flush: _Flush, incident_id: IncidentId, incident: Incident, flapping: set[AlertId]
) -> None:
    """One entry for each kind of thing that happened, however many deliveries there were; what flaps only
    changes the card."""
    joined = flush.joined[incident_id]
    repeated, over = (
        sum(n for (of, alert), n in tally.items() if of == incident_id and alert not in flapping)
        for tally in (flush.repeats, flush.resolved)
    )
    redrawn = any(of == incident_id for of, _ in (*flush.repeats, *flush.resolved))
    if not (joined or redrawn):
        return
    incident.alert_count += joined
    if joined or repeated:
        u.timeline.record(incident, EntryKind.ALERT_REPEATED, joined=joined, repeated=repeated)
    if over:
        u.timeline.record(incident, EntryKind.ALERT_RESOLVED, count=over)
    if incident_id in flush.raised:
        to, alert_id = flush.raised[incident_id]
        await classifying.set_severity(u, incident, to, by=None, reason=alert_id)
    await incidents.show_alerts(u, incident)
    post_card(u, incident)
