"""Start and stop: in which order the parts come up and go down, signals, and what refuses a start."""

import asyncio
import errno
import functools
import os
import resource
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from aiohttp import web
from sqlalchemy import exc, text

from bot.app import REPLICAS, SILENT_SECONDS, TICK, UPDATES, App
from bot.bringing import Bring, brought
from bot.clock import Clock
from bot.desk.claims import has_owner, offer_claim
from bot.desk.founding import belong, found, found_in, remember, remembered
from bot.errors import StartRefused
from bot.gateways.doorkeeper import Doorkeeper
from bot.ports import ALERTS
from storage.database import Database, DatabaseInUse
from storage.migrations.laying import lay_down

if TYPE_CHECKING:
    from bot.speech import Speech

_log = structlog.get_logger("run")

STOP_SECONDS: Final = 10.0
"""After a signal the process is gone at the latest; systemd and containers wait longer than that."""
HEADER_SECONDS: Final = 75.0
"""Longer than a reverse proxy keeps an idle connection (nginx, keepalive_timeout of an upstream: 60 s): it must be
the one to close it."""
MOST_FILES: Final = 65_536
_DRAIN_SECONDS: Final = 2.0
_ACT_SECONDS: Final = 2.0
_SEND_SECONDS: Final = 3.0


class Tell(Protocol):
    """Says a sentence of `cli.ftl` to whoever started the desk."""

    def __call__(self, key: str, /, **values: str) -> None: ...


async def run(app: App, tell: Tell, bring: Bring) -> None:
    """Start the desk and keep it going until SIGTERM or SIGINT; a second signal ends it at once.

    Ready is who keeps alerts and updates. `bring` then imports what the desk speaks with and reads its lists,
    beside the loop: the first alert would wait a second for it, and whoever ends the desk meanwhile does not.

    Raises:
        StartRefused: says why, in a sentence.
    """
    stopping = asyncio.Event()
    _listen_to_signals(stopping)
    runner = doorkeeper(app.web, app.settings.http.connections)
    _allow_many_files()
    speech = None
    try:
        await open_database(app.database, app.clock, app.stamp)
        if app.replicas is not None:
            async with opening(app.database, claimed=False):
                await app.replicas.ask(app.database)
        await belong(app.desk, app.stamp)
        await found(app.desk, app.first_team)
        _start_loops(app)
        port = await _listen(app, runner)
        _log.info("ready", host=app.settings.http.host, port=port, database=_kind(app.database))
        # Beside the loop as well: it is the first sentence, and reads its catalogue.
        await asyncio.to_thread(tell, "cli-run-ready", address=f"http://{app.settings.http.host}:{port}")
        if await brought(bring, stopping):
            speech = await _begin_to_speak(app, tell)
        await stopping.wait()
    finally:
        await _stop(app, speech, runner)


async def _begin_to_speak(app: App, tell: Tell) -> "Speech":
    from bot.speech import REHEARSAL, Speech

    speech = Speech.of(app)
    await speech.link.open()
    await speech.outgoing.open()
    app.complete.set()
    app.loops.start(TICK, app.keep_time, SILENT_SECONDS)
    speech.start()
    app.loops.start(REHEARSAL, speech.rehearse)
    app.loops.start("greeting", functools.partial(_meet_telegram, speech, tell))
    if app.replicas is not None:
        app.replicas.stands = True
    return speech


def _listen_to_signals(stopping: asyncio.Event) -> None:
    def stop(number: int) -> None:
        if stopping.is_set():
            _log.warning("second signal: ending at once")
            os._exit(1)
        _log.info("stopping", signal=signal.Signals(number).name)
        stopping.set()
        # Whatever hangs below: the database bears a kill at any instant, a machine that waits does not.
        asyncio.get_running_loop().call_later(STOP_SECONDS, os._exit, 1)

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)


# --- the database ---


async def open_database(database: Database, clock: Clock, stamp: str) -> None:
    """Claim the database, see that it is ours and that its schema is this release's.

    SQLite is brought up to date, after a copy.

    Raises:
        StartRefused: another desk runs on it, it cannot be opened, it is somebody else's, its schema is
            newer, or (PostgreSQL) older.
    """
    async with opening(database):
        await _must_be_ours(database, stamp)
        await _bring_up_to_date(database, clock)


