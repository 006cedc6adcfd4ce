"""Views of facts."""

from datetime import datetime

from msgspec import Struct

from bot.ids import FactId, IncidentId, PersonId
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.facts import FactChangeKind, FactList, FactState, ValueKind


class FactValueView(Struct, frozen=True, kw_only=True):
    """One value of a fact: `low` and `high` are written numbers, days or times, equal unless it is a range."""

    kind: ValueKind
    low: str
    high: str
    unit: str = ""
    rounding: str = ""


class FactStepView(Struct, frozen=True, kw_only=True):
    """One thing that happened to a fact; `text` when its words changed by it."""

    kind: FactChangeKind
    at: datetime
    by: str = ""
    text: str = ""


class FactView(Struct, frozen=True, kw_only=True):
    """One fact. `mark` is the number people know it by: ①. `contradicts`: facts whose figure differs.

    `choosing`: the card asks who is to verify it; `hours`: how long it holds. `agreed`: somebody
    said the values are read right.
    """

    fact: FactId
    mark: str
    text: str
    values: tuple[FactValueView, ...]
    state: FactState
    listed_as: FactList = FactList.KNOWN
    public: bool = True
    agreed: bool = False
    expired: bool = False
    runs_out: bool = False
    rounded: bool = False
    by: str = ""
    at: datetime | None = None
    verified_by: str = ""
    verified_at: datetime | None = None
    expires_at: datetime | None = None
    asked: str = ""
    contradicts: tuple[str, ...] = ()
    choosing: tuple[tuple[PersonId, str], ...] = ()
    hours: tuple[int, ...] = ()
    source: str = ""
    history: tuple[FactStepView, ...] = ()
    undo: str = ""
    keys: frozenset[Verb] = frozenset()
    first: Mark = PLAIN


class FactListView(Struct, frozen=True, kw_only=True):
    """All facts of an incident in their three lists; withdrawn ones are left out by the desk."""

    incident: IncidentId
    number: str
    title: str
    facts: tuple[FactView, ...]
    withdrawn: int = 0
    mark: Mark = PLAIN
