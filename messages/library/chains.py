"""Calling chains per severity, as data."""

from datetime import time
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from messages.library.rows import Row, document, rows
from storage.vocabulary.calls import RungKind
from storage.vocabulary.severity import Severity


class RungRow(BaseModel):
    """One step: `after` so many response times."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    kind: RungKind
    after: float = Field(ge=0)


class ChainRow(Row):
    """The chain of one severity. Fields as in `bot.rules.calling.ChainPolicy`."""

    version: str
    severity: Severity
    rungs: tuple[RungRow, ...] = Field(min_length=1)
    role: tuple[RungRow, ...] = Field(min_length=1)
    must_answer: int = Field(ge=1)
    repeats: int = Field(ge=0)
    moves_up: bool
    quiet_hours: bool
    quiet_from: time | None = None
    quiet_to: time | None = None
    silence_minutes: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _fits(self) -> "ChainRow":
        for line in (self.rungs, self.role):
            times = [rung.after for rung in line]
            if times != sorted(times) or line[0].kind is not RungKind.FIRST:
                raise ValueError("a chain begins with its first rung and goes on in time")
        if self.quiet_hours and self.severity.at_least(Severity.S2):
            raise ValueError("S1 and S2 have no quiet hours")
        if self.quiet_hours and (self.quiet_from is None or self.quiet_to is None):
            raise ValueError("quiet hours have a beginning and an end")
        return self


@cache
def chains() -> tuple[ChainRow, ...]:
    """The chain of each severity, S1 first.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    data = document("policies", "chains.toml")
    return rows(ChainRow, [{"version": data["version"], **row} for row in data["chain"]])
