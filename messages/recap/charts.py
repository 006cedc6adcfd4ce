"""The charts, drawn by one SVG template each: what came in over time (`curves`), the time bar, the deadlines.

The same SVG stands in the page, in the report and in the picture. Colours are attributes (for print) that the
page's style sheet replaces; nothing in them needs a script, a style attribute or a font that is not there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from messages.recap import canvas, curves
from messages.recap.axis import Scale, flags
from messages.recap.canvas import MARGIN, fitting, width_of
from messages.recap.telling import Teller, tidy
from messages.recap.values import Deadline, Lane, Outcome, Recap
from storage.vocabulary.clocks import Basis

NARROW: Final = 360
WIDE: Final = 960
#: On A4, where 168 mm hold 760 of its units at the size of small print.
PRINTED: Final = 760
#: On the one page, where height is dear.
FLAT: Final = 1000
CARD: Final = 620


class Band(Struct, frozen=True):
    """One stretch in a row: where, how long, what stands on it, how it looks."""

    x: float
    wide: float
    text: str
    look: str
    said: str


class Row(Struct, frozen=True):
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
    scale = Scale(start, end, marks, room, width - MARGIN)
    rows = [Row(34.0, teller.plain("retold-chart-phase"), _phases(recap, teller, scale, end))]
    for index, lane in enumerate(recap.lanes):
        y = 66.0 + index * 28
        rows.append(Row(y, fitting(labels[index], room - 8), _bands(lane, teller, scale, end)))
    bottom = rows[-1].y + 28
    return canvas.draw(
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


class Gauge(Struct, frozen=True):
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
    right = width - MARGIN - min(width * 0.42, max(width_of(text, 11) for text in texts) + 10)
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
                text=fitting(texts[index], width - MARGIN - right, 11),
                over=share > 1.5,
            )
        )
    return canvas.draw(
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
    """The chart `curve`, `figures`, `lanes` or `clocks` as SVG of this width; '' when there is nothing to show."""
    match name:
        case "curve":
            # On the card nobody can look a number up: there the marks are words.
            return curves.curve(recap, teller, width, numbered=width != CARD)
        case "figures":
            return curves.figures(recap, teller, width)
        case "lanes":
            return lanes(recap, teller, width)
        case _:
            return clocks(recap, teller, width)


__all__: Sequence[str] = ("CARD", "FLAT", "NARROW", "PRINTED", "WIDE", "clocks", "drawn", "lanes")
