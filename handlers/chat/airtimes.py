"""`/live`: when the accounts are on air."""

from telegram import Update

from bot.desk import airtimes
from bot.desk.reports import TextMissing
from bot.rules.airtimes import Airtime
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.typed import rest_of
from messages.library import airtimes as typed
from messages.words import plain


async def live(update: Update, context: DeskContext) -> None:
    """Alone it shows the schedule; with days and times an owner adds a window, with 取消 all are gone."""
    actor, text, place = await context.actor(update), rest_of(update), place_of(update)
    if not text:
        await airtimes.show(context.desk, actor, place)
    elif typed.takes_back(text):
        await airtimes.clear(context.desk, actor, place)
    elif (read := typed.read(text)) is None or read.begins == read.ends:
        raise TextMissing(example=plain(actor.language, "example-live"))
    else:
        window = Airtime(read.days, read.begins, read.ends, read.account)
        await airtimes.add(context.desk, actor, window, place)


COMMANDS = (Command("live", live, menu=False),)
