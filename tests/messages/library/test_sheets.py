"""Strategies as data, and replies to a draft as people type them."""

import pytest

from messages.library import sheet_edits, strategies
from messages.library.sheet_edits import Edit
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel, Fault, ItemKind, Stance

KINDS = [kind for kind in CrisisType if kind is not CrisisType.UNKNOWN]


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_stances_and_none_denies_what_is_unknown(kind: CrisisType) -> None:
    assert sum(kind in row.crisis_types for row in strategies.strategies()) == 1
    for fault in Fault:
        assert strategies.stances(kind, fault)
        assert (Stance.DENY in strategies.stances(kind, fault)) <= (fault is Fault.NOT_OURS)


def test_a_row_that_denies_while_unknown_is_no_row() -> None:
    row = strategies.strategies()[0].model_dump()
    with pytest.raises(ValueError, match="denial"):
        strategies.StrategyRow.model_validate(row | {"unknown": (Stance.DENY,)})


def test_how_long_a_sheet_holds() -> None:
    hours = strategies.sheet_policy().valid_hours
    assert [hours[level] for level in Severity] == [6, 12, 24, 72]


@pytest.mark.parametrize(
    ("text", "sorry"),
    [
        *(("很抱歉让大家担心", True), ("We are sorry.", True), ("正在核实", False), ("Apologies to all", True)),
        *(("向我们的用户道歉", True), ("我们错了,给大家赔不是", True), ("抱歉让大家久等了", False)),
        *(("该说法不实,已要求对方公开道歉。", False), ("对方已向我们道歉", False), ("道歉。已要求对方删除", True)),
        *(("We are sorry to hear that.", False), ("We asked the publisher to apologize.", False)),
        ("Sorry for the wait. We apologize to everyone affected.", True),
    ],
)
def test_what_says_sorry(text: str, sorry: bool) -> None:
    assert strategies.apologizes(text) is sorry


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("3 改成 请先停用", Edit(number=3, text="请先停用")),
        ("3改为:请先停用", Edit(number=3, text="请先停用")),
        ("12 to please stop using it", Edit(number=12, text="please stop using it")),
        ("删 7", Edit(number=7, remove=True)),
        ("remove 7", Edit(number=7, remove=True)),
        ("首次回应 我们在核实", Edit(kind=ItemKind.HOLDING, text="我们在核实")),
        ("要点:停用", Edit(kind=ItemKind.KEY, text="停用")),
        ("问 原因? 答 正在核实", Edit(kind=ItemKind.QA, key="原因?", text="正在核实")),
        ("ask Cause? answer Being checked", Edit(kind=ItemKind.QA, key="Cause?", text="Being checked")),
        ("不说 个别 → 3位家长", Edit(kind=ItemKind.DO_NOT_SAY, text="个别", say_instead="3位家长")),
        ("不说 个别", Edit(kind=ItemKind.DO_NOT_SAY, text="个别")),
        ("口播 先停用", Edit(kind=ItemKind.CHANNEL_TEXT, text="先停用", channel=Channel.LIVE_SPOKEN)),
        ("私信:您好", Edit(kind=ItemKind.CHANNEL_TEXT, text="您好", channel=Channel.PRIVATE_MESSAGE)),
        ("可说 平台", Edit(kind=ItemKind.THIRD_PARTY, text="平台", may_say=True)),
        ("不可说 供应商", Edit(kind=ItemKind.THIRD_PARTY, text="供应商")),
        ("补救 可申请全额退款", Edit(kind=ItemKind.REMEDY, text="可申请全额退款")),
        ("原因 仓库漏发", Edit(field="cause", text="仓库漏发")),
        ("证据 盘点单 12", Edit(field="evidence", text="盘点单 12")),
        ("通报 22:30", Edit(field="next_update", text="22:30")),
    ],
)
def test_one_line_of_a_reply_is_one_change(line: str, edit: Edit) -> None:
    assert sheet_edits.read(line) == ([edit], [])


def test_what_is_not_understood_comes_back() -> None:
    edits, unread = sheet_edits.read("要点 停用\n\n这句没有意思\n3 改成 好")
    assert [edit.text for edit in edits] == ["停用", "好"]
    assert unread == ["这句没有意思"]
    assert sheet_edits.read("🤒\n" * 100_000)[1] == ["🤒"] * sheet_edits.MOST
