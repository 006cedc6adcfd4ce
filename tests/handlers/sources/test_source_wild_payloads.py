"""Whatever comes: a list of alerts that keep their promises, or a refusal. Never anything else."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.reading import PayloadRefused
from handlers.sources import alertmanager, generic, grafana
from storage.vocabulary.alerts import IncomingAlert

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
READERS = [alertmanager.read, grafana.read, generic.read]
CAPTURED = [path.read_bytes() for path in sorted((Path(__file__).parent / "payloads").glob("*.json"))]

Reader = Callable[[bytes, datetime], list[IncomingAlert]]

WILD_TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["\ud83d", "13812345678", "\u202eabc", "\x00", "S1", "critical", "https://v.example.com/1?p=a@b.cn", "<b>"]
)
WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WILD_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WILD_TEXT, inner, max_size=4),
    max_leaves=12,
)
LABELLED_FIELDS = (
    "status",
    "labels",
    "annotations",
    "startsAt",
    "fingerprint",
    "values",
    "valueString",
    "imageURL",
)


def from_schema(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values a JSON Schema allows: as much of it as `generic.SCHEMA` uses."""
    if "$ref" in schema:
        return st.deferred(lambda: from_schema(generic.SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]))
    if "anyOf" in schema:
        return st.one_of([from_schema(choice) for choice in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object" if "properties" in schema:
            fields = {name: from_schema(field) for name, field in schema["properties"].items()}
            required = schema.get("required", [])
            optional = {name: field for name, field in fields.items() if name not in required}
            return st.fixed_dictionaries({name: fields[name] for name in required}, optional=optional)
        case "object":
            return st.dictionaries(WILD_TEXT, from_schema(schema["additionalProperties"]), max_size=5)
        case "array":
            return st.lists(from_schema(schema["items"]), max_size=4)
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return WILD_TEXT


def check(read: Reader, body: bytes) -> list[IncomingAlert]:
    """The promises of `IncomingAlert`, or a refusal that says something."""
    refused: PayloadRefused | None = None
    alerts: list[IncomingAlert] = []
    try:
        alerts = read(body, NOW)
    except PayloadRefused as refusal:
        refused = refusal
    if refused is not None:
        assert refused.status in (400, 413, 422)
        assert refused.problems
        assert all(problem.code and problem.detail for problem in refused.problems)
    for alert in alerts:
        assert isinstance(alert, IncomingAlert)
        assert alert.title.strip()
        assert alert.dedup_key
        assert len(alert.title) <= 200
        assert len(alert.dedup_key) <= 200
        assert len(alert.summary) <= 1_000
        assert alert.first_seen_at is None or alert.first_seen_at <= NOW
        assert alert.content_url == "" or alert.content_url.lower().startswith(("http://", "https://"))
        texts = [alert.title, alert.summary, alert.account, alert.platform, alert.product, alert.dedup_key]
        texts += [*alert.labels, *alert.labels.values(), *alert.metrics, *(piece.text for piece in alert.evidence)]
        for text in texts:
            text.encode()
            assert not set(text) & set("\x00\u202e\u200b")
            assert "13812345678" not in text
    return alerts


@pytest.mark.parametrize("read", READERS)
@given(body=st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_bytes(read: Reader, body: bytes) -> None:
    check(read, body)


@pytest.mark.parametrize("read", READERS)
@given(value=WILD)
@settings(max_examples=50, deadline=None)
def test_any_json(read: Reader, value: Any) -> None:
    check(read, json.dumps(value).encode())


@pytest.mark.parametrize("read", [alertmanager.read, grafana.read])
@given(
    items=st.lists(st.dictionaries(st.sampled_from(LABELLED_FIELDS), WILD | st.dictionaries(WILD_TEXT, WILD_TEXT)))
)
@settings(max_examples=50, deadline=None)
def test_any_values_in_known_fields(read: Reader, items: list[Any]) -> None:
    check(read, json.dumps({"alerts": items}).encode())


@pytest.mark.parametrize("read", [alertmanager.read, grafana.read])
@given(labels=st.dictionaries(WILD_TEXT, WILD_TEXT, min_size=1), annotations=st.dictionaries(WILD_TEXT, WILD_TEXT))
@settings(max_examples=50, deadline=None)
def test_any_labels_are_taken(read: Reader, labels: dict[str, str], annotations: dict[str, str]) -> None:
    assert check(read, json.dumps({"alerts": [{"labels": labels, "annotations": annotations}]}).encode())


@given(value=from_schema(generic.SCHEMA))
@settings(max_examples=50, deadline=None)
def test_whatever_the_schema_allows(value: Any) -> None:
    check(generic.read, json.dumps(value).encode())


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("body", CAPTURED)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_captured_payloads_with_a_byte_changed(read: Reader, body: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(body) - 1))
    check(read, body[:place] + bytes([data.draw(st.integers(0, 255))]) + body[place + 1 :])
