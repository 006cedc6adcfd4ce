"""`make test` leaves out on PostgreSQL only stories that ask it nothing new."""

import ast
from pathlib import Path

from tests.kit.asked import LIST, Asked, asked, told_once

ROOT = Path(__file__).parents[2]


def story(asks: str, seconds: float = 1.0, *, races: bool = False) -> Asked:
    return Asked(seconds, frozenset(asks), races)


def test_a_story_is_left_out_when_cheaper_ones_ask_all_of_it() -> None:
    stories = {"f::dear": story("ab", 9.0), "f::a": story("a"), "f::b": story("b"), "f::c": story("c")}
    assert told_once(stories) == ["f::dear"]


def test_what_races_stays_and_each_file_keeps_a_story() -> None:
    stories = {
        "f::all": story("abc"),
        "f::race": story("a", races=True),
        "g::short": story("b"),
        "g::long": story("c", 2.0),
    }
    assert told_once(stories) == ["g::long"]


def test_values_do_not_make_a_statement_another_one_but_columns_do() -> None:
    assert set(asked("SELECT a FROM t WHERE t.id IN (?, ?)")) == set(asked("SELECT a FROM t WHERE t.id IN (?)"))
    assert set(asked("UPDATE t SET a=?, b=? WHERE t.id = ?")) == {"t.a", "t.b"}
    assert set(asked("UPDATE t SET a=? WHERE t.b = ?")) == {"UPDATE t SET a=? WHERE t.b = ?"}


def test_every_story_in_the_list_is_there() -> None:
    names = [line.partition("[")[0] for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
    there = {
        f"{file.relative_to(ROOT).as_posix()}::{node.name}"
        for file in LIST.parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    }
    assert names
    assert not set(names) - there, "run `python -m pytest -p tests.kit.asked -k sqlite tests/flows`"
