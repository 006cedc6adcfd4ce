"""Views of pages: the wall of open incidents, and figures across incidents."""

from dataclasses import dataclass
from datetime import datetime

from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.severity import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class WallRow:
    """One open incident. `public` is the next public deadline in words, `empty` the roles nobody has."""

    number: str
    severity: Severity
    title: str
    state: IncidentState
    address: str
    commander: str = ""
    public: str = ""
    public_tone: str = ""
    empty: str = ""
    overdue: int = 0
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WallView:
    """All open incidents, the worst first. `hidden` counts restricted ones this reader does not see."""

    team: str
    rows: tuple[WallRow, ...]
    hidden: int
    next_due: str
    next_late: bool
    overdue: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class StatsCell:
    """A figure with its n, or that there are too few."""

    text: str
    few: bool = False


@dataclass(frozen=True, slots=True)
class StatsRow:
    name: str
    cells: tuple[StatsCell, ...]


@dataclass(frozen=True, slots=True)
class StatsTable:
    """One way of grouping: `code` names it."""

    code: str
    rows: tuple[StatsRow, ...]


@dataclass(frozen=True, slots=True)
class StatsView:
    """Figures across incidents; below `minimum` cases no figure is shown."""

    tables: tuple[StatsTable, ...]
    columns: tuple[str, ...]
    minimum: int
