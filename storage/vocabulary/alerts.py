"""Deliveries and alerts: what comes in, and what it adds up to until somebody decides."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity
from storage.vocabulary.words import OpenWord


class AlertState(StrEnum):
    """`waiting` has a running clock; `watching` a time or a trigger; the others are decided."""

    WAITING = "waiting"
    WATCHING = "watching"
    OPENED = "opened"
    DISMISSED = "dismissed"
    MERGED = "merged"


class DismissReason(OpenWord):
    """Why nothing needs to be done (chips of experience.md T1)."""

    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    SOLVED = "solved"
    TEST = "test"
    WRITTEN = "written"
    UNKNOWN = "unknown"


class SourceFormat(OpenWord):
    """Which adapter reads a source."""

    ALERTMANAGER = "alertmanager"
    GRAFANA = "grafana"
    GENERIC = "generic"
    REPORT = "report"
    UNKNOWN = "unknown"


class EvidenceLink(Struct, frozen=True):
    """Something that shows what happened: an address, a screenshot already stored elsewhere, a quotation."""

    kind: str
    url: str = ""
    text: str = ""


class IncomingAlert(Struct, frozen=True):
    """One delivery, understood: what every adapter of `handlers/sources` makes of one item.

    Texts are already cut to their limits and free of NUL, lone surrogates and control characters, but not
    escaped. `severity` is what the source says (None: it does not say). `first_seen_at` is the earliest
    time known for the matter itself, never later than receipt. `raw` is the item exactly as it came
    (canonical JSON), kept as evidence.
    """

    title: str
    dedup_key: str
    raw: bytes
    resolved: bool = False
    severity: Severity | None = None
    summary: str = ""
    account: str = ""
    platform: str = ""
    product: str = ""
    content_url: str = ""
    crisis_type: CrisisType | None = None
    live: bool = False
    viewers: int | None = None
    first_seen_at: datetime | None = None
    labels: Mapping[str, str] = {}
    metrics: Mapping[str, float] = {}
    evidence: tuple[EvidenceLink, ...] = ()
