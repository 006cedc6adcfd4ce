"""A storm: many alerts folded into one message, with a file that holds every one of them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.cards.parts import button, dot, head, title
from messages.markup import Attachment, Drawn, grid, line
from messages.views import Reader, StormSummaryView, Verb


def draw(view: StormSummaryView, reader: Reader) -> Drawn:
    """How many, from when to when, where they are handled, and the file."""
    first = reader.say("storm-head", dot=dot(reader, view.severity), total=view.total)
    where = reader.say("storm-incident", number=view.number, title=title(view.title)) if view.number else None
    return Drawn.of(
        [
            head(reader, view.mark, first),
            reader.say("storm-span", since=view.since, until=view.until),
            where,
            reader.say("storm-file") if view.text else None,
        ],
        grid([button(reader, Verb.STORM_NONE)], 1) if Verb.STORM_NONE in view.keys else (),
        document=Attachment(_name(view, reader), view.text) if view.text else None,
    )


def listed(lines: Sequence[tuple[str, datetime, str]], zone: ZoneInfo) -> bytes:
    """Lines of the file, one per alert: id, time, title."""
    return "".join(
        f"{alert}\t{when.astimezone(zone):%Y-%m-%d %H:%M:%S}\t{line(about, 200)}\n" for alert, when, about in lines
    ).encode()


def _name(view: StormSummaryView, reader: Reader) -> str:
    return reader.plain("storm-file-name", stamp=f"{view.until.astimezone(reader.zone):%Y%m%d-%H%M}")
