"""Promises of a deed: found when a text goes out, and never a reason to stop it."""

import pytest

from messages.screening import SheetView, deeds_promised, screen
from messages.screening.deeds import rows
from tests.messages.screening.conftest import NOW

DEEDS = [row for row in rows() if row["kind"] == "deed"]
WORDS = [row for row in rows() if row["kind"] == "word"]


@pytest.mark.parametrize("text", [text for row in rows() for text in row["finds"]])
def test_a_promise_of_a_deed_is_found(text: str) -> None:
    assert deeds_promised(text), text


@pytest.mark.parametrize("text", [text for row in DEEDS for text in row["leaves"]])
def test_what_is_denied_asked_past_or_said_of_others_promises_nothing(text: str) -> None:
    assert not deeds_promised(text), text


@pytest.mark.parametrize("row", WORDS, ids=[row["term"] for row in WORDS])
def test_that_we_will_speak_again_is_told_from_other_deeds(row: dict[str, list[str]]) -> None:
    assert all(one.word for text in row["finds"] for one in deeds_promised(text))
    assert not any(one.word for text in row["leaves"] for one in deeds_promised(text))


@pytest.mark.parametrize("text", ["我们会公布检测结果", "We will publish the results", "客服会逐一联系每位家长"])
def test_a_deed_is_no_promise_of_a_remedy(text: str) -> None:
    """It is asked about at release; R-C5 has nothing against it."""
    assert deeds_promised(text)
    verdict = screen(text, SheetView("v1"), now=NOW, language="zh" if text > "z" else "en")
    assert verdict.level == "clear", verdict.findings


def test_it_stands_in_its_place() -> None:
    text = "已收到反馈。我們會在查清後公布結果,请先停用;22:30前给大家一个说法。"
    assert [text[one.start : one.end] for one in deeds_promised(text)] == ["會在查清後公布", "给大家一个说法"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_text_of_nothing_but_its_words_ends_soon(language: str) -> None:
    unit = "我们会给将一定" if language == "zh" else "we will the results will "
    deeds_promised(unit * 400)
