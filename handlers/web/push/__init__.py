"""The page on which a browser becomes a phone, and the worker that shows what was pushed to it.

The page only looks; subscribing is a POST of what the browser made. Nothing is fetched from anywhere else.
"""

from collections.abc import Mapping
from http import HTTPStatus
from importlib.resources import files
from typing import Final

import msgspec
from aiohttp import web

from bot.errors import DeskError
from handlers.web import bodies
from handlers.web.doors import DOORS
from handlers.web.ports import PushDoor
from messages.phones import page
from storage.vocabulary.people import Language

TOKEN: Final = "[A-Za-z0-9_-]{20,64}"  # noqa: S105  (the shape, not a token)
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILES: Final[Mapping[str, str]] = {
    "worker.js": "text/javascript",
    "app.js": "text/javascript",
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
}


class _Keys(msgspec.Struct):
    p256dh: str
    auth: str


class _Subscription(msgspec.Struct):
    """What `PushSubscription.toJSON` makes (W3C Push API)."""

    endpoint: str
    keys: _Keys


def add(router: web.UrlDispatcher) -> None:
    """The routes."""
    for name in _FILES:
        router.add_get(f"/push/{name}", _file)
    router.add_get(f"/push/{{token:{TOKEN}}}", show)
    router.add_post(f"/push/{{token:{TOKEN}}}", subscribe)
    router.add_get(f"/push/{{token:{TOKEN}}}/app.webmanifest", manifest)


def _dressed(response: web.Response) -> web.Response:
    response.headers["Content-Security-Policy"] = _POLICY
    return response


async def _file(request: web.Request) -> web.Response:
    name = request.path.rpartition("/")[2]
    content = (files("handlers.web.push") / name).read_bytes()
    return _dressed(web.Response(body=content, content_type=_FILES[name], charset="utf-8"))


def _door(request: web.Request) -> PushDoor:
    return request.app[DOORS].push


async def show(request: web.Request) -> web.Response:
    """The page: one button. A link that is over says so, in the language the browser asks for."""
    door = _door(request)
    try:
        invited = await door.invited(request.match_info["token"])
    except DeskError as over:
        wanted = request.headers.get("Accept-Language", "").lower()
        text = page.over(over.key, Language.ZH if wanted.startswith("zh") else Language.EN)
        return _dressed(web.Response(text=text, status=HTTPStatus.GONE, content_type="text/html"))
    text = page.subscribe(invited.name, await door.public_key(), request.match_info["token"], invited.language)
    return _dressed(web.Response(text=text, content_type="text/html"))


async def manifest(request: web.Request) -> web.Response:
    """An iPhone receives pushes only for a page on its home screen."""
    try:
        invited = await _door(request).invited(request.match_info["token"])
    except DeskError:
        raise web.HTTPGone from None
    body = page.manifest(f"/push/{request.match_info['token']}", invited.language)
    return _dressed(web.Response(body=body, content_type="application/manifest+json"))


async def subscribe(request: web.Request) -> web.Response:
    """What the browser made is kept; the device rings once at once."""
    body = await bodies.read(request, request.app[DOORS].waiting.body_seconds)
    try:
        made = msgspec.json.decode(body, type=_Subscription)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return web.json_response({"key": "refused-push-subscription"}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        await _door(request).subscribe(
            request.match_info["token"], made.endpoint, made.keys.p256dh, made.keys.auth
        )
    except DeskError as refused:
        return web.json_response({"key": refused.key}, status=HTTPStatus.CONFLICT)
    return web.json_response({"ok": True})
