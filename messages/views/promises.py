"""Views of what was promised in public: one promise, and the list of a text's promises that is confirmed."""

from datetime import datetime

from msgspec import Struct

from bot.ids import ClockId, PersonId
from messages.views.shared import PLAIN, Mark, Verb
from messages.views.statements import TimeChoice
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.statements import StatementStage


class PromiseView(Struct, frozen=True, kw_only=True):
    """Something a text promised: somebody sees to it, until a time, and shows that it was kept."""

    promise: str
    text: str
    state: PromiseState
    number: str
    title: str
    owner: str = ""
    due_at: datetime | None = None
    proof: str = ""
    overdue: bool = False
    times: tuple[TimeChoice, ...] = ()
    #: Who could see to it instead, while somebody chooses.
    choosing: tuple[tuple[PersonId, str], ...] = ()
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class PromiseRow(Struct, frozen=True):
    """One sentence of a list: `ticked` as a promise, none, or (None) somebody sees to it already."""

    promise: str
    text: str
    ticked: bool | None


class PromiseListView(Struct, frozen=True, kw_only=True):
    """The sentences of a released text that promise something, to confirm.

    `ticks`: the ticks as they are drawn, for the button that confirms. `confirmed_at`: it is settled.
    """

    asked: ClockId
    number: str
    title: str
    stage: StatementStage
    rows: tuple[PromiseRow, ...]
    ticks: str
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    mark: Mark = PLAIN
