"""Views of statements: the draft, the request to approve, the question of an emergency, an answer held back."""

from datetime import datetime

from msgspec import Struct

from bot.ids import ApprovalId, ClockId, IncidentId, StatementId, StatementVersionId
from messages.views.attached import FileChangeView, FileView
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import (
    ApprovalDecision,
    HoldReason,
    ReturnReason,
    Slot,
    StatementStage,
    StatementState,
)


class DraftLine(Struct, frozen=True):
    """One numbered line; an empty one is still to be written."""

    index: int
    slot: Slot
    text: str


class Problem(Struct, frozen=True):
    """Something the check found, or a gate that is shut.

    A finding of the check has the words it is about and why; a gate has a `gate` (key of its sentence) and values.
    """

    rule: str
    text: str = ""
    reason: str = ""
    gate: str = ""
    values: tuple[tuple[str, str], ...] = ()
    blocks: bool = True


class TimeChoice(Struct, frozen=True):
    """A time on a button; `code` is what the button carries."""

    at: datetime
    code: str
    chosen: bool = False


class DraftView(Struct, frozen=True, kw_only=True):
    """A text being written, in the author's private chat; the message follows it until it is out."""

    statement: StatementId
    number: str
    severity: Severity
    title: str
    stage: StatementStage
    version: int
    state: StatementState
    channel: Channel
    text: str
    lines: tuple[DraftLine, ...]
    files: tuple[FileView, ...] = ()
    limit: int | None = None
    verdict: str = ""
    problems: tuple[Problem, ...] = ()
    times: tuple[TimeChoice, ...] = ()
    channels: tuple[Channel, ...] = ()
    waiting: tuple[str, ...] = ()
    operator: str = ""
    proved_at: datetime | None = None
    returned_by: str = ""
    return_reason: ReturnReason | None = None
    return_comment: str = ""
    because: str = ""
    #: Whose fault it was and is, where only that made the new version.
    faults: tuple[Responsibility, Responsibility] | None = None
    safety: bool = False
    choosing_channel: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class UsedFactView(Struct, frozen=True):
    """A fact under the text: its number, what it says, who verified it and when; `against`: the numbers of facts
    that give another figure of the same thing."""

    mark: str
    text: str
    by: str = ""
    at: datetime | None = None
    against: str = ""


class ChangeView(Struct, frozen=True):
    """One place that differs from another version; '' on one side: added or removed."""

    before: str
    after: str


class ApprovalView(Struct, frozen=True, kw_only=True):
    """A request to one person (T7); after a change only what changed (T7b: `void_before`)."""

    approval: ApprovalId
    incident: IncidentId
    number: str
    severity: Severity
    title: str
    stage: StatementStage
    version: int
    channel: Channel
    text: str
    author: str
    role: RoleKind
    decision: ApprovalDecision
    verdict: str = ""
    until: datetime | None = None
    deputy: str = ""
    facts: tuple[UsedFactView, ...] = ()
    files: tuple[FileView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    file_changes: tuple[FileChangeView, ...] = ()
    before: int = 0
    #: The version this person had said yes to, or was looking at: only the change is shown.
    void_before: int = 0
    fact_changed: UsedFactView | None = None
    #: Whose fault it was when this person looked, and is.
    faults: tuple[Responsibility, Responsibility] | None = None
    newest: int = 0
    answered_at: datetime | None = None
    reason: ReturnReason | None = None
    comment: str = ""
    passed_to: str = ""
    settled: bool = False
    emergency: bool = False
    safety: bool = False
    choosing: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class EmergencyView(Struct, frozen=True, kw_only=True):
    """What would go out as an emergency, shown to the commander before the second press. `sent`: enough have said
    yes since."""

    version: StatementVersionId
    number: str
    stage: StatementStage
    shown: int
    text: str
    called: bool = False
    sent: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class NothingNewView(Struct, frozen=True, kw_only=True):
    """The promised time comes near and there are no new facts (T13)."""

    clock: ClockId
    due_at: datetime
    text: str
    number: str
    title: str
    times: tuple[TimeChoice, ...] = ()
    choosing: bool = False
    done: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class PublicPromise(Struct, frozen=True):
    """The next word as it was promised in public: until when, where, and whether that time has passed."""

    due_at: datetime
    channels: tuple[Channel, ...]
    over: bool = False


class HoldView(Struct, frozen=True, kw_only=True):
    """A proposal not to answer for now: reason, time to look again, second person (T14).

    `breaks`: the public promise that is broken by it; `next_word`: its deadline, while that runs.
    """

    answer: str
    clock: ClockKind
    number: str
    title: str
    proposed_by: str
    reason: HoldReason | None = None
    comment: str = ""
    again_at: datetime | None = None
    times: tuple[TimeChoice, ...] = ()
    agreed_by: str = ""
    agreed_at: datetime | None = None
    refused: bool = False
    waiting_for: str = ""
    breaks: PublicPromise | None = None
    next_word: str = ""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN
