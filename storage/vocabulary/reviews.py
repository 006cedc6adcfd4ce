"""Looking back on an incident: what people said of it, what is learnt, what is changed."""

from storage.vocabulary.words import OpenWord


class Question(OpenWord):
    """The three questions of the hot debrief."""

    WELL = "well"
    STUCK = "stuck"
    CHANGE = "change"
    UNKNOWN = "unknown"


class ImprovementKind(OpenWord):
    """What an improvement changes: how people work, a playbook, or words that are (not) said."""

    ACTION = "action"
    PLAYBOOK = "playbook"
    WORDING = "wording"
    UNKNOWN = "unknown"


class ClosingPiece(OpenWord):
    """What the gate asks for before an incident is closed."""

    REASON = "reason"
    RESPONSIBILITY = "responsibility"
    DEBRIEF = "debrief"
    LESSON = "lesson"
    IMPROVEMENT = "improvement"
    TASKS = "tasks"
    PROOFS = "proofs"
    PROMISES = "promises"
    SIGNED = "signed"
    UNKNOWN = "unknown"
