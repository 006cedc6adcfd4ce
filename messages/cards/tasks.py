"""Tasks: one private message each, that changes as the task does, and the list of an incident."""

from markupsafe import Markup

from messages.cards.parts import NOTE, STEP, button, dotted, head, name, offered, short_number, title
from messages.markup import Drawn, escape, grid, rows
from messages.views import Reader, TaskListView, TaskView, Verb

_SHOWN = 10
_BUTTONS = 6


def draw(view: TaskView, reader: Reader) -> Drawn:
    """What, from whom, until when; then who did it, or what it is stuck on."""
    first = reader.say("task-head", number=short_number(view.number), title=title(view.title))
    given = reader.say("task-given", by=name(view.given_by)) if view.mine and view.given_by else None
    owner = reader.say("task-owner", person=name(view.owner)) if not view.mine and view.owner else None
    lines = [
        head(reader, view.mark, first),
        escape(title(view.text, NOTE)),
        dotted(reader, given, owner, _standing(view, reader)),
        reader.say("task-blocked", text=title(view.blocked_by, NOTE))
        if view.blocked_by and not view.done_at
        else None,
    ]
    verbs = (Verb.TASK_UNDO,) if view.done_at else (Verb.TASK_DONE, Verb.TASK_BLOCKED)
    keys = offered(view.keys, *((verb, button(reader, verb, view.task)) for verb in verbs))
    return Drawn.of((line or None for line in lines), rows(keys))


def _standing(view: TaskView, reader: Reader) -> Markup | None:
    if view.done_at and view.done_by:
        return reader.say("task-done", by=name(view.done_by), at=view.done_at)
    if view.done_at:
        return reader.say("task-done-alone", at=view.done_at)
    if view.due_at is None:
        return None
    return reader.say("task-overdue" if view.due_at <= reader.now else "task-due", at=view.due_at)


def draw_list(view: TaskListView, reader: Reader) -> Drawn:
    """All tasks, the undone first numbered as they stand; a tap says one is done."""
    done = sum(task.done_at is not None for task in view.tasks)
    about = {"number": short_number(view.number), "title": title(view.title)}
    if not view.tasks:
        return Drawn.of(
            [reader.say("tasks-head", done=0, total=0, **about), reader.say("tasks-none")],
            rows([button(reader, Verb.BACK, view.incident)]),
        )
    numbered = list(enumerate(view.tasks, start=1))
    lines = [_line(index, task, reader) for index, task in numbered[:_SHOWN]]
    rest = len(numbered) - len(lines)
    keys = [
        button(reader, Verb.TASK_DONE, task.task, key="key-tdone-index", index=str(index))
        for index, task in numbered
        if not task.done_at and Verb.TASK_DONE in task.keys
    ]
    return Drawn.of(
        [
            reader.say("tasks-head", done=done, total=len(view.tasks), **about),
            *lines,
            reader.say("tasks-more", count=rest) if rest else None,
        ],
        grid([*keys[:_BUTTONS], button(reader, Verb.BACK, view.incident)], 2),
    )


def _line(index: int, task: TaskView, reader: Reader) -> Markup:
    text = title(task.text, STEP)
    if task.done_at:
        return reader.say("tasks-done-line", index=str(index), text=text)
    due = reader.moment(task.due_at) if task.due_at else ""
    who = " ".join(part for part in (name(task.owner), due) if part)
    return dotted(reader, reader.say("step-line", index=str(index), text=text), who)
