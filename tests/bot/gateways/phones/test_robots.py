"""Robots of group messengers, and signed gateways. Signatures are worked out here as the providers write it."""

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import unquote_plus

import pytest
from aiohttp import web

from bot.gateways.outgoing import Outgoing
from bot.gateways.phones.dingtalk import DingTalk
from bot.gateways.phones.feishu import Feishu
from bot.gateways.phones.gateway import Door, Gateway
from bot.gateways.phones.wecom import WeCom
from storage.vocabulary.phones import PhoneKind, RingKind, RingVerdict
from tests.bot.gateways.phones.pages import CANT_URL, PAGE_URL, RING, TAKE_URL, fits, page, stopped
from tests.kit.clock import BEGIN, FakeClock
from tests.kit.web import elsewhere, saying

# developer.work.weixin.qq.com/document/path/91770, group robots, text.
WECOM_EXAMPLE = {
    "msgtype": "text",
    "text": {
        "content": "广州今日天气:29度,大部分多云,降雨概率:60%",
        "mentioned_list": ["wangqing", "@all"],
        "mentioned_mobile_list": ["13800001111", "@all"],
    },
}
# open.dingtalk.com/document/orgapp/custom-robots-send-group-messages, text.
DINGTALK_EXAMPLE = {
    "msgtype": "text",
    "text": {"content": "我就是我, @XXX 是不一样的烟火"},
    "at": {"atMobiles": ["180xxxxxx"], "atUserIds": ["user123"], "isAtAll": False},
}
# open.feishu.cn, custom bot, "Send a message card" with the two fields of "Signature verification".
FEISHU_EXAMPLE = {
    "timestamp": "1599360473",
    "sign": "xxxxxxxxxxxxxxxxxxxxx",
    "msg_type": "interactive",
    "card": {
        "config": {"wide_screen_mode": True},
        "header": {"title": {"content": "今日旅游推荐", "tag": "plain_text"}, "template": "red"},
        "elements": [
            {
                "tag": "div",
                "text": {"content": "**西湖**,位于浙江省杭州市", "tag": "lark_md"},
                "actions": [
                    {
                        "tag": "button",
                        "text": {"content": "更多景点介绍", "tag": "plain_text"},
                        "url": "https://www.example.com",
                        "type": "default",
                    }
                ],
            }
        ],
    },
}


async def test_wecom_names_the_person(outgoing: Outgoing) -> None:
    async with elsewhere(saying('{"errcode":0,"errmsg":"ok"}')) as server:
        config = {
            "url": f"{server.base}/cgi-bin/webhook/send?key=693a91f6",
            "user": "chenmo",
            "mobile": "13800001111",
        }
        assert (await WeCom(outgoing).send(page(PhoneKind.WECOM, config))).accepted
        assert (await WeCom(outgoing).send(stopped(PhoneKind.WECOM, config))).accepted
    loud, quiet = server.heard
    assert (loud.path, loud.query) == ("/cgi-bin/webhook/send", {"key": "693a91f6"})
    said = json.loads(loud.body)
    fits(said, WECOM_EXAMPLE)
    assert said["text"]["mentioned_list"] == ["chenmo"]
    assert said["text"]["mentioned_mobile_list"] == ["13800001111"]
    assert said["text"]["content"].endswith(PAGE_URL)
    assert set(json.loads(quiet.body)["text"]) == {"content"}


