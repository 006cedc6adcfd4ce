"""`crisisdesk source …` and `crisisdesk outlet …`: where alerts come from, and where words go outside Telegram.

What each does is in `sources.py` and `outlets.py`, imported when one is called: `--help` answers at once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from bot.clock import SystemClock
from bot.commands.terminal import do, keep_to_ourselves, words
from storage.vocabulary.alerts import SourceFormat


class Whereabouts(Struct, frozen=True):
    """The desk these commands are about: its database (with the password) and the address alerts are sent to."""

    database: str
    base: str


_Team = Annotated[str | None, typer.Option("--team", help=words("cli-help-team"))]
_SourceName = Annotated[str, typer.Argument(help=words("cli-help-source-name"))]
_OutletName = Annotated[str, typer.Argument(help=words("cli-help-outlet-where"))]


def source_commands(desk: Callable[[], Whereabouts]) -> typer.Typer:
    """`source add`, `list`, `remove`, `map`; `desk` reads the settings, and is asked once a command runs."""
    source = typer.Typer(name="source", help=words("cli-help-source"), no_args_is_help=True)

    @source.command("add", help=words("cli-help-source-add"))
    def _add(
        name: _SourceName,
        form: Annotated[SourceFormat, typer.Option("--format", help=words("cli-help-source-format"))] = (
            SourceFormat.GENERIC
        ),
        team: _Team = None,
        signing: Annotated[bool, typer.Option("--secret", help=words("cli-help-source-secret"))] = False,
    ) -> None:
        from bot.commands import sources

        if form not in sources.FORMATS:
            known = ", ".join(sources.FORMATS)
            raise typer.BadParameter(words("cli-source-format", given=form.value, known=known))
        here = desk()
        do(sources.add(here.database, SystemClock(), name, form, team, signing, here.base))

    @source.command("list", help=words("cli-help-source-list"))
    def _list(team: _Team = None) -> None:
        from bot.commands import sources

        do(sources.show(desk().database, SystemClock(), team))

    @source.command("remove", help=words("cli-help-source-remove"))
    def _remove(name: _SourceName, team: _Team = None) -> None:
        from bot.commands import sources

        do(sources.remove(desk().database, SystemClock(), name, team))

    @source.command("map", help=words("cli-help-source-map"))
    def _map(
        name: _SourceName,
        fields: Annotated[list[str], typer.Argument(help=words("cli-help-source-fields"))],
        sample: Annotated[
            Path | None,
            typer.Option("--sample", exists=True, dir_okay=False, help=words("cli-help-source-sample")),
        ] = None,
        team: _Team = None,
        dry: Annotated[bool, typer.Option("--try", help=words("cli-help-source-try"))] = False,
    ) -> None:
        from bot.commands import sources

        content = sample.read_bytes() if sample else None
        do(sources.map_fields(desk().database, SystemClock(), name, " ".join(fields), content, team, dry))

    return source


def outlet_commands(desk: Callable[[], Whereabouts]) -> typer.Typer:
    """`outlet add`, `list`, `remove`; `desk` reads the settings, and is asked once a command runs."""
    outlet = typer.Typer(name="outlet", help=words("cli-help-outlet"), no_args_is_help=True)

    @outlet.command("add", help=words("cli-help-outlet-add"))
    def _add(
        where: _OutletName,
        url: Annotated[str, typer.Argument(help=words("cli-help-outlet-url"))],
        name: Annotated[str, typer.Option("--name", help=words("cli-help-outlet-name"))] = "",
        people: Annotated[
            int, typer.Option("--people", min=0, max=9999, help=words("cli-help-outlet-people"))
        ] = 0,
        secret: Annotated[bool, typer.Option("--secret", help=words("cli-help-outlet-secret"))] = False,
        team: _Team = None,
    ) -> None:
        from bot.commands import outlets

        here = desk()
        keep_to_ourselves()
        do(outlets.add(here.database, SystemClock(), outlets.Given(where, url, name, people, secret, team)))

    @outlet.command("list", help=words("cli-help-outlet-list"))
    def _list(team: _Team = None) -> None:
        from bot.commands import outlets

        do(outlets.show(desk().database, SystemClock(), team))

    @outlet.command("remove", help=words("cli-help-outlet-remove"))
    def _remove(name: _OutletName, team: _Team = None) -> None:
        from bot.commands import outlets

        do(outlets.remove(desk().database, SystemClock(), name, team))

    return outlet
