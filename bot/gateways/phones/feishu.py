"""A signed robot in a Feishu or Lark group: a card that names the person (open.feishu.cn, custom bots).

Rings as the app rings: not through silent mode.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any, Final

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict

#: Custom bots, error codes: no such robot; signature; too many messages.
_CODES: Final = {19001: RingVerdict.ADDRESS_GONE, 19021: RingVerdict.KEY_REFUSED, 11232: RingVerdict.BUSY}


class Feishu:
    """`config`: the robot's address (its token is in it), its secret, and the person's user or open id."""

    def __init__(self, outgoing: Outgoing, clock: Clock) -> None:
        self._outgoing = outgoing
        self._clock = clock

    async def send(self, call: Call) -> Answer:
        """Put a card into the group, and name the person."""
        said = message(call)
        if secret := call.config.get("secret"):
            said = {**signed(str(secret), self._clock.now()), **said}
        try:
            reply = await self._outgoing.call(
                "POST", str(call.config["url"]), headers=answers.JSON, body=answers.json_body(said)
            )
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        return _read(answers.json_of(reply), answers.of_status(reply), answers.told(reply, call))


def _read(said: Any, verdict: RingVerdict, told: str) -> Answer:
    # A bad request comes with 400 and a code that says more; success with `code` or, of old, `StatusCode`.
    code = None if said is None else said.get("code", said.get("StatusCode"))
    if isinstance(code, int) and code in _CODES:
        return Answer(_CODES[code], told)
    if verdict is not RingVerdict.ACCEPTED:
        return Answer(verdict, told)
    if not isinstance(code, int):
        return Answer(RingVerdict.GARBLED, told)
    return Answer(RingVerdict.ACCEPTED) if code == 0 else Answer(RingVerdict.REFUSED_INSIDE, told)


def signed(secret: str, now: datetime) -> dict[str, str]:
    """Time stamp in seconds, and the HMAC-SHA256 of nothing under the key `<time stamp>\\n<secret>`, in base64.
    Taken for one hour."""
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}


def message(call: Call) -> dict[str, Any]:
    """The card; the quiet line names nobody."""
    quiet = call.kind is RingKind.STOPPED
    user = call.config.get("user")
    named = f"\n<at id={user}></at>" if user and not quiet else ""
    elements: list[dict[str, Any]] = [{"tag": "div", "text": {"tag": "lark_md", "content": f"{call.text}{named}"}}]
    if call.page_url:
        button = {
            "tag": "button",
            "type": "primary",
            "url": call.page_url,
            "text": {"tag": "plain_text", "content": call.open_label or call.title},
        }
        elements.append({"tag": "action", "actions": [button]})
    return {
        "msg_type": "interactive",
        "card": {
            "config": {"wide_screen_mode": True},
            "header": {
                "title": {"tag": "plain_text", "content": call.title},
                "template": "grey" if quiet else "red" if call.loud else "yellow",
            },
            "elements": elements,
        },
    }
