"""Views of an incident: its card, the stop-loss message, the boss line, the board."""

from datetime import datetime

from msgspec import Struct

from bot.ids import IncidentId
from messages.views.shared import PLAIN, Blocker, CounselView, Mark, Verb
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.phones import PhoneKind, RingVerdict
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity


class PublicLine(Struct, frozen=True, kw_only=True):
    """A deadline the public waits for. At most one of `met_at`, `waived_at`, `held_at` is set.

    `held_by` names those who agreed to hold the answer, `look_again_at` when they look again.
    """

    kind: ClockKind
    due_at: datetime
    blocker: Blocker | None = None
    met_at: datetime | None = None
    waived_at: datetime | None = None
    waived_by: str = ""
    held_at: datetime | None = None
    held_by: tuple[str, ...] = ()
    look_again_at: datetime | None = None
    paused_at: datetime | None = None
    calendar_unknown: bool = False


class ScriptLine(Struct, frozen=True, kw_only=True):
    """What may be said: standing lines in use, or a sheet's version; `waiting` waits for approval."""

    standing: bool = False
    current: int | None = None
    waiting: int | None = None


class PromoLine(Struct, frozen=True, kw_only=True):
    """How much of the promotion is paused; `left` are (what, who)."""

    done: int
    total: int
    left: tuple[tuple[str, str], ...] = ()


class Seat(Struct, frozen=True, kw_only=True):
    """A role of this incident. `until` and `next_person` while it is asked; `acting`: commander by response."""

    kind: RoleKind
    state: RoleState
    person: str = ""
    acting: bool = False
    until: datetime | None = None
    next_person: str = ""


class NextStep(Struct, frozen=True, kw_only=True):
    """A line of "next": what, who, until when."""

    text: str
    person: str = ""
    due_at: datetime | None = None


class IncidentCardView(Struct, frozen=True, kw_only=True):
    """The incident card (T2): one message, only edited.

    `main_chat`: it has no topic of its own. `restricted_stub`: the line the main group sees instead of it.
    `inline`: the check answers in the input line.
    """

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    crisis_type: CrisisType
    state: IncidentState
    responsibility: Responsibility
    first_seen_at: datetime
    opened_at: datetime
    updated_at: datetime
    live: bool = False
    public: tuple[PublicLine, ...] = ()
    script: ScriptLine | None = None
    promo: PromoLine | None = None
    counsel: CounselView | None = None
    seats: tuple[Seat, ...] = ()
    steps: tuple[NextStep, ...] = ()
    verified: int = 0
    to_verify: int = 0
    overdue: int = 0
    tasks_done: int = 0
    tasks_total: int = 0
    ended_at: datetime | None = None
    ended_by: str = ""
    main_chat: bool = False
    parent: str = ""
    children: tuple[str, ...] = ()
    restricted: bool = False
    restricted_stub: bool = False
    inline: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class StopLossStep(Struct, frozen=True, kw_only=True):
    """One first act. `step` is a short word for its button; `label` what to do, in the reader's language."""

    step: str
    label: str
    done_by: str = ""
    done_at: datetime | None = None
    cant_reason: str = ""


class StopLossView(Struct, frozen=True, kw_only=True):
    """The stop-loss message (T3).

    `spoken`: the approved line that is true at this moment; `spoken_from`: the version of the sheet it stands on,
    '' for the standing lines. `said`: it was read out; `former`: another one was, before it came. `choosing_cant`:
    the buttons ask what cannot be done.
    """

    incident: IncidentId
    steps: tuple[StopLossStep, ...]
    minutes: int
    live: bool = False
    spoken: str = ""
    spoken_from: str = ""
    said_by: str = ""
    said_at: datetime | None = None
    former_by: str = ""
    former_at: datetime | None = None
    choosing_cant: bool = False
    undo: str = ""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class BossLineView(Struct, frozen=True, kw_only=True):
    """One line for the executive, edited in place."""

    number: str
    severity: Severity
    state: IncidentState
    public: PublicLine | None
    overdue: int
    mark: Mark = PLAIN


class BoardRow(Struct, frozen=True, kw_only=True):
    number: str
    severity: Severity
    title: str
    state: IncidentState
    commander: str = ""
    acting: bool = False
    public: PublicLine | None = None
    overdue: int = 0
    topic_url: str | None = None
    restricted: bool = False


class StatusView(Struct, frozen=True, kw_only=True):
    """The board in one message. `total` counts all open incidents; troubles show only when there are any.

    `silent_phones`: whose phone did not ring the last time, which, and why. `parked`: parcels that could not be
    delivered. `telegram_down_since`: the group cannot be reached.
    """

    rows: tuple[BoardRow, ...]
    total: int
    alerts_waiting: int = 0
    alerts_watched: int = 0
    duty: str = ""
    parked: int = 0
    telegram_down_since: datetime | None = None
    silent_sources: tuple[str, ...] = ()
    silent_phones: tuple[tuple[str, PhoneKind, RingVerdict], ...] = ()
    mark: Mark = PLAIN
