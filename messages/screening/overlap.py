"""Whether a text repeats a wording that was taken back."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from messages.screening.folding import Folded, plain_wording

SHINGLE = 8
_PART = 4
LONGEST_RUN = 12  # characters in common that are no accident in Chinese
LONGEST_RUN_LATIN = 36  # the same in letters: some seven words
SHARE = 0.3  # of a text's shingles
_FEWEST = 12  # shingles, below which a share says nothing


@lru_cache(256)
def _shingles(text: str) -> frozenset[str]:
    bare = plain_wording(text)
    return frozenset(bare[place : place + SHINGLE] for place in range(len(bare) - SHINGLE + 1))


@lru_cache(256)
def _gone(text: str, approved: tuple[str, ...]) -> frozenset[str]:
    """What of a wording that was taken back stands in no approved line."""
    return _shingles(text).difference(*(_shingles(line) for line in approved))


@lru_cache(256)
def _parts(text: str) -> tuple[str, ...]:
    """Pieces of which each shingle holds one whole: a text with none of them repeats nothing."""
    bare = plain_wording(text)
    return tuple(bare[place : place + _PART] for place in range(0, len(bare) - _PART + 1, SHINGLE - _PART + 1))


def repeated(folded: Folded, retracted: Sequence[str], approved: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of the original text that repeat a retracted wording, with that wording.

    What also stands in an approved line was not taken back.
    """
    bare = folded.bare
    if len(bare) < SHINGLE or not retracted:
        return
    enough = LONGEST_RUN_LATIN if bare.isascii() else LONGEST_RUN
    for text in retracted:
        if not any(map(bare.__contains__, _parts(text))):
            continue
        known = _gone(text, tuple(approved))
        own = [bare[place : place + SHINGLE] for place in range(len(bare) - SHINGLE + 1)]
        flags = [shingle in known for shingle in own]
        runs = list(_runs(flags))
        share = sum(flags) / len(own)
        for start, end in runs:
            long_enough = end - start + SHINGLE - 1 >= enough
            if long_enough or (share >= SHARE and len(own) >= _FEWEST):
                places = folded.bare_in_seen
                yield (
                    *_whole_words(folded.text, *folded.original(places[start], places[end + SHINGLE - 2] + 1)),
                    text,
                )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a Latin word cut in two: an approved line may share its end."""
    while start > 0 and text[start - 1 : start + 1].isascii() and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isascii() and text[end - 1 : end + 1].isalnum():
        end += 1
    return start, end


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place
            start = None
