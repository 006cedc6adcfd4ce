"""The seats of an incident: made, asked for, passed on, taken. These work inside somebody's act."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.desk import calling, clocks, policies, rosters, steps, vigils
from bot.desk.hanging_up import hang_up
from bot.desk.speaking import post_card, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.ids import ClockId, PersonId, RoleId
from bot.rules import clocks as clock_rules
from bot.rules import crew
from bot.rules.noise import NoiseEvent
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident, Role
from storage.tables.teams import Member, Person, Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.calls import ChainState
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind


def wanted(incident: Incident) -> tuple[RoleKind, ...]:
    """The minimum crew of this incident, in asking order."""
    return crew.needed(crew.crew_for(policies.crew_policies(), incident.severity), incident.live)


async def seat(u: UnitOfWork, incident: Incident, kind: RoleKind) -> Role:
    """The row of a role, made when it is not there yet."""
    role = await u.roles.of_kind(incident.id, kind)
    if role is None:
        role = Role(
            id=RoleId(u.new_id()), team_id=incident.team_id, incident_id=incident.id, kind=kind, declined=[]
        )
        u.add(role)
        u.forget("roles", incident.id)
        await u.session.flush()
    return role


async def ask_crew(u: UnitOfWork, incident: Incident, team: Team) -> None:
    """Make the minimum crew's seats and ask whoever usually takes each; the commander is who responds."""
    present = {role.kind: role for role in await u.roles.of_incident(incident.id)}
    made = {
        kind: Role(id=RoleId(u.new_id()), team_id=team.id, incident_id=incident.id, kind=kind, declined=[])
        for kind in wanted(incident)
        if kind not in present
    }
    u.add(*made.values())
    u.forget("roles", incident.id)
    await u.session.flush()
    company = await _company(u, incident)
    for kind in wanted(incident):
        role = made.get(kind) or present[kind]
        if kind is RoleKind.COMMANDER or role.state is not RoleState.EMPTY:
            continue
        if kind in present:
            await stop_waiting(u, role)
        if incident.severity.at_least(Severity.S3) and not await _ask_first(u, incident, role, company):
            _wait_for_news(u, incident, role)


async def _look_again(u: UnitOfWork, incident: Incident, role: Role) -> None:
    """Nobody can be asked: after some minutes the commander hears once that the role is still empty."""
    await stop_waiting(u, role)
    _wait_for_news(u, incident, role)


def _wait_for_news(u: UnitOfWork, incident: Incident, role: Role) -> None:
    minutes = crew.crew_for(policies.crew_policies(), incident.severity).empty_after_minutes
    if minutes is not None:
        _wait_for_answer(u, incident, role, u.now + timedelta(minutes=minutes), None)


class _Company(Struct, frozen=True):
    """Who there is in a team, read once for all the roles of an incident. `held`: who has a role in it."""

    team: Team
    members: Sequence[Member]
    people: Mapping[PersonId, Person]
    ways: frozenset[PersonId]
    gone: frozenset[PersonId]
    held: Sequence[PersonId | None]


async def _company(look: Reader, incident: Incident) -> _Company:
    team = await look.teams.find(incident.team_id)
    assert team is not None, "an incident's team exists"
    members = await look.people.members(team.id)
    people = await look.people.by_ids([member.person_id for member in members])
    ways = await rosters.with_a_way(look, list(people.values()))
    gone = await rosters.away(look, list(people))
    held = [r.person_id for r in await look.roles.of_incident(incident.id) if r.state is RoleState.TAKEN]
    return _Company(team, members, people, ways, gone, held)


def _line(company: _Company, incident: Incident, role: Role) -> list[tuple[Member, Person]]:
    by_person: dict[str, tuple[Member, Person]] = {}
    line: list[crew.Candidate] = []
    for member in rosters.ordered(company.team, role.kind, company.members):
        if role.kind.value not in member.duties or (incident.restricted and not member.restricted):
            continue
        person = company.people[member.person_id]
        by_person[person.id] = (member, person)
        line.append(
            crew.Candidate(
                person.id,
                order=len(line),
                reachable=person.id in company.ways,
                on_duty=member.on_duty,
                on_leave=person.id in company.gone,
                declined=person.id in role.declined,
                roles_held=company.held.count(person.id),
            )
        )
    return [by_person[candidate.person] for candidate in crew.asking_order(line)]


