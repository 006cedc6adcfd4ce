"""What only some may decide about speaking: counsel's stops, and who is certified to speak."""

import functools
import re

from telegram import Update

from bot.desk import certificates, counsel
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here
from messages.library import channels, moments
from messages.words import plain
from storage.vocabulary.people import Language, Permission

_NUMBER = re.compile(r"((?:INC|DRL)-\d{4}-\d{1,8})\s*(.*)", re.IGNORECASE | re.DOTALL)


@functools.cache
def _words(key: str) -> frozenset[str]:
    """What may be typed for it, in either language."""
    return frozenset(word for language in Language for word in plain(language, key).split("|"))


async def embargo(update: Update, context: DeskContext) -> None:
    """Nothing goes out before a time, with a reason behind it; "lift" ends it."""
    actor = await context.actor(update)
    number, typed = _numbered(kept_of(update))
    incident = await here(update, context, actor, number)
    place = place_of(update)
    if typed.casefold() in _words("word-lift"):
        await counsel.lift_embargo(context.desk, actor, incident, place)
        return
    when = moments.first(typed, context.desk.clock.now(), actor.zone)
    await counsel.embargo(context.desk, actor, incident, when.at, when.rest, place)


async def legal_hold(update: Update, context: DeskContext) -> None:
    """Nothing goes out and nothing is erased, with a reason; "keep" in front: only that nothing is erased; "lift"
    ends it."""
    actor = await context.actor(update)
    number, typed = _numbered(kept_of(update))
    incident = await here(update, context, actor, number)
    place = place_of(update)
    if typed.casefold() in _words("word-lift"):
        await counsel.lift_hold(context.desk, actor, incident, place)
        return
    first, _, rest = typed.partition(" ")
    stops = first.casefold() not in _words("word-keep")
    await counsel.hold(context.desk, actor, incident, typed if stops else rest, place, stops=stops)


def _numbered(typed: str) -> tuple[str, str]:
    found = _NUMBER.match(typed)
    return (found[1].upper(), found[2].strip()) if found else ("", typed.strip())


async def certify(update: Update, context: DeskContext) -> None:
    """Who may speak for the brand: name, channels, training, until when; without words the list."""
    actor = await context.actor(update)
    typed, place = kept_of(update), place_of(update)
    if not typed:
        await certificates.show(context.desk, actor, place)
        return
    first, _, rest = typed.partition(" ")
    if first.casefold() in _words("word-lift"):
        await certificates.take_back(context.desk, actor, rest, place)
        return
    when = moments.last_day(typed, actor.zone)
    named, what = channels.named(when.rest)
    await certificates.give(context.desk, actor, what, named, what, when.at, place)


COMMANDS: tuple[Command, ...] = (
    Command("embargo", embargo, Permission.COUNSEL, menu=False),
    Command("legalhold", legal_hold, Permission.COUNSEL, menu=False),
    Command("certify", certify, menu=False),
)
