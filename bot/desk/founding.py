"""A new database gets its first team, and learns whose it is: a bot's, or a sandbox's."""

from typing import Final

from msgspec import Struct
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.desk.desk import Desk, Identity, act
from bot.desk.people import membership
from bot.ids import PersonId, TeamId
from messages.words import plain
from storage.tables.teams import Person, Stamp, Team
from storage.vocabulary.people import Language, Standing

BELONGS_TO: Final = "belongs-to"
USERNAME: Final = "bot-username"
_INLINE: Final = "bot-inline"


class StampUnfit(Exception):
    """This database belongs to another bot, or to a sandbox, or is no sandbox's; nothing was changed.

    Args:
        found: what it is stamped with, such as `bot:123`.
        wanted: what we are.
    """

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found, wanted)
        self.found = found
        self.wanted = wanted


class FirstTeam(Struct, frozen=True):
    """What the environment says about the first team."""

    chat_id: int | None
    owner_ids: tuple[int, ...]
    timezone: str
    language: Language


async def found_in(session: AsyncSession) -> str | None:
    """Whose database this is; None when it is nobody's yet."""
    stamp = await session.get(Stamp, BELONGS_TO)
    return stamp.value if stamp else None


@act
async def belong(desk: Desk, stamp: str) -> None:
    """From now on this database is this bot's (`bot:<id>`) or this sandbox's (`sandbox:<id>`).

    A training must never write into the real desk's memory, nor one bot speak about another one's topics.

    Raises:
        StampUnfit: it is somebody else's.
    """
    async with desk.transaction() as u:
        await u.teams.found_alone()
        known = await u.session.get(Stamp, BELONGS_TO)
        if known is None:
            u.add(Stamp(name=BELONGS_TO, value=stamp, stamped_at=u.now))
        elif known.value != stamp:
            raise StampUnfit(known.value, stamp)


async def remembered(desk: Desk, bot_id: int) -> Identity | None:
    """Who the desk was in Telegram when it last ran; None when it never met Telegram."""
    async with desk.reading() as look:
        stamp = await look.session.get(Stamp, USERNAME)
        inline = await look.session.get(Stamp, _INLINE)
        return Identity(bot_id, stamp.value, bool(inline and inline.value)) if stamp else None


@act
async def remember(desk: Desk, identity: Identity) -> None:
    """Keep the bot's name, and whether people can type behind it, so that the next start can speak before Telegram
    answers."""
    async with desk.transaction() as u:
        await u.teams.found_alone()
        for name, value in ((USERNAME, identity.username), (_INLINE, "yes" if identity.inline else "")):
            stamp = await u.session.get(Stamp, name)
            if stamp is None:
                u.add(Stamp(name=name, value=value, stamped_at=u.now))
            elif stamp.value != value:
                stamp.value, stamp.stamped_at = value, u.now


@act
async def found(desk: Desk, first: FirstTeam) -> TeamId:
    """The first team: made when there is none. Owners that the environment names are owners of it and on duty, and
    called so until they speak.

    What people changed since then (name, group, zone, language) stays; only a group that is not bound yet is.
    """
    async with desk.transaction() as u:
        await u.teams.found_alone()
        teams = await u.teams.all()
        if teams:
            team = teams[0]
        else:
            team = Team(
                id=TeamId(u.new_id()),
                name=plain(first.language, "cli-first-team"),
                timezone=first.timezone,
                language=first.language,
                created_at=u.now,
                policies={},
            )
            u.add(team)
            await u.session.flush()
        taken = first.chat_id is not None and await u.teams.by_chat(first.chat_id) is not None
        if team.chat_id is None and not taken:
            team.chat_id = first.chat_id
        for user_id in first.owner_ids:
            person = await u.people.by_telegram(user_id)
            if person is None:
                person = Person(
                    id=PersonId(u.new_id()),
                    telegram_user_id=user_id,
                    name=plain(first.language, "cli-first-owner"),
                    created_at=u.now,
                )
                u.add(person)
                await u.session.flush()
            member = await membership(u, team.id, person.id)
            if member.standing is not Standing.OWNER:
                member.standing, member.on_duty = Standing.OWNER, True
        return team.id
