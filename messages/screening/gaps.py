"""What stands between the characters of a wording: decoration, or the end of a sentence?"""

import unicodedata
from collections.abc import Sequence

from messages.screening import tables
from messages.screening.folding import LONGEST_GAP, SENTENCE_MARKS, Folded, plain
from messages.screening.hits import Candidate, Evidence

_GOING_ON = frozenset("、:\uff1a")
_CLAUSE_ENDS = frozenset("。!?;\uff01\uff1f\uff1b\uff0c\n\r")


def gaps_allowed(folded: Folded, candidate: Candidate, places: Sequence[int]) -> bool:
    """Whether the marks inside a candidate are decoration.

    全*额 退·款 and 全,额,退,款 are one wording written apart. In 请确保,证件齐全 the comma ends a clause: where a
    mark of the sentence stands between words that go on to either side, nothing is joined.
    """
    seen, bare = folded.seen, folded.bare
    length = len(places)
    gaps = [(k, seen[places[k] + 1 : places[k + 1]]) for k in range(length - 1) if places[k + 1] - places[k] > 1]
    if any(len(gap) > LONGEST_GAP for _, gap in gaps):
        return False
    natural = [k for k, gap in gaps if any(mark in SENTENCE_MARKS for mark in gap)]
    before, after = _word_before(folded, candidate.start), _word_after(folded, candidate.end - 1)
    if length == 2:
        in_doubt = (before or after) if natural else (before and after)
        return not in_doubt and not any(mark in _CLAUSE_ENDS for _, gap in gaps for mark in gap)
    if not natural:
        return True
    if candidate.evidence is not Evidence.EXACT:
        return False  # a guess over the end of a clause is none: 原因,书 is not 原因为
    cuts = [-1, *natural, length - 1]
    pieces = [(cuts[i] + 1, cuts[i + 1] + 1) for i in range(len(cuts) - 1)]
    if any(end - start == 1 for start, end in pieces[1:-1]):
        return True
    marks = {mark for _, gap in gaps for mark in gap if mark in SENTENCE_MARKS}
    if marks <= _GOING_ON and not (before or after):
        words = tables.chinese_words()
        listed = all(bare[candidate.start + start : candidate.start + end] in words for start, end in pieces)
        # What follows a colon is said of what stands before it (法院:认定). 专利、技术 may be a list of two words,
        # 产品没有、问题 is none.
        return "、" not in marks or not listed
    first_alone, last_alone = pieces[0][1] == 1, pieces[-1][1] - pieces[-1][0] == 1
    return (first_alone and not before) or (last_alone and not after)


def _word_before(folded: Folded, position: int) -> bool:
    """Whether a word that began earlier ends with this character. In 家长,官方 nobody reads 长官."""
    words, bare = tables.chinese_words(), folded.bare
    return any(
        position >= width
        and bare[position - width : position + 1] in words
        and folded.together(position - width, position + 1)
        for width in (1, 2, 3)
    )


def _word_after(folded: Folded, position: int) -> bool:
    """Whether a word that goes on begins with this character."""
    words, bare = tables.chinese_words(), folded.bare
    return any(
        bare[position : position + width] in words and folded.together(position, position + width)
        for width in (2, 3, 4)
        if position + width <= len(bare)
    )


def how_written(written: str, term: str) -> Evidence:
    """By which change of form a wording stands in the text, when its characters are all its own."""
    if written == term:
        return Evidence.EXACT
    if written.lower() == term.lower():
        return Evidence.CASE
    categories = {unicodedata.category(char) for char in written}
    plain_written = unicodedata.normalize("NFKC", written)
    inner = [
        char
        for char in plain_written
        if not (char.isalnum() or char in term or unicodedata.category(char)[0] in "CM")
    ]
    if inner:
        return Evidence.SEPARATED
    if categories & {"Mn", "Me"}:
        return Evidence.COMBINING
    if "Cf" in categories or "Cc" in categories:
        return Evidence.INVISIBLE
    compatible = unicodedata.normalize("NFKC", written).lower()
    if compatible == term.lower():
        return Evidence.WIDTH
    if any(unicodedata.numeric(char, None) is not None and char not in term for char in written):
        return Evidence.DIGITS
    if all(char in term or "\u3400" <= char <= "\u9fff" for char in written):
        return Evidence.TRADITIONAL
    if "".join(map(plain, compatible)) != compatible:
        return Evidence.CONFUSABLE
    return Evidence.WIDTH
