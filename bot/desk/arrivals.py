"""What comes in, on its way to being rows: read once, assessed, its type guessed; plain values, for speed."""

import hashlib
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any

from msgspec import Struct

from bot.desk import policies
from bot.ids import AlertId, DeliveryId, IncidentId, PersonId, TeamId
from bot.rules.severity import Assessment, Subject
from storage.bulk import Bulk
from storage.tables.alerts import Alert, Delivery
from storage.vocabulary.alerts import AlertState, IncomingAlert
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

GUESSED = "desk_guessed_type"
"""A label of ours: the alert's type is the desk's guess, shown as one."""


class Arrival(Struct, frozen=True):
    """One item at the door: for which team, from which source, received when, reported by whom (if a person)."""

    team: TeamId
    source: str
    received_at: datetime
    incoming: IncomingAlert
    reported_by: PersonId | None = None


class NewAlert(Struct):
    """An alert that is not a row yet: written in bulk, a fiftieth of the cost of an object of the table."""

    id: AlertId
    team_id: TeamId
    live_key: str | None
    group_key: str | None
    source: str
    title: str
    summary: str
    account: str
    platform: str
    product: str
    content_url: str
    crisis_type: CrisisType
    severity: Severity
    reasons: list[str]
    live: bool
    viewers: int | None
    labels: dict[str, str]
    metrics: dict[str, float]
    evidence: list[dict[str, str]]
    first_seen_at: datetime
    received_at: datetime
    last_received_at: datetime
    resolved_at: datetime | None
    reported_by: PersonId | None
    state: AlertState = AlertState.WAITING
    count: int = 1
    incident_id: IncidentId | None = None
    merged_into: AlertId | None = None
    reason_text: str = ""
    watch_triggers: list[dict[str, Any]] = []
    folded: bool = False

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS = NewAlert.__struct_fields__
ALERTS = Bulk(Alert, _COLUMNS)
DELIVERIES = Bulk(
    Delivery, ("id", "team_id", "source", "alert_id", "sha256", "raw", "resolved", "received_at", "metrics")
)
alert_row = attrgetter(*ALERTS.columns)
delivery_row = itemgetter(*DELIVERIES.columns)


def assess(incoming: IncomingAlert, crisis_type: CrisisType | None) -> Assessment:
    """How bad this delivery is, by what its source says, its words, its figures and its type's thresholds."""
    texts, figures, labels = _texts(incoming), incoming.metrics, incoming.labels
    return policies.assessed(Subject(texts, incoming.severity, crisis_type, incoming.live, figures, labels))


def _texts(incoming: IncomingAlert) -> tuple[str, ...]:
    if not incoming.evidence:
        return incoming.title, incoming.summary
    return incoming.title, incoming.summary, *[link.text for link in incoming.evidence if link.text]


def _type_of(incoming: IncomingAlert) -> tuple[CrisisType, bool]:
    """Its type, and whether that is only a guess by its words. A guess moves thresholds and steps, and never
    groups: two matters that sound alike are not one."""
    if incoming.crisis_type not in (None, CrisisType.UNKNOWN):
        return incoming.crisis_type, False
    guess = policies.guessed_type(_texts(incoming), incoming.live)
    return guess, guess is not CrisisType.OTHER


def new_alert(alert_id: AlertId, arrival: Arrival, key: str, group: str | None) -> NewAlert:
    """An alert nobody knew yet, as its first delivery has it."""
    incoming = arrival.incoming
    crisis_type, guessed = _type_of(incoming)
    assessed = assess(incoming, crisis_type)
    return NewAlert(
        id=alert_id,
        team_id=arrival.team,
        live_key=key,
        group_key=group,
        source=arrival.source,
        title=incoming.title,
        summary=incoming.summary,
        account=incoming.account,
        platform=incoming.platform,
        product=incoming.product,
        content_url=incoming.content_url,
        crisis_type=crisis_type,
        severity=assessed.severity,
        reasons=[reason.name for reason in assessed.reasons],
        live=incoming.live,
        viewers=incoming.viewers,
        labels={**incoming.labels, GUESSED: "1"} if guessed else dict(incoming.labels),
        metrics=dict(incoming.metrics),
        evidence=[{"kind": link.kind, "url": link.url, "text": link.text} for link in incoming.evidence],
        first_seen_at=min(incoming.first_seen_at or arrival.received_at, arrival.received_at),
        received_at=arrival.received_at,
        last_received_at=arrival.received_at,
        resolved_at=arrival.received_at if incoming.resolved else None,
        reported_by=arrival.reported_by,
    )


def delivery_of(delivery_id: DeliveryId, arrival: Arrival, alert: AlertId) -> dict[str, Any]:
    """The item exactly as it came, as a row."""
    raw = arrival.incoming.raw
    return {
        "id": delivery_id,
        "team_id": arrival.team,
        "source": arrival.source,
        "alert_id": alert,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "raw": raw,
        "resolved": arrival.incoming.resolved,
        "received_at": arrival.received_at,
        "metrics": dict(arrival.incoming.metrics) or None,
    }
