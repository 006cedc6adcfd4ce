"""A team's own wordings as compiled lists that every check shares; grown in a chat, they hold from the next check.

What is kept here is only a copy: each look asks the database for the list's revision, so that another replica's
change counts at once. Lists are cut into parts that stay as they are when something is added elsewhere: ten
thousand wordings are not compiled anew for one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec import Struct

from bot.ids import TeamId
from messages.screening import SheetView, Wording, WordingList, prepare, ready
from storage.tables.incidents import Incident
from storage.tables.wordings import AllowSpan, Ban
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.wordings import BanScope

#: How a team's row that holds everywhere is told from the shipped ones.
EVERYWHERE: Final = "team"
_PART: Final = 500
_MOST_TEAMS: Final = 200

_Where = tuple[BanScope, str]
_Part = tuple[BanScope, str, int]


class OwnWords(Struct, frozen=True):
    """What a team's own list says in one place."""

    lists: tuple[WordingList, ...] = ()
    allow_spans: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Book:
    """All lists of a team as of one revision; `good_until` is when the next of them ends."""

    revision: int
    good_until: datetime | None
    parts: Mapping[_Part, tuple[tuple[int, ...], WordingList]]
    spans: Mapping[_Where, tuple[str, ...]]


_BOOKS: OrderedDict[TeamId, _Book] = OrderedDict()


async def own_words(
    look: Reader, team: TeamId, incident: Incident | None, crisis_type: CrisisType | None, at: datetime
) -> OwnWords:
    """The team's wordings and allowed phrases that hold for this incident, or for this type, at this moment."""
    book = await _book(look, team, at)
    kind = incident.crisis_type if incident else crisis_type
    wheres: list[_Where] = [(BanScope.GLOBAL, "")]
    if kind is not None:
        wheres.append((BanScope.TYPE, kind.value))
    if incident is not None:
        wheres.append((BanScope.INCIDENT, incident.id))
    wanted = set(wheres)
    return OwnWords(
        tuple(own for part, (_, own) in sorted(book.parts.items()) if part[:2] in wanted),
        tuple(phrase for where in wheres for phrase in book.spans.get(where, ())),
    )


async def compiled(view: SheetView) -> SheetView:
    """The same, all it is held against compiled: beside the event loop, because ten thousand wordings take seconds
    and whoever presses a button meanwhile is answered."""
    if not ready(view):
        await asyncio.to_thread(prepare, view)
    return view


async def _book(look: Reader, team: TeamId, at: datetime) -> _Book:
    revision = await look.wordings.revision(team)
    known = _BOOKS.get(team)
    if known is not None and known.revision == revision and (known.good_until is None or at < known.good_until):
        _BOOKS.move_to_end(team)
        return known
    bans = [row for row in await look.wordings.in_force(team) if _stands(row, at)] if revision else []
    spans = [row for row in await look.wordings.allowed(team) if _stands(row, at)] if revision else []
    book = _made(revision, bans, spans, known)
    _BOOKS[team] = book
    while len(_BOOKS) > _MOST_TEAMS:
        _BOOKS.popitem(last=False)
    return book


def _stands(row: Ban | AllowSpan, at: datetime) -> bool:
    return row.expires_at is None or at < row.expires_at


def _made(revision: int, bans: Sequence[Ban], spans: Sequence[AllowSpan], known: _Book | None) -> _Book:
    gathered: dict[_Part, list[Ban]] = {}
    for row in bans:
        gathered.setdefault((row.scope, row.about, row.number // _PART), []).append(row)
    before = known.parts if known else {}
    parts = {}
    for part, rows in gathered.items():
        numbers = tuple(row.number for row in rows)
        same = before.get(part)
        # Rows are never edited, so equal numbers are equal rows.
        parts[part] = same if same and same[0] == numbers else (numbers, WordingList(map(wording_of, rows)))
    phrases: dict[_Where, list[str]] = {}
    for span in spans:
        phrases.setdefault((span.scope, span.about), []).append(span.phrase)
    return _Book(
        revision, _earliest([*bans, *spans]), parts, {where: tuple(found) for where, found in phrases.items()}
    )


def _earliest(rows: Iterable[Ban | AllowSpan]) -> datetime | None:
    return min((row.expires_at for row in rows if row.expires_at is not None), default=None)


def wording_of(row: Ban) -> Wording:
    """A row as the check reads it."""
    scope = EVERYWHERE if row.scope is BanScope.GLOBAL else row.about if row.scope is BanScope.TYPE else "incident"
    return Wording(
        term=row.term,
        level=row.level.value,
        say_instead=row.say_instead,
        variants=tuple(row.variants),
        allow=tuple(row.allow),
        scope=scope,
        why=row.reason,
    )
