"""What a recap is drawn from: one incident, looked back at, as plain values.

Nothing here is a sentence and nothing depends on a language. All times are aware UTC, all names are as people
wrote them (not escaped), and texts went through the caller's mask. The JSON form is these values as they
stand; `schema.json` describes it.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from messages.recap.asked import InquiryTold
from messages.recap.learnt import Flag, Improvement, Lesson, Missing
from messages.recap.signals import Box, Curve, Readings, Signal
from messages.recap.spoken import DeviationTold, PromiseTold, Publication, StatementTold
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: Grows when a field changes its meaning or goes; further fields leave it as it is.
VERSION = 1


class Length(StrEnum):
    """Three lengths: the card of T12, one page, and everything."""

    CARD = "card"
    PAGE = "page"
    FULL = "full"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entry of the timeline; `details` is None when retention erased them.

    `at` is when it happened, `recorded_at` when it was written down. `hash` covers everything and the hash
    before, the details through `details_hash`.
    """

    seq: int
    at: datetime
    recorded_at: datetime
    kind: EntryKind
    actor: str
    details: dict[str, Any] | None
    details_hash: str
    previous_hash: str
    hash: str


class Head(msgspec.Struct, frozen=True):
    """What the incident is."""

    number: str
    title: str
    severity: Severity
    crisis_type: CrisisType
    state: IncidentState
    team: str
    #: The worst it ever was: what decides how thoroughly it is looked back at.
    worst: Severity = Severity.S4
    more_types: tuple[CrisisType, ...] = ()
    responsibility: Responsibility = Responsibility.OPEN
    account: str = ""
    platform: str = ""
    product: str = ""
    live: bool = False
    drill: bool = False
    sandbox: bool = False
    restricted: bool = False
    commander: str = ""
    acting: bool = False
    opened_by: str = ""
    close_reason: str = ""
    lesson: str = ""
    signed_by: str = ""


class Times(msgspec.Struct, frozen=True):
    """The moments everything is measured from; None: it has not come to that."""

    first_seen: datetime
    received: datetime
    opened: datetime
    responded: datetime | None = None
    crew_complete: datetime | None = None
    first_response: datetime | None = None
    stood_down: datetime | None = None
    closed: datetime | None = None
    signed: datetime | None = None


class Phase(msgspec.Struct, frozen=True):
    """How long it was in one state; `end` is None while it still is."""

    state: IncidentState
    start: datetime
    end: datetime | None


