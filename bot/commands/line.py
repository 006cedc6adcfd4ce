"""The command line, `crisisdesk`. Every sentence is in `messages/locales/*/cli.ftl`.

Heavy parts are imported inside the commands that need them, so that `--help` and completion answer at once.
"""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import SystemClock
from bot.commands.connections import Whereabouts, outlet_commands, source_commands
from bot.commands.running import clock_of, run, sandbox_of, settings_given
from bot.commands.terminal import address, do, keep_to_ourselves, language, out, words
from bot.errors import StartRefused
from bot.settings import Settings
from storage.vocabulary.people import Language

app = typer.Typer(
    name="crisisdesk",
    help=words("cli-help"),
    epilog=words("cli-help-first-steps"),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _database(settings: Settings) -> str:
    """Where everything is kept, with its password."""
    return settings.database.url.get_secret_value()


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
    run()


# --- the first run ---


@app.command("setup", help=words("cli-help-setup"))
def _setup() -> None:
    from bot.commands.first_run import setup
    from bot.settings import ENV_FILE

    settings = settings_given()
    keep_to_ourselves()
    setup(_given, _database(settings), SystemClock(), Path(ENV_FILE))


def _given() -> Any:
    """The settings as the first run needs them, read anew."""
    from bot.wizard.house import Given

    settings = settings_given()
    telegram, http, token = settings.telegram, settings.http, settings.alerts.token
    here = address(http.host, http.port)
    return Given(
        token=telegram.token.get_secret_value() if telegram.token else "",
        base_url=telegram.base_url,
        proxy=telegram.proxy.get_secret_value() if telegram.proxy else "",
        alert_token=token.get_secret_value() if token else "",
        address=here,
        reached=http.public_url or here,
        port=http.port,
    )


@app.command("sandbox", help=words("cli-help-sandbox"))
def _sandbox_command(
    port: Annotated[int, typer.Option(min=0, max=65535, help=words("cli-help-port"))] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=words("cli-help-json"))] = False,
    world: Annotated[Path | None, typer.Option(help=words("cli-help-world"))] = None,
) -> None:
    keep_to_ourselves()
    do(_serve_sandbox(port, as_json, world))


async def _serve_sandbox(port: int, as_json: bool, world: Path | None) -> None:
    import signal

    from bot.sandbox.http import serve
    from bot.sandbox.sandbox import announcement

    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    sandbox, keeper = sandbox_of(world)
    try:
        async with serve(sandbox, port=port, keeper=keeper) as server:
            if as_json:
                print(json.dumps(announcement(sandbox, server.base), ensure_ascii=False), flush=True)
            else:
                out.print(words("cli-sandbox-ready", address=server.base, token=sandbox.token))
            await stopping.wait()
    except OSError as taken:
        from bot.run import free_port

        raise StartRefused("cli-port-taken", port=str(port), free=str(free_port())) from taken


# --- looking after it ---


@app.command("check", help=words("cli-help-check"))
def _check() -> None:
    from bot.commands import upkeep

    upkeep.show(asyncio.run(_look_at_everything(settings_given())))


async def _look_at_everything(settings: Settings) -> list[Any]:
    from bot.commands.upkeep import example_token
    from bot.gateways import checks
    from bot.settings import ENV_FILE, SHORTEST_SECRET, names

    telegram, http = settings.telegram, settings.http
    found = checks.unknown_variables(Path(ENV_FILE), names())
    if telegram.token is None:
        found.append(checks.trouble("cli-check-token-missing"))
    else:
        proxy = telegram.proxy.get_secret_value() if telegram.proxy else None
        found += await checks.telegram(telegram.token.get_secret_value(), telegram.base_url, proxy)
    found += await checks.database(_database(settings))
    if settings.database.path is not None:
        found.append(checks.disk(settings.database.path))
    token = settings.alerts.token.get_secret_value() if settings.alerts.token else ""
    return [
        *found,
        await checks.port(http.host, http.port),
        checks.public_url(http.public_url),
        checks.alert_token(token, SHORTEST_SECRET, example_token()),
        checks.zone(settings.team.timezone, SystemClock()),
    ]


