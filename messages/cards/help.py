"""Help: three lines and five buttons, of what this person may use."""

from messages.cards.parts import button, head
from messages.markup import Drawn, Key, grid
from messages.views import HelpView, Reader, Verb

#: The three lines come from these, in this order; what the person may not use is passed over.
_LINES = ("report", "check", "sheet", "declare", "status", "recap", "page")
_BUTTONS = (("report", "report"), ("declare", "declare"), ("status", "status"), ("check", "words"))
_MENU_REST = 8
#: Nobody guesses from their name what these do: each has a line of its own, for whoever may use it.
_EXPLAINED = ("waive", "unmask")


def draw(view: HelpView, reader: Reader) -> Drawn:
    """Three things are enough; the rest is named in one line, and what no name explains has one of its own."""
    names = [command for command, _ in view.commands]
    first_three = [command for command in _LINES if command in names][:3]
    if first_three == ["report", "check", "sheet"]:
        lines = [head(reader, view.mark, reader.say("help-all"))]
    else:
        lines = [head(reader, view.mark, reader.say("help-head"))]
        lines += [reader.say(f"help-line-{command}") for command in first_three]
    told = {*first_three, *_EXPLAINED, "help"}
    rest = [f"/{command}" for command in names if command not in told]
    if rest:
        lines.append(reader.say("help-more", commands=" ".join(rest[:_MENU_REST])))
    lines += [reader.say(f"help-line-{command}") for command in _EXPLAINED if command in names]
    if not view.started:
        lines.append(reader.say("help-not-started"))
    return Drawn.of(lines, grid(_keys(view, names, reader), 3))


def _keys(view: HelpView, names: list[str], reader: Reader) -> list[Key | None]:
    keys: list[Key | None] = [
        button(reader, Verb.HELP, topic, key=f"key-help-{topic}")
        for command, topic in _BUTTONS
        if command in names
    ]
    if not view.started and view.start_url:
        keys.append(Key(reader.plain("key-start"), url=view.start_url))
    else:
        keys.append(button(reader, Verb.HELP, "reach", key="key-help-reach"))
    return keys


def draw_about(topic: str, reader: Reader) -> Drawn:
    """What a help button answers: how to report, declare, ask, be reached."""
    known = topic if topic in ("report", "declare", "status", "words", "reach", "topics") else "report"
    return Drawn.of([reader.say(f"help-about-{known}")])
