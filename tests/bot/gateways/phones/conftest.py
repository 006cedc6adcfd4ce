"""The way out to servers of this machine."""

from collections.abc import AsyncIterator

import pytest

from bot.gateways.outgoing import Allowed, Outgoing


@pytest.fixture
async def outgoing() -> AsyncIterator[Outgoing]:
    """Calls to this machine are allowed; an answer may take half a second."""
    way = Outgoing(Allowed.of(["127.0.0.1"]), seconds=0.5)
    await way.open()
    yield way
    await way.close()
