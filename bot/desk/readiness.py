"""`/readiness`: what would go wrong tonight, on a quiet day. Reds are pushed once a week to the owners."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk import approvals, policies, rosters
from bot.desk.desk import Desk, act
from bot.desk.people import Actor
from bot.desk.speaking import post_reply, post_to_person
from bot.ids import PersonId
from bot.rules import approvals as approval_rules
from bot.rules import crew, duty
from bot.rules.approvals import Signer
from bot.rules.readiness import Check, Contact, Situation, checks
from storage.tables.speaking import Parcel
from storage.tables.teams import Member, Stamp, Team
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import ApprovalItem

#: Written by `crisisdesk backup` when a copy was made and checked.
BACKUP_STAMP = "last-backup"
_AHEAD = timedelta(days=7)
#: Deadlines in working days reach so far ahead.
_CALENDAR_AHEAD = timedelta(days=45)


async def looked_at(look: Reader, team: Team) -> tuple[Check, ...]:
    """Every check of this team, as things stand."""
    wanted = crew.crew_for(policies.crew_policies(), Severity.S1).roles
    holders = {role: [p.name for p in await rosters.holders(look, team.id, role)] for role in wanted}
    if RoleKind.COMMANDER in holders:  # whoever is on duty and responds commands until it is handed over
        ready = [person.name for person in await rosters.reachable_on_duty(look, team.id)]
        holders[RoleKind.COMMANDER] = list(dict.fromkeys((*holders[RoleKind.COMMANDER], *ready)))
    shifts = await rosters.pieces(look, team, look.now, look.now + _AHEAD)
    stamp = await look.session.get(Stamp, BACKUP_STAMP)
    situation = Situation(
        holders=holders,
        contacts=await _contacts(look, team),
        gaps=duty.gaps(shifts, look.now, look.now + _AHEAD) if shifts is not None else None,
        flagged=len(await rosters.on_duty(look, team.id)),
        silent_sources=[row.name for row in await look.sources.of_team(team.id) if row.silent_since],
        unknown_years=_unknown_years(look, team),
        oldest_parcel_at=await _oldest(look, team),
        backup_at=stamp.stamped_at if stamp else None,
        approvals=await _approvals(look, team),
    )
    return checks(situation, look.now)


async def _contacts(look: Reader, team: Team) -> list[Contact]:
    """Everybody who takes a role or is on duty; the boss is told, not called."""
    members = [m for m in await look.people.members(team.id) if m.on_duty or _takes_a_role(m.duties)]
    people = await look.people.by_ids([member.person_id for member in members])
    found: list[Contact] = []
    for member in members:
        phones = await look.phones.of_person(member.person_id)
        heard = [phone.tested_at for phone in phones if phone.tested_at is not None]
        found.append(Contact(people[member.person_id].name, len(phones), max(heard, default=None)))
    return found


async def _approvals(look: Reader, team: Team) -> list[str]:
    """The items nobody could approve in an S1 tonight, counting people and not hats."""
    members = await look.people.members(team.id)
    people = await look.people.by_ids([member.person_id for member in members])
    ways = await rosters.with_a_way(look, list(people.values()))
    on_duty = {person.id for person in await rosters.on_duty(look, team.id)}
    signers = [Signer(m.person_id, _roles(m, on_duty), m.person_id in ways) for m in members]
    policy = approvals.approval_policies()
    needs = {
        item: approval_rules.needed(policy, [item], Severity.S1)
        for item in ApprovalItem
        if item is not ApprovalItem.UNKNOWN
    }
    return [item.value for item, need in needs.items() if not approval_rules.readiness(need, signers).met]


def _roles(member: Member, on_duty: Collection[PersonId]) -> frozenset[RoleKind]:
    """What somebody could sign as: the usual roles, and whoever is on duty commands."""
    usual = frozenset(RoleKind(duty) for duty in member.duties)
    return usual | {RoleKind.COMMANDER} if member.person_id in on_duty else usual


def _takes_a_role(duties: list[str]) -> bool:
    return any(duty != RoleKind.EXECUTIVE.value for duty in duties)


def _unknown_years(look: Reader, team: Team) -> list[int]:
    calendar = policies.work_calendar(ZoneInfo(team.timezone))
    today = look.now.astimezone(ZoneInfo(team.timezone)).date()
    ahead = (today, today + _CALENDAR_AHEAD)
    return [day.year for day in dict.fromkeys(ahead) if not calendar.workday(day)[1]]


async def _oldest(look: Reader, team: Team) -> datetime | None:
    query = select(func.min(col(Parcel.posted_at))).where(
        Parcel.team_id == team.id, Parcel.state == ParcelState.WAITING, col(Parcel.not_before) <= look.now
    )
    return (await look.session.exec(query)).one()


@act
async def show(desk: Desk, actor: Actor, place: str) -> None:
    """The page of green and red, to whoever asks."""
    async with desk.transaction() as u:
        post_reply(u, place, ParcelKind.READINESS, actor.team)


@act
async def push_reds(desk: Desk) -> None:
    """Once a week the owners of a team in which something is red see the page, without asking. A second run in the
    same week, by whoever leads when the first one was killed right after it, tells nobody again."""
    async with desk.transaction() as u:
        monday = u.now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=u.now.weekday())
        for team in await u.teams.all():
            await u.teams.hold(team.id)  # a former leader may be at it still
            if await u.outbox.was_posted(ParcelKind.READINESS, f"week:{team.id}", monday):
                continue
            if all(check.good for check in await looked_at(u, team)):
                continue
            for member in await u.people.members(team.id):
                if member.standing is Standing.OWNER:
                    post_to_person(
                        u, member.person_id, ParcelKind.READINESS, Lane.NOTICE, f"week:{team.id}", team.id
                    )


@act
async def note_backup(desk: Desk) -> None:
    """A copy of the database was made and checked."""
    async with desk.transaction() as u:
        stamp = await u.session.get(Stamp, BACKUP_STAMP)
        if stamp is None:
            u.add(Stamp(name=BACKUP_STAMP, value="", stamped_at=u.now))
        else:
            stamp.stamped_at = u.now
