"""The sandbox as a program: its first line, its port, its sentence about a broken file, its end."""

import asyncio
import json
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.sandbox.standing import stand
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, until


async def test_the_first_line_comes_when_it_answers(tmp_path: Path) -> None:
    lines: list[str] = []
    stop = asyncio.Event()
    running = asyncio.create_task(stand(lines.append, stop, as_json=True, path=tmp_path / "world.json"))
    await until(lambda: bool(lines))
    told = json.loads(lines[0])
    async with ClientSession() as web:
        async with web.get(f"{told['base']}/bot{told['token']}/getMe") as response:
            assert (await response.json())["ok"]
        said = {"user": DUTY, "chat_id": HOME, "text": "记住"}
        async with web.post(f"{told['base']}/_sandbox/say", json=said) as response:
            assert response.status == 200
        waiting = asyncio.create_task(
            web.get(f"{told['base']}/bot{told['token']}/getUpdates?timeout=50&offset=-1")
        )
        stop.set()
        await asyncio.wait_for(running, 5)
        waiting.cancel()
    assert "记住" in (tmp_path / "world.json").read_text(encoding="utf-8")


async def test_a_broken_file_gets_a_sentence_and_a_fresh_world(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_bytes(b'{"format": 1, "wor')
    lines: list[str] = []
    stop = asyncio.Event()
    running = asyncio.create_task(stand(lines.append, stop, path=path))
    await until(lambda: len(lines) == 3)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert "读不出来" in lines[0]
    assert "world.json.broken-1" in lines[0]
    assert lines[1].startswith("演练沙盒:http://127.0.0.1:")


async def test_a_taken_port_is_an_error_of_the_system(tmp_path: Path) -> None:
    async def nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(nothing, "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        with pytest.raises(OSError, match="address already in use"):
            await stand(lambda line: None, asyncio.Event(), port=port)
