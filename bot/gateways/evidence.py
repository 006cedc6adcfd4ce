"""Fetching evidence from Telegram: a loop of its own, so that a slow file holds up no conversation."""

import mimetypes
from collections.abc import Callable
from typing import Final

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.desk import evidence
from bot.desk.desk import Desk
from bot.gateways.errors import OutsideTrouble

_log = structlog.get_logger("evidence")

LOOK_SECONDS: Final = 2.0


async def fetch_waiting(desk: Desk, telegram_bot: Bot) -> int:
    """Fetch the files that are due; returns how many were asked for. Telegram gives out at most 20 MB a file
    (Bot API, getFile); what it refuses is asked for again later."""
    wanted = await evidence.to_fetch(desk)
    for one in wanted:
        try:
            file = await telegram_bot.get_file(one.file_id)
            content = bytes(await file.download_as_bytearray())
        except (TelegramError, OutsideTrouble) as refused:
            _log.info("evidence could not be fetched", evidence=one.id, reason=type(refused).__name__)
            await evidence.not_fetched(desk, one.id)
            continue
        kind, _ = mimetypes.guess_type(file.file_path or "")
        await evidence.fetched(desk, one.id, content, kind or "")
    return len(wanted)


async def keep_fetching(desk: Desk, telegram_bot: Bot, sign: Callable[[], None]) -> None:
    """Look every two seconds for files to fetch; until cancelled."""
    while True:
        while await fetch_waiting(desk, telegram_bot):
            sign()
        sign()
        await desk.clock.wait(LOOK_SECONDS)
