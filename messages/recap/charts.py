"""Three charts, measured here, drawn by one SVG template each: alerts over time, the time bar, the deadlines.

The same SVG stands in the page, in the report and in the picture. Colours are attributes (for print) that the
page's style sheet replaces; nothing in them needs a script, a style attribute or a font that is not there.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from messages.markup import shorten
from messages.recap.outline import tone_of
from messages.recap.telling import Teller, tidy
from messages.recap.values import Deadline, Lane, Outcome, Recap
from storage.vocabulary.clocks import Basis

if TYPE_CHECKING:
    from jinja2 import Environment

NARROW: Final = 360
WIDE: Final = 960
#: On A4, where 168 mm hold 760 of its units at the size of small print.
PRINTED: Final = 760
CARD: Final = 620
LETTER: Final = 12.0
_MARGIN: Final = 14.0
_TICK_GAP: Final = 58.0
_MOST_FOLDS: Final = 8
_FOLD_OVER = tuple(timedelta(minutes=m) for m in (30, 60, 120, 360, 720, 1440, 4320, 10080))


def width_of(text: str, size: float = LETTER) -> float:
    """About how wide a text is: Chinese characters are square, others about half as wide."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.58 for c in text)


def fitting(text: str, room: float, size: float = LETTER) -> str:
    """The text, or as much of it as there is room for; '' when not even one character fits."""
    if width_of(text, size) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = shorten(text, length)
        if width_of(cut, size) <= room:
            return cut if length > 1 else ""
    return ""


@dataclass(frozen=True, slots=True)
class Fold:
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


@dataclass(frozen=True, slots=True)
class Flag:
    """One or several key moments at the same place: `text` is their numbers, as in the list."""

    x: float
    text: str
    tone: str


def flags(recap: Recap, scale: Scale) -> tuple[Flag, ...]:
    """The numbered key moments on a time axis; those too close to tell apart share a flag."""
    groups: list[tuple[float, list[int], str]] = []
    for number, entry in enumerate(recap.moments, start=1):
        x = min(max(scale.x(entry.at), scale.left), scale.right - 8)
        tone = str(tone_of(entry))
        if groups and x - groups[-1][0] < 26:
            groups[-1][1].append(number)
            if tone != "plain":
                groups[-1] = (groups[-1][0], groups[-1][1], tone)
        else:
            groups.append((x, [number], tone))
    return tuple(
        Flag(round(x, 1), str(ns[0]) if len(ns) == 1 else f"{ns[0]}–{ns[-1]}", tone) for x, ns, tone in groups
    )


def curve(recap: Recap, teller: Teller, width: int) -> str:
    """How the alerts came in, with the key moments on it; '' when no delivery is known."""
    if recap.curve is None:
        return ""
    counted = recap.curve
    buckets = [
        (counted.start + index * counted.width, count) for index, count in enumerate(counted.counts) if count
    ]
    start = min(recap.times.first_seen, buckets[0][0])
    end = max(recap.end, buckets[-1][0] + counted.width)
    marks = [
        *(entry.at for entry in recap.moments),
        *(edge for at, _ in buckets for edge in (at, at + counted.width)),
    ]
    scale = Scale(start, end, marks, _MARGIN, width - _MARGIN)
    peak = max(count for _, count in buckets)
    top, bottom = 44.0, 164.0
    bars = []
    for at, count in buckets:
        left, right = scale.x(at), scale.x(at + counted.width)
        tall = (bottom - top) * count / peak
        bars.append(
            (round(left, 1), round(bottom - tall, 1), round(max(1.5, right - left - 1), 1), round(tall, 1))
        )
    return _draw(
        "curve.svg",
        width=width,
        height=206,
        title=teller.plain(
            "retold-chart-curve", count=recap.deliveries, peak=peak, start=teller.when(start), end=teller.when(end)
        ),
        note=teller.plain("retold-every", width=counted.width, count=recap.deliveries),
        peak=teller.plain("retold-at-once", count=peak),
        top=top,
        bottom=bottom,
        bars=bars,
        flags=flags(recap, scale),
        folds=scale.folds(teller),
        ticks=scale.ticks(teller),
    )


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch in a row: where, how long, what stands on it, how it looks."""

    x: float
    wide: float
    text: str
    look: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    y: float
    label: str
    bands: tuple[Band, ...]


def lanes(recap: Recap, teller: Teller, width: int) -> str:
    """Phases on top, below them one lane a role: who was asked, who had it, from when to when."""
    labels = [teller.label(lane.role) for lane in recap.lanes]
    room = min(width * 0.26, max([width_of(label) for label in labels], default=0.0) + 14)
    begins = [stretch.start for lane in recap.lanes for stretch in lane.stretches]
    start = min([recap.times.opened, *begins])
    end = max(recap.end, *(phase.start for phase in recap.phases), *begins, start)
    marks = [
        *(entry.at for entry in recap.moments),
        *(phase.start for phase in recap.phases),
        *(edge for lane in recap.lanes for s in lane.stretches for edge in (s.start, s.end or end)),
    ]
    scale = Scale(start, end, marks, room, width - _MARGIN)
    rows = [Row(34.0, teller.plain("retold-chart-phase"), _phases(recap, teller, scale, end))]
    for index, lane in enumerate(recap.lanes):
        y = 66.0 + index * 28
        rows.append(Row(y, fitting(labels[index], room - 8), _bands(lane, teller, scale, end)))
    bottom = rows[-1].y + 28
    return _draw(
        "lanes.svg",
        width=width,
        height=bottom + 40,
        bottom=bottom,
        room=round(room, 1),
        title=teller.plain("retold-chart-lanes"),
        rows=rows,
        flags=flags(recap, scale),
        folds=scale.folds(teller),
        ticks=scale.ticks(teller),
        asked=teller.plain("retold-chart-asked"),
        had=teller.plain("retold-chart-had"),
    )


def _phases(recap: Recap, teller: Teller, scale: Scale, end: datetime) -> tuple[Band, ...]:
    bands: list[Band] = []
    for phase in recap.phases:
        if phase.start >= end and bands:
            continue
        took = (phase.end or end) - phase.start
        said = teller.plain("retold-state-then", state=phase.state, took=took)
        bands.append(
            _band(scale, phase.start, phase.end or end, teller.label(phase.state), str(phase.state), said)
        )
    return tuple(bands)


def _bands(lane: Lane, teller: Teller, scale: Scale, end: datetime) -> tuple[Band, ...]:
    bands = []
    for stretch in lane.stretches:
        who = tidy(stretch.who)
        said = f"{teller.plain('retold-role-asked', person=who)} {teller.when(stretch.start)}"
        if not stretch.asked:
            until = teller.when(stretch.end) if stretch.end else teller.plain("retold-still")
            said = teller.plain("retold-role-held", person=who, start=teller.when(stretch.start), end=until)
        look = "asked" if stretch.asked else "had"
        bands.append(_band(scale, stretch.start, stretch.end or end, who, look, said))
    return tuple(bands)


def _band(scale: Scale, start: datetime, end: datetime, text: str, look: str, said: str) -> Band:
    left, right = scale.x(start), scale.x(end)
    wide = max(2.0, right - left - 1)
    return Band(round(left, 1), round(wide, 1), fitting(text, wide - 8), look, said)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One deadline: the bar is what it took, the line in the chart is what it might take."""

    y: float
    label: str
    wide: float
    tone: str
    text: str
    over: bool


