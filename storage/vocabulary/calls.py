"""Calls: who is woken, by which way, in which order, and what became of it."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class ChainState(StrEnum):
    """A calling chain runs until somebody answers, until it is called off, or until nobody is left."""

    RUNNING = "running"
    ANSWERED = "answered"
    ENDED = "ended"
    EXHAUSTED = "exhausted"


class RungKind(OpenWord):
    """The steps of a calling chain, first to last."""

    FIRST = "first"
    SECOND_PHONE = "second_phone"
    DEPUTY = "deputy"
    TEAM = "team"
    AGAIN = "again"
    #: Somebody's quiet hours end: what waited for him sounds now.
    MORNING = "morning"
    #: Nobody is left: the commander or the owners hear that.
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class RungState(StrEnum):
    WAITING = "waiting"
    REACHED = "reached"
    #: Somebody answered before, or the chain ended: it was never needed.
    SPARED = "spared"


class Way(OpenWord):
    """How one person is called."""

    PRIVATE = "private"
    PHONE = "phone"
    #: His phone rings already: this call joined the one that rings.
    BUNDLED = "bundled"
    #: In his quiet hours: the message lies there without a sound.
    QUIET = "quiet"
    #: No private chat, no phone.
    NONE = "none"
    UNKNOWN = "unknown"


class Answer(OpenWord):
    """What somebody who was called did."""

    TOOK = "took"
    DECLINED = "declined"
    PAUSED = "paused"
    #: Somebody else was faster.
    SPARED = "spared"
    SILENT = "silent"
    UNKNOWN = "unknown"


class LinkPurpose(OpenWord):
    """What a link to the duty page may be used for: one thing only."""

    CALL = "call"
    TAKE = "take"
    DECLINE = "decline"
    APPROVAL = "approval"
    CALENDAR = "calendar"
    UNKNOWN = "unknown"


class ShiftDays(OpenWord):
    """On which days a rotation has shifts."""

    EVERY = "every"
    WORKDAYS = "workdays"
    FREE_DAYS = "free_days"
    UNKNOWN = "unknown"
