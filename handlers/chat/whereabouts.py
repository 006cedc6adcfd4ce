"""Which incident is meant, from where somebody speaks."""

from telegram import Update

from bot.desk import places, restricting
from bot.desk.people import Actor, Stranger
from bot.ids import IncidentId
from handlers.chat.context import DeskContext, thread_of


async def here(update: Update, context: DeskContext, actor: Actor, number: str = "") -> IncidentId:
    """The incident that is meant: by number, by topic, by the card replied to, or the only one open.

    Raises:
        NotHere: it is not clear which. IncidentUnknown, Restricted.
    """
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        raise Stranger
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    found = await places.incident_here(context.desk, actor.team, chat.id, thread_of(message), number, replied)
    await restricting.admit(context.desk, actor, chat.id, found)
    return found
