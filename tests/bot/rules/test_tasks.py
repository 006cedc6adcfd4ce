"""Tasks have an owner and a time, wait for each other without circles, and show how far the team is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.tasks import (
    Progress,
    Task,
    TaskBlocked,
    TaskBlocksItself,
    TaskDueInPast,
    TaskOwnerMissing,
    TaskState,
    card_lines,
    check_blocked_by,
    check_done,
    check_new,
    holds_up_closing,
    progress,
    waits_for,
)

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_task_has_an_owner_and_lies_ahead() -> None:
    check_new("核对在售", "zhao", NOW + HOUR, NOW)
    check_new("核对在售", "zhao", None, NOW)
    with pytest.raises(TaskOwnerMissing):
        check_new("核对在售", "", NOW + HOUR, NOW)
    with pytest.raises(TaskDueInPast) as refused:
        check_new("核对在售", "zhao", NOW, NOW, typed="20:40")
    assert refused.value.values == {"due": "20:40"}


TASKS = [
    Task("1", "核对在售与库存", "zhao", NOW - HOUR),
    Task("2", "联系 3 位家长", "he", NOW, blocked_by=("1",)),
    Task("3", "存证", "jie", NOW - HOUR, TaskState.DONE),
    Task("4", "不做了", "jie", NOW - HOUR, TaskState.DROPPED),
    Task("5", "归档", "jie", before_closing=True),
]
BY_ID = {task.id: task for task in TASKS}


def test_progress() -> None:
    assert progress(TASKS, NOW) == Progress(done=1, counted=4, overdue=1)
    assert progress([], NOW) == Progress(0, 0, 0)


def test_the_card_shows_what_is_due_next() -> None:
    assert [task.id for task in card_lines(TASKS)] == ["1", "2"]
    assert [task.id for task in card_lines(TASKS, limit=9)] == ["1", "2", "5"]
    assert holds_up_closing(TASKS) == (TASKS[4],)


def test_a_blocked_task_names_what_it_waits_for() -> None:
    assert waits_for(TASKS[1], BY_ID) == (TASKS[0],)
    with pytest.raises(TaskBlocked) as refused:
        check_done(TASKS[1], BY_ID)
    assert refused.value.values == {"task": "核对在售与库存"}
    check_done(TASKS[0], BY_ID)
    check_done(Task("6", "x", "he", blocked_by=("3", "gone")), BY_ID)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
@settings(max_examples=50, deadline=None)
def test_no_order_of_linking_makes_a_circle(links: list[tuple[int, int]]) -> None:
    tasks = {str(number): Task(str(number), f"task {number}", "he") for number in range(8)}
    for one, other in links:
        task = tasks[str(one)]
        try:
            check_blocked_by(task, str(other), tasks)
        except TaskBlocksItself:
            continue
        tasks[task.id] = Task(task.id, task.title, "he", blocked_by=(*task.blocked_by, str(other)))
    while tasks:  # without a circle there is always one that waits for nobody
        free = [key for key, task in tasks.items() if not waits_for(task, tasks)]
        assert free
        for key in free:
            del tasks[key]
