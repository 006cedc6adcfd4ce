"""What became of approved words outside: publications, promises, deviations, rumours."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class PublicationState(StrEnum):
    """*Handed over*: somebody has the text and is to publish it; *published*: proved and equal."""

    HANDED_OVER = "handed_over"
    PROVED = "proved"
    PUBLISHED = "published"
    DIFFERS = "differs"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class ProofKind(OpenWord):
    LINK = "link"
    SCREENSHOT = "screenshot"
    WEBHOOK = "webhook"
    NONE = "none"
    UNKNOWN = "unknown"


class DeviationClass(OpenWord):
    """D1 safety, amount, promise, denial: corrected in public; D2 another detail: in its thread; D3 tone."""

    D1 = "d1"
    D2 = "d2"
    D3 = "d3"
    UNKNOWN = "unknown"


class DeviationState(StrEnum):
    OPEN = "open"
    CORRECTED = "corrected"
    CLOSED = "closed"


class PromiseState(StrEnum):
    FOUND = "found"
    OPEN = "open"
    KEPT = "kept"
    NONE = "none"


class RumorVerdict(StrEnum):
    """What came out about a rumour."""

    FALSE = "false"
    PARTLY = "partly"
    TRUE = "true"
    UNCLEAR = "unclear"


class RumorState(StrEnum):
    OPEN = "open"
    REFUTED = "refuted"
    DEAD = "dead"
