"""`/source`, for owners in private: the list, and a mapping tried on the last deliveries."""

from telegram import Update

from bot.desk import trials
from bot.desk.reports import TextMissing
from bot.rules.mappings import parse
from handlers import mapping
from handlers.chat.context import DeskContext, place_of
from messages.words import plain


async def source(update: Update, context: DeskContext, typed: str) -> None:
    """`/source` lists; `/source map NAME title=data.headline …` tries a mapping, on a sample below it if given."""
    actor = await context.actor(update)
    words = typed.split(maxsplit=2)
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
