"""One rung of a calling chain: every person on it gets his message, his phone rings, and each try is a row."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.desk import audiences, clocks, hanging_up, links, phones, policies
from bot.desk.phones import About, Links
from bot.desk.rosters import owners, reachable
from bot.desk.speaking import let_go, post_to_person
from bot.ids import ChainId, ClockId, PersonId, RungId, TeamId
from bot.rules import calling as rules
from bot.rules import clocks as clock_rules
from messages.phones import pages
from messages.views import PageView
from storage.tables.alerts import Alert
from storage.tables.calls import Attempt, Chain, Rung
from storage.tables.incidents import Incident
from storage.tables.phones import Ring
from storage.tables.teams import Person
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.calls import Answer, ChainState, LinkPurpose, RungKind, RungState, Way
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: A phone that rang so lately is not rung anew for a further incident: one call names the worst and how many.
BUNDLE: Final = timedelta(seconds=60)


def clock_for(u: UnitOfWork, chain: Chain, rung: Rung, at: datetime) -> ClockId:
    """The deadline that sets a rung off."""
    clock = clocks.row(u, chain.team_id, ClockKind.RUNG, None, clock_rules.until(u.now, at, Basis.OPENING))
    clock.label, clock.incident_id, clock.alert_id = rung.id, chain.incident_id, chain.alert_id
    clock.marks, clock.next_mark_at = [["100", at.isoformat()]], at
    clock.policy_version, clock.source_of_figure = chain.policy_version, chain.source_of_figure
    u.add(clock)
    return clock.id


async def climb(
    u: UnitOfWork,
    chain: Chain,
    incident: Incident | None,
    alert: Alert | None,
    steps: Sequence[Rung] | None = None,
) -> None:
    """Reach every rung whose time has come, in their order. `steps`: those that are still to come, where they are
    known."""
    for rung in await u.calls.waiting(chain.id) if steps is None else steps:
        if rung.due_at > u.now or chain.state is not ChainState.RUNNING:
            continue
        rung.state, rung.reached_at = RungState.REACHED, u.now
        clock = await u.clocks.find(rung.clock_id) if rung.clock_id else None
        if clock is not None and clock.state is ClockState.RUNNING:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
        if rung.kind is RungKind.NOBODY:
            await _nobody_left(u, chain, incident, alert)
            return
        members = {member.person_id for member in await u.people.members(chain.team_id)}  # who left is not called
        people = await u.people.by_ids([PersonId(person) for person in rung.people if person in members])
        for person in rung.people:
            if person in people and person not in (*chain.declined_by, *chain.answered_by):
                await _call(u, chain, rung, people[PersonId(person)], incident, alert)


async def _call(
    u: UnitOfWork, chain: Chain, rung: Rung, person: Person, incident: Incident | None, alert: Alert | None
) -> None:
    """One person, by every way this rung has for him."""
    quiet = await _quiet_until(u, chain, person)
    if rung.kind is not RungKind.SECOND_PHONE:
        await _write(u, chain, rung, person, incident, quiet is not None)
    if quiet is not None:
        await _in_the_morning(u, chain, rung, person, quiet)
        return
    if rung.kind is RungKind.SECOND_PHONE:
        if not await _paused(u, chain, person.id):
            await _ring(u, chain, rung, person.id, 1, incident, alert)
        return
    rang = await _ring(u, chain, rung, person.id, 0, incident, alert)
    if rung.kind is RungKind.AGAIN:
        await _ring(u, chain, rung, person.id, 1, incident, alert)
    if not rang and not reachable(person):
        await without_way(u, chain, incident, person, rung)


async def _write(
    u: UnitOfWork, chain: Chain, rung: Rung, person: Person, incident: Incident | None, quiet: bool
) -> None:
    if not reachable(person):
        return
    kind = ParcelKind.ROLE_REQUEST if chain.role_id else ParcelKind.DUTY_CALL
    subject = str(chain.role_id or chain.incident_id or chain.alert_id)
    if rung.kind in (RungKind.AGAIN, RungKind.MORNING):
        await let_go(u, kind, subject, audiences.to_person(person.id))  # an edit makes no sound
    if u.public_url and await u.calls.link_for(person.id, LinkPurpose.CALL, chain.id) is None:
        await links.issue(u, chain.team_id, person.id, LinkPurpose.CALL, chain.id)
        await u.session.flush()
    lane = Lane.PAGE if chain.severity.at_least(Severity.S2) else Lane.DECISION
    parcel = post_to_person(u, person.id, kind, lane, subject, chain.team_id, sound=not quiet)
    _tried(u, chain, rung, person.id, Way.QUIET if quiet else Way.PRIVATE).parcel_id = parcel
    if incident is not None and not chain.role_id:
        u.timeline.record(incident, EntryKind.PAGED, person=person.id, way="private")


def _tried(u: UnitOfWork, chain: Chain, rung: Rung, person: PersonId, way: Way) -> Attempt:
    attempt = Attempt(
        id=u.new_id(),
        team_id=chain.team_id,
        chain_id=chain.id,
        rung_id=rung.id,
        person_id=person,
        way=way,
        at=u.now,
    )
    u.add(attempt)
    return attempt


async def _ring(
    u: UnitOfWork,
    chain: Chain,
    rung: Rung,
    person: PersonId,
    nth: int,
    incident: Incident | None,
    alert: Alert | None,
) -> bool:
    """Let this phone of his ring, or let the call join the one that rings. False: he has no such phone.

    Within a minute of a call for something as bad, a further one does not ring again: one more call, when the
    minute is over, says how many there are and which is the worst.
    """
    owned = await u.phones.of_person(person)
    if nth >= len(owned):
        return False
    lately = [ring for ring in await u.rings.hold_standing(person=person) if _joins(u, ring, chain, owned[nth].id)]
    follows = next((ring for ring in lately if ring.not_before > u.now), None)
    if follows is not None:
        _tried(u, chain, rung, person, Way.BUNDLED).ring_id = follows.id
        view = await _view(u, chain, rung, person, incident, alert)
        reader = await phones.reader_of(u, owned[nth], chain.team_id)
        page = pages.draw(view, reader)
        follows.title, follows.frozen_text = page.title, page.body
        return True
    at = max((ring.posted_at + BUNDLE for ring in lately), default=u.now)
    about = About(chain.team_id, chain.incident_id, chain.alert_id, chain.id, rung.position)
    view = await _view(u, chain, rung, person, incident, alert)
    given = await _links(u, chain, person, alert)
    ring = await phones.ring(u, person, view, about, given, nth=nth, not_before=at)
    _tried(u, chain, rung, person, Way.BUNDLED if lately else Way.PHONE).ring_id = ring
    if incident is not None:
        u.timeline.record(incident, EntryKind.PAGED, person=person, way="phone")
    return ring is not None


def _joins(u: UnitOfWork, ring: Ring, chain: Chain, phone: str) -> bool:
    """Does this ring, of another chain, speak for ours as well?"""
    if ring.chain_id in (None, chain.id) or ring.phone_id != phone or u.now - ring.posted_at >= BUNDLE:
        return False
    return ring.severity is not None and ring.severity.rank <= chain.severity.rank


async def ring_next_phone(
    u: UnitOfWork, chain: Chain, failed: Attempt, incident: Incident | None, alert: Alert | None
) -> bool:
    """The phone behind the one that failed rings at once. False: he has none, or it rings already."""
    rung = await u.calls.rung(failed.rung_id)
    tried = [a for a in await u.calls.attempts([chain.id]) if a.person_id == failed.person_id and a.ring_id]
    if rung is None:
        return False
    return await _ring(u, chain, rung, failed.person_id, len(tried), incident, alert)


async def _view(
    u: UnitOfWork, chain: Chain, rung: Rung, person: PersonId, incident: Incident | None, alert: Alert | None
) -> PageView:
    """What his lock screen shows: no allegation, no brand, the worst first when several things call him."""
    mine = [chain, *(await u.calls.calling_person(chain.team_id, person, besides=chain.id))]
    worst = min(mine, key=lambda each: (each.severity.rank, each.started_at))
    shown = incident if worst is chain else None
    if shown is None and worst.incident_id:
        shown = await u.incidents.find(worst.incident_id)
    about = shown or alert
    if about is None and worst.alert_id:
        about = await u.alerts.find(worst.alert_id)
    assert about is not None, "a chain calls for an incident or an alert"
    due = await clocks.next_public(u, shown.id) if shown is not None else None
    ahead = [step for step in await u.calls.waiting(chain.id) if set(step.people) - {person}]
    until = ahead[0].due_at if ahead else u.now + BUNDLE * 5
    answer = await role_deadline(u, chain)
    return PageView(
        severity=worst.severity,
        crisis_type=about.crisis_type,
        short_number=shown.number if shown is not None else "",
        until=answer or until,
        role=chain.role,
        round=1 + sum(1 for a in await u.calls.attempts([chain.id]) if a.person_id == person and a.ring_id),
        incidents=len(mine),
        most_urgent_due=due.due_at if due else None,
        next_exists=bool(ahead) or chain.role_id is not None,
        on_alert=shown is None,
        restricted=shown is not None and shown.restricted,
    )


async def role_deadline(u: UnitOfWork, chain: Chain) -> datetime | None:
    """Until when somebody who is asked for a role has time."""
    role = await u.roles.find(chain.role_id) if chain.role_id else None
    return role.pass_on_at if role else None


async def _links(u: UnitOfWork, chain: Chain, person: PersonId, alert: Alert | None) -> Links:
    page = await links.issue(u, chain.team_id, person, LinkPurpose.CALL, chain.id)
    if alert is not None:
        return Links(page)
    take = await links.issue(u, chain.team_id, person, LinkPurpose.TAKE, chain.id)
    cant = await links.issue(u, chain.team_id, person, LinkPurpose.DECLINE, chain.id)
    return Links(page, take, cant)


async def quieten(u: UnitOfWork, chain: Chain, person: PersonId) -> None:
    """His phones are quiet; the chain goes on for the others."""
    await hanging_up.hand_on(u, chain, person)
    await phones.stop(u, chain=chain.id, person=person, by=person)


async def ring_again(u: UnitOfWork, chain: Chain, person: PersonId) -> None:
    """His three minutes are over: his phone rings again."""
    incident = await u.incidents.find(chain.incident_id) if chain.incident_id else None
    alert = await u.alerts.find(chain.alert_id) if chain.alert_id else None
    tried = [a for a in await u.calls.attempts([chain.id]) if a.person_id == person]
    rung = await u.calls.rung(tried[-1].rung_id) if tried else None
    if rung is None:
        return
    for attempt in tried:
        if attempt.answer is Answer.PAUSED:
            attempt.answer = attempt.answered_at = None
    await _ring(u, chain, rung, person, 0, incident, alert)


async def pause(u: UnitOfWork, chain: Chain, person: PersonId) -> None:
    """He said "got it": his phones are quiet, the call stays open."""
    for attempt in await u.calls.attempts([chain.id]):
        if attempt.person_id == person and attempt.answer is None:
            attempt.answer, attempt.answered_at = Answer.PAUSED, u.now
    await quieten(u, chain, person)


async def _paused(u: UnitOfWork, chain: Chain, person: PersonId) -> bool:
    attempts = await u.calls.attempts([chain.id])
    return any(a.person_id == person and a.answer is Answer.PAUSED for a in attempts)


async def tell_again(u: UnitOfWork, chain: Chain, incident: Incident) -> None:
    """The alert somebody is called for became an incident: the same people see the incident's call."""
    called = dict.fromkeys(a.person_id for a in await u.calls.attempts([chain.id]) if a.way is not Way.NONE)
    people = await u.people.by_ids(list(called))
    lane = Lane.PAGE if chain.severity.at_least(Severity.S2) else Lane.DECISION
    for person in called:
        if reachable(people[person]):
            post_to_person(u, person, ParcelKind.DUTY_CALL, lane, incident.id, incident.team_id)
            u.timeline.record(incident, EntryKind.PAGED, person=person, way="private")


