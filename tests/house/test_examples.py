"""The three full sheets of docs/examples.md: what may go out passes the check and the release gates."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def loaded() -> ModuleType:
    """The page's own writer: docs/ is no package."""
    spec = importlib.util.spec_from_file_location("examples_page", DOCS / "examples_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = loaded()
Language = Literal["zh", "en"]
EACH = [(name, language) for name in PAGE.NAMES for language in ("zh", "en")]


def test_the_page_is_what_the_desk_says_today() -> None:
    assert (DOCS / "examples.md").read_text(encoding="utf-8") == PAGE.page()


@pytest.mark.parametrize(("name", "language"), EACH)
def test_what_may_go_out_passes_the_check_and_the_rest_does_not(name: str, language: Language) -> None:
    example = PAGE.read(name)
    told = [(moment, text) for moment, _, text in PAGE.lines(example, language)]
    assert [text for moment, text in told if PAGE.verdict(example, language, moment, text).level != "clear"] == []
    refused = example[language]["refused"]
    assert [text for text in refused if PAGE.verdict(example, language, "then", text).level != "block"] == []


@pytest.mark.parametrize("moment", ["first", "then"])
@pytest.mark.parametrize(("name", "language"), EACH)
def test_what_goes_out_passes_the_release_gates(name: str, language: Language, moment: str) -> None:
    example = PAGE.read(name)
    assert PAGE.shut_gates(example, language, moment) == []
    slots = {slot for paragraph in example[language][moment]["text"] for slot, _ in paragraph}
    # The text says the time and the contact that the gates were told of: the slots are no mere labels.
    text = PAGE.text_of(example, language, moment)
    assert example[language]["contacts"][0] in text
    assert example[moment]["next_update"][11:16] in text
    if moment == "first":
        assert {"known", "unclear", "action", "next", "contact"} <= slots


@pytest.mark.parametrize(("name", "language"), EACH)
def test_lines_are_as_long_as_they_may_be(name: str, language: Language) -> None:
    example = PAGE.read(name)
    assert len(PAGE.text_of(example, language, "first")) <= (120 if language == "zh" else 240)
    assert all(len(key) <= (30 if language == "zh" else 90) for key in example[language]["keys"])
    assert PAGE.spoken_length(example[language]["spoken"], language) <= PAGE.SPOKEN[language]


@pytest.mark.parametrize("name", PAGE.NAMES)
def test_an_english_first_response_has_a_form_that_fits_a_comment(name: str) -> None:
    short = PAGE.as_comment(PAGE.read(name), "en")
    assert PAGE.shut_gates(short, "en", "first") == []
    limit = PAGE.channels.channel(PAGE.COMMENT).limit
    assert len(PAGE.text_of(short, "en", "first")) <= limit


def _without(slot: str) -> Callable[[dict[str, Any]], None]:
    def drop(told: dict[str, Any]) -> None:
        told["text"] = [[each for each in paragraph if each[0] != slot] for paragraph in told["text"]]

    return drop


def _with(slot: str, text: str) -> Callable[[dict[str, Any]], None]:
    return lambda told: told["text"][0].append([slot, text])


@pytest.mark.parametrize(
    ("moment", "spoil", "rule"),
    [
        ("first", _without("next"), "R-G10"),
        ("first", _without("unclear"), "R-G10"),
        ("first", _with("responsibility", "责任在我们。"), "R-G10"),
        ("first", _with("contact", "或400-111-2222"), "R-G12"),
        ("then", _with("known", "私信微信号 dyxq888。"), "R-G12"),
        ("first", _with("known", "字" * 100), "R-G5"),
        ("then", _without("remedy"), "R-G10"),
        ("then", _without("apology"), "R-G10"),
    ],
)
def test_a_spoilt_example_is_stopped(moment: str, spoil: Callable[[dict[str, Any]], None], rule: str) -> None:
    example: Any = PAGE.read("live_slip")
    spoil(example["zh"][moment])
    assert rule in {one.rule for one in PAGE.shut_gates(example, "zh", moment)}
