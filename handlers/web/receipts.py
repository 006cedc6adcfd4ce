"""`/read/{token}`: the version behind a receipt link, and whoever says he has read it."""

from http import HTTPStatus

from aiohttp import web

from handlers.masking import mask
from handlers.reading import line
from handlers.web import bodies
from handlers.web.doors import DOORS
from handlers.web.problems import Refused

_NAME = 60
_SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"}


async def show(request: web.Request) -> web.Response:
    """The page; a link that is none of ours is 404 and says so in words."""
    found, html = await request.app[DOORS].receipts.page(request.match_info["token"])
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    return web.Response(text=html, status=status, content_type="text/html", headers=_SAFE)


async def receive(request: web.Request) -> web.Response:
    """A name, and that it has been read.

    Raises:
        Refused: 422 without a name, 413 with a book.
    """
    doors = request.app[DOORS]
    given = bodies.form(await bodies.read(request, doors.waiting.body_seconds))
    name = mask(line(given.get("name", ""), _NAME))
    if not name:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "Send your name in the field `name`.")
    found, html = await doors.receipts.read(request.match_info["token"], name)
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    return web.Response(text=html, status=status, content_type="text/html", headers=_SAFE)
