"""Texts put back together: characters written as their parts (弓虽 → 强), characters written twice (全额额 → 全额)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from messages.screening import tables
from messages.screening.literal import character_class

_RUN = re.compile("([\u4e00-\u9fff])\\1+")


class Rewritten(NamedTuple):
    """A text, and for each of its characters the span of the bare text it stands for."""

    bare: str
    spans: list[tuple[int, int]]
    changed: frozenset[int]

    def together(self, start: int, end: int) -> bool:
        """Whether nothing stands between these characters; unknown here, so taken as true."""
        return True

    def touches(self, start: int, end: int) -> bool:
        return any(position in self.changed for position in range(start, end))


class SplitIndex:
    """Knows the parts of every character that occurs in a wording."""

    def __init__(self, characters: Iterable[str]) -> None:
        whole: dict[str, list[str]] = defaultdict(list)
        for char in sorted(set(characters)):
            for parts in tables.splits().get(char, ()):
                if parts not in tables.chinese_words():
                    whole[parts].append(char)
        self._whole = dict(whole)
        self._gate: re.Pattern[str] | None = None
        if whole:
            firsts = character_class(parts[0] for parts in whole)
            seconds = character_class(parts[1] for parts in whole)
            self._gate = re.compile(f"{firsts}(?={seconds})")

    def join(self, bare: str) -> Iterator[Rewritten]:
        """The text with its split characters joined, once for each character the parts can stand for."""
        if not self._gate:
            return
        found: list[tuple[int, int, list[str]]] = []
        for match in self._gate.finditer(bare):
            for width in (3, 2):
                parts = bare[match.start() : match.start() + width]
                if parts in self._whole and (not found or found[-1][1] <= match.start()):
                    found.append((match.start(), match.start() + len(parts), self._whole[parts]))
                    break
        for choice in range(min(3, max((len(chars) for _, _, chars in found), default=0))):
            yield _rewrite(bare, [(a, b, chars[min(choice, len(chars) - 1)]) for a, b, chars in found])


def collapse(bare: str) -> Rewritten | None:
    """The text with every repeated Chinese character written once; None when nothing is repeated."""
    runs = [(match.start(), match.end(), match[1]) for match in _RUN.finditer(bare)]
    return _rewrite(bare, runs) if runs else None


def _rewrite(bare: str, replaced: list[tuple[int, int, str]]) -> Rewritten:
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    changed: set[int] = set()
    position = 0
    for start, end, char in replaced:
        parts.append(bare[position:start])
        spans.extend((place, place + 1) for place in range(position, start))
        changed.add(len(spans))
        parts.append(char)
        spans.append((start, end))
        position = end
    parts.append(bare[position:])
    spans.extend((place, place + 1) for place in range(position, len(bare)))
    return Rewritten("".join(parts), spans, frozenset(changed))
