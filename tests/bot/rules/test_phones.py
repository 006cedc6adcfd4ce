"""What people paste when they add a phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.phones import TYPED, PhoneUnclear, read
from storage.vocabulary.phones import PhoneKind

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx"
DING = "https://oapi.dingtalk.com/robot/send?access_token=abc123def"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/5f3a91aa"
USER = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG"


@pytest.mark.parametrize(
    ("kind", "text", "config", "shown"),
    [
        ("ntfy", "duty-7f3a91", {"server": "https://ntfy.sh", "topic": "duty-7f3a91"}, "ntfy.sh …3a91"),
        (
            "ntfy",
            "http://ntfy.lan:8080/duty tk_1",
            {"server": "http://ntfy.lan:8080", "topic": "duty", "token": "tk_1"},
            "ntfy.lan …duty",
        ),
        ("bark", "ynJ5Ft4atkMk", {"server": "https://api.day.app", "key": "ynJ5Ft4atkMk"}, "…tkMk"),
        (
            "bark",
            "https://bark.example/ynJ5Ft4atkMk/title/body#x",
            {"server": "https://bark.example", "key": "ynJ5Ft4atkMk"},
            "…tkMk",
        ),
        (
            "gotify",
            "https://push.example/ AWErtzuI.Ajx8x",
            {"server": "https://push.example", "token": "AWErtzuI.Ajx8x"},
            "push.example …jx8x",
        ),
        ("pushover", f"{USER} droid2", {"user": USER, "device": "droid2"}, "…VRsG"),
        ("wecom", f"{WECOM} 13800001111", {"url": WECOM, "mobile": "13800001111"}, "…7xxx"),
        ("wecom", f"chenmo\n{WECOM}", {"url": WECOM, "user": "chenmo"}, "…7xxx"),
        (
            "dingtalk",
            f"{DING} SEC10d6e79b42 18000000000",
            {"url": DING, "secret": "SEC10d6e79b42", "mobile": "18000000000"},
            "…3def",
        ),
        (
            "feishu",
            f"{FEISHU} Yc5xWvD4fzw ou_18eac8",
            {"url": FEISHU, "secret": "Yc5xWvD4fzw", "user": "ou_18eac8"},
            "…91aa",
        ),
        ("feishu", f"{FEISHU} ou_18eac85", {"url": FEISHU, "user": "ou_18eac85"}, "…91aa"),
        ("voice", "138 0000 1111", {"to": "+8613800001111"}, "…1111"),
        ("sms", "+49 (170) 123-4567", {"to": "+491701234567"}, "…4567"),
        ("email", "chen.mo@mail.example", {"to": "chen.mo@mail.example"}, "c…@mail.example"),
        ("webhook", "https://my.example/call", {"url": "https://my.example/call"}, "my.example"),
    ],
)
def test_an_address_is_understood(kind: str, text: str, config: dict[str, str], shown: str) -> None:
    found = read(PhoneKind(kind), text)
    assert (dict(found.config), found.shown) == (config, shown)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ntfy", "https://ntfy.sh"),
        ("ntfy", "my topic with words"),
        ("ntfy", "https://user:pw@ntfy.sh/x"),
        ("ntfy", "ftp://ntfy.sh/x"),
        ("bark", "https://api.day.app/"),
        ("bark", "short"),
        ("gotify", "https://push.example"),
        ("pushover", "me"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
        ("dingtalk", "SEC10d6e79b42"),
        ("dingtalk", f"{DING} {DING}"),
        ("feishu", "https://open.feishu.cn/"),
        ("voice", "119"),
        ("sms", "+0123456789"),
        ("email", "chen.mo"),
        ("webhook", "https://my.example/call short"),
        ("webpush", "https://fcm.example/x"),
        ("unknown", "x"),
        ("ntfy", ""),
        ("ntfy", "x" * 700),
    ],
)
def test_what_is_none_is_refused(kind: str, text: str) -> None:
    with pytest.raises(PhoneUnclear):
        read(PhoneKind(kind), text)


@given(kind=st.sampled_from(sorted(TYPED)), text=st.text(max_size=120))
def test_anything_may_be_typed(kind: PhoneKind, text: str) -> None:
    try:
        found = read(kind, text)
    except PhoneUnclear:
        return
    assert found.config
    assert all(value for value in found.config.values())
