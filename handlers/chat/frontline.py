"""`/frontline`: groups of those who answer users, robots in other messengers; receipts; what is said there."""

import functools
from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update
from telegram.error import TelegramError

from bot.desk import frontline, guard, outlet_book, receipts
from bot.desk.outcomes import Acted
from bot.errors import DeskError
from bot.ids import SheetId
from bot.rules.outlets import robot
from handlers.chat import surveying
from handlers.chat.command import Command
from handlers.chat.context import ANONYMOUS_ADMIN, AnonymousAdmin, DeskContext, place_of, visitor_of
from handlers.chat.pressing import Pressed, Pressing, by_actor
from handlers.chat.typed import rest_of
from messages.views import Verb
from messages.words import label, plain
from storage.vocabulary.frontline import GuardMode
from storage.vocabulary.outlets import ROBOTS, OutletKind
from storage.vocabulary.people import Language, Permission


class ModeUnknown(DeskError):
    """There is no such mode."""

    key = "refused-frontline-mode"


class RobotInGroup(DeskError):
    """An address with its key, typed where everybody reads."""

    key = "refused-robot-private"


async def bind(update: Update, context: DeskContext) -> None:
    """An owner makes this group a frontline group, or changes its mode."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return
    if chat.type == "private":
        await _robots(update, context)
        return
    if "://" in rest_of(update):
        raise RobotInGroup
    if user.id == ANONYMOUS_ADMIN:
        raise AnonymousAdmin
    typed = rest_of(update).casefold()
    mode = GuardMode.REMIND if not typed else _mode(typed)
    if mode is None:
        raise ModeUnknown
    lacks = await _lacks(context, chat.id)
    await frontline.bind(context.desk, visitor_of(user), chat.id, chat.title or "", mode, lacks)


async def _lacks(context: DeskContext, chat_id: int) -> frontline.Lack | None:
    """What the guard would need here and has not got; None also where Telegram cannot be asked."""
    try:
        seen = await surveying.survey(context.desk, context.bot, chat_id)
        hears = seen.administrator or bool((await context.bot.get_me()).can_read_all_group_messages)
    except TelegramError:
        return None
    if not hears:
        return frontline.Lack.HEARING
    return None if seen.rights.get("can_delete_messages") else frontline.Lack.DELETING


async def _robots(update: Update, context: DeskContext) -> None:
    """In private: the robots in other messengers' groups, one more, one less."""
    actor = await context.actor(update)
    first, _, rest = rest_of(update).partition(" ")
    kind = next((kind for kind in ROBOTS if first.casefold() in _names(kind)), None)
    if kind is not None:
        await outlet_book.add_robot_in_chat(context.desk, actor, robot(kind, rest), place_of(update))
    elif first.casefold() in _words_for_removing() and rest.strip().isdecimal():
        await outlet_book.remove_robot(context.desk, actor, int(rest), place_of(update))
    else:
        await outlet_book.show_robots(context.desk, actor, place_of(update))


def _names(kind: OutletKind) -> set[str]:
    return {kind.value, *(label(language, kind).casefold() for language in Language)}


@functools.cache
def _words_for_removing() -> frozenset[str]:
    """What takes a robot away, in either language."""
    return frozenset(plain(language, "word-remove") for language in Language)


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


async def _link(p: Pressing) -> Acted:
    return await receipts.link(p.desk, p.actor, SheetId(p.press.subject), p.place)


async def _lead(p: Pressing) -> Acted:
    return await frontline.for_lead(p.desk, p.actor, SheetId(p.press.subject), p.place)


COMMANDS: tuple[Command, ...] = (Command("frontline", bind, Permission.OWNER, menu=False),)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.SHEET_READ: by_actor(frontline.read, SheetId),
        Verb.SHEET_AGAIN: by_actor(frontline.send_again, SheetId),
        Verb.SHEET_LINK: _link,
        Verb.SHEET_LEAD: _lead,
    }
)
