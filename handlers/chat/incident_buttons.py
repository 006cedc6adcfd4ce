"""Buttons of the daily work on an incident: undo, pauses, law, restricted, stakeholders, calls made by hand."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.desk import obligations, pausing, restricting, roles, stakeholders, undo
from bot.desk.outcomes import Acted
from bot.ids import ClockId, PersonId, RoleId
from handlers.chat.pressing import Pressed, Pressing
from messages.views import Verb
from messages.words import plain


async def _undo(p: Pressing) -> Acted:
    return await undo.undo(p.redrawing_about(), p.person, p.press.subject)


async def _pause(p: Pressing) -> Acted:
    return await pausing.ask_reason(p.desk, p.person, ClockId(p.press.subject), p.place)


async def _pause_agreed(p: Pressing) -> Acted:
    return await pausing.agree(p.desk, p.person, ClockId(p.press.subject))


async def _resume(p: Pressing) -> Acted:
    return await pausing.resume(p.desk, p.person, ClockId(p.press.subject))


async def _legal(p: Pressing) -> Acted:
    return await obligations.attach(p.desk, p.actor, p.incident, p.press.extra, None, p.place)


async def _restrict(p: Pressing) -> Acted:
    return await restricting.restrict(p.desk, p.person, p.incident)


async def _stakeholders(p: Pressing) -> Acted:
    return await stakeholders.show(p.desk, p.actor, p.incident, p.place)


async def _told(p: Pressing) -> Acted:
    return await stakeholders.told(p.desk, p.actor, p.press.subject)


async def _not_told(p: Pressing) -> Acted:
    circle, name = await stakeholders.row_of(p.desk, p.press.subject)
    called = name or plain(p.actor.language, f"circle-{circle}")
    return await stakeholders.ask_why_not(p.desk, p.actor, p.press.subject, called, p.place)


async def _called(p: Pressing) -> Acted:
    return await roles.called_by_hand(p.desk, p.person, RoleId(p.press.subject), PersonId(p.press.extra))


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.UNDO: _undo,
        Verb.CLOCK_PAUSE: _pause,
        Verb.CLOCK_PAUSE_AGREE: _pause_agreed,
        Verb.CLOCK_RESUME: _resume,
        Verb.LEGAL: _legal,
        Verb.RESTRICT: _restrict,
        Verb.STAKEHOLDERS: _stakeholders,
        Verb.TOLD: _told,
        Verb.NOT_TOLD: _not_told,
        Verb.CALLED: _called,
    }
)
