"""The command line, `crisisdesk`. Every sentence is in `messages/locales/*/cli.ftl`.

Heavy parts are imported inside the commands that need them, so that `--help` and completion answer at once.
"""

import asyncio
import gc
import json
import os
import secrets
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot.clock import STORY_CLOCK, Clock, StoryClock, SystemClock
from bot.settings import Settings, SettingsRefused
from messages.words import plain
from storage.vocabulary.people import Language

REFUSED = 2
"""Exit code when nothing was begun: settings, another desk, a port."""

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(soft_wrap=True, highlight=False, markup=False, stderr=True)


def language() -> Language:
    """The reader's: LANGUAGE, else LC_ALL, LC_MESSAGES or LANG, else Chinese."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for word in os.environ.get(name, "").lower().split(":"):
            if word[:2] in ("zh", "en"):
                return Language(word[:2])
    return Language.ZH


def words(key: str, /, **values: str) -> str:
    """A sentence for whoever sits at the terminal."""
    return plain(language(), key, **values)


def refuse(key: str, /, **values: str) -> NoReturn:
    """Say why nothing was begun, and end with 2."""
    err.print(f"{words('cli-cannot-start')}: {words(key, **values)}")
    raise typer.Exit(REFUSED)


app = typer.Typer(
    name="crisisdesk",
    help=words("cli-help"),
    epilog=words("cli-help-first-steps"),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _settings() -> Settings:
    """The settings, or every problem in both languages: LANGUAGE may be the one that is wrong."""
    try:
        return Settings.read()
    except SettingsRefused as refused:
        err.print(words("cli-settings-wrong", count=str(len(refused.problems))))
        for problem in refused.problems:
            both = " / ".join(plain(each, problem.key, **problem.values) for each in Language)
            err.print(f"  ✗ {problem.variable}  {both}")
        raise typer.Exit(REFUSED) from None


def _keep_to_ourselves() -> None:
    """Files this process makes are for its user only."""
    os.umask(0o077)


def _do(work: Coroutine[Any, Any, None]) -> None:
    from bot.run import StartRefused

    try:
        asyncio.run(work)
    except StartRefused as refused:
        refuse(refused.key, **refused.values)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        out.print(f"crisisdesk {version('crisisdesk')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=words("cli-help-version"))
    ] = False,
) -> None:
    """Options before any command."""


# --- run ---


@app.command("run", help=words("cli-help-run"))
def _run() -> None:
    settings = _settings()
    _keep_to_ourselves()
    _do(_desk(settings) if settings.telegram.token else _training(settings))


async def _desk(settings: Settings) -> None:
    # A tenth of the start would go into looking for garbage among modules that stay for ever.
    gc.disable()
    from bot.app import assemble, secrets_of
    from bot.gateways import logs
    from bot.run import run
    from messages.words import forgive

    gc.freeze()
    gc.enable()
    logs.configure(settings.logs.level, settings.logs.format, secrets_of(settings))
    forgive()
    await run(assemble(settings, _clock(settings)), tell)


def _clock(settings: Settings) -> Clock:
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


async def _training(settings: Settings) -> None:
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

    path = settings.database.path
    world = path.with_name(f"{path.name}.sandbox.json") if path else None
    sandbox, keeper = _sandbox(world)
    async with serve(sandbox, keeper=keeper) as server:
        settings = in_sandbox(settings, sandbox_announcement(server))
        tell("cli-run-sandbox", address=server.base)
        assert settings.alerts.token is not None
        tell("cli-run-alert-token", token=settings.alerts.token.get_secret_value())
        await _desk(settings)


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


# --- sandbox ---


@app.command("sandbox", help=words("cli-help-sandbox"))
def _sandbox_command(
    port: Annotated[int, typer.Option(min=0, max=65535, help=words("cli-help-port"))] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=words("cli-help-json"))] = False,
    world: Annotated[Path | None, typer.Option(help=words("cli-help-world"))] = None,
) -> None:
    _keep_to_ourselves()
    _do(_serve_sandbox(port, as_json, world))


async def _serve_sandbox(port: int, as_json: bool, world: Path | None) -> None:
    import signal

    from bot.run import StartRefused, free_port
    from bot.sandbox.http import serve

    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    sandbox, keeper = _sandbox(world)
    try:
        async with serve(sandbox, port=port, keeper=keeper) as server:
            if as_json:
                print(json.dumps(sandbox_announcement(server), ensure_ascii=False), flush=True)
            else:
                out.print(words("cli-sandbox-ready", address=server.base, token=sandbox.token))
            await stopping.wait()
    except OSError as taken:
        raise StartRefused("cli-port-taken", port=str(port), free=str(free_port())) from taken


def _sandbox(world: Path | None) -> tuple[Any, Any]:
    """A sandbox that waits in real time, and who keeps its world in a file, if it is to be kept."""
    from bot.sandbox.keeping import Keeper, load
    from bot.sandbox.sandbox import Sandbox

    if world is None:
        return Sandbox(long_polling=True, sleep=asyncio.sleep), None
    loaded = load(world)
    if loaded.broken is not None:
        err.print(words("cli-sandbox-broken", reason=loaded.reason, path=str(loaded.broken)))
    return Sandbox(loaded.world, long_polling=True, sleep=asyncio.sleep), Keeper(world)


def sandbox_announcement(server: Any) -> dict[str, Any]:
    """Where the sandbox is and who is in it."""
    from bot.sandbox.sandbox import announcement

    return announcement(server.sandbox, server.base)


# --- looking after it ---


@app.command("check", help=words("cli-help-check"))
def _check() -> None:
    settings = _settings()
    findings = asyncio.run(_look_at_everything(settings))
    for finding in findings:
        out.print(f"{finding.standing} {words(finding.key, **finding.values)}")
    bad = sum(finding.standing == "✗" for finding in findings)
    out.print(words("cli-check-bad", count=str(bad)) if bad else words("cli-check-good"))
    raise typer.Exit(1 if bad else 0)


async def _look_at_everything(settings: Settings) -> list[Any]:
    from bot.clock import SystemClock
    from bot.gateways import checks
    from bot.settings import ENV_FILE, SHORTEST_SECRET, names

    telegram, http = settings.telegram, settings.http
    found = checks.unknown_variables(Path(ENV_FILE), names())
    if telegram.token is None:
        found.append(checks.trouble("cli-check-token-missing"))
    else:
        proxy = telegram.proxy.get_secret_value() if telegram.proxy else None
        found += await checks.telegram(telegram.token.get_secret_value(), telegram.base_url, proxy)
    found += await checks.database(settings.database.url.get_secret_value())
    if settings.database.path is not None:
        found.append(checks.disk(settings.database.path))
    token = settings.alerts.token.get_secret_value() if settings.alerts.token else ""
    return [
        *found,
        await checks.port(http.host, http.port),
        checks.public_url(http.public_url),
        checks.alert_token(token, SHORTEST_SECRET, secrets.token_urlsafe(24)),
        checks.zone(settings.team.timezone, SystemClock()),
    ]


@app.command("migrate", help=words("cli-help-migrate"))
def _migrate() -> None:
    settings = _settings()
    _keep_to_ourselves()
    _do(_bring_up_to_date(settings))


async def _bring_up_to_date(settings: Settings) -> None:
    from bot.clock import SystemClock
    from bot.run import migrate
    from storage.database import Database

    database = Database(settings.database.url.get_secret_value())
    try:
        newest, copy = await migrate(database, SystemClock())
    finally:
        await database.close()
    if copy is None:
        out.print(words("cli-migrated", newest=newest))
    else:
        out.print(words("cli-migrated-copy", newest=newest, copy=str(copy)))


@app.command("backup", help=words("cli-help-backup"))
def _backup(
    target: Annotated[Path | None, typer.Argument(help=words("cli-help-backup-to"))] = None,
) -> None:
    from bot.clock import SystemClock
    from bot.gateways import backups

    settings = _settings()
    _keep_to_ourselves()
    now, path = SystemClock().now(), settings.database.path
    target = target or backups.name_for(path or Path("crisisdesk.dump"), now)
    try:
        if path is not None:
            backups.copy_sqlite(path, target)
        else:
            backups.dump_postgresql(settings.database.url.get_secret_value(), target)
    except backups.BackupFailed as failed:
        _failed(failed.key, failed.values)
    out.print(words("cli-backed-up", path=str(target), size=f"{target.stat().st_size / 1e6:.1f}"))


@app.command("restore", help=words("cli-help-restore"))
def _restore(
    backup: Annotated[Path, typer.Argument(help=words("cli-help-backup-from"))],
) -> None:
    from bot.clock import SystemClock
    from bot.gateways import backups
    from storage.database import Database, DatabaseInUse

    settings = _settings()
    _keep_to_ourselves()
    path = settings.database.path
    if path is None:
        command, _ = backups.pg_command(
            "pg_restore",
            settings.database.url.get_secret_value(),
            "--clean",
            "--if-exists",
            str(backup),
            "--dbname",
        )
        refuse("cli-restore-postgresql", command=" ".join(command))
    database = Database(settings.database.url.get_secret_value())
    try:
        database.claim()
        aside = backups.restore_sqlite(backup, path, SystemClock().now())
    except DatabaseInUse:
        refuse("cli-database-in-use", path=str(path))
    except backups.BackupFailed as failed:
        _failed(failed.key, failed.values)
    finally:
        asyncio.run(database.close())
    if aside is None:
        out.print(words("cli-restored-new", path=str(path)))
    else:
        out.print(words("cli-restored", path=str(path), aside=str(aside)))


def _failed(key: str, values: dict[str, str]) -> NoReturn:
    """Say what went wrong once it was begun, and end with 1."""
    err.print(words(key, **values))
    raise typer.Exit(1)


# --- demo ---


@app.command("demo", help=words("cli-help-demo"))
def _demo(
    output: Annotated[Path, typer.Option(help=words("cli-help-demo-output"))] = Path("demo-output"),
    in_language: Annotated[Language | None, typer.Option("--language", help=words("cli-help-language"))] = None,
    page: Annotated[bool, typer.Option("--open/--no-open", help=words("cli-help-demo-open"))] = True,
    story: Annotated[Path | None, typer.Option(help=words("cli-help-demo-story"))] = None,
) -> None:
    from bot.demo.play import demo

    raise typer.Exit(demo((in_language or language()).value, output, open_page=page, story=story))


def main() -> None:
    """The entry point `crisisdesk`: Chinese is printed whatever LANG says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # PTB reads it at each call: without it `RetryAfter.retry_after` warns that it will become a timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    app()


if __name__ == "__main__":
    main()
