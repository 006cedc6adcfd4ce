"""Wordings found by their own characters: as they are, and with one slip of the pen.

A wording is anchored on pairs of neighbouring characters; the pairs of a text are held against those of all
anchors in C, and only where a pair of an anchor stands is anything compared in Python.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from messages.screening import tables
from messages.screening.hits import Candidate, Evidence

_REACH = 7  # how far from an anchor the rest of a form is looked for, gaps and parts included
LONGEST_GAP = 3  # characters put between the two halves of a wording


# One-character words that stand beside any other: in 国家即将 nobody wrote 国家级 differently.
EVERYDAY = frozenset(
    "其即及的是在和与或也都就又还被把让给向从对为以于而但不没有了着过吧吗呢啊这那哪你我他她它们会能可要想去来上下"
    "里外前后中已将很太更再只才却并如若因所之时年月日个人"
)


class Form(NamedTuple):
    """One way to write a wording down: its characters, and which wording it belongs to."""

    text: str
    wording: int
    evidence: Evidence = Evidence.EXACT


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


class _Anchor(NamedTuple):
    """A pair's place in a form, and what else must be there for the form to be looked at.

    Of four characters and more one slip hides one of two further characters, never both (`one`, `other`), each
    looked for on its own side of the pair (0 before, 1 behind). Of three the third stands right beside the pair:
    `beside` says where, `allowed` what it may be. Of two nothing is asked: an empty text is everywhere.
    """

    form: Form
    offset: int
    one: str = ""
    one_side: int = 1
    other: str = ""
    other_side: int = 1
    beside: int = 0
    allowed: frozenset[str] = frozenset()


def _anchor(form: Form, pair: str, offset: int) -> _Anchor:
    text = form.text
    if len(text) < 3:
        return _Anchor(form, offset)
    if len(text) > 3:
        one, other = (0 if offset else 2), (1 if offset == 2 else 3)
        return _Anchor(form, offset, text[one], one > offset, text[other], other > offset)
    left = text[0] if offset else text[2]
    parts = "".join(way[-1 if offset else 0] for way in written_apart(left))
    allowed = {left, *_alike(left, 3), *parts}
    if offset == 0 and pair != text[:2]:
        # Swapped, a look-alike or parts in the middle: what follows is the rest as it is.
        allowed = set(text) | {part for way in written_apart(text[1]) for part in way}
    return _Anchor(form, offset, beside=-1 if offset else 2, allowed=frozenset(allowed | {text[1]}))


_BASIC = "\uffff"
_CLOSEST = 45
_UTF16 = f"utf-16-{sys.byteorder[0]}e"  # as the machine reads numbers


def _numbers_of(bare: str) -> list[int]:
    """Every pair of neighbouring characters of the first 65,536 code points as one number of 32 bits.

    Reading a text twice as numbers, from its first and from its second character, costs a third of a regular
    expression over two sets of characters. Turned round, so that the rarer second character spreads the numbers
    over a hash table. What lies beyond is two halves and makes numbers that belong to no pair of a wording.
    """
    data = memoryview(bare[::-1].encode(_UTF16, "surrogatepass"))
    if len(data) < 4:
        return []
    even, odd = len(data) & ~3, 2 + (len(data) - 2 & ~3)
    return data[:even].cast("I").tolist() + data[2:odd].cast("I").tolist()


def _number_of(pair: str) -> int:
    return _numbers_of(pair)[0]


class LiteralIndex:
    """Finds forms in a bare text (`Folded.bare`)."""

    def __init__(self, forms: Iterable[Form], *, slips: bool = True) -> None:
        anchors: dict[str, list[_Anchor]] = defaultdict(list)
        singles: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if len(form.text) == 1:
                singles[form.text].append(form)
                continue
            for pair, offset in _anchors(form.text, slips):
                anchors[pair].append(_anchor(form, pair, offset))
            if slips and len(form.text) == 2:
                for written in _pair_written_apart(form.text):
                    anchors[written[:2]].append(_Anchor(Form(written, form.wording, Evidence.SPLIT), 0))
        self._anchors = {pair: tuple(found) for pair, found in anchors.items()}
        self._pairs = {_number_of(pair): pair for pair in anchors if max(pair) <= _BASIC}
        self._keys = frozenset(self._pairs)
        self._far = tuple(pair for pair in anchors if max(pair) > _BASIC)
        self._singles = dict(singles)
        self._single_gate = re.compile(character_class(singles)) if singles else None

    def search(self, text: Bare) -> list[Candidate]:
        bare = text.bare
        found: list[Candidate] = []
        if self._single_gate:
            for match in self._single_gate.finditer(bare):
                for form in self._singles[match[0]]:
                    found.append(Candidate(form.wording, match.start(), match.end(), Evidence.EXACT))
        # This step runs in C, and of nearly every text only a dozen pairs are left.
        for key in self._keys.intersection(_numbers_of(bare)):
            self._at_pair(text, self._pairs[key], found)
        for pair in self._far:
            self._at_pair(text, pair, found)
        return found

    def _at_pair(self, text: Bare, pair: str, found: list[Candidate]) -> None:
        bare = text.bare
        anchors = self._anchors[pair]
        position = bare.find(pair)
        while position >= 0:
            sides = (
                bare[position - _REACH if position > _REACH else 0 : position],
                bare[position + 2 : position + 2 + _REACH],
            )
            for form, offset, one, one_side, other, other_side, beside, allowed in anchors:
                if beside and bare[position + beside : position + beside + 1] not in allowed:
                    continue
                if one in sides[one_side] or other in sides[other_side]:
                    candidate = _compare(text, position, form, offset)
                    if candidate:
                        found.append(candidate)
            position = bare.find(pair, position + 1)


def _alike(char: str, length: int) -> str:
    """What may stand for a character in a form of this length: with two of three left, only what is closest."""
    found = tables.lookalikes().get(char, "")
    return found[:_CLOSEST] if length == 3 else found


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
        for alike in _alike(text[1], 3):
            yield text[0] + alike, 0
        for parts in written_apart(text[1]):
            yield text[0] + parts[0], 0
    else:
        yield text[2:4], 2


@lru_cache(4096)
def written_apart(char: str) -> tuple[str, ...]:
    """The ways to write a character as its parts, in either order: 告辶 as well as 辶告."""
    ways = tables.splits().get(char, ())
    return tuple(dict.fromkeys((*ways, *(parts[::-1] for parts in ways if len(parts) == 2))))


def _pair_written_apart(text: str) -> Iterator[str]:
    words = tables.chinese_words()
    yield from (parts + text[1] for parts in written_apart(text[0]) if parts not in words)
    yield from (text[0] + parts for parts in written_apart(text[1]) if parts not in words)


def _compare(within: Bare, position: int, form: Form, offset: int) -> Candidate | None:
    text, wording, evidence = form
    bare = within.bare
    length = len(text)
    start = position - offset
    if start >= 0 and bare.startswith(text, start):
        # Every further anchor of the same place would report it again.
        return Candidate(wording, start, start + length, evidence) if offset == 0 else None
    if length < 3 or evidence is not Evidence.EXACT:
        return None
    walked = _walk(bare, position, text, offset)
    if walked:
        return Candidate(wording, *walked)
    if start >= 0 and start + length <= len(bare):
        slip = _slip(within, start, text)
        if slip:
            return Candidate(wording, start, start + length, slip)
    if length >= 4 and offset < 2:
        return _with_gap(within, position, form, offset)
    return None


def _walk(bare: str, position: int, text: str, offset: int) -> tuple[int, int, Evidence] | None:
    """The place of a form whose characters are written twice (全额额) or as their parts (弓虽 for 强)."""
    apart: list[str] = []
    start = position
    for char in reversed(text[:offset]):
        parts = "" if bare[start - 1 : start] == char else _parts_ending(bare, start, char)
        if parts:
            apart.append(parts)
        elif bare[start - 1 : start] != char:
            return None
        start -= len(parts) or 1
    end = position
    for k in range(offset, len(text)):
        char = text[k]
        if bare[end : end + 1] != char:
            parts = next((way for way in written_apart(char) if bare.startswith(way, end)), "")
            if parts:
                apart.append(parts)
                end += len(parts)
                continue
            # The character before, written twice. Digits are never taken as repeated: 100 is not 10.
            while k > offset and bare[end : end + 1] == text[k - 1] and not text[k - 1].isdigit():
                end += 1
            if bare[end : end + 1] != char:
                return None
        end += 1
    if len(text) == 3 and any(parts in tables.chinese_words() for parts in apart):
        return None  # 女子 is a word: with two characters left of three it may well be meant
    return start, end, Evidence.SPLIT if apart else Evidence.REPEATED


def _parts_ending(bare: str, end: int, char: str) -> str:
    return next((way for way in written_apart(char) if bare.endswith(way, 0, end)), "")


def _slip(within: Bare, start: int, text: str) -> Evidence | None:
    """One look-alike, or two neighbours in the wrong order."""
    bare = within.bare
    wrong = [k for k in range(len(text)) if bare[start + k] != text[k]]
    if len(wrong) == 1:
        k = wrong[0]
        char = bare[start + k]
        if char in _alike(text[k], len(text)) and not (len(text) == 3 and char in EVERYDAY):
            return None if forms_word(within, start + k) else Evidence.LOOKALIKE
    elif len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        changed = bare[start + first] == text[second] and bare[start + second] == text[first]
        short = len(text) == 3
        if changed and not (short and (forms_word(within, start + first) or forms_word(within, start + second))):
            return Evidence.SWAPPED
    return None


def _with_gap(within: Bare, position: int, form: Form, offset: int) -> Candidate | None:
    text, wording, _ = form
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
