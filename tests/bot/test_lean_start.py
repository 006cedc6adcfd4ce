"""A starting desk imports what it needs, and nothing for the command line, for other databases or for later."""

import subprocess
import sys
from pathlib import Path

from tests.kit.processes import environment

HOUSE = Path(__file__).parents[2]

#: Each of these costs a start tens of milliseconds, and an idle desk megabytes.
FOR_OTHERS = {
    "alembic",  # the schema is current
    "asyncpg",
    "click",
    "cryptography.exceptions",  # nobody has a browser to push to
    "jinja2",  # no page was asked for
    "pygments",
    "rich.console",
    "segno",
    "sqlalchemy.dialects.postgresql",
    "typer",
    "typst",
}


def test_a_desk_on_sqlite_imports_nothing_it_does_not_use(tmp_path: Path) -> None:
    env = environment(
        TELEGRAM_BOT_TOKEN="123456:" + "a" * 35,
        DATABASE_URL=f"sqlite:///{tmp_path}/missing/desk.db",  # everything is assembled, then it is refused
        PYTHONPATH=str(HOUSE),
    )
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "run"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr[-2000:]
    imported = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")
    }
    assert {"bot.app", "bot.run", "telegram", "sqlmodel"} <= imported
    assert imported & FOR_OTHERS == set()
