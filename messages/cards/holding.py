"""Answers held back (T14): why, when to look again, who agrees, and the public promise that would be broken."""

from markupsafe import Markup

from messages.cards.parts import NOTE, button, head, name, short_number, title
from messages.cards.statements import time_key
from messages.markup import Drawn, Key, grid, rows
from messages.views import Reader, Verb
from messages.views.statements import HoldView
from storage.vocabulary.statements import HoldReason


def draw_hold(view: HoldView, reader: Reader) -> Drawn:
    """T14: why not to answer, when to look again, who agrees."""
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    broken = _broken(view, reader)
    instead = _instead(view, reader)
    why = view.comment or (reader.label(view.reason) if view.reason else "")
    by, clock = name(view.proposed_by), reader.label(view.clock)
    if view.agreed_at:
        names = reader.listed((by, name(view.agreed_by)))
        said = reader.say("hold-agreed", clock=clock, names=names, at=view.agreed_at, again=view.again_at or "")
        return Drawn.of([head(reader, view.mark, said), about, broken], rows(instead))
    if view.refused:
        return Drawn.of([head(reader, view.mark, reader.say("hold-refused", clock=clock)), about])
    if Verb.HOLD_AGREE in view.keys:
        said = reader.say("hold-proposed", person=by, text=title(why, NOTE), again=view.again_at or "")
        keys = [button(reader, verb, view.answer) for verb in (Verb.HOLD_AGREE, Verb.HOLD_REFUSE)]
        return Drawn.of([head(reader, view.mark, said), about, broken], rows(keys, instead))
    if view.reason is None:
        chips = [
            button(
                reader, Verb.HOLD_REASON, view.answer, reason.value, key="key-plain", label=reader.label(reason)
            )
            for reason in HoldReason
            if reason is not HoldReason.UNKNOWN
        ]
        return Drawn.of(
            [head(reader, view.mark, reader.say("hold-why", clock=clock)), about, broken],
            (*grid(chips, 2), *rows(instead)),
        )
    if view.again_at is None:
        times = [time_key(reader, Verb.HOLD_UNTIL, view.answer, one) for one in view.times]
        return Drawn.of(
            [head(reader, view.mark, reader.say("hold-until")), about, broken], (*rows(times), *rows(instead))
        )
    return Drawn.of(
        [
            head(reader, view.mark, reader.say("hold-waits", person=name(view.waiting_for), again=view.again_at)),
            about,
            broken,
        ],
        rows(instead),
    )


def _broken(view: HoldView, reader: Reader) -> Markup | None:
    """What was promised in public, until when and where, and that holding the answer back breaks it."""
    if view.breaks is None:
        return None
    where = reader.listed(reader.label(channel) for channel in view.breaks.channels)
    key = "hold-broken" if view.breaks.over else "hold-breaks"
    return reader.say(key, at=view.breaks.due_at, channels=where)


def _instead(view: HoldView, reader: Reader) -> list[Key]:
    """The way that keeps the promise: the text that needs no new approval."""
    return [button(reader, Verb.NOTHING_ASK, view.next_word)] if view.breaks and view.next_word else []
