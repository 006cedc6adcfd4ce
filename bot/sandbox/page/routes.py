"""The page's files, what it reads, and the stream of changes that keeps it awake."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox.control import SANDBOX, answer
from bot.sandbox.numerals import whole
from bot.sandbox.page import views
from bot.sandbox.refusals import ActRefused
from bot.sandbox.story import Scene
from bot.sandbox.world.model import Change

_KINDS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
_HEADERS = {
    # Nothing is fetched from outside and nothing may frame the page.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_HEARTBEAT = 15.0
_STREAMS: web.AppKey[set[asyncio.Queue[Change | None]]] = web.AppKey("streams", set)

Read = Callable[[web.Request], dict[str, Any]]


def add_routes(app: web.Application) -> None:
    """The page at `/`, its files, and its reading side under `/_sandbox/`."""
    app[_STREAMS] = set()
    app.on_shutdown.append(_end_streams)
    app.router.add_get("/", _index)
    app.router.add_get("/page/{name:[a-z]+[.](?:js|css|json|svg)}", _file)
    app.router.add_get("/_sandbox/state", _reading(_state))
    app.router.add_get("/_sandbox/messages", _reading(_messages))
    app.router.add_get("/_sandbox/events", _events)
    app.router.add_get("/_sandbox/file/{id:[A-Za-z0-9]+}", _content)
    app.router.add_get("/_sandbox/story", _reading(lambda request: request.app[SANDBOX].story.shown()))
    app.router.add_post("/_sandbox/story", _writing(_show))
    app.router.add_post("/_sandbox/pause", _writing(_pause))
    app.router.add_post("/_sandbox/your_turn", _writing(_your_turn))
    app.router.add_post("/_sandbox/read", _writing(_read))


async def _index(request: web.Request) -> web.Response:
    return _static("index.html")


async def _file(request: web.Request) -> web.Response:
    return _static(request.match_info["name"])


def _static(name: str) -> web.Response:
    file = files("bot.sandbox") / "page" / "static" / name
    if not file.is_file():
        raise web.HTTPNotFound
    kind = _KINDS[name.rsplit(".", 1)[-1]]
    return web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)


def _reading(read: Read) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            return answer({"ok": True} | read(request))
        except ActRefused as refused:
            return answer({"ok": False, "error": str(refused)}, 409)

    return handle


def _writing(write: Callable[[web.Request, bytes], None]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return answer({"ok": False, "error": "send JSON"}, 415)
        try:
            write(request, await request.read() or b"{}")
        except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
            return answer({"ok": False, "error": str(wrong)}, 400)
        except ActRefused as refused:
            return answer({"ok": False, "error": str(refused)}, 409)
        return answer({"ok": True})

    return handle


def _number(request: web.Request, name: str, default: int | None = None) -> int:
    text = request.query.get(name, "")
    number = whole(text)
    if number is not None:
        return number
    if default is None or text:
        raise ActRefused(f"{name}: a number")
    return default


def _state(request: web.Request) -> dict[str, Any]:
    return views.state(request.app[SANDBOX], _number(request, "user"))


def _messages(request: web.Request) -> dict[str, Any]:
    user, chat_id = _number(request, "user"), _number(request, "chat_id")
    return views.messages(request.app[SANDBOX], user, chat_id, _number(request, "topic", views.GENERAL))


class _Seen(msgspec.Struct, forbid_unknown_fields=True):
    user: int
    chat_id: int
    topic: int = views.GENERAL


class _Switch(msgspec.Struct, forbid_unknown_fields=True):
    on: bool


def _read(request: web.Request, body: bytes) -> None:
    seen = msgspec.json.decode(body, type=_Seen)
    request.app[SANDBOX].read(seen.user, seen.chat_id, seen.topic)


def _show(request: web.Request, body: bytes) -> None:
    request.app[SANDBOX].tell(msgspec.json.decode(body, type=Scene))


def _pause(request: web.Request, body: bytes) -> None:
    request.app[SANDBOX].pause(msgspec.json.decode(body, type=_Switch).on)


def _your_turn(request: web.Request, body: bytes) -> None:
    request.app[SANDBOX].take_over()


async def _content(request: web.Request) -> web.Response:
    """A file of a message: pictures are shown, everything else is offered as a download."""
    file = request.app[SANDBOX].world.files.get(request.match_info["id"])
    if file is None:
        raise web.HTTPNotFound
    kind = next((kind for start, kind in _PICTURES.items() if file.content.startswith(start)), None)
    headers = dict(_HEADERS)
    if kind is None:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=file.content, content_type=kind or "application/octet-stream", headers=headers)


async def _events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: one line per change, and a beat so that a lost connection is noticed."""
    sandbox = request.app[SANDBOX]
    waiting: asyncio.Queue[Change | None] = asyncio.Queue()
    stream = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
    await stream.prepare(request)
    sandbox.listeners.append(waiting.put_nowait)
    request.app[_STREAMS].add(waiting)
    try:
        await stream.write(b"retry: 1000\n\n")
        while True:
            try:
                change = await asyncio.wait_for(waiting.get(), _HEARTBEAT)
            except TimeoutError:
                await stream.write(b": still here\n\n")
                continue
            if change is None:
                return stream
            if change.kind != "update":
                data = {"kind": change.kind, "chat_id": change.chat_id} | change.about
                await stream.write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())
    except ConnectionResetError:
        return stream
    finally:
        sandbox.listeners.remove(waiting.put_nowait)
        request.app[_STREAMS].discard(waiting)


async def _end_streams(app: web.Application) -> None:
    for waiting in app[_STREAMS]:
        waiting.put_nowait(None)
