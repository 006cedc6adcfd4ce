"""The restricted room: a team's second group, and who is on its list."""

from collections.abc import Collection, Sequence

from bot.desk import audiences
from bot.desk.desk import Desk, act
from bot.desk.groups import GroupTaken, NotOwner
from bot.desk.people import Visitor
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing


class RestrictedSameGroup(DeskError):
    """The main group cannot be the restricted one: everybody reads it."""

    key = "refused-restricted-same-group"


async def roster(desk: Desk, visitor: Visitor) -> Sequence[tuple[PersonId, int]]:
    """The people of this owner's team whom Telegram knows, to be looked up in the room.

    Raises:
        NotOwner: he owns no team.
    """
    async with desk.reading() as look:
        team = await _owned(look, visitor)
        members = await look.people.members(team.id)
        people = await look.people.by_ids([member.person_id for member in members])
    return [(p.id, p.telegram_user_id) for p in people.values() if p.telegram_user_id is not None]


async def _owned(look: Reader, visitor: Visitor) -> Team:
    person = await look.people.by_telegram(visitor.user_id)
    owned = await look.people.memberships(person.id) if person else ()
    for member in owned:
        team = await look.teams.find(member.team_id)
        if team is not None and member.standing is Standing.OWNER:
            return team
    raise NotOwner


@act
async def bind(desk: Desk, visitor: Visitor, chat_id: int, present: Collection[PersonId]) -> None:
    """This group takes the restricted incidents of the owner's team; those present are on its list, nobody else.

    Raises:
        NotOwner; RestrictedSameGroup: it is the main group; GroupTaken: it is another team's.
    """
    async with desk.transaction() as u:
        team = await u.teams.hold((await _owned(u, visitor)).id)
        assert team is not None, "looked up a moment ago"
        if team.chat_id == chat_id:
            raise RestrictedSameGroup
        other = await u.teams.by_chat(chat_id)
        if other is not None and other.id != team.id:
            raise GroupTaken(name=other.name)
        team.restricted_chat_id = chat_id
        for member in await u.people.members(team.id):
            member.restricted = member.person_id in present
        values = {"key": "answer-restricted-ready", "name": team.name, "count": len(present)}
        post_reply(u, audiences.to_place(chat_id), ParcelKind.REPLY, team.id, values=values)
