"""`/frontline`: groups of those who answer users; receipts; what is said there."""

from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update

from bot.desk import frontline, guard, receipts
from bot.desk.outcomes import Acted
from bot.errors import DeskError
from bot.ids import SheetId
from handlers.chat.command import Command, Scope
from handlers.chat.context import ANONYMOUS_ADMIN, AnonymousAdmin, DeskContext, visitor_of
from handlers.chat.pressing import Pressed, Pressing
from handlers.chat.typed import rest_of
from messages.views import Verb
from messages.words import label
from storage.vocabulary.frontline import GuardMode
from storage.vocabulary.people import Language, Permission


class ModeUnknown(DeskError):
    """There is no such mode."""

    key = "refused-frontline-mode"


async def bind(update: Update, context: DeskContext) -> None:
    """An owner makes this group a frontline group, or changes its mode."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return
    if user.id == ANONYMOUS_ADMIN:
        raise AnonymousAdmin
    typed = rest_of(update).casefold()
    mode = GuardMode.REMIND if not typed else _mode(typed)
    if mode is None:
        raise ModeUnknown
    await frontline.bind(context.desk, visitor_of(user), chat.id, chat.title or "", mode)


def _mode(typed: str) -> GuardMode | None:
    """The mode of this name, in either language."""
    for mode in GuardMode:
        if typed in {mode.value, *(label(language, mode).casefold() for language in Language)}:
            return mode
    return None


async def said(update: Update, context: DeskContext) -> bool:
    """Something was said in a frontline group: the guard looks at it. False: this is no such group."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or chat.type == "private":
        return False
    group = await frontline.group_of(context.desk, chat.id)
    if group is None:
        return False
    actor = await context.actor(update)
    await guard.watch(context.desk, actor, group, message.text or message.caption or "", message.message_id)
    return True


async def _read(p: Pressing) -> Acted:
    return await frontline.read(p.desk, p.actor, SheetId(p.press.subject))


async def _again(p: Pressing) -> Acted:
    return await frontline.send_again(p.desk, p.actor, SheetId(p.press.subject))


async def _link(p: Pressing) -> Acted:
    return await receipts.link(p.desk, p.actor, SheetId(p.press.subject), p.place)


COMMANDS: tuple[Command, ...] = (Command("frontline", bind, Permission.OWNER, scope=Scope.GROUP, menu=False),)

VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {Verb.SHEET_READ: _read, Verb.SHEET_AGAIN: _again, Verb.SHEET_LINK: _link}
)
