"""Views of calls: duty, roles, hand-over, clocks, lock screens."""

from datetime import datetime, timedelta

from msgspec import Struct

from bot.ids import AlertId, ClockId, IncidentId, PersonId, RoleId
from messages.views.incidents import NextStep
from messages.views.shared import PLAIN, Blocker, Mark, Stage, Verb
from storage.vocabulary.clocks import Basis, ClockKind
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class DutyCallView(Struct, frozen=True, kw_only=True):
    """The call to the person on duty (T4b): an incident to respond to, or a grave alert to decide on.

    `next_person` may be empty when it is not known yet; `last`: there is nobody after the reader.
    `late`: the time to respond is over already, and everybody is called at once.
    `by`: who took it, or who it passed on to; `mine`: the reader took it.
    """

    severity: Severity
    title: str
    until: datetime
    incident: IncidentId | None = None
    alert: AlertId | None = None
    number: str = ""
    next_person: str = ""
    last: bool = False
    late: bool = False
    opens_by_itself: bool = False
    round: int = 1
    stage: Stage = Stage.OPEN
    mine: bool = False
    by: str = ""
    at: datetime | None = None
    topic_url: str | None = None
    #: The duty page, for whoever has no Telegram at hand the next time.
    page_url: str | None = None
    #: After the reader the whole team is called.
    next_team: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class RoleRequestView(Struct, frozen=True, kw_only=True):
    """Somebody is asked to take a role (T4).

    `first_job`: empty for the role's usual one; `first_job_at`: when that is due. `by`: who took it or who is
    asked next; `mine`: the reader has it. Without `until` or `next_person` nobody is asked afterwards.
    """

    role: RoleId
    incident: IncidentId
    kind: RoleKind
    severity: Severity
    title: str
    number: str
    until: datetime | None = None
    next_person: str = ""
    first_job: str = ""
    first_job_at: datetime | None = None
    commander: str = ""
    stage: Stage = Stage.OPEN
    mine: bool = True
    by: str = ""
    at: datetime | None = None
    topic_url: str | None = None
    page_url: str | None = None
    round: int = 1
    undo: str = ""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class RoleEmptyView(Struct, frozen=True, kw_only=True):
    """An empty role, once, private to the commander."""

    role: RoleId
    kind: RoleKind
    number: str
    candidate: str = ""
    candidate_id: PersonId | None = None
    stage: Stage = Stage.OPEN
    by: str = ""
    at: datetime | None = None
    mine: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class HandoverBriefView(Struct, frozen=True, kw_only=True):
    """A hand-over (T11), private, must be taken.

    `sent`: outward messages so far. `known`: what only the giver knows, in his words.
    """

    role: RoleId
    incident: IncidentId
    kind: RoleKind
    giver: str
    number: str
    severity: Severity
    title: str
    state: IncidentState
    sent: int = 0
    next_public_at: datetime | None = None
    open_things: tuple[NextStep, ...] = ()
    known: str = ""
    stage: Stage = Stage.OPEN
    at: datetime | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class ClockView(Struct, frozen=True, kw_only=True):
    """A warning and what becomes of it (T5): one message, edited when the clock stops.

    Before `due_at` it warns, from then on it is overdue. `number` and `title` make a line of their own, for a
    person with several incidents; empty otherwise. `nudge`: whom the nudge button goes to (a short word or id)
    and `nudge_name`. `mention`: (name, Telegram user id) of the commander, called by name in a topic.
    """

    clock: ClockId
    incident: IncidentId | None
    kind: ClockKind
    due_at: datetime
    number: str = ""
    title: str = ""
    blocker: Blocker | None = None
    met_at: datetime | None = None
    waived_at: datetime | None = None
    waived_by: str = ""
    held_at: datetime | None = None
    held_by: tuple[str, ...] = ()
    look_again_at: datetime | None = None
    nudge: str = ""
    nudge_name: str = ""
    mention: tuple[str, int] | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class ClockWhyView(Struct, frozen=True, kw_only=True):
    """Why a deadline is what it is: figure, basis, source."""

    kind: ClockKind
    severity: Severity
    limit: timedelta
    started_at: datetime
    due_at: datetime
    basis: Basis
    source: str
    calendar_unknown: bool = False


class PageView(Struct, frozen=True, kw_only=True):
    """What a lock screen shows (T6): no allegation, no brand, nobody harmed; of a restricted incident no type.

    `role` None: a duty call. `most_urgent` while several incidents call at once (`incidents` > 1). `approval`:
    the reader is asked to approve; that is never done from the lock screen.
    """

    severity: Severity
    crisis_type: CrisisType
    short_number: str
    until: datetime
    role: RoleKind | None = None
    round: int = 1
    incidents: int = 1
    most_urgent_due: datetime | None = None
    next_exists: bool = True
    on_alert: bool = False
    approval: bool = False
    restricted: bool = False
    mark: Mark = PLAIN


class RingTestView(Struct, frozen=True, kw_only=True):
    """A phone is tried out: the person then says whether it rang."""

    mark: Mark = PLAIN


class RingStoppedView(Struct, frozen=True, kw_only=True):
    """What takes the place of a page that needs nobody any more.

    `by`: who took it; empty where the words pass through other people's servers, or when nobody did.
    """

    severity: Severity | None
    taken: bool
    by: str = ""
