"""A team's own do-not-say list: who may make it stricter, who may loosen it, and what is no wording at all."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.wordings import BanLevel, BanScope

LONGEST_TERM: Final = 100
LONGEST_LINE: Final = 500
MOST_VARIANTS: Final = 50
MOST_SPANS: Final = 500
"""Allowed phrases are looked for one by one in every sentence."""

#: Whose daily work the list is; they may take words off it although they hold no role just now.
LOOSENING: Final = frozenset({RoleKind.COMMUNICATIONS_LEAD, RoleKind.LEGAL, RoleKind.COMMANDER})


class WordingMissing(DeskError):
    """Nothing to look for: empty, or signs only."""

    key = "refused-wording-missing"


class WordingSingle(DeskError):
    """One character would hit nearly every sentence: `text`."""

    key = "refused-wording-single"


class WordingApproved(DeskError):
    """The wording is an approved line: `text`."""

    key = "refused-wording-approved"


class WordingExists(DeskError):
    """It is on the list already: `text`, under `number`."""

    key = "refused-wording-exists"


class WordingTooLong(DeskError):
    """Longer than anything that is looked for as a wording: `count` characters at most."""

    key = "refused-wording-too-long"


class WordingUnknown(DeskError):
    """The team's list has no such number: `text`."""

    key = "refused-wording-unknown"


class WordingExpired(DeskError):
    """It would end before it begins: `text`."""

    key = "refused-wording-expired"


class SpansFull(DeskError):
    """The team has as many allowed phrases as can be looked for: `count`."""

    key = "refused-spans-full"


class LooseningNotAllowed(DeskError):
    """Taking words off the list is for communications, legal, the commander or an owner: `people`."""

    key = "refused-loosening"


class NewBan(Struct, frozen=True):
    """What somebody wants on the list."""

    term: str
    say_instead: str = ""
    variants: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    reason: str = ""
    level: BanLevel = BanLevel.BLOCK
    scope: BanScope | None = None
    expires_at: datetime | None = None


def check_sizes(wanted: NewBan, now: datetime) -> None:
    """Is it of a size that can be looked for, and not over already?

    Raises:
        WordingTooLong, WordingExpired.
    """
    if any(len(one) > LONGEST_TERM for one in (wanted.term, *wanted.variants, *wanted.allow)):
        raise WordingTooLong(count=LONGEST_TERM)
    if len(wanted.variants) > MOST_VARIANTS or max(len(wanted.say_instead), len(wanted.reason)) > LONGEST_LINE:
        raise WordingTooLong(count=LONGEST_LINE)
    if wanted.expires_at is not None and wanted.expires_at <= now:
        raise WordingExpired(text=wanted.term)


def may_loosen(standing: Standing, duties: Collection[str], roles: Collection[RoleKind]) -> bool:
    """May this person allow a phrase or take a wording off the list? Anybody of the team may add one.

    `duties` are his usual roles, `roles` those he holds in the incident in question.
    """
    if standing is Standing.OWNER:
        return True
    return any(kind in LOOSENING for kind in roles) or any(kind.value in duties for kind in LOOSENING)


def scope_for(wanted: BanScope | None, in_incident: bool) -> BanScope:
    """Where a wording holds when nobody said: this incident if it was typed there, else everywhere."""
    if wanted is None:
        return BanScope.INCIDENT if in_incident else BanScope.GLOBAL
    return wanted


def phrase_around(text: str, start: int, end: int, limit: int = 20) -> str:
    """The phrase to allow so that this hit is harmless and as little as possible else: its clause, cut to `limit`
    characters around the hit.

    A phrase no longer than the hit itself would take the wording off the list; then it is ''.
    """
    first = max((text.rfind(sign, 0, start) for sign in _ENDS), default=-1) + 1
    after = [place for sign in _ENDS if (place := text.find(sign, end)) >= 0]
    last = min(after, default=len(text))
    spare = max(0, limit - (end - start))
    first = max(first, start - spare // 2)
    last = min(last, end + spare - (start - first))
    phrase = text[first:last].strip()
    return phrase if len(phrase) > end - start else ""


_ENDS: Final = "\n\r\t ,.;:!?\"'()\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001\u201c\u201d\u300c\u300d\uff08\uff09"


def proposals(text: str, hits: Iterable[tuple[int, int]], most: int = 3) -> Sequence[str]:
    """The phrases that would make these hits harmless, each once, in the order of the text."""
    found = (phrase_around(text, start, end) for start, end in hits)
    return list(dict.fromkeys(phrase for phrase in found if phrase))[:most]
