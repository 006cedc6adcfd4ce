"""Outward words by command or plainly: write, close, correct, hold, pause, contacts, rumours, deviations."""

from telegram import Update

from bot.desk import contacts, deviations, holding, promise_lists, promotion, rumors, statements
from bot.desk.people import Actor
from bot.desk.reports import TextMissing
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here
from messages.words import plain
from storage.vocabulary.statements import StatementStage


async def statement(update: Update, context: DeskContext) -> None:
    """Write what goes out next, in private."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await statements.draft(context.desk, actor, incident)


async def correct(update: Update, context: DeskContext) -> None:
    """Write a correction, in private."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await statements.draft(context.desk, actor, incident, StatementStage.CORRECTION)


async def result(update: Update, context: DeskContext) -> None:
    """Write what came of it in the end, in private."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await statements.draft(context.desk, actor, incident, StatementStage.RESULT)


async def contact(update: Update, context: DeskContext) -> None:
    """The contacts that may stand in public words; one typed behind it joins or leaves the list."""
    actor = await context.actor(update)
    await contacts.change(context.desk, actor, kept_of(update), place_of(update))


async def promo(update: Update, context: DeskContext) -> None:
    """Which promotion is paused, channel by channel."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await promotion.show(context.desk, actor, incident, place_of(update))


async def promise(update: Update, context: DeskContext) -> None:
    """What was promised in public and is not kept; one more stands behind the command."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await promise_lists.show(context.desk, actor, incident, kept_of(update), place_of(update))


async def rumor(update: Update, context: DeskContext) -> None:
    """Note what others say that is not so; without words the list."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await rumors.note(context.desk, actor, incident, kept_of(update), place_of(update))


async def deviation(update: Update, context: DeskContext) -> None:
    """Somebody found words of ours that are not the approved ones."""
    actor = await context.actor(update)
    text = kept_of(update)
    if not text:
        raise TextMissing(example=plain(actor.language, "example-deviation"))
    incident = await here(update, context, actor)
    await deviations.report(context.desk, actor, incident, text)


async def do(update: Update, context: DeskContext, actor: Actor, command: str) -> bool:
    """The same in plain words. False: it is none of these."""
    match command:
        case "statement":
            await statements.draft(context.desk, actor, await here(update, context, actor))
        case "correct":
            incident = await here(update, context, actor)
            await statements.draft(context.desk, actor, incident, StatementStage.CORRECTION)
        case "result":
            incident = await here(update, context, actor)
            await statements.draft(context.desk, actor, incident, StatementStage.RESULT)
        case "promo":
            await promo(update, context)
        case "hold":
            await holding.propose(context.desk, actor, await here(update, context, actor))
        case _:
            return False
    return True


COMMANDS: tuple[Command, ...] = (
    Command("statement", statement, menu=False),
    Command("result", result, menu=False),
    Command("correct", correct, menu=False),
    Command("contact", contact, menu=False),
    Command("promo", promo, menu=False),
    Command("promise", promise, menu=False),
    Command("rumor", rumor, menu=False),
    Command("deviation", deviation, menu=False),
)
