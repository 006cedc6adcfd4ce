"""What all tests share: the library's time format, template databases, the scene."""

import gc
import logging
import os

# PTB reads it at each call; without it `retry_after` is announced to change and warns.
os.environ["PTB_TIMEDELTA"] = "1"

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from messages import words
from tests.kit.databases import (
    PostgresServer,
    postgres_server,
    share_compiled_statements,
    sqlite_copy,
    sqlite_template,
    wait_for_no_disk,
)
from tests.kit.desk import Scene

# Plain tracebacks: the pretty ones print every local value, whole rows among them.
_LOG_LINE = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[structlog.stdlib.add_log_level, structlog.dev.set_exc_info, _LOG_LINE])


share_compiled_statements()
wait_for_no_disk()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--briefly`: what asks PostgreSQL nothing new is told on SQLite only (tests/flows/told_once.txt)."""
    parser.addoption("--briefly", action="store_true", help="on PostgreSQL only what asks it something new")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among the libraries and tests themselves, which stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`-m survival` imports only the files that have such tests: importing all of them takes half a minute."""
    if config.option.markexpr != "survival":
        return None
    files = collection_path.rglob("test_*.py") if collection_path.is_dir() else [collection_path]
    return not any("pytest.mark.survival" in file.read_text(encoding="utf-8") for file in files) or None


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A test that starts the command line in this process sets logs and words; the next one finds them strict."""
    root = logging.getLogger()
    before, handlers, level = structlog.get_config(), root.handlers[:], root.level
    yield
    words.forgive(False)
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The run's PostgreSQL."""
    yield from postgres_server()


@pytest.fixture
def sqlite_url(template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database of this test's own."""
    return sqlite_copy(template, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A migrated database of this test's own, once of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = await server.lend()
    yield url
    await server.take_back(url)


@pytest.fixture
async def desk_scene(database_url: str) -> AsyncIterator[Scene]:
    """A whole desk in front of the sandbox's world, with two teams, on moved time."""
    async with Scene.built(database_url) as scene:
        yield scene
