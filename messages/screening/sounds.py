"""How characters are read, and which readings people take for one another."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from messages.screening import tables

_NEAR_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_NEAR_H = {"hu": "fu", "hua": "fa", "huan": "fan", "huang": "fang", "hui": "fei", "hun": "fen", "huo": "fo"}


@lru_cache(1024)
def coarse(syllable: str) -> str:
    """One name for readings that input methods and ears confuse: zh/z, ch/c, sh/s, n/l, hu/f, -ng/-n."""
    syllable = _NEAR_H.get(syllable, syllable)
    for full, plain in _NEAR_INITIALS:
        if syllable.startswith(full) and len(syllable) > len(full):
            syllable = plain + syllable[len(full) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


@lru_cache(1)
def coarse_codes() -> Mapping[str, tuple[str, ...]]:
    """All coarse readings of a character."""
    return {
        char: tuple(dict.fromkeys(coarse(syllable) for syllable in found))
        for char, found in tables.readings().items()
    }


@lru_cache(1)
def _read_so() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for char, found in tables.readings().items():
        for syllable in found:
            groups[syllable].add(char)
    return {syllable: frozenset(group) for syllable, group in groups.items()}


@lru_cache(1)
def _read_nearly_so() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for char, codes in coarse_codes().items():
        for code in codes:
            groups[code].add(char)
    return {code: frozenset(group) for code, group in groups.items()}


def same_sound(syllable: str) -> frozenset[str]:
    """Every character that can be read exactly so, tones aside."""
    return _read_so().get(syllable, frozenset())


def near_sound(syllable: str) -> frozenset[str]:
    """Every character that can be read so or nearly so."""
    return _read_nearly_so().get(coarse(syllable), frozenset())


@lru_cache(1)
def syllables() -> frozenset[str]:
    return frozenset(_read_so())


def read_wording(wording: str) -> tuple[str, ...]:
    """The reading of each character in its context; a character without one reads as itself."""
    alone, together = tables.readings(), tables.word_readings()
    spoken: list[str] = []
    position = 0
    while position < len(wording):
        for width in (4, 3, 2):
            word = wording[position : position + width]
            if len(word) == width and word in together:
                spoken.extend(together[word])
                position += width
                break
        else:
            char = wording[position]
            spoken.append(alone[char][0] if char in alone else char)
            position += 1
    return tuple(spoken)


def spell(letters: str, most: int = 3) -> list[list[str]]:
    """The ways to read a run of letters as syllables, those with the fewest syllables first."""
    known = syllables()
    open_ways: list[tuple[int, list[str]]] = [(0, [])]
    found: list[list[str]] = []
    while open_ways and len(found) < most:
        position, way = open_ways.pop()
        if position == len(letters):
            found.append(way)
            continue
        for width in range(1, min(6, len(letters) - position) + 1):
            if letters[position : position + width] in known:
                open_ways.append((position + width, [*way, letters[position : position + width]]))
        if len(open_ways) > 64:
            break
    return found
