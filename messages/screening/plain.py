"""Wordings exactly as they are, and nothing else: for long lists where only plain words matter.

On a few thousand wordings this is several times faster than an Aho-Corasick automaton in C, because nearly all of
the text is passed over by one expression of three character sets.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from messages.screening.hits import Evidence, Hit
from messages.screening.literal import character_class


class PlainMatcher:
    """Finds wordings letter for letter. Overlapping hits are all reported, in the order of their places."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(dict.fromkeys(term for term in terms if term))
        self._by_start: dict[int, dict[str, tuple[str, ...]]] = {}
        self._gates: list[tuple[int, re.Pattern[str]]] = []
        for width in (1, 2, 3):
            group = [term for term in self.terms if len(term) == width or (width == 3 and len(term) > 3)]
            if not group:
                continue
            starts: dict[str, list[str]] = defaultdict(list)
            for term in group:
                starts[term[:width]].append(term)
            self._by_start[width] = {start: tuple(found) for start, found in starts.items()}
            sets = [character_class(term[place] for term in group) for place in range(width)]
            rest = f"(?={''.join(sets[1:])})" if width > 1 else ""
            self._gates.append((width, re.compile(sets[0] + rest)))

    def find(self, text: str) -> list[Hit]:
        """Every wording that stands in the text."""
        hits: list[Hit] = []
        for width, gate in self._gates:
            by_start = self._by_start[width]
            for match in gate.finditer(text):
                place = match.start()
                for term in by_start.get(text[place : place + width], ()):
                    if text.startswith(term, place):
                        hits.append(Hit(term, place, place + len(term), Evidence.EXACT))
        return sorted(hits, key=lambda hit: (hit.start, hit.end)) if hits else hits
