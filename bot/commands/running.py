"""The desk itself: `crisisdesk run`, with Telegram or, without a token, in the training sandbox.

It knows neither typer nor rich, and reads no sentence of `--help`: the desk is started by machines, and those
would cost it a tenth of its start and ten megabytes for as long as it runs.
"""

import asyncio
import gc
import os
import secrets
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bot.bringing import leave
from bot.clock import STORY_CLOCK, Clock, StoryClock, SystemClock
from bot.commands.terminal import REFUSED, do, err, keep_to_ourselves, out, refuse, words
from bot.settings import Settings, SettingsRefused
from messages.words import plain
from storage.vocabulary.people import Language

#: What libraries take along where it is installed, and a desk does without: the painted tracebacks of structlog's
#: console, PTB's decryption of Telegram Passport. The desk itself imports `cryptography` once somebody has a
#: browser to push to (`bot.gateways.push_key`).
_NOT_NEEDED: Final = ("rich", "cryptography")

#: What `bot.app`, `bot.ports` and `handlers.web.pages` import when it is asked for.
_ASKED_FOR: Final = (
    "bot.desk.checking",
    "bot.desk.drawing.frontline",
    "bot.desk.duty_pages",
    "bot.desk.pages",
    "bot.desk.receipts",
    "bot.desk.retelling",
    "bot.desk.subscribing",
    "bot.desk.ticking",
    "bot.gateways.rendering",
    "messages.pages.board",
    "messages.pages.notice",
    "messages.pages.stats",
    "messages.recap.page",
)


def run() -> None:
    """Read the settings and run until a signal.

    Raises:
        SystemExit: 2 when nothing was begun; the sentence that says why was printed.
    """
    settings = settings_given()
    keep_to_ourselves()
    do(desk(settings) if settings.telegram.token else training(settings))
    leave()


def settings_given() -> Settings:
    """The settings, or every problem in both languages: LANGUAGE may be the one that is wrong."""
    try:
        return Settings.read()
    except SettingsRefused as refused:
        err.print(words("cli-settings-wrong", count=str(len(refused.problems))))
        for problem in refused.problems:
            both = " / ".join(plain(each, problem.key, **problem.values) for each in Language)
            err.print(f"  ✗ {problem.variable}  {both}")
        raise SystemExit(REFUSED) from None


#: A storm makes ten thousand values at once and keeps none; looking among them for garbage at every 700 (the
#: default) was a fifteenth of the time.
_GARBAGE_AFTER = 20_000


async def desk(settings: Settings) -> None:
    """A running desk, until a signal. What keeps alerts is imported here, the rest once they are (`bring`)."""
    gc.disable()
    with _left_out(*_NOT_NEEDED), certificates_later():
        from bot.app import assemble, secrets_of
        from bot.gateways import logs
        from bot.run import run
        from messages.words import forgive

    logs.configure(settings.logs.level, settings.logs.format, secrets_of(settings))
    forgive()
    app = assemble(settings, clock_of(settings))
    # What is here now stays for ever: nobody looks for garbage in it.
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)
    gc.enable()
    await run(app, tell, bring)


def bring(over: Callable[[], bool] = lambda: False) -> None:
    """Everything else, beside the loop: first what the first alert looks into. No more of it once it is `over`."""
    gc.disable()
    with _left_out(*_NOT_NEEDED), _without_httpx():
        from bot.desk import policies
        from storage.unit_of_work import bring_all

        policies.warm()
        bring_all()
        for module in ("bot.speech", *_ASKED_FOR):
            if over():
                return
            import_module(module)
    _bring_certificates()
    gc.freeze()
    gc.enable()


