"""Copies of the database for the day the disk dies: made while the desk runs, checked before they are trusted."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

PAGES_AT_A_TIME: Final = 1_000
"""Between two portions the running desk may write; a copy of a large file must not hold it up."""


class BackupFailed(Exception):
    """Nothing was overwritten; `key` names the sentence that says why, `values` fill it in."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


def name_for(database: Path, now: datetime) -> Path:
    """Where a backup goes when nobody says: beside the file, with the moment (UTC) in its name."""
    return database.with_name(f"{database.stem}-{now:%Y%m%dT%H%M%SZ}.backup{database.suffix or '.db'}")


def unfinished(target: Path) -> Path:
    """Where a copy lies until it is whole; after a kill it stays there, and the next copy writes over it.

    A restore puts the former file aside before this one takes its place. If a kill comes between, the database
    is gone from its place and this file says why: no desk may begin an empty one then.
    """
    return target.with_name(f"{target.name}.part")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite file that may be in use, and check the copy. Blocks: run it in a thread.

    Raises:
        BackupFailed: there is no such file, the target exists, the disk is full, or the copy is damaged.
    """
    if not source.exists():
        raise BackupFailed("cli-backup-missing", path=str(source))
    if target.exists():
        raise BackupFailed("cli-backup-exists", path=str(target))
    beside = unfinished(target)
    try:
        beside.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(beside)) as copy:
            origin.backup(copy, pages=PAGES_AT_A_TIME)
        shutil.copymode(source, beside)
        if damage := damage_of(beside):
            raise BackupFailed("cli-backup-failed", reason=damage)
        _keep_on_disk(beside)
        beside.rename(target)
    except (sqlite3.Error, OSError) as trouble:
        raise BackupFailed("cli-backup-failed", reason=str(trouble)) from trouble
    finally:
        beside.unlink(missing_ok=True)


def damage_of(file: Path) -> str:
    """What is wrong with a SQLite file of ours; empty when nothing is."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            tables = database.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            ).fetchone()
    except sqlite3.Error as trouble:
        return str(trouble)
    if found != "ok":
        return str(found)
    return "" if tables[0] else "no database of crisisdesk"


def restore_sqlite(backup: Path, target: Path, now: datetime) -> Path | None:
    """Put a checked copy of the backup in the target's place; returns where the former file lies now.

    Nobody may have the target open (`Database.claim`). Blocks: run it in a thread.

    Raises:
        BackupFailed: the backup cannot be used; nothing was changed.
    """
    if damage := damage_of(backup) if backup.exists() else "no such file":
        raise BackupFailed("cli-restore-not-backup", path=str(backup), reason=damage)
    beside = unfinished(target)
    try:
        beside.unlink(missing_ok=True)
        with closing(sqlite3.connect(backup)) as origin, closing(sqlite3.connect(beside)) as copy:
            origin.backup(copy)
        _keep_on_disk(beside)
        aside = _put_aside(target, now)
        beside.rename(target)
    except (sqlite3.Error, OSError) as trouble:
        raise BackupFailed("cli-backup-failed", reason=str(trouble)) from trouble
    return aside


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Rename the present file, and with it what SQLite keeps beside it: a foreign WAL would damage the new one."""
    if not target.exists():
        return None
    aside = target.with_name(f"{target.name}.{now:%Y%m%dT%H%M%SZ}.before-restore")
    for end in ("", "-wal", "-shm"):
        file = target.with_name(target.name + end)
        if file.exists():
            file.rename(aside.with_name(aside.name + end))
    return aside


def _keep_on_disk(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def dump_postgresql(dsn: str, target: Path) -> None:
    """Back up with `pg_dump` in its custom format (`pg_restore` reads it). Blocks.

    Raises:
        BackupFailed: pg_dump is missing or fails; no half file stays.
    """
    if shutil.which("pg_dump") is None:
        raise BackupFailed("cli-backup-no-tool", tool="pg_dump")
    if target.exists():
        raise BackupFailed("cli-backup-exists", path=str(target))
    beside = unfinished(target)
    command, environment = pg_command("pg_dump", dsn, "--format=custom", f"--file={beside}")
    # No shell, and the address was checked when the settings were read.
    dump = subprocess.run(  # noqa: S603
        command,
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if dump.returncode != 0:
        beside.unlink(missing_ok=True)
        lines = dump.stderr.strip().splitlines()
        raise BackupFailed("cli-backup-failed", reason=lines[-1] if lines else f"exit {dump.returncode}")
    beside.rename(target)


def pg_command(tool: str, dsn: str, *options: str) -> tuple[Sequence[str], dict[str, str]]:
    """A PostgreSQL tool on this database; the password goes by environment, where `ps` does not show it."""
    parts = urlsplit(dsn)
    password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    bare = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)) if parts.password else parts
    return (tool, *options, bare.geturl()), password
