"""Views of the panels behind the incident card."""

from msgspec import Struct

from bot.ids import IncidentId
from messages.views.incidents import Seat
from messages.views.shared import Verb
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class MorePanelView(Struct, frozen=True, kw_only=True):
    """The 更多 panel."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    keys: frozenset[Verb] = frozenset()


class ClassifyPanelView(Struct, frozen=True, kw_only=True):
    """The 定性 panel: level, type, on air. `types_page` (from 1) shows the types instead, six a page."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    crisis_type: CrisisType
    live: bool
    types_page: int = 0
    types: tuple[CrisisType, ...] = tuple(kind for kind in CrisisType if kind is not CrisisType.UNKNOWN)
    keys: frozenset[Verb] = frozenset({Verb.SEVERITY, Verb.TYPE, Verb.LIVE, Verb.BACK})
    #: What the newest press here can still be taken back by.
    undo: str = ""
    restricted: bool = False


class CrewPanelView(Struct, frozen=True, kw_only=True):
    """The 人员 panel. `offers`: what this reader's team may do with which role, the most wanted first."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    seats: tuple[Seat, ...]
    offers: tuple[tuple[Verb, RoleKind], ...] = ()
    #: Who holds several roles, and which.
    doubled: tuple[tuple[str, tuple[RoleKind, ...]], ...] = ()
    undo: str = ""


class PhasePanelView(Struct, frozen=True, kw_only=True):
    """The 阶段 panel. `confirm`: this one asks to be pressed again."""

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    state: IncidentState
    keys: frozenset[Verb] = frozenset()
    confirm: Verb | None = None
