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
        self._gates: list[tuple[frozenset[tuple[str, str]], dict[str, tuple[str, ...]], re.Pattern[str]]] = []
        for width in (1, 2, 3):
            group = [term for term in self.terms if len(term) == width or (width == 3 and len(term) > 3)]
            starts: dict[str, list[str]] = defaultdict(list)
            for term in group:
                starts[term[:width]].append(term)
            if group:
                sets = [character_class(term[place] for term in group) for place in range(width)]
                gate = re.compile(f"({sets[0]})(?=({''.join(sets[1:])}))")
                keys = frozenset((start[0], start[1:]) for start in starts)
                self._gates.append((keys, {start: tuple(found) for start, found in starts.items()}, gate))

    def find(self, text: str) -> list[Hit]:
        """Every wording that stands in the text."""
        hits: list[Hit] = []
        for keys, starts, gate in self._gates:
            for first, rest in keys.intersection(gate.findall(text)):
                start = first + rest
                place = text.find(start)
                while place >= 0:
                    for term in starts[start]:
                        if text.startswith(term, place):
                            hits.append(Hit(term, place, place + len(term), Evidence.EXACT))
                    place = text.find(start, place + 1)
        return sorted(hits, key=lambda hit: (hit.start, hit.end)) if hits else hits
