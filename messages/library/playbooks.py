"""Crisis types and first steps as rows (playbooks.md 5.1, 5.2, 5.4, 5.5)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from messages.library.rows import Row, Words, document, rows
from messages.library.severity import OverrideRow
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

_CODE = r"^[a-z][a-z_]{1,26}$"  # fits into a button beside an incident's id


class StepRow(Row):
    """One step of the first hour. `minute`: from the opening of an S1; milder severities take longer.

    `code`, `minute` and `owner_role` are what `bot.rules.playbooks.Step` needs.
    """

    code: str = Field(pattern=_CODE)
    minute: int = Field(ge=0, le=60)
    owner_role: RoleKind
    text: Words


class StopLossRow(Row):
    """One button of the stop-loss panel, owned by the role that can do it."""

    code: str = Field(pattern=_CODE)
    owner_role: RoleKind
    text: Words


class Threshold(BaseModel):
    """So much of a figure makes this type at least that severe."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    metric: str = Field(min_length=1)
    at_least: float
    floor: Severity


class CrisisTypeRow(Row):
    """One of 14 types and other: how to recognise it, how bad it is when, what it adds to the first hour.

    `words` let the desk guess the type; `roles` join the minimum crew; `pause_promo`: is promotion paused by
    default; `restricted`: not for everybody in the group; `stop_loss_first`: also when not on air.
    """

    code: CrisisType
    number: str = Field(pattern=r"^T[0-9]{1,2}$")
    words: tuple[str, ...]
    signs: Words
    s1: Words
    s2: Words
    s3: Words
    extra_roles: Words
    contacts: Words
    roles: tuple[RoleKind, ...] = ()
    legal: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    pause_promo: bool = True
    restricted: bool = False
    stop_loss_first: bool = False
    step: tuple[StepRow, ...] = ()


class BaseRow(Row):
    """What every first hour has in common."""

    step: tuple[StepRow, ...] = Field(min_length=8)
    stop_loss: tuple[StopLossRow, ...] = Field(min_length=1)
    never: tuple[Words, ...] = Field(min_length=1)


@cache
def base() -> BaseRow:
    """The common first hour."""
    return BaseRow.model_validate(_sourced(document("playbooks", "base.toml"), ("step", "stop_loss")))


@cache
def crisis_types() -> tuple[CrisisTypeRow, ...]:
    """All types, in the order of the vocabulary; every one has its file."""
    known = [kind for kind in CrisisType if kind is not CrisisType.UNKNOWN]
    return rows(CrisisTypeRow, [_sourced(document("playbooks", f"{kind}.toml"), ("step",)) for kind in known])


def crisis_type(kind: CrisisType) -> CrisisTypeRow:
    """One type; an unknown one reads as other."""
    wanted = CrisisType.OTHER if kind is CrisisType.UNKNOWN else kind
    return next(row for row in crisis_types() if row.code is wanted)


@cache
def step_texts() -> Mapping[str, Words]:
    """Every step's and stop-loss button's text by its code, of all types."""
    found = {step.code: step.text for row in crisis_types() for step in row.step}
    found |= {button.code: button.text for button in base().stop_loss}
    return found | {step.code: step.text for step in base().step}


@cache
def threshold_overrides() -> tuple[OverrideRow, ...]:
    """The types' thresholds as overrides, to be assessed beside those of `messages.library.severity`."""
    return tuple(
        OverrideRow(
            name="type_threshold",
            floor=threshold.floor,
            metric=threshold.metric,
            at_least=threshold.at_least,
            crisis_types=(row.code,),
            source=row.source,
            status=row.status,
            checked_on=row.checked_on,
        )
        for row in crisis_types()
        for threshold in row.thresholds
    )


def _sourced(data: Mapping[str, Any], lists: Sequence[str]) -> dict[str, Any]:
    """Rows inside a file have its source unless they name their own."""
    shared = {key: data[key] for key in ("source", "status", "checked_on") if key in data}
    return dict(data) | {name: [shared | item for item in data.get(name, [])] for name in lists}
