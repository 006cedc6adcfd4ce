"""Clock, crew and intake policies as rows (clocks.md 2.2 and 2.3, the crew table of the design)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Self

from pydantic import Field, model_validator

from messages.library.rows import Row, Words, document, rows
from storage.vocabulary.clocks import Basis, ClockKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class ClockPolicyRow(Row):
    """One figure: one kind of clock for one severity. Fields as in `bot.rules.clocks.ClockPolicy`."""

    kind: ClockKind
    severity: Severity
    basis: Basis
    owner_role: RoleKind
    minutes: int | None = Field(default=None, gt=0)
    duty_minutes: int | None = Field(default=None, gt=0)
    working_days: int | None = Field(default=None, gt=0)
    live_minutes: int | None = Field(default=None, gt=0)
    repeat_after_minutes: int | None = Field(default=None, gt=0)
    repeat_minutes: int | None = Field(default=None, gt=0)
    further_days: tuple[int, ...] = ()
    version: str

    @model_validator(mode="after")
    def _one_figure(self) -> Self:
        figures = [self.minutes, self.duty_minutes, self.working_days]
        given = sum(figure is not None for figure in figures)
        if given > 1 or (given == 0 and self.live_minutes is None):
            raise ValueError("a clock has one of minutes, duty_minutes, working_days, or live_minutes alone")
        return self


class LegalClockRow(Row):
    """A clock of law or platform: attached by hand, never paused. No figure: the team fills it in.

    `starts`: what it counts from; `duty`: what has to be done by then; `at_once`: the law says immediately.
    """

    code: str = Field(pattern=r"^[LP][0-9]+[a-z]?$")
    article: str = ""
    duty: Words
    starts: Words
    minutes: int | None = Field(default=None, gt=0)
    working_days: int | None = Field(default=None, gt=0)
    at_once: bool = False
    crisis_types: tuple[CrisisType, ...] = ()

    @property
    def has_figure(self) -> bool:
        """Can it be attached without somebody typing a deadline?"""
        return self.at_once or self.minutes is not None or self.working_days is not None


class CrewPolicyRow(Row):
    """Minimum crew of one severity. Fields as in `bot.rules.crew.CrewPolicy`."""

    severity: Severity
    roles: tuple[RoleKind, ...] = Field(min_length=1)
    live_roles: tuple[RoleKind, ...] = ()
    told: tuple[RoleKind, ...] = ()
    empty_after_minutes: int | None = Field(default=None, gt=0)


class IntakePolicyRow(Row):
    """Windows of grouping and damping. Fields as in `bot.rules.intake.IntakePolicy`."""

    group_minutes: int = Field(gt=0)
    flap_changes: int = Field(gt=1)
    flap_minutes: int = Field(gt=0)


@cache
def clock_policies() -> tuple[ClockPolicyRow, ...]:
    """The policy table, row by row in the order of the file, S1 first.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    data = document("policies", "clocks.toml")
    return rows(ClockPolicyRow, list(_spread(data)))


def _spread(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The file writes a kind once and its severities below; what a severity says itself wins."""
    for entry in data["clock"]:
        shared = {key: value for key, value in entry.items() if key not in set(Severity)}
        for severity in Severity:
            if severity.value in entry:
                own = entry[severity.value]
                yield {"version": data["version"], **shared, "severity": severity.value, **own}


@cache
def legal_clocks() -> tuple[LegalClockRow, ...]:
    """Clocks of law (L…) and of platforms (P…)."""
    return rows(LegalClockRow, document("policies", "legal.toml")["clock"])


@cache
def crew_policies() -> tuple[CrewPolicyRow, ...]:
    """Minimum crew, one row per severity."""
    return rows(CrewPolicyRow, document("policies", "crew.toml")["crew"])


@cache
def intake_policy() -> IntakePolicyRow:
    """The windows of grouping and damping."""
    return IntakePolicyRow.model_validate(document("policies", "intake.toml"))
