"""What comes in, on its way to being rows: read once, assessed, its type guessed; plain values, for speed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, structs

from bot.desk import policies
from bot.ids import AlertId, DeliveryId, IncidentId, PersonId, TeamId
from bot.rules.severity import Assessment, Subject
from storage.bulk import Bulk
from storage.tables.alerts import Alert, Delivery
from storage.vocabulary.alerts import AlertState, EvidenceLink, IncomingAlert
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


class NewAlert(Struct, kw_only=True):
    """An alert that is not a row yet: written in bulk, a fiftieth of the cost of an object of the table.

    Its fields are the table's columns in their order, so that as a tuple it is a row.
    """

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
    reasons: Sequence[str]
    live: bool
    viewers: int | None
    labels: Mapping[str, str]
    metrics: Mapping[str, float]
    evidence: Sequence[EvidenceLink]
    state: AlertState = AlertState.WAITING
    count: int = 1
    first_seen_at: datetime
    received_at: datetime
    last_received_at: datetime
    resolved_at: datetime | None
    reason_text: str = ""
    reported_by: PersonId | None
    watch_triggers: Sequence[dict[str, Any]] = ()
    merged_into: AlertId | None = None
    incident_id: IncidentId | None = None
    folded: bool = False

    def row(self) -> dict[str, Any]:
        """For PostgreSQL."""
        return structs.asdict(self) | {"evidence": [structs.asdict(link) for link in self.evidence]}


_DELIVERY: Final = ("id", "team_id", "source", "alert_id", "sha256", "raw", "resolved", "received_at", "metrics")
ALERTS = Bulk(Alert, NewAlert.__struct_fields__)
DELIVERIES = Bulk(Delivery, _DELIVERY)
assert ALERTS.columns == NewAlert.__struct_fields__, "in the table's order"
assert DELIVERIES.columns == _DELIVERY, "in the table's order"
DeliveryRow = tuple[DeliveryId, TeamId, str, AlertId, str, bytes, bool, datetime, Mapping[str, float] | None]
alert_row = structs.astuple


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
    incoming, received_at = arrival.incoming, arrival.received_at
    crisis_type, guessed = _type_of(incoming)
    assessed = assess(incoming, crisis_type)
    first_seen_at = incoming.first_seen_at
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
        reasons=[reason.name for reason in assessed.reasons] if assessed.reasons else (),
        live=incoming.live,
        viewers=incoming.viewers,
        labels={**incoming.labels, GUESSED: "1"} if guessed else incoming.labels,
        metrics=incoming.metrics,
        evidence=incoming.evidence,
        first_seen_at=received_at if first_seen_at is None else min(first_seen_at, received_at),
        received_at=received_at,
        last_received_at=received_at,
        resolved_at=received_at if incoming.resolved else None,
        reported_by=arrival.reported_by,
    )


def delivery_row(delivery_id: DeliveryId, arrival: Arrival, alert: AlertId) -> DeliveryRow:
    """The item exactly as it came, as a row."""
    incoming = arrival.incoming
    raw = incoming.raw
    return (
        delivery_id,
        arrival.team,
        arrival.source,
        alert,
        hashlib.sha256(raw).hexdigest(),
        raw,
        incoming.resolved,
        arrival.received_at,
        incoming.metrics or None,
    )


def delivery_values(row: DeliveryRow) -> dict[str, Any]:
    """For PostgreSQL."""
    return dict(zip(_DELIVERY, row, strict=True))
