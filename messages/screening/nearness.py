"""How near two texts are. The library is 2.5 MB and 14 ms, and a calm desk asks nothing of it: it comes with the
first question."""

from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any


@cache
def _fuzz() -> ModuleType:
    from rapidfuzz import fuzz

    return fuzz


@cache
def _process() -> ModuleType:
    from rapidfuzz import process

    return process


@cache
def _slips() -> Any:
    from rapidfuzz.distance import OSA

    return OSA.distance


def is_one_slip(one: str, other: str) -> bool:
    """Is one letter wrong, missing, too many, or in its neighbour's place?"""
    return bool(_slips()(one, other, score_cutoff=1) == 1)


def found_in(part: str, whole: str) -> float:
    """How much of the shorter text stands in the longer one, 0 to 100."""
    return float(_fuzz().partial_ratio(part, whole))


def nearest(text: str, among: Sequence[str], at_least: float) -> tuple[str, float] | None:
    """The text that is nearest as a whole, and how near, 0 to 100."""
    best = _process().extractOne(text, among, scorer=_fuzz().ratio, score_cutoff=at_least)
    return (best[0], best[1]) if best else None


def nearest_parts(words: str, among: Sequence[str], at_least: float, limit: int) -> list[int]:
    """The places of those in which most of these words stand, nearest first."""
    scorer = _fuzz().partial_ratio
    found = _process().extract(words, among, scorer=scorer, limit=limit, score_cutoff=at_least)
    return [index for _, _, index in found]
