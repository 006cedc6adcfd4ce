"""Facts: what the team knows, does not know yet, and does; one sentence each, with its values."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class FactState(StrEnum):
    """How far a fact may be used (experience.md 1.3): only a verified one goes out."""

    TO_VERIFY = "to_verify"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class FactList(OpenWord):
    """The three lists of message-sheet.md 4.1."""

    KNOWN = "known"
    UNKNOWN_YET = "unknown_yet"
    DOING = "doing"
    UNKNOWN = "unknown"


class ValueKind(OpenWord):
    """What a value of a fact is; the first nine are those of `messages.screening`."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "pct"
    TIMES = "times"
    WORKDAYS = "workdays"
    DURATION = "dur"
    DATE = "date"
    TIME = "time"
    MOMENT = "dt"
    BATCH = "batch"
    PLACE = "place"
    NAME = "name"
    UNKNOWN = "unknown"

    @property
    def checked(self) -> bool:
        """Does the check of words read values of this kind?"""
        return self not in (ValueKind.BATCH, ValueKind.PLACE, ValueKind.NAME, ValueKind.UNKNOWN)


class FactChangeKind(OpenWord):
    """What happened to a fact; its history is never edited."""

    RECORDED = "recorded"
    VALUES_AGREED = "values_agreed"
    CHANGED = "changed"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    PUBLIC = "public"
    INTERNAL = "internal"
    EXPIRY_SET = "expiry_set"
    TAKEN_BACK = "taken_back"
    UNKNOWN = "unknown"
