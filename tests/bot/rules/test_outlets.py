"""Addresses where words go out by themselves: how often a call is tried, and what can be typed."""

from datetime import timedelta

import pytest

from bot.rules.outlets import WAITS, RobotUnclear, robot, wait_after
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.phones import RingVerdict

FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/7421-abcd"
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"


def test_tries_come_to_an_end_while_the_shortest_deadline_still_runs() -> None:
    waits = [wait_after(RingVerdict.SILENT, attempts) for attempts in range(1, len(WAITS) + 2)]
    assert waits[-1] is None
    assert sum((wait for wait in waits if wait), timedelta()) < timedelta(minutes=8)
    assert waits[:-1] == sorted(WAITS)


@pytest.mark.parametrize(
    "verdict",
    [
        RingVerdict.REFUSED,
        RingVerdict.REFUSED_INSIDE,
        RingVerdict.KEY_REFUSED,
        RingVerdict.ADDRESS_GONE,
        RingVerdict.PRIVATE_ADDRESS,
        RingVerdict.UNFIT_ADDRESS,
        RingVerdict.REDIRECTED,
        RingVerdict.CERTIFICATE,
        RingVerdict.NOT_SET_UP,
    ],
)
def test_what_another_try_cannot_change_is_left_to_people_at_once(verdict: RingVerdict) -> None:
    assert wait_after(verdict, 1) is None


def test_a_robot_is_a_name_perhaps_people_an_address_perhaps_a_secret() -> None:
    found = robot(OutletKind.FEISHU, f"客服 一组 12人 {FEISHU} Yc5xWvD4fz")
    assert (found.name, found.people, found.url, found.secret) == ("客服 一组", 12, FEISHU, "Yc5xWvD4fz")
    plain = robot(OutletKind.WECOM, f"门店群 {WECOM}")
    assert (plain.name, plain.people, plain.secret, plain.shown) == ("门店群", 0, "", "…91f6")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (OutletKind.WECOM, ""),
        (OutletKind.WECOM, WECOM),
        (OutletKind.WECOM, "门店群"),
        (OutletKind.WECOM, "门店群 https://qyapi.weixin.qq.com/send"),
        (OutletKind.WECOM, f"门店群 {WECOM} 13800001111"),
        (OutletKind.FEISHU, f"{'长' * 61} {FEISHU}"),
        (OutletKind.DINGTALK, "门店群 ftp://oapi.dingtalk.com/robot/send?access_token=x"),
    ],
)
def test_what_is_none_is_refused(kind: OutletKind, typed: str) -> None:
    with pytest.raises(RobotUnclear):
        robot(kind, typed)
