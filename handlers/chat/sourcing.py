"""`/source`, for owners in private: the list, and a mapping tried on the last deliveries."""

from telegram import Update

from bot.desk import trials
from bot.desk.people import Actor
from bot.desk.reports import TextMissing
from bot.rules.mappings import parse
from handlers import mapping
from handlers.chat.context import DeskContext, place_of
from messages.words import plain

#: A day: a source that speaks more seldom is better looked at by hand.
_MOST_MINUTES = 1_440


async def source(update: Update, context: DeskContext, typed: str) -> None:
    """`/source` lists; `/source map NAME title=data.headline …` tries a mapping, on a sample below it if given."""
    actor = await context.actor(update)
    words = typed.split(maxsplit=2)
    if words and words[0].casefold() == "every":
        await _every(context, actor, words[1:], place_of(update))
        return
    if not words or words[0].casefold() != "map":
        await trials.show(context.desk, actor, place_of(update))
        return
    if len(words) < 3:
        raise TextMissing(example=plain(actor.language, "example-source-map"))
    name, (fields, _, sample) = words[1], words[2].partition("\n")
    wanted = parse(fields)
    kept = await trials.last_deliveries(context.desk, actor, name)
    items = [sample.encode()] if sample.strip() else list(kept)
    found = mapping.titles(items, context.desk.clock.now(), wanted)
    await trials.propose_mapping(context.desk, actor, name, wanted, found, len(items), place_of(update))


async def _every(context: DeskContext, actor: Actor, words: list[str], place: str) -> None:
    """`/source every NAME 5`: how often it speaks at least, in minutes; 0 takes the promise back."""
    minutes = words[1].strip() if len(words) == 2 else ""
    if not minutes.isdecimal() or int(minutes) > _MOST_MINUTES:
        raise TextMissing(example=plain(actor.language, "example-source-every"))
    await trials.promise(context.desk, actor, words[0], int(minutes), place)
