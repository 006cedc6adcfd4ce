"""Views of pages: the wall of open incidents, and figures across incidents."""

from datetime import datetime

from msgspec import Struct

from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.severity import Severity


class WallRow(Struct, frozen=True, kw_only=True):
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


class WallView(Struct, frozen=True, kw_only=True):
    """All open incidents, the worst first. `hidden` counts restricted ones this reader does not see."""

    team: str
    rows: tuple[WallRow, ...]
    hidden: int
    next_due: str
    next_late: bool
    overdue: int
    as_of: datetime


class StatsCell(Struct, frozen=True):
    """A figure with its n, or that there are too few."""

    text: str
    few: bool = False


class StatsRow(Struct, frozen=True):
    name: str
    cells: tuple[StatsCell, ...]


class StatsTable(Struct, frozen=True):
    """One way of grouping: `code` names it."""

    code: str
    rows: tuple[StatsRow, ...]


class StatsView(Struct, frozen=True):
    """Figures across incidents; below `minimum` cases no figure is shown."""

    tables: tuple[StatsTable, ...]
    columns: tuple[str, ...]
    minimum: int
