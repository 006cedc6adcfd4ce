"""What came in over time: alerts counted, the figures that came with them, and the key moments on both."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from messages.recap import canvas
from messages.recap.axis import Scale, flags, named_flags
from messages.recap.canvas import MARGIN, fitting
from messages.recap.sections import moved
from messages.recap.signals import Readings
from messages.recap.telling import Teller
from messages.recap.values import Recap

_TOP: Final = 44.0
_BOTTOM: Final = 164.0
_ROW: Final = 76.0
#: More than these nobody compares; all of them are in the JSON.
MOST_FIGURES: Final = 5


class Trend(Struct, frozen=True):
    """One figure over time: the line's points, where it ends, what it is called and how it moved."""

    y: float
    points: str
    ends: tuple[float, float]
    said: str


def curve(recap: Recap, teller: Teller, width: int, numbered: bool) -> str:
    """How the alerts came in as bars, over it the figure read most often, with the key moments as marks; '' when
    neither is known. Without figures the chart says that it counts alerts only."""
    buckets = _buckets(recap)
    leading = next((one for one in recap.readings if len(one.points) > 1), None)
    if not buckets and leading is None:
        return ""
    seen = [*(at for at, _, _ in buckets), *(point.at for point in leading.points if leading)] if leading else []
    start = min([recap.times.first_seen, *seen, *(at for at, _, _ in buckets)])
    end = max([recap.end, *seen, *(until for _, until, _ in buckets)])
    marks = [
        *(entry.at for entry in recap.moments),
        *(edge for at, until, _ in buckets for edge in (at, until)),
        *(point.at for point in (leading.points if leading else ())),
    ]
    scale = Scale(start, end, marks, MARGIN, width - MARGIN)
    peak = max((count for _, _, count in buckets), default=0)
    bars = []
    for at, until, count in buckets:
        left, right = scale.x(at), scale.x(until)
        tall = (_BOTTOM - _TOP) * count / peak
        bars.append(
            (round(left, 1), round(_BOTTOM - tall, 1), round(max(1.5, right - left - 1), 1), round(tall, 1))
        )
    trend = _trend(leading, scale, teller, _TOP, _BOTTOM) if leading else None
    wide = recap.curve.width if recap.curve else None
    counted = teller.plain("retold-every", width=wide, count=recap.deliveries) if wide and buckets else ""
    return canvas.draw(
        "curve.svg",
        width=width,
        # The line's own name stands below the hours.
        height=206 + (18 if trend else 0),
        title=_title(recap, teller, start, end, peak),
        note=fitting(" · ".join(filter(None, (counted, _honest(recap, teller)))), width - 130, 11),
        peak=teller.plain("retold-at-once", count=peak) if buckets else "",
        top=_TOP,
        bottom=_BOTTOM,
        bars=bars,
        trend=trend,
        flags=flags(recap, scale) if numbered else named_flags(recap, scale, teller),
        folds=scale.folds(teller),
        ticks=scale.ticks(teller),
    )


def _buckets(recap: Recap) -> list[tuple[datetime, datetime, int]]:
    counted = recap.curve
    if counted is None:
        return []
    places = [(counted.start + index * counted.width, count) for index, count in enumerate(counted.counts)]
    return [(at, at + counted.width, count) for at, count in places if count]


def _title(recap: Recap, teller: Teller, start: datetime, end: datetime, peak: int) -> str:
    said = {"start": teller.when(start), "end": teller.when(end)}
    if not peak:
        return teller.plain("retold-chart-figures", names=_names(recap, teller), **said)
    return teller.plain("retold-chart-curve", count=recap.deliveries, peak=peak, **said)


def _names(recap: Recap, teller: Teller) -> str:
    return teller.reader.listed(teller.metric(one.metric) for one in recap.readings[:MOST_FIGURES])


def _honest(recap: Recap, teller: Teller) -> str:
    """A chart without a figure says so: nobody is to take the number of alerts for plays."""
    if any(len(one.points) > 1 for one in recap.readings):
        return ""
    return teller.plain("retold-one-figure" if recap.readings else "retold-no-figures")


def _trend(readings: Readings, scale: Scale, teller: Teller, top: float, bottom: float) -> Trend:
    highest = max(point.value for point in readings.points)
    lowest = min(0.0, *(point.value for point in readings.points))
    span = highest - lowest or 1.0
    places = [
        (round(scale.x(point.at), 1), round(bottom - (bottom - top) * (point.value - lowest) / span, 1))
        for point in readings.points
    ]
    return Trend(
        y=top,
        points=" ".join(f"{x},{y}" for x, y in places),
        ends=places[-1],
        said=moved(readings, teller),
    )


def figures(recap: Recap, teller: Teller, width: int) -> str:
    """Each figure that came with the alerts over time, one below the other; '' when none came twice."""
    shown = [one for one in recap.readings if len(one.points) > 1][:MOST_FIGURES]
    if not shown:
        return ""
    times = [point.at for one in shown for point in one.points]
    marks = [*times, *(entry.at for entry in recap.moments)]
    start, end = min([recap.times.first_seen, *times]), max([recap.end, *times])
    scale = Scale(start, end, marks, MARGIN, width - MARGIN)
    trends = []
    for index, one in enumerate(shown):
        top = 48.0 + index * _ROW
        trends.append(_trend(one, scale, teller, top, top + _ROW - 30))
    bottom = 48.0 + len(shown) * _ROW - 18
    return canvas.draw(
        "figures.svg",
        width=width,
        height=bottom + 42,
        bottom=bottom,
        row=_ROW - 30,
        title=teller.plain(
            "retold-chart-figures",
            names=_names(recap, teller),
            start=teller.when(start),
            end=teller.when(end),
        ),
        trends=_fitted(trends, width),
        flags=flags(recap, scale),
        folds=scale.folds(teller),
        ticks=scale.ticks(teller),
    )


def _fitted(trends: Sequence[Trend], width: int) -> list[Trend]:
    return [Trend(one.y, one.points, one.ends, fitting(one.said, width - 2 * MARGIN, 11)) for one in trends]
