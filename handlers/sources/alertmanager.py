"""Prometheus Alertmanager, webhook format version 4 (Prometheus documentation, `webhook_config`)."""

from datetime import datetime

import msgspec

from handlers import reading as texts
from handlers.labels import Labelled, builder, foresee
from handlers.payloads import decoded, decoder, opened, read_each
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert


class Alert(Labelled, rename="camel", gc=False):
    """One alert of a group."""


class Group(msgspec.Struct, rename="camel"):
    """One request: the alerts of one group, cut off by the sender at `max_alerts`."""

    alerts: list[msgspec.Raw]
    group_labels: dict[str, str] | None = None
    common_labels: dict[str, str] | None = None
    common_annotations: dict[str, str] | None = None
    truncated_alerts: int | None = None


_decode_group = decoder(Group)
_decode_alert = decoder(Alert)


def read(body: bytes, received_at: datetime) -> list[IncomingAlert]:
    """The alerts of one notification, firing and resolved, in the sender's order.

    Labels and annotations of the group count for each alert that does not say otherwise. The dedup key is the
    fingerprint, so that a resolved alert finds the one that fired. When the sender cut its group off, each alert
    carries the number left out as the figure `truncated_alerts`.

    Raises:
        PayloadRefused: not this format; names the field.
    """
    group: Group = decoded(_decode_group, opened(body))
    shared_labels = (group.group_labels or {}) | (group.common_labels or {})
    shared_annotations = group.common_annotations or {}
    build = builder(shared_labels, shared_annotations, group.truncated_alerts, _evidence)
    return read_each(group.alerts, "alerts", _decode_alert, build, received_at, foresee)


def _evidence(alert: Alert, annotations: dict[str, str]) -> tuple[EvidenceLink, ...]:
    rule, runbook = alert.generator_url, annotations.get("runbook_url")
    links = (texts.link("rule", rule),) if rule else ()
    return (*links, texts.link("runbook", runbook)) if runbook else links
