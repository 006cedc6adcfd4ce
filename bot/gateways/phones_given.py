"""What the operators set up for phones, known before anything that rings is imported."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct

from storage.vocabulary.phones import PhoneKind

if TYPE_CHECKING:
    from bot.gateways.phones.gateway import Door
    from bot.gateways.phones.mail import Server


class SetUp(Struct, frozen=True):
    """What the operators set up once for everybody; None: people cannot have that kind of phone.

    `contact`: whom a push service may ask about the desk, `mailto:` or `https:`.
    """

    mail: "Server | None" = None
    pushover_token: str = ""
    gateway: "Door | None" = None
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
        mail, gateway = None, None
        if smtp_url:
            from bot.gateways.phones.mail import Server

            mail = Server.of(smtp_url, smtp_from)
        if gateway_url:
            from bot.gateways.phones.gateway import Door

            gateway = Door(gateway_url, gateway_secret)
        return cls(
            mail=mail,
            pushover_token=pushover_token,
            gateway=gateway,
            contact=contact,
            # The extra: `pip install crisisdesk[apprise]`.
            apprise=apprise if apprise and find_spec("apprise") else (),
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
