"""Spans of a text: taken out of it, or asked whether they hold a place."""

from bisect import bisect_right
from collections.abc import Callable, Iterable


def spans_holding(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A question: does one of these spans hold the whole of `start:end`?"""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(set(spans)):
        # A span inside an earlier one answers nothing that the earlier does not.
        if not ends or end > ends[-1]:
            starts.append(start)
            ends.append(end)

    def holds(start: int, end: int) -> bool:
        place = bisect_right(starts, start) - 1
        return place >= 0 and end <= ends[place]

    return holds


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without what was read already, place for place. Of spans that overlap the first counts."""
    parts: list[str] = []
    position = 0
    for start, end in spans:
        if start >= position:
            parts.extend((text[position:start], "\x00" * (end - start)))
            position = end
    return "".join((*parts, text[position:])) if parts else text
