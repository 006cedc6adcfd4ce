"""The doctor: asks Telegram how the desk stands in a group, at /setup and again until nothing lacks."""

import structlog
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, Update
from telegram.error import TelegramError

from bot.desk import groups, rooms
from bot.desk.desk import Desk
from bot.desk.groups import WANTED_RIGHTS, Survey
from bot.desk.people import Visitor
from handlers.chat.context import ANONYMOUS_ADMIN, AnonymousAdmin, DeskContext, visitor_of
from handlers.chat.typed import kept_of

_log = structlog.get_logger("survey")

#: What stands behind /setup in a group that is to take the restricted incidents.
RESTRICTED = "restricted"
AGAIN_SECONDS = 60.0
LINK_CODE = "setup"
"""The payload of the link that adds the desk to a group: `?startgroup=setup`."""


async def survey(desk: Desk, telegram_bot: Bot, chat_id: int) -> Survey:
    """How the desk stands in this group now.

    Raises:
        TelegramError: Telegram cannot be asked, or the desk is not in the group.
    """
    chat = await telegram_bot.get_chat(chat_id)
    me = await telegram_bot.get_chat_member(chat_id, desk.identity.bot_id)
    owner = isinstance(me, ChatMemberOwner)
    administrator = owner or isinstance(me, ChatMemberAdministrator)
    rights = {right: owner or bool(getattr(me, right, False)) for right in WANTED_RIGHTS}
    return Survey(chat_id, chat.title or "", bool(chat.is_forum), administrator, rights)


async def setup(update: Update, context: DeskContext) -> None:
    """An owner sets this group up."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return
    if user.id == ANONYMOUS_ADMIN:
        raise AnonymousAdmin
    seen = await survey(context.desk, context.bot, chat.id)
    if kept_of(update).casefold() == RESTRICTED:
        await _restricted(context, visitor_of(user), seen)
        return
    await groups.set_up(context.desk, visitor_of(user), seen)


async def _restricted(context: DeskContext, visitor: Visitor, seen: Survey) -> None:
    """This group takes the team's restricted incidents; who is in it is on the list, by Telegram's own word."""
    known = await rooms.roster(context.desk, visitor)
    present = [person for person, user_id in known if await context.rollcall.belongs(seen.chat_id, user_id)]
    await rooms.bind(context.desk, visitor, seen.chat_id, present)


async def look_again(desk: Desk, telegram_bot: Bot) -> None:
    """Look at every group once more where something lacks; called now and then."""
    for chat_id in await groups.to_look_at(desk):
        await look_at(desk, telegram_bot, chat_id)


async def look_at(desk: Desk, telegram_bot: Bot, chat_id: int) -> None:
    """Look at this group now; when Telegram does not answer, what was known stays."""
    try:
        seen = await survey(desk, telegram_bot, chat_id)
    except TelegramError as refused:
        _log.info("a group could not be looked at", chat=chat_id, reason=type(refused).__name__)
        return
    await groups.looked_at(desk, seen)
