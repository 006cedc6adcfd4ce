"""Figures across incidents as a page and as a message."""

from messages.markup import Drawn
from messages.pages.board import links
from messages.pages.drawing import Page, part, whole
from messages.views.pages import StatsView
from messages.words import Reader

_SHOWN = 4


def draw(view: StatsView, reader: Reader, team: str, base: str) -> Page:
    """The page with every grouping."""
    return whole(
        reader.plain("stats-title", team=team),
        part("stats.html", reader, view=view),
        reader,
        links=links(reader, base, "stats"),
    )


def message(view: StatsView, reader: Reader) -> Drawn:
    """The same by severity, in one message; the page has the rest."""
    lines = [reader.say("stats-head", minimum=view.minimum)]
    severities = next((table for table in view.tables if table.code == "severity"), None)
    if severities is None:
        return Drawn.of([*lines, reader.say("stats-none")])
    for row in severities.rows[:_SHOWN]:
        lines.append(reader.say("stats-line", name=row.name))
        lines += [
            reader.say("stats-figure", what=reader.plain(f"stats-column-{name}"), text=cell.text)
            for name, cell in zip(view.columns, row.cells, strict=True)
            if name in ("count", "responded", "first", "kept", "corrections", "hits")
        ]
    return Drawn.of(lines)
