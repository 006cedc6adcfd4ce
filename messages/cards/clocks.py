"""A deadline's warning (T5): one message that warns, says overdue, and turns ✓ when the clock stops."""

from datetime import timedelta

from markupsafe import Markup

from messages.cards.parts import (
    NOTE,
    blocked_by,
    button,
    capitalized,
    goes_out,
    head,
    name,
    offered,
    short_number,
    title,
)
from messages.library import origins
from messages.markup import Drawn, Key, Keys, escape, rows
from messages.views import ClockView, ClockWhyView, Reader, Verb

#: Above this the time left reads better in hours than in minutes.
_MINUTES_SHOWN = timedelta(minutes=120)


def draw(view: ClockView, reader: Reader) -> Drawn:
    """What is due, what it waits for and who has it, with the buttons that help. Past its time it says so."""
    stopped = _stopped(view, reader)
    about = _about(view, reader)
    if stopped:
        return Drawn.of([head(reader, view.mark, stopped), about])
    blocker = (
        reader.say("clock-blocked", blocker=blocked_by(reader, view.blocker, with_since=not _late(view, reader)))
        if view.blocker
        else None
    )
    if not _late(view, reader):
        return Drawn.of([head(reader, view.mark, _left(view, reader)), about, blocker], _keys(view, reader))
    overdue = reader.say("clock-overdue", clock=capitalized(reader, view.kind), at=view.due_at)
    push = reader.say("clock-send-first" if goes_out(view.kind) else "clock-do-first")
    return Drawn.of(
        [head(reader, view.mark, overdue), about, blocker, push, _mention(view, reader)], _keys(view, reader)
    )


def _late(view: ClockView, reader: Reader) -> bool:
    return view.due_at <= reader.now


def _left(view: ClockView, reader: Reader) -> Markup:
    left = view.due_at - reader.now
    clock = reader.label(view.kind)
    if left > _MINUTES_SHOWN:
        return reader.say("clock-left-long", left=left, clock=clock, at=view.due_at)
    # Rounded up: eleven and a half minutes are not yet eleven.
    minutes = -(-int(left.total_seconds()) // 60)
    return reader.say("clock-left", minutes=minutes, clock=clock, at=view.due_at)


def _stopped(view: ClockView, reader: Reader) -> Markup | None:
    clock = capitalized(reader, view.kind)
    if view.met_at:
        early = view.due_at - view.met_at
        key = "clock-met" if goes_out(view.kind) else "clock-done"
        if early < timedelta(0):
            return reader.say(f"{key}-late", clock=clock, at=view.met_at, late=reader.counted(-early))
        if early >= timedelta(minutes=1):
            return reader.say(f"{key}-early", clock=clock, at=view.met_at, early=reader.counted(early))
        return reader.say(key, clock=clock, at=view.met_at)
    if view.held_at:
        names = reader.listed(name(person) for person in view.held_by)
        if view.look_again_at:
            again = view.look_again_at
            return reader.say("clock-held", clock=clock, names=names, at=view.held_at, again=again)
        return reader.say("clock-held-alone", clock=clock, names=names, at=view.held_at)
    if view.waived_at:
        return reader.say("clock-waived", clock=clock, by=name(view.waived_by), at=view.waived_at)
    return None


def _about(view: ClockView, reader: Reader) -> Markup | None:
    if not view.number:
        return None
    return reader.say("clock-incident", number=short_number(view.number), title=title(view.title))


def _mention(view: ClockView, reader: Reader) -> Markup | None:
    if view.mention is None:
        return None
    person, user = view.mention
    # Bot API, HTML style: an inline mention reaches members without a user name too.
    called = Markup('<a href="tg://user?id={}">{}</a>').format(str(user), escape(name(person)))
    return reader.say("clock-commander", person=called)


def _keys(view: ClockView, reader: Reader) -> Keys:
    nudge: Key | None = None
    if Verb.NUDGE in view.keys and view.nudge:
        person = name(view.nudge_name)
        key = "key-nudge" if person else "key-nudge-anyone"
        nudge = button(reader, Verb.NUDGE, view.clock, view.nudge, key=key, person=person)
    emergency, hold = (
        (button(reader, verb, view.clock) if verb in view.keys else None)
        for verb in (Verb.EMERGENCY, Verb.CLOCK_HOLD)
    )
    met_key = "key-met-public" if goes_out(view.kind) else "key-met"
    ending = offered(
        view.keys,
        (Verb.CLOCK_MET, button(reader, Verb.CLOCK_MET, view.clock, key=met_key)),
        (Verb.CLOCK_WAIVE, button(reader, Verb.CLOCK_WAIVE, view.clock)),
        (Verb.CLOCK_WHY, button(reader, Verb.CLOCK_WHY, view.clock)),
    )
    return rows([None if _late(view, reader) and emergency else nudge, emergency, hold], ending)


def _source(view: ClockWhyView, reader: Reader) -> Markup | None:
    if not view.source:
        return None
    return reader.say("clock-why-source", source=title(origins.spoken(view.source, reader.language), NOTE * 2))


def draw_why(view: ClockWhyView, reader: Reader) -> Drawn:
    """Why this deadline is what it is: figure, what it counts from, where the figure comes from."""
    return Drawn.of(
        [
            reader.say(
                "clock-why-head",
                clock=capitalized(reader, view.kind),
                severity=view.severity,
                limit=view.limit,
            ),
            reader.say(
                "clock-why-basis", basis=capitalized(reader, view.basis), started=view.started_at, due=view.due_at
            ),
            _source(view, reader),
            reader.say("clock-why-calendar") if view.calendar_unknown else None,
        ]
    )
