"""`/media`: what a journalist asks, in one line; who answers, from which sheet; why there is no answer."""

from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update

from bot.desk import inquiries, inquiry_answers, places
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.places import Asked
from bot.desk.reports import TextMissing
from bot.ids import IncidentId, InquiryId
from bot.rules.inquiries import LONGEST_LINE, InquiryTooLong
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing, by_actor
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here, numbered
from handlers.masking import mask
from handlers.reading import clean
from messages.library import inquiries as words
from messages.library import moments
from messages.views import Verb
from messages.words import plain
from storage.vocabulary.inquiries import InquiryState


async def media(update: Update, context: DeskContext) -> None:
    """`/media 澎湃 18:00前 问:…` writes it down; alone it shows what waits."""
    actor = await context.actor(update)
    number, text = numbered(kept_of(update))
    incident = await here(update, context, actor, number)
    if not text:
        await inquiries.show(context.desk, actor, incident, place_of(update))
        return
    await _note(update, context, actor, incident, text)


async def said(update: Update, context: DeskContext, actor: Actor, rest: str) -> None:
    """The same in plain words: in a group only what reads as a question with somebody who asks it. Talk about
    journalists is just talk."""
    private = update.effective_chat is not None and update.effective_chat.type == "private"
    text = mask(clean(rest))
    read = words.read(text[:LONGEST_LINE], context.desk.clock.now(), actor.zone)
    if text and not private and not (read.outlet and read.question):
        return
    incident = await here(update, context, actor)
    if not text:
        await inquiries.show(context.desk, actor, incident, place_of(update))
        return
    await _note(update, context, actor, incident, text)


async def _note(update: Update, context: DeskContext, actor: Actor, incident: IncidentId, text: str) -> None:
    if len(text) > LONGEST_LINE:
        raise InquiryTooLong(count=len(text), total=LONGEST_LINE)
    typed = words.read(text, context.desk.clock.now(), actor.zone)
    await inquiries.note(context.desk, actor, incident, typed, place_of(update))


async def answered(update: Update, context: DeskContext, asked: Asked, text: str) -> bool:
    """A reply to one of our questions about what journalists ask. False: it was another question."""
    if not asked.question.startswith("inquiry"):
        return False
    actor, kept = await context.actor(update), mask(clean(text))
    match asked.question.removeprefix("inquiry").removeprefix("-"):
        case "":
            await _completed(update, context, actor, asked, kept)
        case "answer" | "card":
            return await _answer(update, context, actor, asked, kept)
        case state:
            settled = InquiryState(state)
            inquiry = InquiryId(asked.subject)
            await inquiries.settle(context.desk, actor, inquiry, settled, kept, place_of(update))
    return True


async def _answer(update: Update, context: DeskContext, actor: Actor, asked: Asked, text: str) -> bool:
    """The answer itself. It names the version it was taken from, or is a reply to the lines of one. A reply to the
    card among people that names none is talk about it."""
    named, said = words.taken_from(text)
    private = update.effective_chat is not None and update.effective_chat.type == "private"
    if asked.question == "inquiry-answer" and named is None:
        named = int(asked.values.get("version", 0))
    elif named is None and not private:
        return False
    if not said:
        raise TextMissing(example=plain(actor.language, "example-inquiry-answer"))
    await inquiry_answers.answer(context.desk, actor, InquiryId(asked.subject), said, named, place_of(update))
    return True


async def _completed(update: Update, context: DeskContext, actor: Actor, asked: Asked, text: str) -> None:
    """What lacked of a question came as a reply; together with what was typed before it is one."""
    if len(text) > LONGEST_LINE:
        raise InquiryTooLong(count=len(text), total=LONGEST_LINE)
    kept = asked.values
    due = moments.iso(str(kept.get("due", "")))
    before = words.Typed(str(kept.get("who", "")), due, str(kept.get("typed", "")), str(kept.get("text", "")))
    typed = words.completed(before, text, context.desk.clock.now(), actor.zone)
    await inquiries.note(context.desk, actor, IncidentId(asked.subject), typed, place_of(update))


async def _offer(p: Pressing) -> Acted:
    return await inquiry_answers.offer(p.desk, p.actor, InquiryId(p.press.subject), p.place)


async def _line(p: Pressing) -> Acted:
    return await inquiry_answers.choose(p.desk, p.actor, InquiryId(p.press.subject), p.press.extra, p.place)


async def _anyway(p: Pressing) -> Acted:
    """The words that say nothing are said all the same: the message that warned of them still has them."""
    text = await places.shown_text(p.desk, p.chat_id, p.message_id)
    inquiry, named = InquiryId(p.press.subject), int(p.press.extra)
    return await inquiry_answers.answer(p.desk, p.actor, inquiry, text, named, p.place, anyway=True)


async def _decline(p: Pressing) -> Acted:
    inquiry = InquiryId(p.press.subject)
    return await inquiries.ask_reason(p.desk, p.actor, inquiry, InquiryState.DECLINED, p.place)


async def _withdraw(p: Pressing) -> Acted:
    inquiry = InquiryId(p.press.subject)
    return await inquiries.ask_reason(p.desk, p.actor, inquiry, InquiryState.WITHDRAWN, p.place)


COMMANDS: tuple[Command, ...] = (Command("media", media, menu=False),)

VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.INQUIRY_MINE: by_actor(inquiries.take, InquiryId),
        Verb.INQUIRY_ANSWER: _offer,
        Verb.INQUIRY_LINE: _line,
        Verb.INQUIRY_ANYWAY: _anyway,
        Verb.INQUIRY_SEEN: by_actor(inquiry_answers.stands, InquiryId),
        Verb.INQUIRY_DECLINE: _decline,
        Verb.INQUIRY_WITHDRAW: _withdraw,
    }
)
