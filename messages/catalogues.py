"""Sentences by language. What reads them (Project Fluent, Babel) is imported with the first one."""

from functools import cache
from typing import TYPE_CHECKING

from storage.vocabulary.people import Language

if TYPE_CHECKING:
    from messages.sentences import Catalogue


@cache
def catalogue(language: Language) -> "Catalogue":
    """The sentences of this language; every caller shares them."""
    from messages.sentences import Catalogue

    return Catalogue(language)


def has(key: str, language: Language = Language.ZH) -> bool:
    """Is there a sentence of this name?"""
    return catalogue(language).knows(key)


def optional_blanks(language: Language, key: str) -> frozenset[str]:
    """The blanks this sentence has another form for when they are missing or empty."""
    known = catalogue(language)
    return known.optional.get(key, frozenset()) if known.knows(key) else frozenset()
