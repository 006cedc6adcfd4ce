"""Bring a database to this release's schema, or say how far it is behind."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database

#: One number for one lock: two upgrades of a PostgreSQL database never run at once.
_UPGRADE_LOCK = 7_246_001


class SchemaNewer(Exception):
    """The database was migrated by a later release than this one."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def newest() -> str:
    """The schema this release writes."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def present(database: Database) -> str | None:
    """The schema the database has; None when it is new."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def upgrade(database: Database) -> None:
    """Bring the schema up to date; safe to repeat, and to continue after a kill.

    Raises:
        SchemaNewer: a later release was here; going back would lose data.
    """
    revision = await present(database)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaNewer(revision)
    if revision == newest():
        return
    async with database.engine.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def copy_before_upgrade(path: Path, now: datetime) -> Path:
    """Copy a SQLite file aside before its schema changes; returns where the copy lies."""
    aside = path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%SZ}.before-upgrade")
    with sqlite3.connect(path) as source, sqlite3.connect(aside) as target:
        source.backup(target)
    shutil.copymode(path, aside)
    return aside
