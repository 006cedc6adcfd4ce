"""What stands between the characters of a wording: decoration, or the end of a sentence?"""

import unicodedata
from collections.abc import Sequence

from messages.screening import tables
from messages.screening.folding import LONGEST_GAP, SENTENCE_MARKS, Folded, plain
from messages.screening.hits import Candidate, Evidence


# A clause rarely ends with one of these alone, so two characters may stand on either side of it.
_ONE_MARK = frozenset(",、,.:;:;")


def gaps_allowed(folded: Folded, candidate: Candidate, places: Sequence[int]) -> bool:
    """Whether the marks inside a candidate are decoration.

    全*额 退·款 and 全,额,退,款 are one wording written apart. In 请确保,证件齐全 the comma ends a clause: where a
    mark of the sentence stands between words that go on to either side, nothing is joined.
    """
    seen, bare = folded.seen, folded.bare
    gaps = [
        (k, seen[places[k] + 1 : places[k + 1]])
        for k in range(len(places) - 1)
        if places[k + 1] - places[k] > 1
    ]
    if any(len(gap) > LONGEST_GAP for _, gap in gaps):
        return False
    length = len(places)
    natural = [k for k, gap in gaps if any(mark in SENTENCE_MARKS for mark in gap)]
    everywhere = len(gaps) == length - 1
    if everywhere and length >= 3:
        return True
    for k, gap in gaps:
        if length == 2:
            before, after = _word_before(bare, candidate.start), _word_after(bare, candidate.end - 1)
            if (before and after) or (k in natural and (before or after or not _ONE_MARK.issuperset(gap))):
                return False
        elif k in natural and (k not in (0, length - 2) or _is_word(bare, candidate, candidate.start + k)):
            return False
    return True


def _word_before(bare: str, position: int) -> bool:
    """Whether a word that began earlier ends with this character."""
    words = tables.chinese_words()
    return any(position >= width and bare[position - width : position + 1] in words for width in (1, 2, 3))


def _word_after(bare: str, position: int) -> bool:
    """Whether a word that goes on begins with this character."""
    words = tables.chinese_words()
    return any(bare[position : position + width] in words for width in (2, 3, 4) if position + width <= len(bare))


def _is_word(bare: str, candidate: Candidate, position: int) -> bool:
    words = tables.chinese_words()
    left = bare[candidate.start : position + 1]
    right = bare[position + 1 : candidate.end]
    if len(left) == 1:
        return _word_before(bare, candidate.start)
    if len(right) == 1:
        return _word_after(bare, candidate.end - 1)
    return left in words or right in words


def how_written(written: str, term: str) -> Evidence:
    """By which change of form a wording stands in the text, when its characters are all its own."""
    if written == term:
        return Evidence.EXACT
    if written.lower() == term.lower():
        return Evidence.CASE
    categories = {unicodedata.category(char) for char in written}
    plain_written = unicodedata.normalize("NFKC", written)
    inner = [char for char in plain_written if not (char.isalnum() or char in term or unicodedata.category(char)[0] in "CM")]
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
