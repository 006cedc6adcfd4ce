"""Phones in the private chat: the list, adding one by pasting its address, test rings."""

from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update

from bot.desk import own_phones, subscribing
from bot.desk.outcomes import Acted
from bot.ids import PhoneId, RingId
from handlers.chat.command import Command, Scope
from handlers.chat.context import DeskContext
from handlers.chat.pressing import Pressed, Pressing, by_actor
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


async def _rang(p: Pressing) -> Acted:
    return await own_phones.heard(p.desk, p.actor, RingId(p.press.subject), rang=True)


async def _silent(p: Pressing) -> Acted:
    return await own_phones.heard(p.desk, p.actor, RingId(p.press.subject), rang=False)


COMMANDS = (Command("phones", phones, scope=Scope.PRIVATE, menu=False),)

VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.PHONES: _list,
        Verb.PHONE_ADD: _add,
        Verb.PHONE_PICK: by_actor(own_phones.turn, str),
        Verb.PHONE_TEST: by_actor(own_phones.let_ring, PhoneId),
        Verb.PHONE_FIRST: by_actor(own_phones.put_first, PhoneId),
        Verb.PHONE_REMOVE: by_actor(own_phones.remove, PhoneId),
        Verb.PHONE_RANG: _rang,
        Verb.PHONE_SILENT: _silent,
    }
)
