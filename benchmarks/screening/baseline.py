"""What a good team builds in a day: Aho-Corasick over NFKC, OpenCC and stripped symbols. Only for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from importlib import import_module, util

MISSING = "pyahocorasick and opencc are not installed: no comparison (pip install pyahocorasick opencc)."
_SIGNS = re.compile(r"[\W_]+")


def normalised(terms: Iterable[str]) -> Callable[[str], list[str]] | None:
    """A function that gives the terms found in a text; None when the packages are missing."""
    if not (util.find_spec("ahocorasick") and util.find_spec("opencc")):
        return None
    convert = import_module("opencc").OpenCC("t2s").convert

    def plain(text: str) -> str:
        return _SIGNS.sub("", convert(unicodedata.normalize("NFKC", text).lower()))

    automaton = _automaton((plain(term), term) for term in terms)
    return lambda text: [term for _, term in automaton.iter(plain(text))]


def raw(terms: Iterable[str]) -> Callable[[str], list[str]] | None:
    """The same on the text as it is."""
    if not util.find_spec("ahocorasick"):
        return None
    automaton = _automaton((term, term) for term in terms)
    return lambda text: [term for _, term in automaton.iter(text)]


def _automaton(rows: Iterable[tuple[str, str]]):  # type: ignore[no-untyped-def]
    automaton = import_module("ahocorasick").Automaton()
    for key, term in rows:
        if key:
            automaton.add_word(key, term)
    automaton.make_automaton()
    return automaton
