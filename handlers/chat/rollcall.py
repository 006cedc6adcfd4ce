"""Asking Telegram who belongs to a group: the one question whose answer only Telegram has."""

import structlog
from telegram import Bot, ChatMember
from telegram.error import TelegramError

_log = structlog.get_logger("rollcall")
_PRESENT = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED)


class Rollcall:
    """Looks people up; when Telegram does not answer, nobody is let in by it."""

    def __init__(self, telegram_bot: Bot) -> None:
        self._telegram_bot = telegram_bot

    async def belongs(self, chat_id: int, user_id: int) -> bool:
        """Is this person in this group now?"""
        try:
            member = await self._telegram_bot.get_chat_member(chat_id, user_id)
        except TelegramError as refused:
            _log.info("a member could not be looked up", reason=type(refused).__name__)
            return False
        return member.status in _PRESENT
