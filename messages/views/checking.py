"""Views of the check: the answer in four parts, a false alarm to decide, the team's list."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from messages.views.attached import FileFound, found_of
from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.comments import CommentAct, CommentReason, CommentState
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


class CheckReason(Struct, frozen=True, kw_only=True):
    """One reason: key of its sentence, its blanks, how the words were written, which rule."""

    reason: str
    rule: str
    blanks: tuple[tuple[str, str], ...] = ()
    evidence: str = "exact"
    certain: bool = True


class CheckPoint(Struct, frozen=True, kw_only=True):
    """One place that is wrong, and why."""

    label: str
    reasons: tuple[CheckReason, ...]


class CheckView(Struct, frozen=True, kw_only=True):
    """The answer to "may this go out?".

    `sentence` may be a part of a long text; `marks` are places in it. `number` names the incident where that was
    guessed. `former` is the version whose line somebody used although it is over. `hint`: say once what the check
    cannot judge. `picture`: there was one, and nobody has read it. `unasked`: the guard tells a writer who asked
    nothing.
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
    file: FileFound | None = None
    unasked: bool = False
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class FalseAlarmView(Struct, frozen=True, kw_only=True):
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


class CommentActView(Struct, frozen=True, kw_only=True):
    """Something is to be done to the comment section: asked for, agreed to or turned down."""

    row: str
    number: str
    act: CommentAct
    reason: CommentReason
    by: str
    target: str = ""
    state: CommentState = CommentState.ASKED
    decided_by: str = ""
    decided_at: datetime | None = None
    mark: Mark = PLAIN


class BanLine(Struct, frozen=True, kw_only=True):
    """One wording of the team's list."""

    number: int
    term: str
    say_instead: str = ""
    variants: int = 0
    scope: BanScope = BanScope.GLOBAL
    level: BanLevel = BanLevel.BLOCK
    until: datetime | None = None


class BanListView(Struct, frozen=True, kw_only=True):
    """The team's own list in one place: the newest wordings, how many there are, phrases allowed."""

    bans: tuple[BanLine, ...] = ()
    total: int = 0
    allowed: tuple[tuple[int, str], ...] = field(default=())
    number: str = ""


def view_of(values: Mapping[str, Any], check: str, mark: Mark = PLAIN) -> CheckView:
    """The view of a judgement packed into plain values (`bot.desk.judging.packed`)."""
    return CheckView(
        check=check,
        verdict=CheckVerdict(values["verdict"]),
        basis=CheckBasis(values["basis"]),
        version=values["version"],
        crisis_type=CrisisType(values["type"]) if values["type"] else None,
        number=values["number"] if values.get("named") else "",
        sentence=values["sentence"],
        marks=tuple((start, end) for start, end in values["marks"]),
        points=tuple(points_of(values["points"])),
        line=values["line"],
        line_from=LineFrom(values["line_from"]),
        former=values["former"],
        hint=bool(values.get("hint")),
        picture=bool(values.get("picture")),
        file=found_of(values["file"]) if values.get("file") else None,
        unasked=bool(values.get("unasked")),
        keys=frozenset({Verb.FALSE_ALARM} | ({Verb.CHECK_SEND} if _can_be_sent(values) else set())),
        mark=mark,
    )


def _can_be_sent(values: Mapping[str, Any]) -> bool:
    """Can the sentence become a line of a text? It belongs to an incident, was asked about, and is kept whole."""
    return bool(values.get("incident") and values.get("whole") and not values.get("unasked"))


def points_of(packed: Iterable[Mapping[str, Any]]) -> Iterable[CheckPoint]:
    """The places of a packed judgement, in order."""
    for point in packed:
        yield CheckPoint(label=point["label"], reasons=tuple(reason_of(one) for one in point["reasons"]))


def reason_of(packed: Mapping[str, Any]) -> CheckReason:
    return CheckReason(
        reason=packed["reason"],
        rule=packed["rule"],
        blanks=tuple((name, value) for name, value in packed["blanks"]),
        evidence=packed["evidence"],
        certain=packed["certain"],
    )
