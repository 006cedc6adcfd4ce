"""Groups: bound to a team by an owner, looked at again and again until nothing lacks."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.desk import audiences
from bot.desk.channels import chat_row
from bot.desk.desk import Desk, act
from bot.desk.moving import homeless, move_in
from bot.desk.people import Stranger, Visitor, membership, person_of
from bot.errors import DeskError
from bot.ids import TeamId
from storage.tables.speaking import Chat
from storage.tables.teams import Person, Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing

#: The rights the desk asks for, by Telegram's names (Bot API, ChatAdministratorRights).
WANTED_RIGHTS = ("can_manage_topics", "can_pin_messages", "can_delete_messages")


class GroupTaken(DeskError):
    """The group belongs to another team: `name`."""

    key = "refused-group-taken"


class OnlyOwner(DeskError):
    """Setting up is for owners: `people`."""

    key = "refused-only-owner"


class NotOwner(OnlyOwner):
    """The same where nobody is named: who owns the team is not everybody's to know."""

    key = "refused-owner-wanted"


class Survey(Struct, frozen=True):
    """What Telegram says about a group and the desk in it; `rights` by Telegram's names."""

    chat_id: int
    title: str
    is_forum: bool
    administrator: bool
    rights: Mapping[str, bool]


@act
async def set_up(desk: Desk, visitor: Visitor, survey: Survey) -> None:
    """An owner sets this group up: it becomes his team's, or, when that has one, a further team's.

    Raises:
        Stranger: nobody owns anything here, or he is unknown. OnlyOwner: he owns no team.
        GroupTaken: it is another team's group.
    """
    async with desk.transaction() as u:
        person = await person_of(u, visitor)
        team = await _team_for(u, person, survey)
        await _keep(u, survey, team.id)
        _show(u, survey.chat_id, team.id)


async def _team_for(u: UnitOfWork, person: Person, survey: Survey) -> Team:
    owned = [m for m in await u.people.memberships(person.id) if m.standing is Standing.OWNER]
    bound = await u.teams.by_chat(survey.chat_id)
    if bound is not None:
        if bound.id in {member.team_id for member in owned}:
            return bound
        if owned:
            raise GroupTaken(name=bound.name)
    if not owned:
        raise OnlyOwner(people=await _owners(u)) if await _owners(u) else Stranger
    teams = {team.id: team for team in await u.teams.all()}
    free = [teams[member.team_id] for member in owned if await homeless(u, teams[member.team_id])]
    team = free[0] if free else await _further(u, person, survey, list(teams.values()))
    await move_in(u, team, survey.chat_id)
    return team


async def _owners(u: UnitOfWork) -> str:
    names: list[str] = []
    for team in await u.teams.all():
        owners = [m.person_id for m in await u.people.members(team.id) if m.standing is Standing.OWNER]
        names += [person.name for person in (await u.people.by_ids(owners)).values()]
    return ", ".join(dict.fromkeys(names))


async def _further(u: UnitOfWork, person: Person, survey: Survey, teams: Sequence[Team]) -> Team:
    taken = {team.name for team in teams}
    name = survey.title[:80] or str(survey.chat_id)
    team = Team(
        id=TeamId(u.new_id()),
        name=name if name not in taken else f"{name} {len(teams) + 1}",
        position=len(teams),
        timezone=teams[0].timezone,
        language=teams[0].language,
        policies={},
        created_at=u.now,
    )
    u.add(team)
    await u.session.flush()
    await membership(u, team.id, person.id, Standing.OWNER)
    return team


@act
async def looked_at(desk: Desk, survey: Survey) -> None:
    """What the group is like now; the doctor's message says so when it stands there."""
    async with desk.transaction() as u:
        team = await u.teams.by_chat(survey.chat_id)
        await _keep(u, survey, team.id if team else None)
        shown = await u.messages.showing(ParcelKind.SETUP, str(survey.chat_id))
        if team is not None and shown:
            _show(u, survey.chat_id, team.id)


async def _keep(u: UnitOfWork, survey: Survey, team: TeamId | None) -> None:
    chat = await chat_row(u, survey.chat_id)
    chat.team_id, chat.title, chat.is_forum = team or chat.team_id, survey.title, survey.is_forum
    chat.rights = {"member": True, "administrator": survey.administrator, **survey.rights}
    chat.checked_at = u.now
    if chat.trouble in ("kicked", "topics_right", "pin_right", "admin_right"):
        chat.trouble, chat.trouble_since = "", None


def _show(u: UnitOfWork, chat_id: int, team: TeamId) -> None:
    place = audiences.to_place(chat_id)
    u.outbox.post(
        ParcelKind.SETUP,
        team=team,
        stream=place,
        audience=place,
        lane=Lane.REPLY,
        subject=str(chat_id),
        coalesce=f"setup:{chat_id}",
    )


def lacking(chat: Chat) -> tuple[str, ...]:
    """What the desk misses in this group, the most important first; words of `messages.views.Lack`."""
    if not chat.rights.get("administrator"):
        return ("administrator",) if chat.is_forum else ("administrator", "topics")
    missing = [] if chat.is_forum else ["topics"]
    named = {"can_manage_topics": "manage-topics", "can_pin_messages": "pin", "can_delete_messages": "delete"}
    missing += [word for right, word in named.items() if not chat.rights.get(right)]
    return tuple(missing)


async def to_look_at(desk: Desk) -> Sequence[int]:
    """Groups where something lacks: they are looked at again by and by."""
    async with desk.reading() as look:
        found: list[int] = []
        for team in await look.teams.all():
            chat = await look.chats.find(team.chat_id) if team.chat_id else None
            if chat is not None and chat.rights and lacking(chat):
                found.append(chat.chat_id)
        return found
