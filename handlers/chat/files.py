"""Fetching what people send as a file: the one thing a handler needs from Telegram before it can act."""

import structlog
from telegram import Bot, Document, Message, PhotoSize, Video
from telegram.error import TelegramError

from bot.desk.attached import Sent
from bot.errors import DeskError
from bot.rules.attachments import FETCHED_BYTES
from handlers.masking import mask
from handlers.reading import clean

_log = structlog.get_logger("files")


class FileAway(DeskError):
    """Telegram does not hand the file over just now."""

    key = "refused-file-away"


class FileTooLarge(FileAway):
    """Telegram hands no bot a file of this size (Bot API, getFile)."""


class FileUnfit(DeskError):
    """Neither words nor a picture, video or file: a voice, a round video, music, a sticker."""

    key = "refused-attached-kind"


_NAME = 60


async def sent(telegram_bot: Bot, message: Message, *, named: bool = True) -> Sent | None:
    """The photo, video or document of a message with its content; None without one.

    `named`: its caption is its name.

    Raises:
        FileAway: Telegram does not hand it over just now.
    """
    file: PhotoSize | Document | Video
    if message.photo:
        file, kind, name, media = message.photo[-1], "photo", "photo.jpg", "image/jpeg"
    elif message.document:
        file, kind = message.document, "document"
        name, media = message.document.file_name or "file", message.document.mime_type or ""
    elif message.video:
        file, kind = message.video, "video"
        name, media = message.video.file_name or "video.mp4", message.video.mime_type or ""
    else:
        return None
    size = file.file_size or 0
    content = await _content(telegram_bot, file.file_id, size)
    called = " ".join(mask(clean((message.caption if named else "") or name)).split())[:_NAME]
    return Sent(file.file_id, file.file_unique_id, kind, called, len(content or b"") or size, media, content)


async def _content(telegram_bot: Bot, file_id: str, size: int) -> bytes | None:
    if size > FETCHED_BYTES:
        return None
    try:
        return await fetch(telegram_bot, file_id)
    except FileTooLarge:  # a message need not say how large its file is (Bot API, Document)
        return None


async def fetch(telegram_bot: Bot, file_id: str) -> bytes:
    """The content of a file somebody sent; Telegram gives out at most 20 MB.

    Raises:
        FileAway: Telegram does not answer, or the file is gone; FileTooLarge when that is why.
    """
    try:
        file = await telegram_bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except TelegramError as refused:
        _log.info("a file could not be fetched", reason=type(refused).__name__)
        raise (FileTooLarge if "too big" in refused.message else FileAway) from refused