@app.command("paper", help=words("cli-help-paper"))
def _paper(
    output: Annotated[Path | None, typer.Option("--output", "-o", help=words("cli-help-paper-to"))] = None,
    team: Annotated[str | None, typer.Option("--team", help=words("cli-help-team"))] = None,
) -> None:
    from bot.commands.papers import paper

    settings = settings_given()
    do(paper(_database(settings), clock_of(settings), output, team))


@app.command("verify", help=words("cli-help-verify"))
def _verify() -> None:
    from bot.commands.verifying import verify

    settings = settings_given()
    keep_to_ourselves()
    do(verify(_database(settings), clock_of(settings)))


@app.command("migrate", help=words("cli-help-migrate"))
def _migrate() -> None:
    from bot.commands import upkeep

    settings = settings_given()
    keep_to_ourselves()
    do(upkeep.migrate(_database(settings), SystemClock()))


@app.command("backup", help=words("cli-help-backup"))
def _backup(
    target: Annotated[Path | None, typer.Argument(help=words("cli-help-backup-to"))] = None,
    incident: Annotated[str | None, typer.Option("--incident", help=words("cli-help-backup-incident"))] = None,
    team: Annotated[str | None, typer.Option("--team", help=words("cli-help-team"))] = None,
) -> None:
    from bot.commands import upkeep

    settings = settings_given()
    keep_to_ourselves()
    if incident is not None:
        from bot.commands.archives import put_away

        do(put_away(_database(settings), clock_of(settings), incident, team, target))
        return
    upkeep.backup(_database(settings), settings.database.path, target, SystemClock())


@app.command("restore", help=words("cli-help-restore"))
def _restore(
    backup: Annotated[Path, typer.Argument(help=words("cli-help-backup-from"))],
) -> None:
    from bot.commands import upkeep

    settings = settings_given()
    keep_to_ourselves()
    upkeep.restore(_database(settings), settings.database.path, backup, SystemClock())


@app.command("retention", help=words("cli-help-retention"))
def _retention(
    days: Annotated[int | None, typer.Option("--days", min=1, help=words("cli-help-retention-days"))] = None,
    erase: Annotated[bool, typer.Option("--erase", help=words("cli-help-retention-erase"))] = False,
) -> None:
    from bot.commands.retention import retain

    settings = settings_given()
    keep_to_ourselves()
    do(retain(_database(settings), clock_of(settings), days, erase))


_Team = Annotated[str | None, typer.Option("--team", help=words("cli-help-team"))]


@app.command("recap", help=words("cli-help-recap"))
def _recap(
    number: Annotated[str, typer.Argument(help=words("cli-help-recap-number"))],
    forms: Annotated[str, typer.Option("--format", help=words("cli-help-recap-format"))] = "md",
    languages: Annotated[str | None, typer.Option("--lang", help=words("cli-help-recap-language"))] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=words("cli-help-recap-output"))] = None,
    team: _Team = None,
    length: Annotated[str, typer.Option("--length", help=words("cli-help-recap-length"))] = "full",
    unmasked: Annotated[bool, typer.Option("--unmasked", help=words("cli-help-recap-unmasked"))] = False,
    by: Annotated[str | None, typer.Option("--by", help=words("cli-help-recap-by"))] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=words("cli-help-recap-reason"))] = None,
) -> None:
    from bot.commands.recaps import Unmasking, Wanted, recap

    settings = settings_given()
    keep_to_ourselves()
    opened = Unmasking(by or "", reason or "") if unmasked else None
    wanted = Wanted(number, forms, languages or language().value, output, team, length, opened)
    do(recap(_database(settings), clock_of(settings), wanted))


def _whereabouts() -> Whereabouts:
    """Where everything is kept, and the address that alerts are sent to."""
    settings = settings_given()
    base = settings.http.public_url or address(settings.http.host, settings.http.port)
    return Whereabouts(_database(settings), base)


app.add_typer(source_commands(_whereabouts))
app.add_typer(outlet_commands(_whereabouts))


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
