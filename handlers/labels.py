"""Alerts told by labels and annotations, as Prometheus and its relatives do."""

from collections.abc import Callable, Mapping, Sequence
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
_HEXADECIMAL = "0123456789abcdef"


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
    figures: Callable[[A], Mapping[str, float]] | None = None,
) -> Callable[[A, Reading], IncomingAlert]:
    """How each alert of one notification is built: what its group says counts where it does not say otherwise.

    `left_out` alerts that the sender cut off become the figure `truncated_alerts` of each.

    Title: annotation `title` or `summary`, else the label `alertname`, else the labels themselves. The names
    `account`, `platform`, `product`, `crisis_type`, `content_url`, `live` and `viewers` are understood as
    labels and as annotations. A severity that nobody wrote down stays unsaid: monitoring must not lose an
    alert over a word. Refuses an alert without any label, because nothing tells it from others.
    """
    truncated = {"truncated_alerts": float(min(left_out, 10**9))} if left_out and left_out > 0 else {}

    # In a storm this runs for every alert: one function, and what is not there is not looked into.
    def build(alert: A, reading: Reading) -> IncomingAlert:
        labels = _inherited(alert.labels or {}, shared_labels)
        annotations = _inherited(alert.annotations or {}, shared_annotations)
        if not labels:
            reading.refuse("labels", "missing", "An alert needs at least one label.")
        shown = texts.labels(labels)
        said = {**labels, **annotations} if annotations else labels
        get = said.get
        headline = get("title") or annotations.get("summary") or get("alertname", "")
        summary = annotations.get("description") or annotations.get("message") or annotations.get("summary", "")
        links = evidence(alert, annotations)
        address, crisis, live, viewers = get("content_url"), get("crisis_type"), get("live"), get("viewers")
        content_url = texts.web_address(address) if address else ""
        if address and not content_url:
            links = (*links, texts.link("content_url", address))
        account, platform, product = get("account"), get("platform"), get("product")
        starts_at = alert.starts_at
        # By place: by name each would be looked for among all its fields, which costs as much as all the masking.
        return IncomingAlert(
            texts.line(headline, texts.TITLE_LIMIT) or _named_by(labels),
            _key(alert.fingerprint, labels),
            reading.raw,
            alert.status == "resolved",
            _severity(said),
            texts.paragraph(summary, texts.SUMMARY_LIMIT) if summary is not headline else "",
            _name(account, shown.get("account")) if account else "",
            _name(platform, shown.get("platform")) if platform else "",
            _name(product, shown.get("product")) if product else "",
            content_url,
            texts.crisis_type(crisis) if crisis else None,
            live.lower() in YES if live else False,
            _viewers(viewers) if viewers else None,
            None if starts_at is None else reading.past(starts_at, "startsAt"),
            shown,
            {**figures(alert), **truncated} if figures else truncated,
            links[: texts.EVIDENCE_LIMIT],
        )

    return build


def foresee(alerts: Sequence[Labelled]) -> None:
    """Titles and descriptions: of a storm's alerts nearly each is new, and hardly any has anything to mask."""
    texts.foresee({text for alert in alerts if alert.annotations for text in alert.annotations.values()})


def _inherited(own: dict[str, str], shared: dict[str, str]) -> dict[str, str]:
    return own if not shared or shared.items() <= own.items() else shared | own


def _name(text: str, label: str | None) -> str:
    if text == label:  # cleaned already
        return text if len(text) <= texts.NAME_LIMIT else texts.cut(text, texts.NAME_LIMIT)
    return texts.line(text, texts.NAME_LIMIT)


def _severity(said: Mapping[str, str]) -> Severity | None:
    for name in SEVERITIES:
        if (word := said.get(name)) is not None and (found := texts.severity(word)):
            return found
    return None


def _named_by(labels: Mapping[str, str]) -> str:
    return texts.line(", ".join(f"{name}={value}" for name, value in labels.items()), texts.TITLE_LIMIT) or "-"


def _key(fingerprint: str, labels: Mapping[str, str]) -> str:
    """The fingerprint (16 hexadecimal digits by the format), or one made of the labels where it is missing."""
    if len(fingerprint) == _FINGERPRINT and not fingerprint.strip(_HEXADECIMAL):
        return fingerprint
    return texts.dedup_key(fingerprint) or texts.digest(
        *(part for pair in sorted(labels.items()) for part in pair)
    )


def _viewers(text: str) -> int | None:
    """A count as the label says it; other texts say nothing."""
    if text.isascii() and text.isdigit() and len(text) <= 11:
        return min(int(text), texts.VIEWERS_LIMIT)
    return None
