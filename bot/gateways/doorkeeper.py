"""How many connections are open on the HTTP side at a time: who holds many must not use up the files of this
process, which the database and Telegram need too."""

import asyncio
from collections import Counter
from typing import Any, Final

import structlog
from aiohttp import web

_OF_ONE_ADDRESS: Final = 0.75
"""So much of them may one address hold; the rest is for the others. Behind a proxy all have one address."""
_LINGER_SECONDS: Final = 1.0
_REFUSAL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)

_log = structlog.get_logger("http")


class Doorkeeper(web.AppRunner):
    """Serves an application to so many connections at most; 0: to all. Others are told 503 and to come again."""

    def __init__(self, app: web.Application, most: int, **how: Any) -> None:
        super().__init__(app, **how)
        self._most = most
        self._full = False

    @property
    def server(self) -> Any:
        """Who meets each new connection."""
        return self._meet if self._most and super().server is not None else super().server

    def _meet(self) -> asyncio.BaseProtocol:
        inside: Any = super().server
        return _Threshold(self, inside)

    def admits(self, inside: web.Server, address: str) -> bool:
        """May one more from this address come in?"""
        here = inside.connections
        of = Counter(_address(one.transport) for one in here) if len(here) >= self._most * _OF_ONE_ADDRESS else {}
        may = len(here) < self._most and of.get(address, 0) < max(1, int(self._most * _OF_ONE_ADDRESS))
        if not may and not self._full:
            _log.warning("no more connections are taken", open=len(here), address=address)
        self._full = not may
        return may


class _Threshold(asyncio.Protocol):
    """A new connection, until it is known who it is."""

    def __init__(self, keeper: Doorkeeper, inside: web.Server) -> None:
        self._keeper = keeper
        self._inside = inside
        self._transport: asyncio.Transport | None = None
        self._ends: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._keeper.admits(self._inside, _address(transport)):
            handler = self._inside()
            transport.set_protocol(handler)
            handler.connection_made(transport)
            return
        # Not before he has said something: hung up on at once he would read that his connection broke.
        self._transport = transport
        self._ends = asyncio.get_running_loop().call_later(_LINGER_SECONDS, self._refuse)

    def data_received(self, data: bytes) -> None:
        self._refuse()

    def _refuse(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_REFUSAL)
            self._transport.close()

    def connection_lost(self, failure: Exception | None) -> None:
        if self._ends is not None:
            self._ends.cancel()


def _address(transport: asyncio.BaseTransport | None) -> str:
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if peer else ""
