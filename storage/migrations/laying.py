"""A new SQLite file gets the schema in one go: `sqlite.sql` beside this file is what all migrations come to.

Alembic would take it there as well, in half a second and with fifteen megabytes that stay for as long as the desk
runs. A test says that both come to the same to the letter, and writes the file anew when it is told to
(`tests/storage/test_migrations.py`).
"""

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Final

SCHEMA: Final = files("storage.migrations") / "sqlite.sql"


def lay_down(path: Path) -> bool:
    """Whole or not at all, whenever the process is killed. False: something stands in this file already.

    The caller has claimed the file: nobody else begins one at the same time.
    """
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return False
        connection.executescript(f"BEGIN IMMEDIATE;\n{SCHEMA.read_text('utf-8')}COMMIT;")
    return True


def written(path: Path) -> str:
    """What `sqlite.sql` has to say to come to this file's schema."""
    with closing(sqlite3.connect(path)) as connection:
        stands = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        statements = [sql for (sql,) in connection.execute(stands)]
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    statements.append(f"INSERT INTO alembic_version VALUES ('{revision}')")  # noqa: S608  (the name of a file of ours)
    return "".join(f"{statement};\n" for statement in statements)
