"""Views of alerts: the triage card, the inbox of mild ones, storms, watches."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from bot.ids import AlertId
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


class Hint(Struct, frozen=True):
    """What the desk suggests, with the figure that decides: a metric's name, its value (None: not known yet).

    No metric: nothing counts but that the source says it is over.
    """

    suggest: AlertState
    metric: str = ""
    value: float | None = None
    threshold: float | None = None


class Decided(Struct, frozen=True):
    """What became of an alert, by whom and when. `watch_until` and the trigger only while it is watched."""

    state: AlertState
    at: datetime
    by: str = ""
    number: str = ""
    reason: DismissReason | None = None
    note: str = ""
    watch_until: datetime | None = None
    trigger_metric: str = ""
    trigger_value: float | None = None


class Proposed(Struct, frozen=True):
    """Somebody wants to dismiss a grave alert; a second person is needed."""

    by: str
    reason: DismissReason
    note: str = ""


class AlertCardView(Struct, frozen=True, kw_only=True):
    """The triage card (T1).

    `opens_at`: opens by itself then (S2). `paging`: who is being called. `folded`: further alerts that this
    card stands for. `choosing`: the reason chips are shown. `figures`: metric name → value, those that decide.
    `reasons`: names of the overrides that hold the level (`messages/library/severity`), the worst first.
    """

    alert: AlertId
    severity: Severity
    title: str
    first_seen_at: datetime
    last_seen_at: datetime
    count: int = 1
    folded: int = 0
    platform: str = ""
    account: str = ""
    product: str = ""
    live: bool = False
    viewers: int | None = None
    reasons: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    paging: str = ""
    responded_by: str = ""
    responded_at: datetime | None = None
    opens_at: datetime | None = None
    decide_by: datetime | None = None
    hint: Hint | None = None
    decided: Decided | None = None
    proposed: Proposed | None = None
    resolved_at: datetime | None = None
    choosing: bool = False
    topic_url: str | None = None
    evidence: int = 0
    test: bool = False
    flapping: bool = False
    guessed: CrisisType | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class InboxRow(Struct, frozen=True, kw_only=True):
    severity: Severity
    title: str
    first_seen_at: datetime
    decide_by: datetime | None = None
    decided: Decided | None = None


class InboxDigestView(Struct, frozen=True, kw_only=True):
    """Mild alerts of a day in one message of the main chat, newest first; only edited. `total` counts all;
    `or_more`: nobody counted further."""

    rows: tuple[InboxRow, ...]
    total: int
    or_more: bool = False
    mark: Mark = PLAIN


class InboxDayView(Struct, frozen=True, kw_only=True):
    """All mild alerts of a day, newest first, as a file: (id, row). `total` counts those beyond the file too."""

    day: date
    rows: tuple[tuple[AlertId, InboxRow], ...]
    total: int


class StormSummaryView(Struct, frozen=True, kw_only=True):
    """Many alerts at once, folded: one text, and a file with all of them (`text`)."""

    total: int
    since: datetime
    until: datetime
    severity: Severity
    number: str = ""
    title: str = ""
    text: bytes = b""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class WatchFiredView(Struct, frozen=True, kw_only=True):
    """A watched alert came due (no `metric`) or crossed its trigger; private to who watches it."""

    alert: AlertId
    severity: Severity
    title: str
    watched_since: datetime
    watch_until: datetime | None = None
    metric: str = ""
    value: float | None = None
    threshold: float | None = None
    topic_url: str | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN
