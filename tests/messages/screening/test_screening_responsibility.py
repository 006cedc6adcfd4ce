"""What the words say of responsibility decides, in whichever line they stand."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from messages.screening import SheetView, responsibility_said, screen

ADMISSIONS = (
    "是我们的责任,道歉。",
    "是我们说错了。",
    "我们负全责",
    "责任在我们",
    "我方全责",
    "不得不承认是我们的责任",
    "We are responsible for this.",
    "It was our fault.",
    "We accept full responsibility.",
)
DENIALS = (
    "跟我们没关系。",
    "和我们无关",
    "与我们没有关系",
    "同我们没有关系",
    "不是我们的问题",
    "我们没有责任",
    "网传不实",
    "这是谣言",
    "该说法不属实",
    "We are not responsible.",
    "This has nothing to do with us.",
    "The rumours are false.",
)
NEITHER = (
    "正在核实是否与我们有关",
    "正在核实这是不是我们的责任",
    "如果是我们的责任,我们会说明",
    "正在核实网传内容是否不属实",
    "是我们的责任吗?还在核实",
    "We are checking whether we are responsible.",
    "If it was our fault, we will say so.",
    "责任还在核实",
)
KNOWN: dict[str, dict[str, Any]] = {
    "ours": {"responsibility": "ours"},
    "not ours, with evidence": {
        "responsibility": "not_ours",
        "evidence_refs": ("E-1",),
        "denial_approved": True,
    },
}


def reasons(text: str, sheet: SheetView, now: datetime) -> list[str]:
    found = screen(text, sheet, now=now, language="en" if text.isascii() else "zh").findings
    said = ("responsibility", "denial")
    return [one.reason for one in found if one.level == "block" and one.reason.startswith(said)]


#: False claims are denied, and somebody else is to be sorry, or we are for a wait only.
OWED = (
    "网传内容不实,我们已要求发布者公开道歉。",
    "这是谣言,造谣者已向我们道歉。",
    "抱歉让大家久等,网传内容不实。",
    "The rumours are false. We have asked the publisher to apologise.",
    "Sorry for the wait. The rumours are false.",
)


@pytest.mark.rule("R-G10", "blocked")
@pytest.mark.parametrize("text", ADMISSIONS)
def test_nothing_is_admitted_before_it_is_known(text: str, sheet: SheetView, now: datetime) -> None:
    assert "responsibility.too_early" in reasons(text, sheet, now)
    assert "admission" in responsibility_said(text, ())
    assert reasons(text, replace(sheet, **KNOWN["ours"]), now) == []
    assert reasons(text, replace(sheet, responsibility="not_ours"), now) == ["responsibility.differs"]
    assert reasons(text, replace(sheet, own_words=True), now) == [], "a correction answers for our own words"


@pytest.mark.rule("R-C8", "blocked")
@pytest.mark.parametrize("text", DENIALS)
def test_nothing_is_denied_before_it_is_known(text: str, sheet: SheetView, now: datetime) -> None:
    assert "denial.while_unknown" in reasons(text, sheet, now)
    assert responsibility_said(text, ()) == {"denial"}
    known = replace(sheet, **KNOWN["not ours, with evidence"])
    assert reasons(text, known, now) == []
    sorry = f"{text} We are sorry." if text.isascii() else f"很抱歉。{text}"
    assert set(reasons(sorry, known, now)) == {"denial.with_apology"}


@pytest.mark.rule("R-C8", "exception")
@pytest.mark.parametrize("text", OWED)
def test_an_apology_that_others_owe_is_none_of_ours(text: str, sheet: SheetView, now: datetime) -> None:
    assert reasons(text, replace(sheet, **KNOWN["not ours, with evidence"]), now) == []


@pytest.mark.rule("R-G10", "allowed")
@pytest.mark.parametrize("text", NEITHER)
def test_what_is_only_asked_is_no_answer(text: str, sheet: SheetView, now: datetime) -> None:
    assert reasons(text, sheet, now) == []
    assert responsibility_said(text, ()) == frozenset()


@pytest.mark.rule("R-G10", "exception")
def test_an_approved_line_may_say_it(sheet: SheetView, now: datetime) -> None:
    line = "是我们说错了,向大家道歉。"
    approved = replace(sheet, approved_lines=(line,))
    assert reasons(f"很担心孩子。{line}", approved, now) == []
    assert responsibility_said(f"很担心孩子。{line}", (line,)) == frozenset()
