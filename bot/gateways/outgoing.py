"""Calls to addresses that people typed: phones, hooks of theirs. One place that is careful for all of them.

Such an address must not become a way into the network the desk stands in (cloud metadata, a database's admin
page): a host is resolved here, and what is not a public address is refused unless the operators named it
(`OUTGOING_PRIVATE_HOSTS`). The address that was looked at is the one connected to, so that a name which
changes its mind between two look-ups gains nothing. Redirects are never followed.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from msgspec import Struct, field
from yarl import URL

from bot.desk.desk import inside_transaction

CONNECT_SECONDS: Final = 4.0
ANSWER_SECONDS: Final = 8.0
"""From the first byte sent to the last byte read. A rung of a calling chain waits for minutes, not for this."""
ANSWER_LIMIT: Final = 64 * 1024
_CONNECTIONS: Final = 200
_PORTS_LIMIT: Final = 65_535
#: RFC 6052: an IPv4 address as an IPv6-only network reaches it.
_NAT64: Final = IPv6Network("64:ff9b::/96")


class Trouble(StrEnum):
    """What came in between, by name."""

    UNFIT_ADDRESS = "unfit_address"
    PRIVATE_ADDRESS = "private_address"
    NO_SUCH_HOST = "no_such_host"
    NO_CONNECTION = "no_connection"
    CERTIFICATE = "certificate"
    REDIRECTED = "redirected"
    SILENT = "silent"
    BROKEN_OFF = "broken_off"


class NotAnswered(Exception):
    """The call got no answer of its own. `arrived` False: it never left for the other side.

    Carries no address: addresses of phones are secrets.
    """

    def __init__(self, trouble: Trouble, arrived: bool = False, told: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.arrived = arrived
        self.told = told


class Reply(Struct, frozen=True):
    """What the other side said: at most 64 KiB of it, header names in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class _Private(Exception):
    """The name leads to an address that is not public."""


