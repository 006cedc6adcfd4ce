"""Grafana's unified alerting webhook."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers.sources.grafana import read
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
PAYLOADS = Path(__file__).parent / "payloads"


def one(**fields: Any) -> bytes:
    return json.dumps({"alerts": [{"labels": {"alertname": "A"}, **fields}]}).encode()


def test_a_captured_notification_is_understood() -> None:
    (alert,) = read((PAYLOADS / "grafana_values.json").read_bytes(), NOW)
    assert (alert.title, alert.severity) == ("直播间人数骤降", Severity.S2)
    assert (alert.account, alert.live, alert.viewers) == ("brand-live", True, 18250)
    assert alert.metrics == {"B": 2044.5, "C": 1.0}
    assert alert.first_seen_at == datetime(2026, 11, 25, 4, 51, 3, 157076, tzinfo=UTC)
    assert [(piece.kind, piece.url.rpartition("/")[2]) for piece in alert.evidence] == [
        ("image", "9vWbLpRS.png"),
        ("panel", "abc123?orgId=1&viewPanel=4"),
        ("dashboard", "abc123?orgId=1"),
        ("rule", "view?orgId=1"),
    ]


def test_a_silence_is_not_offered() -> None:
    (alert,) = read((PAYLOADS / "grafana_values.json").read_bytes(), NOW)
    assert not any("silence" in piece.url for piece in alert.evidence)


def test_older_versions_tell_their_figures_in_a_text() -> None:
    (alert,) = read((PAYLOADS / "grafana_value_string.json").read_bytes(), NOW)
    assert alert.resolved
    assert alert.title == "High return rate"
    assert alert.metrics == {"value": 14151.331895396988, "B": -2e-05}


def test_a_figure_that_is_none_is_left_out() -> None:
    (alert,) = read(one(values={"A": None, "B": "NaN", "C": 2}), NOW)
    assert alert.metrics == {"C": 2.0}


def test_fields_that_are_null_count_as_left_out() -> None:
    (alert,) = read(one(annotations=None, values=None, valueString=None, imageURL=None, panelURL=None), NOW)
    assert (alert.title, alert.evidence) == ("A", ())