async def _quiet_until(u: UnitOfWork, chain: Chain, person: Person) -> datetime | None:
    """When his quiet hours end, None when he may be woken: S1 and S2 always may."""
    policy = rules.policy_for(policies.chain_policies(), chain.severity)
    if not policy.quiet_hours:
        return None
    habits = (await u.rosters.habits([person.id])).get(person.id)
    team = await u.teams.find(chain.team_id)
    zone = ZoneInfo(person.timezone or (team.timezone if team else "UTC"))
    begins, ends = policy.quiet_from, policy.quiet_to
    if habits is not None and chain.severity.value in habits.quiet:
        begins, ends = (time.fromisoformat(text) for text in habits.quiet[chain.severity.value])
    return rules.quiet_until(u.now, zone, begins, ends)


async def _in_the_morning(u: UnitOfWork, chain: Chain, rung: Rung, person: Person, at: datetime) -> None:
    """His quiet hours end then: what lies there sounds, unless somebody has answered."""
    rungs = await u.calls.rungs([chain.id])
    if any(each.kind is RungKind.MORNING and person.id in each.people for each in rungs):
        return
    later = Rung(
        id=RungId(u.new_id()),
        team_id=chain.team_id,
        chain_id=chain.id,
        position=max(each.position for each in rungs) + 1,
        kind=RungKind.MORNING,
        people=[person.id],
        planned_at=at,
        due_at=at,
    )
    later.clock_id = clock_for(u, chain, later, at)
    u.add(later)
    await u.session.flush()


