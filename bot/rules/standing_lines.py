"""Standing lines: who may approve them, and what an approval is bound to."""

import hashlib
from collections.abc import Collection, Iterable

from bot.errors import DeskError
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind

LONGEST = 500


class OwnLine(DeskError):
    """Whoever changed a line does not approve it."""

    key = "refused-standing-own"


class StandingNotYours(DeskError):
    """Approving standing lines is for these usual roles (`roles`)."""

    key = "refused-standing-roles"


class StandingMoved(DeskError):
    """A line was changed since it was shown: nothing was approved."""

    key = "refused-standing-moved"


class StandingTooLong(DeskError):
    """Longer than a line (`count` of `total` characters), or empty."""

    key = "refused-standing-too-long"


class StandingBlocked(DeskError):
    """Line `index` breaks the check by these rules (`text`): nothing was approved."""

    key = "refused-standing-blocked"


class StandingOver(DeskError):
    """Line `index` has `count` where its place takes `total`: nothing was approved."""

    key = "refused-standing-over"


def fingerprint(text: str) -> str:
    """What an approval of one line is bound to: the exact text."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(texts: Iterable[str]) -> str:
    """What a press on several lines is bound to: short enough for a button, long enough for a race."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def check_line(text: str) -> str:
    """The line as it is kept, trimmed; nothing is cut.

    Raises:
        StandingTooLong: empty, or more than `LONGEST` characters.
    """
    kept = text.strip()
    if not any(character.isalnum() for character in kept) or len(kept) > LONGEST:
        raise StandingTooLong(count=len(kept), total=LONGEST)
    return kept


def check_approver(
    roles: Collection[RoleKind],
    wanted: Collection[RoleKind],
    standing: Standing,
    writers: Collection[str],
    me: str,
) -> None:
    """May this person approve these lines?

    Raises:
        StandingNotYours: he has none of the usual roles; OwnLine: he wrote one of them.
    """
    if standing is Standing.GUEST or not set(roles) & set(wanted):
        raise StandingNotYours(roles=",".join(role.value for role in wanted))
    if me in writers:
        raise OwnLine
