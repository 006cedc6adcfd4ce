"""Grafana unified alerting, contact point "Webhook" (Grafana documentation, webhook notifier, from version 9)."""

import re
from datetime import datetime

import msgspec

from handlers import reading as texts
from handlers.labels import Labelled, builder, foresee
from handlers.payloads import decoded, decoder, opened, read_each
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert


class Alert(Labelled, rename="camel", gc=False):
    """One alert instance. `silenceURL` is not read: a silence in Grafana would hide the matter from the desk."""

    values: dict[str, float | str | None] | None = None
    value_string: str | None = None
    dashboard_url: str | None = msgspec.field(name="dashboardURL", default=None)
    panel_url: str | None = msgspec.field(name="panelURL", default=None)
    image_url: str | None = msgspec.field(name="imageURL", default=None)


class Group(msgspec.Struct, rename="camel"):
    """One request."""

    alerts: list[msgspec.Raw]
    common_labels: dict[str, str] | None = None
    common_annotations: dict[str, str] | None = None
    truncated_alerts: int | None = None


_decode_group = decoder(Group)
_decode_alert = decoder(Alert)

# Before version 10 the figures came only as a text: [ var='B' labels={host=a} value=44.2 ], [ metric='' … ]
_VALUE = re.compile(r"\[ (?:var|metric)='([^']{0,100})' [^\[]{0,2000}? ?value=(-?[0-9][0-9.eE+\-]{0,30}) \]")
_VALUE_TEXT_LIMIT = 10_000


def read(body: bytes, received_at: datetime) -> list[IncomingAlert]:
    """The alerts of one notification, firing and resolved, in the sender's order.

    Figures come from `values`, in older versions from `valueString`. The screenshot, the panel, the dashboard and
    the rule become evidence.

    Raises:
        PayloadRefused: not this format; names the field.
    """
    group: Group = decoded(_decode_group, opened(body))
    shared_labels = group.common_labels or {}
    shared_annotations = group.common_annotations or {}
    build = builder(shared_labels, shared_annotations, group.truncated_alerts, _evidence, _figures)
    return read_each(group.alerts, "alerts", _decode_alert, build, received_at, foresee)


def _figures(alert: Alert) -> dict[str, float]:
    if alert.values:
        given = {name: value for name, value in alert.values.items() if not isinstance(value, str)}
        return dict(texts.metrics(given))
    found = _VALUE.findall((alert.value_string or "")[:_VALUE_TEXT_LIMIT])
    return dict(
        texts.metrics({name or "value": number for name, text in found if (number := _number(text)) is not None})
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _evidence(alert: Alert, annotations: dict[str, str]) -> tuple[EvidenceLink, ...]:
    links = (
        ("image", alert.image_url),
        ("panel", alert.panel_url),
        ("dashboard", alert.dashboard_url),
        ("rule", alert.generator_url),
        ("runbook", annotations.get("runbook_url")),
    )
    return tuple([texts.link(kind, address) for kind, address in links if address])
