"""Calls to addresses that people typed never lead into the network the desk stands in."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.gateways.outgoing import Allowed, NotAnswered, Outgoing, Trouble, is_public
from tests.kit.web import certificate, elsewhere, saying

LOOPBACK = Allowed.of(["127.0.0.0/8"])


class Names(AbstractResolver):
    """Names that lead where a test says."""

    def __init__(self, **known: list[str]) -> None:
        self._known = known

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = self._known.get(host.partition(".")[0])
        if found is None:
            raise OSError("no such name")
        return [
            {"hostname": host, "host": ip, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for ip in found
        ]

    async def close(self) -> None:
        """Nothing to give back."""


async def trouble(outgoing: Outgoing, url: str) -> tuple[Trouble, bool]:
    await outgoing.open()
    try:
        with pytest.raises(NotAnswered) as met:
            await outgoing.call("POST", url, body=b"{}")
        assert "secret" not in str(met.value)
        return met.value.trouble, met.value.arrived
    finally:
        await outgoing.close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("172.31.255.255", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:1.1.1.1", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::101:101", True),
        ("2002:7f00:1::", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/secret",
        "http://[::1]:80/secret",
        "http://2130706433/secret",
        "http://0x7f000001/secret",
        "http://127.1/secret",
        "http://169.254.169.254/latest/secret",
        "http://localhost/secret",
        "http://inside.example/secret",
        "http://half.example/secret",
    ],
)
async def test_a_private_address_is_not_called_however_it_is_written(url: str) -> None:
    names = Names(inside=["10.0.0.7"], half=["1.1.1.1", "192.168.0.1"])
    known = ("example" in url and (lambda: names)) or None
    found, arrived = await trouble(Outgoing(resolver=known), url)
    # The library refuses some of these spellings itself, in some of its versions.
    assert found in (Trouble.PRIVATE_ADDRESS, Trouble.UNFIT_ADDRESS)
    assert not arrived


@pytest.mark.parametrize(
    "url",
    [
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "http://",
        "no address",
        "http://u:secret@1.1.1.1/",
        "http://1.1.1.1:0/",
    ],
)
async def test_only_plain_web_addresses_are_called(url: str) -> None:
    assert await trouble(Outgoing(), url) == (Trouble.UNFIT_ADDRESS, False)


@pytest.mark.parametrize("allowed", [["inside.example"], ["127.0.0.1"], ["127.0.0.0/8"]])
async def test_the_operators_may_name_hosts_of_their_own(allowed: list[str]) -> None:
    async with elsewhere(saying("yes")) as server:
        outgoing = Outgoing(Allowed.of(allowed), resolver=lambda: Names(inside=["127.0.0.1"]))
        await outgoing.open()
        reply = await outgoing.call(
            "POST", server.base.replace("127.0.0.1", "inside.example") + "/x?y=1", body=b"{}"
        )
        await outgoing.close()
    assert (reply.status, reply.body) == (200, b"yes")
    assert [(heard.path, heard.query, heard.body) for heard in server.heard] == [("/x", {"y": "1"}, b"{}")]


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("http://169.254.169.254/secret", Trouble.PRIVATE_ADDRESS),
        ("http://inside.example/secret", Trouble.PRIVATE_ADDRESS),
        ("//10.0.0.1/secret", Trouble.PRIVATE_ADDRESS),
        ("https://1.1.1.1/", Trouble.REDIRECTED),
        ("http://gone.example/", Trouble.REDIRECTED),
        ("", Trouble.REDIRECTED),
        ("gopher://1.1.1.1/", Trouble.UNFIT_ADDRESS),
    ],
)
async def test_a_redirect_is_never_followed_and_named_by_where_it_leads(location: str, named: Trouble) -> None:
    async with elsewhere(saying(status=302, Location=location)) as server:
        outgoing = Outgoing(LOOPBACK, resolver=lambda: Names(inside=["10.0.0.1"]))
        assert await trouble(outgoing, server.base) == (named, True)
        assert len(server.heard) == 1


async def test_who_does_not_answer_is_given_up() -> None:
    gate = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await gate.wait()
        return web.Response()

    async with elsewhere(hang) as server:
        assert await trouble(Outgoing(LOOPBACK, seconds=0.2), server.base) == (Trouble.SILENT, True)
        gate.set()


async def test_an_endless_answer_is_cut() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x" * 4096)
        return response

    async with elsewhere(endless) as server:
        outgoing = Outgoing(LOOPBACK)
        await outgoing.open()
        assert len((await outgoing.call("GET", server.base)).body) == 64 * 1024
        await outgoing.close()


async def test_who_is_not_there_has_a_name() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
        assert await trouble(Outgoing(LOOPBACK), nobody) == (Trouble.NO_CONNECTION, False)
    outgoing = Outgoing(resolver=Names)
    assert await trouble(outgoing, "https://nobody.example") == (Trouble.NO_SUCH_HOST, False)


@pytest.mark.parametrize("kind", ["expired", "unknown", "good"])
async def test_a_bad_certificate_ends_the_call_before_it_begins(tmp_path: Path, kind: str) -> None:
    shows, believes = certificate(tmp_path, expired=kind == "expired")
    async with elsewhere(saying("yes"), shows) as server:
        outgoing = Outgoing(LOOPBACK, trusted=None if kind == "unknown" else believes)
        if kind != "good":
            assert await trouble(outgoing, server.base) == (Trouble.CERTIFICATE, False)
            assert server.heard == []
            return
        await outgoing.open()
        assert (await outgoing.call("GET", server.base)).body == b"yes"
        await outgoing.close()


async def test_who_breaks_off_has_a_name() -> None:
    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    assert await trouble(Outgoing(LOOPBACK), address) == (Trouble.BROKEN_OFF, True)
    server.close()


@pytest.mark.parametrize("entry", ["", "10.0.0.0/99", "10.0.0.1/8"])
def test_nonsense_is_not_allowed(entry: str) -> None:
    with pytest.raises(ValueError, match=r"does not appear|has host bits"):
        Allowed.of([entry])
