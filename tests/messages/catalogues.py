"""The catalogues as the tests read them: keys, blanks and bare texts, straight from the files."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

LOCALES = Path(__file__).parents[2] / "messages" / "locales"
#: Fluent select words and what stands between braces are not read by people.
_PLACEABLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Sentence:
    key: str
    file: str
    blanks: frozenset[str]
    texts: tuple[str, ...]


class _Reader(Visitor):
    def __init__(self) -> None:
        self.blanks: set[str] = set()
        self.texts: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.blanks.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.texts.append(node.value)


@cache
def sentences(language: str) -> dict[str, Sentence]:
    """Every sentence of a language by key; a file that Fluent cannot read fails here."""
    found: dict[str, Sentence] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content[:80]}"
            if isinstance(entry, ast.Message):
                reader = _Reader()
                reader.visit(entry)
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = Sentence(
                    entry.id.name, path.name, frozenset(reader.blanks), tuple(reader.texts)
                )
    return found
