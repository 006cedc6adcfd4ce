"""What one flush of one team adds up to, sorted out on plain rows: new alerts, repeats, those that join others.

Nothing is asked of the database here, and nothing written: `bot.desk.intake` looks before and stores after.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.desk import policies
from bot.desk.arrivals import Arrival, DeliveryRow, NewAlert, assess, delivery_row, new_alert
from bot.desk.desk import DeskPolicy
from bot.ids import AlertId, DeliveryId, IncidentId, TeamId
from bot.rules import intake as rules
from bot.rules.intake import Course
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.severity import Severity, worst

#: Counts, of which most flushes have none: `collections.Counter` takes four calls to make.
_tallies: Callable[[], Any] = partial(defaultdict, int)


@dataclass
class Flush:
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
    deliveries: list[DeliveryRow] = field(default_factory=list)
    touched: set[AlertId] = field(default_factory=set)
    merged: defaultdict[AlertId, int] = field(default_factory=_tallies)
    turned: set[AlertId] = field(default_factory=set)
    #: By incident and alert, so that what flaps can be left out.
    repeats: defaultdict[tuple[IncidentId, AlertId], int] = field(default_factory=_tallies)
    joined: defaultdict[IncidentId, int] = field(default_factory=_tallies)
    resolved: defaultdict[tuple[IncidentId, AlertId], int] = field(default_factory=_tallies)
    raised: dict[IncidentId, tuple[Severity, AlertId]] = field(default_factory=dict)


def sort_in(
    flush: Flush, arrival: Arrival, key: str, group: str | None, alert_id: str, delivery_id: str
) -> Alert | NewAlert:
    """What becomes of one arrival: the alert it is, or belongs to. `alert_id` is for a new one."""
    same = flush.live.get(key)
    if same is not None:
        _repeat(flush, same, arrival)
        flush.deliveries.append(delivery_row(DeliveryId(delivery_id), arrival, same.id))
        return same
    matter = flush.by_group.get(group) if group else None
    lead = _lead(flush, arrival, group) if group and matter is None else None
    course = rules.course(
        resolved=arrival.incoming.resolved,
        same_alert=False,
        group_alert=lead is not None,
        group_incident=matter is not None,
    )
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
    flush.deliveries.append(delivery_row(DeliveryId(delivery_id), arrival, alert.id))
    return alert


def _lead(flush: Flush, arrival: Arrival, group: str) -> Alert | NewAlert | None:
    """The undecided alert this one belongs to: the same matter, within the window."""
    lead = flush.groups.get(group)
    if lead is None or rules.in_window(lead.last_received_at, arrival.received_at, policies.intake_policy()):
        return lead
    return None


def _raise_incident(flush: Flush, incident: IncidentId, severity: Severity, alert: Alert | NewAlert) -> None:
    """The worst of its alerts says how bad an incident is; `severity`: how bad it was before this flush."""
    if alert.severity < severity and alert.severity < flush.raised.get(incident, (severity, alert.id))[0]:
        flush.raised[incident] = (alert.severity, alert.id)


def _repeat(flush: Flush, alert: Alert | NewAlert, arrival: Arrival) -> None:
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
