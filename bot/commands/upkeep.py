"""Looking after a desk: check, migrate, backup, restore."""

import asyncio
import secrets
from collections.abc import Sequence
from pathlib import Path

import typer

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import FAILED, fail, out, refuse, words
from bot.desk import readiness
from bot.errors import StartRefused
from bot.gateways import backups
from bot.gateways.checks import Finding, Standing
from bot.run import migrate as bring_up_to_date
from storage.database import Database, DatabaseInUse


def example_token() -> str:
    """A token that cannot be guessed."""
    return secrets.token_urlsafe(24)


def show(findings: Sequence[Finding]) -> None:
    """One line per check and one that sums up.

    Raises:
        typer.Exit: 0, or 1 when something needs mending.
    """
    for finding in findings:
        out.print(f"{finding.standing} {words(finding.key, **finding.values)}")
    bad = sum(finding.standing is Standing.TROUBLE for finding in findings)
    out.print(words("cli-check-bad", count=str(bad)) if bad else words("cli-check-good"))
    raise typer.Exit(FAILED if bad else 0)


async def migrate(url: str, clock: Clock) -> None:
    """Bring the database to this release.

    Raises:
        StartRefused: it cannot be.
    """
    database = Database(url)
    try:
        newest, copy = await bring_up_to_date(database, clock)
    finally:
        await database.close()
    if copy is None:
        out.print(words("cli-migrated", newest=newest))
    else:
        out.print(words("cli-migrated-copy", newest=newest, copy=str(copy)))


def backup(url: str, path: Path | None, target: Path | None, clock: Clock) -> None:
    """Copy the database; `path` is the SQLite file, if it is one.

    Raises:
        typer.Exit: 1 when that failed.
    """
    target = target or backups.name_for(path or Path("crisisdesk.dump"), clock.now())
    try:
        if path is not None:
            backups.copy_sqlite(path, target)
        else:
            backups.dump_postgresql(url, target)
    except backups.BackupFailed as failed:
        fail(failed.key, **failed.values)
    asyncio.run(_note_backup(url, clock))
    out.print(words("cli-backed-up", path=str(target), size=f"{target.stat().st_size / 1e6:.1f}"))


async def _note_backup(url: str, clock: Clock) -> None:
    """The desk knows that there is a copy; a database of another release is copied all the same."""
    try:
        async with beside(url, clock) as desk:
            await readiness.note_backup(desk)
    except StartRefused:
        return


def restore(url: str, path: Path | None, backup: Path, clock: Clock) -> None:
    """Put a backup into a SQLite file's place; for PostgreSQL say how.

    Raises:
        typer.Exit: 2 when nothing was begun, 1 when it is no backup.
    """
    if path is None:
        command, _ = backups.pg_command("pg_restore", url, "--clean", "--if-exists", str(backup), "--dbname")
        refuse("cli-restore-postgresql", command=" ".join(command))
    database = Database(url)
    try:
        database.claim()
        aside = backups.restore_sqlite(backup, path, clock.now())
    except DatabaseInUse:
        refuse("cli-database-in-use", path=str(path))
    except backups.BackupFailed as failed:
        fail(failed.key, **failed.values)
    finally:
        asyncio.run(database.close())
    if aside is None:
        out.print(words("cli-restored-new", path=str(path)))
    else:
        out.print(words("cli-restored", path=str(path), aside=str(aside)))
