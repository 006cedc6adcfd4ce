"""What people say without a slash: words that mean a command, answers to questions, pictures with a caption.

A word never does anything irreversible by itself. Recognised only at the beginning of a message, followed by
end, space, colon or newline (experience.md 3).
"""

from collections.abc import Mapping

from telegram import Update

from bot.desk import (
    alerts,
    incidents,
    notes,
    pausing,
    places,
    policies,
    reports,
    ringing,
    stakeholders,
    stopping,
    tasks,
)
from bot.desk.reports import TextMissing
from bot.desk.watching import FiguresUnclear
from bot.ids import AlertId, ClockId, IncidentId, TaskId
from bot.rules.permissions import require
from handlers.chat import (
    capturing,
    checking,
    commands,
    duty_commands,
    fact_orders,
    frontline,
    incident_commands,
    inquiring,
    phoning,
    reporting,
    reviewing,
    sheet_orders,
    spoken_orders,
    statements,
)
from handlers.chat.context import DeskContext, place_of, thread_of
from handlers.masking import mask
from handlers.reading import clean
from messages.library import passed_on, spoken
from storage.vocabulary.alerts import DismissReason
from storage.vocabulary.people import Permission


async def said(update: Update, context: DeskContext) -> None:
    """Something was said where the desk can hear it."""
    message = update.effective_message
    if message is None:
        return
    if message.reply_to_message is not None and await _answered(update, context):
        return
    if await statements.heard(update, context):
        return
    if _to_us(update) and thread_of(message) is None and await reporting.passed(update, context):
        return
    if _to_us(update) and await checking.check_file(update, context):
        return
    text = message.text or message.caption or ""
    if await spoken_orders.slashed(update, context, text):
        return
    private = update.effective_chat is not None and update.effective_chat.type == "private"
    if message.voice is not None and private:
        raise checking.VoiceNotChecked
    meant = spoken.meant(text)
    if meant is None and (figures := policies.typed_figures(text)):
        await _figures(update, context, figures, text)
        return
    if (meant is None or meant.command != "check") and await frontline.said(update, context):
        return
    if meant is None:
        if private and text and not await statements.meant_for_text(update, context):
            await commands.show_help(update, context)
        return
    await _do(update, context, meant.command, meant.rest, meant.value)


#: Said by somebody who is called, or asked what may be said: a guest is, too. The acts themselves know who may.
_FOR_GUESTS = frozenset({"acknowledge", "check", "decline", "respond"})


async def _do(update: Update, context: DeskContext, command: str, rest: str, value: str = "") -> None:
    actor = await context.actor(update)
    if command not in _FOR_GUESTS:  # what needs a member with a slash needs one without
        require(Permission.MEMBER, actor.standing)
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
        case "acknowledge":
            await ringing.quieten(context.desk, actor, place_of(update))
        case "sheet":
            await sheet_orders.sheet(update, context, rest)
        case "record" | "fact":
            await fact_orders.said(update, context, actor, rest, sure=command == "fact")
        case "note":
            if rest:
                incident = await commands.here(update, context, actor)
                await commands.keep_note(update, context, actor, incident, mask(clean(rest)))
        case "evidence":
            incident = await commands.here(update, context, actor)
            await capturing.keep_evidence(update, context, actor, incident, rest)
        case "check":
            await checking.check(update, context, rest)
        case "ban":
            await checking.ban(update, context, rest)
        case "watch":
            if _to_us(update):  # also said among people: only about a card of ours, or in private, is it meant
                await commands.watch(update, context, rest)
        case "media":
            await inquiring.said(update, context, actor, rest)
        case "recap":
            await commands.recap(update, context, "")
        case "status":
            await commands.status(update, context)
        case _:
            await spoken_orders.do(update, context, actor, command, rest, value)


def _to_us(update: Update) -> bool:
    """Is this said to the desk: in private, or as a reply to a message of a bot?"""
    message, chat = update.effective_message, update.effective_chat
    replied = message.reply_to_message if message else None
    of_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    return of_bot or (chat is not None and chat.type == "private")


async def _figures(update: Update, context: DeskContext, figures: Mapping[str, float], text: str) -> None:
    """Figures somebody read off the platform: for the alert he replies to, else for the incident of this place."""
    actor = await context.actor(update)
    message = update.effective_message
    replied = message.reply_to_message.message_id if message and message.reply_to_message else None
    alert = await places.alert_shown(context.desk, message.chat_id, replied) if message and replied else None
    if alert is not None:
        await notes.figures_of_alert(context.desk, actor, alert, figures, text, place_of(update))
        return
    incident = await commands.here(update, context, actor)
    await notes.figures_of_incident(context.desk, actor, incident, figures, text, place_of(update))


async def _answered(update: Update, context: DeskContext) -> bool:
    """Is this the answer to a question of ours? Then it goes to whoever asked."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return False
    if await sheet_orders.edited(update, context):
        return True
    asked = await places.asked_by(context.desk, message.chat_id, message.reply_to_message.message_id)
    if asked is None:
        return False
    text = (message.text or message.caption or "").strip()
    for answered in (fact_orders.answered, sheet_orders.answered, duty_commands.answered):
        if await answered(update, context, asked.question, asked.subject, text):
            return True
    if await phoning.answered(update, context, asked.question, asked.subject, text):
        return True
    actor = await context.actor(update)
    match asked.question:
        case "proof":
            proof = reporting.proof_in(update)
            await stopping.meet_with_proof(
                context.desk, actor.person, ClockId(asked.subject), proof, place=place_of(update)
            )
        case "waiver":
            await stopping.waive(context.desk, actor.person, ClockId(asked.subject), text, place=place_of(update))
        case "evidence":
            await capturing.shown(update, context, actor, asked.subject)
        case "check":
            await checking.answered(update, context, actor, IncidentId(asked.subject))
        case "blocked":
            if not text:
                raise TextMissing(example="")
            await tasks.report_blocked(context.desk, actor.person, TaskId(asked.subject), text)
        case "first_seen":
            at = passed_on.first_seen(text, context.desk.clock.now(), actor.zone)
            await reports.set_first_seen(context.desk, actor, AlertId(asked.subject), at, text, place_of(update))
        case "figures":
            figures = policies.typed_figures(text)
            if not figures:
                raise FiguresUnclear(text=text)
            await notes.figures_of_alert(
                context.desk, actor, AlertId(asked.subject), figures, text, place_of(update)
            )
        case "pause":
            await pausing.propose(context.desk, actor.person, ClockId(asked.subject), text)
        case "legal":
            await incident_commands.attach_typed(update, context, asked.subject, text)
        case "nottold":
            if not text:
                raise TextMissing(example="")
            await stakeholders.waive(context.desk, actor, asked.subject, text)
        case "dismissal":
            if not text:
                raise TextMissing(example="")
            await alerts.dismiss(context.desk, actor.person, AlertId(asked.subject), DismissReason.WRITTEN, text)
        case _:
            for heard in (statements.answered, inquiring.answered):
                if await heard(update, context, asked, text):
                    return True
            return await reviewing.answered(update, context, actor, asked, mask(clean(text)))
    return True
