"""A browser that was subscribed on our own page (RFC 8030), sealed end to end (RFC 8291).

Nobody between the desk and the browser can read it. `Topic` lets a newer message replace one that was not
delivered yet; `tag` replaces the notification that stands there.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

KEPT_SECONDS: Final = 1800
"""How long a push service keeps it for a phone that is off: a page half an hour old helps nobody."""


class WebPush:
    """`config`: endpoint, p256dh and auth of a subscription.

    Args:
        key: the desk's key towards push services.
        contact: whom a push service may ask, `mailto:` or `https:`.
    """

    def __init__(
        self,
        outgoing: Outgoing,
        clock: Clock,
        key: "Callable[[], Awaitable[ec.EllipticCurvePrivateKey]]",
        contact: str,
    ) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._key = key
        self._contact = contact

    async def send(self, call: Call) -> Answer:
        """Push."""
        endpoint = str(call.config["endpoint"])
        key = await self._key()
        # Only now is the library there that it needs (`bot.gateways.push_key`).
        from bot.gateways import sealing

        plain = answers.json_body(message(call))
        try:
            body = sealing.seal(plain, str(call.config["p256dh"]), str(call.config["auth"]))
        except sealing.Unsealable as refused:
            return Answer(RingVerdict.UNFIT_ADDRESS, str(refused))
        headers = {
            "Authorization": sealing.vapid(endpoint, key, self._contact, self._clock.now()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS),
            "Topic": call.thread,
            "Urgency": "low" if call.kind is RingKind.STOPPED else "high" if call.loud else "normal",
        }
        try:
            reply = await self._outgoing.call("POST", endpoint, headers=headers, body=body)
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        verdict = answers.of_status(reply)
        told = "" if verdict is RingVerdict.ACCEPTED else answers.told(reply, answers.hidden(call))
        return Answer(verdict, told)


def message(call: Call) -> dict[str, Any]:
    """What the service worker reads (`handlers/web/push/worker.js`)."""
    return {
        "title": call.title,
        "body": call.text,
        "tag": call.thread,
        "lang": call.language.value,
        "loud": call.loud,
        "quiet": call.kind is RingKind.STOPPED,
        "url": call.page_url,
        "actions": [{"title": action.label, "url": action.url} for action in call.actions],
    }
