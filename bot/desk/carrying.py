"""How far a remedy was carried out, as a closing text has to say it (message-sheet.md 4.5, features.md F41).

Looks only. The figure comes from one verified public fact that says where it comes from: a figure of the remedy
itself proves nothing, and neither does a message of the chat.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.desk import voice
from bot.rules.comparing import SlotText
from bot.rules.statements import Demands
from messages import screening
from messages.library import skeletons
from messages.library.facts import language_of
from messages.screening import FactValue
from storage.tables.facts import Fact
from storage.vocabulary.statements import Slot

_MISSING: Final = "share-missing"
_UNPROVED: Final = "share-unproved"


def said(text: str, now: datetime) -> tuple[tuple[FactValue, ...], ...]:
    """The shares that this text says are done, each as its figures."""
    return screening.shares_done(text, skeletons.conditions().done_words, now, language_of(text))


def proven(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of facts that may be used: those with a source outside the chat."""
    return tuple(fact for fact in facts if fact.source and not fact.source.startswith("message:"))


def executed(facts: Sequence[Fact], now: datetime) -> tuple[Fact, ...]:
    """Of these the facts that say how far something was carried out."""
    return tuple(fact for fact in proven(facts) if said(fact.text, now))


def short(
    slots: Sequence[SlotText], asked: Demands, facts: Sequence[Fact], now: datetime
) -> tuple[tuple[Slot, str], ...]:
    """Slots that are filled and do not say how far it was carried out, or say it without proof, each with the name
    of its sentence. `facts`: those that may be used now."""
    shown = [voice.sheet_fact(fact) for fact in proven(facts)]
    found: list[tuple[Slot, str]] = []
    for slot in asked.shares:
        text = "\n".join(each.text for each in slots if each.slot is slot and each.text)
        shares = said(text, now)
        if text and not shares:
            found.append((slot, _MISSING))
        elif not all(screening.carries(shown, share, now) for share in shares):
            found.append((slot, _UNPROVED))
    return tuple(found)
