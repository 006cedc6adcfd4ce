"""What goes straight to Telegram, past the outbox: answers to presses and to what is typed behind @bot.

Nothing else can wait so little.
"""

from collections.abc import Sequence

import structlog
from telegram import Bot, InlineQueryResultArticle
from telegram.error import TelegramError

_log = structlog.get_logger("toasts")


class Toasts:
    """Answers presses. One that comes too late, or not at all, is no loss: the message itself changes too."""

    def __init__(self, telegram_bot: Bot) -> None:
        self._telegram_bot = telegram_bot

    async def answer(self, query_id: str, text: str = "", alert: bool = False) -> bool:
        """Show `text` (at most 200 characters) to whoever pressed. False: Telegram did not take it."""
        try:
            return await self._telegram_bot.answer_callback_query(query_id, text or None, show_alert=alert)
        except TelegramError as refused:
            _log.info("a toast was not taken", reason=type(refused).__name__)
            return False

    async def answer_inline(
        self, query_id: str, rows: Sequence[InlineQueryResultArticle], cached_seconds: int
    ) -> bool:
        """Show these rows above the input line, to this person alone. False: Telegram did not take them."""
        try:
            return await self._telegram_bot.answer_inline_query(
                query_id, rows, cache_time=cached_seconds, is_personal=True
            )
        except TelegramError as refused:
            _log.info("inline answers were not taken", reason=type(refused).__name__)
            return False
