"""Alertmanager's webhook, version 4."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.reading import PayloadRefused
from handlers.sources.alertmanager import read
from storage.vocabulary.alerts import EvidenceLink
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
CAPTURED = Path(__file__).parent / "payloads" / "alertmanager_firing_and_resolved.json"


def group(*alerts: dict[str, Any], **envelope: Any) -> bytes:
    return json.dumps({"version": "4", "alerts": alerts, **envelope}).encode()


def test_a_captured_notification_is_understood() -> None:
    firing, resolved = read(CAPTURED.read_bytes(), NOW)
    assert firing.title == "番茄小厨官方:负面评论激增"
    assert firing.summary == "十分钟内负面评论 420 条,约为同期三倍。\n最早一条提到食用后不适。"
    assert firing.severity is Severity.S1
    assert (firing.account, firing.platform) == ("番茄小厨官方", "douyin")
    assert firing.content_url == "https://www.douyin.com/video/7301234567890123456"
    assert firing.dedup_key == "c6eadffa33fcdf37"
    assert firing.first_seen_at == datetime(2026, 11, 25, 4, 51, 12, 345679, tzinfo=UTC)
    assert [piece.kind for piece in firing.evidence] == ["rule", "runbook"]
    assert not firing.resolved
    assert resolved.resolved
    assert resolved.title == "下单错误率回到 0.2%"
    assert resolved.summary == ""
    assert resolved.first_seen_at == datetime(2026, 11, 25, 4, 10, tzinfo=UTC)


def test_what_the_sender_left_out_is_said() -> None:
    assert [alert.metrics for alert in read(CAPTURED.read_bytes(), NOW)] == [{"truncated_alerts": 3.0}] * 2


def test_the_item_is_kept_exactly_as_it_came() -> None:
    body = CAPTURED.read_bytes()
    for alert, item in zip(read(body, NOW), json.loads(body)["alerts"], strict=True):
        assert alert.raw in body
        assert json.loads(alert.raw) == item


def test_labels_and_annotations_of_the_group_count_for_each_alert() -> None:
    body = group(
        {"labels": {"alertname": "A", "platform": "tiktok"}, "fingerprint": "f1"},
        groupLabels={"alertname": "G"},
        commonLabels={"account": "brand", "platform": "douyin"},
        commonAnnotations={"summary": "said once"},
    )
    (alert,) = read(body, NOW)
    assert alert.labels == {"alertname": "A", "account": "brand", "platform": "tiktok"}
    assert alert.title == "said once"


def test_firing_and_resolved_have_one_key_even_without_a_fingerprint() -> None:
    one = {"labels": {"a": "1", "b": "2"}}
    other = {"labels": {"b": "2", "a": "1"}, "status": "resolved"}
    firing, resolved, third = read(group(one, other, {"labels": {"a": "1"}}), NOW)
    assert firing.dedup_key == resolved.dedup_key != third.dedup_key


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"severity": "critical"}, Severity.S1),
        ({"severity": "Warning "}, Severity.S3),
        ({"severity": "who knows"}, None),
        ({"severity": "none", "priority": "S2"}, Severity.S2),
        ({}, None),
    ],
)
def test_an_unknown_severity_is_unsaid_and_never_loses_the_alert(
    labels: dict[str, str], expected: Severity | None
) -> None:
    assert read(group({"labels": {"alertname": "A", **labels}}), NOW)[0].severity is expected


@pytest.mark.parametrize(
    ("annotations", "title", "summary"),
    [
        ({"title": "T", "summary": "S", "description": "D"}, "T", "D"),
        ({"title": "T", "summary": "S"}, "T", "S"),
        ({"summary": "S"}, "S", ""),
        ({"message": "M"}, "Name", "M"),
        ({}, "Name", ""),
    ],
)
def test_the_title_is_the_best_sentence_there_is(annotations: dict[str, str], title: str, summary: str) -> None:
    (alert,) = read(group({"labels": {"alertname": "Name"}, "annotations": annotations}), NOW)
    assert (alert.title, alert.summary) == (title, summary)


def test_an_alert_without_a_name_is_called_by_its_labels() -> None:
    assert read(group({"labels": {"job": "x", "shop": "y"}}), NOW)[0].title == "job=x, shop=y"


def test_an_alert_without_labels_is_refused_by_number() -> None:
    with pytest.raises(PayloadRefused) as refused:
        read(group({"labels": {"a": "b"}}, {"labels": {}}), NOW)
    assert [problem.field for problem in refused.value.problems] == ["alerts[1].labels"]


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        ("2026-11-25T04:00:00Z", datetime(2026, 11, 25, 4, 0, tzinfo=UTC)),
        ("2026-11-25T05:10:00Z", NOW),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("9999-12-31T23:59:59-08:00", None),
    ],
)
def test_a_machine_clock_that_runs_ahead_means_now(starts_at: str, expected: datetime | None) -> None:
    assert read(group({"labels": {"a": "b"}, "startsAt": starts_at}), NOW)[0].first_seen_at == expected


def test_figures_and_switches_are_read_from_labels() -> None:
    labels = {"alertname": "A", "live": "true", "viewers": "1200", "crisis_type": "live_slip", "product": "P"}
    (alert,) = read(group({"labels": labels}), NOW)
    assert (alert.live, alert.viewers, alert.crisis_type, alert.product) == (True, 1200, "live_slip", "P")


def test_an_address_that_is_none_becomes_evidence() -> None:
    (alert,) = read(group({"labels": {"a": "b"}, "annotations": {"content_url": "javascript:alert(1)"}}), NOW)
    assert alert.content_url == ""
    assert alert.evidence == (EvidenceLink("content_url", "", "javascript:alert(1)"),)


def test_fields_that_are_null_count_as_left_out() -> None:
    body = group({"labels": {"alertname": "A"}, "annotations": None}, commonLabels=None, truncatedAlerts=None)
    assert read(body, NOW)[0].title == "A"
