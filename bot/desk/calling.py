"""Calling chains: begun, passed on, answered. Who is called when is decided at the start and kept in rows.

A chain never waits for the group: the private message and the phone are posted in the act that begins it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from bot.desk import hanging_up, policies, rosters, rungs
from bot.desk.clocks import Undecided
from bot.desk.desk import Desk, act
from bot.desk.rosters import Watch
from bot.desk.speaking import post_card
from bot.errors import DeskError
from bot.ids import ChainId, PersonId, RungId, TeamId
from bot.rules import calling as rules
from bot.rules import clocks as clock_rules
from bot.rules.calling import ChainPolicy, PlannedRung
from storage.tables.alerts import Alert
from storage.tables.calls import Attempt, Chain, Rung
from storage.tables.incidents import Incident, Role
from storage.tables.phones import Ring
from storage.tables.teams import Person
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.calls import Answer, ChainState, RungKind, RungState, Way
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind


class NobodyNext(DeskError):
    """The call is over, or there is nobody after this person."""

    key = "refused-nobody-next"


def response_time(severity: Severity) -> timedelta:
    """How long somebody has before the call is passed on (S1 5 min, S2 10, S3 30; clocks.md 2.3)."""
    policy = policies.clock_policy(ClockKind.RESPONSE, severity)
    return timedelta(minutes=policy.minutes if policy and policy.minutes else 30)


async def call_duty(u: UnitOfWork, incident: Incident) -> None:
    """Call whoever is on duty, then their deputies, then the team; nobody on duty: the group's card sounds too.

    A chain that runs already (the alert's, which came along) goes on; one of a milder level begins anew.
    """
    running = await u.calls.running(incident=incident.id, duty=True)
    if any(chain.severity is incident.severity for chain in running):
        for chain in running:
            await rungs.tell_again(u, chain, incident)
        return
    for chain in running:
        await hanging_up.end(u, chain, ChainState.ENDED)
    lineup = await rosters.lineup(u, incident.team_id, incident)
    if not lineup.line.first:
        post_card(u, incident, Lane.OPENING, sound=True)
    chain, steps = await _begin(u, incident.severity, lineup, incident=incident)
    for person in lineup.without:
        await rungs.without_way(u, chain, incident, lineup.people[person])
    await rungs.climb(u, chain, incident, None, steps)


async def call_for_alert(u: UnitOfWork, alert: Undecided, watch: Watch) -> None:
    """A grave alert waits for a decision: the same chain, which the incident takes over when it opens."""
    lineup = await watch.lineup()
    if lineup.nobody:
        await end_at_once(u, alert, await watch.leaders())
        return
    row = await u.alerts.find(alert.id)
    assert row is not None, "it was stored just now"
    chain, steps = await _begin(u, row.severity, lineup, alert=row)
    await rungs.climb(u, chain, None, row, steps)


@cache
def _nothing_but_its_end(severity: Severity) -> Sequence[tuple[RungKind, timedelta]]:
    """The steps of a chain that has nobody to call, and how long after its start."""
    start = datetime.min.replace(tzinfo=UTC)
    planned = rules.plan(policies.chain_policy(severity), response_time(severity), start, rules.Line())
    return [(step.kind, step.at - start) for step in planned]


async def end_at_once(u: UnitOfWork, alert: Undecided, leaders: Sequence[PersonId]) -> None:
    """The chain is nothing but its end: kept as it will stay, as rows, and whoever leads hears it."""
    policy = policies.chain_policy(alert.severity)
    chain = _chain_row(u, policy, alert.severity, alert.team_id)
    planned = [PlannedRung(kind, u.now + after) for kind, after in _nothing_but_its_end(alert.severity)]
    over = {"alert_id": alert.id, "state": ChainState.EXHAUSTED, "ended_at": u.now}
    reached = {"state": RungState.REACHED, "reached_at": u.now}
    steps = [_rung_row(u, alert.team_id, chain["id"], n, step) | reached for n, step in enumerate(planned)]
    await u.calls.write(chain | over, steps)
    rungs.say_nobody_left(u, chain["id"], alert.team_id, leaders, alert.title)


async def adopt(u: UnitOfWork, alert: Alert, incident: Incident) -> None:
    """The alert becomes an incident by itself: whoever is being called goes on being called, for the incident."""
    for chain in await u.calls.running(alert=alert.id):
        chain.incident_id, chain.alert_id, chain.severity = incident.id, None, incident.severity
        for rung in await u.calls.waiting(chain.id):
            clock = await u.clocks.find(rung.clock_id) if rung.clock_id else None
            if clock is not None:
                clock.incident_id, clock.alert_id = incident.id, None


async def call_for_role(u: UnitOfWork, incident: Incident, role: Role, person: Person) -> None:
    """Somebody is asked for a role that nobody is called for: his message and his phone, then his second phone.
    Passing the role on is the request's own deadline (`bot.desk.seats`)."""
    policy = policies.chain_policy(incident.severity)
    count = len(await u.phones.of_person(person.id))
    planned = rules.plan_role(policy, response_time(incident.severity), u.now, person.id, count)
    chain = _chain(u, policy, incident.severity, incident.team_id)
    chain.incident_id, chain.role_id, chain.role = incident.id, role.id, role.kind
    await rungs.climb(u, chain, incident, None, await _keep(u, chain, planned))


async def _begin(
    u: UnitOfWork,
    severity: Severity,
    lineup: rosters.Lineup,
    incident: Incident | None = None,
    alert: Alert | None = None,
) -> tuple[Chain, Sequence[Rung]]:
    subject = incident or alert
    assert subject is not None, "a chain calls for something"
    policy, planned = _plan(u, severity, lineup)
    chain = _chain(u, policy, severity, subject.team_id)
    chain.incident_id = incident.id if incident else None
    chain.alert_id = alert.id if alert else None
    return chain, await _keep(u, chain, planned)


def _plan(u: UnitOfWork, severity: Severity, lineup: rosters.Lineup) -> tuple[ChainPolicy, Sequence[PlannedRung]]:
    policy = policies.chain_policy(severity)
    return policy, rules.plan(policy, response_time(severity), u.now, lineup.line)


def _chain(u: UnitOfWork, policy: ChainPolicy, severity: Severity, team: TeamId) -> Chain:
    return Chain(**_chain_row(u, policy, severity, team))


def _chain_row(u: UnitOfWork, policy: ChainPolicy, severity: Severity, team: TeamId) -> dict[str, Any]:
    return {
        "id": ChainId(u.new_id()),
        "team_id": team,
        "severity": severity,
        "policy_version": policy.version,
        "source_of_figure": policy.source,
        "must_answer": policy.must_answer,
        "answered_by": [],
        "declined_by": [],
        "started_at": u.now,
    }


async def _keep(u: UnitOfWork, chain: Chain, planned: Sequence[PlannedRung]) -> Sequence[Rung]:
    """Freeze the chain: its rungs as rows, each that lies ahead with a clock of its own."""
    u.add(chain)
    await u.session.flush()
    steps: list[Rung] = []
    for position, step in enumerate(planned):
        rung = Rung(**_rung_row(u, chain.team_id, chain.id, position, step))
        if step.at > u.now:
            rung.clock_id = rungs.clock_for(u, chain, rung, step.at)
        steps.append(rung)
    u.add(*steps)
    await u.session.flush()
    return steps


def _rung_row(u: UnitOfWork, team: TeamId, chain: ChainId, position: int, step: PlannedRung) -> dict[str, Any]:
    return {
        "id": RungId(u.new_id()),
        "team_id": team,
        "chain_id": chain,
        "position": position,
        "kind": step.kind,
        "people": list(step.people),
        "planned_at": step.at,
        "due_at": step.at,
    }


async def rung_due(u: UnitOfWork, clock_label: str, incident: Incident | None, alert: Alert | None) -> None:
    """The time of a rung has come: it is reached, unless somebody has answered."""
    rung = await u.calls.rung(RungId(clock_label))
    chain = await u.calls.find(rung.chain_id) if rung else None
    if chain is not None and chain.state is ChainState.RUNNING:
        await rungs.climb(u, chain, incident, alert)


async def answered(u: UnitOfWork, incident: Incident, person: PersonId) -> None:
    """Somebody acts on the incident: when enough have, the calling stops everywhere; else only his own phone is
    quiet."""
    for chain in await u.calls.running(incident=incident.id, duty=True):
        if person not in chain.answered_by:
            chain.answered_by = [*chain.answered_by, person]
        if rules.answered(len(chain.answered_by), chain.must_answer):
            await hanging_up.end(u, chain, ChainState.ANSWERED, person)
        else:
            await _his(u, chain, person, Answer.TOOK)


async def _his(u: UnitOfWork, chain: Chain, person: PersonId, answer: Answer) -> None:
    for attempt in await u.calls.attempts([chain.id]):
        if attempt.person_id == person and attempt.answer in (None, Answer.PAUSED):
            attempt.answer, attempt.answered_at = answer, u.now
    await rungs.quieten(u, chain, person)


async def declined(u: UnitOfWork, incident: Incident, person: PersonId) -> Sequence[str]:
    """Somebody can't: the next rung that calls somebody else comes now, and the others move up with it.

    Returns the names of those who are called by it.
    """
    names: list[str] = []
    for chain in await u.calls.running(incident=incident.id, duty=True):
        chain.declined_by = [*chain.declined_by, person]
        await _his(u, chain, person, Answer.DECLINED)
        names += await pass_on(u, chain, incident, None, person)
    return names


@act
async def call_next(desk: Desk, person: PersonId, chain_id: ChainId) -> None:
    """Somebody who is being called wants the next one called as well, at once; he stays called himself.

    Raises:
        NobodyNext: the call is over, or nobody comes after him.
    """
    async with desk.transaction() as u:
        chain = await u.calls.find(chain_id)
        incident = await u.incidents.hold(chain.incident_id) if chain and chain.incident_id else None
        if chain is None or incident is None:
            raise NobodyNext
        await u.session.refresh(chain)
        following = await upcoming(u, chain)
        if chain.state is not ChainState.RUNNING or following is None:
            raise NobodyNext
        await _all_move(u, chain, person)
        await rungs.climb(u, chain, incident, None)


async def pass_on(
    u: UnitOfWork, chain: Chain, incident: Incident | None, alert: Alert | None, cannot: PersonId
) -> Sequence[str]:
    """The next one is called at once. Somebody else who is being called is left his time."""
    before = {attempt.person_id for attempt in await u.calls.attempts([chain.id])}
    if before - {cannot, *map(PersonId, chain.declined_by)}:
        others = [a for a in await u.calls.attempts([chain.id]) if a.answer is None and a.person_id != cannot]
        if others:
            return []
    await _all_move(u, chain, cannot)
    await rungs.climb(u, chain, incident, alert)
    called = {a.person_id for a in await u.calls.attempts([chain.id])} - before
    people = await u.people.by_ids(list(called))
    return [people[person].name for person in people]


async def _all_move(u: UnitOfWork, chain: Chain, besides: PersonId) -> None:
    waiting = await u.calls.waiting(chain.id)
    planned = [PlannedRung(rung.kind, rung.due_at, tuple(rung.people)) for rung in waiting]
    for rung, step in zip(waiting, rules.moved_up(planned, besides, u.now), strict=True):
        await _move(u, rung, step.at)


async def _move(u: UnitOfWork, rung: Rung, at: datetime) -> None:
    if at == rung.due_at:
        return
    rung.due_at = at
    clock = await u.clocks.find(rung.clock_id) if rung.clock_id else None
    if clock is None:
        return
    if at <= u.now:
        clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
        return
    planned = clock_rules.until(clock.started_at, at, Basis.OPENING)
    clock.due_at, clock.marks, clock.next_mark_at = planned.due_at, [["100", at.isoformat()]], at
    u.mark_comes(at)


async def ring_failed(u: UnitOfWork, ring: Ring) -> None:
    """A phone did not ring, for certain: the person's next phone rings now; somebody with no other way is passed
    over, and the next one is called at once. Also for the calls that had joined this ring."""
    why = ring.verdict.value if ring.verdict else ""
    for attempt in await u.calls.attempts_of_ring(ring.id):
        chain = await u.calls.find(attempt.chain_id)
        if chain is not None:
            await _way_failed(u, chain, attempt, why)


async def message_failed(u: UnitOfWork, person: PersonId, subject: str, why: str) -> None:
    """His private call will never arrive (he blocked the bot, his account is gone): as with a phone that did not
    ring, unless one of his phones does."""
    for chain in await u.calls.about(subject):
        tries = [attempt for attempt in await u.calls.attempts([chain.id]) if attempt.person_id == person]
        written = [attempt for attempt in tries if attempt.way is Way.PRIVATE and not attempt.trouble]
        rings = any(attempt.way in (Way.PHONE, Way.BUNDLED) and not attempt.trouble for attempt in tries)
        if written:
            await _way_failed(u, chain, written[-1], why, rings)


async def _way_failed(u: UnitOfWork, chain: Chain, attempt: Attempt, why: str, rings: bool = False) -> None:
    incident = await u.incidents.hold(chain.incident_id) if chain.incident_id else None
    alert = await u.alerts.hold(chain.alert_id) if chain.alert_id else None
    await u.session.refresh(chain)
    attempt.trouble = why
    if incident is not None:
        u.timeline.record(incident, EntryKind.PAGE_FAILED, person=attempt.person_id, reason=why)
    if chain.state is not ChainState.RUNNING or attempt.answer is not None:
        return
    person = await u.people.find(attempt.person_id)
    if person is None or rings or await rungs.ring_next_phone(u, chain, attempt, incident, alert):
        return
    if not rosters.reachable(person):
        await rungs.without_way(u, chain, incident, person)
        attempt.answer = Answer.SILENT
        if chain.role_id is not None:
            await _ask_next_now(u, chain)
        else:
            await pass_on(u, chain, incident, alert, person.id)


async def _ask_next_now(u: UnitOfWork, chain: Chain) -> None:
    """Nobody waits for his answer: the request's own deadline has come (`bot.desk.seats`)."""
    for clock in await u.clocks.running(ClockKind.ROLE_ANSWER, incident=chain.incident_id):
        if clock.label == chain.role_id:
            clock.due_at, clock.marks, clock.next_mark_at = u.now, [["100", u.now.isoformat()]], u.now
            u.mark_comes(u.now)


async def upcoming(look: Reader, chain: Chain) -> Rung | None:
    """The next rung that calls somebody who was not called yet; None: everybody is called."""
    called = {attempt.person_id for attempt in await look.calls.attempts([chain.id])}
    for rung in await look.calls.waiting(chain.id):
        if any(person not in called for person in rung.people):
            return rung
    return None
