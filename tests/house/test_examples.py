"""The three full sheets of docs/examples.md: the page is what the check says, and what may go out passes."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Literal

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


def test_the_page_is_what_the_check_says_today() -> None:
    assert (DOCS / "examples.md").read_text(encoding="utf-8") == PAGE.page()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGE.NAMES)
def test_what_may_go_out_passes_and_the_rest_does_not(name: str, language: Literal["zh", "en"]) -> None:
    example = PAGE.read(name)
    texts = [text for _, text in PAGE.lines(example[language])]
    assert [text for text in texts if PAGE.verdict(example, language, text).level != "clear"] == []
    refused = example[language]["refused"]
    assert [text for text in refused if PAGE.verdict(example, language, text).level != "block"] == []
    assert len(example[language]["holding"]) <= (120 if language == "zh" else 300)
