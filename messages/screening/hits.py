"""What a search gives back: which wording, where in the original text, and how it was written there."""

from enum import StrEnum
from typing import NamedTuple


class Evidence(StrEnum):
    """How a wording was written. The order is the order of certainty: the surest first."""

    EXACT = "exact"
    CASE = "case"
    INFLECTED = "inflected"
    WIDTH = "width"
    TRADITIONAL = "traditional"
    DIGITS = "digits"
    INVISIBLE = "invisible"
    COMBINING = "combining"
    SEPARATED = "separated"
    MARKUP = "markup"
    CONFUSABLE = "confusable"
    GLUED = "glued"
    REPEATED = "repeated"
    LEET = "leet"
    PINYIN = "pinyin"
    SPLIT = "split"
    HOMOPHONE = "homophone"
    SWAPPED = "swapped"
    LOOKALIKE = "lookalike"
    INITIALS = "initials"
    NEAR = "near"
    GAP = "gap"
    TYPO = "typo"

    @property
    def fuzzy(self) -> bool:
        """Whether a person has to look: the text may well mean something else."""
        return self in _FUZZY


_FUZZY = frozenset(
    {Evidence.SWAPPED, Evidence.LOOKALIKE, Evidence.INITIALS, Evidence.NEAR, Evidence.GAP, Evidence.TYPO}
)
CERTAINTY = {evidence: place for place, evidence in enumerate(Evidence)}


class Hit(NamedTuple):
    """One wording found. `start` and `end` count code points of the original text, `end` excluded."""

    term: str
    start: int
    end: int
    evidence: Evidence


class Candidate(NamedTuple):
    """A possible hit in a folded text, before the marks between its characters are looked at."""

    wording: int
    start: int
    end: int
    evidence: Evidence
