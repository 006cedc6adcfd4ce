"""Incidents: what the team works on."""

from enum import StrEnum
from typing import Final

from storage.vocabulary.words import OpenWord


class IncidentState(StrEnum):
    """Five states (experience.md 1.3)."""

    WAITING = "waiting"
    HANDLING = "handling"
    MONITORING = "monitoring"
    STOOD_DOWN = "stood_down"
    CLOSED = "closed"

    @property
    def open(self) -> bool:
        """Does the team still work on it?"""
        return self not in (IncidentState.STOOD_DOWN, IncidentState.CLOSED)


class Action(StrEnum):
    """What a person can do with an incident; offered only where its state allows it."""

    RESPOND = "respond"
    DECLINE = "decline"
    MONITOR = "monitor"
    RESUME = "resume"
    STAND_DOWN = "stand_down"
    CLOSE = "close"
    REOPEN = "reopen"
    RAISE = "raise"
    LOWER = "lower"


class CrisisType(OpenWord):
    """14 types and other (playbooks.md 5.2)."""

    CONTENT_VIOLATION = "content_violation"
    PRODUCT_SAFETY = "product_safety"
    COMPLAINT_CLUSTER = "complaint_cluster"
    LIVE_SLIP = "live_slip"
    KOL_SCANDAL = "kol_scandal"
    DATA_LEAK = "data_leak"
    TECH_FAULT = "tech_fault"
    RUMOR = "rumor"
    IP = "ip"
    STAFF = "staff"
    PRICE_PROMO = "price_promo"
    IMPERSONATION = "impersonation"
    REVIEW_BOMB = "review_bomb"
    VALUES = "values"
    OTHER = "other"
    UNKNOWN = "unknown"


class Responsibility(OpenWord):
    """Whose fault it is, as far as is established (SCCT, clocks.md 2.1)."""

    OPEN = "open"
    OURS = "ours"
    SHARED = "shared"
    NOT_OURS = "not_ours"
    FALSE_CLAIM = "false_claim"
    UNKNOWN = "unknown"


class TopicState(OpenWord):
    """What became of the incident's forum topic."""

    WANTED = "wanted"
    OPEN = "open"
    CLOSED = "closed"
    #: No topic to be had (topics off, right missing, deleted by hand): the main chat serves instead.
    MAIN_CHAT = "main_chat"
    UNKNOWN = "unknown"


#: Why a whole circle is not told: this is not about them. Kept as a word, said in each reader's language.
NOT_CONCERNED: Final = "not_concerned"
