"""Deeds that a text promises (features F46): asked about when it goes out, never a reason to stop it.

我们会公布检测结果, "we'll let you know". What is denied, asked, past or somebody else's promises nothing. The rows
lie in `messages/library/deeds/deeds.toml`, each with sentences in which it is found and in which it is not.
Promises of a remedy are the check's (R-C5).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from messages.screening.folding import fold
from messages.screening.phrasings import expression

_FILE = Path(__file__).parents[1] / "library" / "deeds" / "deeds.toml"
# A mark ends a clause, and stands at its end; those inside a time of day or a number end none.
_CLAUSE = re.compile(
    "(?:[^。!?;,\n\uff0c\uff01\uff1f\uff1b.]|(?<=[0-9])[.,](?=[0-9])|[.](?=\\S))+[。!?;,\n\uff0c\uff01\uff1f\uff1b.]?"
)


class Promised(NamedTuple):
    """A promise in a text: where it stands, `end` excluded. `word`: it only says that we will speak again."""

    start: int
    end: int
    word: bool


class _Deed(NamedTuple):
    find: re.Pattern[str]
    unless_before: re.Pattern[str] | None
    unless_in: re.Pattern[str] | None
    unless_behind: re.Pattern[str] | None
    word: bool


def deeds_promised(text: str) -> tuple[Promised, ...]:
    """What a text promises to do, one for each clause that promises, in order."""
    folded = fold(text)
    found = []
    for clause in _CLAUSE.finditer(folded.seen):
        span = _promise(clause[0])
        if span:
            start, end = folded.original(clause.start() + span[0], clause.start() + span[1])
            found.append(Promised(start, end, _only_word(clause[0])))
    return tuple(found)


def _promise(clause: str) -> tuple[int, int] | None:
    """Where a clause promises a deed, if it does."""
    for row in _deeds():
        for match in () if row.word else row.find.finditer(clause):
            before, behind = clause[: match.start()], clause[match.end() :]
            denied = (
                (row.unless_before and row.unless_before.search(before))
                or (row.unless_in and row.unless_in.search(match[0]))
                or (row.unless_behind and row.unless_behind.match(behind))
            )
            if not denied:
                return match.span()
    return None


def _only_word(clause: str) -> bool:
    return any(row.find.search(clause) for row in _deeds() if row.word)


def rows() -> Sequence[Mapping[str, Any]]:
    """The rows as they lie in the data."""
    found: Sequence[Mapping[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["deed"]
    return found


@lru_cache(1)
def _deeds() -> tuple[_Deed, ...]:
    return tuple(_read())


def _read() -> Iterator[_Deed]:
    for row in rows():
        kind: Literal["word", "deed"] = row["kind"]
        unless = (row.get(f"unless_{where}") for where in ("before", "in", "behind"))
        before, inside, behind = (expression(one, _FILE.name) if one else None for one in unless)
        yield _Deed(expression(row["find"], _FILE.name), before, inside, behind, kind == "word")
