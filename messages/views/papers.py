"""What stands on paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from messages.views.rosters import DayLine, RoleLine
from storage.vocabulary.calls import RungKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChain:
    """The calling chain of one severity: when each rung comes after the beginning."""

    severity: Severity
    rungs: tuple[tuple[RungKind, timedelta], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """What may be said now about one open incident: its lines, in their order."""

    number: str
    title: str
    version: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A line that was approved in quiet times."""

    crisis_type: CrisisType
    channel: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Everything on it, as it stands at `made_at`."""

    team: str
    made_at: datetime
    now: tuple[str, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    chains: tuple[PaperChain, ...] = ()
    sheets: tuple[PaperSheet, ...] = ()
    standing: tuple[PaperLine, ...] = ()
