"""Somebody leaves a team's group, or is removed from it: from then on he is told, asked and shown nothing.

Telegram tells a bot that is administrator (`chat_member`). The last owner stays one: a desk that belongs to nobody
could be set up by nobody.
"""

from sqlmodel import col, update

from bot.desk import audiences, seats
from bot.desk.desk import Desk, act
from bot.desk.speaking import post_card, post_reply
from bot.ids import PersonId, TeamId
from storage.tables.speaking import Parcel, Spoken
from storage.tables.teams import Member, Person
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind, ParcelState
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


@act
async def left(desk: Desk, user_id: int, chat_id: int) -> None:
    """He is no longer in this group: the main one was his membership, the restricted one his place on its list."""
    async with desk.transaction() as u:
        person, team = await u.people.by_telegram(user_id), await u.teams.by_chat(chat_id)
        member = await u.people.member(team.id, person.id) if team and person else None
        if team is None or person is None or member is None or member.left_at is not None:
            return
        if chat_id != team.chat_id:
            member.restricted = False
            return
        if member.standing is Standing.OWNER and not await _owned_by_others(u, person, member):
            return
        member.left_at, member.on_duty, member.restricted = u.now, False, False
        await u.session.flush()
        await _give_up_roles(u, team.id, member.person_id)
        if not await u.people.memberships(member.person_id):
            await _fall_silent(u, audiences.to_person(member.person_id))


async def _owned_by_others(u: UnitOfWork, person: Person, leaving: Member) -> bool:
    """An owner goes: the others hear so, and it takes one of them to make him an owner again. False: there are no
    others, and he hears that he is one still."""
    members = await u.people.members(leaving.team_id)
    others = [one.person_id for one in members if one.standing is Standing.OWNER and one.id != leaving.id]
    key, told = ("notice-owner-left", others) if others else ("notice-owner-stays", [leaving.person_id])
    for one in told:
        values = {"key": key, "person": person.name}
        post_reply(u, audiences.to_person(one), ParcelKind.REPLY, leaving.team_id, values=values)
    if others:
        leaving.standing = Standing.MEMBER
    return bool(others)


async def _give_up_roles(u: UnitOfWork, team: TeamId, person: PersonId) -> None:
    """His roles are free again; the command is handed over by whoever takes it, and never dropped."""
    open_ones = {incident.id for incident in await u.incidents.open(team)}
    for incident in (await u.incidents.hold_many(open_ones)).values():
        for role in await u.roles.of_incident(incident.id):
            if role.person_id != person or role.state is not RoleState.TAKEN or role.kind is RoleKind.COMMANDER:
                continue
            u.timeline.record(incident, EntryKind.ROLE_RELEASED, by=person, ref=role.id, role=role.kind)
            role.state, role.person_id = RoleState.EMPTY, None
            await seats.tell_empty(u, incident, role)
            post_card(u, incident)


async def _fall_silent(u: UnitOfWork, audience: str) -> None:
    """What stands in his private chat is never brought up to date again, and what waits for him is not said."""
    shown = update(Spoken).where(col(Spoken.audience) == audience, col(Spoken.alive))
    await u.session.exec(shown.values(alive=False))
    waiting = update(Parcel).where(col(Parcel.audience) == audience, col(Parcel.state) == ParcelState.WAITING)
    await u.session.exec(waiting.values(state=ParcelState.SUPERSEDED, last_error="left", delivered_at=u.now))
