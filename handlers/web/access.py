"""What was asked, how it was answered, how long it took: by route, because a path may carry a token."""

import functools
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.clock import Clock
from handlers.web.problems import route_of

_log = structlog.get_logger("access")
_SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def observer(figures: CollectorRegistry, clock: Clock) -> Middleware:
    """The middleware that counts every request, and writes a line: failures at once, the rest when debugging."""
    answered = Counter(
        "crisisdesk_http_requests", "Requests answered.", ["route", "method", "status"], registry=figures
    )
    took = Histogram(
        "crisisdesk_http_seconds", "From the request to its answer.", ["route"], buckets=_SECONDS, registry=figures
    )

    # Bound once: the module's logger binds anew for every line, also for one that nobody will see.
    log = _log.bind()
    # Routes, methods and statuses are few: their counters are looked up once.
    counter, histogram = functools.cache(answered.labels), functools.cache(took.labels)

    @web.middleware
    async def observe(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = clock.monotonic()
        response = await handler(request)
        seconds = clock.monotonic() - began
        route, method = route_of(request), request.method if request.method in _METHODS else "other"
        counter(route, method, response.status).inc()
        histogram(route).observe(seconds)
        write = log.debug if response.status < 400 else log.info
        write("request", route=route, method=method, status=response.status, ms=round(seconds * 1000, 1))
        return response

    return observe


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
