"""Drawing tasks and decisions."""

from bot.desk.drawing import facts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import TaskId
from messages.cards import decisions as decision_card
from messages.cards import tasks as cards
from messages.views import DecisionView, TaskListView, TaskView, Verb
from storage.tables.incidents import Incident, Task


async def given(easel: Easel) -> Errand | None:
    """A task, to whom it was given; the message changes as the task does."""
    task = await easel.look.belongings.task(TaskId(easel.parcel.subject_id))
    incident = await easel.incident(task.incident_id) if task else None
    if task is None or incident is None:
        return None
    return easel.show(cards.draw(await _view(easel, task, incident), easel.reader))


async def _view(easel: Easel, task: Task, incident: Incident) -> TaskView:
    called = await easel.called([task.done_by])
    (owner,) = await facts.task_owners(easel, incident, [task])
    keys = {Verb.TASK_UNDO} if task.done_at else {Verb.TASK_DONE, Verb.TASK_BLOCKED}
    return TaskView(
        task=task.id,
        number=incident.number,
        title=incident.title,
        text=facts.task_text(easel, task),
        owner=owner,
        due_at=task.due_at,
        done_at=task.done_at,
        done_by=called.get(task.done_by, ""),
        blocked_by=task.blocked_by,
        mine=easel.person is not None and task.owner_id == easel.person.id,
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )


async def listed(easel: Easel) -> Errand | None:
    """All tasks of an incident."""
    incident = await easel.incident()
    if incident is None:
        return None
    tasks = await easel.look.belongings.tasks(incident.id)
    view = TaskListView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        tasks=tuple([await _view(easel, task, incident) for task in tasks]),
    )
    return easel.show(cards.draw_list(view, easel.reader))


async def decision(easel: Easel) -> Errand | None:
    """What was decided, and why."""
    incident = await easel.incident(str(easel.parcel.values.get("incident", "")))
    if incident is None:
        return None
    rows = await easel.look.belongings.decisions(incident.id)
    mine = next((row for row in rows if row.id == easel.parcel.subject_id), None)
    if mine is None:
        return None
    newer = next((row for row in rows if row.supersedes == mine.id), None)
    called = await easel.called([mine.decided_by, newer.decided_by if newer else None])
    view = DecisionView(
        decision=mine.id,
        number=str(mine.number),
        question=mine.question,
        choice=mine.choice,
        why=mine.why,
        by=called.get(mine.decided_by, ""),
        at=mine.decided_at,
        superseded_by=str(newer.number) if newer else "",
        superseded_at=newer.decided_at if newer else None,
    )
    return easel.show(decision_card.draw(view, easel.reader))
