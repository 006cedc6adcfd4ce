"""Calling chains: who is woken when, and how somebody's "I can't" moves it up. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo

from msgspec import Struct, field
from msgspec.structs import replace

from storage.vocabulary.calls import RungKind
from storage.vocabulary.severity import Severity


class RungPolicy(Struct, frozen=True):
    """One step; `after` is counted in response times."""

    kind: RungKind
    after: float


class ChainPolicy(Struct, frozen=True):
    """The chain of one severity.

    `must_answer`: so many people end it. `repeats`: how often everybody is called again after the last step, a
    response time apart. `moves_up`: when nobody is on duty, the first step that names somebody comes at once.
    `silence_minutes`: after so long without any act, whoever took it is asked whether he is still there.
    """

    version: str
    source: str
    severity: Severity
    rungs: tuple[RungPolicy, ...]
    role: tuple[RungPolicy, ...]
    must_answer: int = 1
    repeats: int = 0
    moves_up: bool = True
    quiet_hours: bool = False
    quiet_from: time | None = None
    quiet_to: time | None = None
    silence_minutes: int | None = None


class Line(Struct, frozen=True):
    """Who could be called: on duty now, their deputies in order, and everybody else who may be called.

    `phones`: how many phones each person has that could ring.
    """

    first: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    phones: Mapping[str, int] = field(default_factory=dict)


class PlannedRung(Struct, frozen=True):
    """One step of a chain that has started: when, whom."""

    kind: RungKind
    at: datetime
    people: tuple[str, ...] = ()


def policy_for(policies: Iterable[ChainPolicy], severity: Severity) -> ChainPolicy:
    """The chain of this severity.

    Raises:
        ValueError: the data has none, which its own check forbids.
    """
    for policy in policies:
        if policy.severity is severity:
            return policy
    raise ValueError(f"no calling chain for {severity}")


def plan(policy: ChainPolicy, response: timedelta, start: datetime, line: Line) -> tuple[PlannedRung, ...]:
    """The whole chain, as it is frozen at its start. Its last step says that nobody was left.

    A step that names nobody is left out; without a deputy the team is called in his place. The first deputy who is
    not on duty himself is the deputy's step; whoever was not called before belongs to the team's.
    """
    planned: list[PlannedRung] = []
    called: list[str] = []
    earlier, missed = 0.0, None
    for rung in policy.rungs:
        people = _people(rung.kind, line, called)
        if not people:
            missed = rung.after if rung.kind is RungKind.DEPUTY else missed
            continue
        if missed is not None:
            earlier, missed = rung.after - missed, None
        planned.append(PlannedRung(rung.kind, start + response * (rung.after - earlier), people))
        called += [person for person in people if person not in called]
    if planned and policy.moves_up and planned[0].at > start:
        early = planned[0].at - start
        planned = [replace(rung, at=rung.at - early) for rung in planned]
    return (*planned, *_repeats(policy, response, start, planned, tuple(called)))


def _people(kind: RungKind, line: Line, called: Sequence[str]) -> tuple[str, ...]:
    match kind:
        case RungKind.FIRST:
            return line.first
        case RungKind.SECOND_PHONE:
            return tuple(person for person in line.first if line.phones.get(person, 0) > 1)
        case RungKind.DEPUTY:
            return tuple(person for person in line.deputies if person not in called)[:1]
        case _:
            return tuple(person for person in (*line.deputies, *line.team) if person not in called)


def _repeats(
    policy: ChainPolicy,
    response: timedelta,
    start: datetime,
    planned: Sequence[PlannedRung],
    called: tuple[str, ...],
) -> Iterable[PlannedRung]:
    last = planned[-1].at if planned else start
    if policy.rungs[-1].kind is RungKind.FIRST:
        return  # an S4 lies there until somebody looks: nobody is missed
    for turn in range(policy.repeats if called else 0):
        yield PlannedRung(RungKind.AGAIN, last + response * (turn + 1), called)
    end = response * (policy.repeats + 1) if called else timedelta(0)
    yield PlannedRung(RungKind.NOBODY, last + end)


def plan_role(
    policy: ChainPolicy, response: timedelta, start: datetime, person: str, phones: int
) -> tuple[PlannedRung, ...]:
    """The call to one person for a role; passing it on to the next one is the role request's own deadline."""
    return tuple(
        PlannedRung(rung.kind, start + response * rung.after, (person,))
        for rung in policy.role
        if rung.kind is RungKind.FIRST or phones > 1
    )


def moved_up(rungs: Sequence[PlannedRung], cannot: str, now: datetime) -> tuple[PlannedRung, ...]:
    """The steps still ahead after somebody said he can't: the next one that calls somebody else comes now, and
    the others keep their distance from it. A chain with only its end left comes to its end."""
    others = [rung for rung in rungs if any(person != cannot for person in rung.people)]
    following = others[0] if others else (rungs[-1] if rungs else None)
    if following is None or following.at <= now:
        return tuple(rungs)
    early = following.at - now
    return tuple(replace(rung, at=max(now, rung.at - early)) for rung in rungs)


def quiet_until(now: datetime, zone: tzinfo, begins: time | None, ends: time | None) -> datetime | None:
    """When the quiet hours that hold now are over (UTC as `now`), None when there are none now. They may cross
    midnight; the end itself is not quiet."""
    if begins is None or ends is None or begins == ends:
        return None
    local = now.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    crossing = ends < begins
    inside = (clock >= begins or clock < ends) if crossing else begins <= clock < ends
    if not inside:
        return None
    day = local.date() + timedelta(days=1) if crossing and clock >= begins else local.date()
    return datetime.combine(day, ends, zone).astimezone(now.tzinfo)


def answered(answers: int, policy_must: int) -> bool:
    """Have enough people answered?"""
    return answers >= max(1, policy_must)
