"""The desk's own format for monitoring tools, scripts and forms; described for people in `docs/alerts.md`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from handlers import reading as texts
from handlers.payloads import Reading, decoded, decoder, opened, read_each
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


class Evidence(msgspec.Struct, gc=False):
    """Something that shows what happened. Addresses are shown, never fetched."""

    kind: Annotated[str | None, Meta(description="post, screenshot, quote, link …", examples=["screenshot"])] = (
        None
    )
    url: Annotated[str | None, Meta(description="http or https; anything else is kept as text.")] = None
    text: Annotated[str | None, Meta(description="A quotation or a remark; cut at 1,000 characters.")] = None


class Alert(msgspec.Struct):
    """One alert. Only `title` is required; a field that is null counts as left out; unknown fields are ignored."""

    title: Annotated[
        str,
        Meta(
            description="What happened, in one line; cut at 200 characters.",
            examples=["42 negative reviews in one hour"],
        ),
    ]
    severity: Annotated[
        str | None,
        Meta(
            description="S1 (worst) to S4; also critical, high, warning, info and their Chinese words. "
            "Left out: the desk's rules decide. An unknown word is refused.",
            examples=["S2"],
        ),
    ] = None
    summary: Annotated[str | None, Meta(description="What is known so far; cut at 1,000 characters.")] = None
    account: Annotated[str | None, Meta(description="Whose account it is about.")] = None
    platform: Annotated[str | None, Meta(description="Where: douyin, kuaishou, tiktok …", examples=["douyin"])] = (
        None
    )
    product: Annotated[str | None, Meta(description="The goods concerned.")] = None
    content_url: Annotated[str | None, Meta(description="The post itself, http or https; never fetched.")] = None
    crisis_type: Annotated[
        str | None,
        Meta(
            description="One of "
            + ", ".join(code.value for code in CrisisType if code is not CrisisType.UNKNOWN)
            + ". "
            "Another word is kept as the label crisis_type.",
            examples=["product_safety"],
        ),
    ] = None
    dedup_key: Annotated[
        str | None,
        Meta(
            description="Equal keys are one matter. Left out: made of platform, account and content_url or title."
        ),
    ] = None
    status: Annotated[
        Literal["firing", "resolved"] | None, Meta(description="resolved says that the source sees it no more.")
    ] = None
    labels: Annotated[
        dict[str, str | int | float | bool | None] | None,
        Meta(description="At most 64; values cut at 200 characters."),
    ] = None
    metrics: Annotated[
        dict[str, float | None] | None,
        Meta(description="Figures by name, at most 64.", examples=[{"plays": 32000}]),
    ] = None
    evidence: Annotated[
        list[Evidence] | None, Meta(description="At most 20 pieces; further ones are left out.")
    ] = None
    live: Annotated[bool | None, Meta(description="Is the account live at this moment?")] = None
    viewers: Annotated[
        Annotated[int, Meta(ge=0, le=texts.VIEWERS_LIMIT)] | None, Meta(description="How many watch it live.")
    ] = None
    first_seen: Annotated[
        str | float | None,
        Meta(
            description="When the matter began: ISO 8601 with zone, or Unix seconds. Public clocks count from it.",
            examples=["2026-11-25T10:30:00+08:00"],
        ),
    ] = None


class Batch(msgspec.Struct):
    alerts: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET


_decode_batch = decoder(Batch)
_decode_list = decoder(list[msgspec.Raw])
_decode_alert = decoder(Alert)


def _schema() -> dict[str, Any]:
    (one,), shapes = msgspec.json.schema_components([Alert], ref_template="#/$defs/{name}")
    many = {"type": "array", "items": one, "maxItems": 2_000}
    batch = {"type": "object", "properties": {"alerts": many}, "required": ["alerts"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Alerts for /hooks/generic",
        "anyOf": [one, batch, many],
        "$defs": shapes,
    }


#: JSON Schema of a request body: one alert, {"alerts": [...]}, or a list. The web API shows it as OpenAPI.
SCHEMA = _schema()


def read(body: bytes, received_at: datetime) -> list[IncomingAlert]:
    """The alerts of one request, in the sender's order.

    Raises:
        PayloadRefused: not this format, an unknown severity, a time without a zone or in the future; names the
            field. One bad alert refuses the whole request.
    """
    body = opened(body)
    if body.lstrip()[:1] == b"[":
        return read_each(decoded(_decode_list, body), "", _decode_alert, _build, received_at)
    batch: Batch = decoded(_decode_batch, body)
    if isinstance(batch.alerts, list):
        return read_each(batch.alerts, "alerts", _decode_alert, _build, received_at)
    reading = Reading("", received_at, body)
    alert = _build(decoded(_decode_alert, body), reading)
    if reading.problems:
        raise texts.PayloadRefused(reading.problems)
    return [alert]


def _build(alert: Alert, reading: Reading) -> IncomingAlert:
    title = texts.line(alert.title, texts.TITLE_LIMIT)
    if not title:
        reading.refuse("title", "missing", "The title is empty; say in one line what happened.")
    account, platform = _name(alert.account), _name(alert.platform)
    evidence = alert.evidence or []
    links = [_link(piece) for piece in evidence[: texts.EVIDENCE_LIMIT]]
    content_url = texts.web_address(alert.content_url) if alert.content_url else ""
    if alert.content_url and not content_url:
        links.insert(0, texts.link("content_url", alert.content_url))
    labels = _labels(alert.labels) if alert.labels else {}
    crisis = texts.crisis_type(alert.crisis_type) if alert.crisis_type else None
    if crisis is CrisisType.UNKNOWN and alert.crisis_type:
        labels = {"crisis_type": alert.crisis_type, **labels}
    first_seen = alert.first_seen
    key = texts.dedup_key(alert.dedup_key) if alert.dedup_key else ""
    return IncomingAlert(
        title=title,
        dedup_key=key or texts.digest(platform, account, alert.content_url or alert.title.strip()),
        raw=reading.raw,
        resolved=alert.status == "resolved",
        severity=_severity(alert.severity, reading) if alert.severity is not None else None,
        summary=texts.paragraph(alert.summary, texts.SUMMARY_LIMIT) if alert.summary else "",
        account=account,
        platform=platform,
        product=_name(alert.product),
        content_url=content_url,
        crisis_type=crisis,
        live=bool(alert.live),
        viewers=alert.viewers,
        first_seen_at=reading.first_seen(first_seen, "first_seen") if first_seen is not None else None,
        labels=texts.labels(labels) if labels else {},
        metrics=texts.metrics(alert.metrics) if alert.metrics else {},
        evidence=tuple(links[: texts.EVIDENCE_LIMIT]),
    )


def _link(piece: Evidence) -> EvidenceLink:
    kind = _name(piece.kind) or ("link" if piece.url else "quote")
    return texts.link(kind, piece.url or "", piece.text or "")


def _name(text: str | None) -> str:
    return texts.line(text, texts.NAME_LIMIT) if text else ""


def _severity(word: str, reading: Reading) -> Severity | None:
    level = texts.severity(word)
    if level is None:
        reading.refuse(
            "severity",
            "unknown-severity",
            "Say S1, S2, S3 or S4 (also critical, high, warning, info); or leave it out.",
        )
    return level


def _labels(given: Mapping[str, str | float | bool | None]) -> dict[str, str]:
    return {name: _text(value) for name, value in given.items() if value is not None}


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)
