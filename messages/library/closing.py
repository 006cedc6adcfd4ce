"""The closing gate, improvements and recurrence as rows."""

from functools import cache

from pydantic import Field

from messages.library.rows import Row, document, rows
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.severity import Severity


class ClosingRow(Row):
    """What one level asks for. `debrief`: everybody with a role is asked at the stand-down, and its clocks run."""

    severity: Severity
    pieces: tuple[ClosingPiece, ...] = Field(min_length=1)
    debrief: bool


class ImprovementRow(Row):
    """When an improvement is due if nobody says, when its owner is reminded, when somebody looks at its effect."""

    due_days: int = Field(gt=0)
    remind_before_days: int = Field(ge=0)
    remind_every_days: int = Field(gt=0)
    check_after_days: int = Field(gt=0)


class RecurrenceRow(Row):
    """Within how many days the same type and tag count as a recurrence."""

    days: int = Field(gt=0)


@cache
def closing() -> tuple[ClosingRow, ...]:
    """One row per severity, S1 first.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    return rows(ClosingRow, document("policies", "closing.toml")["closing"])


@cache
def improvements() -> ImprovementRow:
    return ImprovementRow.model_validate(document("policies", "closing.toml")["improvements"])


@cache
def recurrence() -> RecurrenceRow:
    return RecurrenceRow.model_validate(document("policies", "closing.toml")["recurrence"])
