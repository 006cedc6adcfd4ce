"""Views of the roster: me, now, the next week."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.ids import IncidentId
from messages.views.shared import PLAIN, Mark
from storage.vocabulary.calls import RungKind
from storage.vocabulary.roles import RoleKind


class ShiftLine(Struct, frozen=True, kw_only=True):
    """One shift: who, from when to when; `exchanged`: he stands in."""

    person: str
    begins: datetime
    ends: datetime
    rotation: str = ""
    exchanged: bool = False


class RoleLine(Struct, frozen=True, kw_only=True):
    """Who could be woken for a role now, in the order they are asked."""

    role: RoleKind
    people: tuple[str, ...] = ()


class DayLine(Struct, frozen=True, kw_only=True):
    """One day of the next week: its shifts; `free`: a holiday or a day off."""

    day: date
    shifts: tuple[ShiftLine, ...] = ()
    free: bool = False


class RosterView(Struct, frozen=True, kw_only=True):
    """The roster for one reader. `rotations`: names; none: whoever says he is on duty is called."""

    team: str
    now: tuple[str, ...] = ()
    mine: tuple[ShiftLine, ...] = ()
    away_until: datetime | None = None
    roles: tuple[RoleLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    rotations: tuple[str, ...] = ()
    calendar_unknown: bool = False
    mark: Mark = PLAIN


class ChainStep(Struct, frozen=True, kw_only=True):
    """One rung of a call: when, whom, and what came of it."""

    at: datetime
    kind: str
    people: tuple[str, ...] = ()
    reached: bool = False
    spared: bool = False


class ChainView(Struct, frozen=True, kw_only=True):
    """A calling chain with its times, for everybody who asks where the call is."""

    role: RoleKind | None
    state: str
    steps: tuple[ChainStep, ...] = ()


class PagingView(Struct, frozen=True, kw_only=True):
    """Whom to call to an incident: the calls that run, and the roles somebody could be woken for."""

    incident: IncidentId
    number: str
    title: str
    chains: tuple[ChainView, ...] = ()
    offers: tuple[RoleKind, ...] = ()


class PersonLine(Struct, frozen=True, kw_only=True):
    """How calling went for one person in four weeks; `hours`: how often at work, at rest, asleep."""

    person: str
    calls: int
    took: int
    silent: int
    median: timedelta | None
    hours: tuple[tuple[str, int], ...]
    interruptions: int


class CallFiguresView(Struct, frozen=True, kw_only=True):
    """How calling went in four weeks: the median until an answer per rung and hour, per person what it cost."""

    team: str
    calls: int
    unanswered: int
    rungs: tuple[tuple[RungKind, timedelta], ...] = ()
    hours: tuple[tuple[str, timedelta], ...] = ()
    people: tuple[PersonLine, ...] = ()
    mark: Mark = PLAIN