async def test_dingtalk_takes_the_signature(outgoing: Outgoing) -> None:
    secret = "SEC10d6e79b42bd94be0d0d603843651aa2ccd7"

    async def check(request: web.Request) -> web.StreamResponse:
        # The documented steps: "<timestamp>\n<secret>", HmacSHA256 with the secret, Base64, URL-encoded.
        timestamp = request.query["timestamp"]
        wanted = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
        raw = request.raw_path.partition("&sign=")[2]
        good = unquote_plus(raw) == base64.b64encode(wanted).decode() and request.query["access_token"] == "x9"
        return web.json_response({"errcode": 0, "errmsg": "ok"} if good else {"errcode": 310000, "errmsg": "sign"})

    async with elsewhere(check) as server:
        config = {"url": f"{server.base}/robot/send?access_token=x9", "secret": secret, "mobile": "18000000000"}
        for minutes in range(20):  # base64 with + and / in it, sooner or later
            clock = FakeClock(BEGIN.replace(minute=minutes))
            assert (await DingTalk(outgoing, clock).send(page(PhoneKind.DINGTALK, config))).accepted
        wrong = await DingTalk(outgoing, FakeClock()).send(page(PhoneKind.DINGTALK, {**config, "secret": "SEC0"}))
        quiet = await DingTalk(outgoing, FakeClock()).send(stopped(PhoneKind.DINGTALK, config))
    assert wrong.verdict is RingVerdict.KEY_REFUSED
    assert quiet.accepted
    said = json.loads(server.heard[0].body)
    fits(said, DINGTALK_EXAMPLE)
    assert said["at"]["atMobiles"] == ["18000000000"]
    assert "@18000000000" in said["text"]["content"]  # "the mobile must stand in the content too"
    assert server.heard[0].query["timestamp"] == str(int(BEGIN.replace(minute=0).timestamp() * 1000))
    assert "at" not in json.loads(server.heard[-1].body)


async def test_feishu_takes_the_signature_and_shows_a_card(outgoing: Outgoing) -> None:
    secret = "Yc5xWvD4fzwxxxxxxx"

    async def check(request: web.Request) -> web.StreamResponse:
        # The documented steps: the key is "<timestamp>\n<secret>", the message is empty.
        said = await request.json()
        wanted = hmac.new(f"{said['timestamp']}\n{secret}".encode(), digestmod=hashlib.sha256).digest()
        if said["sign"] != base64.b64encode(wanted).decode():
            return web.json_response({"code": 19021, "msg": "sign match fail"}, status=400)
        return web.json_response({"code": 0, "msg": "success", "data": {}})

    async with elsewhere(check) as server:
        config = {"url": f"{server.base}/open-apis/bot/v2/hook/5f3a", "secret": secret, "user": "ou_18eac8"}
        feishu = Feishu(outgoing, FakeClock())
        assert (await feishu.send(page(PhoneKind.FEISHU, config))).accepted
        wrong = await feishu.send(page(PhoneKind.FEISHU, {**config, "secret": "other"}))
        assert (await feishu.send(stopped(PhoneKind.FEISHU, config))).accepted
    assert wrong.verdict is RingVerdict.KEY_REFUSED
    loud, quiet = json.loads(server.heard[0].body), json.loads(server.heard[-1].body)
    for said in (loud, quiet):
        fits(said, FEISHU_EXAMPLE)
    assert loud["timestamp"] == str(int(BEGIN.timestamp()))
    assert "<at id=ou_18eac8></at>" in loud["card"]["elements"][0]["text"]["content"]
    assert loud["card"]["elements"][1]["actions"][0]["url"] == PAGE_URL
    assert (loud["card"]["header"]["template"], quiet["card"]["header"]["template"]) == ("red", "grey")
    assert "<at" not in quiet["card"]["elements"][0]["text"]["content"]


async def test_a_gateway_gets_what_it_needs_to_call_by_voice_and_can_check_who_asks(outgoing: Outgoing) -> None:
    async with elsewhere(saying('{"ok":true,"id":"call-42"}')) as server:
        door = Door(f"{server.base}/call", "a secret of sixteen")
        gateway = Gateway(outgoing, FakeClock(), door)
        answer = await gateway.send(page(PhoneKind.VOICE, {"to": "+8613800001111"}))
        assert (await gateway.send(stopped(PhoneKind.VOICE, {"to": "+8613800001111"}))).accepted
        own = {"url": f"{server.base}/own", "secret": "another secret, own"}
        assert (await Gateway(outgoing, FakeClock()).send(page(PhoneKind.WEBHOOK, own))).accepted
    assert (answer.verdict, answer.receipt) == (RingVerdict.ACCEPTED, "call-42")
    loud, quiet, mine = server.heard
    secrets = (("a secret of sixteen", loud), ("a secret of sixteen", quiet), ("another secret, own", mine))
    for secret, heard in secrets:
        signed = heard.headers["x-crisisdesk-timestamp"].encode() + b"." + heard.body
        wanted = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        assert heard.headers["x-crisisdesk-signature"] == wanted
    assert loud.headers["x-crisisdesk-timestamp"] == str(int(BEGIN.timestamp()))
    said, over = json.loads(loud.body), json.loads(quiet.body)
    assert said == {
        "version": 1,
        "id": RING,
        "thread": RING,
        "kind": "page",
        "by": "voice",
        "to": "+8613800001111",
        "language": "zh",
        "severity": "S1",
        "loud": True,
        "title": "S1 呼叫 · 请担任法务",
        "text": "产品安全 0007。20:46 前响应,否则转呼下一位。",
        "url": PAGE_URL,
        "actions": [{"label": "接下", "url": TAKE_URL}, {"label": "接不了", "url": CANT_URL}],
    }
    assert (over["kind"], over["thread"]) == (RingKind.STOPPED.value, RING)
    assert json.loads(mine.body)["to"] == ""


