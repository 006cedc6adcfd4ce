"""Callers who never finish their headers hold a connection for so long and no longer."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.handlers.web.greeting import greeting

HEADER_SECONDS = 0.3
_BEGUN = b"POST /hooks/generic HTTP/1.1\r\nHost: desk\r\nX-Slow: "


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """The desk's way of serving, with less patience."""
    async with greeting(header_seconds=HEADER_SECONDS) as port:
        yield port


async def ended(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, trickle: bytes) -> bool:
    """Did the other side hang up, while we went on sending a byte now and then?"""
    async with asyncio.timeout(30):
        while True:
            try:
                return await asyncio.wait_for(reader.read(1), HEADER_SECONDS / 5) == b""
            except TimeoutError:
                writer.write(trickle)
            except ConnectionError:
                return True


@pytest.mark.parametrize(
    ("begun", "trickle"), [(b"", b""), (_BEGUN, b""), (_BEGUN, b"x")], ids=["nothing", "half", "trickle"]
)
async def test_who_does_not_finish_his_headers_is_hung_up_on(port: int, begun: bytes, trickle: bytes) -> None:
    """Without `keepalive_timeout` in `bot.run.doorkeeper`: aiohttp waits for an hour."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    assert await ended(reader, writer, trickle)
    writer.close()


async def test_nor_does_it_help_to_have_been_answered_once(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: desk\r\n\r\n")
    assert (await reader.readuntil(b"hello")).startswith(b"HTTP/1.1 200")
    writer.write(_BEGUN)
    assert await ended(reader, writer, b"x")
    writer.close()
