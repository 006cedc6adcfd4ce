"""Outward words: their stages, the slots they are made of, how they are approved, put out and kept."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class StatementStage(OpenWord):
    """Outward words by stage (experience.md 1.3); the order is the order in which they come."""

    HOLDING = "holding"
    VERIFIED = "verified"
    UPDATE = "update"
    RESULT = "result"
    CORRECTION = "correction"
    UNKNOWN = "unknown"


class StatementState(StrEnum):
    """Where a statement stands. *Published* means that a proof lies there."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    RELEASED = "released"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def open(self) -> bool:
        """Is it still to go out?"""
        return self not in (StatementState.PUBLISHED, StatementState.WITHDRAWN)


class Slot(OpenWord):
    """The parts of a statement (message-sheet.md 4.5)."""

    EMPATHY = "empathy"
    KNOWN = "known"
    UNCLEAR = "unclear"
    CAUSE = "cause"
    RESPONSIBILITY = "responsibility"
    APOLOGY = "apology"
    ACTION = "action"
    REMEDY = "remedy"
    TODO = "todo"
    CONTACT = "contact"
    NEXT = "next"
    EVIDENCE = "evidence"
    UNKNOWN = "unknown"


class ApprovalItem(OpenWord):
    """What approval is asked for: rows of the approval policy."""

    FIRST_RESPONSE = "first_response"
    FIRST_RESPONSE_FACTS = "first_response_facts"
    VERIFIED = "verified"
    UPDATE = "update"
    NOTHING_NEW = "nothing_new"
    RESULT = "result"
    CORRECTION = "correction"
    APOLOGY = "apology"
    REMEDY = "remedy"
    NAMING = "naming"
    SENSITIVE = "sensitive"
    SHEET = "sheet"
    STANDING_LINE = "standing_line"
    UNKNOWN = "unknown"


class ApprovalDecision(StrEnum):
    """What became of one request to one person. *Passed*: the deputy was asked too; the first may still answer."""

    ASKED = "asked"
    PASSED = "passed"
    APPROVED = "approved"
    RETURNED = "returned"
    VOID = "void"

    @property
    def waits(self) -> bool:
        """May this person still answer?"""
        return self in (ApprovalDecision.ASKED, ApprovalDecision.PASSED)


class ReturnReason(OpenWord):
    """Chips under 退回 (T7)."""

    FACT_WRONG = "fact"
    CAUSE_TOO_EARLY = "cause"
    PROMISE_OPEN = "promise"
    TONE = "tone"
    WRITTEN = "written"
    UNKNOWN = "unknown"


class HoldReason(OpenWord):
    """Chips under 暂不回应 (T14)."""

    LOW_IMPACT = "low"
    EVIDENCE = "evid"
    SPREADS = "spread"
    WRITTEN = "written"
    UNKNOWN = "unknown"
