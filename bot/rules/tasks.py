"""Tasks: who does what by when, what holds them up, and how far the team is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.errors import DeskError


class TaskOwnerMissing(DeskError):
    """A task belongs to somebody (`task`)."""

    key = "refused-task-owner-missing"


class TaskDueInPast(DeskError):
    """A task cannot be due before it is given (`due`, as typed)."""

    key = "refused-task-due-in-past"


class TaskBlocksItself(DeskError):
    """A task cannot wait for itself, directly or through others (`task`)."""

    key = "refused-task-blocks-itself"


class TaskBlocked(DeskError):
    """It waits for another task that is not done (`task`: the one it waits for)."""

    key = "refused-task-blocked"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Task(Struct, frozen=True):
    """One task; `blocked_by` are ids of tasks it waits for, `before_closing`: it must be done to close."""

    id: str
    title: str
    owner: str
    due_at: datetime | None = None
    state: TaskState = TaskState.OPEN
    blocked_by: tuple[str, ...] = ()
    before_closing: bool = False


class Progress(Struct, frozen=True):
    """Done of all (dropped ones are not counted), and how many are overdue."""

    done: int
    counted: int
    overdue: int


def check_new(title: str, owner: str, due_at: datetime | None, now: datetime, typed: str = "") -> None:
    """May this task be given?

    Raises:
        TaskOwnerMissing: nobody owns it.
        TaskDueInPast: it would be overdue at birth.
    """
    if not owner:
        raise TaskOwnerMissing(task=title)
    if due_at is not None and due_at <= now:
        raise TaskDueInPast(due=typed)


def progress(tasks: Iterable[Task], now: datetime) -> Progress:
    """How far the team is, as the card's button shows it."""
    counted = [task for task in tasks if task.state is not TaskState.DROPPED]
    return Progress(
        done=sum(task.state is TaskState.DONE for task in counted),
        counted=len(counted),
        overdue=sum(overdue(task, now) for task in counted),
    )


def overdue(task: Task, now: datetime) -> bool:
    """Open and past its time; the very moment is still in time."""
    return task.state is TaskState.OPEN and task.due_at is not None and task.due_at < now


def waits_for(task: Task, tasks: Mapping[str, Task]) -> tuple[Task, ...]:
    """The open tasks that hold this one up; ids nobody knows hold up nothing."""
    blockers = (tasks.get(each) for each in task.blocked_by)
    return tuple(each for each in blockers if each is not None and each.state is TaskState.OPEN)


def check_done(task: Task, tasks: Mapping[str, Task]) -> None:
    """May it be ticked?

    Raises:
        TaskBlocked: something it waits for is still open.
    """
    waiting = waits_for(task, tasks)
    if waiting:
        raise TaskBlocked(task=waiting[0].title)


def check_blocked_by(task: Task, other: str, tasks: Mapping[str, Task]) -> None:
    """May this task wait for the other?

    Raises:
        TaskBlocksItself: the other waits, directly or through more tasks, for this one.
    """
    seen: set[str] = set()
    ahead = [other]
    while ahead:
        current = ahead.pop()
        if current == task.id:
            raise TaskBlocksItself(task=task.title)
        if current in seen or current not in tasks:
            continue
        seen.add(current)
        ahead.extend(tasks[current].blocked_by)


def card_lines(tasks: Sequence[Task], limit: int = 2) -> tuple[Task, ...]:
    """What the card shows next: open tasks, the earliest due first, those without time last."""
    waiting = [task for task in tasks if task.state is TaskState.OPEN]
    waiting.sort(key=lambda task: (task.due_at is None, task.due_at.timestamp() if task.due_at else 0.0, task.id))
    return tuple(waiting[:limit])


def holds_up_closing(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Open tasks that must be done before the incident is closed."""
    return tuple(task for task in tasks if task.before_closing and task.state is TaskState.OPEN)
