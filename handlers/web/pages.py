"""The pages: a link becomes a cookie, then the wall, an incident's live recap, figures.

What they are drawn with is imported when one is drawn: alerts are taken before it is there.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from handlers.web.doors import DOORS
from messages.words import Reader
from storage.vocabulary.people import Language

if TYPE_CHECKING:
    from bot.desk.pages import Visit
    from messages.pages.drawing import Page

COOKIE: Final = "crisisdesk"
LOOK_SECONDS: Final = 2.0
BEAT_SECONDS: Final = 15.0
MOST_WATCHING: Final = 100
"""Walls and live recaps a process keeps up to date at once; each costs some queries every few seconds."""
RECAP_SECONDS: Final = 5.0
"""A live recap is drawn anew at most so often, however much is written."""


@dataclass(frozen=True)
class _Watchers:
    """What is kept up to date, by the task of each."""

    tasks: set[asyncio.Task[object]] = field(default_factory=set)


_watching: Final = web.AppKey("watching", _Watchers)


def add(application: web.Application) -> None:
    """The routes."""
    application[_watching] = _Watchers()
    router = application.router
    team = "/t/{team:[0-9A-Z]{26}}"
    router.add_get(team + "/enter/{secret:[A-Za-z0-9_-]{1,80}}", _shown(enter), allow_head=False)
    router.add_get(team + "/board", _shown(board))
    router.add_get(team + "/board/events", events, allow_head=False)
    router.add_get(team + "/incidents/{number:[A-Za-z0-9-]{1,20}}", _shown(incident))
    router.add_get(team + "/incidents/{number:[A-Za-z0-9-]{1,20}}/events", recap_events, allow_head=False)
    router.add_get(team + "/stats", _shown(figures))
    application.on_shutdown.append(_let_go)
    application.on_cleanup.append(_close)


async def _let_go(application: web.Application) -> None:
    for task in tuple(application[_watching].tasks):
        task.cancel()


async def _close(application: web.Application) -> None:
    await application[DOORS].recaps.close()


def _shown(handler: Handler) -> Handler:
    """A refusal is a page with a sentence, in the language the browser asks for."""

    async def show(request: web.Request) -> web.StreamResponse:
        from bot.desk.pages import PageRefused
        from messages.pages import notice

        try:
            return await handler(request)
        except PageRefused as refused:
            return _page(notice.draw(refused.key, _reader(request)), refused.status)

    return show


def _reader(request: web.Request) -> Reader:
    doors = request.app[DOORS]
    wanted = request.query.get("lang", "") or request.headers.get(hdrs.ACCEPT_LANGUAGE, "")[:2]
    language = Language(wanted) if wanted in set(Language) else doors.desk.policy.language
    return Reader(language, doors.desk.policy.zone, doors.clock.now())


async def enter(request: web.Request) -> web.StreamResponse:
    """A link from the bot: used up, and a cookie instead."""
    from bot.desk import pages

    desk, team = request.app[DOORS].desk, request.match_info["team"]
    entered = await pages.enter(desk, team, request.match_info["secret"])
    response = web.Response(status=HTTPStatus.SEE_OTHER, headers={hdrs.LOCATION: f"/t/{team}/{entered.leads_to}"})
    response.set_cookie(
        COOKIE,
        entered.cookie,
        max_age=entered.seconds,
        path=f"/t/{team}",
        httponly=True,
        secure=desk.policy.page_url.startswith("https:"),
        samesite="Lax",
    )
    return response


async def _visit(request: web.Request) -> "Visit":
    from bot.desk import pages

    desk, team = request.app[DOORS].desk, request.match_info["team"]
    return await pages.visit(desk, team, request.cookies.get(COOKIE, ""), request.query.get("lang", ""))


async def board(request: web.Request) -> web.StreamResponse:
    """All open incidents as a wall."""
    from bot.desk import pages
    from messages.pages import board as board_page

    visit = await _visit(request)
    view = await pages.wall(request.app[DOORS].desk, visit)
    return _page(board_page.draw(view, visit.words, f"/t/{visit.team}"))


async def figures(request: web.Request) -> web.StreamResponse:
    """Figures across incidents."""
    from bot.desk import pages
    from messages.pages import stats

    visit = await _visit(request)
    view = await pages.figures(request.app[DOORS].desk, visit)
    return _page(stats.draw(view, visit.words, visit.team_name, f"/t/{visit.team}"))


async def incident(request: web.Request) -> web.StreamResponse:
    """An incident's recap as it stands; while it goes on the page changes by itself."""
    from bot.desk import pages

    doors, visit = request.app[DOORS], await _visit(request)
    found = await pages.incident_of(doors.desk, visit, request.match_info["number"])
    told = await doors.recaps.draw(found.id, visit.words, f"/t/{visit.team}/incidents/{found.number}/events")
    headers = {"Content-Security-Policy": "frame-ancestors 'none'", "Cache-Control": "no-store"}
    return web.Response(body=told.content, content_type=told.media_type, charset="utf-8", headers=headers)


