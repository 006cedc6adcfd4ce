"""E-mail over the operators' server. It wakes nobody; it is the trace, and for some the only way.

The standard library's client, in threads of its own: it is the one that has met every server.
"""

import asyncio
import smtplib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers
from storage.vocabulary.phones import RingKind, RingVerdict

_STEP_SECONDS: Final = 6.0
_AT_ONCE: Final = 20
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Server(Struct, frozen=True):
    """A mail server and the address mails come from.

    `tls` from the first byte; otherwise STARTTLS where it is offered.
    """

    host: str
    port: int
    tls: bool
    user: str
    password: str
    sender: str

    @classmethod
    def of(cls, url: str, sender: str) -> "Server":
        """`smtp(s)://user:password@host:port`; the usual port where none is given."""
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        usual = 465 if tls else 587 if parts.username else 25
        return cls(
            host=parts.hostname or "",
            port=parts.port or usual,
            tls=tls,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
        )


class NoTls(Exception):
    """The server would take the password in the open."""


class Mail:
    """`config`: to."""

    def __init__(self, server: Server, clock: Clock, trusted: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._clock = clock
        self._trusted = trusted
        self._threads = ThreadPoolExecutor(_AT_ONCE, "mail")

    async def send(self, call: Call) -> Answer:
        """Hand it to the server; taken there is all that can be known."""
        mail = message(call, self._server.sender, self._clock.now())
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._deliver, mail)
        except NoTls:
            return Answer(RingVerdict.REFUSED, "no STARTTLS")
        except smtplib.SMTPAuthenticationError as refused:
            return Answer(RingVerdict.KEY_REFUSED, self._told(refused.smtp_error, call))
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            # RFC 5321, 4.2.1: 4yz may be tried again, 5yz not
            verdict = RingVerdict.BUSY if 400 <= code < 500 else RingVerdict.ADDRESS_GONE
            return Answer(verdict, self._told(words, call))
        except smtplib.SMTPServerDisconnected:
            return Answer(RingVerdict.BROKEN_OFF)
        except smtplib.SMTPResponseException as refused:
            verdict = RingVerdict.BUSY if 400 <= refused.smtp_code < 500 else RingVerdict.REFUSED
            return Answer(verdict, self._told(refused.smtp_error, call))
        except ssl.SSLError:
            return Answer(RingVerdict.CERTIFICATE)
        except socket.gaierror:
            return Answer(RingVerdict.NO_SUCH_HOST)
        except TimeoutError:
            return Answer(RingVerdict.SILENT)
        except (OSError, smtplib.SMTPException):
            return Answer(RingVerdict.NO_CONNECTION)
        return Answer(RingVerdict.ACCEPTED)

    def _told(self, words: bytes | str, call: Call) -> str:
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return answers.without_secrets(text, answers.hidden(call, self._server.user, self._server.password))

    def _deliver(self, mail: EmailMessage) -> None:
        server, trusted = self._server, self._trusted or ssl.create_default_context()
        client: smtplib.SMTP
        if server.tls:
            client = smtplib.SMTP_SSL(server.host, server.port, timeout=_STEP_SECONDS, context=trusted)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=_STEP_SECONDS)
        with client:
            client.ehlo()
            if not server.tls and client.has_extn("starttls"):
                client.starttls(context=trusted)
                client.ehlo()
            elif not server.tls and server.user and server.host not in _LOOPBACK:
                raise NoTls
            if server.user:
                client.login(server.user, server.password)
            client.send_message(mail)


def message(call: Call, sender: str, now: datetime) -> EmailMessage:
    """The mail: marked urgent, written by a machine (RFC 3834), and one thread for a page and its end."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2]
    mail["From"], mail["To"], mail["Subject"] = sender, str(call.config["to"]), call.title
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{call.ring}@{domain}>"
    if call.replaces is not None:
        mail["In-Reply-To"] = mail["References"] = f"<{call.replaces}@{domain}>"
    if call.loud and call.kind is not RingKind.STOPPED:
        mail["Importance"], mail["X-Priority"] = "high", "1"
    mail["Auto-Submitted"] = "auto-generated"
    lines = [call.text, "", f"{call.open_label} {call.page_url}".strip() if call.page_url else ""]
    mail.set_content("\n".join(lines).rstrip() + "\n", charset="utf-8", cte="base64")
    return mail
