"""Ways from the chat to the pages: the board, an incident, figures."""

from telegram import Update

from bot.desk import lists, pages, speaking, unmasking
from bot.desk.outcomes import Acted
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressing
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here, numbered
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission


async def board(update: Update, context: DeskContext) -> None:
    """A link to the board, in private."""
    await pages.invite(context.desk, await context.actor(update), "board", place=place_of(update))


async def stats(update: Update, context: DeskContext) -> None:
    """How fast and how well on time, in one message."""
    actor = await context.actor(update)
    await speaking.reply(context.desk, place_of(update), ParcelKind.STATS, actor.team)


async def whole_recap(p: Pressing) -> Acted:
    """The whole recap: as a page where there is one for this person, else the latest entries here."""
    if p.desk.policy.page_url and p.actor.started:
        return await pages.invite(p.desk, p.actor, "", p.incident, p.place)
    await lists.tell(p.desk, p.actor, p.incident, ParcelKind.TIMELINE, p.place)
    return Acted("")


async def unmask(update: Update, context: DeskContext) -> None:
    """The recap with personal data readable, to those who answer for it; the reason stands behind the command."""
    actor = await context.actor(update)
    number, reason = numbered(kept_of(update))
    await unmasking.ask(context.desk, actor, await here(update, context, actor, number), reason)


COMMANDS: tuple[Command, ...] = (
    Command("board", board, menu=False),
    Command("stats", stats, menu=False),
    Command("unmask", unmask, Permission.PERSONAL_DATA, menu=False),
)
