"""Views of what is to go out and what went out: hand-over and proof, deviations, paused promotion."""

from datetime import datetime

from msgspec import Struct

from bot.ids import IncidentId, PublicationId
from messages.views.attached import FileView
from messages.views.shared import PLAIN, Mark, Verb
from messages.views.statements import ChangeView
from storage.vocabulary.phones import RingVerdict
from storage.vocabulary.publications import (
    DeviationClass,
    DeviationState,
    ProofKind,
    PublicationState,
    RumorState,
    RumorVerdict,
)
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage


class ReleaseView(Struct, frozen=True, kw_only=True):
    """A text to publish, word for word (T8), and its proof (T8b). `look`: somebody else judges a screenshot."""

    publication: PublicationId
    number: str
    severity: Severity
    title: str
    stage: StatementStage
    version: int
    channel: Channel
    text: str
    state: PublicationState
    files: tuple[FileView, ...] = ()
    proof: ProofKind = ProofKind.NONE
    until: datetime | None = None
    approved_by: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    operator: str = ""
    proved_at: datetime | None = None
    url: str = ""
    posted: str = ""
    changes: tuple[ChangeView, ...] = ()
    looked_by: str = ""
    #: The team's interface: what it answered in the end, and whether it may be out although it did not say so.
    interface: RingVerdict | None = None
    unsure: bool = False
    reference: str = ""
    #: The version of the sheet that whoever publishes has not read; 0: read, or there is none.
    unread: int = 0
    look: bool = False
    emergency: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class DeviationView(Struct, frozen=True, kw_only=True):
    """Words of ours that are not the approved ones. `said`: what somebody reported, while it is still known."""

    deviation: str
    kind: DeviationClass
    state: DeviationState
    channel: Channel
    number: str
    title: str
    what: str = ""
    said: str = ""
    changes: tuple[ChangeView, ...] = ()
    due_at: datetime | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class RumorRow(Struct, frozen=True):
    """One rumour; `rumor` is its id. `verdict`: what came out; `proof`: a link, a file or a fact's mark."""

    rumor: str
    number: int
    text: str
    state: RumorState
    url: str = ""
    verdict: RumorVerdict | None = None
    proof: str = ""
    report: str = ""
    spread: str = ""


class RumorsView(Struct, frozen=True, kw_only=True):
    """The rumours of an incident, the open ones first."""

    number: str
    title: str
    rows: tuple[RumorRow, ...]
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class PauseRow(Struct, frozen=True):
    """Promotion on one channel: paused since when and by whom, or running again."""

    channel: str
    paused: bool
    by: str = ""
    at: datetime | None = None


class PausesView(Struct, frozen=True, kw_only=True):
    """Promotion of an incident's accounts, channel by channel."""

    incident: IncidentId
    number: str
    title: str
    rows: tuple[PauseRow, ...]
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN
