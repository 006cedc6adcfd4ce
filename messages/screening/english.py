"""Wordings of Latin letters, word by word: case, other forms of a word, joined or spread letters, digits for
letters, one slip.

A word of the ordinary dictionary is never read as a slip of another ("recoil" is not "recall"), and a hit begins
and ends where words begin and end. Which forms belong to a word is in `inflections`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from messages.screening import inflections, late, sounds, tables
from messages.screening.hits import Candidate, Evidence
from messages.screening.literal import Form
from messages.screening.nearness import is_one_slip

_TOKEN = late.pattern("[a-z0-9%+]+")
_LEET_TOKEN = late.pattern(r"[a-z0-9%+@$!|€£]+")
_LEET_HINT = late.pattern(r"[0-9@$!|€£][a-z]|[a-z][0-9@$|€£]")
_LEET_SIGN = late.pattern(r"[0-9@$!|€£+]")
_CUT = late.pattern(
    r"[a-z0-9][^\w\s'’%+.,!?;:-]+[a-z]|[a-z][_.•:-][a-z0-9]|[a-z][^\w\s'’%+.,!?;:]+\d|\d[^\w\s'’%+.,!?;:/()\uff0c\uff0e\uff1a-]+\d"
)
# An apostrophe inside a word that shortens nothing: re'fund, not we'll.
_QUOTED = late.pattern(r"[a-z]['’](?!(?:s|t|ll|re|ve|d|m|em|clock)\b)[a-z0-9]")
_TWO_LETTERS = late.pattern("[a-z].*[a-z]|[a-z].*[@$!|€£]|[@$!|€£].*[a-z]")
_REPEATED = late.pattern(r"([a-z])\1+")
# l, i, 1, ! and | are one letter here: "gu1dance" and "fu11" use the same digit for two of them.
_LEET = str.maketrans("01l!|3€4@5$7+8692£", "oiiiieeaassttbggzi")
_SHORTEST_SLIP = 6
_SHORT = 3  # tokens of so few letters may be pieces of a longer word
_SHORTEST_PINYIN = 6
_LONGEST_WORD = 48
# Not in the dictionary, and ordinary all the same: short forms, and what an apostrophe leaves of a word.
_EVERYDAY = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    *("ok", "app", "apps", "vip", "id", "kol", "mcn", "qq", "wifi", "online", "email", "website", "http", "https"),
    *("www", "com", "ll", "ve", "don", "doesn", "didn", "isn", "wasn", "couldn", "pm", "am"),
}
_MARK = late.pattern(r"[^a-z0-9\s'’%+.,!?;:]")
_DOT = late.pattern("[a-z][.:][a-z0-9]")
_APART = late.pattern(r"\b[a-z][^a-z0-9]+[a-z][^a-z0-9]+[a-z]\b")
_Placed = tuple[str, int, int]


class _Phrase(NamedTuple):
    joined: str
    wording: int
    evidence: Evidence | None  # None: the wording itself, found by its own letters


class _Word(NamedTuple):
    """A word of a phrase: which one, of how many. One word out of one stands for the whole phrase joined."""

    phrase: _Phrase
    place: int
    words: int


def _collapsed(text: str) -> str:
    return _REPEATED.sub(r"\1", text)


def _shorter(text: str) -> Iterator[str]:
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


class EnglishIndex:
    """Finds wordings of Latin letters, and Chinese ones spelled out, in a seen text (`Folded.seen`)."""

    def __init__(self, wordings: Iterable[tuple[int, str]], chinese: Iterable[Form] = ()) -> None:
        self._numbers: list[tuple[int, re.Pattern[str]]] = []
        # By its longest word: "the" and "we" stand in every text.
        self._by_longest: dict[str, list[tuple[tuple[str, ...], int, int, Evidence]]] = defaultdict(list)
        self._joined: dict[str, list[_Phrase]] = defaultdict(list)
        self._initials: dict[str, list[_Phrase]] = defaultdict(list)
        self._slips: dict[str, list[_Word]] = defaultdict(list)
        self._repeated: dict[str, list[_Word]] = defaultdict(list)
        self._leet: dict[str, list[_Phrase]] = defaultdict(list)
        for wording, seen in wordings:
            tokens = tuple(_TOKEN.findall(seen))
            if len("".join(tokens)) > 1 and not re.search("[a-z]", seen):
                self._numbers.append((wording, re.compile(_spread_number("".join(tokens)))))
            if tokens:
                self._keep(tokens, wording, Evidence.EXACT)
                for inflected in inflections.of_phrase(tokens):
                    self._keep(inflected, wording, Evidence.INFLECTED)
                self._add(_Phrase("".join(tokens), wording, None), tokens)
            if tokens and "-" in seen.strip("-"):
                self._keep(tuple(_TOKEN.findall(seen.replace("-", ""))), wording, Evidence.GLUED)
        for form in chinese:
            self._add_spelled(form)
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for joined in sorted(self._joined, key=lambda text: (-len(text), text)):
            if len(joined) >= 3:
                self._beginnings[joined[:3]].append(joined)
        self._leet_beginnings: dict[str, set[str]] = defaultdict(set)
        for key in self._leet:
            self._leet_beginnings[key[:3]].add(key)
        self._longest = frozenset(self._by_longest)
        self._known = tables.english_words() | _EVERYDAY

    def _keep(self, tokens: tuple[str, ...], wording: int, evidence: Evidence) -> None:
        longest = max(range(len(tokens)), key=lambda place: (len(tokens[place]), -place))
        self._by_longest[tokens[longest]].append((tokens, longest, wording, evidence))

    def _add(self, phrase: _Phrase, tokens: tuple[str, ...]) -> None:
        joined = phrase.joined
        self._joined[joined].append(phrase)
        if len(joined) >= 3:
            self._leet[joined.translate(_LEET)].append(phrase)
            words = [_Word(phrase, place, len(tokens)) for place in range(len(tokens))]
            for word, token in zip(words, tokens, strict=True):
                self._repeated[_collapsed(token)].append(word)
            if len(joined) >= _SHORTEST_SLIP:
                for word, token in zip(words, tokens, strict=True):
                    if len(token) >= 2:
                        for shorter in dict.fromkeys(_shorter(token)):
                            self._slips[shorter].append(word)
                if len(tokens) > 1:
                    for shorter in dict.fromkeys(_shorter(joined)):
                        self._slips[shorter].append(_Word(phrase, 0, 1))

    def _add_spelled(self, form: Form) -> None:
        read = sounds.read_wording(form.text)
        spelled = "".join(read)
        if not (spelled.isascii() and spelled.isalpha()):
            return
        if len(form.text) >= 2 and len(spelled) >= _SHORTEST_PINYIN:
            self._joined[spelled].append(_Phrase(spelled, form.wording, Evidence.PINYIN))
        if len(form.text) >= 4:
            initials = "".join(syllable[0] for syllable in read)
            self._initials[initials].append(_Phrase(initials, form.wording, Evidence.INITIALS))

    def search(self, seen: str) -> Iterator[Candidate]:
        for wording, pattern in self._numbers:
            for match in pattern.finditer(seen):
                gaps = match.groups()
                # 1.00% is another number; 1.0.0.%, 100 % and 100/% are this one.
                between = [gap for k, gap in enumerate(gaps, 1) if seen[match.end(k) : match.end(k) + 1].isdigit()]
                if any(gaps) and (
                    all(gaps) or not any(mark in ".,:/\uff0c\uff0e" for gap in between for mark in gap)
                ):
                    yield Candidate(wording, match.start(), match.end(), Evidence.SEPARATED)
        yield from self._search(seen)
        if ((_MARK.search(seen) or _DOT.search(seen)) and _CUT.search(seen)) or _QUOTED.search(seen):
            # ref*und: with the marks gone the pieces are words again.
            squeezed, places = _squeeze(seen)
            for candidate in self._search(squeezed):
                start, end = places[candidate.start], places[candidate.end - 1] + 1
                if end - start > candidate.end - candidate.start:
                    exact = candidate.evidence in (Evidence.EXACT, Evidence.INFLECTED, Evidence.GLUED)
                    evidence = Evidence.SEPARATED if exact else candidate.evidence
                    yield Candidate(candidate.wording, start, end, evidence)

    def _search(self, seen: str) -> Iterator[Candidate]:
        tokens = _TOKEN.findall(seen)
        present = set(tokens)
        unknown = {token for token in present - self._known if token.isalpha() or token in self._joined}
        exact = not self._longest.isdisjoint(present)
        leet = _LEET_HINT.search(seen)
        apart = _APART.search(seen)
        if not (unknown or exact or leet or apart):
            return
        placed = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(seen)]
        if exact:
            yield from self._exact(placed)
        if unknown or apart:
            strange = [place for place, (word, _, _) in enumerate(placed) if word in unknown]
            yield from self._whole_words(placed, strange)
            yield from self._spread(placed, strange if not apart else range(len(placed)))
        if leet or (unknown and _LEET_SIGN.search(seen)):
            yield from self._leet_spelled(seen)

    def _exact(self, placed: list[_Placed]) -> Iterator[Candidate]:
        for place, (word, _, _) in enumerate(placed):
            for tokens, before, wording, evidence in (
                self._by_longest.get(word, ()) if word in self._longest else ()
            ):
                part = placed[place - before : place - before + len(tokens)] if place >= before else []
                if tuple(token for token, _, _ in part) == tokens:
                    yield Candidate(wording, part[0][1], part[-1][2], evidence)

    def _whole_words(self, placed: list[_Placed], strange: Iterable[int]) -> Iterator[Candidate]:
        """Unknown words that are a word of a phrase with a slip or repeated letters, or its initials."""
        for place in strange:
            word, start, end = placed[place]
            if len(word) > _LONGEST_WORD:
                continue
            for phrase in self._initials.get(word, ()):
                yield Candidate(phrase.wording, start, end, Evidence.INITIALS)
            if _REPEATED.search(word):
                for found in self._repeated.get(_collapsed(word), ()):
                    part = _words_around(placed, place, found)
                    joined = "".join(token for token, _, _ in part)
                    if len(joined) > len(found.phrase.joined) and _collapsed(joined) == _collapsed(
                        found.phrase.joined
                    ):
                        yield Candidate(found.phrase.wording, part[0][1], part[-1][2], Evidence.REPEATED)
            tried: set[_Word] = set()
            for shorter in _shorter(word):
                for found in self._slips.get(shorter, ()):
                    if found in tried:
                        continue
                    tried.add(found)
                    part = _words_around(placed, place, found)
                    joined = "".join(token for token, _, _ in part)
                    # A slip rarely strikes the first letter: precall is another word than recall.
                    alike = len(joined) > _SHORTEST_SLIP + 2 or joined[:1] == found.phrase.joined[0]
                    if alike and is_one_slip(joined, found.phrase.joined):
                        yield Candidate(found.phrase.wording, part[0][1], part[-1][2], Evidence.TYPO)

    def _spread(self, placed: list[_Placed], strange: Iterable[int]) -> Iterator[Candidate]:
        """Letters joined or written apart: fullrefund, f-u-l-l re fund, quan e tui kuan."""
        syllables = sounds.syllables()
        unknown = set(strange)

        def piece(place: int) -> bool:
            word = placed[place][0]
            return place in unknown or len(word) <= _SHORT or word in syllables

        done = -1
        for place in sorted(unknown):
            if place <= done:
                continue
            first, last = place, place
            while first > 0 and piece(first - 1):
                first -= 1
            while last + 1 < len(placed) and piece(last + 1):
                last += 1
            done = last
            yield from self._in_run(placed[first : last + 1])

    def _in_run(self, run: list[_Placed]) -> Iterator[Candidate]:
        joined = "".join(token for token, _, _ in run)
        begins: list[int] = []
        length = 0
        for token, _, _ in run:
            begins.append(length)
            length += len(token)
        at = {begin: place for place, begin in enumerate(begins)}
        at[length] = len(run)
        for place, begin in enumerate(begins):
            for text in self._beginnings.get(joined[begin : begin + 3], ()):
                last = at.get(begin + len(text))
                if last is not None and joined.startswith(text, begin):
                    for phrase in self._joined[text]:
                        evidence = phrase.evidence or (Evidence.GLUED if last - place < 3 else Evidence.SEPARATED)
                        yield Candidate(phrase.wording, run[place][1], run[last - 1][2], evidence)

    def _leet_spelled(self, seen: str) -> Iterator[Candidate]:
        """Signs for letters: gu@rant33d, fu11 refund."""
        placed = [(match[0], match.start(), match.end()) for match in _LEET_TOKEN.finditer(seen)]
        done = 0
        for place, (word, _, _) in enumerate(placed):
            if place < done or not _LEET_SIGN.search(word):
                continue
            beside = any(token.isalpha() for token, _, _ in placed[max(0, place - 1) : place + 2])
            if not (_TWO_LETTERS.search(word) or (len(word) <= 3 and beside)):
                continue
            first, done = max(0, place - 4), min(len(placed), place + 5)
            run = placed[first:done]
            for start, end, phrase, written in self._leet_run(run):
                if written != phrase.joined:
                    yield Candidate(phrase.wording, run[start][1], run[end][2], Evidence.LEET)

    def _leet_run(self, run: list[_Placed]) -> Iterator[tuple[int, int, _Phrase, str]]:
        for start in range(len(run)):
            joined = "".join(token for token, _, _ in run[start:])
            candidates = self._leet_beginnings.get(joined[:3].translate(_LEET), ())
            length = 0
            for end in range(start, len(run) if candidates else start):
                length += len(run[end][0])
                for written in dict.fromkeys((joined[:length], joined[:length].rstrip("!"))):
                    key = written.translate(_LEET)
                    if key in candidates:
                        for phrase in self._leet[key]:
                            yield start, end, phrase, written


def _spread_number(joined: str) -> str:
    """A pattern for a number with marks between its digits, a group for each gap."""
    return "(?<![0-9a-z])" + "([^0-9a-z]{0,3})".join(map(re.escape, joined)) + "(?![0-9a-z])"


def _squeeze(seen: str) -> tuple[str, list[int]]:
    kept = [place for place, char in enumerate(seen) if char.isalnum() or char.isspace() or char in "%+"]
    return "".join(seen[place] for place in kept), kept


def _words_around(placed: list[_Placed], place: int, word: _Word) -> list[_Placed]:
    first = place - word.place
    return placed[first : first + word.words] if first >= 0 else placed[:1]
