"""Every kind of phone and its sender: the one list.

A kind that needs the operators and was not set up is missing.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.gateways.outgoing import Outgoing
from bot.gateways.phones.bark import Bark
from bot.gateways.phones.dingtalk import DingTalk
from bot.gateways.phones.feishu import Feishu
from bot.gateways.phones.gateway import Gateway
from bot.gateways.phones.gotify import Gotify
from bot.gateways.phones.longtail import Apprise
from bot.gateways.phones.mail import Mail
from bot.gateways.phones.ntfy import Ntfy
from bot.gateways.phones.pushover import Pushover
from bot.gateways.phones.webpush import WebPush
from bot.gateways.phones.wecom import WeCom
from bot.gateways.phones_given import SetUp
from bot.gateways.ringing import Channel
from storage.vocabulary.phones import PhoneKind

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec


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