@pytest.mark.parametrize(
    ("kind", "status", "says", "verdict"),
    [
        (PhoneKind.WECOM, 200, {"errcode": 93000, "errmsg": "invalid webhook url"}, RingVerdict.ADDRESS_GONE),
        (PhoneKind.WECOM, 200, {"errcode": 45009, "errmsg": "api freq out of limit"}, RingVerdict.BUSY),
        (PhoneKind.WECOM, 200, {"errcode": 40008, "errmsg": "invalid type"}, RingVerdict.REFUSED_INSIDE),
        (PhoneKind.WECOM, 200, {}, RingVerdict.GARBLED),
        (PhoneKind.WECOM, 502, {}, RingVerdict.BROKEN),
        (PhoneKind.DINGTALK, 200, {"errcode": 300001, "errmsg": "token is not exist"}, RingVerdict.ADDRESS_GONE),
        (
            PhoneKind.DINGTALK,
            200,
            {"errcode": 310000, "errmsg": "keywords missing"},
            RingVerdict.KEY_REFUSED,
        ),
        (PhoneKind.DINGTALK, 200, {"errcode": 130101, "errmsg": "too fast"}, RingVerdict.BUSY),
        (PhoneKind.DINGTALK, 200, {"errcode": 7, "errmsg": "?"}, RingVerdict.REFUSED_INSIDE),
        (PhoneKind.DINGTALK, 200, ["x"], RingVerdict.GARBLED),
        (PhoneKind.FEISHU, 400, {"code": 19001, "msg": "token invalid"}, RingVerdict.ADDRESS_GONE),
        (PhoneKind.FEISHU, 200, {"code": 9499, "msg": "Bad Request"}, RingVerdict.REFUSED_INSIDE),
        (PhoneKind.FEISHU, 200, {"code": 11232, "msg": "frequency limited"}, RingVerdict.BUSY),
        (PhoneKind.FEISHU, 200, {"StatusCode": 0, "StatusMessage": "success"}, RingVerdict.ACCEPTED),
        (PhoneKind.FEISHU, 200, {}, RingVerdict.GARBLED),
        (PhoneKind.FEISHU, 500, {}, RingVerdict.BROKEN),
        (PhoneKind.WEBHOOK, 200, {"ok": False}, RingVerdict.REFUSED_INSIDE),
        (PhoneKind.WEBHOOK, 200, {"error": "no credit"}, RingVerdict.REFUSED_INSIDE),
        (PhoneKind.WEBHOOK, 202, {}, RingVerdict.ACCEPTED),
        (PhoneKind.WEBHOOK, 401, {}, RingVerdict.KEY_REFUSED),
    ],
)
async def test_an_error_inside_has_its_name(
    outgoing: Outgoing, kind: PhoneKind, status: int, says: Any, verdict: RingVerdict
) -> None:
    async with elsewhere(saying(json.dumps(says), status)) as server:
        clock = FakeClock()
        senders = {
            PhoneKind.WECOM: WeCom(outgoing).send,
            PhoneKind.DINGTALK: DingTalk(outgoing, clock).send,
            PhoneKind.FEISHU: Feishu(outgoing, clock).send,
            PhoneKind.WEBHOOK: Gateway(outgoing, clock).send,
        }
        config = {"url": f"{server.base}/hook?token=1", "secret": "s" * 16}
        assert (await senders[kind](page(kind, config))).verdict is verdict
