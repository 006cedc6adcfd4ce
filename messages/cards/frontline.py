"""What frontline groups see (T10), who has not read, and what the guard found."""

from messages.cards.checking import copy_key, exact, points_lines
from messages.cards.parts import button, head, name, short_number, title
from messages.markup import Drawn, rows
from messages.views import Reader, Verb
from messages.views.checking import CheckView
from messages.views.frontline import FrontlineCardView, UnreadView

_NAMES = 12
_BANS = 6


def draw(view: FrontlineCardView, reader: Reader) -> Drawn:
    """The line to use, what not to say, whom to ask; an old version says only which one is current."""
    about = title(view.title)
    if not view.current:
        key = "frontline-old" if view.newest else "frontline-over"
        newest = {"newest": str(view.newest)} if view.newest else {}
        return Drawn.of([head(reader, view.mark, reader.say(key, version=str(view.version), **newest), about)])
    line = view.lines[0] if view.lines else ""
    bans = [title(one, 20) for one in view.not_to_say[:_BANS]]
    lines = [
        head(reader, view.mark, reader.say("frontline-head", version=str(view.version)), about),
        reader.say("frontline-say") if line else reader.say("frontline-no-line"),
        exact(line) if line else None,
        reader.say("frontline-not", words=reader.listed(bans)) if bans else None,
        reader.say("frontline-ask", person=name(view.ask)),
        reader.say("frontline-read", count=view.read) if view.read else None,
    ]
    read = button(reader, Verb.SHEET_READ, view.sheet)
    return Drawn.of(lines, rows([read, copy_key(reader, line) if line else None]))


def draw_unread(view: UnreadView, reader: Reader) -> Drawn:
    """How many have read, and who has not."""
    said = reader.say("unread-head", version=str(view.version), read=str(view.read), total=str(view.total))
    if not view.names:
        return Drawn.of([head(reader, view.mark, said), reader.say("unread-none")])
    names = reader.listed(name(one) for one in view.names[:_NAMES])
    lines = [head(reader, view.mark, said), reader.say("unread-names", names=names, count=len(view.names))]
    keys = [button(reader, Verb.SHEET_AGAIN, view.sheet), button(reader, Verb.SHEET_LINK, view.sheet)]
    return Drawn.of(lines, rows(keys))


def draw_found(view: CheckView, by: str, group: str, reader: Reader) -> Drawn:
    """Who said it where, the places, and the line that would be right."""
    number = short_number(view.number) if view.number else None
    lines = [
        head(reader, view.mark, reader.say("guard-found", by=name(by), group=title(group, 30)), number),
        *points_lines(view, reader),
        reader.say("guard-told"),
    ]
    return Drawn.of(lines)


def draw_line(line: str, version: str, reader: Reader) -> Drawn:
    """At nobody: what may be said now."""
    return Drawn.of([reader.say("guard-line", version=version), exact(line)], rows([copy_key(reader, line)]))
