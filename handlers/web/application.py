"""The web application: routes, in which order what wraps them, and the headers of every answer."""

import asyncio
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from handlers.web import (
    access,
    bodies,
    checking,
    duty,
    health,
    hooks,
    openapi,
    pages,
    problems,
    push,
    receipts,
    telegram,
)
from handlers.web.doors import DOORS, Doors
from messages import templates

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def build(doors: Doors) -> web.Application:
    """Everything that is answered over HTTP; nothing is started. The webhook needs a secret."""
    application = web.Application(
        client_max_size=bodies.LARGEST,
        middlewares=[access.observer(doors.figures, doors.clock), problems.boundary, _whole],
    )
    application[DOORS] = doors
    application.router.add_post("/hooks/{source:[A-Za-z0-9_.-]{1,40}}", hooks.receive)
    if doors.webhook_secret:
        application.router.add_post("/telegram/webhook", telegram.receive)
    duty.add_routes(application)
    pages.add(application)
    application.router.add_get("/healthz", health.alive)
    application.router.add_get("/readyz", health.ready)
    application.router.add_get("/metrics", health.metrics)
    application.router.add_post("/api/v1/check", checking.receive)
    application.router.add_get("/read/{token:[0-9A-Za-z.-]{20,100}}", receipts.show)
    application.router.add_post("/read/{token:[0-9A-Za-z.-]{20,100}}", receipts.receive)
    application.router.add_get("/api/v1/openapi.json", openapi.show)
    push.add(application.router)
    application.on_response_prepare.append(_dress)
    return application


#: What is answered from the first moment.
_AT_ONCE: Final = frozenset({hooks.receive, telegram.receive, health.alive, health.ready, health.metrics})

#: What is answered without a page.
_UNDRAWN: Final = frozenset({checking.receive, openapi.show})


@web.middleware
async def _whole(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pages wait until what they are made of is there: imported here it would hold up the loop, and the alerts."""
    complete = request.app[DOORS].complete
    if request.match_info.handler not in _AT_ONCE:
        await complete.wait()
        if request.match_info.handler not in _UNDRAWN and not templates.are_here():
            await asyncio.to_thread(templates.bring)
    return await handler(request)


async def _dress(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.popall(hdrs.SERVER, None)  # nobody needs to know which version of what answers
