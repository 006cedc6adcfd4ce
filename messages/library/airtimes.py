"""Times on air as people type them: days, a span of the clock, perhaps an account."""

import re
from datetime import time
from functools import cache

from msgspec import Struct
from pydantic import Field

from messages.library.rows import Row, document

_SPAN = re.compile(
    r"(?P<h1>[01]?\d|2[0-3])[::](?P<m1>[0-5]\d)\s*(?:-|–|—|~|~|到|至|to)\s*(?P<h2>[01]?\d|2[0-4])[::](?P<m2>[0-5]\d)",
    re.IGNORECASE,
)
_EVERY, _WORKING, _WEEKEND = frozenset(range(1, 8)), frozenset(range(1, 6)), frozenset({6, 7})


class AirtimeWordsRow(Row):
    """The words around times on air, Chinese and English together."""

    every: tuple[str, ...] = Field(min_length=1)
    weekdays: tuple[str, ...] = Field(min_length=1)
    weekend: tuple[str, ...] = Field(min_length=1)
    off: tuple[str, ...] = Field(min_length=1)
    days: tuple[tuple[str, ...], ...] = Field(min_length=7, max_length=7)


class TypedAirtime(Struct, frozen=True):
    """Days (1 = Monday), beginning, end, and what stands behind them: the account."""

    days: frozenset[int]
    begins: time
    ends: time
    account: str


@cache
def _words() -> AirtimeWordsRow:
    return AirtimeWordsRow.model_validate(document("typed", "airtimes.toml"))


@cache
def _days() -> tuple[tuple[str, frozenset[int]], ...]:
    """Every word for days with the days it means, the longest first."""
    words = _words()
    found = [(word, _EVERY) for word in words.every]
    found += [(word, _WORKING) for word in words.weekdays]
    found += [(word, _WEEKEND) for word in words.weekend]
    found += [(word, frozenset({day})) for day, names in enumerate(words.days, start=1) for word in names]
    return tuple(sorted(found, key=lambda pair: len(pair[0]), reverse=True))


def takes_back(text: str) -> bool:
    """Does this line take the schedule back?"""
    return text.strip().casefold() in _words().off


def read(text: str) -> TypedAirtime | None:
    """One window as it was typed; without a day it is every day. None: there is no span of time in it."""
    span = _SPAN.search(text)
    if span is None:
        return None
    days: frozenset[int] = frozenset()
    before = text[: span.start()].casefold()
    for word, meant in _days():
        if word in before:
            days |= meant
            before = before.replace(word, " ")
    if re.sub(r"[\s,,、/和&+]|and", "", before):
        return None
    begins = time(int(span["h1"]), int(span["m1"]))
    ends = time(int(span["h2"]) % 24, int(span["m2"]))
    account = text[span.end() :].strip().lstrip("@").strip()
    return TypedAirtime(days or _EVERY, begins, ends, account[:100])
