"""A press that is answered without a word has to show something: else nobody knows whether it was taken."""

import ast
import re
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "bot" / "desk"
#: What puts a message before people, or draws one again.
SHOWS = re.compile(r"post_\w+|post|refresh|redraw\w*|show_chooser")


def silent(source: str) -> list[str]:
    """Use cases of a module that answer without a word and show nothing, themselves or through its functions."""
    functions = {
        node.name: node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    calls = {name: _called(node) for name, node in functions.items()}
    showing = {name for name, called in calls.items() if any(map(SHOWS.fullmatch, called))}
    while more := {name for name, called in calls.items() if called & showing} - showing:
        showing |= more
    return [name for name, node in functions.items() if _wordless(node) and name not in showing]


def _called(node: ast.AST) -> set[str]:
    return {_name(call) for call in ast.walk(node) if isinstance(call, ast.Call)}


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def _wordless(node: ast.AST) -> bool:
    return any(
        isinstance(call, ast.Call) and _name(call) == "Acted" and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == ""
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and call.args
    )  # fmt: skip


@pytest.mark.parametrize("path", sorted(DESK.glob("*.py")), ids=lambda path: path.stem)
def test_a_press_without_a_word_shows_something(path: Path) -> None:
    assert silent(path.read_text("utf-8")) == []


def test_a_press_that_does_nothing_to_see_is_found() -> None:
    source = """
def quiet(u): return Acted("")
def told(u): return Acted("toast-noted")
def shown(u):
    _draw(u)
    return Acted("", {})
def _draw(u): refresh(u)
"""
    assert silent(source) == ["quiet"]
