"""A hand-over (T11): the card, what is left undone, and what only the giver knows; it must be taken."""

from messages.cards.incidents import title_line
from messages.cards.parts import button, dotted, head, name, offered, step_lines
from messages.markup import Drawn, clean, cut, escape, rows
from messages.views import HandoverBriefView, Reader, Stage, Verb

_OPEN_THINGS = 3
_KNOWN = 300


def draw(view: HandoverBriefView, reader: Reader) -> Drawn:
    """Not a log: where it stands, three open things, and a word from the person who goes."""
    if view.stage is Stage.TAKEN:
        text = reader.say("handover-taken", role=view.kind, at=view.at or reader.now)
        return Drawn.of([head(reader, view.mark, text), dotted(reader, view.number)])
    if view.stage is not Stage.OPEN:
        text = reader.say("handover-passed", giver=name(view.giver), role=view.kind)
        return Drawn.of([head(reader, view.mark, text)])
    first = reader.say("handover-head", giver=name(view.giver), role=view.kind)
    open_things = view.open_things[:_OPEN_THINGS]
    known = clean(view.known).strip()
    lines = [
        head(reader, view.mark, first),
        title_line(view.number, view.severity, view.title, reader),
        reader.say("handover-now", state=view.state, sent=view.sent, at=view.next_public_at)
        if view.next_public_at
        else reader.say("handover-now-none", state=view.state, sent=view.sent),
        reader.say("handover-open", count=len(open_things)) if open_things else reader.say("handover-none"),
        *step_lines(reader, open_things),
        reader.say("handover-known", giver=name(view.giver), text=cut(escape(known), _KNOWN)) if known else None,
    ]
    keys = offered(
        view.keys,
        (Verb.HANDOVER_TAKE, button(reader, Verb.HANDOVER_TAKE, view.role)),
        (Verb.HANDOVER_ASK, button(reader, Verb.HANDOVER_ASK, view.role)),
    )
    return Drawn.of(lines, rows(keys))
