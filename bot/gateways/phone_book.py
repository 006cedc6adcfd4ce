"""Every kind of phone and its sender: the one list.

A kind that needs the operators and was not set up is missing.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct

from bot.clock import Clock
from bot.gateways.outgoing import Outgoing
from bot.gateways.phones.bark import Bark
from bot.gateways.phones.dingtalk import DingTalk
from bot.gateways.phones.feishu import Feishu
from bot.gateways.phones.gateway import Door, Gateway
from bot.gateways.phones.gotify import Gotify
from bot.gateways.phones.longtail import Apprise, installed
from bot.gateways.phones.mail import Mail, Server
from bot.gateways.phones.ntfy import Ntfy
from bot.gateways.phones.pushover import Pushover
from bot.gateways.phones.webpush import WebPush
from bot.gateways.phones.wecom import WeCom
from bot.gateways.ringing import Channel
from storage.vocabulary.phones import PhoneKind

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec


class SetUp(Struct, frozen=True):
    """What the operators set up once for everybody; None: people cannot have that kind of phone.

    `contact`: whom a push service may ask about the desk, `mailto:` or `https:`.
    """

    mail: Server | None = None
    pushover_token: str = ""
    gateway: Door | None = None
    contact: str = ""
    apprise: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[PhoneKind]:
        """The kinds people can have here."""
        given = {
            PhoneKind.WEBPUSH: self.contact,
            PhoneKind.VOICE: self.gateway,
            PhoneKind.SMS: self.gateway,
            PhoneKind.EMAIL: self.mail,
            PhoneKind.PUSHOVER: self.pushover_token,
            PhoneKind.APPRISE: self.apprise,
        }
        return _FOR_ALL | {kind for kind, what in given.items() if what}

    @classmethod
    def of(
        cls,
        *,
        smtp_url: str = "",
        smtp_from: str = "",
        pushover_token: str = "",
        gateway_url: str = "",
        gateway_secret: str = "",
        public_url: str = "",
        apprise: tuple[str, ...] = (),
    ) -> Self:
        """From what the settings hold; empty: not set up. Whoever can be asked is the mail's sender or the desk's
        own address."""
        contact = f"mailto:{smtp_from}" if smtp_from else public_url if public_url.startswith("https:") else ""
        return cls(
            mail=Server.of(smtp_url, smtp_from) if smtp_url else None,
            pushover_token=pushover_token,
            gateway=Door(gateway_url, gateway_secret) if gateway_url else None,
            contact=contact,
            apprise=apprise if installed() else (),
        )


_FOR_ALL: Final = frozenset(
    {
        PhoneKind.NTFY,
        PhoneKind.BARK,
        PhoneKind.GOTIFY,
        PhoneKind.WECOM,
        PhoneKind.DINGTALK,
        PhoneKind.FEISHU,
        PhoneKind.WEBHOOK,
    }
)


def channels(
    outgoing: Outgoing, clock: Clock, key: "Callable[[], Awaitable[ec.EllipticCurvePrivateKey]]", given: SetUp
) -> Mapping[PhoneKind, Channel]:
    """How each kind of phone is called."""
    book = {
        PhoneKind.NTFY: Channel(Ntfy(outgoing).send),
        PhoneKind.BARK: Channel(Bark(outgoing).send),
        PhoneKind.GOTIFY: Channel(Gotify(outgoing).send),
        PhoneKind.WECOM: Channel(WeCom(outgoing).send),
        PhoneKind.DINGTALK: Channel(DingTalk(outgoing, clock).send),
        PhoneKind.FEISHU: Channel(Feishu(outgoing, clock).send),
        PhoneKind.WEBHOOK: Channel(Gateway(outgoing, clock).send),
    }
    if given.contact:
        book[PhoneKind.WEBPUSH] = Channel(WebPush(outgoing, clock, key, given.contact).send)
    if given.gateway is not None:
        gateway = Gateway(outgoing, clock, given.gateway)
        book[PhoneKind.VOICE] = book[PhoneKind.SMS] = Channel(gateway.send)
    if given.mail is not None:
        book[PhoneKind.EMAIL] = Channel(Mail(given.mail, clock).send)
    if given.apprise:
        book[PhoneKind.APPRISE] = Channel(Apprise(given.apprise).send)
    if given.pushover_token:
        pushover = Pushover(outgoing, given.pushover_token)
        book[PhoneKind.PUSHOVER] = Channel(pushover.send, pushover.ask)
    return book
