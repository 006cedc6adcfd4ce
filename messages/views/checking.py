"""Views of the check: the answer in four parts, a false alarm to decide, the team's list."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.wordings import BanLevel, BanScope, CheckVerdict, SampleState


class CheckBasis(StrEnum):
    """What a sentence was held against."""

    SHEET = "sheet"
    STANDING = "standing"
    NONE = "none"


class LineFrom(StrEnum):
    """Where the line to use comes from."""

    MENDED = "mended"
    ROW = "row"
    APPROVED = "approved"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReason:
    """One reason: key of its sentence, its blanks, how the words were written, which rule."""

    reason: str
    rule: str
    blanks: tuple[tuple[str, str], ...] = ()
    evidence: str = "exact"
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPoint:
    """One place that is wrong, and why."""

    label: str
    reasons: tuple[CheckReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The answer to "may this go out?".

    `sentence` may be a part of a long text; `marks` are places in it. `number` names the incident where that was
    guessed. `former` is the version whose line somebody used although it is over. `hint`: say once what the check
    cannot judge. `picture`: there was one, and nobody has read it.
    """

    check: str
    verdict: CheckVerdict
    basis: CheckBasis
    version: str = ""
    crisis_type: CrisisType | None = None
    number: str = ""
    sentence: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    points: tuple[CheckPoint, ...] = ()
    line: str = ""
    line_from: LineFrom = LineFrom.NOBODY
    former: int = 0
    hint: bool = False
    picture: bool = False
    private: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarmView:
    """Somebody says a sentence was stopped wrongly: whoever keeps the list decides."""

    sample: str
    by: str
    sentence: str
    reasons: tuple[CheckReason, ...]
    phrases: tuple[str, ...] = ()
    number: str = ""
    state: SampleState = SampleState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class BanLine:
    """One wording of the team's list."""

    number: int
    term: str
    say_instead: str = ""
    variants: int = 0
    scope: BanScope = BanScope.GLOBAL
    level: BanLevel = BanLevel.BLOCK
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BanListView:
    """The team's own list in one place: the newest wordings, how many there are, phrases allowed."""

    bans: tuple[BanLine, ...] = ()
    total: int = 0
    allowed: tuple[tuple[int, str], ...] = field(default=())
    number: str = ""