class Outcome(StrEnum):
    """How a deadline ended, or how it stands."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    RUNNING = "running"
    PAUSED = "paused"
    WAIVED = "waived"
    CANCELLED = "cancelled"


class Deadline(msgspec.Struct, frozen=True):
    """One clock: from when to when, how it ended, what shows it, and why it was that long."""

    kind: ClockKind
    public: bool
    state: ClockState
    outcome: Outcome
    basis: Basis
    started_at: datetime
    due_at: datetime
    late: timedelta = timedelta()
    evidence_at: datetime | None = None
    breached_at: datetime | None = None
    stopped_at: datetime | None = None
    stopped_by: str = ""
    owner: str = ""
    owner_role: RoleKind | None = None
    proof: str = ""
    reason: str = ""
    policy: str = ""
    source: str = ""
    #: What the deadline is about when its kind does not say it: the task.
    subject: str = ""

    @property
    def took(self) -> timedelta | None:
        """From its start to the moment it was met."""
        return self.stopped_at - self.started_at if self.stopped_at else None

    @property
    def limit(self) -> timedelta:
        """How long it was to take at most."""
        return self.due_at - self.started_at


class Stretch(msgspec.Struct, frozen=True):
    """Somebody was asked for a role, or had it, from `start` to `end` (None: to this day)."""

    who: str
    start: datetime
    end: datetime | None
    asked: bool = False


class Lane(msgspec.Struct, frozen=True):
    """One role and who had it when."""

    role: RoleKind
    state: RoleState
    holder: str = ""
    stretches: tuple[Stretch, ...] = ()
    declined: tuple[str, ...] = ()


class Choice(msgspec.Struct, frozen=True):
    """A decision with its reason; `superseded` by a later one."""

    number: int
    question: str
    choice: str
    why: str
    by: str
    at: datetime
    superseded: bool = False


class Errand(msgspec.Struct, frozen=True):
    """A task: who was to do it by when, and what became of it."""

    number: int
    title: str
    owner: str = ""
    owner_role: RoleKind | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    blocked_by: str = ""


class Step(msgspec.Struct, frozen=True):
    """A first act: done by whom and when, or why it could not be done."""

    code: str
    stop_loss: bool
    by: str
    at: datetime | None
    impossible: str = ""


class Exhibit(msgspec.Struct, frozen=True):
    """A piece of evidence: its hash and where it came from, never its bytes."""

    kind: str
    added_at: datetime
    added_by: str = ""
    sha256: str = ""
    url: str = ""
    text: str = ""
    restricted: bool = False


class Chain(msgspec.Struct, frozen=True):
    """Is the timeline as it was written? `broken_at` is the first entry that does not fit, None: all do.

    `missing` says how many entries the incident counts beyond the last one found. `head` is the last hash:
    written down elsewhere, it proves the whole list.
    """

    entries: int
    erased: int
    head: str
    broken_at: int | None = None
    missing: int = 0

    @property
    def whole(self) -> bool:
        return self.broken_at is None and not self.missing


class Recap(msgspec.Struct, frozen=True):
    """One incident, looked back at.

    `as_of` is the moment it was read at; for an incident that is over and whose deadlines have all ended it is
    its last entry's, so that a recap drawn a year later has the same bytes. `moments` are the entries a reader
    must see; `moments_left_out` says how many more there were of them. `masked`: personal data in the texts was
    made unreadable, so their `details_hash` no longer fits them, the chain still does.
    """

    head: Head
    times: Times
    as_of: datetime
    phases: tuple[Phase, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    lanes: tuple[Lane, ...] = ()
    choices: tuple[Choice, ...] = ()
    publications: tuple[Publication, ...] = ()
    errands: tuple[Errand, ...] = ()
    steps: tuple[Step, ...] = ()
    signals: tuple[Signal, ...] = ()
    deliveries: int = 0
    curve: Curve | None = None
    #: Figures over time, the one read most often first.
    readings: tuple[Readings, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    #: The first post's first, then one for each answer that went out.
    boxes: tuple[Box, ...] = ()
    statements: tuple[StatementTold, ...] = ()
    promises: tuple[PromiseTold, ...] = ()
    deviations: tuple[DeviationTold, ...] = ()
    inquiries: tuple[InquiryTold, ...] = ()
    #: Sentences the check refused; None: none was checked.
    stopped: int | None = None
    flags: tuple[Flag, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    moments: tuple[Entry, ...] = ()
    moments_left_out: int = 0
    missing: tuple[Missing, ...] = ()
    chain: Chain = Chain(0, 0, "")
    masked: bool = False
    version: int = VERSION
    entries: tuple[Entry, ...] = ()

    @property
    def light(self) -> bool:
        """S3 and S4 are told in five lines on one page."""
        return not self.head.worst.at_least(Severity.S2)

    @property
    def over(self) -> bool:
        return not self.head.state.open

    @property
    def counted(self) -> tuple[Deadline, ...]:
        """Deadlines that say how well times were kept: those met, and those that passed."""
        return tuple(d for d in self.deadlines if d.outcome in (Outcome.ON_TIME, Outcome.LATE, Outcome.OVERDUE))

    @property
    def late(self) -> tuple[Deadline, ...]:
        return tuple(d for d in self.deadlines if d.outcome in (Outcome.LATE, Outcome.OVERDUE))

    @property
    def end(self) -> datetime:
        """Where charts end: when it was over, or the moment it was read at."""
        last = self.entries[-1].at if self.entries else self.as_of
        if not self.over:
            return self.as_of
        return max(self.times.opened, self.times.stood_down or last)
