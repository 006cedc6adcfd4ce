"""Wordings found by their own characters: as they are, and with one slip of the pen.

A wording is anchored on pairs of neighbouring characters; the pairs of a text are held against those of all
anchors in C, and only where a pair of an anchor stands is anything compared in Python.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import ne
from typing import NamedTuple, Protocol

from messages.screening import tables
from messages.screening.hits import Candidate, Evidence
from messages.screening.pairs import BASIC, number_of

_REACH = 7  # how far from an anchor the rest of a form is looked for, gaps and parts included
LONGEST_GAP = 3  # characters put between the two halves of a wording
_END = "\n"


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

    @property
    def pair_numbers(self) -> "array[int]": ...

    watched: frozenset[int] | None

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


# Plain tuples: taking a named one apart costs five times as much, and these are taken apart for every text.
# A pair's place in a form of three characters: form, offset of the pair, where the third stands from the pair's
# first character (right beside it), and what it may be.
_Beside = tuple[Form, int, int, frozenset[str]]
# A pair's place in a form of four characters and more: form, offset of the pair, what may stand beside it for the
# nearer of two further characters (itself, or what one slip makes of it), and these two. One slip hides one of the
# two, never both.
_Apart = tuple[Form, int, str, str, str]
# The same where characters were put between, so that nothing of the form stands beside the pair: by the number of
# another pair of the form, which is somewhere in the text then.
_Gaps = Mapping[int, Sequence[tuple[Form, int]]]
# The forms that a pair may belong to: the pair; forms of which nothing else is asked, with their offsets; those of
# three characters; longer ones whose next character is behind the pair; those whose next one is before it; what
# may stand right behind the pair for any of the former, or right before it for any of the latter; then gaps.
_Anchors = tuple[
    str, tuple[tuple[Form, int], ...], tuple[_Beside, ...], tuple[_Apart, ...], tuple[_Apart, ...], str, str, _Gaps
]


def _anchored(pair: str, forms: Iterable[tuple[Form, int]]) -> _Anchors:
    whole: list[tuple[Form, int]] = []
    thirds: list[_Beside] = []
    behind: list[_Apart] = []
    before: list[_Apart] = []
    gaps: dict[int, list[tuple[Form, int]]] = {}
    for form, offset in forms:
        text = form.text
        if len(text) < 3 or form.evidence is not Evidence.EXACT or max(text) > BASIC:
            whole.append((form, offset))
        elif len(text) == 3:
            thirds.append(_beside(form, pair, offset))
        else:
            one, other = text[0 if offset else 2], text[1 if offset == 2 else 3]
            (before if offset else behind).append((form, offset, _instead(text, offset), one, other))
            if offset < 2:
                gaps.setdefault(number_of(text[2:4]), []).append((form, offset))
    right, left = ("".join(sorted({char for row in rows for char in row[2]})) for rows in (behind, before))
    return pair, tuple(whole), tuple(thirds), tuple(behind), tuple(before), right, left, gaps


def _instead(text: str, offset: int) -> str:
    """What may stand beside a pair of a longer form: the next character or its like, its parts, or its neighbour
    where two changed places or one is written twice."""
    near = (2, 0, 1)[offset]
    parts = "".join(way[-1 if offset else 0] for way in written_apart(text[near]))
    return text[near] + (text[1] + text[3], "", text[0])[offset] + parts + _alike(text[near], len(text))


def _beside(form: Form, pair: str, offset: int) -> _Beside:
    text = form.text
    left = text[0] if offset else text[2]
    parts = "".join(way[-1 if offset else 0] for way in written_apart(left))
    allowed = {left, *_alike(left, 3), *parts}
    if offset == 0 and pair != text[:2]:
        # Swapped, a look-alike or parts in the middle: what follows is the rest as it is.
        allowed = set(text) | {part for way in written_apart(text[1]) for part in way}
    return form, offset, -1 if offset else 2, frozenset(allowed | {text[1]})


_CLOSEST = 45


class LiteralIndex:
    """Finds forms in a bare text (`Folded.bare`)."""

    def __init__(
        self, forms: Iterable[Form], *, slips: bool = True, watched: frozenset[int] = frozenset()
    ) -> None:
        """`watched` are pairs that something else wants to know of: `search` leaves those it met in the text."""
        anchors: dict[str, list[tuple[Form, int]]] = defaultdict(list)
        singles: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if len(form.text) == 1:
                singles[form.text].append(form)
                continue
            for pair, offset in _anchors(form.text, slips):
                anchors[pair].append((form, offset))
            if slips and len(form.text) == 2:
                for written in _pair_written_apart(form.text):
                    anchors[written[:2]].append((Form(written, form.wording, Evidence.SPLIT), 0))
        known = [_anchored(pair, found) for pair, found in anchors.items()]
        self._pairs = {number_of(one[0]): one for one in known if max(one[0]) <= BASIC}
        self._keys = frozenset(self._pairs)
        self._watched = watched
        self._asked = self._keys | watched
        self._far = tuple(one for one in known if max(one[0]) > BASIC)
        self._singles = dict(singles)
        self._single_gate = re.compile(character_class(singles)) if singles else None

    def search(self, text: Bare) -> list[Candidate]:
        bare = text.bare
        found: list[Candidate] = []
        if self._single_gate:
            for match in self._single_gate.finditer(bare):
                for form in self._singles[match[0]]:
                    found.append(Candidate(form.wording, match.start(), match.end(), Evidence.EXACT))
        # This step runs in C, and of nearly every text only a dozen pairs are left. It is taken once for wordings
        # and turns of phrase: to make a number of each pair costs most of it.
        keys = self._asked.intersection(text.pair_numbers)
        if self._watched:
            text.watched, keys = keys & self._watched, keys & self._keys
        for anchors in (*map(self._pairs.__getitem__, keys), *self._far):
            _at_pair(text, anchors, keys, found)
        return found


def _at_pair(text: Bare, anchors: _Anchors, keys: frozenset[int], found: list[Candidate]) -> None:
    bare = text.bare
    pair, whole, thirds, behind, before, right, left, gaps = anchors
    further = keys.intersection(gaps) if gaps else ()
    position = bare.find(pair)
    while position >= 0:
        for form, offset in whole:
            _compare(text, position, form, offset, found)
        # At either end of the text stands a mark, which is in no form: an empty string would be in all of them.
        after, ahead = bare[position + 2 : position + 3] or _END, bare[position - 1 : position] or _END
        # One question for all forms: in nearly every place nothing of any of them stands beside the pair, and some
        # pairs (我们) belong to three dozen.
        for form, offset, place, allowed in thirds:
            if (after if place > 0 else ahead) in allowed:
                _compare(text, position, form, offset, found)
        if after in right:
            for form, offset, beside, one, other in behind:
                if after in beside and _near(bare, position, offset, one, other):
                    _compare(text, position, form, offset, found)
        if ahead in left:
            for form, offset, beside, one, other in before:
                if ahead in beside and _near(bare, position, offset, one, other):
                    _compare(text, position, form, offset, found)
        for rest in further:
            for form, offset in gaps[rest]:
                if _behind_gap(bare, position, form.text, offset):
                    _compare(text, position, form, offset, found)
        position = bare.find(pair, position + 1)


def _behind_gap(bare: str, position: int, text: str, offset: int) -> bool:
    """Whether the rest of a form may be there with a gap beside the pair: before it, all the rest is right behind;
    behind it, the next pair stands a few characters on."""
    if offset:
        return bare.startswith(text[1:], position)
    return bare.find(text[2:4], position + 3, position + LONGEST_GAP + 4) >= 0


def _near(bare: str, position: int, offset: int, one: str, other: str) -> bool:
    """Whether one of two characters stands on its own side of the pair: both behind it, before and behind, both
    before it."""
    before = bare[position - _REACH if position > _REACH else 0 : position]
    behind = bare[position + 2 : position + 2 + _REACH]
    return one in (before if offset else behind) or other in (before if offset == 2 else behind)


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


def _compare(within: Bare, position: int, form: Form, offset: int, found: list[Candidate]) -> None:
    """Keeps the form as a candidate if it stands there, as it is or with one slip."""
    text, wording, evidence = form
    bare = within.bare
    length = len(text)
    start = position - offset
    if start >= 0 and bare.startswith(text, start):
        # Every further anchor of the same place would report it again.
        if offset == 0:
            found.append(Candidate(wording, start, start + length, evidence))
        return
    if length < 3 or evidence is not Evidence.EXACT or _hopeless(bare, position, text, offset):
        return
    slipped = _slipped(within, position, form, offset)
    if slipped:
        found.append(slipped)


def _slipped(within: Bare, position: int, form: Form, offset: int) -> Candidate | None:
    """The form with one slip, whatever it is."""
    text, wording, _ = form
    walked = _walk(within.bare, position, text, offset)
    if walked:
        return Candidate(wording, *walked)
    start = position - offset
    slip = _slip(within, start, text) if start >= 0 else None
    if slip:
        return Candidate(wording, start, start + len(text), slip)
    return _with_gap(within, position, form, offset) if len(text) >= 4 and offset < 2 else None


def _hopeless(bare: str, position: int, text: str, offset: int) -> bool:
    """Whether the first character that differs, from the pair on, is none that a slip can have put there.

    Asked first because it costs an eighth of what looks for each slip, and answers four times of five.
    """
    for k in range(offset, len(text)):
        place = position + k - offset
        if bare[place : place + 1] != text[k]:
            break
    else:
        return False
    char, length = bare[place : place + 1] or _END, len(text)
    return (
        char not in (text[k - 1], text[k + 1 : k + 2])
        and char not in _alike(text[k], length)
        and not bare.startswith(written_apart(text[k]), place)
        and bare.find(text[k:], place + 1, place + LONGEST_GAP + length - k) < 0
    )


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
            ways = written_apart(char)
            if bare.startswith(ways, end):
                parts = next(way for way in ways if bare.startswith(way, end))
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
    ways = written_apart(char)
    if not bare.endswith(ways, 0, end):
        return ""
    return next(way for way in ways if bare.endswith(way, 0, end))


def _slip(within: Bare, start: int, text: str) -> Evidence | None:
    """One look-alike, or two neighbours in the wrong order."""
    bare = within.bare
    written = bare[start : start + len(text)]
    if len(written) < len(text) or sum(map(ne, written, text)) > 2:
        return None
    wrong = [k for k in range(len(text)) if written[k] != text[k]]
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
                    if head < len(text) - 1 or not _meant(within, end - 1, position + head - 1):
                        return Candidate(wording, position, end, Evidence.GAP)
        return None
    if bare.startswith(text[1:], position):
        for gap in range(1, LONGEST_GAP + 1):
            start = position - 1 - gap
            if start >= 0 and bare[start] == text[0] and not _meant(within, start, position):
                return Candidate(wording, start, position + len(text) - 1, Evidence.GAP)
    return None


def _meant(within: Bare, alone: int, torn_from: int) -> bool:
    """Whether the one character beyond a gap was meant as it stands: it makes a word with its neighbours, and
    so does the character that it would have been torn from.

    符合国家规定标准 is not 符合国标: it says 国家 and 标准. In 全都会国第一 there is 全都, but nothing
    around it makes a word with 国: where one side is left alone, the two belong together.
    """
    return forms_word(within, alone) and forms_word(within, torn_from)
