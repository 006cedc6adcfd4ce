"""Buttons of the daily work on an incident: undo, pauses, law, restricted, stakeholders, calls made by hand."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.desk import obligations, pausing, restricting, roles, stakeholders, undo
from bot.desk.outcomes import Acted
from bot.ids import ClockId, IncidentId, PersonId, RoleId
from handlers.chat.pressing import Pressed, Pressing, by_actor, by_person
from messages.views import Verb
from storage.vocabulary.incidents import NOT_CONCERNED


async def _undo(p: Pressing) -> Acted:
    return await undo.undo(p.redrawing_about(), p.person, p.press.subject)


async def _pause(p: Pressing) -> Acted:
    return await pausing.ask_reason(p.desk, p.person, ClockId(p.press.subject), p.place)


async def _legal(p: Pressing) -> Acted:
    return await obligations.attach(p.desk, p.actor, p.incident, p.press.extra, None, p.place)


async def _stakeholders(p: Pressing) -> Acted:
    return await stakeholders.show(p.desk, p.actor, p.incident, p.place)


async def _not_told(p: Pressing) -> Acted:
    """A whole circle that this is not about needs no further reason; whoever has a name does."""
    name = await stakeholders.name_of(p.desk, p.press.subject)
    if not name:
        return await stakeholders.waive(p.desk, p.actor, p.press.subject, NOT_CONCERNED)
    return await stakeholders.ask_why_not(p.desk, p.actor, p.press.subject, name, p.place)


async def _called(p: Pressing) -> Acted:
    return await roles.called_by_hand(p.desk, p.person, RoleId(p.press.subject), PersonId(p.press.extra))


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.UNDO: _undo,
        Verb.CLOCK_PAUSE: _pause,
        Verb.CLOCK_PAUSE_AGREE: by_person(pausing.agree, ClockId),
        Verb.CLOCK_RESUME: by_person(pausing.resume, ClockId),
        Verb.LEGAL: _legal,
        Verb.RESTRICT: by_person(restricting.restrict, IncidentId),
        Verb.STAKEHOLDERS: _stakeholders,
        Verb.TOLD: by_actor(stakeholders.told, str),
        Verb.NOT_TOLD: _not_told,
        Verb.CALLED: _called,
    }
)
