"""Buttons of who does what by when: roles and handovers, clocks, steps of the playbook, tasks."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.desk import handovers, lists, nudges, playbooks, roles, stopping, tasks
from bot.desk.outcomes import Acted
from bot.ids import ClockId, PersonId, RoleId, TaskId
from handlers.chat.pressing import Pressed, Pressing, by_person
from messages.views import Verb
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.roles import RoleKind

# --- roles ---


async def _take(p: Pressing) -> Acted:
    return await roles.take(p.redrawing("crew"), p.person, p.incident, RoleKind(p.press.extra))


async def _ask(p: Pressing) -> Acted:
    return await roles.ask_somebody(p.redrawing("crew"), p.person, p.incident, RoleKind(p.press.extra), None)


async def _skip(p: Pressing) -> Acted:
    return await roles.skip(p.redrawing("crew"), p.person, p.incident, RoleKind(p.press.extra))


async def _request_taken(p: Pressing) -> Acted:
    return await roles.answer_request(p.desk, p.person, RoleId(p.press.subject), takes=True)


async def _request_declined(p: Pressing) -> Acted:
    return await roles.answer_request(p.desk, p.person, RoleId(p.press.subject), takes=False)


async def _empty_ask(p: Pressing) -> Acted:
    incident, kind = await roles.kind_of(p.desk, RoleId(p.press.subject))
    whom = PersonId(p.press.extra) if p.press.extra else None
    return await roles.ask_somebody(p.desk, p.person, incident, kind, whom)


async def _empty_self(p: Pressing) -> Acted:
    incident, kind = await roles.kind_of(p.desk, RoleId(p.press.subject))
    return await roles.take(p.desk, p.person, incident, kind)


async def _empty_skip(p: Pressing) -> Acted:
    incident, kind = await roles.kind_of(p.desk, RoleId(p.press.subject))
    return await roles.skip(p.desk, p.person, incident, kind)


# --- clocks, steps, tasks ---


async def _clock_met(p: Pressing) -> Acted:
    return await stopping.ask_for(p.desk, p.person, ClockId(p.press.subject), "proof", p.place)


async def _clock_waive(p: Pressing) -> Acted:
    return await stopping.ask_for(p.desk, p.person, ClockId(p.press.subject), "waiver", p.place)


async def _clock_why(p: Pressing) -> Acted:
    await lists.tell(p.desk, p.actor, p.press.subject, ParcelKind.CLOCK_WHY, p.place)
    return Acted("")


async def _step_done(p: Pressing) -> Acted:
    return await playbooks.tick(p.desk, p.person, p.incident, p.press.extra)


async def _step_cant(p: Pressing) -> Acted:
    if not p.press.extra:
        return await playbooks.choose_impossible(p.desk, p.person, p.incident)
    return await playbooks.tick(p.desk, p.person, p.incident, p.press.extra, impossible="1")


async def _give(p: Pressing) -> Acted:
    return await handovers.give(p.redrawing("crew"), p.person, p.incident, RoleKind(p.press.extra))


async def _task_undone(p: Pressing) -> Acted:
    return await tasks.tick_off(p.desk, p.person, TaskId(p.press.subject), done=False)


async def _task_blocked(p: Pressing) -> Acted:
    return await tasks.ask_blocked(p.desk, p.person, TaskId(p.press.subject), p.place)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.TAKE: _take,
        Verb.ASK: _ask,
        Verb.SKIP: _skip,
        Verb.ROLE_TAKE: _request_taken,
        Verb.ROLE_CANT: _request_declined,
        Verb.EMPTY_ASK: _empty_ask,
        Verb.EMPTY_SELF: _empty_self,
        Verb.EMPTY_SKIP: _empty_skip,
        Verb.CLOCK_MET: _clock_met,
        Verb.CLOCK_WAIVE: _clock_waive,
        Verb.CLOCK_WHY: _clock_why,
        Verb.STEP_DONE: _step_done,
        Verb.STEP_CANT: _step_cant,
        Verb.GIVE: _give,
        Verb.HANDOVER_TAKE: by_person(handovers.take, RoleId),
        Verb.NUDGE: by_person(nudges.nudge, ClockId),
        Verb.TASK_DONE: by_person(tasks.tick_off, TaskId),
        Verb.TASK_UNDO: _task_undone,
        Verb.TASK_BLOCKED: _task_blocked,
    }
)