async def _must_be_ours(database: Database, stamp: str) -> None:
    """Look before anything is changed: a training must not touch a real desk's memory."""
    async with database.reading() as session:
        try:
            known = await found_in(session)
        except (exc.OperationalError, exc.ProgrammingError):
            return  # no such table: a new database
    if known not in (None, stamp):
        key = "cli-stamp-not-sandbox" if stamp.startswith("sandbox:") else "cli-stamp-unfit"
        raise StartRefused(key, database=shown(database), found=known, wanted=stamp)


async def _bring_up_to_date(database: Database, clock: Clock) -> None:
    # Alembic costs a third of a second: imported only when there is something to do.
    if await _is_current(database):
        return
    if database.path is not None and await asyncio.to_thread(lay_down, database.path):
        _log.info("schema laid down")
        if await _is_current(database):
            return
    from storage.migrations import running as schema

    present, newest = await schema.present(database), schema.newest()
    if present not in (None, newest) and not database.is_sqlite:
        key = "cli-schema-older" if str(present) < newest else "cli-schema-newer"  # 0001, 0002, …
        raise StartRefused(key, present=str(present), newest=newest)
    await _upgrade(database, clock)


async def _upgrade(database: Database, clock: Clock) -> tuple[str, Path | None]:
    from storage.migrations import running as schema

    present, newest = await schema.present(database), schema.newest()
    copy = None
    if present not in (None, newest) and database.path is not None:
        copy = await asyncio.to_thread(schema.copy_before_upgrade, database.path, clock.now())
    try:
        await schema.upgrade(database)
    except schema.SchemaNewer as newer:
        raise StartRefused("cli-schema-newer", present=str(present), newest=newest) from newer
    if present != newest:
        _log.info("schema brought up to date", present=present, newest=newest, copy=copy.name if copy else None)
    return newest, copy


async def migrate(database: Database, clock: Clock) -> tuple[str, Path | None]:
    """Bring the schema up to date, PostgreSQL's too; returns what it is now, and where the copy of before lies.

    Raises:
        StartRefused: a desk runs on this SQLite file, the database cannot be opened, or its schema is newer.
    """
    async with opening(database):
        return await _upgrade(database, clock)


async def must_be_current(database: Database) -> None:
    """Nothing is brought up to date here: a desk may be running.

    Raises:
        StartRefused: the schema is not this release's; says what to do.
    """
    if await _is_current(database):
        return
    from storage.migrations import running as schema

    present, newest = await schema.present(database), schema.newest()
    key = "cli-schema-newer" if present is not None and present > newest else "cli-schema-older"
    raise StartRefused(key, present=present or "-", newest=newest)


@asynccontextmanager
async def opening(database: Database, claimed: bool = True) -> AsyncIterator[None]:
    """Claim it, if it is to be ours alone; what a database that cannot be opened raises, as a sentence.

    Raises:
        StartRefused: another desk runs on it, it cannot be opened or read, or a restore broke off and left
            nothing in its place.
    """
    _must_not_be_half_restored(database)
    try:
        if claimed:
            database.claim()
        yield
    except DatabaseInUse as busy:
        raise StartRefused("cli-database-in-use", path=str(busy)) from busy
    except exc.DatabaseError as trouble:
        key = "unreachable" if isinstance(trouble, exc.OperationalError) else "unreadable"
        reason = str(trouble.orig).partition("\n")[0]
        raise StartRefused(f"cli-database-{key}", database=shown(database), reason=reason) from trouble
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise StartRefused("cli-database-unreachable", database=shown(database), reason=reason) from trouble


def _must_not_be_half_restored(database: Database) -> None:
    if database.path is None or database.path.exists():
        return
    from bot.gateways.backups import unfinished

    if unfinished(database.path).exists():
        raise StartRefused("cli-restore-unfinished", path=str(database.path))


async def _is_current(database: Database) -> bool:
    """Does the database name the newest of our migrations? Their files are numbered."""
    names = (file.name for file in files("storage.migrations").joinpath("versions").iterdir())
    newest = max(name.partition("_")[0] for name in names if name[:1].isdigit())
    async with database.reading() as session:
        try:
            connection = await session.connection()
            present = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
        except (exc.OperationalError, exc.ProgrammingError):
            return False
    return bool(present == newest)