@contextmanager
def _left_out(*names: str) -> Iterator[None]:
    """Meanwhile these cannot be imported, unless they are here already; libraries then do without."""
    missing = [name for name in names if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


@contextmanager
def _without_httpx() -> Iterator[None]:
    """Meanwhile httpx is a module with the three names PTB has in its annotations. PTB imports it for requests of
    its own; ours go through aiohttp (`bot.gateways.telegram`)."""
    if "httpx" in sys.modules:
        yield
        return
    stands_in = ModuleType("httpx")
    stands_in.__dict__.update(Proxy=str, URL=str, AsyncClient=str)
    sys.modules["httpx"] = stands_in
    try:
        yield
    finally:
        del sys.modules["httpx"]


@contextmanager
def certificates_later() -> Iterator[None]:
    """Meanwhile a context for TLS is made without the machine's certificates. aiohttp makes its own as it is
    imported, and to read some 150 of them is a twentieth of a start that needs none yet."""
    load = ssl.SSLContext.load_default_certs
    ssl.SSLContext.load_default_certs = lambda *_: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        ssl.SSLContext.load_default_certs = load  # type: ignore[method-assign]


def _bring_certificates() -> None:
    from aiohttp import connector

    if not connector._SSL_CONTEXT_VERIFIED.cert_store_stats()["x509"]:
        connector._SSL_CONTEXT_VERIFIED.load_default_certs()


def clock_of(settings: Settings) -> Clock:
    """The machine's clock; in the demo's sandbox the one that its story moves."""
    story = os.environ.get(STORY_CLOCK)
    if not story:
        return SystemClock()
    if not settings.telegram.is_sandbox:
        refuse("cli-story-clock-real", variable=STORY_CLOCK)
    try:
        return StoryClock(Path(story))
    except (OSError, ValueError) as trouble:
        refuse("cli-story-clock-unreadable", variable=STORY_CLOCK, path=story, reason=type(trouble).__name__)


def tell(key: str, /, **values: str) -> None:
    """A sentence of the running desk, for whoever started it: the log goes to the other stream."""
    out.print(words(key, **values))


async def training(settings: Settings) -> None:
    """The desk in the training sandbox: only where it cannot be mistaken for the real one."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    for fits, key in (
        (on_terminal, "terminal"),
        (settings.database.is_sqlite, "sqlite"),
        (settings.http.is_loopback, "loopback"),
        (not settings.http.public_url, "public"),
    ):
        if not fits:
            refuse(f"cli-no-token-{key}")
    from bot.sandbox.http import serve
    from bot.sandbox.sandbox import announcement

    path = settings.database.path
    world = path.with_name(f"{path.name}.sandbox.json") if path else None
    sandbox, keeper = sandbox_of(world)
    async with serve(sandbox, keeper=keeper) as server:
        settings = in_sandbox(settings, announcement(sandbox, server.base))
        tell("cli-run-sandbox", address=server.base)
        assert settings.alerts.token is not None
        tell("cli-run-alert-token", token=settings.alerts.token.get_secret_value())
        await desk(settings)


def in_sandbox(settings: Settings, announced: dict[str, Any]) -> Settings:
    """The same settings for a training: the sandbox's bot, group and owner, and a token for alerts."""
    from pydantic import SecretStr

    owners = tuple(person["id"] for person in announced["personas"] if person["role"] == "owner")
    telegram = settings.telegram.model_copy(
        update={"token": SecretStr(announced["token"]), "base_url": announced["base"], "mode": "polling"}
    )
    team = settings.team.model_copy(
        update={
            "chat_id": settings.team.chat_id or announced["forum_chat_id"],
            "owner_ids": settings.team.owner_ids or owners,
        }
    )
    token = settings.alerts.token or SecretStr(secrets.token_urlsafe(12))
    alerts = settings.alerts.model_copy(update={"token": token})
    return settings.model_copy(update={"telegram": telegram, "team": team, "alerts": alerts})


def sandbox_of(world: Path | None) -> tuple[Any, Any]:
    """A sandbox that waits in real time, and who keeps its world in a file, if it is to be kept."""
    from bot.sandbox.keeping import Keeper, load
    from bot.sandbox.sandbox import Sandbox

    if world is None:
        return Sandbox(long_polling=True, sleep=asyncio.sleep), None
    loaded = load(world)
    if loaded.broken is not None:
        err.print(words("cli-sandbox-broken", reason=loaded.reason, path=str(loaded.broken)))
    return Sandbox(loaded.world, long_polling=True, sleep=asyncio.sleep), Keeper(world)
