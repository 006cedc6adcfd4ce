"""What somebody does in the team (experience.md 5): asked once in private, changed by a tap at any time."""

from bot.buttons import Press
from messages.cards.parts import button, head
from messages.markup import Drawn, Key, grid
from messages.views import DutiesView, Reader, Verb
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind

#: What is offered, in this order; the rest is taken in an incident.
OFFERED = (
    RoleKind.COMMUNICATIONS_LEAD,
    RoleKind.LEGAL,
    RoleKind.SERVICE_LEAD,
    RoleKind.ACCOUNT_OPERATOR,
    RoleKind.BUSINESS_OWNER,
    RoleKind.LIVE_DIRECTOR,
    RoleKind.EXECUTIVE,
)
ON_DUTY = "on_duty"


def draw(view: DutiesView, reader: Reader) -> Drawn:
    """The question, what was chosen so far, the other language, and the way to his phones."""
    chosen = [reader.label(role) for role in view.roles if role in OFFERED]
    if view.on_duty:
        chosen.insert(0, reader.plain("duties-on-duty"))
    lines = [
        head(reader, view.mark, reader.say("duties-question", team=view.team)),
        reader.say("duties-chosen", names=reader.listed(chosen)) if chosen else reader.say("duties-none"),
    ]
    keys = [_key(reader, ON_DUTY, reader.plain("duties-on-duty"), view.on_duty)]
    keys += [_key(reader, role.value, reader.label(role), role in view.roles) for role in OFFERED]
    other = Language.EN if reader.language is Language.ZH else Language.ZH
    keys.append(Key(reader.plain("duties-language"), Press(Verb.LANGUAGE, other.value)))
    return Drawn.of(lines, (*grid(keys, 3), (button(reader, Verb.PHONES),)))


def _key(reader: Reader, what: str, label: str, chosen: bool) -> Key:
    text = reader.plain("duties-key-chosen", name=label) if chosen else label
    return Key(text, Press(Verb.DUTY, what))
