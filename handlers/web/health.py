"""`/healthz`, `/readyz`, `/metrics`: how the desk is, for machines."""

from http import HTTPStatus

import msgspec
from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from handlers.web.doors import DOORS

_encode = msgspec.json.Encoder().encode


async def alive(_: web.Request) -> web.Response:
    """The process answers; it says nothing else. For restarting what hangs."""
    return web.json_response({"alive": True})


async def ready(request: web.Request) -> web.Response:
    """200 when alerts can be stored, 503 when not; the body says how each part is."""
    health = await request.app[DOORS].pulse.health()
    status = HTTPStatus.OK if health.ready else HTTPStatus.SERVICE_UNAVAILABLE
    body = _encode({"ready": health.ready, **health.parts})
    return web.Response(status=status, body=body, content_type="application/json")


async def metrics(request: web.Request) -> web.Response:
    """Everything that is counted, for Prometheus."""
    figures = await request.app[DOORS].pulse.figures()
    return web.Response(body=figures, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
