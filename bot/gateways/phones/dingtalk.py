"""A signed robot in a DingTalk group that names the person (open.dingtalk.com, custom robots, signing).

Rings as the app rings: not through silent mode.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote_plus

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict

#: Error codes of custom robots: no such robot, security settings not met, too many messages.
_CODES: Final = {
    300001: RingVerdict.ADDRESS_GONE,
    310000: RingVerdict.KEY_REFUSED,
    130101: RingVerdict.BUSY,
    410100: RingVerdict.BUSY,
}


class DingTalk:
    """`config`: the robot's address (its token is in it), its secret, and the mobile number or user id."""

    def __init__(self, outgoing: Outgoing, clock: Clock) -> None:
        self._outgoing = outgoing
        self._clock = clock

    async def send(self, call: Call) -> Answer:
        """Write into the group, and name the person."""
        url = str(call.config["url"])
        if secret := call.config.get("secret"):
            url += signed(str(secret), self._clock.now())
        body = answers.json_body(message(call))
        try:
            reply = await self._outgoing.call("POST", url, headers=answers.JSON, body=body)
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        said, told = answers.json_of(reply), answers.told(reply, call)
        verdict = answers.of_status(reply)
        if verdict is not RingVerdict.ACCEPTED:
            return Answer(verdict, told)
        code = said.get("errcode") if said is not None else None
        if not isinstance(code, int):
            return Answer(RingVerdict.GARBLED, told)
        if code != 0:
            return Answer(_CODES.get(code, RingVerdict.REFUSED_INSIDE), told)
        return Answer(RingVerdict.ACCEPTED)


def signed(secret: str, now: datetime) -> str:
    """The end of the address: time stamp in milliseconds, and the HMAC-SHA256 of `<time stamp>\\n<secret>` under
    the secret, in base64, escaped. Taken for one hour."""
    timestamp = str(round(now.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={timestamp}&sign={quote_plus(base64.b64encode(digest))}"


def message(call: Call) -> dict[str, Any]:
    """What is said; the quiet line names nobody. A mention counts only when it stands in the text as well."""
    quiet = call.kind is RingKind.STOPPED
    mobile, user = call.config.get("mobile"), call.config.get("user")
    named = "" if quiet else " ".join(f"@{who}" for who in (mobile, user) if who)
    lines = [call.title, call.text, call.page_url, named]
    said: dict[str, Any] = {"msgtype": "text", "text": {"content": "\n".join(line for line in lines if line)}}
    if named:
        said["at"] = {
            "atMobiles": [mobile] if mobile else [],
            "atUserIds": [user] if user else [],
            "isAtAll": False,
        }
    return said
