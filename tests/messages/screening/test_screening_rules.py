"""Every rule of the check: a text it stops, one it lets through, and the exception it knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from messages.screening import NameRule, PromiseOffer, SheetView, Wording, scan_facts, screen
from tests.messages.screening.conftest import NOW, Language, found

Row = tuple[str, dict[str, Any], Language]


def _rows(code: str, outcome: str, *cases: str | tuple[str, dict[str, Any]]) -> Iterator[Any]:
    for case in cases:
        text, changes = (case, {}) if isinstance(case, str) else case
        language = "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
        yield pytest.param(
            code, text, changes, language, marks=pytest.mark.rule(code, outcome), id=f"{code} {text[:24]}"
        )


WITHOUT: dict[str, Any] = {"approved_lines": (), "names": (), "responsibility": "ours"}
REFUND = PromiseOffer("refund_full", "购买该批次的用户可以全额退款")
DAYS = tuple(scan_facts("7天", NOW, "zh"))
CALM = {"severity": "S4"}

BLOCKED = [
    *_rows("R-C1", "blocked", "网上说它致癌", "网上说它治癌", "这款致*癌", "里面有激 素", "zhi ai的是别家"),
    *_rows(
        "R-C2",
        "blocked",
        "可以打妈妈的电话13800138000",
        "身份证11010519491231002X",
        "订单号20261122000123",
        "车牌粤B12345在现场",
        "写信到yuma@mail.example.net",
        "住在杭州市西湖区文三路138号5幢",
        "小雨妈妈已经退货",
        "电话１３８-００１３-８０００",
        "call her at 138 0013 8000",
        "+8613800138000",
        "一三八零零一三八零零零",
    ),
    *_rows(
        "R-C3",
        "blocked",
        "我们收到5例反馈",
        "约3万名用户受影响",
        "合格率98%",
        "每人补50元",
        "投诉涨了3倍",
        "批次约2万瓶",
        "超过1.3万瓶已封存",
        "库存还有500箱",
        "回访了7人",
        "We received 5 reports",
        "about 30,000 users are affected",
    ),
    *_rows(
        "R-C4",
        "blocked",
        "明天公布",
        "11月25日前通报",
        "23:00前通报",
        "48小时内答复",
        "3个工作日内处理",
        "We will report by 11 pm",
    ),
    *_rows(
        "R-C5",
        "blocked",
        "我们将全额退款",
        "假一赔十",
        "该批次召回",
        "已经报警",
        "权额退款马上办",
        "we will refund in full",
    ),
    *_rows(
        "R-C6",
        "blocked",
        "所有3例都已联系",
        "全部反馈都不属实",
        "完全没有3例",
        "很担心每一个孩子,但所有产品都没问题,只有3例",
        "每一个批次都合格,只有3例",
        "we are worried about every single child, but every single bottle is fine, 3 reports",
    ),
    *_rows(
        "R-C7",
        "blocked",
        "由于原料批次变化",
        "这次是操作失误",
        "起疹系供应商造成",
        "it happened because the cream was stored badly",
    ),
    *_rows(
        "R-C8",
        "blocked",
        "此事与我司无关",
        "有人恶意剪辑",
        "都是竞争对手请的水军",
        "the claim is completely false",
    ),
    *_rows("R-C9", "blocked", "原料来自青禾日化", "青禾的料", "是供应商的料", "our supplier delivered it"),
    *_rows(
        "R-C10",
        "blocked",
        ("如果让您误会,我们抱歉", {"responsibility": "ours"}),
        ("是临时工所为", {"responsibility": "shared"}),
        ("this was an isolated incident", {"responsibility": "ours"}),
    ),
    *_rows("R-C11", "blocked", "检测合格", "经权威机构确认", "专家表示没事", "tests show it is safe"),
    *_rows("R-C12", "blocked", "今晚下单有优惠", "小黄车链接已上", "link in bio"),
    *_rows(
        "R-C13",
        "blocked",
        ("全网最低价", {"purpose": "promotion"}),
        ("国家级品质", {"purpose": "promotion"}),
        ("the safest cream", {"purpose": "promotion"}),
    ),
    *_rows(
        "R-C14",
        "blocked",
        "本次事件系个别用户皮肤敏感所引起",
        "起因?系个别用户皮肤敏感所引起,与产品质量没有任何关系",
    ),
    *_rows(
        "R-C16",
        "blocked",
        "详见https://bit.example.org/x",
        "请关注@别的账号",
        "参加#护肤狂欢#",
        "see www.rumour.example.net",
    ),
]

WARNED = [
    *_rows("R-C4", "blocked", "昨晚的直播我们看了", "今晚22:30通报", "we report again tonight at 22:30"),
    *_rows("R-C6", "blocked", "所有人都很难过", "100%", "we are absolutely sorry"),
    *_rows("R-C9", "blocked", "已送交华测检测中心", "张女士已就医"),
    *_rows("R-C10", "blocked", "我们高度重视", "如有不便", "any inconvenience is regretted"),
    *_rows("R-C13", "blocked", "这是我们唯一的渠道", "we want to be number one"),
    *_rows("R-C15", "blocked", "抱歉啦😀", "亲,请先停用", "家人们先停一下", "our bad, oops"),
]

ALLOWED = [
    *_rows("R-C1", "allowed", "原因正在核实", "用了会不会起疹,我们在查", "we are checking the cause"),
    *_rows("R-C2", "allowed", "客服400-000-0000", "批次0912A已停售", "身份证号不必提供", "请私信联系我们"),
    *_rows(
        "R-C3",
        "allowed",
        "我们收到3位家长反馈",
        "我们收到三例反馈",
        "该批次共12,860瓶",
        "第一时间在核实",
        "一起等结果",
        "We received 3 reports",
    ),
    *_rows("R-C4", "allowed", "22:30前通报", "11月22日22:30通报", "晚上十点半前通报", "We report by 10:30 pm"),
    *_rows(
        "R-C5", "allowed", "我们会逐一联系家长", "质量保证书在盒内", "保证金已缴", "we will contact every parent"
    ),
    *_rows("R-C6", "allowed", "我们在逐一核实", "产品所有权不变", "we are checking"),
    *_rows("R-C7", "allowed", "原因正在核实", "给您造成的不便,抱歉", "the cause is being checked"),
    *_rows("R-C8", "allowed", "我们注意到网上的说法", "we have seen the claim"),
    *_rows("R-C9", "allowed", "请到就近医院就医", "本公司已停售", "please see a doctor"),
    *_rows("R-C10", "allowed", "对不起,是我们没有做好", "we are sorry"),
    *_rows(
        "R-C11", "allowed", "样品已送第三方检测", "等待检测报告", "a sample was sent to an independent laboratory"
    ),
    *_rows("R-C12", "allowed", "请先不要下单", "please stop using it"),
    *_rows("R-C13", "allowed", "最新进展在此通报", "第一批样品已寄出", "the best way to reach us is by phone"),
    *_rows("R-C14", "allowed", "原因正在核实,请先停用", "please stop using it"),
    *_rows("R-C15", "allowed", "母亲亲自送医", "我们很担心孩子", "we are worried about the child"),
    *_rows("R-C16", "allowed", "详情请看本账号", "see this account"),
]

EXCEPTIONS = [
    *_rows("R-C1", "exception", "等不含激素的检测出来", ("致癌", {"approved_lines": ("致癌",)})),
    *_rows(
        "R-C2",
        "exception",
        ("请打13800138000", {"contacts": ("13800138000",)}),
        ("写信到care@douya.example.com", {}),
        "身份证110105194912310021",
    ),
    *_rows("R-C3", "exception", "该批次约1.3万瓶", "超过1.2万瓶已封存", "原因正在核实,22:30前在本账号通报。"),
    *_rows(
        "R-C4",
        "exception",
        "22:30",
        ("7天内可以退款", {"offers": (PromiseOffer("refund", "7天内可以退款", DAYS),)}),
        (
            "原因正在核实,22:30前在本账号通报。谢谢",
            {"next_update": None, "approved_lines": ("原因正在核实,22:30前在本账号通报。",)},
        ),
    ),
    *_rows(
        "R-C5",
        "exception",
        ("我们将全额退款", {"offers": (REFUND,)}),
        ("可以退款", {"offers": (REFUND,)}),
        ("我们承诺购买该批次的用户可以全额退款", {"offers": (REFUND,)}),
        "产品已全部下架,全额退款请联系客服。",
    ),
    *_rows(
        "R-C6",
        "exception",
        "如有任何疑问请联系客服",
        "感谢所有关心孩子的人",
        "我们收到3例反馈,很担心每一个孩子",
        "收到3例反馈,对不起所有家长",
        "收到3例反馈,不会忽视任何细节",
        "we have 3 reports and are worried about every single child",
        "3 reports; thank you, all of you",
    ),
    *_rows(
        "R-C7",
        "exception",
        ("由于灌装消毒不彻底", {"approved_causes": ("由于灌装消毒不彻底",), "cause_confirmed": True}),
        ("由于灌装消毒不足", {"cause_confirmed": True}),
    ),
    *_rows(
        "R-C8",
        "exception",
        ("视频经过恶意剪辑", {"responsibility": "not_ours", "evidence_refs": ("E-12",), "denial_approved": True}),
        ("手机里没有恶意软件", {}),
    ),
    *_rows(
        "R-C9",
        "exception",
        ("原料来自供应商", {"names": (NameRule("供应商", may_say=True),)}),
        ("豆芽星球有限公司已停售", {}),
    ),
    *_rows(
        "R-C10",
        "exception",
        ("是临时工所为", {"responsibility": "ours", "severity": "S3"}),
        ("是实习生所为", {"severity": "S1", "responsibility": "unknown"}),
    ),
    *_rows(
        "R-C11",
        "exception",
        ("检测合格", {"evidence_refs": ("E-12",)}),
        ("专家表示没事", {"evidence_refs": ("E-13",)}),
    ),
    *_rows("R-C12", "exception", ("今晚下单有优惠", {"promotion_paused": False}), "已下单的用户不受影响"),
    *_rows(
        "R-C13", "exception", ("第一时间回复", {"purpose": "promotion"}), ("最好先停用", {"purpose": "promotion"})
    ),
    *_rows(
        "R-C14",
        "exception",
        ("本次事件系个别用户皮肤敏感所引起", {"retracted": ()}),
        (
            "所以与产品质量没有任何关系的说法不能再用",
            {"approved_lines": ("与产品质量没有任何关系的说法不能再用",)},
        ),
    ),
    *_rows("R-C15", "exception", ("抱歉啦😀", CALM), ("家人们先停一下", CALM)),
    *_rows(
        "R-C16",
        "exception",
        "详见https://douya.example.com/notice",
        "请找@豆芽星球客服",
        ("参加#安心用#", {"contacts": ("安心用",)}),
    ),
]


@pytest.mark.parametrize(("code", "text", "changes", "language"), BLOCKED)
def test_a_rule_blocks(
    code: str, text: str, changes: dict[str, Any], language: Language, sheet: SheetView, now: datetime
) -> None:
    assert "block" in found(code, text, replace(sheet, **changes), now, language)


@pytest.mark.parametrize(("code", "text", "changes", "language"), WARNED)
def test_a_rule_warns(
    code: str, text: str, changes: dict[str, Any], language: Language, sheet: SheetView, now: datetime
) -> None:
    assert found(code, text, replace(sheet, **changes), now, language) == ["warn"]


@pytest.mark.parametrize(("code", "text", "changes", "language"), ALLOWED)
def test_a_rule_lets_ordinary_words_through(
    code: str, text: str, changes: dict[str, Any], language: Language, sheet: SheetView, now: datetime
) -> None:
    assert found(code, text, replace(sheet, **changes), now, language) == []


@pytest.mark.parametrize(("code", "text", "changes", "language"), EXCEPTIONS)
def test_a_rule_knows_its_exception(
    code: str, text: str, changes: dict[str, Any], language: Language, sheet: SheetView, now: datetime
) -> None:
    assert "block" not in found(code, text, replace(sheet, **changes), now, language)


@pytest.mark.parametrize("code", [f"R-C{number}" for number in range(1, 17)])
def test_every_rule_has_its_three_kinds_of_test(code: str) -> None:
    for rows in ([*BLOCKED, *WARNED], ALLOWED, EXCEPTIONS):
        assert any(row.values[0] == code for row in rows)


def test_a_full_width_mark_ends_a_sentence_too(sheet: SheetView, now: datetime) -> None:
    apart = screen("全部门店照常营业\uff01收到3例反馈", sheet, now=now)
    assert [(one.rule, one.level) for one in apart.findings] == [("R-C6", "warn")]
    together = screen("全部3例都在跟进", sheet, now=now)
    assert ("R-C6", "block") in [(one.rule, one.level) for one in together.findings]


def test_an_offer_that_ended_covers_nothing(sheet: SheetView, now: datetime, offer: PromiseOffer) -> None:
    text = "我们将全额退款"
    standing = replace(sheet, offers=(offer,))
    assert screen(text, standing, now=now).level == "clear"
    after = screen(text, standing, now=now + timedelta(days=8))
    assert [one.reason for one in after.findings if one.rule == "R-C5"] == ["promise.ended"]


def test_an_offer_covers_nothing_wider(sheet: SheetView, now: datetime) -> None:
    difference = replace(sheet, offers=(PromiseOffer("refund_difference", "可以退差价"),))
    assert screen("可以退差价", difference, now=now).level == "clear"
    assert screen("可以全额退款", difference, now=now).level == "block"


def test_a_denied_promise_and_a_quoted_rumour_are_warnings(sheet: SheetView, now: datetime) -> None:
    for text in ("我们无法保证今天有结果的", "网传“全额退款”不实"):
        levels = {one.level for one in screen(text, sheet, now=now).findings if one.rule == "R-C5"}
        assert levels == {"warn"}, text


def test_a_team_s_own_row_stands_instead_of_the_shipped_one(sheet: SheetView, now: datetime) -> None:
    softer = Wording("供应商", rule="R-C9", level="warn", reason="name.third_party", say_instead="合作方")
    own = screen("和供应商核实中", replace(sheet, wordings=(softer,)), now=now)
    assert [(one.rule, one.level, one.replacement) for one in own.findings] == [("R-C9", "warn", "合作方")]


def test_a_guess_warns_and_asks_for_a_person(sheet: SheetView, now: datetime) -> None:
    verdict = screen("不存在什么质量问题", sheet, now=now)
    gap = [one for one in verdict.findings if one.evidence == "gap"]
    assert [one.level for one in gap] == ["warn"]
    assert verdict.needs_person


def test_the_sentence_of_the_reference_text(sheet: SheetView, now: datetime) -> None:
    text = "由于供应商原料问题,约3万名用户受影响,我们将全额退款"
    verdict = screen(text, sheet, now=now)
    assert verdict.level == "block"
    assert {one.rule for one in verdict.findings} >= {"R-C7", "R-C9", "R-C3", "R-C5"}
    assert all(one.sheet_version == "v2" and one.replacement for one in verdict.findings)
    assert all(text[one.start : one.end] for one in verdict.findings)


def test_the_approved_sample_text_is_clear(sheet: SheetView, now: datetime) -> None:
    text = (
        "我们收到3位家长反馈,孩子使用儿童润肤霜(批次0912A)后起疹,很担心孩子的情况。该批次已停售,请先停用,"
        "不适请就医。原因正在核实,22:30前在此通报。客服400-000-0000"
    )
    assert screen(text, sheet, now=now).level == "clear"


def test_an_approved_line_is_clear_as_it_stands_and_offered_when_near(sheet: SheetView, now: datetime) -> None:
    line = sheet.approved_lines[1]
    assert screen(f" {line}\n", sheet, now=now).verbatim
    near = screen("产品已全部下架,退款请联系客服。", sheet, now=now)
    assert near.nearest is not None
    assert near.nearest.line == line
    assert 70 <= near.nearest.likeness < 100


@pytest.mark.parametrize(
    ("code", "text", "changes", "language"),
    [row for row in EXCEPTIONS if row.values[2] and "purpose" not in row.values[2]],
)
def test_without_its_exception_the_rule_speaks(
    code: str, text: str, changes: dict[str, Any], language: Language, sheet: SheetView, now: datetime
) -> None:
    """What an exception rests on (the last of its changes), taken away: then the same words are stopped."""
    last = list(changes)[-1]
    without = {**changes, last: WITHOUT.get(last, getattr(sheet, last))}
    assert found(code, text, replace(sheet, **without), now, language)
    assert found(code, text, replace(sheet, **without), now, language) != found(
        code, text, replace(sheet, **changes), now, language
    )
