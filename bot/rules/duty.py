"""Who is on duty when: rotations with hand-over across midnight, exchanges, leave, and the gaps between. Pure.

All moments are aware; shifts are reckoned on the team's wall clock and given in UTC. A hand-over hour that the
clock skips in spring comes when the clock first shows that hour or a later one; one that comes twice in autumn is
the first of the two.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec import Struct

from storage.vocabulary.calls import ShiftDays

#: Is this a working day? Holidays and moved working days included.
IsWorkday = Callable[[date], bool]

_DAY = timedelta(days=1)


class Turns(Struct, frozen=True):
    """A rotation: `people` take turns of `days_each` days on which it has shifts, the first one on `starts_on`.

    A shift goes from `begins` to `ends` on the wall clock of `zone`; an end at or before the beginning lies on the
    next day.
    """

    name: str
    people: tuple[str, ...]
    starts_on: date
    zone: tzinfo
    begins: time = time(9)
    ends: time = time(9)
    days_each: int = 7
    days: ShiftDays = ShiftDays.EVERY


class Shift(Struct, frozen=True):
    """Somebody's turn: from `begins`, until just before `ends`."""

    person: str
    begins: datetime
    ends: datetime
    turns: str = ""
    #: He stands in for whoever's turn it is.
    exchanged: bool = False


class StandIn(Struct, frozen=True):
    """An exchange: this person instead of whoever the rotation names (`turns` empty: any of them)."""

    person: str
    begins: datetime
    ends: datetime
    turns: str = ""


class Away(Struct, frozen=True):
    """Somebody's leave."""

    person: str
    begins: datetime
    ends: datetime


def wall(day: date, at: time, zone: tzinfo) -> datetime:
    """The first moment (UTC) at which the wall clock shows this hour, or, where it is skipped, a later one."""
    local = datetime.combine(day, at, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    # Skipped: the change lies between the two readings of this hour; the world's are on whole minutes.
    moment = local.replace(fold=1).astimezone(UTC)
    while moment.astimezone(zone).replace(tzinfo=None) < local.replace(tzinfo=None):
        moment += timedelta(minutes=1)
    return moment


def _has_shift(turns: Turns, day: date, is_workday: IsWorkday) -> bool:
    if day < turns.starts_on or not turns.people:
        return False
    match turns.days:
        case ShiftDays.WORKDAYS:
            return is_workday(day)
        case ShiftDays.FREE_DAYS:
            return not is_workday(day)
        case _:
            return True


def _person(turns: Turns, day: date, is_workday: IsWorkday) -> str:
    """Whose turn the shift is that begins on this day."""
    passed = (day - turns.starts_on).days
    if turns.days in (ShiftDays.WORKDAYS, ShiftDays.FREE_DAYS):
        passed = sum(_has_shift(turns, turns.starts_on + n * _DAY, is_workday) for n in range(passed))
    return turns.people[passed // max(1, turns.days_each) % len(turns.people)]


def shifts(turns: Turns, since: datetime, until: datetime, is_workday: IsWorkday) -> tuple[Shift, ...]:
    """The rotation's shifts that touch this time, in order, as the rotation alone gives them."""
    day = since.astimezone(turns.zone).date() - 2 * _DAY
    last = until.astimezone(turns.zone).date() + _DAY
    found: list[Shift] = []
    while day <= last:
        if _has_shift(turns, day, is_workday):
            over = day if turns.ends > turns.begins else day + _DAY
            begins, ends = wall(day, turns.begins, turns.zone), wall(over, turns.ends, turns.zone)
            if begins < until and ends > since and begins < ends:
                found.append(Shift(_person(turns, day, is_workday), begins, ends, turns.name))
        day += _DAY
    return tuple(found)


def roster(
    rotations: Iterable[Turns],
    since: datetime,
    until: datetime,
    is_workday: IsWorkday,
    stand_ins: Sequence[StandIn] = (),
    away: Sequence[Away] = (),
) -> tuple[Shift, ...]:
    """Who is on duty within this time: every piece of it with one person, rotations in their order.

    Of exchanges that overlap the last one holds. An exchange counts also where the rotation has no shift; leave
    counts for whoever stands in as well.
    """
    pieces: list[Shift] = []
    for turns in rotations:
        mine = [one for one in stand_ins if one.turns in ("", turns.name)]
        planned = shifts(turns, since, until, is_workday)
        edges = _edges(since, until, [*planned, *mine, *away])
        for begins, ends in itertools.pairwise(edges):
            person, exchanged = _at(begins, planned, mine)
            if person and not any(one.person == person and one.begins <= begins < one.ends for one in away):
                pieces.append(Shift(person, begins, ends, turns.name, exchanged))
    return _joined(pieces)


def _edges(since: datetime, until: datetime, spans: Iterable[Shift | StandIn | Away]) -> list[datetime]:
    inner = {moment for span in spans for moment in (span.begins, span.ends) if since < moment < until}
    return sorted({since, until} | inner)


def _at(moment: datetime, planned: Sequence[Shift], stand_ins: Sequence[StandIn]) -> tuple[str, bool]:
    for one in reversed(stand_ins):
        if one.begins <= moment < one.ends:
            return one.person, True
    # A day that the clock makes shorter can let two shifts touch: the later one has begun.
    for shift in reversed(planned):
        if shift.begins <= moment < shift.ends:
            return shift.person, False
    return "", False


def _joined(pieces: Sequence[Shift]) -> tuple[Shift, ...]:
    """Pieces that only an edge elsewhere had cut are one again."""
    joined: list[Shift] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and (last.person, last.turns, last.exchanged, last.ends) == (
            piece.person,
            piece.turns,
            piece.exchanged,
            piece.begins,
        ):
            joined[-1] = Shift(last.person, last.begins, piece.ends, last.turns, last.exchanged)
        else:
            joined.append(piece)
    return tuple(joined)


def on_duty(pieces: Iterable[Shift], at: datetime) -> tuple[str, ...]:
    """Who is on duty at this moment, each once, in the order of the rotations."""
    return tuple(dict.fromkeys(piece.person for piece in pieces if piece.begins <= at < piece.ends))


def gaps(pieces: Iterable[Shift], since: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches of this time in which nobody at all is on duty."""
    found: list[tuple[datetime, datetime]] = []
    covered = since
    for piece in sorted(pieces, key=lambda piece: piece.begins):
        if piece.begins > covered:
            found.append((covered, min(piece.begins, until)))
        covered = max(covered, piece.ends)
    if covered < until:
        found.append((covered, until))
    return tuple(found)


def overlaps(pieces: Sequence[Shift]) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches in which several people are on duty: allowed, and shown."""
    events = sorted({moment for piece in pieces for moment in (piece.begins, piece.ends)})
    found: list[tuple[datetime, datetime]] = []
    for begins, ends in itertools.pairwise(events):
        if len({piece.person for piece in pieces if piece.begins <= begins < piece.ends}) > 1:
            if found and found[-1][1] == begins:
                found[-1] = (found[-1][0], ends)
            else:
                found.append((begins, ends))
    return tuple(found)
