"""The catalogues themselves: Project Fluent files in `messages/locales/{zh,en}`, parsed when they are needed."""

import re
import threading
from decimal import ROUND_HALF_EVEN, Decimal
from importlib.resources import files
from types import SimpleNamespace
from typing import Any, Final

from babel.plural import PluralRule
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from storage.vocabulary.people import Language

#: Where a sentence or a term begins: at the start of a line.
_KEY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)


#: CLDR's plurals: Chinese has one form for all numbers.
_PLURALS: Final = {Language.ZH: PluralRule({}), Language.EN: PluralRule({"one": "i = 1 and v = 0"})}
_THOUSANDTH: Final = Decimal("0.001")


class _Count(FluentInt):
    """A whole number with group signs, which are the same in both languages."""

    def format(self, locale: Any) -> str:
        return f"{int(self):,}"


class _Amount(FluentFloat):
    """A number with three decimals at most."""

    def format(self, locale: Any) -> str:
        rounded = Decimal(str(float(self))).quantize(_THOUSANDTH, ROUND_HALF_EVEN)
        return f"{rounded:,f}".rstrip("0").rstrip(".")


class _Bundle(FluentBundle):
    """Fluent, with what it must know of our two languages: Babel's tables of them, which Fluent asks at once, are
    4 MB of small objects for as long as a desk runs. (`tests/messages/test_dates.py` compares the two.)"""

    def _get_babel_locale(self) -> Any:
        return SimpleNamespace(plural_form=_PLURALS[Language(self.locales[0])])

    def format_pattern(self, pattern: Any, args: dict[str, Any] | None = None) -> Any:
        """The same as Fluent's, but for the kind of number it makes of one of ours."""
        errors: list[Exception] = []
        blanks = CurrentEnvironment(args={name: _value(given) for name, given in (args or {}).items()})
        try:
            return pattern(ResolverEnvironment(context=self, current=blanks, errors=errors)), errors
        except ValueError as refused:
            return "{???}", [*errors, refused]


def _value(given: Any) -> Any:
    if isinstance(given, int):
        return _Count(given)
    return _Amount(given) if isinstance(given, float) else given


class _Asked(Visitor):
    """Collects what a sentence needs: other sentences, and blanks whose absence it has a form for."""

    def __init__(self) -> None:
        self.blanks: set[str] = set()
        self.sentences: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802  (named by fluent.syntax)
        forms = {variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)}
        if "none" in forms and isinstance(node.selector, ast.VariableReference):
            self.blanks.add(node.selector.id.name)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.sentences.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.sentences.add(f"-{node.id.name}")
        self.generic_visit(node)


class Catalogue:
    """The sentences of one language. A file is parsed when its first sentence is wanted: parsing all of them
    takes longer than everything else a command needs to start."""

    def __init__(self, language: Language) -> None:
        folder = files("messages") / "locales" / language.value
        self._texts = {
            file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".ftl")
        }
        self._file_of = {key: name for name, text in self._texts.items() for key in _KEY.findall(text)}
        self._begun: set[str] = set()
        self._parsed: set[str] = set()
        self._lock = threading.RLock()
        self.bundle = _Bundle([language.value], use_isolating=False)
        self.optional: dict[str, frozenset[str]] = {}
        #: Sentences without blanks, as they were said once: they never read differently.
        self.bare: dict[str, str] = {}
        #: Sentences that are nothing but text (False) and blanks (True), one after the other.
        self.pieces: dict[str, tuple[tuple[bool, str], ...]] = {}

    def knows(self, key: str) -> bool:
        """Is there such a sentence? Then everything it needs is in the bundle."""
        name = self._file_of.get(key)
        if name is not None and name not in self._parsed:
            with self._lock:
                self._parse(name)
        return name is not None

    def _parse(self, name: str) -> None:
        if name in self._begun:
            return
        self._begun.add(name)
        resource = FluentParser(with_spans=False).parse(self._texts[name])
        self.bundle.add_resource(resource)
        needed: set[str] = set()
        for entry in resource.body:
            if isinstance(entry, ast.Message | ast.Term):
                asked = _Asked()
                asked.visit(entry)
                needed |= asked.sentences
                if isinstance(entry, ast.Message):
                    self.optional[entry.id.name] = frozenset(asked.blanks)
                    if entry.value is not None and (pieces := _pieces(entry.value)):
                        self.pieces[entry.id.name] = pieces
        for other in {self._file_of[key] for key in needed if key in self._file_of} - {name}:
            self._parse(other)
        self._parsed.add(name)


def _pieces(pattern: ast.Pattern) -> tuple[tuple[bool, str], ...] | None:
    pieces: list[tuple[bool, str]] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            pieces.append((False, element.value))
        elif isinstance(element.expression, ast.VariableReference):
            pieces.append((True, element.expression.id.name))
        else:
            return None
    return tuple(pieces)