_GAUGE_TONES = {
    Outcome.ON_TIME: "good",
    Outcome.LATE: "bad",
    Outcome.OVERDUE: "bad",
    Outcome.RUNNING: "wait",
    Outcome.PAUSED: "wait",
}


def clocks(recap: Recap, teller: Teller, width: int) -> str:
    """Every deadline that was met or passed, as a share of the time it had; '' when there were none."""
    # Looking back has days: beside minutes it would only be a line.
    shown = [d for d in recap.deadlines if d.outcome in _GAUGE_TONES and d.basis is not Basis.STAND_DOWN]
    if not shown:
        return ""
    labels = [teller.deadline(deadline) for deadline in shown]
    room = min(width * 0.3, max(width_of(label) for label in labels) + 14)
    texts = [_gauge_text(deadline, recap.as_of, teller) for deadline in shown]
    right = width - _MARGIN - min(width * 0.42, max(width_of(text, 11) for text in texts) + 10)
    limit = room + (right - room) / 1.5
    gauges = []
    for index, deadline in enumerate(shown):
        took = max(timedelta(), (deadline.stopped_at or recap.as_of) - deadline.started_at)
        share = took / max(deadline.limit, timedelta(seconds=1))
        gauges.append(
            Gauge(
                y=34.0 + index * 28,
                label=fitting(labels[index], room - 8),
                wide=round(max(2.0, min(right - room, (limit - room) * share)), 1),
                tone=_GAUGE_TONES[deadline.outcome],
                text=fitting(texts[index], width - _MARGIN - right, 11),
                over=share > 1.5,
            )
        )
    return _draw(
        "clocks.svg",
        width=width,
        height=gauges[-1].y + 36,
        title=teller.plain("retold-chart-clocks"),
        room=round(room, 1),
        right=round(right, 1),
        limit=round(limit, 1),
        due=teller.plain("retold-column-due"),
        gauges=gauges,
    )


def _gauge_text(deadline: Deadline, as_of: datetime, teller: Teller) -> str:
    took = max(timedelta(), (deadline.stopped_at or as_of) - deadline.started_at)
    limit = teller.plain("retold-chart-limit", limit=deadline.limit)
    return f"{teller.duration(took)} · {limit}"


def drawn(name: str, recap: Recap, teller: Teller, width: int) -> str:
    """The chart `curve`, `lanes` or `clocks` as SVG of this width; '' when there is nothing to show."""
    return {"curve": curve, "lanes": lanes, "clocks": clocks}[name](recap, teller, width)


@cache
def templates() -> "Environment":
    """The templates beside this file; everything put into them is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("messages.recap") / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _draw(template: str, **values: object) -> str:
    return templates().get_template(template).render(values)


__all__: Sequence[str] = ("NARROW", "WIDE", "clocks", "curve", "drawn", "lanes", "templates")
