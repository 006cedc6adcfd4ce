"""Views of looking back: the review with its agenda, the questions to one person, improvements."""

from datetime import datetime

from msgspec import Struct

from bot.ids import IncidentId
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.reviews import ClosingPiece, ImprovementKind, Question
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class FlagLine(Struct, frozen=True, kw_only=True):
    """One sentence of the debrief, without the name behind it."""

    question: Question
    text: str


class ReviewView(Struct, frozen=True, kw_only=True):
    """The review before closing: each piece with whether it is there, the agenda, what was learnt.

    `answered` of `asked` people have said how it went. `blaming`: the responsibility is being chosen.
    """

    incident: IncidentId
    number: str
    severity: Severity
    title: str
    pieces: tuple[tuple[ClosingPiece, bool], ...] = ()
    flags: tuple[FlagLine, ...] = ()
    lessons: tuple[str, ...] = ()
    asked: int = 0
    answered: int = 0
    improvements: int = 0
    improvements_done: int = 0
    blaming: bool = False
    keys: frozenset[Verb] = frozenset()


class DebriefView(Struct, frozen=True, kw_only=True):
    """Three questions to one person; what he has said so far."""

    debrief: str
    number: str
    title: str
    role: RoleKind
    flags: tuple[FlagLine, ...] = ()
    answered: bool = False
    closed: bool = False
    mark: Mark = PLAIN


class ImprovementLine(Struct, frozen=True, kw_only=True):
    """One improvement: whose, until when, what became of it. `judging`: somebody is to say whether it helped."""

    improvement: str
    index: int
    number: str
    text: str
    kind: ImprovementKind = ImprovementKind.ACTION
    owner: str = ""
    due_at: datetime | None = None
    done_at: datetime | None = None
    outcome: str = ""
    helped: bool | None = None
    judging: bool = False
    mark: Mark = PLAIN


class ImprovementListView(Struct, frozen=True, kw_only=True):
    """All improvements of an incident."""

    incident: IncidentId
    number: str
    title: str
    improvements: tuple[ImprovementLine, ...] = ()
