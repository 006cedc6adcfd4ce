"""Which incident is meant, from where somebody speaks."""

import re

from telegram import Update

from bot.desk import places, restricting
from bot.desk.people import Actor, Stranger
from bot.ids import IncidentId
from handlers.chat.context import DeskContext, thread_of

#: A closed incident has no topic any more to write in: it is named by its number.
_NUMBERED = re.compile(r"(?P<number>[A-Z]{3}-\d{4}-\d{4,})(?P<text>.*)", re.IGNORECASE | re.DOTALL)


def numbered(text: str) -> tuple[str, str]:
    """The number a text begins with, '' when with none, and the rest."""
    found = _NUMBERED.match(text)
    return (found["number"], found["text"].strip()) if found else ("", text)


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
