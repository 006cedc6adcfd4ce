"""Phones in the private chat: the list, adding one by pasting its address, test rings."""

from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update

from bot.desk import own_phones, subscribing
from bot.desk.outcomes import Acted
from bot.ids import PhoneId, RingId
from handlers.chat.command import Command, Scope
from handlers.chat.context import DeskContext
from handlers.chat.pressing import Pressed, Pressing
from messages.views import Verb
from storage.vocabulary.phones import PhoneKind


async def phones(update: Update, context: DeskContext) -> None:
    """My phones: which rings first, which was tried when."""
    await own_phones.show(context.desk, await context.actor(update))


async def answered(update: Update, context: DeskContext, question: str, about: str, text: str) -> bool:
    """Is this the address of a phone he was asked for? Then it is added."""
    if question != "phone":
        return False
    await own_phones.add(context.desk, await context.actor(update), PhoneKind(about), text)
    return True


async def _list(p: Pressing) -> Acted:
    if p.press.subject:
        return await own_phones.turn(p.desk, p.actor, "")
    await own_phones.show(p.desk, p.actor)
    return Acted("")


async def _add(p: Pressing) -> Acted:
    if not p.press.subject:
        return await own_phones.turn(p.desk, p.actor, "add")
    kind = PhoneKind(p.press.subject)
    if kind is PhoneKind.WEBPUSH:
        return await subscribing.offer(p.desk, p.actor)
    return await own_phones.ask_for(p.desk, p.actor, kind, p.place)


async def _pick(p: Pressing) -> Acted:
    return await own_phones.turn(p.desk, p.actor, p.press.subject)


async def _test(p: Pressing) -> Acted:
    return await own_phones.let_ring(p.desk, p.actor, PhoneId(p.press.subject))


async def _first(p: Pressing) -> Acted:
    return await own_phones.put_first(p.desk, p.actor, PhoneId(p.press.subject))


async def _remove(p: Pressing) -> Acted:
    return await own_phones.remove(p.desk, p.actor, PhoneId(p.press.subject))


async def _rang(p: Pressing) -> Acted:
    return await own_phones.heard(p.desk, p.actor, RingId(p.press.subject), rang=True)


async def _silent(p: Pressing) -> Acted:
    return await own_phones.heard(p.desk, p.actor, RingId(p.press.subject), rang=False)


COMMANDS = (Command("phones", phones, scope=Scope.PRIVATE, menu=False),)

VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.PHONES: _list,
        Verb.PHONE_ADD: _add,
        Verb.PHONE_PICK: _pick,
        Verb.PHONE_TEST: _test,
        Verb.PHONE_FIRST: _first,
        Verb.PHONE_REMOVE: _remove,
        Verb.PHONE_RANG: _rang,
        Verb.PHONE_SILENT: _silent,
    }
)
