"""What was said in public: texts with every version, who approved which, promises, deviations."""

from datetime import datetime, timedelta

import msgspec

from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.publications import DeviationClass, DeviationState, PromiseState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import ApprovalDecision, StatementStage, StatementState


class Publication(msgspec.Struct, frozen=True):
    """Something went out to the public; `proof` shows it (a link, a kept screenshot)."""

    at: datetime
    kind: ClockKind
    by: str = ""
    proof: str = ""
    text: str = ""
    late: timedelta = timedelta()


class Wording(msgspec.Struct, frozen=True):
    """One version of a text, to the letter; approvals are bound to its `hash`."""

    version: int
    text: str
    at: datetime
    by: str = ""
    hash: str = ""


class Approved(msgspec.Struct, frozen=True):
    """Somebody was asked to approve a version, and what he answered (`at` None: nothing yet)."""

    version: int
    who: str
    role: RoleKind
    decision: ApprovalDecision
    at: datetime | None = None
    way: str = ""


class StatementTold(msgspec.Struct, frozen=True):
    """A text on its way out, or out: every wording it had, and who approved which."""

    stage: StatementStage
    channel: Channel
    state: StatementState
    author: str
    version: int
    emergency: bool = False
    wordings: tuple[Wording, ...] = ()
    approvals: tuple[Approved, ...] = ()


class PromiseTold(msgspec.Struct, frozen=True):
    """Something a text promised, and whether it was kept."""

    text: str
    state: PromiseState
    owner: str = ""
    due_at: datetime | None = None
    kept_at: datetime | None = None
    proof: str = ""


class DeviationTold(msgspec.Struct, frozen=True):
    """Words of ours out there that are not the approved ones."""

    kind: DeviationClass
    state: DeviationState
    channel: Channel
    what: str
    found_at: datetime
    found_by: str = ""
    closed_at: datetime | None = None
