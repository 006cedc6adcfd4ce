"""Inline queries: somebody types a sentence behind @bot and sees the verdict before it is sent."""

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Update

from bot.desk import inputline
from bot.desk.judging import basis_of, packed
from handlers.chat.context import DeskContext
from messages.cards import inline as rows
from messages.views.checking import CheckBasis, view_of
from messages.words import Reader

_CACHED_SECONDS = 0  # a line may be withdrawn in the next second


async def asked(update: Update, context: DeskContext) -> None:
    """Answered straight: a verdict that waits in an outbox comes after the sentence was sent."""
    query = update.inline_query
    if query is None:
        return
    actor = await context.actor(update)
    reader = Reader(actor.language, actor.zone, context.desk.clock.now())
    sentence = query.query.strip()
    if sentence:
        judged = await inputline.typed(context.desk, actor, sentence)
        views = [view_of(packed(one) | {"named": True}, "") for one in judged]
        answers = rows.draw(sentence, views[0], views[1:], reader)
    else:
        found = await inputline.sayable(context.desk, actor)
        basis = CheckBasis(basis_of(found.version))
        answers = rows.draw_lines(found.lines, basis, found.version, found.number, reader)
    shown = [
        InlineQueryResultArticle(
            id=one.id,
            title=one.title,
            description=one.description,
            input_message_content=InputTextMessageContent(
                one.sends, link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
        )
        for one in answers
    ]
    await context.toasts.answer_inline(query.id, shown, _CACHED_SECONDS)
