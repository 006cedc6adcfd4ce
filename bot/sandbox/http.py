"""The sandbox over HTTP: the Bot API's own paths, the control API, and the page, on the loopback address."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.sandbox import control
from bot.sandbox.faults import WireTrouble
from bot.sandbox.keeping import Keeper
from bot.sandbox.page import routes
from bot.sandbox.refusals import Refused
from bot.sandbox.requests import parse_json
from bot.sandbox.sandbox import Sandbox, refusal
from bot.sandbox.webhooks import Courier
from bot.sandbox.world.files import UPLOAD_LIMIT, Upload

SANDBOX: web.AppKey[Sandbox] = control.SANDBOX
_REQUEST_LIMIT = UPLOAD_LIMIT + 1024 * 1024
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server(NamedTuple):
    """A sandbox that answers. `base` is what TELEGRAM_BASE_URL takes."""

    base: str
    port: int
    sandbox: Sandbox


@asynccontextmanager
async def serve(
    sandbox: Sandbox,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    keeper: Keeper | None = None,
    courier: Courier | None = None,
) -> AsyncIterator[Server]:
    """Opens the door for as long as the block lasts.

    Args:
        sandbox: should have `long_polling` and `sleep=asyncio.sleep`.
        host: a loopback address; nothing else is served.
        port: 0 takes a free one.
        keeper: writes the world to a file after changes and at the end.
        courier: delivers webhooks; a default one if not given.

    Raises:
        ValueError: the host is not a loopback address.
        OSError: the port is taken.
    """
    if host not in _LOCAL:
        raise ValueError("the training sandbox answers on a loopback address only")
    app = application(sandbox)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    courier = courier or Courier(sandbox)
    saving = None
    if keeper is not None:
        sandbox.listeners.append(keeper.changed)
        saving = asyncio.create_task(keeper.run(sandbox))
    courier.start()
    try:
        await web.TCPSite(runner, host, port).start()
        taken = runner.addresses[0][1]
        yield Server(f"http://{'[::1]' if ':' in host else host}:{taken}", taken, sandbox)
    finally:
        await courier.stop()
        await runner.cleanup()
        if keeper is not None and saving is not None:
            saving.cancel()
            sandbox.listeners.remove(keeper.changed)
            keeper.save(sandbox.world)


def application(sandbox: Sandbox) -> web.Application:
    """The routes, without a socket."""
    app = web.Application(client_max_size=_REQUEST_LIMIT, middlewares=[_local_only])
    app[SANDBOX] = sandbox
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", _bot_api)
    app.router.add_route("*", "/file/bot{token:[^/]+}/{path:.+}", _download)
    app.on_shutdown.append(_release)
    control.add_routes(app)
    routes.add_routes(app)
    return app


async def _release(app: web.Application) -> None:
    app[SANDBOX].release()


@web.middleware
async def _local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what a foreign page could make a visitor's browser send (rebound names, other origins)."""
    name = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    origin = request.headers.get("Origin")
    if name not in _LOCAL or (origin is not None and origin != f"http://{request.host}"):
        raise web.HTTPForbidden(text="the training sandbox answers its own machine only")
    return await handler(request)


async def _bot_api(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[SANDBOX]
    method = request.match_info["method"]
    try:
        params, files = await _read(request)
    except Refused as refused:
        return _reply(*refusal(refused))
    except web.HTTPRequestEntityTooLarge:
        return _reply(*refusal(Refused("too_large")))
    try:
        status, body, fault = await sandbox.answer(method, params, files, request.match_info["token"])
    except WireTrouble:
        return _broken(request)
    if fault == "lose_reply":
        return _broken(request)
    if fault == "half":
        return await _half(request, status, body)
    return _reply(status, body, garbage=not body.startswith(b"{"))


def _reply(status: int, body: bytes, *, garbage: bool = False) -> web.Response:
    response = web.Response(status=status, body=body, content_type="text/html" if garbage else "application/json")
    if status == 429:
        told = parse_json(body, "body")
        assert isinstance(told, dict)
        response.headers["Retry-After"] = str(told["parameters"]["retry_after"])
    return response


def _broken(request: web.Request) -> web.Response:
    """Cuts the connection; whatever is returned then reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, status: int, body: bytes) -> web.StreamResponse:
    """Promises the whole answer, sends the first half, and cuts the connection."""
    response = web.StreamResponse(status=status, headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def _read(request: web.Request) -> tuple[dict[str, object], dict[str, Upload]]:
    """Parameters from the address, a form, JSON, or a multipart body with files; the body wins."""
    params: dict[str, object] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.read()
        if body:
            given = parse_json(body, "request")
            if not isinstance(given, dict):
                raise Refused("bad_json")
            params |= given
    elif request.content_type.startswith("multipart/"):
        await _read_parts(request, params, files)
    elif request.content_type == "application/x-www-form-urlencoded":
        try:
            params |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        except UnicodeDecodeError:
            raise Refused("not_utf8") from None
    return params, files


async def _read_parts(request: web.Request, params: dict[str, object], files: dict[str, Upload]) -> None:
    total = 0
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            content = bytearray()
            while chunk := await part.read_chunk(1 << 16):
                total += len(chunk)
                if total > _REQUEST_LIMIT:
                    raise Refused("too_large")
                content += chunk
            if part.filename is not None:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, bytes(content), mime)
            else:
                params[part.name] = content.decode()
    except UnicodeDecodeError:
        raise Refused("not_utf8") from None
    except (ValueError, HttpProcessingError):
        raise Refused("bad_json") from None


async def _download(request: web.Request) -> web.Response:
    """A file by the path that getFile told."""
    sandbox = request.app[SANDBOX]
    if request.match_info["token"] != sandbox.token:
        return _reply(*refusal(Refused("unauthorized")))
    path = request.match_info["path"]
    file = next((f for f in sandbox.world.files.values() if f.path == path), None)
    if file is None:
        return _reply(*refusal(Refused("not_found")))
    # Never as a page of this origin: an uploaded HTML file must not run beside the control API.
    return web.Response(body=file.content, content_type="application/octet-stream")
