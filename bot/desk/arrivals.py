"""What comes in, on its way to being rows: read once, assessed, its type guessed; plain values, for speed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from msgspec import Struct, structs

from bot.desk import policies
from bot.ids import AlertId, DeliveryId, IncidentId, PersonId, TeamId
from bot.rules.severity import Assessment, Subject
from storage.bulk import Bulk
from storage.tables.alerts import Alert, Delivery
from storage.vocabulary.alerts import AlertState, DismissReason, EvidenceLink, IncomingAlert
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
    """An alert that is not a row yet: written in bulk, a fiftieth of the cost of an object of the table.

    Its fields are the table's columns in their order, so that as a tuple it is a row. None has a default: given by
    place, all of them, it is made three times as fast as by name. What a new alert cannot have yet stands beside
    them, so that whoever draws it need not wait for the row.
    """

    seen_by: ClassVar[PersonId | None] = None
    decided_by: ClassVar[PersonId | None] = None
    decided_at: ClassVar[datetime | None] = None
    dismiss_reason: ClassVar[DismissReason | None] = None
    proposed_by: ClassVar[PersonId | None] = None
    watch_until: ClassVar[datetime | None] = None

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
    state: AlertState
    count: int
    first_seen_at: datetime
    received_at: datetime
    last_received_at: datetime
    resolved_at: datetime | None
    reason_text: str
    reported_by: PersonId | None
    watch_triggers: Sequence[dict[str, Any]]
    merged_into: AlertId | None
    incident_id: IncidentId | None
    folded: bool

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
_MANY: Final = 16


def assess(incoming: IncomingAlert, crisis_type: CrisisType | None) -> Assessment:
    """How bad this delivery is, by what its source says, its words, its figures and its type's thresholds."""
    texts, figures, labels = _texts(incoming), incoming.metrics, incoming.labels
    return policies.assessed(Subject(texts, incoming.severity, crisis_type, incoming.live, figures, labels))


def foresee(arrivals: Sequence[Arrival]) -> None:
    """These will be assessed one by one: what can be found out for all of them together is."""
    if len(arrivals) < _MANY:
        return
    incoming = [arrival.incoming for arrival in arrivals]
    untyped = any(alert.crisis_type in (None, CrisisType.UNKNOWN) for alert in incoming)
    policies.foresee({text for alert in incoming for text in (alert.title, alert.summary)}, untyped)


def _texts(incoming: IncomingAlert) -> tuple[str, ...]:
    texts = incoming.title, incoming.summary
    for link in incoming.evidence:
        if link.text:
            return *texts, *[link.text for link in incoming.evidence if link.text]
    return texts


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
        alert_id,
        arrival.team,
        key,
        group,
        arrival.source,
        incoming.title,
        incoming.summary,
        incoming.account,
        incoming.platform,
        incoming.product,
        incoming.content_url,
        crisis_type,
        assessed.severity,
        [reason.name for reason in assessed.reasons] if assessed.reasons else (),
        incoming.live,
        incoming.viewers,
        {**incoming.labels, GUESSED: "1"} if guessed else incoming.labels,
        incoming.metrics,
        incoming.evidence,
        AlertState.WAITING,
        1,  # count
        received_at if first_seen_at is None else min(first_seen_at, received_at),
        received_at,
        received_at,  # last
        received_at if incoming.resolved else None,
        "",  # reason_text
        arrival.reported_by,
        (),  # watch_triggers
        None,  # merged_into
        None,  # incident_id
        False,  # folded
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
