"""`crisisdesk check`: each check is made to fail once, and its line says what to do."""

import asyncio
import re
import shutil
import socket
import sqlite3
from collections import namedtuple
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.clock import SystemClock
from bot.commands.line import app
from bot.gateways import checks
from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from messages.words import plain
from storage.migrations import running
from storage.vocabulary.people import Language
from tests.kit.settings import sit_down

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, English, a port that is free, and nothing else set."""
    sit_down(monkeypatch, tmp_path, HTTP_PORT="0")
    return tmp_path


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    """A Telegram that knows our token."""
    async with serve(Sandbox(), host="127.0.0.1", port=0) as server:
        monkeypatch.setenv("TELEGRAM_BASE_URL", server.base)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", server.sandbox.token)
        yield server


async def checked() -> tuple[int, str]:
    """Exit code, and what was said."""
    shown = await asyncio.to_thread(CliRunner().invoke, app, ["check"])
    return shown.exit_code, shown.output


def line(said: str, beginning: str) -> str:
    (found,) = [each for each in said.splitlines() if each.startswith(beginning)]
    return found


async def test_all_is_well(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    telegram.sandbox.privacy(False)
    monkeypatch.setenv("ALERT_TOKEN", "long-enough-to-stay-secret")
    monkeypatch.setenv("PUBLIC_URL", "https://desk.example.com")
    code, said = await checked()
    assert code == 0, said
    assert not re.search("^[!✗]", said, re.MULTILINE), said


async def test_a_token_telegram_does_not_know(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "8100000001:another-one-altogether")
    code, said = await checked()
    assert code == 1
    assert "@BotFather" in line(said, "✗ Telegram")
    assert "another-one" not in said


async def test_privacy_mode(telegram: Server) -> None:
    telegram.sandbox.privacy(True)
    code, said = await checked()
    assert code == 0
    assert "/setprivacy" in line(said, "! Privacy")


async def test_a_proxy_that_is_not_there(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY", "socks5://127.0.0.1:9")
    code, said = await checked()
    assert code == 1
    assert "TELEGRAM_PROXY" in line(said, "✗ Cannot reach Telegram")


async def test_a_port_somebody_has(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("HTTP_PORT", str(other.getsockname()[1]))
        code, said = await checked()
    assert code == 1
    assert "HTTP_PORT=" in line(said, "✗ Port")


async def test_an_address_this_machine_does_not_have(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_HOST", "192.0.2.1")
    monkeypatch.setenv("HTTP_PORT", "8080")
    code, said = await checked()
    assert code == 1
    assert "HTTP_HOST=127.0.0.1" in line(said, "✗ Cannot listen")


async def test_an_address_without_tls_and_a_token_that_can_be_guessed(
    telegram: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://desk.example.com")
    monkeypatch.setenv("ALERT_TOKEN", "short")
    code, said = await checked()
    assert code == 0
    assert "reverse proxy" in line(said, "! PUBLIC_URL")
    assert re.search(r"[\w-]{32}", line(said, "! ALERT_TOKEN")), "a better one is offered"


async def test_a_disk_that_is_nearly_full(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 10**6, 10**6))
    code, said = await checked()
    assert code == 1
    assert "500 MB" in line(said, "✗ Only")


async def test_a_database_that_cannot_be_opened(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden-password@127.0.0.1:9/desk")
    code, said = await checked()
    assert code == 1
    assert "DATABASE_URL" in line(said, "✗ The database")
    assert "hidden-password" not in said


async def test_a_file_that_is_no_database(telegram: Server, own_folder: Path) -> None:
    (own_folder / "crisisdesk.db").write_bytes(b"no database" * 100)
    code, said = await checked()
    assert code == 1
    assert "crisisdesk.db" in line(said, "✗ The database")


@pytest.mark.parametrize(("present", "todo"), [("0000", "crisisdesk migrate"), ("9999", "Use that release")])
async def test_a_schema_of_another_release(
    telegram: Server, own_folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, present: str, todo: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (present,))
    code, said = await checked()
    assert code == 1
    assert todo in line(said, "✗ The database is of")
    assert running.newest() in said


def test_a_zone_whose_data_is_not_there() -> None:
    finding = checks.zone("Mars/Olympus", SystemClock())
    assert finding.standing is checks.Standing.TROUBLE
    assert "Asia/Shanghai" in plain(Language.EN, finding.key)