async def events(request: web.Request) -> web.StreamResponse:
    """The wall again whenever it changes, as server-sent events; ends when the visitor may no longer look."""
    from bot.desk import pages
    from messages.pages import board as board_page

    async def wall(visit: "Visit") -> _Told:
        view = await pages.wall(request.app[DOORS].desk, visit)
        text = board_page.fragment(view, visit.words)
        # The hour of the look changes always: only what it says of incidents counts.
        return _Told("board", text, text.rpartition('<p class="quiet">')[0])

    return await _stream(request, wall, LOOK_SECONDS)


async def recap_events(request: web.Request) -> web.StreamResponse:
    """Says when a live recap changed; the page then comes again. Ends when the visitor may no longer look."""
    from bot.desk import pages
    from messages.recap import page as recap_page

    async def changed(visit: "Visit") -> _Told:
        found = await pages.incident_of(request.app[DOORS].desk, visit, request.match_info["number"])
        version = recap_page.version_of(found.entries, found.state)
        return _Told("recap", version, version)

    return await _stream(request, changed, RECAP_SECONDS)


@dataclass(frozen=True)
class _Told:
    """What a stream says: the event's name, its text, and what of it counts as a change."""

    event: str
    text: str
    counts: str


async def _stream(
    request: web.Request, look: "Callable[[Visit], Awaitable[_Told]]", seconds: float
) -> web.StreamResponse:
    from bot.desk.pages import PageRefused
    from messages.pages import notice

    watching, task = request.app[_watching].tasks, asyncio.current_task()
    assert task is not None, "a handler runs in a task"
    if len(watching) >= MOST_WATCHING:
        return _page(notice.draw("page-busy", _reader(request)), HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        visit = await _visit(request)
        first = await look(visit)
    except PageRefused as refused:
        return _page(notice.draw(refused.key, _reader(request)), refused.status)
    response = web.StreamResponse(headers={hdrs.CONTENT_TYPE: "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    watching.add(task)
    try:
        await _tell(request, response, first, look, seconds)
    except (ConnectionError, PageRefused):
        pass  # the browser is gone, or the visitor may no longer look
    finally:
        watching.discard(task)
    return response


async def _tell(
    request: web.Request,
    response: web.StreamResponse,
    told: _Told,
    look: "Callable[[Visit], Awaitable[_Told]]",
    seconds: float,
) -> None:
    shown, quiet = b"", 0.0
    while True:
        digest = hashlib.sha256(told.counts.encode()).digest()
        if digest != shown or quiet >= BEAT_SECONDS:
            lines = "".join(f"data: {line}\n" for line in told.text.splitlines())
            await response.write(f"event: {told.event}\n{lines}\n".encode())
            shown, quiet = digest, 0.0
        await asyncio.sleep(seconds)
        quiet += seconds
        told = await look(await _visit(request))


def _page(page: "Page", status: int = HTTPStatus.OK) -> web.Response:
    return web.Response(
        status=status,
        body=page.content,
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": page.policy, "X-Frame-Options": "DENY"},
    )
