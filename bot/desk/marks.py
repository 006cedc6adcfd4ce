"""The marks of a clock: as they lie in its row, and how a clock goes on from one to the next."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.rules import clocks as rules
from storage.queries.clocks import Due, Move
from storage.tables.clocks import Clock
from storage.vocabulary.clocks import Mark


def of(clock: Clock | Due) -> rules.Marks:
    """The clock's marks as the rules read them."""
    return tuple((Mark(mark), datetime.fromisoformat(when)) for mark, when in clock.marks)


def moves(due: Iterable[Due], now: datetime) -> list[Move]:
    """How clocks that set off nothing go on: to their next mark, or from now on as long once more."""
    anew: dict[timedelta, Move] = {}
    return [_move_of(one, now, anew) for one in due]


def _move_of(one: Due, now: datetime, anew: dict[timedelta, Move]) -> Move:
    seen = {"c_id": one.id, "c_was": one.next_mark_at}
    if (upcoming := rules.next_mark(of(one), now)) is not None:
        return {**seen, "c_next": upcoming[1]}
    length = one.due_at - one.started_at
    if length not in anew:  # a storm's alerts have all the same time
        planned = rules.until(now, now + length)
        anew[length] = {
            "c_next": next_of(planned, now),
            "c_started": planned.started_at,
            "c_due": planned.due_at,
            "c_marks": written(planned.marks),
        }
    return {**seen, **anew[length]}


def next_of(planned: rules.Planned, now: datetime) -> datetime | None:
    """When the next of these marks comes."""
    upcoming = rules.next_mark(planned.marks, now)
    return upcoming[1] if upcoming else None


def written(marks: rules.Marks) -> list[list[str]]:
    """The marks as a row keeps them."""
    return [[mark.value, when.isoformat()] for mark, when in marks]
