"""Views of the lists behind a card: its deadlines, those of law, who is told."""

from datetime import datetime, timedelta

from msgspec import Struct

from bot.ids import ClockId, IncidentId
from storage.vocabulary.clocks import ClockKind


class ClockRow(Struct, frozen=True, kw_only=True):
    """One deadline that runs or stands still. `code`: of a deadline of law; `blocker`: what it waits for."""

    clock: ClockId
    kind: ClockKind
    due_at: datetime
    code: str = ""
    owner: str = ""
    blocker: str = ""
    paused_at: datetime | None = None
    may_pause: bool = False
    calendar_unknown: bool = False


class ClockListView(Struct, frozen=True, kw_only=True):
    """Every running deadline of an incident, the earliest first."""

    number: str
    title: str
    rows: tuple[ClockRow, ...]


class LegalRow(Struct, frozen=True, kw_only=True):
    """One deadline of law or of a platform: what is to be done, and its figure (at most one is set)."""

    code: str
    duty: str
    limit: timedelta | None = None
    working_days: int | None = None
    at_once: bool = False
    attached: bool = False


class LegalListView(Struct, frozen=True, kw_only=True):
    """The deadlines of law and platforms for an incident's types."""

    incident: IncidentId
    number: str
    title: str
    rows: tuple[LegalRow, ...]


class StakeholderRow(Struct, frozen=True, kw_only=True):
    """One to be told. `circle` is a word of the table's order; `name` is empty for the whole circle.

    `waived`: why not: `NOT_CONCERNED`, or somebody's own words. `undo`: the tick that can still be taken back.
    """

    id: str
    circle: str
    name: str = ""
    told_at: datetime | None = None
    told_by: str = ""
    waived: str = ""
    undo: str = ""


class StakeholdersView(Struct, frozen=True, kw_only=True):
    """Who is told, in order; `first` are the ids of those who come before the public and still wait."""

    number: str
    title: str
    rows: tuple[StakeholderRow, ...]
    first: frozenset[str] = frozenset()
