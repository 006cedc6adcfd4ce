"""The marks of a clock: as they lie in its row, and how a clock goes on from one to the next."""

import functools
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.rules import clocks as rules
from storage.queries.clocks import Anew, Due, Move
from storage.tables.clocks import Clock
from storage.vocabulary.clocks import Mark


def of(clock: Clock) -> rules.Marks:
    """The clock's marks as the rules read them."""
    return tuple((Mark(mark), datetime.fromisoformat(when)) for mark, when in clock.marks)


@functools.lru_cache(maxsize=256)
def read(text: str) -> rules.Marks:
    """The same from the JSON of a row. The alerts of one flush have the same, so that a storm's are read once."""
    return tuple((Mark(mark), datetime.fromisoformat(when)) for mark, when in json.loads(text))


def moves(due: Iterable[Due], now: datetime) -> list[Move]:
    """How clocks that set off nothing go on: to their next mark, or from now on as long once more."""
    further: dict[datetime | timedelta, Move] = {}
    marks: dict[str, tuple[Mark, datetime] | None] = {}
    for one in due:
        if one.marks not in marks:
            marks[one.marks] = rules.next_mark(read(one.marks), now)
        upcoming = marks[one.marks]
        way = upcoming[1] if upcoming else one.due_at - one.started_at
        if way not in further:
            further[way] = Move([], way) if isinstance(way, datetime) else _anew(way, now)
        further[way].clocks.append(one.id)
    return list(further.values())


def _anew(length: timedelta, now: datetime) -> Move:
    planned = rules.until(now, now + length)
    upcoming = next_of(planned, now)
    assert upcoming is not None, "what begins now has marks ahead"
    return Move([], upcoming, Anew(planned.started_at, planned.due_at, written(planned.marks)))


def next_of(planned: rules.Planned, now: datetime) -> datetime | None:
    """When the next of these marks comes."""
    upcoming = rules.next_mark(planned.marks, now)
    return upcoming[1] if upcoming else None


def written(marks: rules.Marks) -> list[list[str]]:
    """The marks as a row keeps them."""
    return [[mark.value, when.isoformat()] for mark, when in marks]
