"""What goes straight to Telegram, past the outbox: answers to presses. Nothing else can wait so little."""

import structlog
from telegram import Bot
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
