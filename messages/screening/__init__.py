"""Checking words before they go out: text + wordings + typed facts → findings.

Pure: no database, no network, no clock; imports the standard library and rapidfuzz only.
"""

from messages.screening.bans import WordingProblem, wording_problems
from messages.screening.contacts import named as contacts_named
from messages.screening.deeds import Promised, deeds_promised
from messages.screening.facts import scan_facts
from messages.screening.hits import Evidence, Hit
from messages.screening.lists import Wording, WordingList
from messages.screening.passed import fresh_lines, passed
from messages.screening.screen import prepare, promised, quotes_proof, ready, responsibility_said, screen
from messages.screening.shares import carries, shares_done
from messages.screening.sheet import NameRule, PromiseOffer, SheetFact, SheetView
from messages.screening.values import FactValue
from messages.screening.verdicts import Finding, Suggestion, Verdict
from messages.screening.wordings import Matcher, compile_wordings

__all__ = [
    "Evidence",
    "FactValue",
    "Finding",
    "Hit",
    "Matcher",
    "NameRule",
    "PromiseOffer",
    "Promised",
    "SheetFact",
    "SheetView",
    "Suggestion",
    "Verdict",
    "Wording",
    "WordingList",
    "WordingProblem",
    "carries",
    "compile_wordings",
    "contacts_named",
    "deeds_promised",
    "fresh_lines",
    "passed",
    "prepare",
    "promised",
    "quotes_proof",
    "ready",
    "responsibility_said",
    "scan_facts",
    "screen",
    "shares_done",
    "wording_problems",
]
