"""The wall: all open incidents at a glance, drawn again while somebody looks."""

from msgspec.structs import replace

from messages.markup import clean
from messages.pages.drawing import Page, part, whole
from messages.views.pages import WallView
from messages.words import Reader


def draw(view: WallView, reader: Reader, base: str) -> Page:
    """The page; `base` is the team's address, such as `/t/01…`."""
    return whole(
        reader.plain("board-title", team=view.team),
        fragment(view, reader),
        reader,
        script="board.js",
        live=f"{base}/board/events?lang={reader.language.value}",
        links=links(reader, base, "board"),
    )


def fragment(view: WallView, reader: Reader) -> str:
    """What changes while somebody looks."""
    rows = tuple(replace(row, title=clean(row.title), commander=clean(row.commander)) for row in view.rows)
    return part("board.html", reader, view=replace(view, rows=rows))


def links(reader: Reader, base: str, here: str) -> tuple[tuple[str, str, bool], ...]:
    """The team's pages."""
    return tuple((f"{base}/{name}", reader.plain(f"page-{name}"), name == here) for name in ("board", "stats"))
