"""Sentences live in `messages` and in data files: no Python string of the other folders says one."""

import ast
import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]
HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FILES = sorted(path for root in ("bot", "handlers", "storage") for path in (HOUSE / root).rglob("*.py"))


def spoken_strings(source: str) -> list[tuple[int, str]]:
    """Line and text of each string constant with a Han character; docstrings explain and may hold some."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and HAN.search(node.value)
    ]


def test_no_python_file_outside_messages_says_a_chinese_word() -> None:
    found = {str(path.relative_to(HOUSE)): spoken_strings(path.read_text("utf-8")) for path in FILES}
    assert {path: strings for path, strings in found.items() if strings} == {}


def test_the_walk_finds_words_in_every_kind_of_string() -> None:
    source = '''
"""说明 in a docstring is allowed."""
plain = "已响应"
formatted = f"{plain}:超时"
joined = ("ok " "已解除",)


def speak(word: str = "呼叫") -> str:
    """也可以."""
    return word
'''
    assert sorted(spoken_strings(source)) == [(3, "已响应"), (4, ":超时"), (5, "ok 已解除"), (8, "呼叫")]