def shown(database: Database) -> str:
    """The database as an operator may read it: without the password."""
    return str(database.path) if database.path else database.url.render_as_string(hide_password=True)


def _kind(database: Database) -> str:
    return "sqlite" if database.is_sqlite else "postgresql"


# --- the loops ---


def _start_loops(app: App) -> None:
    loops = app.loops
    loops.start(ALERTS, app.intake.run)
    loops.start(UPDATES, app.inbox.run)
    if app.replicas is not None:
        replicas = app.replicas
        replicas.stands = False  # until it can poll and keep the calendar
        loops.start(REPLICAS, lambda: replicas.run(functools.partial(loops.sign, REPLICAS)), SILENT_SECONDS)
    else:
        loops.start("office", functools.partial(_hold_office, app))


async def _hold_office(app: App) -> None:
    """A SQLite desk is alone: it holds the office for as long as it lives."""
    async with app.office.held():
        await asyncio.Event().wait()


async def _meet_telegram(speech: "Speech", tell: Tell) -> None:
    """Speak under the name of last time at once; ask for the present one as often as it takes."""
    app = speech.app
    known = await remembered(app.desk, app.settings.telegram.bot_id)
    if known is not None:
        speech.speak_as(known)
    identity = await speech.link.greet()
    _log.info("connected", username=identity.username)
    if identity != known:
        await remember(app.desk, identity)
    if known is None:
        speech.speak_as(identity)
    speech.hear()
    await speech.show_menu()
    async with app.desk.reading() as look:
        owned = await has_owner(look)
    if not owned:
        link = f"https://t.me/{identity.username}?start=own-{await offer_claim(app.desk)}"
        tell("cli-run-claim", link=link)


# --- HTTP ---


def doorkeeper(app: web.Application, most: int = 0, header_seconds: float = HEADER_SECONDS) -> web.AppRunner:
    """Serves the HTTP side, to `most` connections at a time (0: to all).

    Whoever has not sent a request's headers in full within `header_seconds` of his connection, or of his last
    answer, is hung up on: to aiohttp such a connection is merely kept alive.
    """
    how = {"access_log": None, "handler_cancellation": False, "shutdown_timeout": 1.0}
    return Doorkeeper(app, most, keepalive_timeout=header_seconds, **how)


def _allow_many_files() -> None:
    """As many open files as the machine lets us have: connections that only wait must not use up those of the
    database and of Telegram."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _listen(app: App, runner: web.AppRunner) -> int:
    """Open the HTTP side; returns the port.

    Raises:
        StartRefused: the port is taken, or this machine has no such address.
    """
    http = app.settings.http
    await runner.setup()
    try:
        await web.TCPSite(runner, http.host, http.port).start()
    except OSError as trouble:
        taken = trouble.errno == errno.EADDRINUSE
        key = "cli-port-taken" if taken else "cli-host-unusable"
        reason = os.strerror(trouble.errno) if trouble.errno else str(trouble)
        raise StartRefused(
            key, host=http.host, port=str(http.port), reason=reason, free=str(free_port())
        ) from trouble
    return int(runner.addresses[0][1])


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _stop(app: App, speech: "Speech | None", runner: web.AppRunner) -> None:
    """Ways in close, acts end, what was handed over is stored, the pump gives its claims back, HTTP, database."""
    app.vitals.going_down = True
    for site in list(runner.sites):
        await site.stop()
    if speech is not None:
        await app.loops.stop("greeting", *speech.ways_in)
    app.intake.close()
    app.inbox.close()
    # Side by side, as the calls under way are: one after the other they might take longer than the process has.
    await asyncio.gather(*(_stored(app, name) for name in (ALERTS, UPDATES)))
    await app.desk.rest(_ACT_SECONDS)
    if speech is not None:
        await speech.rest(_SEND_SECONDS)
    await app.loops.stop(*app.loops.all)
    await runner.cleanup()
    if speech is not None:
        await speech.close()
    await app.database.close()
    _log.info("stopped")


async def _stored(app: App, name: str) -> None:
    if not await app.loops.ended(name, _DRAIN_SECONDS):
        _log.warning("not everything that came in was stored", loop=name)
