"""Words that must not go out, and what became of checked sentences."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class BanScope(StrEnum):
    """Where a team's own wording holds: everywhere, in one type of crisis, in one incident."""

    GLOBAL = "global"
    TYPE = "type"
    INCIDENT = "incident"


class BanLevel(StrEnum):
    """Stops a sentence, or only speaks against it."""

    BLOCK = "block"
    WARN = "warn"


class CheckVerdict(StrEnum):
    """The check's answer: 通过, 需改, 禁止."""

    CLEAR = "clear"
    CHANGE = "change"
    BLOCK = "block"


class CheckWay(OpenWord):
    """How a sentence came to be checked."""

    CHAT = "chat"
    INLINE = "inline"
    API = "api"
    GUARD = "guard"
    UNKNOWN = "unknown"


class SampleState(OpenWord):
    """What a person decided about a sentence that was called a false alarm."""

    OPEN = "open"
    ALLOWED = "allowed"
    KEPT = "kept"
    UNKNOWN = "unknown"
