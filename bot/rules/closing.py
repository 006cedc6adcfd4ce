"""The closing gate: what an incident of which level needs before it is closed, and what is still missing."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.severity import Severity, worst


class ClosingIncomplete(DeskError):
    """Something is still missing (`pieces`: words joined by commas; `count`)."""

    key = "refused-closing-incomplete"


class ClosingPolicy(Struct, frozen=True):
    """What one level asks for. `debrief`: those with a role are asked at the stand-down."""

    severity: Severity
    pieces: tuple[ClosingPiece, ...]
    debrief: bool


class Standing(Struct, frozen=True):
    """How far looking back has come.

    `debriefed`: everybody asked has answered, or the commander held the review. `open_tasks` counts those that
    must be done before closing, `unproved` texts handed out of which nobody showed that they stand there,
    `open_promises` what was promised in public and is not kept.
    """

    reason: str = ""
    responsibility: Responsibility = Responsibility.OPEN
    debriefed: bool = False
    lessons: int = 0
    improvements: int = 0
    open_tasks: int = 0
    unproved: int = 0
    open_promises: int = 0
    signed: bool = False

    def has(self, piece: ClosingPiece) -> bool:
        """Is this piece there? One of a later release is nobody's to mend here, so it counts as there."""
        return {
            ClosingPiece.REASON: bool(self.reason.strip()),
            ClosingPiece.RESPONSIBILITY: self.responsibility not in (Responsibility.OPEN, Responsibility.UNKNOWN),
            ClosingPiece.DEBRIEF: self.debriefed,
            ClosingPiece.LESSON: self.lessons > 0,
            ClosingPiece.IMPROVEMENT: self.improvements > 0,
            ClosingPiece.TASKS: self.open_tasks == 0,
            ClosingPiece.PROOFS: self.unproved == 0,
            ClosingPiece.PROMISES: self.open_promises == 0,
            ClosingPiece.SIGNED: self.signed,
            ClosingPiece.UNKNOWN: True,
        }[piece]


def policy_of(policies: Collection[ClosingPolicy], severity: Severity) -> ClosingPolicy:
    """The row of this level; the library has one for each."""
    return next(policy for policy in policies if policy.severity is severity)


def missing(policy: ClosingPolicy, standing: Standing) -> tuple[ClosingPiece, ...]:
    """What is still missing, in the order in which it is done."""
    return tuple(piece for piece in policy.pieces if not standing.has(piece))


def check(policy: ClosingPolicy, standing: Standing) -> None:
    """May it be closed?

    Raises:
        ClosingIncomplete: says what is missing.
    """
    lacking = missing(policy, standing)
    if lacking:
        raise ClosingIncomplete(pieces=",".join(piece.value for piece in lacking), count=len(lacking))


_SPACES = re.compile(r"\s+")


def tag_of(product: str, account: str) -> str:
    """What makes two incidents of one type the same matter: the product, else the account, written alike.

    Width, case and spaces make no difference; '' when neither is known, and then nothing recurs.
    """
    named = product.strip() or account.strip()
    return _SPACES.sub("", unicodedata.normalize("NFKC", named)).casefold()[:120]


def worst_of(now: Severity, moves: Sequence[Mapping[str, str]]) -> Severity:
    """The worst level it ever had, from `before` and `after` of each move."""
    words = [word for move in moves for word in (move.get("before", ""), move.get("after", ""))]
    return worst(now, *(Severity(word) for word in words if word in set(Severity)))
