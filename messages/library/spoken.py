"""What people type in a hurry, and the command it means."""

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct
from pydantic import Field

from messages.library.rows import Row, document, rows

_END = r"(?=$|[\s::,,。.!!??])"
_OR_FIGURE = _END.removesuffix(")") + r"|\d)"
_BETWEEN = " \t\n::,,。.!!"


class SpokenRow(Row):
    """One command and the words that mean it. `alone`: only when nothing else is said. `touching`: figures may
    follow at once (14:00 behind "until"). `exact`: what follows is taken to the letter, its full stop too."""

    command: str = Field(pattern=r"^[a-z]+$")
    words: tuple[str, ...] = Field(min_length=1)
    alone: bool = False
    joined: bool = False
    value: str = ""
    touching: bool = False
    exact: bool = False


class Meant(Struct, frozen=True):
    """The command somebody means, and what he said besides."""

    command: str
    rest: str
    value: str = ""


@cache
def spoken() -> tuple[SpokenRow, ...]:
    """All words in the order of the file."""
    data = document("typed", "words.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(SpokenRow, [shared | word for word in data["word"]])


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, SpokenRow]]:
    by_word = {word.casefold(): row for row in spoken() for word in row.words}
    longest_first = sorted(by_word, key=len, reverse=True)
    words = "|".join(re.escape(word) + _follows(by_word[word]) for word in longest_first)
    # The slash of any keyboard: full width, and the mark that a Chinese one gives for it.
    return re.compile(rf"\s*[/\uff0f\u3001]?({words})", re.IGNORECASE), by_word


def _follows(row: SpokenRow) -> str:
    """What has to stand behind this row's words."""
    if row.joined:
        return ""
    return _OR_FIGURE if row.touching else _END


def meant(text: str) -> Meant | None:
    """What the beginning of a message means, None when it is just talk.

    A slash before a Chinese word is no Telegram command; it is read like the word alone.
    """
    pattern, by_word = _pattern()
    found = pattern.match(text)
    if found is None:
        return None
    row = by_word[found[1].casefold()]
    rest = text[found.end() :].lstrip(_BETWEEN)
    rest = rest.rstrip() if row.exact else rest.rstrip(_BETWEEN)
    return None if row.alone and rest else Meant(row.command, rest, row.value)
