"""What people send in: reports in words or pictures, proofs of what was published."""

import re

from telegram import Message, Update

from bot.desk import reports
from bot.desk.reports import Report
from handlers.chat.context import DeskContext, place_of
from handlers.masking import mask
from handlers.reading import clean

#: Punctuation that belongs to the sentence around an address, not to the address.
_TRAILING = (".", ",", ";", ":", "!", "?", ")", "。", ",", ";", ":", "!", "?", ")")
_LINK = re.compile(r"https?://[^\s<>\"]{4,500}")


async def report(update: Update, context: DeskContext, text: str) -> None:
    """Keep it as an alert; whoever sent it sees who is being called."""
    actor = await context.actor(update)
    message = update.effective_message
    if message is None:
        return
    source = message.reply_to_message if not text and message.reply_to_message else message
    words = text or source.text or source.caption or ""
    file_id, kind = file_of(message) if file_of(message)[0] else file_of(source)
    sent = Report(
        text=mask(clean(words)),
        where=f"{message.chat_id}:{message.message_id}",
        file_id=file_id,
        file_kind=kind,
        content_url=link_in(words),
    )
    await reports.report(context.desk, actor, sent, place_of(update))


def link_in(text: str) -> str:
    """The first web address of a text; share texts of platforms have words around it."""
    found = _LINK.search(text)
    return found.group().rstrip("".join(_TRAILING)) if found else ""


def file_of(message: Message) -> tuple[str, str]:
    """Telegram's id of the picture or file of a message, and what it is; ('', '') without one."""
    if message.photo:
        return message.photo[-1].file_id, "photo"
    if message.document:
        return message.document.file_id, "document"
    if message.video:
        return message.video.file_id, "video"
    return "", ""


def proof_in(update: Update) -> str:
    """What shows that something is out: a link in the message or in what it replies to, or a picture there."""
    message = update.effective_message
    if message is None:
        return ""
    for source in (message, message.reply_to_message):
        if source is None:
            continue
        if link := link_in(source.text or source.caption or ""):
            return link
        file_id, kind = file_of(source)
        if file_id:
            return f"{kind}:{file_id}"
    return ""
