"""Mail against a real server on this machine."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from bot.gateways.phones.mail import Mail, Server
from storage.vocabulary.phones import PhoneKind, RingVerdict
from tests.bot.gateways.phones.pages import PAGE_URL, QUIET, RING, page, stopped
from tests.kit.clock import BEGIN, FakeClock
from tests.kit.web import certificate

TO = {"to": "chen.mo@example.com"}


class Kept:
    """Keeps what comes; refuses recipients as a test says."""

    def __init__(self, refuses: str = "") -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = refuses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


def password(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", b"p@ss:word")
    return AuthResult(success=good, handled=good)


@asynccontextmanager
async def running(handler: Kept, tls: ssl.SSLContext | None = None, **how: Any) -> AsyncIterator[int]:
    """A mail server; `tls` from the first byte, `tls_context` for STARTTLS."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="mail.test", **how), "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
def both(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path)


async def test_a_mail_arrives_over_starttls_with_its_password(both: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    shows, believes = both
    kept = Kept()
    async with running(
        kept, tls_context=shows, require_starttls=True, authenticator=password, auth_required=True
    ) as port:
        server = Server.of(f"smtp://desk:p%40ss%3Aword@127.0.0.1:{port}", "desk@brand.example")
        mail = Mail(server, FakeClock(), believes)
        assert (await mail.send(page(PhoneKind.EMAIL, TO))).accepted
        assert (await mail.send(stopped(PhoneKind.EMAIL, TO))).accepted
        wrong = Server.of(f"smtp://desk:wrong@127.0.0.1:{port}", "desk@brand.example")
        refused = await Mail(wrong, FakeClock(), believes).send(page(PhoneKind.EMAIL, TO))
        untrusted = await Mail(server, FakeClock()).send(page(PhoneKind.EMAIL, TO))
    assert refused.verdict is RingVerdict.KEY_REFUSED
    assert "wrong" not in refused.told
    assert untrusted.verdict is RingVerdict.CERTIFICATE
    loud, quiet = kept.mails
    assert loud["Subject"] == "S1 呼叫 · 请担任法务"
    assert loud["To"] == "chen.mo@example.com"
    assert loud["Auto-Submitted"] == "auto-generated"  # RFC 3834, section 5
    assert (loud["Importance"], quiet["Importance"]) == ("high", None)
    assert loud["Date"].datetime == BEGIN
    assert (loud["Message-ID"], quiet["In-Reply-To"]) == (f"<{RING}@brand.example>", f"<{RING}@brand.example>")
    assert quiet["Message-ID"] == f"<{QUIET}@brand.example>"
    words = loud.get_content()
    assert "20:46 前响应" in words
    assert words.rstrip().endswith(f"打开 {PAGE_URL}")


async def test_tls_from_the_first_byte(both: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    shows, believes = both
    kept = Kept()
    async with running(kept, tls=shows) as port:
        server = Server.of(f"smtps://127.0.0.1:{port}", "desk@brand.example")
        assert (await Mail(server, FakeClock(), believes).send(page(PhoneKind.EMAIL, TO))).accepted
    assert len(kept.mails) == 1


@pytest.mark.parametrize(
    ("refuses", "verdict"),
    [
        ("550 5.1.1 no such user chen.mo@example.com", RingVerdict.ADDRESS_GONE),
        ("451 4.7.1 greylisted", RingVerdict.BUSY),
    ],
)
async def test_a_refused_recipient(refuses: str, verdict: RingVerdict) -> None:
    async with running(Kept(refuses)) as port:
        answer = await Mail(Server.of(f"smtp://127.0.0.1:{port}", "desk@brand.example"), FakeClock()).send(
            page(PhoneKind.EMAIL, TO)
        )
    assert answer.verdict is verdict
    assert "chen.mo" not in answer.told


async def test_nobody_listens_and_somebody_hangs_up() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    listening = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    mail = Mail(Server.of(f"smtp://127.0.0.1:{port}", "desk@brand.example"), FakeClock())
    assert (await mail.send(page(PhoneKind.EMAIL, TO))).verdict is RingVerdict.BROKEN_OFF
    listening.close()
    await listening.wait_closed()
    assert (await mail.send(page(PhoneKind.EMAIL, TO))).verdict is RingVerdict.NO_CONNECTION


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://mail.example", 25, False),
        ("smtp://u:p@mail.example", 587, False),
        ("smtps://u:p@mail.example", 465, True),
        ("smtp://u:p@mail.example:2525", 2525, False),
    ],
)
def test_the_usual_ports(url: str, port: int, tls: bool) -> None:
    server = Server.of(url, "desk@example.com")
    assert (server.host, server.port, server.tls) == ("mail.example", port, tls)
