"""The table of rules in the docs says what the tests' markers say, and every rule has its three kinds of test."""

import tomllib
from pathlib import Path

import pytest

from tests.kit.rule_table import HOUSE, OUTCOMES, PAGE, Marked, marked, page

RULES = tuple(tomllib.loads((HOUSE / "messages/screening/rules.toml").read_text("utf-8"))["rules"])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    return marked(tmp_path_factory.mktemp("rules"))


def test_the_page_is_made_from_the_markers(found: Marked) -> None:
    assert PAGE.read_text("utf-8") == page(found), "python -m tests.kit.rule_table writes it anew"


@pytest.mark.parametrize("code", RULES)
def test_each_rule_has_at_least_three_tests_one_of_each_kind(found: Marked, code: str) -> None:
    counts = {outcome: len(found.get(code, {}).get(outcome, [])) for outcome in OUTCOMES}
    assert all(counts.values()), counts
    assert sum(counts.values()) >= 3


def test_all_gates_and_screens_are_listed() -> None:
    assert set(RULES) == {f"R-G{number}" for number in range(1, 16)} | {f"R-C{number}" for number in range(1, 18)}


def test_no_marker_names_a_rule_that_is_not_listed(found: Marked) -> None:
    assert set(found) <= set(RULES)
    assert {outcome for rows in found.values() for outcome in rows} <= set(OUTCOMES)


def test_a_missing_kind_shows_in_the_page(tmp_path: Path) -> None:
    assert "| R-C1 | 禁说的词,换写法也算 |" in page({})
    line = next(
        row for row in page({"R-C1": {"blocked": ["tests/a.py"]}}).splitlines() if row.startswith("| R-C1 ")
    )
    assert line.endswith("| ✓ | – | – | [a.py](../tests/a.py) |")
