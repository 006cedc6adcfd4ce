"""What others send in their own shape: through a mapping, and as a table; wild input is refused, never a crash."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import mapping, tables
from handlers.reading import PayloadRefused
from handlers.tables import TableRowsBad, TableTooLong, TableUnreadable
from messages.library import passed_on
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
BEIJING = ZoneInfo("Asia/Shanghai")


def test_a_mapped_request_keeps_the_senders_own_item_as_evidence() -> None:
    body = json.dumps({"d": [{"h": "差评激增", "l": "红"}, {"h": "退货", "l": "P9"}]}, ensure_ascii=False).encode()
    first, second = mapping.read(body, NOW, {"items": "d", "title": "h", "severity": "l"})
    assert (first.title, first.severity) == ("差评激增", Severity.S1)
    assert second.severity is None, "a level in words of their own says nothing"
    assert json.loads(first.raw) == {"h": "差评激增", "l": "红"}


@pytest.mark.parametrize("body", [b"", b"[", b'{"d": 3}', b'{"d": [{"x": 1}]}', b"[" * 100])
def test_what_does_not_fit_is_refused_like_everywhere(body: bytes) -> None:
    with pytest.raises(PayloadRefused):
        mapping.read(body, NOW, {"title": "d.h"})


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"标题,转发\n{text}".encode()))
def test_any_file_is_a_table_or_refused_in_words(content: bytes) -> None:
    with suppress(TableUnreadable, TableTooLong, TableRowsBad):
        assert all(alert.title for alert in tables.read(content, NOW, BEIJING))


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=120) | st.text(max_size=60).map(lambda text: f"发件人:{text}\n主题:{text}\n\n{text}"))
def test_any_text_may_be_passed_on(text: str) -> None:
    mail = passed_on.mail(text, NOW, BEIJING)
    assert (mail is not None) == passed_on.is_mail(text)
    shared = passed_on.shared(text)
    assert shared is None or shared.link.startswith("http")
    seen = passed_on.first_seen(text, NOW, BEIJING)
    assert seen is None or seen <= NOW


@pytest.mark.parametrize(
    ("typed", "minutes_ago"),
    [("20:31", 9), ("30分钟前", 30), ("2 hours ago", 120), ("23:50", 1250), ("刚才", None)],
)
def test_since_when_as_people_type_it(typed: str, minutes_ago: int | None) -> None:
    seen = passed_on.first_seen(typed, NOW, BEIJING)
    assert (None if seen is None else int((NOW - seen).total_seconds() // 60)) == minutes_ago


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("v.douyin.com", "douyin"),
        ("m.weibo.cn", "weibo"),
        ("v.kuaishou.com", "kuaishou"),
        ("xhslink.com", "xiaohongshu"),
        ("notdouyin.com", ""),
        ("douyin.com.evil.example", ""),
    ],
)
def test_a_platform_is_known_by_its_host_and_not_by_a_look_alike(host: str, platform: str) -> None:
    shared = passed_on.shared(f"看看这个 https://{host}/abc/ 复制打开")
    assert shared is not None
    assert shared.platform == platform
    assert shared.link == f"https://{host}/abc/"
    assert shared.words == "看看这个 复制打开"
