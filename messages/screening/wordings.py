"""Wordings that must not go out, found however they are written.

`compile_wordings` costs some hundred milliseconds for a thousand wordings: do it away from the event loop and
put the new matcher in place of the old one in one step. A matcher is never changed.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from messages.screening import late, tables
from messages.screening.english import EnglishIndex
from messages.screening.folding import Folded, fold, plain_wording
from messages.screening.gaps import gaps_allowed, how_written
from messages.screening.hits import CERTAINTY, Candidate, Evidence, Hit
from messages.screening.homophones import SoundIndex
from messages.screening.literal import Form, LiteralIndex
from messages.screening.markup import visible
from messages.screening.pinyin import PinyinIndex
from messages.screening.spans import spans_holding

_HAN = late.pattern("[\u3400-\u9fff]")
_LATIN = late.pattern("[a-z]")
_NUMERALS = {
    a: a + b for a, b in zip("零一二三四五六七八九0123456789", "0123456789零一二三四五六七八九", strict=True)
}
# Beyond this many wordings one slip of the pen is no longer looked for in each: building takes too long.
_MOST_WITH_SLIPS = 5_000
_STRETCH = 64
_NO_BREAKS: frozenset[int] = frozenset()


class RefusedWording(NamedTuple):
    """A wording that cannot be looked for, and the key of the sentence that says why."""

    term: str
    reason: str


def compile_wordings(
    terms: Iterable[str], allow: Iterable[str] = (), watched: frozenset[int] = frozenset()
) -> "Matcher":
    """Makes a matcher for these wordings.

    `allow` lists phrases in which a wording is harmless ("保证金" for "保证"): a hit wholly inside one of them is
    not reported. Wordings without a single letter, digit or ideograph are left out and listed in
    `matcher.refused`, never an error: one bad row must not switch off the others. `watched`: see `LiteralIndex`.
    """
    kept: list[str] = []
    refused: list[RefusedWording] = []
    for term in dict.fromkeys(terms):
        if plain_wording(term):
            kept.append(term)
        else:
            refused.append(RefusedWording(term, "screening.wording.empty"))
    return Matcher(kept, tuple(dict.fromkeys(allow)), tuple(refused), watched)


class Matcher:
    """Finds compiled wordings in a text: the same text always gives the same hits in the same order."""

    def __init__(
        self,
        terms: Sequence[str],
        allow: Sequence[str],
        refused: tuple[RefusedWording, ...],
        watched: frozenset[int] = frozenset(),
    ) -> None:
        self.terms = tuple(terms)
        self.refused = refused
        chinese: list[Form] = []
        latin: list[tuple[int, str]] = []
        self._breaks: dict[int, frozenset[int]] = {}
        for wording, term in enumerate(self.terms):
            bare = plain_wording(term)
            if _HAN.search(bare):
                chinese.extend(Form(form, wording) for form in _numeral_forms(bare))
                if breaks := _breaks(Folded(term).bare_in_seen):
                    self._breaks[wording] = breaks
            else:
                latin.append((wording, Folded(term).seen))
        slips = len(chinese) <= _MOST_WITH_SLIPS
        own = [form for form in chinese if form.text == plain_wording(self.terms[form.wording])]
        self._literal = LiteralIndex(chinese, slips=slips, watched=watched) if chinese else None
        self._sounds = SoundIndex(own) if chinese else None
        self._pinyin = PinyinIndex(own) if chinese else None
        self._english = EnglishIndex(latin, own)
        self._digits_only = tuple(plain_wording(seen) for _, seen in latin if not _LATIN.search(seen))
        self._allow = [bare for phrase in allow if (bare := plain_wording(phrase))]
        tables.chinese_words()  # read now, not in the first search

    def find(self, text: str) -> list[Hit]:
        """Every wording in the text, in the order of their places; offsets count code points of `text`."""
        folded = fold(text)
        origin = None
        if not folded.ordinary:
            shown, origin = visible(text)
            folded = folded if origin is None else fold(shown)
        bare = folded.bare
        candidates: list[Candidate] = []
        if self._literal and self._sounds:
            candidates = self._literal.search(folded)
            candidates += self._sounds.search(folded)
        latin = folded.letters
        if latin and self._pinyin and not bare.isascii():
            candidates.extend(self._pinyin.search(bare))
        breaks = self._breaks
        in_seen = [
            _to_seen(folded, one)
            for one in candidates
            if _stands(folded, one, breaks.get(one.wording, _NO_BREAKS))
        ]
        if latin or (self._digits_only and any(digits in bare for digits in self._digits_only)):
            in_seen.extend(self._english.search(folded.seen))
        if not in_seen:
            return []
        return self._report(text, folded, origin, self._without_allowed(folded, in_seen))

    def _without_allowed(self, folded: Folded, found: list[Candidate]) -> list[Candidate]:
        if not self._allow:
            return found
        bare = folded.bare
        kept_spans: list[tuple[int, int]] = []
        for phrase in self._allow:
            place = bare.find(phrase)
            while place >= 0:
                places = folded.bare_in_seen
                kept_spans.append((places[place], places[place + len(phrase) - 1] + 1))
                place = bare.find(phrase, place + 1)
        inside = spans_holding(kept_spans)
        return [one for one in found if not inside(one.start, one.end)]

    def _report(
        self, text: str, folded: Folded, origin: Sequence[tuple[int, int]] | None, found: list[Candidate]
    ) -> list[Hit]:
        hits: list[Hit] = []
        for candidate in found:
            start, end = folded.original(candidate.start, candidate.end)
            evidence = candidate.evidence
            term = self.terms[candidate.wording]
            if evidence is Evidence.EXACT:
                evidence = how_written(folded.text[start:end], _without_edges(term))
            if candidate.evidence in (Evidence.EXACT, Evidence.REPEATED):
                twice = candidate.evidence is Evidence.REPEATED
                start, end = _with_repetition(folded.text, start, end, twice)
            if origin is not None:
                hidden = origin[end - 1][1] - origin[start][0] != end - start
                start, end = origin[start][0], origin[end - 1][1]
                if hidden and evidence in (Evidence.EXACT, Evidence.CASE):
                    evidence = Evidence.MARKUP
            hits.append(Hit(term, start, end, evidence))
        return _surest(hits)


def _without_edges(term: str) -> str:
    """A wording without the marks at its ends: they are no part of what is found."""
    spelled = Folded(term)
    start, end = spelled.original(spelled.bare_in_seen[0], spelled.bare_in_seen[-1] + 1)
    return term[start:end]


def _numeral_forms(bare: str) -> Iterable[str]:
    """第一 is written 第1 as well; the form as it stands comes first."""
    ways = [_NUMERALS.get(char, char) for char in bare]
    if sum(len(way) > 1 for way in ways) > 4:
        return (bare,)
    return ("".join(way) for way in product(*ways))


def _to_seen(folded: Folded, candidate: Candidate) -> Candidate:
    places = folded.bare_in_seen
    return candidate._replace(start=places[candidate.start], end=places[candidate.end - 1] + 1)


def _breaks(places: Sequence[int]) -> frozenset[int]:
    """Behind which of its characters a wording or a text has marks or blanks, counted from its first one."""
    return frozenset(k for k, (here, there) in enumerate(pairwise(places)) if there - here > 1)


def _stands(folded: Folded, candidate: Candidate, breaks: frozenset[int]) -> bool:
    """`breaks`: where the wording itself has a mark; a text that has one in the same places says the wording."""
    bare = folded.bare
    if bare[candidate.start].isdigit() and bare[candidate.start - 1 : candidate.start].isdigit():
        return False  # 扣1 is not in 扣10
    if bare[candidate.end - 1].isdigit() and bare[candidate.end : candidate.end + 1].isdigit():
        return False
    places = folded.bare_in_seen[candidate.start : candidate.end]
    if places[-1] - places[0] == len(places) - 1:
        return True
    if breaks and candidate.evidence is Evidence.EXACT and _breaks(places) <= breaks:
        return True
    return gaps_allowed(folded, candidate, places)


def _with_repetition(text: str, start: int, end: int, twice: bool) -> tuple[int, int]:
    """保保证证 is one place: the same Chinese character before or after belongs to it, unless it makes a word."""
    first, last = start, end
    words = tables.chinese_words()
    if _HAN.match(text[start]):
        while first > 0 and text[first - 1] == text[start]:
            first -= 1
        if not twice and start - first == 1 and text[start] * 2 in words:
            first = start
    if _HAN.match(text[end - 1]):
        while last < len(text) and text[last] == text[end - 1]:
            last += 1
        if not twice and last - end == 1 and text[end - 1] * 2 in words:
            last = end
    return first, last


def _certain(hit: Hit) -> bool:
    return CERTAINTY[hit.evidence] < CERTAINTY[Evidence.SPLIT]


def _surest(hits: list[Hit]) -> list[Hit]:
    """One hit for each place of a wording, the surest; no guess where another wording stands for certain."""
    ordered = sorted(
        set(hits), key=lambda hit: (CERTAINTY[hit.evidence], hit.start - hit.end, hit.start, hit.term)
    )
    kept: list[Hit] = []
    taken: dict[int, list[Hit]] = {}  # by stretches of text, so that a long text costs no more than a short one
    for hit in ordered:
        stretches = range(hit.start // _STRETCH, (hit.end - 1) // _STRETCH + 1)
        over = [
            other
            for stretch in stretches
            for other in taken.get(stretch, ())
            if other.start < hit.end and hit.start < other.end
        ]
        if any(other.term == hit.term for other in over):
            continue
        guessed = CERTAINTY[hit.evidence] >= CERTAINTY[Evidence.SPLIT]
        if guessed and any(
            _certain(other) and other.start <= hit.start and hit.end <= other.end for other in over
        ):
            continue
        kept.append(hit)
        for stretch in stretches:
            taken.setdefault(stretch, []).append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.term))
