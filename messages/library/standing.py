"""Standing lines: shipped drafts per crisis type, channel and stage, and who may approve them for how long.

A draft is never used by itself: a team reads it, changes it if it wants, and approves it in quiet times.
"""

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from messages.library import playbooks
from messages.library.channels import over
from messages.library.rows import Row, document, rows
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Channel, StopLossStage


def too_long(channel: Channel, language: Language, text: str) -> tuple[int, int] | None:
    """As `channels.over`. An English comment is used where the platform takes more than Douyin does."""
    return None if (channel, language) == (Channel.DOUYIN_COMMENT, Language.EN) else over(channel, language, text)


class DraftRow(BaseModel):
    """One line in both languages. `states_action`: the stop-loss step it says is done; empty when it says none."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    channel: Channel
    stage: StopLossStage
    states_action: str = ""
    zh: str = Field(min_length=10)
    en: str = Field(min_length=10)

    @model_validator(mode="after")
    def _known_step(self) -> "DraftRow":
        steps = {step.code for step in playbooks.base().stop_loss}
        if self.states_action and self.states_action not in steps:
            raise ValueError(f"no stop-loss step {self.states_action!r}")
        if bool(self.states_action) is not (self.stage is StopLossStage.AFTER):
            raise ValueError("a line of the later stage names the step that is done, an earlier one none")
        return self

    def text(self, language: Language) -> str:
        return self.en if language is Language.EN else self.zh

    @property
    def place(self) -> tuple[Channel, StopLossStage]:
        """Where it is used: one line a place, type and language."""
        return self.channel, self.stage


class StandingRow(Row):
    """All drafts of one crisis type."""

    code: CrisisType
    line: tuple[DraftRow, ...] = Field(min_length=1)


class StandingPolicyRow(Row):
    """Who may approve (one of these usual roles), and for how many days an approved line holds."""

    roles: tuple[RoleKind, ...] = Field(min_length=1)
    valid_days: int = Field(gt=0)


@cache
def drafts() -> tuple[StandingRow, ...]:
    """One row for each type, in the order of the vocabulary."""
    known = [kind for kind in CrisisType if kind is not CrisisType.UNKNOWN]
    return rows(StandingRow, [document("standing", f"{kind}.toml") for kind in known])


def drafts_of(kind: CrisisType) -> Sequence[DraftRow]:
    """The drafts of a type; an unknown one reads as other."""
    wanted = CrisisType.OTHER if kind is CrisisType.UNKNOWN else kind
    return next(row.line for row in drafts() if row.code is wanted)


@cache
def policy() -> StandingPolicyRow:
    """Who approves, and for how long."""
    return StandingPolicyRow.model_validate(document("policies", "standing_lines.toml"))
