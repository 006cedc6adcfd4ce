"""Wordings written in Latin letters: by their pinyin (quan额tuikuan) or their initials (全etk).

Runs of letters are read as syllables or as initials and laid beside the Chinese characters around them; a run
counts only as a whole, so that letters of another word never complete a wording.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from messages.screening import late, sounds, tables
from messages.screening.hits import Candidate, Evidence
from messages.screening.literal import Form

_RUN = late.pattern("[a-z]+")
_CONTEXT = 7  # characters looked at on either side of a run
_LONGEST_RUN = 40
_MOST_READINGS = 12
SHORTEST_INITIALS = 4


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    run_start: bool
    run_end: bool
    latin: bool


class _Spelled(NamedTuple):
    form: Form
    readings: tuple[str, ...]
    initials: str


class PinyinIndex:
    """Finds forms of two characters and more in a bare text that has Latin letters in it."""

    def __init__(self, forms: Iterable[Form]) -> None:
        by_pair: dict[tuple[str, str], list[_Spelled]] = defaultdict(list)
        for form in forms:
            if len(form.text) < 2 or not any(char in tables.readings() for char in form.text):
                continue
            read = sounds.read_wording(form.text)
            spelled = _Spelled(form, read, "".join(syllable[0] for syllable in read))
            first = {form.text[0], read[0], spelled.initials[0]}
            second = {form.text[1], read[1], spelled.initials[1]}
            for pair in product(sorted(first), sorted(second)):
                by_pair[pair].append(spelled)
        self._by_pair = {pair: tuple(found) for pair, found in by_pair.items()}

    def search(self, bare: str) -> Iterator[Candidate]:
        for start, end, runs in _regions(bare):
            for tokens in _readings_of(bare, start, end, runs):
                yield from self._search(tokens)

    def _search(self, tokens: list[_Token]) -> Iterator[Candidate]:
        for place in range(len(tokens) - 1):
            for spelled in self._by_pair.get((tokens[place].text, tokens[place + 1].text), ()):
                part = tokens[place : place + len(spelled.form.text)]
                evidence = _agree(part, spelled)
                if evidence:
                    yield Candidate(spelled.form.wording, part[0].start, part[-1].end, evidence)


def _agree(part: list[_Token], spelled: _Spelled) -> Evidence | None:
    text = spelled.form.text
    if len(part) != len(text) or not part[0].run_start or not part[-1].run_end:
        return None
    letters = 0
    initials = 0
    for k, token in enumerate(part):
        if token.text == text[k]:
            continue
        if not token.latin:
            return None
        if token.text == spelled.readings[k]:
            letters += len(token.text)
        elif token.text == spelled.initials[k]:
            letters += 1
            initials += 1
        else:
            return None
    if not letters:
        return None
    if not initials:
        return Evidence.PINYIN if letters >= 3 or len(text) > 2 else None
    whole = initials == len(text)
    if (whole and len(text) < SHORTEST_INITIALS) or len(text) < 3:
        return None
    return Evidence.INITIALS


def _regions(bare: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Runs of letters with the characters around them; runs close together make one region."""
    runs: list[tuple[int, int]] = []
    for match in _RUN.finditer(bare):
        length = match.end() - match.start()
        coded = length <= 2 and (
            bare[match.start() - 1 : match.start()].isdigit() or bare[match.end() : match.end() + 1].isdigit()
        )
        if length > _LONGEST_RUN or coded:
            continue  # 0912A is a batch, not a reading
        if runs and match.start() - runs[-1][1] > _CONTEXT:
            yield max(0, runs[0][0] - _CONTEXT), runs[-1][1] + _CONTEXT, runs
            runs = []
        runs.append(match.span())
    if runs:
        yield max(0, runs[0][0] - _CONTEXT), runs[-1][1] + _CONTEXT, runs


def _readings_of(bare: str, start: int, end: int, runs: list[tuple[int, int]]) -> Iterator[list[_Token]]:
    choices = []
    for first, last in runs[:6]:
        run = bare[first:last]
        ways = sounds.spell(run)
        if len(run) <= 8 and list(run) not in ways:
            ways = [*ways, list(run)]
        choices.append(ways or [[run]])
    for count, chosen in enumerate(product(*choices)):
        if count == _MOST_READINGS:
            return
        tokens: list[_Token] = []
        position = start
        for (first, last), way in zip(runs, chosen, strict=False):
            tokens.extend(_Token(bare[p], p, p + 1, True, True, False) for p in range(position, first))
            place = first
            for part in way:
                stop = place + len(part)
                tokens.append(_Token(part, place, stop, place == first, stop == last, True))
                place = stop
            position = last
        tokens.extend(_Token(bare[p], p, p + 1, True, True, False) for p in range(position, min(end, len(bare))))
        yield tokens