class Allowed(Struct, frozen=True):
    """The hosts of the own network that may be called: names, addresses, networks (`10.1.0.0/16`)."""

    names: frozenset[str] = frozenset()
    networks: tuple[Any, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Allowed":
        """Raises ValueError for an entry that is neither a name nor a network."""
        names, networks = set(), []
        for entry in entries:
            text = entry.strip().strip("[]").rstrip(".").lower()
            try:
                networks.append(ip_network(text))
            except ValueError:
                if "/" in text or not text:
                    raise
                names.add(text)
        return cls(frozenset(names), tuple(networks))

    def lets(self, host: str, address: str) -> bool:
        """May this host be called at this address?"""
        if host.rstrip(".").lower() in self.names:
            return True
        number = _number(address)
        return is_public(address) or any(
            number.version == network.version and number in network for network in self.networks
        )


def _number(address: str) -> IPv4Address | IPv6Address:
    return ip_address(address.partition("%")[0])


def is_public(address: str) -> bool:
    """Is this an address of the public internet, also behind the ways IPv6 has to write an IPv4 one?"""
    number = _number(address)
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is None and number in _NAT64:
            inner = IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return number.is_global and not number.is_multicast and not number.is_reserved


class _CarefulResolver(AbstractResolver):
    """Resolves, and refuses a name that leads anywhere private, even if only one of its addresses does."""

    def __init__(self, allowed: Allowed, resolver: AbstractResolver | None) -> None:
        self._allowed = allowed
        self._resolver = resolver or aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(self._allowed.lets(host, each["host"]) for each in found):
            raise _Private
        return found

    async def close(self) -> None:
        await self._resolver.close()


class Outgoing:
    """One session for all such calls.

    Args:
        allowed: hosts of the own network the operators let us call.
        seconds: how long one answer may take.
        trusted: whose certificates are believed; None: the machine's.
        resolver: who turns names into addresses; None: the machine.
    """

    def __init__(
        self,
        allowed: Allowed | None = None,
        seconds: float = ANSWER_SECONDS,
        trusted: ssl.SSLContext | None = None,
        resolver: Callable[[], AbstractResolver] | None = None,
    ) -> None:
        self._allowed = allowed or Allowed()
        self._seconds = seconds
        self._trusted = trusted
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Get ready; nothing is sent yet."""
        if self._session is None:
            careful = _CarefulResolver(self._allowed, self._resolver() if self._resolver else None)
            connector = aiohttp.TCPConnector(
                resolver=careful, limit=_CONNECTIONS, ttl_dns_cache=30, ssl=self._trusted or True
            )
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """One call. A status is an answer, whatever it says; a redirect is none.

        Raises:
            NotAnswered: says by name what came in between, and whether the call may have arrived.
        """
        if inside_transaction():
            raise RuntimeError("the network inside a transaction")
        if self._session is None:
            raise RuntimeError("not open")
        address = self._fit(url)
        timeout = aiohttp.ClientTimeout(
            total=self._seconds, connect=CONNECT_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=self._seconds
        )
        try:
            async with self._session.request(
                method, address, headers=headers, data=body, timeout=timeout, allow_redirects=False
            ) as answer:
                if 300 <= answer.status < 400:
                    raise await self._redirected(address, answer.headers.get("Location", ""))
                content = await answer.content.read(ANSWER_LIMIT)
                while len(content) < ANSWER_LIMIT and (more := await answer.content.read(ANSWER_LIMIT)):
                    content += more
                told = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status, content[:ANSWER_LIMIT], told)
        except _Private:
            raise NotAnswered(Trouble.PRIVATE_ADDRESS) from None
        except aiohttp.ClientConnectorDNSError:
            raise NotAnswered(Trouble.NO_SUCH_HOST) from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
            raise NotAnswered(Trouble.CERTIFICATE) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotAnswered(Trouble.NO_CONNECTION) from None
        except TimeoutError:
            raise NotAnswered(Trouble.SILENT, arrived=True) from None
        except (aiohttp.InvalidURL, UnicodeError):
            raise NotAnswered(Trouble.UNFIT_ADDRESS) from None
        except (aiohttp.ClientError, OSError):
            # Only the name: the text of some of these holds the address, and the address is a secret.
            raise NotAnswered(Trouble.BROKEN_OFF, arrived=True) from None

    def _fit(self, url: str) -> URL:
        """The address, if it is one we call. An address in numbers is not resolved, so it is looked at here."""
        try:
            address = URL(url)
            port = address.port
        except ValueError:
            raise NotAnswered(Trouble.UNFIT_ADDRESS) from None
        if address.scheme not in ("http", "https") or not address.host or address.user or address.password:
            raise NotAnswered(Trouble.UNFIT_ADDRESS)
        if port is None or not 0 < port <= _PORTS_LIMIT:
            raise NotAnswered(Trouble.UNFIT_ADDRESS)
        if _is_number(address.host) and not self._allowed.lets(address.host, address.host):
            raise NotAnswered(Trouble.PRIVATE_ADDRESS)
        return address

    async def _redirected(self, address: URL, location: str) -> NotAnswered:
        """A redirect into the own network is named as what it is: somebody tries."""
        try:
            target = self._fit(urljoin(str(address), location))
            assert target.host is not None, "looked at by _fit"
            if not _is_number(target.host):
                careful = _CarefulResolver(self._allowed, self._resolver() if self._resolver else None)
                async with asyncio.timeout(CONNECT_SECONDS):
                    await careful.resolve(target.host, target.port or 0, socket.AF_UNSPEC)
        except _Private:
            return NotAnswered(Trouble.PRIVATE_ADDRESS, arrived=True)
        except NotAnswered as unfit:
            return NotAnswered(unfit.trouble, arrived=True)
        except (OSError, TimeoutError):
            pass
        return NotAnswered(Trouble.REDIRECTED, arrived=True)


def _is_number(host: str) -> bool:
    try:
        _number(host)
    except ValueError:
        return False
    return True
