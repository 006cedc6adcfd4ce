"""Reading a request's body: at most 1 MiB, whole, and in time."""

import asyncio
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from aiohttp import web

from handlers.reading import Problem
from handlers.web.problems import Refused

LARGEST: Final = 1024 * 1024
_FORM_LIMIT: Final = 2_000
_FIELDS_LIMIT: Final = 10
# What programs send that set no type (curl -d says it is a form) is read as JSON: refusing an alert for a
# header helps nobody. What is clearly something else is refused by name.
_READ_AS_JSON: Final = frozenset(
    {
        "application/json",
        "text/json",
        "text/plain",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
    }
)


async def read(request: web.Request, seconds: float) -> bytes:
    """The whole body.

    Raises:
        Refused: 408 when it does not come within `seconds`, 400 when it breaks off.
        web.HTTPRequestEntityTooLarge: 413, as soon as that is known.
    """
    declared = request.content_length
    if declared is not None and declared > LARGEST:
        raise web.HTTPRequestEntityTooLarge(max_size=LARGEST, actual_size=declared)
    try:
        content = request.content
        if content.is_eof():  # it came with its head, as nearly all: there is nothing to wait for
            body = content.read_nowait()
            if not content.at_eof():
                body += await request.read()
            if len(body) > LARGEST:  # it was compressed
                raise web.HTTPRequestEntityTooLarge(max_size=LARGEST, actual_size=len(body))
            return body
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError:
        detail = f"The body did not arrive within {seconds:g} s; nothing was kept. Send it again as a whole."
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, detail) from None
    except (web.RequestPayloadError, ConnectionError) as broken:
        problem = Problem("", "half-sent", "The body broke off; send it again as a whole.")
        raise Refused(HTTPStatus.BAD_REQUEST, problem.detail, [problem]) from broken


def form(body: bytes) -> dict[str, str]:
    """The fields of one of our own small forms; what cannot be read as one has none, whatever it calls itself."""
    try:
        read_as = parse_qs(
            body[:_FORM_LIMIT].decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS_LIMIT
        )
    except ValueError:
        return {}
    return {name: values[0] for name, values in read_as.items()}


def must_be_json(request: web.Request) -> None:
    """Refuse what says that it is something else.

    Raises:
        Refused: 415, naming what would be right.
    """
    kind = request.content_type
    if kind in _READ_AS_JSON or (kind.startswith("application/") and kind.endswith("+json")):
        return
    problem = Problem("Content-Type", "content-type", f"{kind[:60]} is not JSON; send application/json.")
    raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problem.detail, [problem])
