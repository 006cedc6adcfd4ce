"""Wordings found by their own characters: as they are, and with one slip of the pen.

A wording is anchored on pairs of neighbouring characters; one regular expression of two character sets passes
over the text in C, and only where a pair of an anchor stands is anything compared in Python.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from messages.screening import tables
from messages.screening.hits import Candidate, Evidence

LONGEST_GAP = 3  # characters put between the two halves of a wording


class Form(NamedTuple):
    """One way to write a wording down: its characters, and which wording it belongs to."""

    text: str
    wording: int


class Bare(Protocol):
    """A text without marks, and where marks were taken out."""

    @property
    def bare(self) -> str: ...

    def together(self, start: int, end: int) -> bool: ...


def forms_word(text: Bare, position: int) -> bool:
    """Whether the character there makes an ordinary word with a neighbour: then it was meant, not disguised."""
    words, bare = tables.chinese_words(), text.bare
    for width in (2, 3, 4):
        for first in range(max(0, position - width + 1), min(position, len(bare) - width) + 1):
            if bare[first : first + width] in words and text.together(first, first + width):
                return True
    return False


def character_class(characters: Iterable[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(set(characters))) + "]"


class LiteralIndex:
    """Finds forms in a bare text (`Folded.bare`)."""

    def __init__(self, forms: Iterable[Form], *, slips: bool = True) -> None:
        anchors: dict[str, list[tuple[Form, int]]] = defaultdict(list)
        singles: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if len(form.text) == 1:
                singles[form.text].append(form)
                continue
            for pair, offset in _anchors(form.text, slips):
                anchors[pair].append((form, offset))
        self._anchors = {pair: tuple(found) for pair, found in anchors.items()}
        self._singles = dict(singles)
        self._single_gate = re.compile(character_class(singles)) if singles else None
        self._gate: re.Pattern[str] | None = None
        if anchors:
            seconds: dict[str, set[str]] = defaultdict(set)
            for pair in anchors:
                seconds[pair[0]].add(pair[1])
            self._gate = re.compile(
                character_class(seconds) + "(?=" + character_class(pair[1] for pair in anchors) + ")"
            )

    def search(self, text: Bare) -> Iterator[Candidate]:
        bare = text.bare
        if self._single_gate:
            for match in self._single_gate.finditer(bare):
                for form in self._singles[match[0]]:
                    yield Candidate(form.wording, match.start(), match.end(), Evidence.EXACT)
        if not self._gate:
            return
        anchors = self._anchors
        for match in self._gate.finditer(bare):
            position = match.start()
            found = anchors.get(bare[position : position + 2])
            if found:
                for form, offset in found:
                    candidate = _compare(text, position, form, offset)
                    if candidate:
                        yield candidate


def _anchors(text: str, slips: bool) -> Iterator[tuple[str, int]]:
    """Pairs by which a form is found, each with its distance from the form's first character."""
    yield text[:2], 0
    if not slips or len(text) < 3:
        return
    yield text[1:3], 1
    yield text[2] + text[1], 1  # second and third changed places
    if len(text) == 3:
        yield text[1] + text[0], 0
        yield text[0] + text[2], 0
        for alike in tables.lookalikes().get(text[1], ""):
            yield text[0] + alike, 0
    else:
        yield text[2:4], 2


def _compare(within: Bare, position: int, form: Form, offset: int) -> Candidate | None:
    text, wording = form
    bare = within.bare
    length = len(text)
    start = position - offset
    if start >= 0 and bare.startswith(text, start):
        # Every further anchor of the same place would report it again.
        return Candidate(wording, start, start + length, Evidence.EXACT) if offset == 0 else None
    if length < 3:
        return None
    if start >= 0 and start + length <= len(bare):
        slip = _slip(within, start, text)
        if slip:
            return Candidate(wording, start, start + length, slip)
    if length >= 4 and offset < 2:
        return _with_gap(within, position, form, offset)
    return None


def _slip(within: Bare, start: int, text: str) -> Evidence | None:
    """One look-alike, or two neighbours in the wrong order."""
    bare = within.bare
    wrong = [k for k in range(len(text)) if bare[start + k] != text[k]]
    if len(wrong) == 1:
        k = wrong[0]
        if bare[start + k] in tables.lookalikes().get(text[k], "") and not forms_word(within, start + k):
            return Evidence.LOOKALIKE
    elif len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        changed = bare[start + first] == text[second] and bare[start + second] == text[first]
        short = len(text) == 3
        if changed and not (short and (forms_word(within, start + first) or forms_word(within, start + second))):
            return Evidence.SWAPPED
    return None


def _with_gap(within: Bare, position: int, form: Form, offset: int) -> Candidate | None:
    text, wording = form
    bare = within.bare
    if offset == 0:
        kept = 2
        while kept < len(text) and bare[position + kept : position + kept + 1] == text[kept]:
            kept += 1
        for head in range(kept, 1, -1):
            for gap in range(1, LONGEST_GAP + 1):
                if bare.startswith(text[head:], position + head + gap):
                    end = position + len(text) + gap
                    if head < len(text) - 1 or not forms_word(within, end - 1):
                        return Candidate(wording, position, end, Evidence.GAP)
        return None
    if bare.startswith(text[1:], position):
        for gap in range(1, LONGEST_GAP + 1):
            start = position - 1 - gap
            if start >= 0 and bare[start] == text[0] and not forms_word(within, start):
                return Candidate(wording, start, position + len(text) - 1, Evidence.GAP)
    return None
