"""Views of message sheets and standing lines."""

from datetime import datetime

from msgspec import Struct

from bot.ids import ApprovalId, IncidentId, SheetId, TeamId
from messages.views.shared import PLAIN, CounselView, Mark, Verb
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Audience, Channel, Fault, ItemKind, SheetState, Stance, StopLossStage
from storage.vocabulary.statements import ApprovalDecision, ReturnReason


class StandingLineView(Struct, frozen=True, kw_only=True):
    """One standing line: what would be approved, and how it stands. `writer`: who changed what waits; `trouble`:
    rules it breaks; `over`: how much it has, how much its place takes; `seal`: what its approval is bound to."""

    channel: Channel
    stage: StopLossStage
    text: str
    in_use: bool = False
    waits: bool = False
    expired: bool = False
    writer: str = ""
    approved_by: str = ""
    expires_at: datetime | None = None
    seal: str = ""
    trouble: tuple[str, ...] = ()
    over: tuple[int, int] | None = None


class StandingLinesView(Struct, frozen=True, kw_only=True):
    """The lines of one type and language, word for word. `seal`: what a press approves."""

    crisis_type: CrisisType
    language: Language
    lines: tuple[StandingLineView, ...]
    seal: str
    keys: frozenset[Verb] = frozenset()


class StandingBoardView(Struct, frozen=True, kw_only=True):
    """All types with how many of their lines are approved, of how many."""

    team: TeamId
    rows: tuple[tuple[CrisisType, int, int], ...]
    page: int = 0


class SaidLine(Struct, frozen=True, kw_only=True):
    """One line that may be said now: where, and the exact words. `over`: a promised time in it has passed."""

    text: str
    channel: Channel | None = None
    key: str = ""
    adaptable: bool = False
    over: str = ""


class SheetLine(Struct, frozen=True, kw_only=True):
    """One numbered line of a draft. `facts`: the facts it says; `against`: facts that give another figure;
    `trouble`: rules it breaks; `instead`, `key`: the line to use, the question or name it belongs to."""

    kind: ItemKind
    text: str
    key: str = ""
    instead: str = ""
    channel: Channel | None = None
    may_say: bool = False
    facts: tuple[str, ...] = ()
    against: str = ""
    trouble: tuple[str, ...] = ()


class SheetChange(Struct, frozen=True, kw_only=True):
    """One difference to the version before: `before` or `after` is empty when a line came or went."""

    kind: ItemKind
    before: str
    after: str


class SheetDraftView(Struct, frozen=True, kw_only=True):
    """A version on its way: numbered lines, stance, responsibility, what breaks a rule, what changed.

    `choosing` names what the buttons ask: stance or fault.
    """

    sheet: SheetId
    number: str
    title: str
    version: int
    state: SheetState
    stance: Stance
    audience: Audience = Audience.PUBLIC
    fault: Fault
    evidence: tuple[str, ...] = ()
    cause: str = ""
    lines: tuple[SheetLine, ...] = ()
    changes: tuple[SheetChange, ...] = ()
    by: str = ""
    stances: tuple[Stance, ...] = ()
    choosing: str = ""
    review: str = ""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class SheetRequestView(Struct, frozen=True, kw_only=True):
    """A version shown to one person who is asked to approve it; afterwards what became of the request."""

    approval: ApprovalId
    draft: SheetDraftView
    decision: ApprovalDecision
    until: datetime | None = None
    deputy: str = ""
    answered_at: datetime | None = None
    comment: str = ""
    reason: ReturnReason | None = None
    choosing: bool = False
    keys: frozenset[Verb] = frozenset()


class TakenBack(Struct, frozen=True, kw_only=True):
    """The version that was in use last was taken back by people: who, when and why."""

    version: int
    by: str
    at: datetime
    reason: str = ""


class SheetCardView(Struct, frozen=True, kw_only=True):
    """What may be said now about an incident: the current sheet, else standing lines, else nothing yet.

    `version` is 0 when standing lines stand in; `asked`: the version somebody looked at, when it is not this one.
    `falls_back`: there is none for this audience, the public one is shown. `choosing`: the card asks for whom.
    `sheet`: the one in use for exactly this audience. `taken_back`: the last one, when people took it back.
    `ask_whom`: who gets the questions while nothing may be said; `ask_you`: it is whoever reads.
    """

    incident: IncidentId
    number: str
    title: str
    crisis_type: CrisisType
    version: int = 0
    lines: tuple[SaidLine, ...] = ()
    answers: tuple[SaidLine, ...] = ()
    do_not_say: tuple[tuple[str, str], ...] = ()
    valid_to: datetime | None = None
    approved_by: tuple[str, ...] = ()
    waiting: int = 0
    asked: int = 0
    sheet: str = ""
    taken_back: TakenBack | None = None
    review: str = ""
    ask_whom: str = ""
    ask_you: bool = False
    audience: Audience = Audience.PUBLIC
    falls_back: bool = False
    choosing: tuple[tuple[Audience, int], ...] = ()
    counsel: CounselView | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN
