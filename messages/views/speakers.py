"""Views of who may speak for the brand, and of the look back at an emergency release."""

from datetime import datetime

from msgspec import Struct

from bot.ids import ClockId
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage


class CertificateRow(Struct, frozen=True):
    """One certificate; without channels it holds for all. `over`: its time is over."""

    person: str
    channels: tuple[Channel, ...]
    what: str
    until: datetime
    over: bool


class EmergencyReviewView(Struct, frozen=True, kw_only=True):
    """A text that went out on the short way, to be looked at again by `due_at`; `good`: what came of it."""

    clock: ClockId
    number: str
    title: str
    stage: StatementStage
    version: int
    text: str
    author: str
    approved_by: tuple[str, ...]
    due_at: datetime
    overdue: bool = False
    done_by: str = ""
    done_at: datetime | None = None
    good: bool = True
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN
