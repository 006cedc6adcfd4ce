"""`/duty/{token}`: the page behind a call. GET only shows; POST does the one act the link was made for.

`/duty/{token}/files/{number}` hands out what goes with the text it shows, to whoever may read that page, as long.
"""

from collections import deque
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import structlog
from aiohttp import hdrs, web

from handlers.masking import mask
from handlers.reading import clean
from handlers.web.bodies import form, read
from handlers.web.doors import DOORS
from messages.duty_page import page
from messages.views.duty_pages import DutyPageView, PageStage, ServedFile
from messages.words import plain
from storage.vocabulary.people import Language

_log = structlog.get_logger("duty")

#: So many links that do not exist within a minute: somebody tries them out, and waits until the minute is over.
#: At 192 bits a token is never found this way; the limit keeps the noise down and gets a line in the log.
GUESSES_A_MINUTE: Final = 30
_GUESSES: Final = web.AppKey("duty_guesses", deque[float])


def add_routes(application: web.Application) -> None:
    """The page's routes."""
    application[_GUESSES] = deque(maxlen=GUESSES_A_MINUTE)
    application.router.add_get("/duty/{token:[A-Za-z0-9_=-]{1,100}}", show)
    application.router.add_post("/duty/{token:[A-Za-z0-9_=-]{1,100}}", act)
    application.router.add_get("/duty/{token:[A-Za-z0-9_=-]{1,100}}/files/{number:[1-9][0-9]?}", file)


async def show(request: web.Request) -> web.Response:
    """The page as things stand now. Link previews and virus scanners fetch it: nothing happens by looking."""
    view = await request.app[DOORS].duty.look(request.match_info["token"])
    return _answer(request, view or _unknown(request))


async def act(request: web.Request) -> web.Response:
    """What was pressed. Done: the page again, by a redirect, so that "back" does not press twice."""
    doors = request.app[DOORS]
    given = form(await read(request, doors.waiting.body_seconds))
    token = request.match_info["token"]
    refused = await doors.duty.use(
        token, given.get("act", ""), given.get("code", ""), mask(clean(given.get("reason", "")))
    )
    if refused is None:
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={hdrs.LOCATION: f"/duty/{token}"})
    if refused.stage is PageStage.UNKNOWN:
        return _answer(request, _unknown(request))
    return _answer(request, refused, HTTPStatus.CONFLICT)


async def file(request: web.Request) -> web.Response:
    """A file that goes with the text. What the page does not offer (any more) is answered by the page as it is."""
    token, number = request.match_info["token"], int(request.match_info["number"])
    door = request.app[DOORS].duty
    found = await door.file(token, number)
    if found is None:
        return _answer(request, await door.look(token) or _unknown(request), HTTPStatus.NOT_FOUND)
    headers = {
        hdrs.CONTENT_DISPOSITION: _disposition(found, number),
        "Content-Security-Policy": _FILE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return web.Response(body=found.content, content_type=found.media_type, headers=headers)


#: Whatever is in a file: nothing of it runs, loads or sends anything. A browser shows a picture with a style.
_FILE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def _disposition(found: ServedFile, number: int) -> str:
    """Shown or stored, and under which name (RFC 6266): in ASCII for old readers, and as it is (RFC 8187)."""
    ending = "".join(sign for sign in found.name.rpartition(".")[2][:5] if sign.isascii() and sign.isalnum())
    plain_name = f"{number}.{ending}" if ending else str(number)
    way = "inline" if found.shown else "attachment"
    return f"{way}; filename=\"{plain_name}\"; filename*=UTF-8''{quote(found.name, safe='')}"


def _unknown(request: web.Request) -> DutyPageView:
    """No such link: counted, and after many of them the minute has to pass."""
    guesses, now = request.app[_GUESSES], request.app[DOORS].clock.monotonic()
    if len(guesses) == GUESSES_A_MINUTE and now - guesses[0] < 60:
        _log.warning("links to the duty page are being guessed", within_a_minute=GUESSES_A_MINUTE)
        raise web.HTTPTooManyRequests
    guesses.append(now)
    wants_chinese = request.headers.get(hdrs.ACCEPT_LANGUAGE, "zh").lower().startswith("zh")
    language = Language.ZH if wants_chinese else Language.EN
    return DutyPageView(
        language=language, stage=PageStage.UNKNOWN, outcome=plain(language, "refused-link-unknown")
    )


def _answer(request: web.Request, view: DutyPageView, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    if view.stage is PageStage.UNKNOWN:
        status = HTTPStatus.NOT_FOUND
    elif view.stage in (PageStage.USED, PageStage.EXPIRED, PageStage.OVER) and status is HTTPStatus.OK:
        status = HTTPStatus.GONE
    headers = {"Content-Security-Policy": page.policy(), "X-Robots-Tag": "noindex"}
    return web.Response(status=status, text=page.draw(view), content_type="text/html", headers=headers)
