"""Statements in slots: which stage comes next, which parts it needs, and what an approval is bound to."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct

from bot.errors import DeskError
from bot.rules.comparing import SlotText
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.statements import Slot, StatementStage


class LineUnknown(DeskError):
    """The text has no line of this number: `number`, `count`."""

    key = "refused-line-unknown"


class SlotRule(StrEnum):
    """What a stage says of a slot (message-sheet.md 4.5)."""

    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    OPTIONAL = "optional"
    IF_HARM = "if_harm"
    IF_CONFIRMED = "if_confirmed"
    IF_OURS = "if_ours"
    IF_LOSS = "if_loss"
    IF_TESTED = "if_tested"


class Situation(StrEnum):
    """Which row of the table a stage uses."""

    ANY = "any"
    OURS = "ours"
    SHARED = "shared"
    FALSE_CLAIM = "false_claim"
    DATA_LEAK = "data_leak"
    RECALL = "recall"
    #: Nobody has established whose fault it is: lies over the stage's other rows.
    UNKNOWN = "unknown"


class Case(Struct, frozen=True):
    """What decides which slots a text needs.

    `harm`: people could come to harm while they wait; `loss`: somebody lost something; `cause`: the cause is
    confirmed; `recall`: goods are called back or taken off sale; `tested`: the text quotes a test or an authority.
    """

    crisis_type: CrisisType = CrisisType.OTHER
    responsibility: Responsibility = Responsibility.OPEN
    harm: bool = False
    loss: bool = False
    cause: bool = False
    recall: bool = False
    tested: bool = False

    @property
    def unsettled(self) -> bool:
        """Does nobody know yet whose fault it is?"""
        return self.responsibility in (Responsibility.OPEN, Responsibility.UNKNOWN)


class Demands(Struct, frozen=True):
    """The slots a text must have and may not have, each with its reason: a condition, a situation, or `stage`.

    `shares`: slots whose line has to say how far it was carried out.
    """

    required: Mapping[Slot, str]
    forbidden: Mapping[Slot, str]
    shares: frozenset[Slot] = frozenset()


class SlotTable(Struct, frozen=True):
    """One row: a stage in a situation, and what it says of each slot."""

    stage: StatementStage
    situation: Situation
    slots: Mapping[Slot, SlotRule]
    shares: frozenset[Slot] = frozenset()


#: What a publication of this stage is waited for by.
CLOCK_OF: Mapping[StatementStage, ClockKind] = {
    StatementStage.HOLDING: ClockKind.FIRST_RESPONSE,
    StatementStage.VERIFIED: ClockKind.VERIFIED_STATEMENT,
    StatementStage.UPDATE: ClockKind.NEXT_UPDATE,
    StatementStage.RESULT: ClockKind.NEXT_UPDATE,
    StatementStage.CORRECTION: ClockKind.CORRECTION,
}


def next_stage(out: Collection[StatementStage], confirmed: bool) -> StatementStage:
    """What is to be said next: first response, then the verified statement once enough is known, then updates."""
    if StatementStage.HOLDING not in out and StatementStage.VERIFIED not in out:
        return StatementStage.HOLDING
    if StatementStage.VERIFIED not in out and confirmed:
        return StatementStage.VERIFIED
    return StatementStage.UPDATE


def situation(crisis_type: CrisisType, responsibility: Responsibility, *, recall: bool = False) -> Situation:
    """Which row of the slot table applies to a verified statement."""
    if crisis_type is CrisisType.DATA_LEAK:
        return Situation.DATA_LEAK
    if recall:
        return Situation.RECALL
    if responsibility in (Responsibility.FALSE_CLAIM, Responsibility.NOT_OURS):
        return Situation.FALSE_CLAIM
    return Situation.SHARED if responsibility is Responsibility.SHARED else Situation.OURS


def row_for(tables: Iterable[SlotTable], stage: StatementStage, where: Situation) -> SlotTable:
    """The row of a stage in a situation, else the stage's only row.

    Raises:
        ValueError: the data has none, which its own check forbids.
    """
    rows = [table for table in tables if table.stage is stage]
    for wanted in (where, Situation.ANY):
        for row in rows:
            if row.situation is wanted:
                return row
    raise ValueError(f"no slots for {stage} {where}")


#: The reason where the stage asks for a slot whatever the case is.
ALWAYS = "stage"


def demands(tables: Sequence[SlotTable], stage: StatementStage, case: Case) -> Demands:
    """What a stage asks of a text in this case (message-sheet.md 4.5), and why.

    Raises:
        ValueError: as `row_for`.
    """
    where = situation(case.crisis_type, case.responsibility, recall=case.recall)
    row = row_for(tables, stage, where)
    reason = row.situation.value if row.situation in _TELLING else ALWAYS
    over: Mapping[Slot, SlotRule] = {}
    if case.unsettled:
        over = next((t.slots for t in tables if (t.stage, t.situation) == (stage, Situation.UNKNOWN)), {})
    hold = conditions(case)
    needed: dict[Slot, str] = {}
    barred: dict[Slot, str] = {}
    for slot in dict.fromkeys((*row.slots, *over)):
        rule = over.get(slot, row.slots.get(slot, SlotRule.OPTIONAL))
        why = Situation.UNKNOWN.value if slot in over else reason
        if rule is SlotRule.FORBIDDEN:
            barred[slot] = why
        elif rule is SlotRule.REQUIRED:
            needed[slot] = why
        elif rule in hold:
            needed[slot] = rule.value
    return Demands(needed, barred, row.shares)


#: Situations that a person wants to hear of as the reason; whose fault it is says itself.
_TELLING = frozenset({Situation.DATA_LEAK, Situation.RECALL, Situation.FALSE_CLAIM})


def conditions(case: Case) -> frozenset[SlotRule]:
    """The conditions of the table that hold."""
    ours = case.responsibility in (Responsibility.OURS, Responsibility.SHARED)
    found = {
        SlotRule.IF_HARM: case.harm,
        SlotRule.IF_CONFIRMED: case.cause,
        SlotRule.IF_OURS: ours,
        SlotRule.IF_LOSS: case.loss,
        SlotRule.IF_TESTED: case.tested,
    }
    return frozenset(rule for rule, holds in found.items() if holds)


#: What ends a line: the full stops first, then what else may.
_MARKS = ".\u3002,;!?\uff0c\uff1b\uff01\uff1f"


def edited(slots: Sequence[SlotText], number: int, text: str) -> tuple[SlotText, ...]:
    """The lines with line `number` (from 1) saying something else; an empty text leaves the line empty.

    Typed without a mark at its end a line keeps that of the line before, so that it does not run into the next.

    Raises:
        LineUnknown: there is no such line.
    """
    if not 1 <= number <= len(slots):
        raise LineUnknown(number=number, count=len(slots))
    changed, said = [*slots], text.strip()
    if said and number < len(slots) and said[-1].isalnum():
        mark = slots[number - 1].text.rstrip()[-1:]
        said += mark if mark and mark in _MARKS else _MARKS[0] if said[-1].isascii() else _MARKS[1]
    was = slots[number - 1].text
    if said and was.strip():  # a line break before or behind it stays where it is
        said = was[: len(was) - len(was.lstrip())] + said + was[len(was.rstrip()) :]
    changed[number - 1] = SlotText(slots[number - 1].slot, said)
    return tuple(changed)


#: The order in which a text says its parts, for a line that has no place yet.
_ORDER = (
    *(Slot.EMPATHY, Slot.KNOWN, Slot.CAUSE, Slot.RESPONSIBILITY, Slot.APOLOGY, Slot.ACTION, Slot.REMEDY),
    *(Slot.TODO, Slot.EVIDENCE, Slot.UNCLEAR, Slot.NEXT, Slot.CONTACT),
)


def completed(slots: Sequence[SlotText], wanted: Iterable[Slot]) -> tuple[SlotText, ...]:
    """The lines, with an empty one for each slot that is wanted and has none, in front of what comes behind it in
    a text; other empty ones go.
    """
    wanted = tuple(wanted)
    kept = [each for each in slots if each.text or each.slot in wanted]
    for slot in wanted:
        if all(each.slot is not slot for each in kept):
            behind = _ORDER[_ORDER.index(slot) + 1 :] if slot in _ORDER else ()
            place = next((at for at, each in enumerate(kept) if each.slot in behind), len(kept))
            kept.insert(place, SlotText(slot, ""))
    return tuple(kept)


def replaced(slots: Sequence[SlotText], slot: Slot, text: str) -> tuple[SlotText, ...]:
    """The lines with this slot saying something else; it joins the end when it was not there."""
    if any(each.slot is slot for each in slots):
        return tuple(SlotText(slot, text) if each.slot is slot else each for each in slots)
    return (*slots, SlotText(slot, text))


#: Behind which line a further sentence of this slot stands, where the text has none of the slot yet.
_BEHIND = {Slot.REMEDY: (Slot.TODO, Slot.ACTION, Slot.KNOWN)}


def with_sentence(slots: Sequence[SlotText], slot: Slot, sentence: str) -> tuple[SlotText, ...]:
    """The lines with one more sentence, as a line of its own: in place of an empty line of its slot, else behind
    the last of it. A sentence that stands there already is not added again."""
    if any(sentence in each.text for each in slots):
        return tuple(slots)
    if any(each.slot is slot and not each.text for each in slots):
        return replaced(slots, slot, sentence)
    for wanted in (slot, *_BEHIND.get(slot, (Slot.KNOWN,))):
        places = [place for place, each in enumerate(slots, start=1) if each.slot is wanted and each.text]
        if places:
            return (*slots[: places[-1]], SlotText(slot, sentence), *slots[places[-1] :])
    return (SlotText(slot, sentence), *slots)


class FactUse(Struct, frozen=True):
    """A fact a text uses, with its values as they were when it was written."""

    fact: str
    version: int
    values: tuple[str, ...] = ()


_FAULT = "fault"


def fault_moved(before: Responsibility, after: Responsibility) -> str:
    """Why there is a new version of the same words, as the version keeps it."""
    return f"{_FAULT}:{before.value}:{after.value}"


def fault_change(becauses: Iterable[str]) -> tuple[Responsibility, Responsibility] | None:
    """From whose fault to whose over these versions, oldest first; None where it never moved, or is as before."""
    moves = [why.split(":") for why in becauses if why.startswith(f"{_FAULT}:")]
    if not moves:
        return None
    before, after = Responsibility(moves[0][1]), Responsibility(moves[-1][2])
    return None if before is after else (before, after)


def binding_hash(
    *,
    text: str,
    slots: Sequence[SlotText],
    channel: str,
    audience: str,
    facts: Sequence[FactUse],
    responsibility: str,
    assets: Sequence[str] = (),
    safety: bool = False,
) -> str:
    """What an approval is bound to: change any of it and nobody has approved anything.

    `safety` is spelled out only where it holds: what was approved before there was a choice stays approved.
    """
    bound: dict[str, Any] = {
        "text": text,
        "slots": [[each.slot.value, each.text] for each in slots],
        "channel": channel,
        "audience": audience,
        "facts": sorted([use.fact, list(use.values)] for use in facts),
        "responsibility": responsibility,
        "assets": sorted(assets),
    } | ({"safety": True} if safety else {})
    spelled = json.dumps(bound, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()
