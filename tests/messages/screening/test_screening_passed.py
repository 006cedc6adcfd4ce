"""A promised time that is over: no approval excuses a sentence that still names it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from messages.screening import SheetFact, SheetView, fresh_lines, screen
from tests.messages.screening.conftest import NOW

PROMISED = NOW.replace(hour=22, minute=30)
LATER = PROMISED + timedelta(minutes=5)
LINE = "原因正在核实,22:30前在本账号通报。"
ENGLISH = "We are checking, and will report here by 10:30 pm."


@pytest.fixture(scope="module")
def over(sheet: SheetView) -> SheetView:
    """The sheet five minutes after the time it promises, with nothing promised since."""
    return replace(sheet, approved_lines=(*sheet.approved_lines, ENGLISH), passed=(PROMISED,))


@pytest.mark.parametrize(
    "text",
    [
        *(LINE, f"大家好。{LINE}", "请再等等,晚上10点半前一定回复", "11月22日22:30前在此通报", "今晚22:30通报"),
        *(ENGLISH, f"Hello. {ENGLISH}", "next update by 22:30 here"),
    ],
)
def test_a_sentence_that_names_it_is_refused_approved_or_not(over: SheetView, text: str) -> None:
    language = "en" if text.isascii() else "zh"
    verdict = screen(text, over, now=LATER, language=language)
    assert verdict.level == "block"
    assert [one.reason for one in verdict.findings if one.rule == "R-C4"] == ["time.passed"]
    assert all(one.replacement not in (LINE, ENGLISH) for one in verdict.findings)
    assert verdict.nearest is None or verdict.nearest.line not in (LINE, ENGLISH)
    early = replace(over, passed=())
    assert "time.passed" not in {one.reason for one in screen(text, early, now=NOW, language=language).findings}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("22:30前在本账号通报。", {"next_update": PROMISED + timedelta(days=1)}),
        ("该批次 22:30 停售。", {"facts": (SheetFact.read("⑤", "该批次22:30停售", NOW),)}),
        ("我们已于22:30发布通报。", {"approved_lines": ("我们已于22:30发布通报。",)}),
        ("At 22:30 we posted an update.", {"approved_lines": ("At 22:30 we posted an update.",)}),
        ("23:30前在此通报。", {"next_update": PROMISED + timedelta(hours=1)}),
    ],
)
def test_what_is_promised_anew_a_fact_or_told_of_the_past_is_not_meant(
    over: SheetView, text: str, changes: dict[str, object]
) -> None:
    verdict = screen(text, replace(over, **changes), now=LATER, language="en" if text.isascii() else "zh")  # type: ignore[arg-type]
    assert verdict.level == "clear"


def test_only_lines_without_it_are_offered(over: SheetView, sheet: SheetView, now: datetime) -> None:
    assert list(fresh_lines(over, LATER)) == ["产品已全部下架,全额退款请联系客服。"]
    assert fresh_lines(sheet, now) == sheet.lines
