"""What is learnt: what people say of it, lessons, improvements, and what a reader would miss."""

from datetime import datetime
from enum import StrEnum

import msgspec

from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.reviews import ImprovementKind, Question
from storage.vocabulary.roles import RoleKind


class Flag(msgspec.Struct, frozen=True):
    """One sentence of the debrief: went well, got stuck, is to change."""

    question: Question
    text: str
    by: str = ""
    at: datetime | None = None


class Lesson(msgspec.Struct, frozen=True):
    """Something learnt."""

    number: int
    text: str
    by: str = ""
    at: datetime | None = None


class Improvement(msgspec.Struct, frozen=True):
    """What is done about it: whose, until when, what shows that it is done, whether it helped (None: not looked
    at yet). `kind` says whether it changes how people work, a playbook or words."""

    number: int
    kind: ImprovementKind
    text: str
    owner: str
    due_at: datetime
    done_at: datetime | None = None
    outcome: str = ""
    helped: bool | None = None


class Gap(StrEnum):
    """What a reader would look for and not find."""

    CHAIN_BROKEN = "chain_broken"
    NO_RESPONDER = "no_responder"
    NO_FIRST_RESPONSE = "no_first_response"
    NO_PROOF = "no_proof"
    ROLE_EMPTY = "role_empty"
    DEADLINE_OPEN = "deadline_open"
    WAIVED_WITHOUT_REASON = "waived_without_reason"
    STEP_OPEN = "step_open"
    TASK_OPEN = "task_open"
    NO_DECISION = "no_decision"
    DECISION_WITHOUT_REASON = "decision_without_reason"
    RESPONSIBILITY_OPEN = "responsibility_open"
    DEVIATION_OPEN = "deviation_open"
    PROMISE_OPEN = "promise_open"
    INQUIRY_OPEN = "inquiry_open"
    NO_LESSON = "no_lesson"
    NO_IMPROVEMENT = "no_improvement"
    IMPROVEMENT_OVERDUE = "improvement_overdue"
    NOT_SIGNED = "not_signed"


class Missing(msgspec.Struct, frozen=True):
    """One gap, and which deadlines, roles, steps or tasks it is about."""

    gap: Gap
    clocks: tuple[ClockKind, ...] = ()
    roles: tuple[RoleKind, ...] = ()
    names: tuple[str, ...] = ()
