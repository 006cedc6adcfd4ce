"""Robots in the groups of WeCom, DingTalk and Feishu: how they are called, what they sign, how they answer.

Under both who use them: phones, which name one person (`bot.gateways.phones`), and cards for a whole group of
those who answer users (`bot.gateways.courier`).

WeCom: developer.work.weixin.qq.com, group robots; no signature, the key is in the address. DingTalk:
open.dingtalk.com, custom robots, signing. Feishu and Lark: open.feishu.cn, custom bots.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote_plus

from bot.desk.rings import Answer
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing, Reply
from storage.vocabulary.phones import RingVerdict

#: Global return codes: too many calls; no such robot.
_WECOM: Final = MappingProxyType({45009: RingVerdict.BUSY, 93000: RingVerdict.ADDRESS_GONE})
#: No such robot, security settings not met, too many messages.
_DINGTALK: Final = MappingProxyType(
    {
        300001: RingVerdict.ADDRESS_GONE,
        310000: RingVerdict.KEY_REFUSED,
        130101: RingVerdict.BUSY,
        410100: RingVerdict.BUSY,
    }
)
#: No such robot; signature; too many messages.
_FEISHU: Final = MappingProxyType(
    {19001: RingVerdict.ADDRESS_GONE, 19021: RingVerdict.KEY_REFUSED, 11232: RingVerdict.BUSY}
)


class Robots:
    """Writes into groups. `hidden`, in each call, is what must not stand in what is kept of the answer."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def wecom(self, url: str, said: Mapping[str, Any], hidden: Iterable[str] = ()) -> Answer:
        """Write into a WeCom group."""
        return await self._call(url, said, "errcode", _WECOM, hidden)

    async def dingtalk(
        self, url: str, secret: str, said: Mapping[str, Any], now: datetime, hidden: Iterable[str] = ()
    ) -> Answer:
        """Write into a DingTalk group; without a secret the robot is kept safe by a word or an address."""
        signed = url + dingtalk_signature(secret, now) if secret else url
        return await self._call(signed, said, "errcode", _DINGTALK, hidden)

    async def feishu(
        self, url: str, secret: str, said: Mapping[str, Any], now: datetime, hidden: Iterable[str] = ()
    ) -> Answer:
        """Put a card into a Feishu group."""
        signed = {**feishu_signature(secret, now), **said} if secret else said
        return await self._call(url, signed, "code", _FEISHU, hidden)

    async def _call(
        self,
        url: str,
        said: Mapping[str, Any],
        field: str,
        codes: Mapping[int, RingVerdict],
        hidden: Iterable[str],
    ) -> Answer:
        try:
            reply = await self._outgoing.call("POST", url, headers=answers.JSON, body=answers.json_body(said))
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        return _read(reply, field, codes, answers.told(reply, hidden))


def _read(reply: Reply, field: str, codes: Mapping[int, RingVerdict], told: str) -> Answer:
    # Feishu answers a bad request with 400 and a code that says more; success with `code`, of old `StatusCode`.
    said, verdict = answers.json_of(reply), answers.of_status(reply)
    code = None if said is None else said.get(field, said.get("StatusCode"))
    if isinstance(code, int) and code in codes:
        return Answer(codes[code], told)
    if verdict is not RingVerdict.ACCEPTED:
        return Answer(verdict, told)
    if not isinstance(code, int):
        return Answer(RingVerdict.GARBLED, told)
    return Answer(RingVerdict.ACCEPTED) if code == 0 else Answer(RingVerdict.REFUSED_INSIDE, told)


def plain_text(lines: Sequence[str]) -> dict[str, Any]:
    """A text message of WeCom and DingTalk alike; empty lines are left out."""
    return {"msgtype": "text", "text": {"content": "\n".join(line for line in lines if line)}}


def feishu_card(
    title: str, text: str, url: str, label: str, colour: str, *, names_people: bool = False
) -> dict[str, Any]:
    """A Feishu card with one button, if there is an address for it. `colour` is one of Feishu's templates.

    Only where it `names_people` is markup read in the text: words from elsewhere must not call everybody.
    """
    tag = "lark_md" if names_people else "plain_text"
    elements: list[dict[str, Any]] = [{"tag": "div", "text": {"tag": tag, "content": text}}]
    if url:
        button = {
            "tag": "button",
            "type": "primary",
            "url": url,
            "text": {"tag": "plain_text", "content": label or title},
        }
        elements.append({"tag": "action", "actions": [button]})
    return {
        "msg_type": "interactive",
        "card": {
            "config": {"wide_screen_mode": True},
            "header": {"title": {"tag": "plain_text", "content": title}, "template": colour},
            "elements": elements,
        },
    }


def dingtalk_signature(secret: str, now: datetime) -> str:
    """The end of the address: time stamp in milliseconds, and the HMAC-SHA256 of `<time stamp>\\n<secret>` under
    the secret, in base64, escaped. Taken for one hour."""
    timestamp = str(round(now.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={timestamp}&sign={quote_plus(base64.b64encode(digest))}"


def feishu_signature(secret: str, now: datetime) -> dict[str, str]:
    """Time stamp in seconds, and the HMAC-SHA256 of nothing under the key `<time stamp>\\n<secret>`, in base64.
    Taken for one hour."""
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}
