"""Which sentences are asked about as promises when a text goes out."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.promises import found_in

NOW = datetime(2026, 11, 22, 20, 58, tzinfo=ZoneInfo("Asia/Shanghai"))
NEXT = NOW.replace(hour=22, minute=30)


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("已收到反馈。我们会公布检测结果。请先停用。", "zh", ["我们会公布检测结果"]),
        ("我们承诺公布检测结果。会给大家一个答复。", "zh", ["我们承诺公布检测结果", "会给大家一个答复"]),
        ("We have 3 reports. We'll let you know.", "en", ["We'll let you know"]),
        ("我们不会公布。他会公布吗?我们已公布结果。", "zh", []),
        ("我们没有承诺退款。网传“我们全额退款”不实。", "zh", []),
        ("We will not publish it. He will publish it.", "en", []),
    ],
)
def test_remedies_and_deeds_are_asked_about(text: str, language: str, asked: list[str]) -> None:
    assert list(found_in(text, NOW, language)) == asked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我们会在22:30前通报进展", "zh"),
        ("有进展会第一时间告诉大家", "zh"),
        ("we will report here by 22:30", "en"),
    ],
)
def test_the_clock_of_the_next_word_keeps_its_own_line(text: str, language: str) -> None:
    assert found_in(text, NOW, language, NEXT) == ()
    assert found_in(text, NOW, language) == (text,), "without that clock somebody has to keep it"
    late = NEXT.replace(hour=23)
    if "30" in text:
        assert found_in(text, NOW, language, late) == (text,), "a time of its own is a promise of its own"


def test_a_deed_at_the_time_of_the_next_word_is_asked_about() -> None:
    text = "我们会在22:30前公布检测结果"
    assert found_in(text, NOW, "zh", NEXT) == (text,)
