"""A time that is all of a message: until when something is kept."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from messages.library import moments

ZONE = ZoneInfo("Asia/Shanghai")
#: A Sunday, five past nine in the evening there.
NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("明天 9:00", "11-23 09:00"),
        ("明晚8点", "11-23 20:00"),
        ("11-27", "11-27 18:00"),
        ("11月27日前", "11-27 18:00"),
        ("11-27 12:00 前", "11-27 12:00"),
        ("最晚 11-28", "11-28 18:00"),
        ("3天", "11-25 18:00"),
        ("三天内", "11-25 21:05"),
        ("两小时后", "11-22 23:05"),
        ("30分钟", "11-22 21:35"),
        ("周五 18:00", "11-27 18:00"),
        ("下周三", "11-25 18:00"),
        ("Friday 6 pm", "11-27 18:00"),
        ("by Friday 6 pm", "11-27 18:00"),
        ("tomorrow 18:00", "11-23 18:00"),
        ("in 3 days", "11-25 18:00"),
        ("18:00", "11-22 18:00"),
        ("昨天 9:00", "11-21 09:00"),
    ],
)
def test_a_message_that_is_a_time_is_read_as_one(text: str, at: str) -> None:
    """What is over stays over: whoever typed it is told so. A day without a time is its evening."""
    found = moments.alone(text, NOW, ZONE)
    assert found is not None
    assert f"{found.astimezone(ZONE):%m-%d %H:%M}" == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好的",
        "已于 11-27 18:00 寄出",
        "https://example.com/11-27",
        "99999999天",
        "3例",
        "11-27 18:00 或 11-28",
    ],
)
def test_a_message_that_says_more_is_none(text: str) -> None:
    assert moments.alone(text, NOW, ZONE) is None
