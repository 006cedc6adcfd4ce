"""Ways to reach somebody are read wherever they stand and however they are written; other numbers are none."""

from dataclasses import replace
from datetime import datetime

import pytest

from messages.screening import SheetView, contacts_named, screen
from messages.screening.contacts import contacts_in

STRANGE = {
    "客服400-111-2222": "400-111-2222",
    "客服400-000-0000或400-111-2222": "400-111-2222",
    "请打4001112222": "4001112222",
    "请打４００－１１１－２２２２": "４００－１１１－２２２２",
    "热线400 1112 222": "400 1112 222",
    "热线400.111.2222": "400.111.2222",
    "热线400—111—2222": "400—111—2222",
    "4\u200b00-111-2222": "4\u200b00-111-2222",
    "四零零一一一二二二二": "四零零一一一二二二二",
    "座机0571-87654321": "0571-87654321",
    "(010)8765 4321": "010)8765 4321",
    "+86 571 8765 4321": "86 571 8765 4321",
    "请打87654321": "87654321",
    "客服热线95511": "95511",
    "我们的热线12315": "12315",
    "批次 400-111-2222": "400-111-2222",
    "微信:doudou_help": "doudou_help",
    "加V abc12345": "abc12345",
    "QQ群123456789": "123456789",
    "关注公众号「豆芽售后服务」": "豆芽售后服务",
    "请关注豆芽星球售后公众号": "豆芽星球售后",
    "Call us at 415-555-0123": "415-555-0123",
    "hotline (800) 555-0199": "(800) 555-0199",
    "WhatsApp +44 20 7946 0958": "44 20 7946 0958",
    "WeChat ID doudou2026": "doudou2026",
}
HARMLESS = (
    "批次号4001112222已封存",
    "订单问题请看批次0912A,共12860瓶",
    "2026-11-22 22:30前通报",
    "已退款4001112222元",
    "如有疑问可拨打12315投诉",
    "call 12315 to complain",
    "电话回访12860人",
    "We called 30,000 users",
    "检测报告JC-2026-118",
    "微信投诉24小时内答复",
    "WeChat complaints are answered within 24 hours",
    "请关注我们的公众号",
    "请在小程序里查看订单",
    "13:40-15:20暂停",
    "12860-13000瓶",
    "客服热线9:00-21:00",
    "QQ群里的消息不实",
)


@pytest.mark.rule("R-G12", "blocked")
@pytest.mark.parametrize(("text", "written"), STRANGE.items(), ids=list(STRANGE))
def test_a_contact_nobody_verified_is_found_in_its_place(
    text: str, written: str, sheet: SheetView, now: datetime
) -> None:
    verdict = screen(text, sheet, now=now, language="en" if text.isascii() else "zh")
    found = [one for one in verdict.findings if one.rule == "R-G12"]
    assert [text[one.start : one.end] for one in found] == [written]
    assert (found[0].level, found[0].reason) == ("block", "contact.not_approved")
    assert found[0].replacement == sheet.contacts[0], "the sheet's own contact instead"
    assert written in contacts_named(text, sheet.contacts)


@pytest.mark.parametrize(
    "text", [pytest.param(one, marks=pytest.mark.rule("R-G12", "allowed")) for one in HARMLESS]
)
def test_other_numbers_are_no_contacts(text: str) -> None:
    assert contacts_in(text) == []


@pytest.mark.rule("R-G12", "exception")
@pytest.mark.parametrize(
    "text", ["客服4000000000", "客服４００ ０００ ００００", "客服400.000.0000或care@douya.example.com"]
)
def test_an_approved_contact_is_known_in_every_notation(text: str, sheet: SheetView, now: datetime) -> None:
    assert [one for one in screen(text, sheet, now=now).findings if one.rule in ("R-G12", "R-C2")] == []


def test_a_contact_approved_with_words_around_it_is_known(sheet: SheetView, now: datetime) -> None:
    listed = ("客服热线 400-111-2222(9:00-21:00)", "公众号「豆芽星球」", "0086-571-87654321", "微信 douya_help")
    known = replace(sheet, contacts=listed)
    for text in ("请打4001112222", "关注公众号「豆芽星球」", "座机(0571)87654321", "微信:douya_help"):
        assert screen(text, known, now=now).findings == (), text
        assert contacts_named(text, listed)[0] in listed
    authority = replace(sheet, contacts=("12315",))
    assert screen("我们的热线12315", authority, now=now).findings == ()


def test_private_numbers_stay_personal_data(sheet: SheetView, now: datetime) -> None:
    for text in ("请打13800138000", "写信到yuma@mail.example.net"):
        assert [one.rule for one in screen(text, sheet, now=now).findings] == ["R-C2"]
        assert len(contacts_named(text, sheet.contacts)) == 1
