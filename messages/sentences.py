"""The catalogues themselves: Project Fluent files in `messages/locales/{zh,en}`, parsed sentence by sentence."""

import itertools
import re
from collections.abc import Iterator, Mapping
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

    def __init__(self, language: Language, written: Mapping[str, str]) -> None:
        super().__init__([language.value], use_isolating=False)
        self._written = written

    def take(self, key: str, entry: ast.Message | ast.Term) -> None:
        """What this sentence is, for whoever says it."""
        self._compiled[key] = self._compiler(entry)

    def _lookup(self, entry_id: str, term: bool = False) -> Any:
        """A sentence that is wanted, by itself or inside another one (a `term`)."""
        key = f"-{entry_id}" if term else entry_id
        if key not in self._compiled:
            self.take(key, _entry(self._written[key]))
        return self._compiled[key]

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
    """Collects the blanks for whose absence a sentence has a form."""

    def __init__(self) -> None:
        self.blanks: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802  (named by fluent.syntax)
        forms = {variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)}
        if "none" in forms and isinstance(node.selector, ast.VariableReference):
            self.blanks.add(node.selector.id.name)
        self.generic_visit(node)


class Catalogue:
    """The sentences of one language. Each is parsed when it is first wanted: to parse a whole file took ten
    milliseconds of the first message that needed it, and what Fluent makes of a text takes many times its room for
    as long as a desk runs."""

    def __init__(self, language: Language) -> None:
        folder = files("messages") / "locales" / language.value
        self._written: dict[str, str] = {}
        for file in folder.iterdir():
            if file.name.endswith(".ftl"):
                self._written.update(_sentences(file.read_text(encoding="utf-8")))
        self.bundle = _Bundle(language, self._written)
        #: Of each sentence that was wanted: the blanks it has another form for when they are missing or empty.
        self.optional: dict[str, frozenset[str]] = {}
        #: Sentences without blanks, as they were said once: they never read differently.
        self.bare: dict[str, str] = {}
        #: Sentences that are nothing but text (False) and blanks (True), one after the other.
        self.pieces: dict[str, tuple[tuple[bool, str], ...]] = {}

    def knows(self, key: str) -> bool:
        """Is there such a sentence? Then what it consists of is known. Two threads that ask at once both find out,
        and find the same."""
        if key in self.optional:
            return True
        if key not in self._written:
            return False
        entry = _entry(self._written[key])
        if entry.value is not None and (pieces := _pieces(entry.value)):
            self.pieces[key] = pieces
        else:
            self.bundle.take(key, entry)
        asked = _Asked()
        asked.visit(entry)
        self.optional[key] = frozenset(asked.blanks)
        return True


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence and term of a file, and how it is written there."""
    begun = list(_KEY.finditer(text))
    for this, following in itertools.zip_longest(begun, begun[1:]):
        yield this[1], text[this.start() : following.start() if following else None]


def _entry(written: str) -> ast.Message | ast.Term:
    """What Fluent makes of one sentence."""
    body = FluentParser(with_spans=False).parse(written).body
    return next(entry for entry in body if isinstance(entry, ast.Message | ast.Term))


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
