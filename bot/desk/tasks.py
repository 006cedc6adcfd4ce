"""Tasks of an incident: given, done, taken back, stuck; each with an owner and, mostly, a time."""

from datetime import datetime

from bot.desk import asking, clocks
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names, who_may_know
from bot.desk.speaking import let_go, post_card, post_reply, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, TaskId
from bot.rules import tasks as rules
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident, Task
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class TaskUnknown(DeskError):
    """There is no such task."""

    key = "refused-task-unknown"


@act
async def give(
    desk: Desk,
    person: PersonId,
    incident_id: IncidentId,
    title: str,
    owner: str,
    due_at: datetime | None,
    typed: str = "",
    place: str = "",
) -> Acted:
    """Give somebody something to do. `owner` is a name or @username of a member, '' for whoever gives it.

    Raises:
        IncidentUnknown, NotAllowed; PersonUnknown: no member, or several, of that name;
        TaskDueInPast: `due_at` (as `typed`) is over.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        owner_id = await who_may_know(u, incident, owner) if owner else person
        rules.check_new(title, owner_id, due_at, u.now, typed)
        number = await u.belongings.highest_task_number(incident.id) + 1
        task = Task(
            id=TaskId(u.new_id()),
            team_id=incident.team_id,
            incident_id=incident.id,
            number=number,
            title=title[:240],
            owner_id=owner_id,
            due_at=due_at,
            created_at=u.now,
        )
        u.add(task)
        u.timeline.record(incident, EntryKind.TASK_ADDED, by=person, ref=task.id, text=task.title, person=owner_id)
        if due_at is not None:
            clocks.start_task(u, incident, task.id, owner_id, due_at)
        await u.session.flush()
        if owner_id != person:
            news = News(ParcelKind.TASK_GIVEN, task.id)
            await tell(u, incident, NoiseEvent.TASK_GIVEN, news, {Whom.OWNER: [owner_id]})
        await steered(u, incident, person)
        post_card(u, incident)
        if place:
            named = await u.people.find(owner_id)
            values = {"key": "answer-task-added", "text": task.title, "person": named.name if named else ""}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("toast-task-added", {}, incident.id, incident.number)


@act
async def tick_off(desk: Desk, person: PersonId, task_id: TaskId, done: bool = True) -> Acted:
    """A task is done, or is open again after all; pressing a done one again changes nothing.

    Raises:
        TaskUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, task = await _held(u, task_id, person)
        if done and task.done_at is None:
            task.done_at, task.done_by, task.blocked_by = u.now, person, ""
            u.timeline.record(incident, EntryKind.TASK_DONE, by=person, ref=task.id, text=task.title)
            await clocks.meet_task(u, incident, task.id, person)
        elif done and task.done_at is not None and task.done_by != person:
            called = await names(u, [task.done_by])
            told = {"by": called.get(task.done_by, ""), "at": task.done_at.isoformat()}
            return Acted("toast-task-was-done", told, incident.id, incident.number)
        elif not done and task.done_at is not None:
            await open_again(u, incident, task, person)
        await _show(u, incident, task)
        return Acted("toast-task-done" if done else "toast-task-undone", {}, incident.id, incident.number)


async def open_again(u: UnitOfWork, incident: Incident, task: Task, by: PersonId) -> None:
    """The task was not done after all; its time runs on."""
    task.done_at = task.done_by = None
    u.timeline.record(incident, EntryKind.TASK_CHANGED, by=by, ref=task.id, text=task.title)
    if task.due_at is not None and task.owner_id is not None:
        clocks.start_task(u, incident, task.id, task.owner_id, task.due_at)
    await _show(u, incident, task)


@act
async def report_blocked(desk: Desk, person: PersonId, task_id: TaskId, why: str) -> Acted:
    """What a task is stuck on; the commander sees it on the card.

    Raises:
        TaskUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, task = await _held(u, task_id, person)
        task.blocked_by = why
        u.timeline.record(incident, EntryKind.TASK_CHANGED, by=person, ref=task.id, text=why)
        await _show(u, incident, task)
        return Acted("toast-task-blocked", {}, incident.id, incident.number)


@act
async def ask_blocked(desk: Desk, person: PersonId, task_id: TaskId, place: str) -> Acted:
    """Ask in one sentence what a task is stuck on, in private; the answer comes as a reply.

    Raises:
        TaskUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, task = await _held(u, task_id, person)
        values = {"key": "answer-blocked-wanted", "asks": "blocked", "about": task.id}
        return await asking.ask(u, person, place, incident.team_id, values)


async def _held(u: UnitOfWork, task_id: TaskId, person: PersonId) -> tuple[Incident, Task]:
    found = await u.belongings.task(task_id)
    if found is None:
        raise TaskUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    return incident, found


async def _show(u: UnitOfWork, incident: Incident, task: Task) -> None:
    await u.session.flush()
    await refresh(u, ParcelKind.TASK_GIVEN, task.id, incident.team_id)
    await refresh(u, ParcelKind.TASK_LIST, incident.id, incident.team_id)
    post_card(u, incident)


async def overdue(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """A task's time is over: its owner hears it, as a new message, because an edit makes no sound."""
    task = await u.belongings.task(TaskId(clock.label))
    if task is None or task.owner_id is None:
        return
    await let_go(u, ParcelKind.TASK_GIVEN, task.id)
    news = News(ParcelKind.TASK_GIVEN, task.id, Lane.BREACH)
    await tell(u, incident, NoiseEvent.TASK_OVERDUE, news, {Whom.OWNER: [task.owner_id]})
    post_card(u, incident)


def is_task(clock: Clock) -> bool:
    """Is this the clock of a task?"""
    return clock.kind is ClockKind.TASK
