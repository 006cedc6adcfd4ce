"""Readiness: what is red and how to mend it, then what is green."""

from messages.cards.parts import head, name
from messages.markup import Drawn
from messages.notices.answers import answer
from messages.views import Reader
from messages.views.readiness import ReadinessView

_RED = 12


def draw(view: ReadinessView, reader: Reader) -> Drawn:
    """Red lines one by one; the green ones only counted: nobody reads what is well."""
    red = [line for line in view.lines if not line.good]
    key = "ready-head-bad" if red else "ready-head-good"
    counted = reader.say(key, team=name(view.team), count=len(red), total=len(view.lines))
    lines = [head(reader, view.mark, counted)]
    lines += [answer(f"ready-{line.kind}-bad", reader, (), **line.about).text for line in red[:_RED]]
    if len(red) > _RED:
        lines.append(reader.say("ready-more", count=len(red) - _RED))
    return Drawn.of(lines)
