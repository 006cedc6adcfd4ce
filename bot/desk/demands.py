"""Which parts a text must have and may not have yet: the slot table, held against what is known in the incident.

Looks only. What the current sheet says weighs more than the incident's own row: people approved it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Final

from bot.desk import voice
from bot.rules import statements as rules
from bot.rules.comparing import SlotText
from bot.rules.statements import Case, Demands, Situation, SlotRule, SlotTable
from messages import screening
from messages.library import skeletons, strategies
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem
from storage.tables.statements import Statement
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.sheets import Fault, ItemKind
from storage.vocabulary.statements import Slot

_OF_SHEET: Final[Mapping[Fault, Responsibility]] = MappingProxyType(
    {
        Fault.OURS: Responsibility.OURS,
        Fault.SHARED: Responsibility.SHARED,
        Fault.NOT_OURS: Responsibility.NOT_OURS,
    }
)


def responsibility(incident: Incident, sheet: MessageSheet | None) -> Responsibility:
    """Whose fault it is as far as anybody established it: on the current sheet, else in the incident."""
    said = _OF_SHEET.get(sheet.responsibility) if sheet else None
    if said is Responsibility.NOT_OURS and incident.responsibility is Responsibility.FALSE_CLAIM:
        return incident.responsibility
    return said or incident.responsibility


async def case_of(look: Reader, incident: Incident, statement: Statement, text: str) -> Case:
    """What decides which slots this text needs, with `text` as its words."""
    sheet = await voice.current_sheet(look, incident, statement.audience, look.now)
    items = await look.sheets.items(sheet.id) if sheet else ()
    remedies = offered(items, look.now)
    listed = skeletons.conditions()
    types = {incident.crisis_type, *(CrisisType(word) for word in incident.more_types)}
    facts = await look.facts.verified(incident.id)
    return Case(
        crisis_type=incident.crisis_type,
        responsibility=responsibility(incident, sheet),
        harm=bool(types & listed.harm_types),
        loss=bool(types & listed.loss_types or remedies or _names(facts, listed.loss_words)),
        cause=bool(sheet and sheet.cause.strip()),
        recall=any(word in said.casefold() for said in remedies for word in listed.recall_words),
        tested=screening.quotes_proof(text),
    )


async def of(look: Reader, incident: Incident, statement: Statement, text: str) -> Demands:
    """The slots this text must have and may not have; "nothing new" was approved as it stands."""
    found = rules.demands(_tables(), statement.stage, await case_of(look, incident, statement, text))
    return Demands({}, found.forbidden) if statement.nothing_new else found


def parts_said(text: str) -> frozenset[Slot]:
    """Parts that the words say in whichever line: that we are sorry, that the responsibility is ours."""
    said: set[Slot] = set()
    if strategies.apologizes(text):
        said.add(Slot.APOLOGY)
    if "admission" in screening.responsibility_said(text, ()):
        said.add(Slot.RESPONSIBILITY)
    return frozenset(said)


def parts_filled(slots: Sequence[SlotText], text: str) -> frozenset[Slot]:
    """Parts that the text has: by its lines, and an apology by its words alone, wherever they stand."""
    labelled = frozenset(each.slot for each in slots if each.text) - {Slot.APOLOGY}
    return labelled | (parts_said(text) & {Slot.APOLOGY})


def offered(items: Sequence[SheetItem], now: datetime) -> tuple[str, ...]:
    """What the sheet offers those who lost something, and still does."""
    lines = (
        item for item in items if item.kind is ItemKind.REMEDY and (item.ends_at is None or now < item.ends_at)
    )
    return tuple(item.text.strip() for item in lines if item.text.strip())


@cache
def _tables() -> tuple[SlotTable, ...]:
    return tuple(
        SlotTable(
            row.stage,
            Situation(row.situation),
            {slot: SlotRule(rule) for slot, rule in row.slots.items()},
            row.shares,
        )
        for row in skeletons.slot_tables()
    )


def _names(facts: Sequence[Fact], words: Collection[str]) -> bool:
    return any(word in fact.text.casefold() for fact in facts for word in words)
