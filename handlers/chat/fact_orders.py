"""Facts in the chat: typed in one sentence, marked with a reaction, pressed."""

import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from telegram import Message, Update

from bot.desk import audiences, fact_expiry, facts, lists, notes, places, restricting, vouching
from bot.desk.desk import Desk
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger
from bot.desk.reports import TextMissing
from bot.ids import FactId, IncidentId, PersonId
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of, thread_of
from handlers.chat.pressing import Pressed, Pressing, by_person
from handlers.chat.typed import kept_of
from handlers.masking import mask
from handlers.reading import clean
from messages.views import Verb
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind

_Choice = TypeVar("_Choice")


async def _here(update: Update, context: DeskContext, actor: Actor) -> IncidentId:
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        raise Stranger
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    found = await places.incident_here(context.desk, actor.team, chat.id, thread_of(message), "", replied)
    await restricting.admit(context.desk, actor, chat.id, found)
    return found


async def fact(update: Update, context: DeskContext) -> None:
    """Write a fact down: the sentence stands behind the command, or in the message replied to."""
    actor = await context.actor(update)
    message = update.effective_message
    replied = message.reply_to_message if message else None
    text = kept_of(update) or (mask(clean(replied.text or replied.caption or "")) if replied else "")
    if not text:
        raise TextMissing(example=plain(actor.language, "example-fact"))
    await facts.record(context.desk, actor, await _here(update, context, actor), text, place_of(update))


async def fact_list(update: Update, context: DeskContext) -> None:
    """What we know, do not know yet and are doing."""
    actor = await context.actor(update)
    incident = await _here(update, context, actor)
    if (number := numbered(kept_of(update))) is not None:
        await facts.show_one(context.desk, actor, incident, number, place_of(update))
        return
    await lists.show(context.desk, actor, incident, ParcelKind.FACT_LIST, place_of(update))


def numbered(text: str) -> int | None:
    """The number of a fact that was typed alone, as a digit or in a circle (the card's mark); else None."""
    digits = unicodedata.normalize("NFKC", text.strip())
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 3 else None


async def said(update: Update, context: DeskContext, actor: Actor, rest: str, sure: bool) -> None:
    """A sentence to keep: with a figure it is a fact, otherwise the desk asks. `sure`: the word says it is one."""
    if not rest:
        if sure:
            await fact_list(update, context)
        return
    text = mask(clean(rest))
    incident = await _here(update, context, actor)
    if sure and (number := numbered(text)) is not None:
        await facts.show_one(context.desk, actor, incident, number, place_of(update))
    elif sure or facts.has_values(text, context.desk.clock.now()):
        await facts.record(context.desk, actor, incident, text, place_of(update))
    else:
        await facts.ask_kind(context.desk, actor, incident, text, place_of(update))


async def answered(update: Update, context: DeskContext, question: str, about: str, text: str) -> bool:
    """A reply to one of our questions about facts. False: it was another question."""
    if question not in ("fact", "factchange"):
        return False
    actor = await context.actor(update)
    if not text:
        raise TextMissing(example=plain(actor.language, "example-fact"))
    kept = mask(clean(text))
    if question == "fact":
        await facts.record(context.desk, actor, IncidentId(about), kept, place_of(update))
    else:
        await facts.change(context.desk, actor, FactId(about), kept, place_of(update))
    return True


async def marked(context: DeskContext, actor: Actor, incident: IncidentId, message: Message) -> bool:
    """The writing hand on one's own sentence: with a figure it is a fact, once. False: it holds none."""
    text = mask(clean(message.text or message.caption or ""))
    if not facts.has_values(text, context.desk.clock.now()):
        return False
    await restricting.admit(context.desk, actor, message.chat_id, incident)
    place = audiences.to_place(message.chat_id, thread_of(message), message.message_id)
    source = f"message:{message.chat_id}:{message.message_id}"
    await facts.record(context.desk, actor, incident, text, place, source)
    return True


# --- buttons ---


async def _list(p: Pressing) -> Acted:
    await lists.show(p.desk, p.actor, p.incident, ParcelKind.FACT_LIST, p.place)
    return Acted("")


async def _wanted(p: Pressing) -> Acted:
    return await facts.ask_for(p.desk, p.person, p.incident, p.place)


async def _change(p: Pressing) -> Acted:
    return await facts.ask_change(p.desk, p.person, FactId(p.press.subject), p.place)


def _chosen(
    choose: Callable[[Desk, PersonId, FactId, int, int, bool], Awaitable[Acted]],
    act: Callable[[Desk, PersonId, FactId, _Choice], Awaitable[Acted]],
    read: Callable[[str], _Choice],
) -> Pressed:
    """The card asks what is meant, and is itself again after `back`; then what was chosen is done."""

    async def pressed(p: Pressing) -> Acted:
        fact_id, choice = FactId(p.press.subject), p.press.extra
        if choice in ("", "back"):
            return await choose(p.desk, p.person, fact_id, p.chat_id, p.message_id, not choice)
        return await act(p.desk, p.person, fact_id, read(choice))

    return pressed


async def _yes(p: Pressing) -> Acted:
    text = await places.shown_text(p.desk, p.chat_id, p.message_id)
    return await facts.record(p.desk, p.actor, p.incident, text, p.place)


async def _no(p: Pressing) -> Acted:
    text = await places.shown_text(p.desk, p.chat_id, p.message_id)
    return await notes.note(p.desk, p.actor, p.incident, text, None, p.place)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.FACT: _wanted,
        Verb.FACTS: _list,
        Verb.FACT_AGREE: by_person(facts.agree, FactId),
        Verb.FACT_CHANGE: _change,
        Verb.FACT_VERIFY: by_person(vouching.verify, FactId),
        Verb.FACT_ASK: _chosen(vouching.choose_verifier, vouching.ask, PersonId),
        Verb.FACT_DISPUTE: by_person(vouching.dispute, FactId),
        Verb.FACT_WITHDRAW: by_person(vouching.withdraw, FactId),
        Verb.FACT_PUBLIC: by_person(facts.toggle_public, FactId),
        Verb.FACT_ROUND: by_person(facts.toggle_rounding, FactId),
        Verb.FACT_HOLDS: _chosen(fact_expiry.choose, fact_expiry.hold_for, int),
        Verb.FACT_YES: _yes,
        Verb.FACT_NO: _no,
    }
)

COMMANDS: tuple[Command, ...] = (
    Command("fact", fact, menu=False),
    Command("facts", fact_list, menu=False),
)
