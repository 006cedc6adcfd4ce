"""Connections are counted: whoever holds many leaves room for others, and is told to come again."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.handlers.web.greeting import greeting

MOST = 8
OF_ONE = 6
_ASK = b"GET / HTTP/1.1\r\nHost: desk\r\n\r\n"
Caller = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with greeting(MOST) as port:
        yield port


async def call(port: int, address: str) -> Caller:
    """Somebody connects from this address, all of which are this machine's."""
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))


async def answered(caller: Caller) -> str:
    """The status of the answer to his next request."""
    reader, writer = caller
    writer.write(_ASK)
    async with asyncio.timeout(30):
        head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " in head:
        await reader.readexactly(len("hello"))
    return head.split(None, 2)[1].decode()


async def test_one_who_holds_many_connections_leaves_room_for_others(port: int) -> None:
    """Switch: `Doorkeeper.server`; without it everybody comes in, until no file can be opened any more."""
    greedy = [await call(port, "127.0.0.1") for _ in range(OF_ONE + 3)]
    told = [await answered(caller) for caller in greedy]
    assert told == ["200"] * OF_ONE + ["503"] * 3
    others = [await call(port, "127.0.0.2") for _ in range(MOST - OF_ONE + 1)]
    assert [await answered(caller) for caller in others] == ["200"] * (MOST - OF_ONE) + ["503"]
    assert await answered(greedy[0]) == "200", "whoever is in stays"
    greedy[0][1].close()
    await greedy[0][1].wait_closed()
    told = []
    while "200" not in told and len(told) < 1_000:  # the other side hears of it a moment later
        others.append(await call(port, "127.0.0.2"))
        told.append(await answered(others[-1]))
    assert told[-1] == "200"
    for _, writer in (*greedy, *others):
        writer.close()


async def test_who_is_refused_and_says_nothing_is_hung_up_on(port: int) -> None:
    held = [await call(port, "127.0.0.1") for _ in range(OF_ONE)]
    assert await answered(held[-1]) == "200"
    reader, writer = await call(port, "127.0.0.1")
    async with asyncio.timeout(30):
        assert (await reader.read()).startswith(b"HTTP/1.1 503 ")
    for one in (writer, *(mine for _, mine in held)):
        one.close()
