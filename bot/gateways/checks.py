"""`crisisdesk check`: what an operator would otherwise find out at three in the morning.

Each check is one line: fine, or what to do. Keys name sentences of `messages/locales/*/cli.ftl`.
"""

import asyncio
import errno
import shutil
import socket
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from msgspec import Struct, field
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.gateways.telegram import AiohttpRequest, telegram_bot

SPACE_WANTED: Final = 500 * 1024 * 1024
"""Bytes: a year of a busy team, and the copy that is made before an upgrade."""
_MB: Final = 1024 * 1024


class Standing(StrEnum):
    """How a check came out; a hint costs nothing, trouble keeps the desk from its work."""

    FINE = "✓"
    HINT = "!"
    TROUBLE = "✗"


class Finding(Struct, frozen=True):
    """One line of the check."""

    standing: Standing
    key: str
    values: dict[str, str] = field(default_factory=dict)


def fine(key: str, **values: str) -> Finding:
    return Finding(Standing.FINE, key, values)


def hint(key: str, **values: str) -> Finding:
    return Finding(Standing.HINT, key, values)


def trouble(key: str, **values: str) -> Finding:
    return Finding(Standing.TROUBLE, key, values)


async def telegram(token: str, base_url: str, proxy: str | None) -> list[Finding]:
    """Does Telegram answer, does it know the token, and does the bot hear what is written in its group?"""
    request = AiohttpRequest(proxy=proxy)
    speaker = telegram_bot(token, base_url, request=request, get_updates_request=request)
    try:
        await speaker.initialize()
        me = speaker.bot
    except InvalidToken:
        return [trouble("cli-check-telegram-refused")]
    except TelegramError as failure:
        return [trouble("cli-check-telegram-unreachable", reason=failure.message or type(failure).__name__)]
    finally:
        await request.shutdown()
    found = [fine("cli-check-telegram", username=me.username or "")]
    if not me.can_read_all_group_messages:
        found.append(hint("cli-check-privacy"))
    return found


async def port(host: str, number: int) -> Finding:
    """Can the HTTP side listen there, or does a desk of ours already?"""
    if number == 0:
        return fine("cli-check-port", port="0")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as taken:
            if taken.errno == errno.EADDRINUSE and await _is_desk(host, number):
                return fine("cli-check-port-ours", port=str(number))
            key = "cli-port-taken" if taken.errno == errno.EADDRINUSE else "cli-host-unusable"
            reason = taken.strerror or str(taken)
            return trouble(key, host=host, port=str(number), reason=reason, free="0")
    return fine("cli-check-port", port=str(number))


async def _is_desk(host: str, number: int) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  (compared, not bound)
    timeout = aiohttp.ClientTimeout(total=3)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{reachable}:{number}/healthz") as answer,
        ):
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


def public_url(url: str) -> Finding:
    """Is the address from outside there, and are tokens safe on the way?"""
    if not url:
        return hint("cli-check-public-url-none")
    return (
        fine("cli-check-public-url", url=url) if url.startswith("https://") else hint("cli-check-public-url-http")
    )


def alert_token(token: str, shortest: int, example: str) -> Finding:
    """Can monitoring send alerts, and nobody else?"""
    if not token:
        return hint("cli-check-alert-token-none", example=example)
    if len(token) < shortest:
        return hint("cli-check-alert-token-short", example=example)
    return fine("cli-check-alert-token")


def disk(path: Path) -> Finding:
    """Is there room for what will come in?"""
    free = shutil.disk_usage(path.resolve().parent).free
    megabytes = str(free // _MB)
    if free < SPACE_WANTED:
        return trouble("cli-check-disk-little", free=megabytes, needed=str(SPACE_WANTED // _MB))
    return fine("cli-check-disk", free=megabytes)


def zone(name: str, clock: Clock) -> Finding:
    """Is the zone's data there? Deadlines and hours come from it."""
    try:
        now = clock.now().astimezone(ZoneInfo(name))
    except ZoneInfoNotFoundError:
        return trouble("cli-setting-timezone")
    return fine("cli-check-zone", zone=name, now=f"{now:%Y-%m-%d %H:%M}")


def unknown_variables(env_file: Path, known: set[str]) -> list[Finding]:
    """Variables in `.env` that nobody reads: a slip of the pen is silent otherwise."""
    if not env_file.is_file():
        return []
    lines = env_file.read_text("utf-8", errors="replace").splitlines()
    names = [line.partition("=")[0].strip().removeprefix("export ") for line in lines if "=" in line]
    strange = sorted({name for name in names if name and not name.startswith("#")} - known)
    return [hint("cli-check-unknown-variable", names=", ".join(strange)[:200])] if strange else []


async def database(url: str) -> list[Finding]:
    """Can it be opened, and is its schema this release's? Nothing is written, no file is made."""
    from sqlalchemy import exc

    from storage.database import Database
    from storage.migrations import running as schema

    opened = Database(url)
    shown = str(opened.path) if opened.path else opened.url.render_as_string(hide_password=True)
    try:
        if opened.path is not None and not opened.path.exists():
            return [fine("cli-check-database", database=shown), fine("cli-check-schema-new")]
        present, newest = await schema.present(opened), await asyncio.to_thread(schema.newest)
    except (exc.SQLAlchemyError, OSError) as failure:
        reason = str(getattr(failure, "orig", failure)).partition("\n")[0]
        return [trouble("cli-database-unreachable", database=shown, reason=reason)]
    finally:
        await opened.close()
    found = [fine("cli-check-database", database=shown)]
    if present is None:
        return [*found, fine("cli-check-schema-new")]
    if present == newest:
        return [*found, fine("cli-check-schema", newest=newest)]
    key = "cli-schema-older" if present < newest else "cli-schema-newer"
    return [*found, trouble(key, present=present, newest=newest)]
