"""Alerts told by labels and annotations, as Prometheus and its relatives do."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, TypeVar

import msgspec

from handlers import reading as texts
from handlers.payloads import Reading
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert
from storage.vocabulary.severity import Severity

SEVERITIES = ("severity", "priority", "level")
YES = frozenset({"true", "yes", "1", "on"})
_FINGERPRINT = 16
_HEXADECIMAL = frozenset("0123456789abcdef")


class Labelled(msgspec.Struct, rename="camel", gc=False):
    """What one alert of such a notification holds, whoever sends it."""

    status: Literal["firing", "resolved"] = "firing"
    labels: dict[str, str] | None = None
    annotations: dict[str, str] | None = None
    starts_at: datetime | None = None
    generator_url: str | None = msgspec.field(name="generatorURL", default=None)
    fingerprint: str = ""


A = TypeVar("A", bound=Labelled)


def builder(
    shared_labels: dict[str, str],
    shared_annotations: dict[str, str],
    left_out: int | None,
    evidence: Callable[[A, dict[str, str]], tuple[EvidenceLink, ...]],
    figures: Callable[[A], Mapping[str, float]] = lambda alert: {},
) -> Callable[[A, Reading], IncomingAlert]:
    """How each alert of one notification is built: what its group says counts where it does not say otherwise.

    `left_out` alerts that the sender cut off become the figure `truncated_alerts` of each.
    """
    truncated = {"truncated_alerts": float(min(left_out, 10**9))} if left_out and left_out > 0 else {}

    def build(alert: A, reading: Reading) -> IncomingAlert:
        annotations = _inherited(alert.annotations or {}, shared_annotations)
        return labelled(
            reading,
            _inherited(alert.labels or {}, shared_labels),
            annotations,
            fingerprint=alert.fingerprint,
            resolved=alert.status == "resolved",
            starts_at=alert.starts_at,
            metrics={**figures(alert), **truncated},
            evidence=evidence(alert, annotations),
        )

    return build


def _inherited(own: dict[str, str], shared: dict[str, str]) -> dict[str, str]:
    return own if shared.items() <= own.items() else shared | own


def labelled(
    reading: Reading,
    labels: Mapping[str, str],
    annotations: Mapping[str, str],
    *,
    fingerprint: str,
    resolved: bool,
    starts_at: datetime | None,
    metrics: Mapping[str, float] | None = None,
    evidence: tuple[EvidenceLink, ...] = (),
) -> IncomingAlert:
    """One alert from its labels and annotations.

    Title: annotation `title` or `summary`, else the label `alertname`, else the labels themselves. The names
    `account`, `platform`, `product`, `crisis_type`, `content_url`, `live` and `viewers` are understood as
    labels and as annotations. A severity that nobody wrote down stays unsaid: monitoring must not lose an
    alert over a word. Refuses an alert without any label, because nothing tells it from others.
    """
    if not labels:
        reading.refuse("labels", "missing", "An alert needs at least one label.")
    shown = texts.labels(labels)
    said = {**labels, **annotations} if annotations else labels
    get = said.get
    headline = get("title") or annotations.get("summary") or get("alertname", "")
    summary = annotations.get("description") or annotations.get("message") or annotations.get("summary", "")
    address, crisis = get("content_url"), get("crisis_type")
    content_url = texts.web_address(address) if address else ""
    if address and not content_url:
        evidence = (*evidence, texts.link("content_url", address))
    return IncomingAlert(
        title=texts.line(headline, texts.TITLE_LIMIT) or _named_by(labels),
        dedup_key=_key(fingerprint, labels),
        raw=reading.raw,
        resolved=resolved,
        severity=_severity(said),
        summary=texts.paragraph(summary, texts.SUMMARY_LIMIT) if summary is not headline else "",
        account=_name("account", said, shown),
        platform=_name("platform", said, shown),
        product=_name("product", said, shown),
        content_url=content_url,
        crisis_type=texts.crisis_type(crisis) if crisis else None,
        live=get("live", "").lower() in YES,
        viewers=_viewers(get("viewers", "")),
        first_seen_at=reading.past(starts_at, "startsAt"),
        labels=shown,
        metrics=metrics or {},
        evidence=evidence[: texts.EVIDENCE_LIMIT],
    )


def _name(name: str, said: Mapping[str, str], shown: Mapping[str, str]) -> str:
    text = said.get(name)
    if not text:
        return ""
    if text == shown.get(name):  # a label, cleaned already
        return texts.cut(text, texts.NAME_LIMIT)
    return texts.line(text, texts.NAME_LIMIT)


def _severity(said: Mapping[str, str]) -> Severity | None:
    for name in SEVERITIES:
        if name in said and (found := texts.severity(said[name])):
            return found
    return None


def _named_by(labels: Mapping[str, str]) -> str:
    return texts.line(", ".join(f"{name}={value}" for name, value in labels.items()), texts.TITLE_LIMIT) or "-"


def _key(fingerprint: str, labels: Mapping[str, str]) -> str:
    """The fingerprint (16 hexadecimal digits by the format), or one made of the labels where it is missing."""
    if len(fingerprint) == _FINGERPRINT and _HEXADECIMAL.issuperset(fingerprint):
        return fingerprint
    return texts.dedup_key(fingerprint) or texts.digest(
        *(part for pair in sorted(labels.items()) for part in pair)
    )


def _viewers(text: str) -> int | None:
    """A count as the label says it; other texts say nothing."""
    if text and text.isascii() and text.isdigit() and len(text) <= 11:
        return min(int(text), texts.VIEWERS_LIMIT)
    return None
