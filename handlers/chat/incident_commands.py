"""Commands of the daily work on an incident: law, who is told, belonging."""

from telegram import Update

from bot.desk import lists, merging, obligations, stakeholders
from bot.desk.reports import TextMissing
from bot.errors import DeskError
from bot.ids import IncidentId
from bot.rules.stakeholders import Circle
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here as _here
from messages.library import moments
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language


class TimeUnreadable(DeskError):
    """No time in what was typed: `text`."""

    key = "refused-time-unreadable"


async def legal(update: Update, context: DeskContext) -> None:
    """The deadlines of law for this type; with a code behind it that one is attached, a time behind the code."""
    actor = await context.actor(update)
    incident, place = await _here(update, context, actor), place_of(update)
    code, _, typed = kept_of(update).partition(" ")
    if not code:
        await lists.show(context.desk, actor, incident, ParcelKind.LEGAL_CLOCKS, place)
        return
    due = moments.at_end(typed, context.desk.clock.now(), actor.zone).at
    if typed.strip() and due is None:
        raise TimeUnreadable(text=typed.strip()[:40])
    await obligations.attach(context.desk, actor, incident, code, due, place)


async def attach_typed(update: Update, context: DeskContext, about: str, text: str) -> None:
    """The deadline that was asked for is here: `about` names incident and code."""
    actor = await context.actor(update)
    due = moments.at_end(text, context.desk.clock.now(), actor.zone).at
    if due is None:
        raise TimeUnreadable(text=text[:40])
    incident, _, code = about.partition(":")
    await obligations.attach(context.desk, actor, IncidentId(incident), code, due, place_of(update))


async def tell(update: Update, context: DeskContext) -> None:
    """Who is told before the public; a name behind it joins the table, its circle as the last word."""
    actor = await context.actor(update)
    words = kept_of(update).split()
    circle = _circle(words[-1]) if len(words) > 1 else None
    name = " ".join(words[:-1] if circle else words)
    incident = await _here(update, context, actor)
    await stakeholders.show(context.desk, actor, incident, place_of(update), name, circle)


def _circle(word: str) -> Circle | None:
    """The circle of this name, in either language."""
    for circle in Circle:
        if word.casefold() in {plain(language, f"circle-{circle.value}").casefold() for language in Language}:
            return circle
    return None


async def link(update: Update, context: DeskContext) -> None:
    """This incident belongs to another one."""
    actor = await context.actor(update)
    number = kept_of(update)
    if not number:
        raise TextMissing(example=plain(actor.language, "example-link"))
    incident = await _here(update, context, actor)
    parent = await merging.target(context.desk, actor, number)
    await merging.link(context.desk, actor, incident, parent, place_of(update))


COMMANDS: tuple[Command, ...] = (
    Command("legal", legal, menu=False),
    Command("tell", tell, menu=False),
    Command("link", link, menu=False),
)
