"""The desk's own format."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.reading import PayloadRefused
from handlers.sources.generic import SCHEMA, read
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
PAYLOADS = Path(__file__).parent / "payloads"


def one(**fields: Any) -> IncomingAlert:
    (alert,) = read(json.dumps({"title": "t", **fields}).encode(), NOW)
    return alert


def refused(body: bytes) -> list[tuple[str, str]]:
    with pytest.raises(PayloadRefused) as caught:
        read(body, NOW)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_every_documented_field_is_understood() -> None:
    body = (PAYLOADS / "generic_full.json").read_bytes()
    assert read(body, NOW) == [
        IncomingAlert(
            title="番茄酱差评激增:1 小时内 42 条",
            dedup_key="douyin/****3456~" + read(body, NOW)[0].dedup_key[-16:],
            raw=body,
            severity=Severity.S2,
            summary="多名顾客称开盖有异味。\n最早的视频已有 3.2 万播放。",
            account="番茄小厨官方",
            platform="douyin",
            product="番茄酱 500g",
            content_url="https://www.douyin.com/video/7301234567890123456",
            crisis_type=CrisisType.PRODUCT_SAFETY,
            live=True,
            viewers=18250,
            first_seen_at=datetime(2026, 11, 25, 3, 58, tzinfo=UTC),
            labels={"batch": "A-0425", "shop": "旗舰店", "count": "42", "verified": "false"},
            metrics={"plays": 32000.0, "reposts": 180.0},
            evidence=(
                EvidenceLink("screenshot", "https://img.example.com/1.png"),
                EvidenceLink("quote", "", "“吃完肚子疼,联系我 138****5678”"),
                EvidenceLink("file", "", "ftp://files.example.com/clip.mp4\n录屏"),
            ),
        )
    ]


def test_one_alert_a_batch_and_a_list_are_the_same() -> None:
    body = (PAYLOADS / "generic_batch.json").read_bytes()
    batch = read(body, NOW)
    items = json.loads(body)["alerts"]
    listed = read(json.dumps(items).encode(), NOW)
    alone = [read(json.dumps(item).encode(), NOW)[0] for item in items]
    titles = ["客服热线排队超过 200 人", "仿冒账号“番茄小厨福利社”", "客服热线恢复"]
    assert [alert.title for alert in batch] == [a.title for a in listed] == [a.title for a in alone] == titles
    assert [alert.dedup_key for alert in batch] == [a.dedup_key for a in listed] == [a.dedup_key for a in alone]
    assert batch[2].resolved
    assert batch[0].dedup_key == batch[2].dedup_key == "hotline"


def test_without_a_key_the_same_matter_is_recognised_by_its_post() -> None:
    here = one(title="first words", content_url="https://v.example.com/1")
    assert here.dedup_key == one(title="other words", content_url="https://v.example.com/1").dedup_key
    assert here.dedup_key != one(title="first words", content_url="https://v.example.com/2").dedup_key
    assert one(title="a").dedup_key != one(title="b").dedup_key


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("S1", "S1"),
        ("s4", "S4"),
        ("critical", "S1"),
        ("Warning", "S3"),
        ("info", "S4"),
        ("high", "S2"),
        ("红", "S1"),
        ("橙色", "S2"),
        ("黄", "S3"),
        ("蓝色", "S4"),
        ("特别重大", "S1"),
        ("重大", "S2"),
        ("较大", "S3"),
        ("一般", "S4"),
        (" Ⅱ级 ", "S2"),
    ],
)
def test_severity_is_understood_in_the_words_people_use(word: str, level: str) -> None:
    assert one(severity=word).severity == level


def test_a_crisis_type_nobody_wrote_down_is_kept_as_a_label() -> None:
    alert = one(crisis_type="外星人入侵", labels={"a": "b"})
    assert alert.crisis_type is CrisisType.UNKNOWN
    assert alert.labels == {"crisis_type": "外星人入侵", "a": "b"}
    assert one(crisis_type="谣言").crisis_type is CrisisType.RUMOR


@pytest.mark.parametrize("given", ["2026-11-25T04:00:00Z", "2026-11-25T12:00:00+08:00", 1795579200, 1795579200.0])
def test_first_seen_is_a_time_with_a_zone_or_unix_seconds(given: str | float) -> None:
    assert one(first_seen=given).first_seen_at == datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def test_a_clock_that_is_a_little_ahead_means_now() -> None:
    assert one(first_seen=(NOW + timedelta(minutes=5)).isoformat()).first_seen_at == NOW


def test_null_counts_as_left_out() -> None:
    fields = "severity summary account platform product content_url crisis_type dedup_key status labels metrics"
    names = (fields + " evidence live viewers first_seen").split()
    assert one(**dict.fromkeys(names)).dedup_key == one().dedup_key


def test_an_unknown_field_does_no_harm() -> None:
    assert one(colour="blue", nested={"a": [1, 2]}).title == "t"


def test_a_batch_is_taken_as_a_whole_or_not_at_all() -> None:
    good = [{"title": "fine"}] * 3
    assert refused(json.dumps({"alerts": [*good, {"title": ""}, {"title": 5}]}).encode()) == [
        ("alerts[3].title", "missing"),
        ("alerts[4].title", "wrong-type"),
    ]
    assert refused(json.dumps([*good, {}]).encode()) == [("[3].title", "missing")]


def test_all_problems_of_an_alert_are_told_at_once() -> None:
    body = {"title": " ", "severity": "loud", "first_seen": "yesterday"}
    assert [field for field, _ in refused(json.dumps(body).encode())] == ["title", "severity", "first_seen"]


def test_the_schema_names_every_field_with_a_sentence() -> None:
    fields = SCHEMA["$defs"]["Alert"]["properties"]
    assert {"title", "severity", "content_url", "evidence", "first_seen"} <= fields.keys()
    assert all(isinstance(field.get("description"), str) for field in fields.values())
    assert SCHEMA["$defs"]["Alert"]["required"] == ["title"]
