"""How far something was carried out, as a text says it: a percent, or n of m, beside a word for done."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from messages.screening import late
from messages.screening.factcheck import doubts
from messages.screening.facts import Language, scan_facts
from messages.screening.sheet import SheetFact, SheetView
from messages.screening.values import FactValue

#: A comma or stop inside a number ends no clause.
_CLAUSE = late.pattern(r"(?:[^,.;!?\n，。；！？]|[,.](?=\d))+")
_PART_OF = late.pattern(r"中|里|之内|\bof\b|/")


def shares_done(
    text: str, words: Collection[str], now: datetime, language: Language
) -> tuple[tuple[FactValue, ...], ...]:
    """For each clause that says how far: the percent, or both numbers of n of m. `words` say that it is done."""
    clauses = [match[0] for match in _CLAUSE.finditer(text)]
    done = [clause for clause in clauses if any(word in clause.casefold() for word in words)]
    return tuple(share for clause in done for share in _shares(clause, now, language))


def carries(facts: Sequence[SheetFact], share: Sequence[FactValue], now: datetime) -> bool:
    """Does one fact alone carry all figures of this share, as R-C3 compares them?"""
    alone = [SheetView("", facts=(fact,)) for fact in facts]
    return any(not any(blocks for _, _, blocks, _, _ in doubts(share, view, now)) for view in alone)


def _shares(clause: str, now: datetime, language: Language) -> Iterator[tuple[FactValue, ...]]:
    found = scan_facts(clause, now, language)
    # 九折 is a price, and no share of what was done.
    yield from ((one,) for one in found if one.kind == "pct" and "\u6298" not in clause[one.start : one.end])
    counts = [one for one in found if one.kind == "count"]
    for first, second in pairwise(counts):
        if _PART_OF.search(clause[first.end : second.start]):
            yield first, second
