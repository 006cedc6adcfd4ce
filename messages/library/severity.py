"""Overrides and score bands as rows (clocks.md 2.4)."""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from messages.library.rows import Row, document, rows
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import ScorePart, Severity


class OverrideRow(Row):
    """A minimum severity. Fields as in `bot.rules.severity.Override`."""

    name: str = Field(pattern=r"^[a-z][a-z_]*$")
    floor: Severity
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    label: str = ""
    metric: str = ""
    at_least: float | None = None
    at_most: float | None = None
    crisis_types: tuple[CrisisType, ...] = ()
    live_only: bool = False

    @model_validator(mode="after")
    def _can_hit(self) -> Self:
        if not (self.words or self.label or self.metric or self.crisis_types):
            raise ValueError("an override needs words, a label, a metric or crisis types")
        if any(not word.strip() for word in (*self.words, *self.beside, *self.unless)):
            raise ValueError("an empty word stands in every text")
        if self.metric and self.at_least is None and self.at_most is None:
            raise ValueError("a metric needs at_least or at_most")
        return self


class ScoreBandRow(Row):
    """Points of one part of the score. Fields as in `bot.rules.severity.ScoreBand`."""

    part: ScorePart
    metric: str = Field(min_length=1)
    at_least: float
    points: int = Field(ge=0, le=4)


@cache
def overrides() -> tuple[OverrideRow, ...]:
    """All overrides in the order of the file."""
    return rows(OverrideRow, document("severity", "overrides.toml")["override"])


@cache
def score_bands() -> tuple[ScoreBandRow, ...]:
    """What figures score by themselves."""
    return rows(ScoreBandRow, document("severity", "score.toml")["band"])
