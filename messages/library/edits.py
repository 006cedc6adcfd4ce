"""Edits of one line as people type them: `3 改成 …`, `3 -> …`, `3 删掉`."""

import re
from functools import cache

from messages.library.rows import Row, document


class EditWordsRow(Row):
    """Words between the number and the new text, and words that take the line out."""

    words: tuple[str, ...]
    drop: tuple[str, ...]
    files: tuple[str, ...]
    take_off: tuple[str, ...]


@cache
def _pattern() -> re.Pattern[str]:
    row = EditWordsRow.model_validate(document("typed", "edits.toml"))

    def one_of(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    wide_colon = "\uff1a"
    return re.compile(
        rf"\s*(?P<number>\d{{1,2}})\s*(?:(?:{one_of(row.words)}|[:{wide_colon}](?!\d))\s*(?P<text>.+)|(?P<drop>{one_of(row.drop)})\s*)\Z",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _file_pattern() -> re.Pattern[str]:
    row = EditWordsRow.model_validate(document("typed", "edits.toml"))
    off, file = ("|".join(re.escape(word) for word in words) for words in (row.take_off, row.files))
    return re.compile(
        rf"\s*(?:(?:{off})\s*(?:{file})\s*(?P<number>\d{{1,2}})|(?:{file})\s*(?P<first>\d{{1,2}})\s*(?:{off}))\s*\Z",
        re.IGNORECASE,
    )


def file_off(text: str) -> int | None:
    """The number of the file that is to be taken off; None when the text does not say so."""
    found = _file_pattern().match(text)
    return int(found["number"] or found["first"]) if found else None


def line_edit(text: str) -> tuple[int, str] | None:
    """The number of a line and what it is to say ('' takes it out); None when the text is no such edit."""
    found = _pattern().match(text)
    if found is None:
        return None
    return int(found["number"]), "" if found["drop"] else found["text"].strip()
