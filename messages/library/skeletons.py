"""Skeletons of statements: for each crisis type and stage the sentences of the slots, in both languages.

A slot lists sentences in the order of preference; the first whose blanks are all known is used. What a type does
not say itself the base says. Each type carries an example whose texts pass their own check; a test says so.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field

from messages.library.rows import Row, document, rows
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.statements import Slot, StatementStage

_CARING = ("empathy", "todo")
_BLANK = re.compile(r"\{(\w+)\}")
#: Forms besides the stages themselves: a verified statement about a false claim, one while nobody has established
#: whose fault it is, and "nothing new".
FALSE_CLAIM = "verified_false"
OPEN = "verified_open"
NOTHING_NEW = "nothing_new"
#: Forms that have a short one, for channels that do not hold the usual words.
_SHORT = {"holding": "holding_short", NOTHING_NEW: "nothing_new_short"}
BLANKS = frozenset(
    {
        "subject",
        "brand",
        "facts",
        "contact",
        "next",
        "cause",
        "remedy",
        "evidence",
        "action",
        "wrong",
        "right",
        "executed",
    }
)


class Sentences(BaseModel):
    """The sentences of one slot, best first, in both languages."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)

    def spoken(self, language: Language) -> tuple[str, ...]:
        return self.en if language is Language.EN else self.zh


class ExampleRow(BaseModel):
    """What the blanks are in a type's example, and what the team approved there."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    subject: str
    facts: tuple[str, ...] = Field(min_length=1)
    cause: str
    remedy: str
    executed: str
    evidence: str
    action: str
    right: str
    contact: str


class SlotTableRow(Row):
    """Which slots a stage needs in a situation. Fields as in `bot.rules.statements.SlotTable`."""

    stage: StatementStage
    situation: str
    slots: dict[Slot, str]
    shares: frozenset[Slot] = frozenset()


class ConditionRow(Row):
    """When a condition of the slot table holds: types, and words of facts or remedies, in lower case.

    `done_words` say that something was carried out.
    """

    harm_types: frozenset[CrisisType]
    loss_types: frozenset[CrisisType]
    loss_words: tuple[str, ...]
    recall_words: tuple[str, ...]
    done_words: tuple[str, ...]


class Skeleton(Struct, frozen=True):
    """One form of one type: its slots in the order of the text."""

    slots: tuple[tuple[Slot, Sentences], ...]

    def filled(self, language: Language, blanks: Mapping[str, str]) -> tuple[tuple[Slot, str], ...]:
        """The slots that can be said with these blanks; an empty blank counts as unknown."""
        known = {name: value for name, value in blanks.items() if value}
        found: list[tuple[Slot, str]] = []
        for slot, sentences in self.slots:
            for sentence in sentences.spoken(language):
                if set(_BLANK.findall(sentence)) <= set(known):
                    found.append((slot, _BLANK.sub(lambda blank: known[blank[1]], sentence)))
                    break
        return tuple(found)


@cache
def skeleton(crisis_type: CrisisType, form: str) -> Skeleton:
    """The skeleton of a type for a form: a stage's word, or one of the forms besides (`verified_open`, `…_short`).

    While nobody knows whose fault it is, a type says what it says in a first response; its other words answer for
    what happened.

    Raises:
        KeyError: no such form. pydantic.ValidationError: the data does not fit.
    """
    base = document("skeletons", "base.toml")[form]
    kind = _of_type(crisis_type)
    own: Mapping[str, Any] = kind.get(form, {})
    if form == OPEN:
        own = {slot: said for slot, said in kind.get("holding", {}).items() if slot in _CARING}
    order = own.get("order", base["order"])
    parts = {**base, **own}
    return Skeleton(tuple((Slot(name), Sentences.model_validate(parts[name])) for name in order if name in parts))


def short_of(form: str) -> str:
    """The short form beside this one; empty where there is none."""
    return _SHORT.get(form, "")


@cache
def _of_type(crisis_type: CrisisType) -> Mapping[str, Any]:
    try:
        return document("skeletons", f"{crisis_type.value}.toml")
    except FileNotFoundError:
        return {}  # `other` and types of a later release speak as the base does


@cache
def example(crisis_type: CrisisType, language: Language) -> ExampleRow:
    """The type's example.

    Raises:
        KeyError: the type has none.
    """
    return ExampleRow.model_validate(_of_type(crisis_type)["example"][language.value])


@cache
def slot_tables() -> tuple[SlotTableRow, ...]:
    """The table of required slots."""
    data = document("skeletons", "slots.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(SlotTableRow, [shared | row for row in data["row"]])


@cache
def conditions() -> ConditionRow:
    """When the conditions of the table hold.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    return ConditionRow.model_validate(
        {k: v for k, v in document("skeletons", "slots.toml").items() if k != "row"}
    )


def between(language: Language) -> str:
    """What stands between two sentences."""
    return " " if language is Language.EN else ""
