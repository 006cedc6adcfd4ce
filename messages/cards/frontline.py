"""What frontline groups see (T10), who has not read, and what the guard found."""

from collections.abc import Sequence

from markupsafe import Markup

from messages.cards.checking import copy_key, exact, points_lines
from messages.cards.parts import button, head, name, short_number, title
from messages.markup import Drawn, clean, rows, seen
from messages.views import Reader, Verb
from messages.views.checking import CheckView
from messages.views.frontline import FrontlineCardView, OutsideCard, OutsideRow, RobotRow, UnreadView

_NAMES = 12
_BANS = 6


def draw(view: FrontlineCardView, reader: Reader) -> Drawn:
    """The line to use, what not to say, whom to ask; an old version says only which one is current."""
    about = title(view.title)
    if not view.current:
        gone = "frontline-taken-back" if view.taken_back else "frontline-over"
        key = "frontline-old" if view.newest else gone
        newest = {"newest": str(view.newest)} if view.newest else {}
        return Drawn.of([head(reader, view.mark, reader.say(key, version=str(view.version), **newest), about)])
    line = view.lines[0] if view.lines else ""
    bans = [title(one, 20) for one in view.not_to_say[:_BANS]]
    lines = [
        head(reader, view.mark, reader.say("frontline-head", version=str(view.version)), about),
        reader.say("frontline-say") if line else reader.say("frontline-no-line"),
        exact(line) if line else None,
        reader.say("frontline-not", words=reader.listed(bans)) if bans else None,
        reader.say("frontline-ask-yours") if view.ask_you else reader.say("frontline-ask", person=name(view.ask)),
        reader.say("frontline-read", count=view.read) if view.read else None,
    ]
    read = button(reader, Verb.SHEET_READ, view.sheet)
    return Drawn.of(lines, rows([read, copy_key(reader, line) if line else None]))


def draw_outside(view: FrontlineCardView, url: str, reader: Reader) -> OutsideCard:
    """The same for a group in another messenger: nothing can be pressed there but the link."""
    first = head(reader, view.mark, reader.say("frontline-head", version=str(view.version)), title(view.title))
    line = clean(view.lines[0]) if view.lines else ""
    bans = [title(one, 20) for one in view.not_to_say[:_BANS]]
    lines = [
        reader.plain("frontline-say") if line else reader.plain("frontline-no-line"),
        line,
        reader.plain("frontline-not", words=reader.listed(bans)) if bans else "",
        reader.plain("frontline-ask", person=name(view.ask)),
        reader.plain("outside-read-here") if url else reader.plain("outside-no-link"),
    ]
    return OutsideCard(seen(first), "\n".join(one for one in lines if one), url, reader.plain("outside-read-key"))


def draw_unread(view: UnreadView, reader: Reader) -> Drawn:
    """How many have read, and who has not."""
    said = reader.say("unread-head", version=str(view.version), read=str(view.read), total=str(view.total))
    outside: list[Markup | None] = [_outside(row, reader) for row in view.outside]
    if view.line_owed:
        outside.append(reader.say("unread-on-air", person=name(view.beside_host)))
    if view.read >= view.total and view.line_owed:
        return Drawn.of([head(reader, view.mark, said), *outside])
    if view.read >= view.total:
        return Drawn.of([head(reader, view.mark, said), reader.say("unread-none"), *outside])
    names = reader.listed(name(one) for one in view.names[:_NAMES])
    lines = [
        head(reader, view.mark, said),
        reader.say("unread-names", names=names, count=len(view.names)) if view.names else None,
        *outside,
    ]
    verbs = (Verb.SHEET_AGAIN, Verb.SHEET_LEAD, Verb.SHEET_LINK)
    keys = [button(reader, verb, view.sheet) for verb in verbs if verb is not Verb.SHEET_LEAD or view.names]
    return Drawn.of(lines, rows(keys))


def draw_robots(rows_: Sequence[RobotRow], reader: Reader) -> Drawn:
    """The robots in other messengers' groups, numbered, and how one is added and taken away."""
    if not rows_:
        return Drawn.of([reader.say("robots-head"), reader.say("robots-none")])
    lines = [
        reader.say(
            "robots-row",
            number=str(number),
            outlet=row.kind,
            name=title(row.name, 30),
            shown=row.shown,
            people=row.people,
        )
        for number, row in enumerate(rows_, start=1)
    ]
    return Drawn.of([reader.say("robots-head"), *lines, reader.say("robots-how")])


def _outside(row: OutsideRow, reader: Reader) -> Markup:
    """A group in another messenger: how many read there, and whether the card came at all."""
    arrived = {True: "yes", False: "no", None: "under-way"}[row.arrived]
    blanks = {"outlet": row.kind, "name": title(row.name, 30), "read": str(row.read)}
    if row.arrived and row.people:
        return reader.say("unread-outside-of", people=str(row.people), **blanks)
    return reader.say(f"unread-outside-{arrived}", **blanks)


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