async def candidates(look: Reader, incident: Incident, role: Role) -> Sequence[tuple[Member, Person]]:
    """Who could take this role, first to last: its usual holder, deputies in order, reachable ones first."""
    return _line(await _company(look, incident), incident, role)


async def ask_next(u: UnitOfWork, incident: Incident, role: Role) -> bool:
    """Ask the next candidate for this role in private. False: there is nobody left, the role stays empty."""
    await stop_waiting(u, role)
    return await _ask_first(u, incident, role, await _company(u, incident))


async def _ask_first(u: UnitOfWork, incident: Incident, role: Role, company: _Company) -> bool:
    """Ask the first of those who can be called, if nobody is waited for any more."""
    asked_before = role.person_id if role.state is RoleState.ASKED else None
    line = [p for _, p in _line(company, incident, role) if p.id != asked_before and p.id in company.ways]
    if not line or not incident.state.open:  # it is over: nobody is called any more
        role.state, role.person_id, role.pass_on_at, role.next_person_id = RoleState.EMPTY, None, None, None
        return False
    await _ask(u, incident, role, line[0], line[1] if len(line) > 1 else None)
    return True


async def ask(u: UnitOfWork, incident: Incident, role: Role, person: Person, following: Person | None) -> None:
    """Ask this person; without an answer by the response time the next one is asked."""
    await stop_waiting(u, role)
    await _ask(u, incident, role, person, following)


async def _ask(u: UnitOfWork, incident: Incident, role: Role, person: Person, following: Person | None) -> None:
    policy = clock_rules.policy_for(policies.clock_policies(), ClockKind.RESPONSE, incident.severity)
    minutes = policy.minutes if policy and policy.minutes else 30
    role.state, role.person_id = RoleState.ASKED, person.id
    role.asked_at, role.pass_on_at = u.now, u.now + timedelta(minutes=minutes)
    role.next_person_id = following.id if following else None
    u.timeline.record(incident, EntryKind.ROLE_ASKED, ref=role.id, role=role.kind, person=person.id)
    _wait_for_answer(u, incident, role, role.pass_on_at, person.id)
    await calling.call_for_role(u, incident, role, person)


def _wait_for_answer(
    u: UnitOfWork, incident: Incident, role: Role, until: datetime, person: PersonId | None
) -> None:
    u.add(
        Clock(
            id=ClockId(u.new_id()),
            team_id=incident.team_id,
            incident_id=incident.id,
            kind=ClockKind.ROLE_ANSWER,
            label=role.id,
            basis=Basis.OPENING,
            owner_id=person,
            started_at=u.now,
            due_at=until,
            marks=[["100", until.isoformat()]],
            next_mark_at=until,
        )
    )
    u.mark_comes(until)


async def wait_for_taker(u: UnitOfWork, incident: Incident, role: Role, taker: PersonId) -> None:
    """A hand-over brief must be taken: by the response time, else the giver hears that it was not."""
    for clock in await u.clocks.running(ClockKind.ROLE_ANSWER, incident=incident.id):
        if clock.label == role.id:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    _wait_for_answer(u, incident, role, u.now + calling.response_time(incident.severity), taker)


async def _not_taken(u: UnitOfWork, incident: Incident, role: Role, taker: PersonId) -> None:
    named = await u.people.find(taker)
    values = {"key": "answer-handover-waits", "person": named.name if named else "", "role": role.kind.value}
    for person in dict.fromkeys((role.person_id, incident.commander_id)):
        if person is not None and person != taker:
            subject = f"handover:{role.id}"
            post_to_person(u, person, ParcelKind.STATE_NOTICE, Lane.DECISION, subject, incident.team_id, values)


async def stop_waiting(u: UnitOfWork, role: Role, by: PersonId | None = None) -> None:
    """Nobody is waited for, and nobody is called for it any more; `by` took it."""
    state = ChainState.ANSWERED if by else ChainState.ENDED
    await hang_up(u, incident=role.incident_id, role=role.id, by=by, state=state)
    for clock in await u.clocks.running(ClockKind.ROLE_ANSWER, incident=role.incident_id):
        if clock.label == role.id:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None


