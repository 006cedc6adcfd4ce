"""What stands on paper."""

from datetime import datetime, timedelta

from msgspec import Struct

from messages.views.rosters import DayLine, RoleLine
from storage.vocabulary.calls import RungKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


class PaperChain(Struct, frozen=True, kw_only=True):
    """The calling chain of one severity: when each rung comes after the beginning."""

    severity: Severity
    rungs: tuple[tuple[RungKind, timedelta], ...]


class PaperSheet(Struct, frozen=True, kw_only=True):
    """What may be said now about one open incident: its lines, in their order."""

    number: str
    title: str
    version: int
    lines: tuple[str, ...] = ()


class PaperLine(Struct, frozen=True, kw_only=True):
    """A line that was approved in quiet times."""

    crisis_type: CrisisType
    channel: str
    text: str


class PaperView(Struct, frozen=True, kw_only=True):
    """Everything on it, as it stands at `made_at`."""

    team: str
    made_at: datetime
    now: tuple[str, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    chains: tuple[PaperChain, ...] = ()
    sheets: tuple[PaperSheet, ...] = ()
    standing: tuple[PaperLine, ...] = ()
