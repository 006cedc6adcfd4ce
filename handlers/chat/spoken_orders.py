"""Orders in plain words: nudge, hand over, page a role, show a panel. None does what cannot be undone."""

from telegram import Update

from bot.desk import handovers, lists, nudges, playbooks, roles
from bot.desk.people import Actor
from bot.desk.reports import TextMissing
from handlers.chat import commands, statement_orders
from handlers.chat.context import DeskContext, place_of
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.roles import RoleKind


async def slashed(update: Update, context: DeskContext, text: str) -> bool:
    """A command whose slash is not Telegram's, from a Chinese keyboard: done like the command. False: none."""
    command = None if text.startswith("/") else commands.named(text)
    if command is None:
        return False
    await commands.run(command, update, context)
    return True


async def do(update: Update, context: DeskContext, actor: Actor, command: str, rest: str, value: str) -> None:
    """Do what the words mean; words of something that is not there yet are just talk."""
    if await statement_orders.do(update, context, actor, command):
        return
    if command not in ("nudge", "handover", "phase", "stoploss", "page"):
        return
    incident, place = await commands.here(update, context, actor), place_of(update)
    match command:
        case "nudge":
            await nudges.nudge_next(context.desk, actor, incident, place)
        case "handover":
            if not rest:
                raise TextMissing(example=plain(actor.language, "example-handover"))
            to, _, known = rest.partition(" ")
            await handovers.give(context.desk, actor.person, incident, None, to, known, place)
        case "phase":
            await lists.tell(context.desk, actor, incident, ParcelKind.PANEL, place, {"panel": "phase"})
        case "stoploss":
            await playbooks.show(context.desk, actor.person, incident)
        case _:
            await roles.ask_somebody(context.desk, actor.person, incident, RoleKind(value), None, place)
