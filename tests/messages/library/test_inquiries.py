"""What a journalist asks, read from one line; answers that say nothing; the sheet an answer names."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from messages.library.inquiries import Typed, completed, no_comment, read, taken_from

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "outlet", "due", "question"),
    [
        ("澎湃 今天22:00前 问:是否已召回?", "澎湃", at(22, 22), "是否已召回?"),
        ("澎湃 今天18:00前 问:是否已召回?", "澎湃", at(22, 18), "是否已召回?"),
        ("澎湃新闻,王记者,明天上午10点前,问是否召回", "澎湃新闻,王记者", at(23, 10), "是否召回"),
        ("新京报 2小时内 问:赔不赔?", "新京报", at(22, 22, 40), "赔不赔?"),
        ("第一财经 11月23日 问:什么时候出报告", "第一财经", at(23, 18), "什么时候出报告"),
        ("央视 问:是否召回? 今晚10点前", "央视", at(22, 22), "是否召回?"),
        ("澎湃 22:00前\n是否已召回?", "澎湃", at(22, 22), "是否已召回?"),
        # A day or a time in the question is part of it, unless a word says that it is the deadline.
        ("澎湃 问:9月12日的批次召回了吗?", "澎湃", None, "9月12日的批次召回了吗?"),
        ("Reuters asks: will you refund by Friday?", "Reuters", None, "will you refund by Friday?"),
        ("Reuters by 10 pm today asks: is it recalled?", "Reuters", at(22, 22), "is it recalled?"),
        ("BBC 22:30 asks is it off sale?", "BBC", at(22, 22, 30), "is it off sale?"),
        ("AP in 2 hours asks: recall?", "AP", at(22, 22, 40), "recall?"),
        ("澎湃", "澎湃", None, ""),
        ("今天22:00前", "", at(22, 22), ""),
        ("", "", None, ""),
    ],
)
def test_a_line_is_read_in_parts(text: str, outlet: str, due: datetime | None, question: str) -> None:
    found = read(text, NOW, ZONE)
    assert (found.outlet, found.due_at, found.question) == (outlet, due, question)


@pytest.mark.parametrize(
    ("before", "more"),
    [
        (Typed("澎湃", None, "", "是否召回?"), "22:00前"),
        (Typed("", at(22, 22), "", "是否召回?"), "澎湃"),
        (Typed("澎湃", at(22, 22), "", ""), "是否召回?"),
        (Typed("澎湃", at(22, 22), "", ""), "问:是否召回?"),
        (Typed("澎湃", None, "", ""), "22:00前 是否召回?"),
        (Typed(), "澎湃 22:00前 问:是否召回?"),
    ],
)
def test_what_is_added_fills_only_what_lacked(before: Typed, more: str) -> None:
    found = completed(before, more, NOW, ZONE)
    assert (found.outlet, found.due_at, found.question) == ("澎湃", at(22, 22), "是否召回?")


@pytest.mark.parametrize(
    ("text", "says_nothing"),
    [
        ("无可奉告", True),
        ("对此我们不予置评。", True),
        ("No comment.", True),
        ("We can\u2019t  comment on that.", True),
        ("原因正在核实,22:30前在本账号通报。", False),
        ("We comment at 10 pm.", False),
    ],
)
def test_answers_that_say_nothing_are_heard(text: str, says_nothing: bool) -> None:
    assert bool(no_comment(text)) is says_nothing


@pytest.mark.parametrize(
    ("text", "version", "answer"),
    [
        ("v3 正在核实", 3, "正在核实"),
        ("口径3:正在核实", 3, "正在核实"),
        ("Sheet v12, we are checking", 12, "we are checking"),
        ("V 3\n正在核实", 3, "正在核实"),
        ("vivo is checking", None, "vivo is checking"),
        ("3例起疹,正在核实", None, "3例起疹,正在核实"),
    ],
)
def test_an_answer_may_name_its_sheet_in_front(text: str, version: int | None, answer: str) -> None:
    assert taken_from(text) == (version, answer)
