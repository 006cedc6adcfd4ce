"""Bad input, one test per word: a clear refusal that names the field, or a cut and cleaned text."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.reading import PayloadRefused, Problem
from handlers.sources import alertmanager, generic, grafana
from storage.vocabulary.alerts import IncomingAlert

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
READERS = [alertmanager.read, grafana.read, generic.read]

Reader = Callable[[bytes, datetime], list[IncomingAlert]]


def refusal(read: Reader, body: bytes | Any) -> PayloadRefused:
    with pytest.raises(PayloadRefused) as caught:
        read(body if isinstance(body, bytes) else json.dumps(body).encode(), NOW)
    return caught.value


def problem(read: Reader, body: bytes | Any) -> Problem:
    (only,) = refusal(read, body).problems
    return only


def generic_alert(**fields: Any) -> IncomingAlert:
    (alert,) = generic.read(json.dumps({"title": "t", **fields}).encode(), NOW)
    return alert


def labelled(read: Reader, title: str) -> IncomingAlert:
    item = {"labels": {"alertname": "A", "note": title}, "annotations": {"summary": title, "description": title}}
    (alert,) = read(json.dumps({"alerts": [item]}).encode(), NOW)
    return alert


def texts_of(text: str) -> list[str]:
    """One text, sent in every place of every format, as it is kept."""
    everywhere = dict.fromkeys(
        ("title", "summary", "account", "platform", "product", "dedup_key"), "x" + text + "x"
    )
    alert = generic_alert(**everywhere, labels={"n" + text: "x" + text}, evidence=[{"text": "x" + text}])
    kept = [alert.title, alert.summary, alert.account, alert.platform, alert.product, alert.dedup_key]
    kept += [*alert.labels, *alert.labels.values(), alert.evidence[0].text]
    for read in (alertmanager.read, grafana.read):
        other = labelled(read, "x" + text + "x")
        kept += [other.title, other.summary, other.labels["note"]]
    return kept


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "body", [b'{"alerts": [nope]}', b"title=fire", b'{"alerts": []} x', b"<alert/>", b"{'title': 1}"]
)
def test_malformed(read: Reader, body: bytes) -> None:
    refused = refusal(read, body)
    assert (refused.status, refused.problems[0].code) == (400, "malformed")


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_empty(read: Reader, body: bytes) -> None:
    assert problem(read, body).code == "empty"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("body", [b"5", b'"text"', b"null", b"true", b'{"alerts": {}}', b'{"alerts": [1]}'])
def test_json_of_another_shape(read: Reader, body: bytes) -> None:
    refused = refusal(read, body)
    assert (refused.status, refused.problems[0].code) == (422, "wrong-type")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 5),
        ("title", None),
        ("title", ["a"]),
        ("severity", 1),
        ("labels", []),
        ("metrics", {"a": "many"}),
        ("evidence", "text"),
        ("live", "yes"),
        ("viewers", "12"),
        ("viewers", True),
        ("first_seen", []),
        ("status", 1),
        ("content_url", {}),
        ("crisis_type", 3),
        ("dedup_key", 7),
        ("account", False),
        ("labels", {"a": [1]}),
    ],
)
def test_wrong_typed(field: str, value: Any) -> None:
    refused = refusal(generic.read, {"alerts": [{"title": "fine"}, {"title": "t", field: value}]})
    assert refused.status == 422
    assert refused.problems[0].field.startswith(f"alerts[1].{field}")
    assert refused.problems[0].detail


def test_wrong_typed_in_monitoring_formats() -> None:
    for read in (alertmanager.read, grafana.read):
        assert problem(read, {"alerts": [{"labels": {"a": 1}}]}).field == "alerts[0].labels[]"
        assert problem(read, {"alerts": [{"labels": {"a": "b"}, "status": "odd"}]}).field == "alerts[0].status"
        assert problem(read, {"version": "4"}) == Problem("alerts", "missing", "This field is required.")


@pytest.mark.parametrize("read", READERS)
def test_half_sent(read: Reader) -> None:
    body = json.dumps({"alerts": [{"title": "t", "labels": {"a": "b"}}]}).encode()
    read(body, NOW)
    for length in range(1, len(body)):
        assert problem(read, body[:length]).code == "half-sent"


@pytest.mark.parametrize("read", READERS)
def test_deeply_nested(read: Reader) -> None:
    def nested(levels: int) -> bytes:
        inner = b"[" * levels + b"]" * levels
        return b'{"alerts": [{"title": "t", "labels": {"a": "[[{"}, "extra": ' + inner + b"}]}"

    read(nested(61), NOW)
    assert problem(read, nested(62)).code == "too-deep"
    for hostile in (b"[" * 1_000_000, b'{"a":' * 200_000, b'"' + b'\\"' * 500_000 + b"[" * 65, nested(400_000)):
        assert refusal(read, hostile).status == 400


def test_nul() -> None:
    assert not any("\x00" in kept for kept in texts_of("a\x00b"))
    assert problem(generic.read, b'{"title": "a\x00b"}').code == "malformed"


@pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDE00), chr(0xD83D) * 2, chr(0xDE00) + chr(0xD83D)])
def test_lone_surrogates(half: str) -> None:
    for kept in texts_of(half):
        assert "\ufffd" in kept
        kept.encode()


def test_whole_emoji_and_escaped_backslashes_are_left_alone() -> None:
    (alert,) = generic.read(rb'{"title": "\ud83d\ude00 \\ud83d \ud83d"}', NOW)
    assert alert.title == "😀 \\ud83d \ufffd"


@pytest.mark.parametrize("turn", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u200e", "\u061c"])
def test_rtl_controls(turn: str) -> None:
    assert not any(turn in kept for kept in texts_of(turn))


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\U000e0041"])
def test_zero_width(hidden: str) -> None:
    assert not any(hidden in kept for kept in texts_of(hidden))
    assert problem(generic.read, {"title": hidden * 3}).field == "title"


def test_a_family_of_emoji_stays_together() -> None:
    assert generic_alert(title="👩\u200d🚒 👨\u200d👩\u200d👧").title == "👩\u200d🚒 👨\u200d👩\u200d👧"


def test_html_is_kept_as_text_for_the_renderer_to_escape() -> None:
    html = "<script>alert(1)</script> & <b>"
    assert all(html in kept for kept in texts_of(html))


def test_a_10_mb_title_is_cut() -> None:
    for alert in (generic_alert(title="长" * 3_500_000), labelled(alertmanager.read, "x " * 5_000_000)):
        assert len(alert.title) <= 200
        assert alert.title.endswith("…")


def test_everything_is_bounded() -> None:
    alert = generic_alert(
        summary="s" * 5_000,
        account="a" * 5_000,
        dedup_key="k" * 5_000,
        content_url="https://example.com/" + "p" * 5_000,
        labels={f"{number}" + "n" * 500: "v" * 500 for number in range(500)},
        metrics={f"m{number}": number for number in range(500)},
        evidence=[{"kind": "k" * 500, "url": "u" * 5_000, "text": "t" * 5_000}] * 500,
    )
    assert len(alert.summary) == 1_000
    assert len(alert.account) == 100
    assert len(alert.dedup_key) <= 200
    assert alert.content_url == ""
    assert len(alert.labels) == len(alert.metrics) == 64
    assert all(len(name) <= 100 and len(value) <= 200 for name, value in alert.labels.items())
    assert len(alert.evidence) == 20
    assert all(len(piece.text) <= 1_000 and len(piece.kind) <= 100 for piece in alert.evidence)


def test_keys_that_differ_only_after_their_limit_stay_different() -> None:
    keys = {generic_alert(dedup_key="k" * 300 + end).dedup_key for end in "abc"}
    assert len(keys) == 3


def test_too_many_at_once() -> None:
    for read in READERS:
        assert refusal(read, {"alerts": [{"title": "t", "labels": {"a": "b"}}] * 2_001}).status == 413


def test_unknown_severity() -> None:
    unknown = problem(generic.read, [{"title": "t"}, {"title": "t", "severity": "P1"}])
    assert (unknown.field, unknown.code) == ("[1].severity", "unknown-severity")
    assert "S1" in unknown.detail


def test_naive_dates() -> None:
    naive = "2026-11-25T12:00:00"
    assert problem(generic.read, {"title": "t", "first_seen": naive}).code == "no-zone"
    for read in (alertmanager.read, grafana.read):
        told = problem(read, {"alerts": [{"labels": {"a": "b"}, "startsAt": naive}]})
        assert (told.field, told.code) == ("alerts[0].startsAt", "no-zone")
        assert "+08:00" in told.detail


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2026-11-25T05:05:01Z", "in-the-future"),
        ("2099-01-01T00:00:00+08:00", "in-the-future"),
        (1795582801 + 400, "in-the-future"),
        (1795579200000, "out-of-range"),
        (1e300, "out-of-range"),
        (0, "too-early"),
        (-1e300, "out-of-range"),
        ("0001-01-01T00:00:00+08:00", "too-early"),
        ("2026-13-01T00:00:00Z", "not-a-time"),
        ("", "not-a-time"),
        ("1795579200", "not-a-time"),
    ],
)
def test_future_and_impossible_dates(given: str | float, code: str) -> None:
    told = problem(generic.read, {"title": "t", "first_seen": given})
    assert (told.field, told.code) == ("first_seen", code)


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_nan_and_infinity(number: bytes) -> None:
    told = problem(generic.read, b'{"title": "t", "metrics": {"plays": ' + number + b"}}")
    assert told.code == "malformed"
    assert "NaN" in told.detail


@pytest.mark.parametrize("number", [b"1e999", b"9" * 400, b"-" + b"9" * 5_000])
def test_huge_numbers(number: bytes) -> None:
    for field in (b"viewers", b"first_seen"):
        told = problem(generic.read, b'{"title": "t", "' + field + b'": ' + number + b"}")
        assert told.field == field.decode()
    assert problem(generic.read, b'{"title": "t", "metrics": {"plays": ' + number + b"}}").field == "metrics[]"


@pytest.mark.parametrize("viewers", [-1, 10**11, 10**30])
def test_viewers_out_of_range(viewers: int) -> None:
    assert problem(generic.read, {"title": "t", "viewers": viewers}).field == "viewers"


def test_duplicate_keys_the_last_one_counts() -> None:
    (alert,) = generic.read(b'{"title": "first", "title": "last"}', NOW)
    assert alert.title == "last"
    assert b"first" in alert.raw


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "latin-1"])
def test_wrong_encodings(encoding: str) -> None:
    text = '{"title": "é"}' if encoding == "latin-1" else '{"title": "差评"}'
    for read in READERS:
        refused = refusal(read, text.encode(encoding))
        assert (refused.status, refused.problems[0].code) == (400, "encoding")


def test_a_byte_order_mark_is_taken_off() -> None:
    (alert,) = generic.read('\ufeff{"title": "差评"}'.encode(), NOW)
    assert alert.title == "差评"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://a.example.com/x",
        "data:text/html,x",
        "https://",
        "http:///x",
        "//a.example.com",
        "https://user:secret@a.example.com/",
        "https://a.example.com/<b>",
        'https://a.example.com/"x',
        "https://a b.com",
        "https://a.example.com\\@evil.example.com/",
        "tg://resolve?domain=x",
        "https://a.example.com/\u3000x",
    ],
)
def test_an_address_nobody_should_press_becomes_text(address: str) -> None:
    alert = generic_alert(content_url=address, evidence=[{"url": address}])
    assert alert.content_url == ""
    assert [piece.url for piece in alert.evidence] == ["", ""]
    assert all(piece.text for piece in alert.evidence)
