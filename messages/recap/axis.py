"""Time to the right: the scale all charts share, and the key moments as numbered flags on it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from messages.recap.canvas import width_of
from messages.recap.outline import tone_of
from messages.recap.telling import Teller
from messages.recap.values import Recap
from storage.vocabulary.timeline import EntryKind

_TICK_GAP: Final = 58.0
_MOST_FOLDS: Final = 8
#: What a card names: when somebody came, when words went out, when it was over.
_TURNS = frozenset({EntryKind.RESPONDED, EntryKind.PUBLISHED, EntryKind.STOOD_DOWN, EntryKind.REOPENED})
_FOLD_OVER = tuple(timedelta(minutes=m) for m in (30, 60, 120, 360, 720, 1440, 4320, 10080))


class Fold(Struct, frozen=True):
    """A quiet stretch, drawn short: in the middle at `x`, `label` says how long it was."""

    x: float
    label: str


class Scale:
    """Time to the right; stretches in which nothing happened are folded, so that a first hour stays readable
    beside a week of waiting."""

    def __init__(
        self, start: datetime, end: datetime, marks: Iterable[datetime], left: float, right: float
    ) -> None:
        end = max(end, start + timedelta(minutes=1))
        self.points = sorted({start, end, *(mark for mark in marks if start < mark < end)})
        self.left, self.right = left, right
        gaps = [after - before for before, after in zip(self.points, self.points[1:], strict=False)]
        over = next(
            (
                limit
                for limit in _FOLD_OVER
                if sum(gap > limit for gap in gaps) <= _MOST_FOLDS and end - start > 4 * limit
            ),
            end - start,
        )
        weights = [over * 0.4 if gap > over else gap for gap in gaps]
        total = sum(weights, timedelta())
        self.xs = [left]
        self._folded: list[tuple[float, timedelta]] = []
        for gap, weight in zip(gaps, weights, strict=True):
            wide = (right - left) * (weight / total)
            if gap > over:
                self._folded.append((self.xs[-1] + wide / 2, gap))
            self.xs.append(self.xs[-1] + wide)

    def x(self, at: datetime) -> float:
        """Where a moment stands; what lies outside stands at the edge."""
        if at <= self.points[0]:
            return self.left
        for index in range(1, len(self.points)):
            if at <= self.points[index]:
                before, after = self.points[index - 1], self.points[index]
                share = (at - before) / (after - before)
                return self.xs[index - 1] + share * (self.xs[index] - self.xs[index - 1])
        return self.right

    def folds(self, teller: Teller) -> tuple[Fold, ...]:
        return tuple(Fold(round(x, 1), teller.plain("retold-chart-fold", span=span)) for x, span in self._folded)

    def ticks(self, teller: Teller) -> tuple[tuple[float, str, str], ...]:
        """(x, hour, date or '') of as many points as there is room for; the date where a day begins."""
        found: list[tuple[float, str, str]] = []
        day = None
        for at, x in zip(self.points, self.xs, strict=True):
            if found and x - found[-1][0] < _TICK_GAP:
                continue
            local = at.astimezone(teller.reader.zone)
            date = "" if local.date() == day else teller.reader.day(local.date())
            day = local.date()
            found.append((round(x, 1), f"{local.hour:02}:{local.minute:02}", date))
        return tuple(found)


class Flag(Struct, frozen=True):
    """One or several key moments at the same place: `text` is their numbers, as in the list, or a word; `wide`
    is how much room it takes around `x`."""

    x: float
    text: str
    tone: str
    wide: float


def flags(recap: Recap, scale: Scale) -> tuple[Flag, ...]:
    """The numbered key moments on a time axis; those whose flags would touch share one."""
    found: list[tuple[float, list[int], str]] = []
    for number, entry in enumerate(recap.moments, start=1):
        x = min(max(scale.x(entry.at), scale.left), scale.right - 8)
        found.append((x, [number], str(tone_of(entry))))
        # A joined flag is wider than it was, and may touch the one before it.
        while len(found) > 1 and _touch(found[-2], found[-1]):
            (before, first, tone), (_, more, tone_of_last) = found[-2:]
            found[-2:] = [(before, [*first, *more], tone if tone_of_last == "plain" else tone_of_last)]
    return tuple(Flag(round(x, 1), _span(numbers), tone, _wide(numbers)) for x, numbers, tone in found)


def _touch(one: tuple[float, list[int], str], other: tuple[float, list[int], str]) -> bool:
    return other[0] - one[0] < (_wide(one[1]) + _wide(other[1])) / 2 + 2


def _span(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _wide(numbers: list[int]) -> float:
    return round(10 + 6.8 * len(_span(numbers)), 1)


def named_flags(recap: Recap, scale: Scale, teller: Teller) -> tuple[Flag, ...]:
    """The turns everybody asks for, by their word, where there is room: responded, published, stood down …"""
    found: list[Flag] = []
    for entry in recap.moments:
        if entry.kind not in _TURNS:
            continue
        text = teller.turn(entry)
        wide = round(width_of(text, 11) + 14, 1)
        x = _inside(min(scale.x(entry.at), scale.right), wide, scale)
        if not found or x - wide / 2 >= found[-1].x + found[-1].wide / 2 + 4:
            found.append(Flag(x, text, str(tone_of(entry)), wide))
    return tuple(found)


def _inside(x: float, wide: float, scale: Scale) -> float:
    return round(min(max(x, scale.left + wide / 2), scale.right - wide / 2), 1)
