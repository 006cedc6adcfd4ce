"""Clocks: deadlines that are rows."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class ClockKind(OpenWord):
    """What a clock waits for (clocks.md 2.3; names final where the first issues use them)."""

    RESPONSE = "response"
    DECISION = "decision"
    ROLES_COMPLETE = "roles_complete"
    PROMO_PAUSE = "promo_pause"
    FRONTLINE_LINE = "frontline_line"
    FIRST_RESPONSE = "first_response"
    VERIFIED_STATEMENT = "verified_statement"
    NEXT_UPDATE = "next_update"
    SITUATION_NOTE = "situation_note"
    WATCH = "watch"
    STOP_LOSS = "stop_loss"
    TASK = "task"
    DEBRIEF = "debrief"
    LEGAL = "legal"
    PUBLIC_ANSWER = "public_answer"
    COMPLAINT_ANSWER = "complaint_answer"
    REMEDY_OFFER = "remedy_offer"
    REMEDY_DONE = "remedy_done"
    SHEET_SYNC = "sheet_sync"
    CORRECTION = "correction"
    APPROVAL = "approval"
    POST_MORTEM = "post_mortem"
    REPORT = "report"
    REVIEW = "review"
    ROLE_ANSWER = "role_answer"
    #: Somebody said "got it": until then his phone is quiet, then it rings again.
    RING_PAUSE = "ring_pause"
    #: A verified fact, a current sheet or a standing line is too old from then on.
    FACT_EXPIRY = "fact_expiry"
    SHEET_EXPIRY = "sheet_expiry"
    STANDING_EXPIRY = "standing_expiry"
    #: A promise made in public, an answer held back, an emergency release to be looked at again.
    PROMISE = "promise"
    #: A journalist waits for an answer.
    MEDIA_ANSWER = "media_answer"
    #: Which sentences of a released text are promises: asked, and nobody has confirmed yet.
    PROMISES_ASKED = "promises_asked"
    #: A promise has an owner, and he has not said by when he keeps it.
    PROMISE_UNDATED = "promise_undated"
    LOOK_AGAIN = "look_again"
    EMERGENCY_REVIEW = "emergency_review"
    EMBARGO = "embargo"
    #: A step of a calling chain: then the next ones are called.
    RUNG = "rung"
    #: Nobody has done anything for long: is whoever took it still there?
    RECONFIRM = "reconfirm"
    #: Somebody has worked on it for hours: time to hand over.
    REST = "rest"
    UNKNOWN = "unknown"

    @property
    def quiet(self) -> bool:
        """Is it no deadline of anybody's: a step of a call, or the time after which something is too old?"""
        return self in QUIET_CLOCKS

    @property
    def public(self) -> bool:
        """Does the public wait for it? Public clocks count from the earliest evidence."""
        return self in PUBLIC_CLOCKS


PUBLIC_CLOCKS = frozenset(
    {ClockKind.FIRST_RESPONSE, ClockKind.VERIFIED_STATEMENT, ClockKind.NEXT_UPDATE, ClockKind.LEGAL}
)

QUIET_CLOCKS = frozenset(
    {
        ClockKind.ROLE_ANSWER,
        ClockKind.RING_PAUSE,
        ClockKind.APPROVAL,
        ClockKind.LOOK_AGAIN,
        ClockKind.RUNG,
        ClockKind.RECONFIRM,
        ClockKind.REST,
        ClockKind.FACT_EXPIRY,
        ClockKind.SHEET_EXPIRY,
        ClockKind.STANDING_EXPIRY,
        ClockKind.EMBARGO,
        ClockKind.PROMISES_ASKED,
        ClockKind.PROMISE_UNDATED,
    }
)
#: Deadlines that somebody named, that the law gives, or that are steps of a call: no severity moves them.
OWN_TIMES = QUIET_CLOCKS | {
    ClockKind.LEGAL,
    ClockKind.NEXT_UPDATE,
    ClockKind.TASK,
    ClockKind.CORRECTION,
    ClockKind.PROMISE,
    ClockKind.MEDIA_ANSWER,
    ClockKind.EMERGENCY_REVIEW,
}
#: Owed after the end of an incident as well: what was promised in public, a look back at an emergency release, and
#: journalists who wait.
OWED_AFTER = frozenset(
    {
        ClockKind.EMERGENCY_REVIEW,
        ClockKind.MEDIA_ANSWER,
        ClockKind.PROMISE,
        ClockKind.PROMISES_ASKED,
        ClockKind.PROMISE_UNDATED,
    }
)
EXPIRIES = frozenset({ClockKind.FACT_EXPIRY, ClockKind.SHEET_EXPIRY, ClockKind.STANDING_EXPIRY})


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    WAIVED = "waived"
    CANCELLED = "cancelled"


class Basis(StrEnum):
    """From when a clock counts."""

    RECEIPT = "receipt"
    EVIDENCE = "evidence"
    OPENING = "opening"
    RESPONSE = "response"
    PROMISE = "promise"
    TRIGGER = "trigger"
    STAND_DOWN = "stand_down"
    #: What the clock itself is about: a complaint came in, approval was asked for, a letter arrived.
    EVENT = "event"


class Mark(StrEnum):
    """Half the time is a line on the card, four fifths a warning to one person, due is due."""

    HALF = "50"
    WARNING = "80"
    DUE = "100"
