"""The world on the disk: it survives a stop, and a file cut in half does not stop the sandbox."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.http import serve
from bot.sandbox.keeping import Keeper, load, save
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, Client, until


async def test_the_world_goes_on_where_it_stopped(tmp_path: Path, call: Client) -> None:
    thread = (await call("createForumTopic", chat_id=HOME, name="x"))["message_thread_id"]
    await call("sendDocument", chat_id=HOME, files={"document": ("a.txt", b"a\x00\xff", "text/plain")})
    said = call.sandbox.say(DUTY, HOME, "记", message_thread_id=thread)
    call.sandbox.react(DUTY, HOME, said.id, "👍")
    save(tmp_path / "world.json", call.sandbox.world)
    loaded = load(tmp_path / "world.json")
    assert loaded.broken is None
    assert loaded.world.chats == call.sandbox.world.chats
    assert loaded.world.files == call.sandbox.world.files
    again = Client(Sandbox(loaded.world, call.sandbox.now))
    assert [u["update_id"] for u in await again.heard()][-1] == call.sandbox.world.last_update_id


@pytest.mark.parametrize("content", ["half", b"", b"\xff\xfe", b"null", b'{"format": 99}', b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "world.json"
    save(path, Sandbox().world)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if isinstance(content, str) else content)
    loaded = load(path)
    assert loaded.world.chats.keys() == Sandbox().world.chats.keys()
    assert loaded.broken is not None
    assert loaded.broken.exists()
    assert loaded.reason
    assert not path.exists()


async def test_a_running_sandbox_saves_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    async with serve(sandbox, keeper=Keeper(path, pause=0.01)):
        sandbox.say(DUTY, HOME, "x")
        await until(path.exists)
        sandbox.say(DUTY, HOME, "y")
    assert Sandbox(load(path).world).texts(HOME) == ["x", "y"]
