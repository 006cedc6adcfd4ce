"""The board: every open incident and what is wrong with the desk itself, in one message."""

from markupsafe import Markup

from messages.cards.parts import (
    dot,
    dotted,
    head,
    name,
    person_in_charge,
    public_line,
    short_number,
    title,
)
from messages.markup import Drawn, Key, grid
from messages.views import BoardRow, Reader, StatusView

_SHOWN = 5
_TITLE = 20


def draw(view: StatusView, reader: Reader) -> Drawn:
    """The worst first. Troubles of the desk stand above everything, they decide whether the rest is reached."""
    shown = view.rows[:_SHOWN]
    count = reader.say("status-head", count=view.total) if view.total else reader.say("status-none")
    lines: list[Markup | None] = [head(reader, view.mark, count), *_troubles(view, reader)]
    for row in shown:
        lines += _row(row, reader)
    if view.total > len(shown):
        lines.append(reader.say("status-more", count=view.total - len(shown)))
    if view.alerts_waiting or view.alerts_watched:
        lines.append(reader.say("status-alerts", waiting=view.alerts_waiting, watched=view.alerts_watched))
    duty = reader.say("status-duty", person=name(view.duty)) if view.duty else reader.say("status-no-duty")
    links = [Key(short_number(row.number), url=row.topic_url) for row in shown if row.topic_url]
    return Drawn.of([*lines, duty], grid(links, 3))


def _row(row: BoardRow, reader: Reader) -> list[Markup]:
    if row.restricted:
        key = "incident-restricted" if row.commander else "incident-restricted-alone"
        return [reader.say(key, number=row.number, commander=name(row.commander))]
    first = reader.say(
        "status-row",
        dot=dot(reader, row.severity),
        number=short_number(row.number),
        title=title(row.title, _TITLE),
        state=row.state,
    )
    leads = person_in_charge(reader, row.commander, row.acting) if row.commander else ""
    second = dotted(
        reader,
        public_line(reader, row.public) if row.public else None,
        reader.say("status-overdue", count=row.overdue) if row.overdue else None,
    )
    return [line for line in (dotted(reader, first, leads), second) if line]


def _troubles(view: StatusView, reader: Reader) -> list[Markup]:
    lines = []
    if view.telegram_down_since:
        lines.append(reader.say("status-down", since=view.telegram_down_since))
    if view.parked:
        lines.append(reader.say("status-parked", count=view.parked))
    if view.silent_sources:
        names = reader.listed(title(source, 20) for source in view.silent_sources[:5])
        lines.append(reader.say("status-silent", names=names))
    for person, phone, verdict in view.silent_phones[:3]:
        lines.append(reader.say("status-phone", person=name(person), phone=phone, verdict=verdict))
    return lines
