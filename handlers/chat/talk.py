"""What people say without a slash: words that mean a command, answers to questions, pictures with a caption.

A word never does anything irreversible by itself. Recognised only at the beginning of a message, followed by
end, space, colon or newline (experience.md 3).
"""

from telegram import Update

from bot.desk import alerts, clocks, incidents, places
from bot.desk.reports import TextMissing
from bot.errors import DeskError
from bot.ids import AlertId, ClockId
from handlers.chat import commands, reporting
from handlers.chat.context import DeskContext, place_of
from messages.library import spoken
from storage.vocabulary.alerts import DismissReason


class VoiceNotRead(DeskError):
    """A voice message cannot be read here."""

    key = "refused-voice"


async def said(update: Update, context: DeskContext) -> None:
    """Something was said where the desk can hear it."""
    message = update.effective_message
    if message is None:
        return
    if message.reply_to_message is not None and await _answered(update, context):
        return
    text = message.text or message.caption or ""
    private = update.effective_chat is not None and update.effective_chat.type == "private"
    if message.voice is not None and private:
        raise VoiceNotRead
    meant = spoken.meant(text)
    if meant is None:
        if private and text:
            await commands.show_help(update, context)
        return
    await _do(update, context, meant.command, meant.rest)


async def _do(update: Update, context: DeskContext, command: str, rest: str) -> None:
    actor = await context.actor(update)
    match command:
        case "report":
            await reporting.report(update, context, rest)
        case "declare":
            if not rest:
                raise TextMissing(example="")
            await incidents.declare(context.desk, actor.person, actor.team, rest, place=place_of(update))
        case "respond":
            incident = await commands.here(update, context, actor)
            await incidents.respond(context.desk, actor.person, incident)
        case "decline":
            incident = await commands.here(update, context, actor)
            await incidents.decline(context.desk, actor.person, incident)
        case "recap":
            await commands.recap(update, context)
        case "status":
            await commands.status(update, context)
        case _:
            return


async def _answered(update: Update, context: DeskContext) -> bool:
    """Is this the answer to a question of ours? Then it goes to whoever asked."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return False
    asked = await places.asked_by(context.desk, message.chat_id, message.reply_to_message.message_id)
    if asked is None:
        return False
    actor = await context.actor(update)
    text = (message.text or message.caption or "").strip()
    match asked.question:
        case "proof":
            proof = reporting.proof_in(update)
            await clocks.meet_with_proof(
                context.desk, actor.person, ClockId(asked.subject), proof, place=place_of(update)
            )
        case "waiver":
            await clocks.waive(context.desk, actor.person, ClockId(asked.subject), text, place=place_of(update))
        case "dismissal":
            if not text:
                raise TextMissing(example="")
            await alerts.dismiss(context.desk, actor.person, AlertId(asked.subject), DismissReason.WRITTEN, text)
        case _:
            return False
    return True
