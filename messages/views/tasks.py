"""Views of tasks and decisions."""

from datetime import datetime

from msgspec import Struct

from bot.ids import DecisionId, IncidentId, TaskId
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.severity import Severity


class TaskView(Struct, frozen=True, kw_only=True):
    """A task given to somebody, private; the message changes as the task does."""

    task: TaskId
    number: str
    title: str
    text: str
    owner: str = ""
    given_by: str = ""
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    blocked_by: str = ""
    mine: bool = True
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class TaskListView(Struct, frozen=True, kw_only=True):
    """All tasks of an incident, in order; the first undone ones carry a button."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    tasks: tuple[TaskView, ...]


class DecisionView(Struct, frozen=True, kw_only=True):
    """A decision: question, choice, why; never edited, only superseded."""

    decision: DecisionId
    number: str
    question: str
    choice: str
    why: str
    by: str
    at: datetime
    superseded_by: str = ""
    superseded_at: datetime | None = None
