"""What people send in: reports in one line or a photo, things passed on, tables, proofs of what was published."""

from telegram import Message, Update

from bot.desk import reports
from bot.desk.reports import Report
from handlers import tables
from handlers.chat import files
from handlers.chat.context import DeskContext, place_of
from handlers.masking import mask
from handlers.reading import clean
from messages.library import passed_on


async def report(update: Update, context: DeskContext, text: str) -> None:
    """Keep it as an alert; whoever sent it sees who is being called."""
    message = update.effective_message
    if message is None:
        return
    source = message.reply_to_message if not text and message.reply_to_message else message
    words = text or source.text or source.caption or ""
    await _keep(update, context, words, source)


async def passed(update: Update, context: DeskContext) -> bool:
    """Something is passed on to the desk: a table, a forward, a mail's text, a share text. False: it is none."""
    message = update.effective_message
    if message is None:
        return False
    document = message.document
    if document is not None and tables.is_table(document.file_name or "", document.mime_type or ""):
        await _table(update, context, message)
        return True
    words = message.text or message.caption or ""
    shared = passed_on.shared(words)
    if message.forward_origin is None and not (shared and shared.platform) and not passed_on.is_mail(words):
        return False
    await _keep(update, context, words, message)
    return True


async def _keep(update: Update, context: DeskContext, words: str, source: Message) -> None:
    actor = await context.actor(update)
    message = update.effective_message
    assert message is not None, "looked at before"
    now = context.desk.clock.now()
    seen_at = min(source.forward_origin.date, now) if source.forward_origin else None
    mail = passed_on.mail(words, now, actor.zone)
    if mail is not None:
        words = f"{mail.subject}\n{mail.body}".strip()
        seen_at = mail.sent or seen_at
    shared = passed_on.shared(words)
    file_id, kind = file_of(message) if file_of(message)[0] else file_of(source)
    sent = Report(
        text=mask(clean(shared.words if shared else words)),
        where=f"{message.chat_id}:{message.message_id}",
        file_id=file_id,
        file_kind=kind,
        content_url=shared.link if shared else "",
        platform=shared.platform if shared else "",
        first_seen=seen_at,
    )
    await reports.report(context.desk, actor, sent, place_of(update))


async def _table(update: Update, context: DeskContext, message: Message) -> None:
    actor = await context.actor(update)
    assert message.document is not None, "looked at before"
    if (message.document.file_size or 0) > tables.MOST_BYTES:
        raise tables.TableTooLong(count=0, total=tables.MOST_ROWS)
    content = await files.fetch(context.bot, message.document.file_id)
    rows = tables.read(content, context.desk.clock.now(), actor.zone)
    await reports.table(context.desk, actor, rows, place_of(update))


def link_in(text: str) -> str:
    """The first web address of a text; share texts of platforms have words around it."""
    shared = passed_on.shared(text)
    return shared.link if shared else ""


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
