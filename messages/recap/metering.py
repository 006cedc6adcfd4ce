"""Figures over time: as they came with the alerts, and as people typed them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from messages.recap.signals import Reading, Readings
from messages.recap.values import Entry
from storage.vocabulary.timeline import EntryKind

#: So many readings of one figure make a line; of each stretch between them the highest is kept.
READINGS = 240
#: More curves than these nobody reads; all figures are in the raw deliveries.
METRICS = 8
_AT = attrgetter("at")
_VALUE = attrgetter("value")


class Meter:
    """Reads figures as they come, in order; keeps what a curve can show of them, however many there are."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[Reading]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def read(self, at: datetime, alert: str, figures: Mapping[str, float]) -> None:
        """One alert came again, with these figures."""
        for metric, value in figures.items():
            line = self._lines.setdefault((metric, alert), [])
            line.append(Reading(at, float(value)))
            self._counts[metric, alert] = self._counts.get((metric, alert), 0) + 1
            if len(line) >= 4 * READINGS:
                line[:] = thinned(line)

    def told(self, entries: Iterable[Entry]) -> tuple[Readings, ...]:
        """The curves, with what people typed (`entries`): one that moved first, then the one read most often.

        The same figure of two posts is not one curve: the alert counts that brought it most often, else the
        highest.
        """
        lines = self._leading()
        for entry in entries:
            figures = (entry.details or {}).get("figures")
            if entry.kind is EntryKind.DATA_POINT and isinstance(figures, dict):
                for metric, value in figures.items():
                    if isinstance(value, int | float):
                        lines.setdefault(str(metric), []).append(Reading(entry.at, float(value)))
        told = [Readings(metric, thinned(sorted(line, key=_AT))) for metric, line in lines.items()]
        # A threshold sent along with every alert is a flat line, and says nothing.
        return tuple(sorted(told, key=lambda one: (not _moves(one), -len(one.points), one.metric))[:METRICS])

    def _leading(self) -> dict[str, list[Reading]]:
        best: dict[str, tuple[int, float, str]] = {}
        for (metric, alert), line in self._lines.items():
            weight = (self._counts[metric, alert], max(map(_VALUE, line)), alert)
            best[metric] = max(best.get(metric, weight), weight)
        return {metric: list(self._lines[metric, alert]) for metric, (_, _, alert) in best.items()}


def _moves(told: Readings) -> bool:
    return len({point.value for point in told.points}) > 1


def thinned(points: Sequence[Reading]) -> tuple[Reading, ...]:
    """At most `READINGS` of them: the first, the last, and the highest of each stretch between."""
    if len(points) <= READINGS:
        return tuple(points)
    inner = points[1:-1]
    each = -(-len(inner) // (READINGS - 2))
    kept = [max(inner[at : at + each], key=_VALUE) for at in range(0, len(inner), each)]
    return (points[0], *kept, points[-1])
