"""A starting desk imports what it needs, and nothing for the command line, for other databases or for later."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.kit.processes import environment

HOUSE = Path(__file__).parents[2]

#: Each of these costs a start tens of milliseconds, and an idle desk megabytes.
FOR_NOBODY = {
    "alembic",  # the schema is current
    "asyncpg",
    "click",
    "cryptography.exceptions",  # nobody has a browser to push to
    "pygments",
    "rich.console",
    "httpx",  # ours is aiohttp
    "segno",
    "sqlalchemy.dialects.postgresql",
    "typer",
    "typst",
}


#: What a desk speaks with and draws pages with comes once alerts are kept.
FOR_LATER = {
    "apscheduler",
    "bot.desk.drawing",
    "bot.speech",
    "handlers.chat.commands",
    "messages.recap.page",
    "messages.screening",
    "smtplib",
    "storage.tables.publications",
    "storage.tables.statements",
    "telegram",
}


#: What only people ask for: with the first page, and the first words that are nearly those of a list.
FOR_SOMEBODY = {"jinja2", "rapidfuzz"}


def imported(folder: Path, what: str, code: int) -> set[str]:
    """What a fresh Python has imported when it has done this, and ended with this code."""
    env = environment(
        TELEGRAM_BOT_TOKEN="123456:" + "a" * 35,
        DATABASE_URL=f"sqlite:///{folder}/missing/desk.db",  # everything is assembled, then it is refused
        PYTHONPATH=str(HOUSE),
    )
    tell = "import atexit, sys; atexit.register(lambda: print(*(n for n, m in sys.modules.items() if m)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{tell}; sys.argv[1:] = ['run']; {what}"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr[-2000:]
    return set(done.stdout.splitlines()[-1].split())


def inside_functions(file: Path) -> set[str]:
    """The modules that the functions of this file import."""
    tree = ast.parse(file.read_text("utf-8"))
    at_once = {id(node) for node in tree.body}
    late = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in at_once and node.col_offset:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found = {name for name in names if is_module(name)}
            late |= found or {node.module}
    return late


def is_module(name: str) -> bool:
    return (HOUSE / f"{name.replace('.', '/')}.py").is_file() or (HOUSE / name.replace(".", "/")).is_dir()


def test_until_alerts_are_kept_a_desk_imports_only_what_keeps_them(tmp_path: Path) -> None:
    known = imported(tmp_path, "from bot.__main__ import main; main()", code=2)
    assert {"bot.app", "bot.run", "sqlmodel"} <= known
    assert known & (FOR_NOBODY | FOR_LATER) == set()


def test_then_it_brings_all_it_uses_and_nothing_else(tmp_path: Path) -> None:
    """A page, a button or a deadline that has to import something holds up the loop."""
    known = imported(tmp_path, "from bot.commands.running import bring; bring()", code=0)
    assert known >= FOR_LATER
    assert known & (FOR_NOBODY | FOR_SOMEBODY) == set()
    asked_for_later = {
        module
        for file in ("bot/ports.py", "bot/app.py", "handlers/web/pages.py", "storage/unit_of_work.py")
        for module in inside_functions(HOUSE / file)
    }
    assert asked_for_later - known == set()


def test_the_certificates_come_after_the_start(tmp_path: Path) -> None:
    """aiohttp's own context is the one that calls to Telegram and to phones are checked with."""
    imported(
        tmp_path,
        "import ssl; from bot.commands import running; later = running.certificates_later(); later.__enter__(); "
        "from aiohttp.connector import _SSL_CONTEXT_VERIFIED as ours; later.__exit__(None, None, None); "
        "assert ours.cert_store_stats()['x509'] == 0; running.bring(); "
        "assert ours.cert_store_stats() == ssl.create_default_context().cert_store_stats()",
        code=0,
    )


def test_what_is_said_needs_no_tables_of_all_the_worlds_languages(tmp_path: Path) -> None:
    """Fluent's library has Babel read 4 MB of them for its first sentence, and a date as many."""
    imported(
        tmp_path,
        "from bot.commands.running import bring; bring(); import datetime; from messages import words; "
        "at = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC); "
        "readers = [words.Reader(each, words.ZoneInfo('Asia/Shanghai'), at) for each in words.Language]; "
        "print([each.moment(at - datetime.timedelta(9)) + each.plain('minutes', minutes=2) for each in readers]); "
        "from babel import core, localedata; assert core._global_data is None and not localedata._cache",
        code=0,
    )


def test_no_table_has_its_columns_twice_before_anybody_asks(tmp_path: Path) -> None:
    """Left to itself SQLAlchemy copies every column as it maps a table, for a question it could answer at once."""
    imported(
        tmp_path,
        "from bot.commands.running import bring; bring(); import gc; gc.unfreeze(); "
        "from storage.tables.base import metadata; "
        "every = sum(len(table.c) for table in metadata.tables.values()); "
        "copies = sum(type(each).__name__ == 'AnnotatedColumn' for each in gc.get_objects()); "
        "assert 4 * copies < every, (copies, every)",
        code=0,
    )
