"""Views that look back: the recap card, where it stands, the timeline."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.ids import IncidentId
from messages.views.incidents import NextStep, PublicLine, Seat
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.evidence import Piece
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.timeline import EntryKind


class Span(Struct, frozen=True, kw_only=True):
    """How long a step took, with its limit: (`kind`, `took`, `limit`)."""

    kind: ClockKind
    took: timedelta
    limit: timedelta | None = None


class Late(Struct, frozen=True, kw_only=True):
    """A deadline that was missed, and by how much; `role` when it was one role that came late."""

    kind: ClockKind
    by: timedelta
    role: RoleKind | None = None


class BoxLine(Struct, frozen=True, kw_only=True):
    """How much shows a post as it stood: `kept` of `wanted`; of an answer its stage. `missing` is asked for next,
    `publication` says where the button leads."""

    kept: int
    wanted: int
    missing: Piece | None = None
    stage: StatementStage | None = None
    publication: str = ""


class RecapCardView(Struct, frozen=True, kw_only=True):
    """The recap in a topic, once (T12). Parts that do not exist are None and not shown."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    first_seen_at: datetime
    stood_down_at: datetime | None
    spans: tuple[Span, ...] = ()
    on_time: int = 0
    deadlines: int = 0
    late: tuple[Late, ...] = ()
    waived: int = 0
    out: int | None = None
    proofs: int = 0
    deviations: int = 0
    deviations_corrected: int = 0
    stopped: int | None = None
    promises: int | None = None
    promises_kept: int = 0
    #: What journalists asked and nobody withdrew, and how much of it was answered in time.
    inquiries: int = 0
    inquiries_on_time: int = 0
    boxes: tuple[BoxLine, ...] = ()
    went_well: str = ""
    improvements: int | None = None
    next_improvement: date | None = None
    full_url: str | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class EntryLine(Struct, frozen=True, kw_only=True):
    """One entry of the timeline; `text` is what it says beyond its kind, in plain words."""

    at: datetime
    kind: EntryKind
    actor: str = ""
    text: str = ""
    #: Its place in the timeline: a correction names it. 0: not shown.
    number: int = 0


class RecapTextView(Struct, frozen=True, kw_only=True):
    """Where an incident stands, for somebody who just came in: one screen, newest entries last."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    crisis_type: CrisisType
    state: IncidentState
    first_seen_at: datetime
    opened_at: datetime
    commander: str = ""
    acting: bool = False
    #: Who holds what; how many words went out; earlier incidents this one repeats.
    seats: tuple[Seat, ...] = ()
    said: int = 0
    recurred: str = ""
    #: When this reader looked last, and how many entries came since; `latest` are then those.
    since: datetime | None = None
    changed: int = 0
    public: tuple[PublicLine, ...] = ()
    boxes: tuple[BoxLine, ...] = ()
    steps: tuple[NextStep, ...] = ()
    empty_roles: tuple[RoleKind, ...] = ()
    overdue: int = 0
    latest: tuple[EntryLine, ...] = ()
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class TimelineView(Struct, frozen=True, kw_only=True):
    """Entries in order, the last ones that fit; `total` counts all."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    entries: tuple[EntryLine, ...]
    total: int
    keys: frozenset[Verb] = frozenset()
