"""A team whose group was deleted moves into another one: what is open gets its topics anew and is shown there."""

from typing import Final

from bot.desk.channels import chat_row, show_open
from bot.desk.incidents import announce
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import TopicState

#: What Telegram says of a group that will not come back; from one that threw us out we may be called back.
_GONE: Final = frozenset({"deleted", "deactivated", "not_found"})


async def homeless(look: Reader, team: Team) -> bool:
    """Has this team no group, or one that was deleted?"""
    if team.chat_id is None:
        return True
    chat = await look.chats.find(team.chat_id)
    return chat is not None and chat.trouble in _GONE


async def move_in(u: UnitOfWork, team: Team, chat_id: int) -> None:
    """This is the team's group from now on."""
    left, team.chat_id = team.chat_id, chat_id
    if left is None:
        return
    old = await chat_row(u, left)
    old.team_id = None  # its trouble is nobody's any more
    ids = {incident.id for incident in await u.incidents.open(team.id) if not incident.restricted}
    for incident in (await u.incidents.hold_many(ids)).values():
        incident.topic_id = incident.topic_chat_id = None
        if not incident.light:
            incident.topic_state, incident.topic_trouble = TopicState.WANTED, ""
        announce(u, incident)
    await show_open(u, team)
