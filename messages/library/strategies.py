"""Stances by crisis type and responsibility, how long a sheet holds, and what counts as an apology."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from messages.library.rows import Row, document, rows
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Fault, Stance


class StrategyRow(Row):
    """Which stances some types may take under each state of responsibility, the proposed one first."""

    crisis_types: tuple[CrisisType, ...] = Field(min_length=1)
    unknown: tuple[Stance, ...] = Field(min_length=1)
    ours: tuple[Stance, ...] = Field(min_length=1)
    shared: tuple[Stance, ...] = Field(min_length=1)
    not_ours: tuple[Stance, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _nobody_denies_what_is_unknown(self) -> "StrategyRow":
        if Stance.DENY in (*self.unknown, *self.ours, *self.shared):
            raise ValueError("a denial needs that it is established: not ours")
        return self

    def stances(self, fault: Fault) -> tuple[Stance, ...]:
        return {
            Fault.UNKNOWN: self.unknown,
            Fault.OURS: self.ours,
            Fault.SHARED: self.shared,
            Fault.NOT_OURS: self.not_ours,
        }[fault]


class SheetPolicy(Row):
    """Hours a sheet holds per severity, and its limits."""

    valid_hours: Mapping[Severity, int]
    most_keys: int = Field(gt=0)
    holding_characters: Mapping[Language, int]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)

    apology_words: tuple[str, ...] = Field(min_length=1)
    no_apology: tuple[str, ...]
    apology_of_others: tuple[str, ...]


@cache
def strategies() -> tuple[StrategyRow, ...]:
    """All rows; every type stands in one of them."""
    data = document("strategies", "strategies.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(StrategyRow, [shared | row for row in data["strategy"]])


def stances(kind: CrisisType, fault: Fault) -> Sequence[Stance]:
    """What this type may say under this responsibility, the proposed stance first; unknown types read as other."""
    for row in strategies():
        if kind in row.crisis_types:
            return row.stances(fault)
    return stances(CrisisType.OTHER, fault)


@cache
def _words() -> _Words:
    return _Words.model_validate(document("strategies", "strategies.toml"))


_SENTENCE = re.compile(r"[。!?!?;;\n]|\.(?=\s|$)")


def apologizes(text: str) -> bool:
    """Does this text say sorry for what we did? An apology somebody else owes, and sorry for a wait, are none."""
    return any(_sorry(sentence) for sentence in _SENTENCE.split(text.casefold()))


def _sorry(sentence: str) -> bool:
    words = _words()
    for phrase in words.no_apology:
        sentence = sentence.replace(phrase, "")
    said = [at for word in words.apology_words if (at := sentence.find(word)) >= 0]
    return bool(said) and not any(other in sentence[: min(said)] for other in words.apology_of_others)


@cache
def sheet_policy() -> SheetPolicy:
    """How long a sheet holds, and how much it may say."""
    return SheetPolicy.model_validate(document("policies", "sheets.toml"))
