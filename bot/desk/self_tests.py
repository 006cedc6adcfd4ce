"""The weekly test of every phone, and what owners hear of it: who cannot be reached by which way.

On Monday, in the person's own daytime, each phone rings once and he is asked whether it rang. In the evening
the owners get one message.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.desk.desk import Desk, act
from bot.desk.own_phones import try_out
from bot.desk.speaking import post_to_person
from bot.ids import PersonId, TeamId
from storage.tables.phones import Phone
from storage.tables.teams import Person, Stamp, Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing

RINGS_FROM, RINGS_UNTIL = 10, 20
"""Full hours of a person's day: a test must not be the call that wakes him."""
REPORT_FROM: Final = 18


async def test_phones(desk: Desk) -> None:
    """Do what is due: looked at once an hour, done once a week."""
    async with desk.reading() as look:
        teams = [team.id for team in await look.teams.all()]
    for team in teams:
        await _ring(desk, team)
        await _report(desk, team)


@act
async def _ring(desk: Desk, team_id: TeamId) -> None:
    async with desk.transaction() as u:
        team = await u.teams.find(team_id)
        assert team is not None, "teams are never taken away"
        monday = week_of(u.now, ZoneInfo(team.timezone))
        if u.now < monday:
            return
        people = await _people(u, team_id)
        phones = await u.phones.of_people(list(people))
        rung = await u.rings.tried_since([phone.id for phone in phones], monday)
        for phone in phones:
            person = people[phone.person_id]
            if phone.id not in rung and phone.added_at < monday and await _is_first_team(u, person.id, team_id):
                hour = u.now.astimezone(ZoneInfo(person.timezone or team.timezone)).hour
                if RINGS_FROM <= hour < RINGS_UNTIL:
                    await try_out(u, phone, team_id)


async def _is_first_team(u: UnitOfWork, person: PersonId, team: TeamId) -> bool:
    """People are global: who belongs to two teams is tested by the first."""
    memberships = await u.people.memberships(person)
    return bool(memberships) and memberships[0].team_id == team


@act
async def _report(desk: Desk, team_id: TeamId) -> None:
    async with desk.transaction() as u:
        team = await u.teams.find(team_id)
        assert team is not None, "teams are never taken away"
        zone = ZoneInfo(team.timezone)
        monday = week_of(u.now, zone)
        if u.now < monday + timedelta(hours=REPORT_FROM - RINGS_FROM) or not await _first_this_week(
            u, team, monday
        ):
            return
        for member in await u.people.members(team_id):
            if member.standing is Standing.OWNER:
                post_to_person(
                    u, member.person_id, ParcelKind.PHONE_REPORT, Lane.NOTICE, monday.date().isoformat(), team_id
                )


async def _first_this_week(u: UnitOfWork, team: Team, monday: datetime) -> bool:
    """Has this week's report not gone out? Then it does now; a new desk has nothing to tell of a past week."""
    name, week = f"phone-report:{team.id}", monday.isoformat()
    stamp = await u.session.get(Stamp, name, with_for_update=True)
    if stamp is None:
        u.add(Stamp(name=name, value=week, stamped_at=u.now))
        return team.created_at < monday
    due = stamp.value != week
    stamp.value, stamp.stamped_at = week, u.now
    return due


def week_of(now: datetime, zone: ZoneInfo) -> datetime:
    """Monday of this week in this zone, at the hour from which phones are tested."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    return datetime.combine(monday, time(RINGS_FROM), zone)


async def _people(look: Reader, team: TeamId) -> dict[PersonId, Person]:
    return await look.people.by_ids([member.person_id for member in await look.people.members(team)])


async def reach(look: Reader, team: TeamId) -> Sequence[tuple[Person, Sequence[Phone]]]:
    """Everybody of the team with his phones, in the order they joined: for the report and for `/readiness`."""
    members = await look.people.members(team)
    people = await look.people.by_ids([member.person_id for member in members])
    owned: dict[PersonId, list[Phone]] = {}
    for phone in await look.phones.of_people(list(people)):
        owned.setdefault(phone.person_id, []).append(phone)
    return [(people[member.person_id], owned.get(member.person_id, [])) for member in members]
