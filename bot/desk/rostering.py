"""Rotations, exchanges and leave as people write them; each shown again after it changed."""

from datetime import datetime, timedelta

from bot.desk.desk import Desk, act
from bot.desk.people import Actor, PersonUnknown
from bot.desk.rosters import ORDER
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, RotationId, TeamId
from bot.rules import permissions
from storage.tables.rosters import Exchange, Leave, Rotation
from storage.unit_of_work import Reader
from storage.vocabulary.calls import ShiftDays
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind


class RotationUnknown(DeskError):
    """This team has no rotation of that name (`name`)."""

    key = "refused-rotation-unknown"


class RotationUnclear(DeskError):
    """What was typed is no rotation, exchange or leave: `example` shows one that is."""

    key = "refused-rotation-unclear"


class OrderUnclear(DeskError):
    """What was typed names no role and people: `example` shows one that does."""

    key = "refused-order-unclear"


class OrderNotYours(DeskError):
    """The order of a role (`role`) is for owners and for those who usually take it."""

    key = "refused-order-not-yours"


class TimeBackwards(DeskError):
    """It ends before it begins, or is over already."""

    key = "refused-time-backwards"


#: Nobody plans a stand-in or a leave for longer; a typo in the year does not make somebody disappear for good.
LONGEST = timedelta(days=366)


@act
async def show(desk: Desk, actor: Actor, place: str, kind: ParcelKind = ParcelKind.DUTY_ROSTER) -> None:
    """Who is on duty now, when I am, and what the next week looks like; or the same as a calendar file."""
    async with desk.transaction() as u:
        post_reply(u, place, kind, actor.team, subject=actor.person)


@act
async def keep_rotation(
    desk: Desk,
    actor: Actor,
    name: str,
    people: list[str],
    begins: str,
    ends: str,
    days_each: int,
    days: ShiftDays,
    place: str,
) -> None:
    """An owner writes a rotation down, or writes it anew; the first of the people begins today.

    Raises:
        NotAllowed: only owners; PersonUnknown: no member of this name; RotationUnclear: it names nobody.
    """
    async with desk.transaction() as u:
        permissions.require(Permission.OWNER, actor.standing)
        if not people:
            raise RotationUnclear(example="")
        chosen = [await _person(u, actor.team, who) for who in people]
        row = await _rotation(u, actor.team, name)
        if row is None:
            row = Rotation(
                id=RotationId(u.new_id()),
                team_id=actor.team,
                name=name,
                people=[],
                starts_on="",
                created_at=u.now,
            )
            u.add(row)
        row.people, row.begins, row.ends = list(chosen), begins, ends
        row.days_each, row.days, row.made_by = days_each, days, actor.person
        row.starts_on = u.now.astimezone(actor.zone).date().isoformat()
        await u.session.flush()
        post_reply(u, place, ParcelKind.DUTY_ROSTER, actor.team, subject=actor.person)


async def _person(look: Reader, team: TeamId, who: str) -> PersonId:
    found = await look.people.by_name(team, who.removeprefix("@"))
    if len(found) != 1:
        raise PersonUnknown(name=who)
    return found[0].id


async def _rotation(look: Reader, team: TeamId, name: str) -> Rotation | None:
    return next((row for row in await look.rosters.rotations(team) if row.name == name), None)


@act
async def drop_rotation(desk: Desk, actor: Actor, name: str, place: str) -> None:
    """An owner takes a rotation away. Without any the desk calls whoever says he is on duty.

    Raises:
        NotAllowed; RotationUnknown.
    """
    async with desk.transaction() as u:
        permissions.require(Permission.OWNER, actor.standing)
        row = await _rotation(u, actor.team, name)
        if row is None:
            raise RotationUnknown(name=name)
        await u.session.delete(row)
        await u.session.flush()
        post_reply(u, place, ParcelKind.DUTY_ROSTER, actor.team, subject=actor.person)


@act
async def stand_in(
    desk: Desk, actor: Actor, who: str, begins: datetime, ends: datetime, place: str, rotation: str = ""
) -> None:
    """Somebody stands in for a while, in one rotation or in all of them.

    Raises:
        PersonUnknown, RotationUnknown, TimeBackwards.
    """
    async with desk.transaction() as u:
        permissions.require(Permission.MEMBER, actor.standing)
        _check(begins, ends, u.now)
        row = await _rotation(u, actor.team, rotation) if rotation else None
        if rotation and row is None:
            raise RotationUnknown(name=rotation)
        u.add(
            Exchange(
                id=u.new_id(),
                team_id=actor.team,
                rotation_id=row.id if row else None,
                person_id=await _person(u, actor.team, who),
                begins_at=begins,
                ends_at=ends,
                made_by=actor.person,
                created_at=u.now,
            )
        )
        await u.session.flush()
        post_reply(u, place, ParcelKind.DUTY_ROSTER, actor.team, subject=actor.person)


def _check(begins: datetime, ends: datetime, now: datetime) -> None:
    if ends <= begins or ends <= now or ends - begins > LONGEST:
        raise TimeBackwards


@act
async def set_order(desk: Desk, actor: Actor, role: RoleKind, people: list[str], place: str) -> None:
    """Who is asked first for a role, who next, and so on; whoever is not named comes after them, as they joined.
    Calls that run already keep their order.

    Raises:
        OrderNotYours: neither an owner nor usually in this role; PersonUnknown: no member of this name takes it.
    """
    async with desk.transaction() as u:
        member = await u.people.member(actor.team, actor.person)
        if actor.standing is not Standing.OWNER and (member is None or role.value not in member.duties):
            raise OrderNotYours(role=role.value)
        named = []
        for who in people:
            person = await _person(u, actor.team, who)
            found = await u.people.member(actor.team, person)
            if found is None or role.value not in found.duties:
                raise PersonUnknown(name=who)
            named.append(person)
        team = await u.teams.find(actor.team)
        assert team is not None, "he acts in it"
        order = {**team.policies.get(ORDER, {}), role.value: list(dict.fromkeys(named))}
        team.policies = {**team.policies, ORDER: order}
        called = await u.people.by_ids(named)
        names = ", ".join(called[person].name for person in dict.fromkeys(named))
        post_reply(
            u, place, ParcelKind.REPLY, actor.team,
            values={"key": "answer-order-set", "role": role.value, "names": names},
        )  # fmt: skip


@act
async def go_away(desk: Desk, actor: Actor, begins: datetime, ends: datetime, place: str) -> None:
    """Somebody is on leave: nobody calls him, and the roster shows whose shifts are empty by it.

    Raises:
        TimeBackwards.
    """
    async with desk.transaction() as u:
        _check(begins, ends, u.now)
        u.add(Leave(id=u.new_id(), person_id=actor.person, begins_at=begins, ends_at=ends, created_at=u.now))
        await u.session.flush()
        post_reply(u, place, ParcelKind.DUTY_ROSTER, actor.team, subject=actor.person)


@act
async def come_back(desk: Desk, actor: Actor, place: str) -> None:
    """His leave is over, now; leave that is still to come is off."""
    async with desk.transaction() as u:
        for row in await u.rosters.leaves([actor.person], u.now, u.now + 2 * LONGEST):
            if row.begins_at > u.now:
                await u.session.delete(row)
            else:
                row.ends_at = u.now
        await u.session.flush()
        post_reply(u, place, ParcelKind.DUTY_ROSTER, actor.team, subject=actor.person)
