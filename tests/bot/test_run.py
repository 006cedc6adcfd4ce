"""The real process: start, stop, being killed, and everything that refuses a start."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot.clock import SystemClock
from bot.errors import StartRefused
from bot.run import free_port, migrate, open_database
from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from storage.database import Database
from storage.migrations import running as schema
from tests.kit.databases import PostgresServer, sqlite_copy
from tests.kit.processes import Program, environment, started, told
from tests.survival.troubles import full

ALERT_TOKEN = "let-me-in-please"


@pytest.fixture
async def sandbox() -> AsyncIterator[Server]:
    async with serve(Sandbox(long_polling=True, sleep=asyncio.sleep)) as server:
        yield server


def desk_environment(server: Server, **variables: str) -> dict[str, str]:
    return environment(
        TELEGRAM_BOT_TOKEN=server.sandbox.token,
        TELEGRAM_BASE_URL=server.base,
        TEAM_CHAT_ID="-1001000000001",
        OWNER_IDS="501",
        ALERT_TOKEN=ALERT_TOKEN,
        DATABASE_URL="sqlite:///desk.db",
        **variables,
    )


async def post(port: int, session: aiohttp.ClientSession, **fields: Any) -> int:
    headers = {"Authorization": f"Bearer {ALERT_TOKEN}"}
    alert = {"title": "alert", "severity": "S3", **fields}
    async with session.post(f"http://127.0.0.1:{port}/hooks/generic", json=alert, headers=headers) as answer:
        return answer.status


def stored_keys(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        return {json.loads(row[0])["dedup_key"] for row in database.execute("SELECT raw FROM delivery")}


async def test_it_starts_hears_an_alert_speaks_and_stops(sandbox: Server, tmp_path: Path) -> None:
    spoken = asyncio.Event()
    sandbox.sandbox.listeners.append(lambda change: spoken.set() if change.chat_id == -1001000000001 else None)
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        port = (await desk.until("ready"))["port"]
        await desk.until("connected")
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, severity="S1") == 200
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert (await answer.json())["ready"] is True
            async with asyncio.timeout(30):
                await spoken.wait()
        assert await desk.stop() == 0
    menus = sandbox.sandbox.journal.calls("setMyCommands")
    assert [call["ok"] for call in menus] == [True] * 6
    offered = {
        shelf: [entry["command"] for entry in entries] for shelf, entries in sandbox.sandbox.world.commands.items()
    }
    for code in ("", "zh", "en"):
        assert "me" in offered[f"all_private_chats:{code}"]
        assert not {"me", "setup", "source"} & set(offered[f"default:{code}"])
    assert [line["event"] for line in desk.lines][-2:] == ["stopping", "stopped"]


async def test_what_was_accepted_is_there_whenever_it_is_stopped(sandbox: Server, tmp_path: Path) -> None:
    """A signal in the middle of a storm: each alert is stored and answered, or neither."""
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        port = (await desk.until("ready"))["port"]
        accepted: set[str] = set()
        async with aiohttp.ClientSession() as session:

            async def send(number: int) -> None:
                while True:
                    key = f"{number}-{len(accepted)}"
                    try:
                        if await post(port, session, dedup_key=key) != 200:
                            return
                    except aiohttp.ClientError:
                        return
                    accepted.add(key)
                    if len(accepted) == 30:
                        desk.process.send_signal(signal.SIGTERM)

            async with asyncio.timeout(60):
                await asyncio.gather(*(send(number) for number in range(8)))
        assert await desk.ended() == 0
    assert len(accepted) >= 30
    assert accepted <= stored_keys(tmp_path / "desk.db")


async def test_after_a_kill_it_goes_on(sandbox: Server, tmp_path: Path) -> None:
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        port = (await desk.until("ready"))["port"]
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, dedup_key="before the kill") == 200
        await desk.stop(signal.SIGKILL)
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as again:
        await again.until("ready")
        assert await again.stop(signal.SIGINT) == 0
    assert stored_keys(tmp_path / "desk.db") == {"before the kill"}


async def test_who_ends_it_right_after_the_start_waits_for_no_import(sandbox: Server, tmp_path: Path) -> None:
    """A machine so busy that one import takes half a minute. Switch: the thread of `bringing.brought` waited for
    (`asyncio.to_thread`): it is killed after ten seconds, and ends with 1."""
    slow = 'import sys, time\nprint(\'{"event": "importing"}\', file=sys.stderr, flush=True)\ntime.sleep(30)\n'
    (tmp_path / "apscheduler.py").write_text(slow)
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        port = (await desk.until("ready"))["port"]
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, dedup_key="kept") == 200
        await desk.until("importing")
        assert await desk.stop() == 0
    assert desk.lines[-1]["event"] == "stopped"
    assert stored_keys(tmp_path / "desk.db") == {"kept"}


async def test_who_ends_it_amid_an_import_of_compiled_code_ends_it_well(sandbox: Server, tmp_path: Path) -> None:
    """Compiled code that the end of the interpreter cuts off takes the process with it (SIGABRT), after all was
    kept. Switch: `bringing.leave`."""
    inside = "lambda _: [time.sleep(0.0002) for _ in range(100_000)]"
    schema = f'{{"type": "function-plain", "function": {{"type": "no-info", "function": {inside}}}}}'
    slow = (
        "import sys, time\nfrom pydantic_core import SchemaValidator\n"
        'print(\'{"event": "importing"}\', file=sys.stderr, flush=True)\n'
        f"SchemaValidator({schema}).validate_python(1)\n"
    )
    (tmp_path / "apscheduler.py").write_text(slow)
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        await desk.until("ready")
        await desk.until("importing")
        assert await desk.stop() == 0
    assert desk.lines[-1]["event"] == "stopped"


async def test_without_telegram_alerts_are_stored_all_the_same(sandbox: Server, tmp_path: Path) -> None:
    env = desk_environment(sandbox) | {"TELEGRAM_BASE_URL": "http://127.0.0.1:9"}
    async with started("run", folder=tmp_path, env=env) as desk:
        port = (await desk.until("ready"))["port"]
        await desk.until("telegram")
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, dedup_key="offline") == 200
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                said = await answer.json()
        assert said["ready"] is True
        assert said["telegram"]["ok"] is False
        assert await desk.stop() == 0


async def test_the_token_is_in_no_line(sandbox: Server, tmp_path: Path) -> None:
    env = desk_environment(sandbox, LOG_LEVEL="debug")
    async with started("run", folder=tmp_path, env=env) as desk:
        port = (await desk.until("ready"))["port"]
        await desk.until("connected")
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, title="何女士 13812345678") == 200
        sandbox.sandbox.fault("500", times=3)
        await desk.stop()
    assert sandbox.sandbox.token not in desk.text
    assert ALERT_TOKEN not in desk.text
    assert "13812345678" not in desk.text


async def test_a_telegram_that_hangs_does_not_keep_it_from_ending(sandbox: Server, tmp_path: Path) -> None:
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        port = (await desk.until("ready"))["port"]
        await desk.until("connected")
        hanging = asyncio.Event()
        sandbox.sandbox.fault("hang", method="createForumTopic", times=-1)
        sandbox.sandbox.listeners.append(lambda change: hanging.set() if change.kind == "faults" else None)
        async with aiohttp.ClientSession() as session:
            assert await post(port, session, severity="S1") == 200
        async with asyncio.timeout(30):
            await hanging.wait()
        began = SystemClock().monotonic()
        assert await desk.stop() == 0
    assert SystemClock().monotonic() - began <= 10


async def test_by_webhook_updates_are_brought_and_answered(sandbox: Server, tmp_path: Path) -> None:
    port = str(free_port())
    env = desk_environment(sandbox) | {
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HTTP_PORT": port,
    }
    answered = asyncio.Event()
    async with started("run", folder=tmp_path, env=env) as desk:
        await desk.until("connected")
        sandbox.sandbox.start(501)
        sandbox.sandbox.listeners.append(lambda change: answered.set() if change.chat_id == 501 else None)
        async with asyncio.timeout(30):
            await answered.wait()
        (asked,) = sandbox.sandbox.journal.calls("setWebhook")
        assert asked["ok"]
        assert sandbox.sandbox.journal.calls("getUpdates") == []
        assert await desk.stop() == 0


async def test_a_token_that_is_revoked_where_nobody_polls_is_told(sandbox: Server, tmp_path: Path) -> None:
    """Switch: `Link.spoken`: by webhook everything was ready and Telegram `ok`, while nothing could be said."""
    port = str(free_port())
    env = desk_environment(sandbox) | {
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HTTP_PORT": port,
    }
    async with started("run", folder=tmp_path, env=env) as desk, aiohttp.ClientSession() as session:
        await desk.until("connected")
        async with asyncio.timeout(30):  # from now on nothing is asked of Telegram, only said
            while len(sandbox.sandbox.journal.calls("setMyCommands")) < 6:  # noqa: ASYNC110  (another process)
                await asyncio.sleep(0.05)
        assert sandbox.sandbox.journal.calls("setWebhook")
        sandbox.sandbox.world.secret = "given-anew-by-BotFather"
        assert await post(int(port), session, severity="S1") == 200
        assert (await desk.until("telegram"))["state"] == "refuses the token"
        async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            said = await answer.json()
        assert said["telegram"] == {"ok": False, "state": "refuses the token"}
        assert await desk.stop() == 0


async def test_the_log_says_why_nothing_can_be_stored(sandbox: Server, tmp_path: Path) -> None:
    """Switch: `reason_of`: a full disk, a damaged file and one that another process holds read alike."""
    async with (
        started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk,
        aiohttp.ClientSession() as web,
    ):
        port = (await desk.until("ready"))["port"]
        async with full(desk.process.pid):
            while await post(port, web, title="x" * 200) == 200:
                pass
            told = await desk.until("the database is away")
        assert told["reason"] in ("database or disk is full", "disk I/O error")
        assert await desk.stop() == 0


async def test_of_two_replicas_one_polls_and_the_other_takes_over(
    sandbox: Server, postgres: PostgresServer, tmp_path: Path
) -> None:
    url = await postgres.make()
    env = desk_environment(sandbox) | {"DATABASE_URL": url}
    async with started("run", folder=tmp_path, env=env) as first:
        await first.until("ready")
        await first.until("elected: this desk polls and keeps the calendar")
        async with started("run", folder=tmp_path, env=env) as second:
            port = (await second.until("ready"))["port"]
            await second.until("connected")
            await first.stop(signal.SIGKILL)
            await second.until("elected: this desk polls and keeps the calendar")
            answered = asyncio.Event()
            sandbox.sandbox.listeners.append(lambda change: answered.set() if change.kind == "message" else None)
            sandbox.sandbox.start(501)
            answered.clear()
            sandbox.sandbox.say(501, 501, "/help")
            async with aiohttp.ClientSession() as session:
                assert await post(port, session) == 200
            async with asyncio.timeout(30):
                await answered.wait()
            assert await second.stop() == 0
    await postgres.drop(url)


# --- what refuses a start ---


async def refused(program: Program) -> str:
    assert await program.ended() == 2, program.text
    return program.text


async def test_a_second_desk_on_the_same_file_is_refused(sandbox: Server, tmp_path: Path) -> None:
    env = desk_environment(sandbox)
    async with started("run", folder=tmp_path, env=env) as first:
        await first.until("ready")
        async with started("run", folder=tmp_path, env=env) as second:
            assert "Another desk is running on desk.db" in await refused(second)
        assert await first.stop() == 0


async def test_a_taken_port_names_a_free_one(sandbox: Server, tmp_path: Path) -> None:
    env = desk_environment(sandbox) | {"HTTP_PORT": str(sandbox.port)}
    async with started("run", folder=tmp_path, env=env) as desk:
        said = await refused(desk)
    assert f"Port {sandbox.port} is taken" in said
    assert "HTTP_PORT=" in said


async def test_what_is_no_database_is_left_as_it_is(sandbox: Server, tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.write_bytes(b"this is my diary\n" * 300)
    before = file.read_bytes()
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        assert "is no database, or damaged" in await refused(desk)
    assert file.read_bytes() == before


async def test_a_damaged_database_is_left_as_it_is(sandbox: Server, template: Path, tmp_path: Path) -> None:
    file = Path(sqlite_copy(template, tmp_path).removeprefix("sqlite:///"))
    with file.open("r+b") as damaged:
        damaged.seek(100)  # after the header, where the list of tables begins
        damaged.write(b"\xfe" * 3900)
    before = file.read_bytes()
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        assert "is no database, or damaged" in await refused(desk)
    assert file.read_bytes() == before


async def test_a_folder_that_is_not_there(sandbox: Server, tmp_path: Path) -> None:
    env = desk_environment(sandbox) | {"DATABASE_URL": "sqlite:///nowhere/desk.db"}
    async with started("run", folder=tmp_path, env=env) as desk:
        assert "cannot be opened" in await refused(desk)


async def test_another_bot_and_a_training_leave_the_memory_alone(sandbox: Server, tmp_path: Path) -> None:
    async with started("run", folder=tmp_path, env=desk_environment(sandbox)) as desk:
        await desk.until("ready")
        await desk.stop()
    env = desk_environment(sandbox) | {"TELEGRAM_BOT_TOKEN": "123456:another-bot-of-another-team"}
    async with started("run", folder=tmp_path, env=env) as other:
        said = await refused(other)
    assert "belongs to sandbox:8100000001" in said
    assert "bot:123456" in said


@pytest.mark.parametrize(("stamp", "key"), [("bot:1", "cli-stamp-unfit"), ("sandbox:1", "cli-stamp-not-sandbox")])
async def test_a_stamp_that_does_not_fit_is_seen_before_anything_changes(
    sqlite_url: str, stamp: str, key: str
) -> None:
    database = Database(sqlite_url)
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(text("INSERT INTO stamp VALUES ('belongs-to', 'bot:2', '2026-01-01 00:00:00')"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StartRefused) as told_why:
        await open_database(database, SystemClock(), stamp)
    await database.close()
    assert told_why.value.key == key


@pytest.mark.parametrize(("present", "key"), [("0000", "cli-schema-older"), ("9999", "cli-schema-newer")])
async def test_postgresql_of_another_release_is_refused(postgres: PostgresServer, present: str, key: str) -> None:
    url = await postgres.make()
    database = Database(url)
    async with database.writing() as session:
        await (await session.connection()).execute(text(f"UPDATE alembic_version SET version_num = '{present}'"))
    with pytest.raises(StartRefused) as told_why:
        await open_database(database, SystemClock(), "bot:1")
    await database.close()
    await postgres.drop(url)
    assert told_why.value.key == key


async def test_a_new_sqlite_file_is_made_and_a_second_start_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        database = Database(f"sqlite:///{tmp_path}/desk.db")
        await open_database(database, SystemClock(), "bot:1")
        assert await schema.present(database) == schema.newest()
        newest, copy = await migrate_beside(tmp_path)
        assert (newest, copy) == (schema.newest(), None)
        await database.close()


async def migrate_beside(folder: Path) -> tuple[str, Path | None]:
    database = Database(f"sqlite:///{folder}/other.db")
    try:
        return await migrate(database, SystemClock())
    finally:
        await database.close()


# --- without a token ---


async def test_without_a_token_and_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    code, _, said = await told("run", folder=tmp_path, env=environment())
    assert code == 2
    assert "There is no TELEGRAM_BOT_TOKEN" in said
    assert list(tmp_path.iterdir()) == []
