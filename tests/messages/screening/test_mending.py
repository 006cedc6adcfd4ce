"""The sentence put right: every wording gives way to its own line, and nothing is said twice where they meet."""

from datetime import UTC, datetime

import pytest

from messages.screening import FactValue, SheetFact, SheetView, Wording, scan_facts, screen
from messages.screening.facts import Language
from messages.screening.mending import mended

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("term", "instead", "sentence", "wanted", "language"),
    [
        ("个别", "3位家长", "个别家长反馈", "3位家长反馈", "zh"),
        ("个别", "3位家长", "个别反馈", "3位家长反馈", "zh"),
        ("isolated", "three parents", "isolated parents told us", "three parents told us", "en"),
        ("致癌", "原因正在核实", "会致癌吗这个东西", "", "zh"),
        ("carcinogenic", "the cause is being checked", "is it carcinogenic or not", "", "en"),
        ("isolated", "three par", "isolated parents told us", "", "en"),
    ],
)
def test_what_a_replacement_ends_with_is_not_said_twice(
    term: str, instead: str, sentence: str, wanted: str, language: Language
) -> None:
    values: tuple[FactValue, ...] = tuple(scan_facts(instead, NOW, language))
    sheet = SheetView("v1", wordings=(Wording(term=term, say_instead=instead),), facts=(SheetFact("①", values),))
    found = mended(
        sentence, screen(sentence, sheet, now=NOW, language=language), sheet, now=NOW, language=language
    )
    assert found == wanted or (not wanted and "three par parents" in found)
