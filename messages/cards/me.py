"""/me: one card with everything about being called, and a button for each thing that can be changed."""

from markupsafe import Markup

from bot.buttons import Press
from messages.cards import phones
from messages.cards.parts import button, head, name
from messages.markup import Drawn, Key, grid
from messages.views import Reader, Verb
from messages.views.me import MeView
from storage.vocabulary.people import Language

#: What is asked for by a question; roles, phones and language have panels and buttons of their own.
ASKED = ("order", "quiet", "zone", "away", "code")


def draw(view: MeView, reader: Reader) -> Drawn:
    """The card."""
    chosen = [reader.label(role) for role in view.roles]
    if view.on_duty:
        chosen.insert(0, reader.plain("duties-on-duty"))
    roles = reader.say("me-roles", names=reader.listed(chosen)) if chosen else reader.say("me-no-roles")
    lines: list[Markup | None] = [head(reader, view.mark, reader.say("me-head", team=view.team)), roles]
    lines += [
        reader.say("me-deputies", role=role, names=reader.listed(name(person) for person in people))
        for role, people in view.deputies
    ]
    lines += [phones.row(number, each, reader) for number, each in enumerate(view.phones, 1)]
    if not view.phones:
        lines.append(reader.say("me-no-phones"))
    quiet = [reader.plain("me-quiet-one", severity=severity, hours=hours) for severity, hours in view.quiet]
    lines.append(reader.say("me-quiet", hours=reader.listed(quiet)))
    away = reader.say("me-here")
    if view.away is not None:
        away = reader.say("me-away", begins=view.away[0], ends=view.away[1])
    lines.append(away)
    lines.append(reader.say("me-zone", zone=view.zone))
    lines.append(reader.say(f"me-code-{view.code}"))
    other = Language.EN if reader.language is Language.ZH else Language.ZH
    asked = {what: Key(reader.plain(f"me-key-{what}"), Press(Verb.ME, what)) for what in ASKED}
    keys = [
        Key(reader.plain("me-key-roles"), Press(Verb.ME, "roles")), button(reader, Verb.PHONES),
        asked["order"], asked["quiet"],
        asked["away"], asked["code"],
        asked["zone"], Key(reader.plain("duties-language"), Press(Verb.LANGUAGE, other.value)),
    ]  # fmt: skip
    return Drawn.of(lines, grid(keys, 2))
