"""The recap as Markdown, word for word, in both languages and three lengths.

After a wanted change write the files anew with `RENEW_GOLDEN=1 python -m pytest tests/messages/recap` and read
the difference as the board would.
"""

import os
from pathlib import Path

import pytest

from messages.recap import markdown
from messages.recap.values import Length
from storage.vocabulary.people import Language
from tests.messages.recap import sampled

GOLDEN = Path(__file__).parent / "golden"
RENEW = os.environ.get("RENEW_GOLDEN") == "1"
RECAPS = {"evening": sampled.full_evening, "rumor": sampled.rumor, "bare": sampled.bare}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("name", RECAPS)
def test_a_recap_reads_as_agreed(name: str, length: Length, language: Language) -> None:
    text = markdown.draw(RECAPS[name](), sampled.reader(language), length)
    path = GOLDEN / language.value / f"{name}.{length.value}.md"
    if RENEW:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", Language)
def test_a_light_incident_is_five_lines(language: Language) -> None:
    text = markdown.draw(sampled.rumor(), sampled.reader(language), Length.PAGE)
    assert len([line for line in text.splitlines() if line.startswith("- ")][:5]) == 5
    assert text.count("\n## ") == 2  # its name, and whether the record can be trusted


def test_a_recap_that_lacks_something_says_what() -> None:
    text = markdown.draw(sampled.bare(), sampled.reader())
    assert "没人响应" in text
    assert "没有首次回应" in text
    assert "没有记下对外内容" in text
