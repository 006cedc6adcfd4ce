"""The first run, played on a terminal against the sandbox: from an empty folder to a group that shows an alert."""

import asyncio
import os
import pty
import re
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from dotenv import dotenv_values

from bot.sandbox.http import serve
from bot.sandbox.sandbox import Sandbox
from tests.kit.processes import PATIENCE, Program, environment, started, told

OWNER, LIN_LAN, CHEN_MO = 501, 502, 505
NEW_GROUP = -1001000000004
RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"]
LEFT = 130


class Seat:
    """Somebody at a terminal: reads what is shown, types lines."""

    def __init__(self, program: Program, ours: int) -> None:
        self.program = program
        self.shown = ""
        self._ours = ours

    async def until(self, pattern: str) -> str:
        """Wait until the terminal shows this; returns the first group, or all of it."""
        async with asyncio.timeout(PATIENCE):
            while not (found := re.search(pattern, self.shown)):
                self.shown += (await asyncio.to_thread(os.read, self._ours, 4096)).decode("utf-8", "replace")
        return found.group(found.lastindex or 0)

    def hang_up(self) -> None:
        """Ctrl+D."""
        os.write(self._ours, b"\x04")

    def type(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())


@asynccontextmanager
async def seated(folder: Path, env: dict[str, str]) -> AsyncIterator[Seat]:
    """`crisisdesk setup` on a terminal."""
    ours, theirs = pty.openpty()
    try:
        async with started("setup", folder=folder, env=env, stdin=theirs, stdout=theirs) as program:
            yield Seat(program, ours)
    finally:
        os.close(ours)
        os.close(theirs)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


async def test_from_an_empty_folder_to_a_group_that_shows_an_alert(tmp_path: Path) -> None:
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    async with serve(sandbox, host="127.0.0.1", port=0) as server:
        env = environment(TELEGRAM_BASE_URL=server.base, HTTP_PORT=free_port(), LANGUAGE="en")

        async with seated(tmp_path, env) as seat:
            await seat.until("Token: ")
            seat.type(sandbox.token)
            await seat.until("Connected: @crisisdesk_sandbox_bot")
            await seat.until(r"\?start=(own-[\w-]+)")
            seat.program.process.send_signal(signal.SIGINT)
            assert await seat.program.ended() == LEFT
        assert sandbox.token not in seat.shown
        values = dotenv_values(tmp_path / ".env")
        assert values["TELEGRAM_BOT_TOKEN"] == sandbox.token
        assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
        alert_token = values["ALERT_TOKEN"]

        async with seated(tmp_path, env) as seat:
            sandbox.start(OWNER, await seat.until(r"\?start=(own-[\w-]+)"))
            assert "Token:" not in seat.shown, "what is known is not asked again"
            await seat.until("Owner: ")
            await seat.until(r"startgroup=setup&admin=\S+")
            sandbox.start_group(OWNER, NEW_GROUP, "setup", RIGHTS[:2])
            await seat.until("1 things left")
            sandbox.rights(NEW_GROUP, sandbox.world.bot_id, RIGHTS)
            await seat.until("Admin ✓ Topics ✓ Pin ✓ Delete ✓")
            await seat.until("1 reachable")
            sandbox.join(NEW_GROUP, CHEN_MO)
            for member in (LIN_LAN, CHEN_MO):
                sandbox.start(member)
            await seat.until("3 reachable")
            seat.type("")
            await seat.until(f"Bearer {alert_token}")
            await seat.until("Send a test")
            seat.type("")
            await seat.until("It is in the group")
            await seat.until("All done")
            assert await seat.program.ended() == 0
        assert any("checking the wire" in text for text in sandbox.texts(NEW_GROUP))

        async with seated(tmp_path, env) as seat:
            await seat.until("4/5")
            seat.type("")
            await seat.until("1 alerts came in")
            assert await seat.program.ended() == 0
        assert "startgroup" not in seat.shown


async def test_a_port_that_another_program_has_is_left_to_it(tmp_path: Path) -> None:
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        (tmp_path / ".env").write_text(f"HTTP_PORT={port}\nTELEGRAM_BOT_TOKEN={sandbox.token}\n")
        async with serve(sandbox, host="127.0.0.1", port=0) as server:
            env = environment(TELEGRAM_BASE_URL=server.base, HTTP_PORT="")
            async with seated(tmp_path, env) as seat:
                await seat.until("The desk runs")
                seat.program.process.send_signal(signal.SIGINT)
                assert await seat.program.ended() == LEFT
    assert dotenv_values(tmp_path / ".env")["HTTP_PORT"] != str(port)


async def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    code, _, said = await told("setup", folder=tmp_path, env=environment())
    assert code == 2
    assert "needs a terminal" in said
    assert list(tmp_path.iterdir()) == []


async def test_who_hangs_up_has_left(tmp_path: Path) -> None:
    async with seated(tmp_path, environment(HTTP_PORT=free_port())) as seat:
        await seat.until("Token: ")
        seat.hang_up()
        assert await seat.program.ended() == LEFT
    assert not (tmp_path / ".env").exists()
