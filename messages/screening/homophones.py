"""Wordings found by their sound: 权额退款 for 全额退款.

The gates are regular expressions over sets of characters that are read alike, so that clean text is never
translated; what passes is verified position by position.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from messages.screening import sounds, tables
from messages.screening.hits import Candidate, Evidence
from messages.screening.literal import EVERYDAY, Bare, Form, character_class, forms_word

SHORTEST = 3
_MOST_KEPT = 20_000
_GROUP = 20  # wordings that share one branch of a gate: fewer pass by chance, more branches cost more
_MOST_BRANCHES = 4  # of wordings of one length
_GATES = 3  # each goes through the text once, and all of its sets are smaller


class _Spoken(NamedTuple):
    third: frozenset[str]  # near[2], tested first
    form: Form
    same: tuple[frozenset[str], ...]
    near: tuple[frozenset[str], ...]
    codes: tuple[str, ...]


class SoundIndex:
    """Finds forms of three characters and more in a bare text by their readings."""

    def __init__(self, forms: Iterable[Form]) -> None:
        spoken = [_speak(form) for form in forms if len(form.text) >= SHORTEST and _readable(form.text)]
        buckets: dict[str, list[_Spoken]] = defaultdict(list)
        for one in spoken:
            buckets[one.codes[0] + "|" + one.codes[1]].append(one)
        self._buckets = {key: tuple(found) for key, found in buckets.items()}
        self._known: dict[str, tuple[_Spoken, ...]] = {}
        self._nothing: set[str] = set()  # threes of characters with which no form begins
        # Wordings whose first sound few characters have come together: two of three gates let little through then.
        spoken.sort(key=lambda one: (len(one.near[0]), one.codes))
        size = -(-len(spoken) // _GATES) or 1
        self._gates = tuple(_gate(spoken[first : first + size]) for first in range(0, len(spoken), size))

    def search(self, text: Bare) -> list[Candidate]:
        found: list[Candidate] = []
        bare = text.bare
        for three in set().union(*(gate.findall(bare) for gate in self._gates)) - self._nothing:
            candidates = self._known.get(three)
            if candidates is None:
                candidates = self._look_up(three)
            position = bare.find(three) if candidates else -1
            while position >= 0:
                for spoken in candidates:
                    candidate = _verify(text, position, spoken)
                    if candidate:
                        found.append(candidate)
                position = bare.find(three, position + 1)
        return found

    def _look_up(self, three: str) -> tuple[_Spoken, ...]:
        """Forms that begin with the sounds of these characters, kept for the next time they come together."""
        codes = sounds.coarse_codes()
        first, second, third = three[0], three[1], three[2]
        ways = product(codes.get(first, (first,)), codes.get(second, (second,)))
        candidates = tuple(
            spoken for a, b in ways for spoken in self._buckets.get(f"{a}|{b}", ()) if third in spoken.third
        )
        if len(self._known) + len(self._nothing) >= _MOST_KEPT:
            self._known.clear()
            self._nothing.clear()
        if candidates:
            self._known[three] = candidates
        else:
            self._nothing.add(three)
        return candidates


def _gate(spoken: Sequence[_Spoken]) -> re.Pattern[str]:
    """Three characters of each place where a form may begin come back as one list: a text is walked through in C.

    All first characters stand in front as one set, which `re` goes through quickest; the branches are tried one by
    one only where all second and all third characters, as one set each, have let the place through.
    """
    short = [one for one in spoken if len(one.form.text) == SHORTEST]
    longer = [one for one in spoken if len(one.form.text) > SHORTEST]
    branches = [*_branches(short, 3), *_branches(longer, 4)]
    first, second, third = (character_class(char for one in spoken for char in one.near[k]) for k in range(3))
    return re.compile(f"{first}(?={second}{third})(?<=(?={'|'.join(branches)})(?=(...)).)", re.DOTALL)


def _readable(text: str) -> bool:
    known = tables.readings()
    return sum(char in known for char in text) >= 2


def _speak(form: Form) -> _Spoken:
    known = tables.readings()
    same: list[frozenset[str]] = []
    near: list[frozenset[str]] = []
    codes: list[str] = []
    for char, syllable in zip(form.text, sounds.read_wording(form.text), strict=True):
        itself = frozenset(char)
        if char in known:
            same.append(sounds.same_sound(syllable) | itself)
            near.append(sounds.near_sound(syllable) | itself)
            codes.append(sounds.coarse(syllable))
        else:
            same.append(itself)
            near.append(itself)
            codes.append(char)
    return _Spoken(near[2], form, tuple(same), tuple(near), tuple(codes))


def _branches(spoken: Sequence[_Spoken], width: int) -> Iterator[str]:
    """Gate branches of wordings with neighbouring first sounds, `width` character sets each."""
    ordered = sorted(spoken, key=lambda one: one.codes)
    groups = min(_MOST_BRANCHES, max(1, round(len(ordered) / _GROUP)))
    size = -(-len(ordered) // groups) if ordered else 1
    for first in range(0, len(ordered), size):
        group = ordered[first : first + size]
        yield "".join(
            character_class(char for sets in {one.near[place] for one in group} for char in sets)
            for place in range(width)
        )


def _verify(within: Bare, start: int, spoken: _Spoken) -> Candidate | None:
    text, wording, _ = spoken.form
    bare = within.bare
    length = len(text)
    if start + length > len(bare):
        return None
    nearly = 0
    changed: list[int] = []
    for k in range(length):
        char = bare[start + k]
        if char == text[k]:
            continue
        if char not in spoken.same[k]:
            if char not in spoken.near[k] or nearly:
                return None
            nearly += 1
        changed.append(k)
    if not changed or (length == SHORTEST and len(changed) - nearly > 1 and nearly):
        return None
    if length == SHORTEST and any(bare[start + k] in EVERYDAY for k in changed):
        return None
    if any(forms_word(within, start + k) for k in changed):
        return None
    return Candidate(wording, start, start + length, Evidence.NEAR if nearly else Evidence.HOMOPHONE)
