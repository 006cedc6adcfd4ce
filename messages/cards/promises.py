"""What was promised in public: the list of a text's promises to confirm, and each promise by itself."""

from markupsafe import Markup

from messages.cards.parts import button, head, name, short_number, title
from messages.markup import Drawn, Key, Keys, grid, line, rows
from messages.views import Reader, Verb
from messages.views.promises import PromiseListView, PromiseRow, PromiseView
from messages.views.statements import TimeChoice
from storage.vocabulary.people import Language
from storage.vocabulary.publications import PromiseState

#: What all sentences of a list may take together: it is read on one screen.
_ROOM = {Language.ZH: 200, Language.EN: 400}
_LONGEST = 200


def draw_list(view: PromiseListView, reader: Reader) -> Drawn:
    """The sentences that sound like promises, ticked: a tap takes a tick or sets it, one button confirms them."""
    counted = sum(row.ticked is True for row in view.rows)
    if view.confirmed_at is not None:
        first = reader.say("promises-confirmed", person=name(view.confirmed_by), at=view.confirmed_at)
    else:
        first = reader.say("promises-head", stage=view.stage, count=len(view.rows))
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    room = min(_LONGEST, _ROOM[reader.language] // max(1, len(view.rows)))
    lines = [_sentence(row, index, room, reader) for index, row in enumerate(view.rows, start=1)]
    if view.confirmed_at is not None:
        return Drawn.of([head(reader, view.mark, first), about, *lines])
    sentences = [_tick(row, index, reader) for index, row in enumerate(view.rows, start=1)]
    key = "key-prok" if counted else "key-prok-none"
    confirm = button(reader, Verb.PROMISES_CONFIRM, view.asked, view.ticks, key=key, count=counted)
    more = button(reader, Verb.PROMISE_ADD, view.asked)
    how = reader.say("promises-how" if counted else "promises-how-none")
    return Drawn.of([head(reader, view.mark, first), about, *lines, how], (*grid(sentences, 2), (confirm, more)))


def _sentence(row: PromiseRow, index: int, room: int, reader: Reader) -> Markup:
    key = "promises-no" if row.ticked is False else "promises-yes"
    return reader.say(key, index=str(index), text=line(row.text, room))


def _tick(row: PromiseRow, index: int, reader: Reader) -> Key | None:
    if row.ticked is None:
        return None
    key, after = ("key-prtick-off", "no") if row.ticked else ("key-prtick-on", "yes")
    return button(reader, Verb.PROMISE_TICK, row.promise, after, key=key, index=str(index))


def draw(view: PromiseView, reader: Reader) -> Drawn:
    """A promise that was made in public: who sees to it, until when, and whether it was kept."""
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    quoted = reader.say("promise-text", text=line(view.text, _LONGEST))
    match view.state:
        case PromiseState.FOUND:
            first = reader.say("promise-found")
            verbs: tuple[Verb, ...] = (Verb.PROMISE_MINE, Verb.PROMISE_NONE)
        case PromiseState.OPEN:
            first = _standing(view, reader)
            verbs = (Verb.PROMISE_KEPT, Verb.PROMISE_GIVE)
        case PromiseState.KEPT:
            first = reader.say("promise-kept", person=name(view.owner))
            verbs = ()
        case _:
            first = reader.say("promise-none")
            verbs = ()
    lines = [head(reader, view.mark, first), about, quoted]
    if view.choosing:
        return Drawn.of([*lines, reader.say("promise-choose")], _people(view, reader))
    if view.times:
        lines.append(reader.say("promise-when-typed"))
    times = [_time(reader, view.promise, one) for one in view.times]
    keys: Keys = rows(times, [button(reader, verb, view.promise) for verb in verbs if verb in view.keys])
    return Drawn.of(lines, keys)


def _people(view: PromiseView, reader: Reader) -> Keys:
    people = [
        button(reader, Verb.PROMISE_GIVE, view.promise, person, key="key-prgive-person", person=name(called))
        for person, called in view.choosing
    ]
    return grid([*people, button(reader, Verb.PROMISE_GIVE, view.promise, "back", key="key-back")], 2)


def _standing(view: PromiseView, reader: Reader) -> Markup:
    if view.due_at is None:
        return reader.say("promise-when", person=name(view.owner))
    return reader.say(
        "promise-overdue" if view.overdue else "promise-open", person=name(view.owner), at=view.due_at
    )


def _time(reader: Reader, subject: str, one: TimeChoice) -> Key:
    return button(reader, Verb.PROMISE_DUE, subject, one.code, key="key-time", label=reader.moment(one.at))
