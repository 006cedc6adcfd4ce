"""Taking back what was pressed by mistake: within a minute, by whoever pressed it, as a further entry.

Nothing is erased: the state goes back, and the timeline says so. What others changed in between stays.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.desk import alerts, clocks, pausing, seats, stakeholders, steps, tasks, vouching
from bot.desk.classifying import set_severity
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, rename_topic, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names
from bot.desk.speaking import post_card, refresh
from bot.errors import DeskError
from bot.ids import AlertId, IncidentId, PersonId, RoleId, TaskId
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: experience.md 1.4 rule 4: reversible taps take effect at once and can be taken back for so long.
LASTS = timedelta(seconds=60)
_LOOK_BACK = 20

STEPS = frozenset({EntryKind.STEP_DONE, EntryKind.STEP_IMPOSSIBLE})
CLASSES = frozenset({EntryKind.SEVERITY_LOWERED, EntryKind.SEVERITY_RAISED, EntryKind.RETYPED})
ROLES = frozenset({EntryKind.ROLE_TAKEN})
TICKS = frozenset({EntryKind.STAKEHOLDER_TOLD, EntryKind.STAKEHOLDER_WAIVED})
FACTS = frozenset(
    {
        EntryKind.FACT_ADDED,
        EntryKind.FACT_CHANGED,
        EntryKind.FACT_VERIFIED,
        EntryKind.FACT_DISPUTED,
        EntryKind.FACT_WITHDRAWN,
    }
)


class UndoTooLate(DeskError):
    """More than a minute has passed, or this cannot be taken back."""

    key = "refused-undo-too-late"


class UndoOvertaken(DeskError):
    """Somebody changed it since."""

    key = "refused-undo-overtaken"


class UndoNotYours(DeskError):
    """Somebody else pressed it: `by`."""

    key = "refused-undo-not-yours"


async def offered(look: Reader, incident: IncidentId, kinds: Collection[EntryKind], ref: str = "") -> str:
    """The newest entry of these kinds that can still be taken back, '' when there is none; with `ref` only of
    what it names."""
    for entry in await look.timeline.latest(incident, _LOOK_BACK):
        if entry.kind in kinds and ref in ("", entry.ref):
            return entry.id if await _stands(look, entry) else ""
    return ""


async def offered_each(look: Reader, incident: IncidentId, kinds: Collection[EntryKind]) -> Mapping[str, str]:
    """Every entry of these kinds that can still be taken back, by what it is about; the newest first."""
    fresh = await look.timeline.recorded_since(incident, kinds, look.now - LASTS)
    return {entry.ref: entry.id for entry in fresh if await _stands(look, entry)}


def watch_can_be_undone(state: AlertState, decided_at: datetime | None, now: datetime) -> bool:
    """Was the watch set within the last minute?"""
    return state is AlertState.WATCHING and decided_at is not None and now - decided_at <= LASTS


async def _stands(look: Reader, entry: Entry) -> bool:
    if look.now - entry.recorded_at > LASTS or entry.actor is None:
        return False
    incident = await look.incidents.find(entry.incident_id)
    if incident is None or not incident.state.open:
        return False
    details = json.loads(entry.details or "{}")
    match entry.kind:
        case EntryKind.STEP_DONE | EntryKind.STEP_IMPOSSIBLE:
            rows = await look.belongings.steps(incident.id)
            return any(row.code == entry.ref and row.done_at == entry.at for row in rows)
        case EntryKind.SEVERITY_LOWERED | EntryKind.SEVERITY_RAISED:
            return bool(incident.severity.value == details.get("after"))
        case EntryKind.RETYPED:
            return bool(incident.crisis_type.value == details.get("after"))
        case EntryKind.ROLE_TAKEN:
            role = await look.roles.find(RoleId(entry.ref))
            # The command is handed over, never dropped: an incident that was touched has a commander.
            taken = role is not None and role.state is RoleState.TAKEN and role.taken_at == entry.at
            return taken and role is not None and role.kind is not RoleKind.COMMANDER
        case _ if entry.kind in FACTS:
            return "undoes" not in details and await vouching.stands(look, entry)
        case EntryKind.STAKEHOLDER_TOLD | EntryKind.STAKEHOLDER_WAIVED:
            return await stakeholders.stands(look, entry)
        case EntryKind.TASK_DONE:
            task = await look.belongings.task(TaskId(entry.ref))
            return task is not None and task.done_at == entry.at
        case _:
            return False


@act
async def undo(desk: Desk, person: PersonId, subject: str) -> Acted:
    """Take back a press: `subject` is its timeline entry, or the alert that somebody put on watch.

    Raises:
        UndoTooLate, UndoOvertaken, UndoNotYours; NotAllowed, Stranger.
    """
    async with desk.transaction() as u:
        entry = await u.timeline.find(subject)
        if entry is None:
            return await _unwatch(u, person, AlertId(subject))
        incident = await held(u, entry.incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        if entry.actor != person:
            called = await names(u, [entry.actor])
            raise UndoNotYours(by=called.get(entry.actor, ""))
        back = _BACK.get(entry.kind)
        if back is None or u.now - entry.recorded_at > LASTS:
            raise UndoTooLate
        if not await _stands(u, entry):
            raise UndoOvertaken
        await back(u, incident, entry, person)
        post_card(u, incident)
        return Acted("toast-undone", {}, incident.id, incident.number)


async def _untick(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    for row in await u.belongings.steps(incident.id):
        if row.code == entry.ref and row.stop_loss:
            row.done_at, row.done_by, row.impossible = None, None, ""
    u.timeline.record(incident, EntryKind.STEP_UNDONE, by=person, ref=entry.ref, step=entry.ref, undoes=entry.id)
    await pausing.run_again(u, incident, entry.recorded_at, {ClockKind.STOP_LOSS})
    await refresh(u, ParcelKind.STOP_LOSS, incident.id, incident.team_id)


async def _severity(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    before = Severity(json.loads(entry.details or "{}")["before"])
    await set_severity(u, incident, before, person, reason="undone", quiet=True)


async def _retype(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    details = json.loads(entry.details or "{}")
    before = CrisisType(details["before"])
    incident.more_types = [kind for kind in incident.more_types if kind != before.value]
    incident.crisis_type = before
    u.timeline.record(
        incident, EntryKind.RETYPED, by=person, before=details["after"], after=before, undoes=entry.id
    )
    await steps.copy(u, incident)
    rename_topic(u, incident)


async def _release(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    role = await u.roles.find(RoleId(entry.ref))
    assert role is not None, "looked up before"
    role.state, role.person_id, role.taken_at = RoleState.EMPTY, None, None
    u.timeline.record(incident, EntryKind.ROLE_RELEASED, by=person, ref=role.id, role=role.kind, undoes=entry.id)
    if incident.crew_complete_at == entry.recorded_at:
        incident.crew_complete_at = None
        await pausing.run_again(u, incident, entry.recorded_at, {ClockKind.ROLES_COMPLETE})
    await seats.ask_crew(u, incident, await team_of(u, incident.team_id))
    await refresh(u, ParcelKind.ROLE_REQUEST, role.id, incident.team_id)
    await refresh(u, ParcelKind.ROLE_EMPTY, role.id, incident.team_id)


async def _reopen(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    task = await u.belongings.task(TaskId(entry.ref))
    assert task is not None, "looked up before"
    await tasks.open_again(u, incident, task, person)


async def _unwatch(u: UnitOfWork, person: PersonId, alert_id: AlertId) -> Acted:
    alert = await alerts.held(u, alert_id, person)
    if not watch_can_be_undone(alert.state, alert.decided_at, u.now):
        raise UndoTooLate
    if alert.decided_by != person:
        called = await names(u, [alert.decided_by])
        raise UndoNotYours(by=called.get(alert.decided_by, ""))
    await clocks.stop_alert_clocks(u, alert, person, ClockState.CANCELLED)
    alert.state, alert.watch_until, alert.watch_triggers = AlertState.WAITING, None, []
    alert.decided_by = alert.decided_at = None
    clocks.start_for_alert(u, alert, await team_of(u, alert.team_id), ClockKind.DECISION)
    await alerts.show_everywhere(u, alert)
    return Acted("toast-undone")


_Back = Callable[[UnitOfWork, Incident, Entry, PersonId], Awaitable[None]]

_BACK: Mapping[EntryKind, _Back] = MappingProxyType(
    {
        EntryKind.STEP_DONE: _untick,
        EntryKind.STEP_IMPOSSIBLE: _untick,
        EntryKind.SEVERITY_LOWERED: _severity,
        EntryKind.SEVERITY_RAISED: _severity,
        EntryKind.RETYPED: _retype,
        EntryKind.ROLE_TAKEN: _release,
        EntryKind.TASK_DONE: _reopen,
        **dict.fromkeys(TICKS, stakeholders.put_back),
        **dict.fromkeys(FACTS, vouching.put_back),
    }
)
