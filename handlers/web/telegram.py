"""`POST /telegram/webhook`: Telegram's updates, stored as they are before they are confirmed."""

import asyncio
from http import HTTPStatus
from typing import Final

import msgspec
from aiohttp import web

from handlers.reading import Problem
from handlers.web import bodies, signing
from handlers.web.doors import DOORS
from handlers.web.ports import Unavailable
from handlers.web.problems import Refused

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)


class _Head(msgspec.Struct):
    """All that must be there: an update is known by its number (Bot API, Update)."""

    update_id: int


_decode = msgspec.json.Decoder(_Head).decode


async def receive(request: web.Request) -> web.Response:
    """One update; 200 after the commit, otherwise 503, and Telegram sends it again (up to 24 hours)."""
    doors = request.app[DOORS]
    if not signing.same(request.headers.get(SECRET_HEADER, ""), doors.webhook_secret):
        raise Refused(HTTPStatus.UNAUTHORIZED, f"{SECRET_HEADER} is missing or wrong.")
    body = await bodies.read(request, doors.waiting.body_seconds)
    try:
        raw = body.decode()
        _decode(body)
    except RecursionError:
        pass  # kept like any other, and set aside when its turn comes: refused, Telegram would bring it for a day
    except (UnicodeDecodeError, msgspec.DecodeError) as trouble:
        problem = Problem("update_id", "malformed", "This is no update of the Bot API.")
        raise Refused(HTTPStatus.BAD_REQUEST, problem.detail, [problem]) from trouble
    try:
        async with asyncio.timeout(doors.waiting.commit_seconds):
            await doors.updates([raw])
    except TimeoutError:
        raise Unavailable from None
    return web.Response()