async def answer_overdue(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Nobody answered a role request in time: pass on, or tell the commander that the role is empty."""
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    role = await u.roles.find(RoleId(clock.label))
    if role is None or not incident.state.open:
        return
    if clock.owner_id is None:
        if role.state is RoleState.EMPTY:
            await tell_empty(u, incident, role)
        return
    if role.state is RoleState.TAKEN and role.next_person_id == clock.owner_id:
        await _not_taken(u, incident, role, clock.owner_id)
        return
    if role.state is not RoleState.ASKED or role.person_id != clock.owner_id:
        return
    role.declined = [*role.declined, clock.owner_id]
    if not await ask_next(u, incident, role):
        await tell_empty(u, incident, role)
    await refresh(u, ParcelKind.ROLE_REQUEST, role.id, incident.team_id)
    post_card(u, incident)


async def tell_empty(u: UnitOfWork, incident: Incident, role: Role) -> None:
    """The commander hears once that a role is empty; while there is none, it is looked at again."""
    if incident.commander_id is None:
        await _look_again(u, incident, role)
        return
    if role.told_empty_at is None:
        role.told_empty_at = u.now
        await tell(u, incident, NoiseEvent.ROLE_EMPTY, News(ParcelKind.ROLE_EMPTY, role.id))


async def take_seat(u: UnitOfWork, incident: Incident, kind: RoleKind, person: PersonId) -> Role:
    """Somebody has this role from now on; the crew may be complete by it."""
    role = await seat(u, incident, kind)
    await stop_waiting(u, role, person)
    role.state, role.person_id, role.taken_at = RoleState.TAKEN, person, u.now
    role.pass_on_at = role.next_person_id = None
    u.timeline.record(incident, EntryKind.ROLE_TAKEN, by=person, ref=role.id, role=kind)
    await vigils.watch_rest(u, incident, role, person)
    if kind is RoleKind.COMMANDER:
        await steps.reached(u, incident, person, "name_commander")
    if kind is RoleKind.COMMANDER and incident.commander_id != person:
        incident.commander_id, incident.acting = person, False
        u.timeline.record(incident, EntryKind.COMMANDER_CHANGED, by=person)
    await _warn_of_conflict(u, incident)
    await refresh(u, ParcelKind.ROLE_REQUEST, role.id, incident.team_id)
    await refresh(u, ParcelKind.ROLE_EMPTY, role.id, incident.team_id)
    await note_complete(u, incident)
    return role


async def _warn_of_conflict(u: UnitOfWork, incident: Incident) -> None:
    """In S1 one person should not command and speak for the brand: said once to the commander, never barred."""
    await u.session.flush()
    taken = [r for r in await u.roles.of_incident(incident.id) if r.state is RoleState.TAKEN and r.person_id]
    holders = {role.kind: str(role.person_id) for role in taken}
    subject = f"conflict:{incident.id}"
    for conflict in crew.conflicts(incident.severity, holders):
        told = PersonId(incident.commander_id or conflict.person)
        if await u.messages.showing(ParcelKind.STATE_NOTICE, subject):
            return
        person = await u.people.find(PersonId(conflict.person))
        values = {
            "key": "answer-role-conflict",
            "person": person.name if person else "",
            "role": conflict.roles[1].value,
        }
        post_to_person(
            u, told, ParcelKind.STATE_NOTICE, Lane.NOTICE, subject, incident.team_id, values, sound=False
        )


async def note_complete(u: UnitOfWork, incident: Incident) -> None:
    if incident.crew_complete_at is not None:
        return
    rows = await u.roles.of_incident(incident.id)
    taken = {row.kind for row in rows if row.state is RoleState.TAKEN}
    unneeded = {row.kind for row in rows if row.state is RoleState.NOT_NEEDED}
    if not crew.complete(wanted(incident), taken, unneeded):
        return
    incident.crew_complete_at = u.now
    await steps.reached(u, incident, None, "crew_there")
    u.timeline.record(incident, EntryKind.ROLES_COMPLETE, roles=sorted(kind.value for kind in taken))
    await clocks.meet(u, incident, ClockKind.ROLES_COMPLETE, by=None)
    values = {
        "key": "answer-crew-complete",
        "at": u.now.isoformat(),
        "met": str(len(taken)),
        "total": str(len(taken)),
    }
    await tell(u, incident, NoiseEvent.EVERYBODY_THERE, News(ParcelKind.STATE_NOTICE, "crew", values=values))