async def without_way(
    u: UnitOfWork, chain: Chain, incident: Incident | None, person: Person, rung: Rung | None = None
) -> None:
    """There is no way to wake him: whoever leads hears that, and can say that he rang him up."""
    if rung is not None:
        _tried(u, chain, rung, person.id, Way.NONE)
    if incident is not None:
        u.timeline.record(incident, EntryKind.PAGED, person=person.id, way="none")
    values = {"key": "answer-no-way", "person": person.name}
    if chain.role_id:
        values["buttons"] = [["called", chain.role_id, person.id]]  # type: ignore[assignment]
    for leader in await leaders(u, chain, incident):
        if leader != person.id:
            subject = f"{chain.id}:{person.id}"[:60]
            post_to_person(u, leader, ParcelKind.UNREACHABLE, Lane.DECISION, subject, chain.team_id, values)


async def _nobody_left(u: UnitOfWork, chain: Chain, incident: Incident | None, alert: Alert | None) -> None:
    """Everybody was called and nobody answered: the commander or the owners hear it as loud as it goes."""
    await hanging_up.end(u, chain, ChainState.EXHAUSTED)
    if incident is not None:
        called = len({a.person_id for a in await u.calls.attempts([chain.id])})
        u.timeline.record(incident, EntryKind.NOBODY_LEFT, ref=chain.id, called=called)
    title = incident.title if incident else alert.title if alert else ""
    who = await leaders(u, chain, incident)
    say_nobody_left(u, chain.id, chain.team_id, who, title, incident.number if incident else "")


def say_nobody_left(
    u: UnitOfWork, chain: ChainId, team: TeamId, leaders: Sequence[PersonId], title: str, number: str = ""
) -> None:
    """As loud as it goes, to those who lead."""
    values = {"key": "answer-nobody-answered", "number": number, "text": title}
    for leader in leaders:
        post_to_person(u, leader, ParcelKind.UNREACHABLE, Lane.PAGE, chain, team, values)


async def leaders(u: UnitOfWork, chain: Chain, incident: Incident | None) -> list[PersonId]:
    """Who hears that somebody cannot be reached: the commander, without one the team's owners."""
    if incident is not None and incident.commander_id is not None:
        return [incident.commander_id]
    return await owners(u, chain.team_id, incident)
