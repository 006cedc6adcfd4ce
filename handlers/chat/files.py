"""Fetching what people send as a file: the one thing a handler needs from Telegram before it can act."""

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.errors import DeskError

_log = structlog.get_logger("files")


class FileAway(DeskError):
    """Telegram does not hand the file over just now."""

    key = "refused-file-away"


async def fetch(telegram_bot: Bot, file_id: str) -> bytes:
    """The content of a file somebody sent; Telegram gives out at most 20 MB.

    Raises:
        FileAway: Telegram does not answer, or the file is too large or gone.
    """
    try:
        file = await telegram_bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except TelegramError as refused:
        _log.info("a file could not be fetched", reason=type(refused).__name__)
        raise FileAway from refused
