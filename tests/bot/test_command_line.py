"""What an operator types, and what he reads."""

import asyncio
import json
import os
import pty
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from bot.commands.line import app, language
from messages.words import plain
from storage.vocabulary.people import Language
from tests.kit.processes import PATIENCE, environment, started, told
from tests.kit.settings import sit_down

HOUSE = Path(__file__).parents[2]
runner = CliRunner()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, English, and nothing set."""
    sit_down(monkeypatch, tmp_path)
    mask = os.umask(0o022)
    yield tmp_path
    os.umask(mask)


def test_help_names_every_command_and_the_first_steps() -> None:
    shown = runner.invoke(app, ["--help"])
    assert shown.exit_code == 0
    for command in (
        "setup",
        "run",
        "sandbox",
        "check",
        "verify",
        "migrate",
        "backup",
        "restore",
        "recap",
        "source",
    ):
        assert re.search(rf"\b{command}\b", shown.output)
        assert runner.invoke(app, [command, "--help"]).exit_code == 0
    assert "--install-completion" in shown.output


def test_a_slip_of_the_pen_ends_with_two() -> None:
    assert runner.invoke(app, ["rnu"]).exit_code == 2
    assert runner.invoke(app, ["sandbox", "--port", "99999"]).exit_code == 2


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"crisisdesk \d+\.\d+\.\d+\n", runner.invoke(app, ["--version"]).output)


def test_wrong_settings_are_told_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "many")
    monkeypatch.setenv("TIMEZONE", "Mars")
    shown = runner.invoke(app, ["run"])
    assert shown.exit_code == 2
    for name, key in (("HTTP_PORT", "cli-setting-number"), ("TIMEZONE", "cli-setting-timezone")):
        (line,) = [line for line in shown.stderr.splitlines() if name in line]
        for each in Language:
            assert plain(each, key, lowest="0", highest="65535") in line


@pytest.mark.parametrize(
    ("given", "expected"),
    [("zh_CN:zh", Language.ZH), ("en_US", Language.EN), ("de_DE:en", Language.EN), ("", Language.ZH)],
)
def test_the_reader_is_spoken_to_in_his_language(
    monkeypatch: pytest.MonkeyPatch, given: str, expected: Language
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", given)
    assert language() is expected


# --- check ---


def test_check_says_line_by_line_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HTTP_PORT", "0")
    (tmp_path / ".env").write_text("TELEGRM_BOT_TOKEN=1\nAUTO_OPEN=S2\n", "utf-8")
    shown = runner.invoke(app, ["check"])
    assert shown.exit_code == 1
    assert "✗ TELEGRAM_BOT_TOKEN is empty" in shown.output
    assert "! TELEGRM_BOT_TOKEN" in shown.output
    assert "! ALERT_TOKEN is empty" in shown.output
    assert "✓ Time zone Asia/Shanghai" in shown.output
    assert not (tmp_path / "crisisdesk.db").exists()


def test_check_tells_of_a_telegram_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "0")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:not-to-be-shown")
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:9")
    shown = runner.invoke(app, ["check"])
    assert "✗ Cannot reach Telegram" in shown.output
    assert "TELEGRAM_PROXY" in shown.output
    assert "not-to-be-shown" not in shown.output


# --- looking after the database ---


def test_migrate_backup_restore(tmp_path: Path) -> None:
    assert runner.invoke(app, ["migrate"]).exit_code == 0
    made = tmp_path / "crisisdesk.db"
    mark(made, "before")
    shown = runner.invoke(app, ["backup", "kept.db"])
    assert shown.exit_code == 0, shown.output
    mark(made, "after")
    shown = runner.invoke(app, ["restore", "kept.db"])
    assert shown.exit_code == 0, shown.output
    assert marks(made) == ["before"]
    (aside,) = tmp_path.glob("crisisdesk.db.*.before-restore")
    assert marks(aside) == ["after", "before", "last-backup"]
    for file in (made, tmp_path / "kept.db"):
        assert file.stat().st_mode & 0o077 == 0, "what people wrote is for the desk's user only"


def mark(file: Path, name: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO stamp VALUES (?, '', '2026-01-01 00:00:00')", (name,))


def marks(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [row[0] for row in database.execute("SELECT name FROM stamp ORDER BY name")]


def test_a_backup_overwrites_nothing_and_needs_something_to_copy(tmp_path: Path) -> None:
    assert runner.invoke(app, ["backup"]).exit_code == 1
    assert runner.invoke(app, ["migrate"]).exit_code == 0
    (tmp_path / "mine.db").write_text("precious")
    assert runner.invoke(app, ["backup", "mine.db"]).exit_code == 1
    assert (tmp_path / "mine.db").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"no database" * 100, None], ids=["empty", "something else", "missing"])
def test_what_is_no_backup_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    assert runner.invoke(app, ["migrate"]).exit_code == 0
    mark(tmp_path / "crisisdesk.db", "mine")
    if content is not None:
        (tmp_path / "broken.db").write_bytes(content)
    shown = runner.invoke(app, ["restore", "broken.db"])
    assert shown.exit_code == 1
    assert "Nothing was changed" in shown.stderr
    assert marks(tmp_path / "crisisdesk.db") == ["mine"]


def test_postgresql_is_restored_with_its_own_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden-password@db/desk")
    shown = runner.invoke(app, ["restore", str(tmp_path / "desk.dump")])
    assert shown.exit_code == 2
    assert "pg_restore" in shown.stderr
    assert "hidden-password" not in shown.output


# --- the sandbox ---


async def test_the_sandbox_announces_itself_in_its_first_line(tmp_path: Path) -> None:
    async with started("sandbox", "--json", folder=tmp_path, env=environment()) as sandbox:
        assert sandbox.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            first = json.loads(await sandbox.process.stdout.readline())
        assert {"base", "token", "forum_chat_id", "other_chats", "personas"} <= first.keys()
        assert any(not person["started"] for person in first["personas"])
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{first['base']}/bot{first['token']}/getMe") as answer,
        ):
            assert (await answer.json())["result"]["is_bot"] is True
        assert await sandbox.stop() == 0


async def test_a_sandbox_on_a_taken_port_names_a_free_one(tmp_path: Path) -> None:
    async with started("sandbox", "--json", folder=tmp_path, env=environment()) as first:
        assert first.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            port = json.loads(await first.process.stdout.readline())["base"].rpartition(":")[2]
        code, _, said = await told("sandbox", "--port", port, folder=tmp_path, env=environment())
    assert code == 2
    assert f"Port {port} is taken" in said


def on_terminal(**variables: str) -> tuple[int, int, dict[str, str]]:
    """Both ends of a terminal, and the environment of somebody who sits at it."""
    ours, theirs = pty.openpty()
    return ours, theirs, environment(**variables)


async def heard_on(ours: int, words: str) -> str:
    """What the terminal shows until these words come."""
    shown = ""
    async with asyncio.timeout(PATIENCE):
        while words not in shown:
            shown += (await asyncio.to_thread(os.read, ours, 4096)).decode("utf-8", "replace")
    return shown


async def test_on_a_terminal_without_a_token_the_training_begins(tmp_path: Path) -> None:
    ours, theirs, env = on_terminal()
    async with started("run", folder=tmp_path, env=env, stdin=theirs, stdout=theirs) as desk:
        shown = await heard_on(ours, "The desk is ready")
        assert "training sandbox" in shown
        assert "The token for a test alert" in shown
        await desk.until("connected")
        assert await desk.stop() == 0
    os.close(ours)
    os.close(theirs)
    with closing(sqlite3.connect(tmp_path / "crisisdesk.db")) as database:
        (stamp,) = database.execute("SELECT value FROM stamp WHERE name = 'belongs-to'").fetchone()
    assert stamp == "sandbox:8100000001"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "postgresql://me@127.0.0.1:9/desk", "uses SQLite only"),
        ("HTTP_HOST", "0.0.0.0", "stays on this machine"),
        ("PUBLIC_URL", "https://desk.example.com", "but a PUBLIC_URL"),
    ],
)
async def test_where_it_could_be_mistaken_for_the_real_one_no_training_begins(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    ours, theirs, env = on_terminal(**{name: value})
    async with started("run", folder=tmp_path, env=env, stdin=theirs, stdout=theirs) as desk:
        assert await desk.ended() == 2
    os.close(ours)
    os.close(theirs)
    assert said in desk.text


async def test_chinese_is_printed_whatever_the_system_speaks(tmp_path: Path) -> None:
    env = environment(LANGUAGE="zh", LANG="C", PYTHONIOENCODING="ascii")
    _, shown, _ = await told("--help", folder=tmp_path, env=env)
    assert "危机台" in shown
