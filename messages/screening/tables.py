"""What the screening knows about writing: forms, readings, words. Read once, from the text files in `data/`.

Each file names its source and licence in its first lines; `benchmarks/screening/tables.py` makes them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line


@lru_cache(1)
def plain_forms() -> Mapping[str, str]:
    """Traditional, regional and look-alike characters → the plain one."""
    forms: dict[str, str] = {}
    for line in _lines("simplified.txt"):
        forms.update(dict.fromkeys(line[1:], line[0]))
    for line in _lines("confusables.txt"):
        forms.update((char, forms.get(line[0], line[0])) for char in line[2:] if char not in forms)
    return forms


@lru_cache(1)
def readings() -> Mapping[str, tuple[str, ...]]:
    """Toneless readings of a character, the commonest first (pypinyin's order)."""
    first: dict[str, str] = {}
    further: dict[str, list[str]] = defaultdict(list)
    for line in _lines("readings.txt"):
        syllable, _, characters = line.partition(" ")
        for char in characters:
            if syllable.endswith("*"):
                further[char].append(syllable[:-1])
            else:
                first[char] = syllable
    return {char: (syllable, *further.get(char, ())) for char, syllable in first.items()}


@lru_cache(1)
def word_readings() -> Mapping[str, tuple[str, ...]]:
    """Words whose characters are read otherwise than alone."""
    rows = (line.split(" ") for line in _lines("word_readings.txt"))
    return {row[0]: tuple(row[1:]) for row in rows}


@lru_cache(1)
def chinese_words() -> frozenset[str]:
    """The 71,000 commonest words of two to four characters, and some of the trade."""
    rows = (line.split(" ") for line in _lines("words.txt"))
    return frozenset(row[0] + rest for row in rows for rest in row[1:]) | frozenset(_lines("trade_words.txt"))


@lru_cache(1)
def english_words() -> frozenset[str]:
    """Ordinary English words in lower case, without names and abbreviations."""
    rows = (line.split(" ") for line in _lines("english.txt"))
    return frozenset(row[0] + ("" if rest == "." else rest) for row in rows for rest in row[1:])


_MOST_WITH_PART = 12


@lru_cache(1)
def lookalikes() -> Mapping[str, str]:
    """Characters whose drawing is easily taken for that of the key, closest first.

    Then those that are the key without its radical (介 for 价), or the key with one more.
    """
    drawn = {line[0]: line[2:] for line in _lines("lookalikes.txt")}
    having: dict[str, set[str]] = defaultdict(set)
    for char, ways in splits().items():
        for part in {part for way in ways for part in way if len(way) == 2}:
            having[part].add(char)
    further: dict[str, set[str]] = defaultdict(set)
    for part, whole in having.items():
        if len(whole) <= _MOST_WITH_PART:  # what stands in more characters is a radical, and says nothing
            for char in whole:
                further[char].add(part)
                further[part].add(char)
    return {
        char: "".join(dict.fromkeys((*drawn.get(char, ""), *sorted(further.get(char, ())))))
        for char in drawn.keys() | further.keys()
    }


@lru_cache(1)
def splits() -> Mapping[str, tuple[str, ...]]:
    """The ways to write a character as its parts."""
    return {line[0]: tuple(line[2:].split(" ")) for line in _lines("splits.txt")}


@lru_cache(1)
def noise_points() -> tuple[list[int], list[int]]:
    """Sorted code points of what nobody sees, and of marks between letters.

    Only the first 65,536 code points: `re` is slow on classes that reach further (60 µs instead of 0.6 µs
    per 100 characters), so the rest is folded one by one.
    """
    invisible, marks = (
        [point for part in line.split(" ") for point in _points(*part.split("-"))] for line in _lines("noise.txt")
    )
    return invisible, marks


def _points(first: str, last: str | None = None) -> range:
    return range(int(first, 16), int(last or first, 16) + 1)
