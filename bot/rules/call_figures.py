"""How calling went: time to an answer per rung, person and hour; unanswered calls; interruptions. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from statistics import median_low

from msgspec import Struct, field

from storage.vocabulary.calls import Answer, RungKind, Way


class Hours(StrEnum):
    """When somebody was called: at work, at rest, or asleep."""

    WORK = "work"
    REST = "rest"
    SLEEP = "sleep"


class Try(Struct, frozen=True):
    """One attempt to wake one person (`bot.rules.call_figures` counts a call and its ways as one)."""

    chain: str
    rung: RungKind
    person: str
    way: Way
    at: datetime
    answer: Answer | None = None
    answered_at: datetime | None = None


class PersonFigures(Struct, frozen=True):
    """One person: calls, how many he took, the median until he answered, and when they came.

    `interruptions`: calls that made a sound; several ways of one call within a minute are one.
    """

    person: str
    calls: int
    took: int
    silent: int
    median: timedelta | None
    hours: Mapping[Hours, int] = field(default_factory=dict)
    interruptions: int = 0


class Figures(Struct, frozen=True):
    """Everything of a stretch of time. `unanswered`: calls that ended with nobody."""

    calls: int
    unanswered: int
    by_rung: Mapping[RungKind, timedelta]
    by_hours: Mapping[Hours, timedelta]
    people: tuple[PersonFigures, ...]


_SOUNDS = frozenset({Way.PRIVATE, Way.PHONE})
_ANSWERED = frozenset({Answer.TOOK, Answer.DECLINED})
_ONE_CALL = timedelta(seconds=60)


def hours_of(at: datetime, zone: tzinfo, workday: bool) -> Hours:
    """Asleep from 23:00 to 08:00; at work from 9 to 18 on a work day; else at rest (the team's wall clock)."""
    hour = at.astimezone(zone).hour
    if hour >= 23 or hour < 8:
        return Hours.SLEEP
    return Hours.WORK if workday and 9 <= hour < 18 else Hours.REST


def figures(tries: Iterable[Try], calls: int, unanswered: int, hours: Mapping[datetime, Hours]) -> Figures:
    """Count. `hours`: what each moment of a try was for whoever was called."""
    kept = [one for one in tries if one.way in _SOUNDS]
    rungs: dict[RungKind, list[timedelta]] = defaultdict(list)
    times: dict[Hours, list[timedelta]] = defaultdict(list)
    people: dict[str, list[Try]] = defaultdict(list)
    for one in kept:
        people[one.person].append(one)
        if one.answer in _ANSWERED and one.answered_at is not None:
            rungs[one.rung].append(one.answered_at - one.at)
            times[hours.get(one.at, Hours.REST)].append(one.answered_at - one.at)
    return Figures(
        calls=calls,
        unanswered=unanswered,
        by_rung={kind: median_low(spans) for kind, spans in rungs.items()},
        by_hours={when: median_low(times[when]) for when in Hours if when in times},
        people=tuple(sorted((_person(who, mine, hours) for who, mine in people.items()), key=_most_called)),
    )


def _most_called(one: PersonFigures) -> tuple[int, str]:
    return (-one.interruptions, one.person)


def _person(who: str, tries: list[Try], hours: Mapping[datetime, Hours]) -> PersonFigures:
    by_chain: dict[str, list[Try]] = defaultdict(list)
    for one in tries:
        by_chain[one.chain].append(one)
    first = {chain: min(mine, key=lambda one: one.at) for chain, mine in by_chain.items()}
    spans = [
        one.answered_at - first[one.chain].at
        for one in tries
        if one.answer in _ANSWERED and one.answered_at is not None
    ]
    sounds: list[datetime] = []
    for at in sorted(one.at for one in tries):
        if not sounds or at - sounds[-1] >= _ONE_CALL:
            sounds.append(at)
    counted: dict[Hours, int] = defaultdict(int)
    for at in sounds:
        counted[hours.get(at, Hours.REST)] += 1
    return PersonFigures(
        person=who,
        calls=len(by_chain),
        took=sum(any(one.answer is Answer.TOOK for one in mine) for mine in by_chain.values()),
        silent=sum(all(one.answer is Answer.SILENT for one in mine) for mine in by_chain.values()),
        median=median_low(spans) if spans else None,
        hours=dict(counted),
        interruptions=len(sounds),
    )
