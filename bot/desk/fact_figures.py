"""Facts of one incident that give another figure of the same thing: shown wherever one is about to be used."""

from collections.abc import Sequence

from bot.rules import facts as rules
from storage.tables.facts import Fact
from storage.vocabulary.facts import FactState


def differing(fact: Fact, others: Sequence[Fact]) -> list[Fact]:
    """Those that stand and say another figure of the same thing, of the same batch or of none."""
    if fact.state is FactState.WITHDRAWN:
        return []
    mine = rules.batches(fact.values)
    standing = [
        other
        for other in others
        if other.id != fact.id
        and other.state in (FactState.TO_VERIFY, FactState.VERIFIED)
        and not (mine and rules.batches(other.values) and not mine & rules.batches(other.values))
    ]
    return [standing[index] for index in rules.contradicted(fact.values, [each.values for each in standing])]
