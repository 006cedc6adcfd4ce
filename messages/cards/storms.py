"""A storm: many alerts folded into one message, with a file that holds every one of them."""

from zoneinfo import ZoneInfo

from messages.cards.parts import button, dot, head, title
from messages.markup import Attachment, Drawn, grid, line
from messages.views import Reader, StormSummaryView, Verb


def draw(view: StormSummaryView, reader: Reader, text: bytes) -> Drawn:
    """How many, from when to when, where they are handled; `text` is what the file holds (`listed`)."""
    first = reader.say("storm-head", dot=dot(reader, view.severity), total=view.total)
    where = reader.say("storm-incident", number=view.number, title=title(view.title)) if view.number else None
    return Drawn.of(
        [
            head(reader, view.mark, first),
            reader.say("storm-span", since=view.since, until=view.until),
            where,
            reader.say("storm-file") if view.lines else None,
        ],
        grid([button(reader, Verb.STORM_NONE)], 1) if Verb.STORM_NONE in view.keys else (),
        document=Attachment(_name(view, reader), text) if view.lines else None,
    )


def listed(view: StormSummaryView, zone: ZoneInfo) -> bytes:
    """One line per alert: id, time, title. Takes as long as there are lines, and nothing from anybody."""
    text = "\n".join(
        f"{alert}\t{when.astimezone(zone):%Y-%m-%d %H:%M:%S}\t{line(about, 200)}"
        for alert, when, about in view.lines
    )
    return (text + "\n").encode()


def _name(view: StormSummaryView, reader: Reader) -> str:
    return reader.plain("storm-file-name", stamp=f"{view.until.astimezone(reader.zone):%Y%m%d-%H%M}")
