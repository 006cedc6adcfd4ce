"""PTB's part: it parses updates and routes them to our handlers. It keeps nothing and sends nothing by itself.

No Updater, JobQueue, persistence, ConversationHandler or rate limiter: they lose or double (facts.md 0, 1).
"""

from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from handlers.chat import buttons, capturing, inline, membership, talk
from handlers.chat.command import Command, Handler
from handlers.chat.commands import COMMANDS, run
from handlers.chat.context import DeskContext

App = Application[Any, Any, Any, Any, Any, Any]


def application(telegram_bot: Bot) -> App:
    """PTB's application around this bot object, with every handler of ours.

    `initialize` is not called: it would fail without Telegram, and there is nothing it would have to do.
    """
    built = (
        ApplicationBuilder()
        .bot(telegram_bot)
        .context_types(ContextTypes(context=DeskContext))
        .updater(None)
        .job_queue(None)
        .build()
    )
    add_handlers(built)
    return built


def add_handlers(app: App) -> None:
    """The routes: commands, buttons, what is said, what happens to chats."""
    # First, so that a command somebody edits is not done a second time.
    app.add_handler(MessageHandler(filters.UpdateType.EDITED, capturing.edited))
    app.add_handler(MessageReactionHandler(capturing.reacted))
    app.add_handler(MessageHandler(filters.StatusUpdate.PINNED_MESSAGE, capturing.pinned))
    for command in COMMANDS:
        app.add_handler(CommandHandler(command.name, _in_scope(command)))
    app.add_handler(CallbackQueryHandler(buttons.press))
    app.add_handler(InlineQueryHandler(inline.asked))
    app.add_handler(ChatMemberHandler(membership.rights_changed, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(ChatMemberHandler(membership.member_changed, ChatMemberHandler.CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.moved))
    app.add_handler(MessageHandler(filters.StatusUpdate.FORUM_TOPIC_CREATED, membership.topic_told))
    heard = (
        filters.TEXT
        | filters.PHOTO
        | filters.Document.ALL
        | filters.VIDEO
        | filters.VOICE
        # Nothing is made of these, but whoever answers a question with one hears what is wanted.
        | filters.AUDIO
        | filters.VIDEO_NOTE
        | filters.Sticker.ALL
    ) & ~filters.VIA_BOT
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & heard, _captioned(talk.said)))
    app.add_error_handler(_keep)


async def _keep(update: object, context: DeskContext) -> None:
    """What a handler raised goes back to the dispatcher, which knows what to do with it."""
    error = context.error
    context.dispatch.trouble = error if isinstance(error, Exception) else TelegramError(str(error))


def _in_scope(command: Command) -> Handler:
    async def handle(update: Update, context: DeskContext) -> None:
        await run(command, update, context)

    return handle


def _captioned(otherwise: Handler) -> Handler:
    """A command may stand as the caption of a picture; PTB looks for commands only in texts."""
    by_name = {command.name: command for command in COMMANDS}

    async def handle(update: Update, context: DeskContext) -> None:
        message = update.effective_message
        caption = (message.caption or "") if message else ""
        if caption.startswith("/"):
            name = caption[1:].split(maxsplit=1)[0].partition("@")[0]
            if (command := by_name.get(name)) is not None:
                await _in_scope(command)(update, context)
                return
        await otherwise(update, context)

    return handle
