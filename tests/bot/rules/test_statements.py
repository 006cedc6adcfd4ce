"""Statements: lines that are edited, what an approval is bound to, and what counts as the same text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.rules import comparing, statements
from bot.rules.comparing import Change, SlotText
from bot.rules.statements import FactUse, binding_hash
from messages.library import skeletons
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.statements import Slot, StatementStage

T7 = (
    "我们收到3位家长反馈,孩子使用儿童润肤霜(批次0912A)后起疹,很担心孩子的情况。该批次已停售,请先停用,不适请就医。"
    "原因正在核实,22:30前在此通报。客服400-000-0000"
)
LINES = (
    SlotText(Slot.KNOWN, "我们收到3位家长反馈。"),
    SlotText(Slot.UNCLEAR, "原因正在核实,"),
    SlotText(Slot.NEXT, "22:30前在此通报。"),
    SlotText(Slot.CONTACT, "客服400-000-0000"),
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (T7, T7.replace("3位", "4位"), [Change("3位家长", "4位家长")]),
        ("3 parents told us", "4 parents told us", [Change("3 parents", "4 parents")]),
        (T7, T7, []),
        ("个别孩子", "孩子", [Change("个别孩子", "孩子")]),
        ("", "全新", [Change("", "全新")]),
    ],
)
def test_a_change_is_shown_with_the_word_it_stands_in(before: str, after: str, expected: list[Change]) -> None:
    assert list(comparing.changes(before, after)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_are_told_for_whatever_differs(before: str, after: str) -> None:
    assert (comparing.changes(before, after) == ()) == (before == after)


@pytest.mark.parametrize(
    ("posted", "keeps", "alike"),
    [
        (T7, True, True),
        (T7.replace(",", "\uff0c"), True, True),
        (f"  {T7}\u200b \r\n", True, True),
        (T7.replace("。", "。\n"), True, False),
        (T7.replace("。", "。\n"), False, True),
        (T7.replace("3位", "4位"), False, False),
        (T7.replace("孩子使用", "个别孩子使用"), False, False),
        ("", False, False),
    ],
)
def test_only_what_nobody_sees_may_differ(posted: str, keeps: bool, alike: bool) -> None:
    assert comparing.same(T7, posted, keeps_lines=keeps) is alike


def test_a_share_text_holds_the_approved_one_among_its_own_words() -> None:
    shared = f"7.43 复制打开抖音,看看【豆芽星球的作品】{T7} https://v.douyin.com/abc/"
    assert comparing.within(T7, shared, keeps_lines=False)
    assert not comparing.within(T7, shared.replace("3位", "4位"), keeps_lines=False)
    assert comparing.resembles(T7, shared.replace("3位", "4位"))
    assert not comparing.resembles(T7, "7.43 复制打开抖音,看看【豆芽星球的作品】")
    assert not comparing.within("", shared, keeps_lines=False)
    wrong = T7.replace("3位", "40位")
    assert comparing.own_part(T7, shared.replace("3位", "40位")) == wrong
    assert [
        (one.before, one.after) for one in comparing.changes(T7, comparing.own_part(T7, f"看看 {wrong} 完"))
    ] == [("3位家长", "40位家长")]
    assert comparing.own_part(T7, "别的话") == "别的话"


def test_a_further_sentence_stands_in_its_place_and_only_once() -> None:
    text = SlotText
    lines = (text(Slot.KNOWN, "收到3例。"), text(Slot.TODO, "请先停用。"), text(Slot.NEXT, "22:30前通报。"))
    added = statements.with_sentence(lines, Slot.KNOWN, "已停售。")
    assert [each.text for each in added] == ["收到3例。", "已停售。", "请先停用。", "22:30前通报。"]
    assert statements.with_sentence(added, Slot.KNOWN, "已停售。") == added
    offered = statements.with_sentence(lines, Slot.REMEDY, "全额退款。")
    assert [each.slot for each in offered] == [Slot.KNOWN, Slot.TODO, Slot.REMEDY, Slot.NEXT]
    empty = (text(Slot.REMEDY, ""), *lines)
    assert statements.with_sentence(empty, Slot.REMEDY, "全额退款。")[0].text == "全额退款。"


def test_one_line_is_edited_by_its_number() -> None:
    edited = statements.edited(LINES, 3, "23:00前在此通报。")
    assert comparing.joined(edited).count("23:00") == 1
    bare = comparing.joined(statements.edited(LINES, 1, "我们收到4位家长反馈"))
    assert bare.startswith("我们收到4位家长反馈" + LINES[0].text[-1]), "it does not run into the next line"
    assert (
        statements.edited(statements.edited(LINES, 1, ""), 1, "Four parents told us")[0].text
        == "Four parents told us."
    )
    assert statements.edited(LINES, 4, "客服400-111-2222")[3].text == "客服400-111-2222"
    emptied = statements.edited(LINES, 1, "")
    assert len(statements.completed(emptied, ())) == 3
    assert len(statements.completed(emptied, (Slot.KNOWN,))) == 4, "it is wanted, so it can be filled again"
    asked = statements.completed(LINES, (Slot.ACTION,))
    assert [each.slot for each in asked] == [Slot.KNOWN, Slot.ACTION, Slot.UNCLEAR, Slot.NEXT, Slot.CONTACT]
    assert asked[1].text == "", "it stands where a text says it"
    with pytest.raises(statements.LineUnknown):
        statements.edited(LINES, 5, "x")
    with pytest.raises(statements.LineUnknown):
        statements.edited(LINES, 0, "x")


def test_what_is_pasted_in_front_of_a_line_fills_the_empty_one_before_it() -> None:
    empty = (SlotText(Slot.KNOWN, ""), SlotText(Slot.TODO, "请继续停用。"), SlotText(Slot.CONTACT, "客服400"))
    text = "收到4例反馈。请继续停用。客服400"
    found = comparing.realigned(empty, text)
    assert [(each.slot, each.text) for each in found] == [
        (Slot.KNOWN, "收到4例反馈。"),
        (Slot.TODO, "请继续停用。"),
        (Slot.CONTACT, "客服400"),
    ]
    assert comparing.joined(found) == text
    untouched = comparing.realigned(empty, "请继续停用。客服400")
    assert [each.slot for each in untouched] == [Slot.TODO, Slot.CONTACT]


def test_a_whole_text_pasted_back_keeps_its_lines() -> None:
    text = "我们收到4位家长反馈,很担心孩子。原因正在核实,23:00前在此通报。客服400-000-0000"
    found = statements_of(text)
    assert found[Slot.KNOWN] == "我们收到4位家长反馈,很担心孩子。"
    assert found[Slot.NEXT] == "23:00前在此通报。"
    assert found[Slot.CONTACT] == "客服400-000-0000"
    without = statements_of("我们收到3位家长反馈。22:30前在此通报。客服400-000-0000")
    assert Slot.UNCLEAR not in without


def statements_of(text: str) -> dict[Slot, str]:
    return {each.slot: each.text for each in comparing.realigned(LINES, text)}


#: What people paste is another text, the same one in paragraphs, or both in one.
_PASTED = st.lists(
    st.sampled_from(
        ["\n", "\n\n", " ", "  ", "100%放心,", "1,000人", "Because of us ", *(each.text for each in LINES)]
    )
    | st.text(max_size=8)
).map("".join)


@pytest.mark.parametrize("between", ["", " "])
@given(text=_PASTED)
def test_realigned_lines_say_exactly_the_new_text(text: str, between: str) -> None:
    lines = comparing.realigned(LINES, text, between)
    assert comparing.joined(lines, between) == text.strip()
    assert all(each.text.strip() for each in lines)


def test_no_word_of_a_pasted_text_is_cut() -> None:
    words = "Because of our supplier's raw material 30,000 users are affected. Next update by 22:30."
    usual = {
        Slot.KNOWN: "We see your posts.",
        Slot.ACTION: "Checking;",
        Slot.UNCLEAR: "cause unknown.",
        Slot.NEXT: "News 02:30.",
    }
    slots = [SlotText(slot, said) for slot, said in usual.items()]
    found = comparing.realigned(slots, words, " ")
    assert [each.text for each in found] == [words.removesuffix(" Next update by 22:30."), "Next update by 22:30."]
    chinese = comparing.realigned(LINES, "请大家100%放心,对手造谣,敬请谅解。客服400-000-0000")
    assert all(each.text[-1] in ",。0" for each in chinese), [each.text for each in chinese]


def test_a_line_changed_in_a_text_of_paragraphs_leaves_them() -> None:
    text = "我们收到3位家长反馈,很担心孩子。\n原因正在核实,\n22:30前在此通报。"
    lines = comparing.realigned(LINES, text)
    again = statements.edited(lines, 2, "原因还没查清,")
    assert comparing.joined(again) == text.replace("正在核实", "还没查清")


FACT = FactUse("f1", 1, ("count:3:位",))
BOUND = {
    "text": T7,
    "slots": LINES,
    "channel": "douyin_comment",
    "audience": "public",
    "facts": (FACT,),
    "responsibility": "open",
    "assets": (),
}


@pytest.mark.parametrize(
    "changed",
    [
        {"text": T7 + "。"},
        {"slots": LINES[:-1]},
        {"channel": "weibo"},
        {"audience": "media"},
        {"facts": (replace(FACT, values=("count:4:位",)),)},
        {"facts": ()},
        {"responsibility": "ours"},
        {"assets": ("a" * 64,)},
        {"safety": True},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_approval_dies_with_any_change(changed: dict[str, object]) -> None:
    assert binding_hash(**BOUND) != binding_hash(**{**BOUND, **changed})  # type: ignore[arg-type]


def test_the_same_facts_in_another_order_are_the_same() -> None:
    other = FactUse("f2", 4, ("batch:0912A",))
    one = binding_hash(**{**BOUND, "facts": (FACT, other)})  # type: ignore[arg-type]
    assert one == binding_hash(**{**BOUND, "facts": (other, FACT)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("out", "confirmed", "stage"),
    [
        (set(), False, StatementStage.HOLDING),
        ({StatementStage.HOLDING}, False, StatementStage.UPDATE),
        ({StatementStage.HOLDING}, True, StatementStage.VERIFIED),
        ({StatementStage.HOLDING, StatementStage.VERIFIED}, True, StatementStage.UPDATE),
    ],
)
def test_which_stage_comes_next(out: set[StatementStage], confirmed: bool, stage: StatementStage) -> None:
    assert statements.next_stage(out, confirmed) is stage


def test_which_slots_a_verified_statement_needs() -> None:
    situation = statements.situation
    assert situation(CrisisType.DATA_LEAK, Responsibility.OURS) is statements.Situation.DATA_LEAK
    assert situation(CrisisType.RUMOR, Responsibility.FALSE_CLAIM) is statements.Situation.FALSE_CLAIM
    assert situation(CrisisType.PRODUCT_SAFETY, Responsibility.OURS, recall=True) is statements.Situation.RECALL
    assert situation(CrisisType.KOL_SCANDAL, Responsibility.SHARED) is statements.Situation.SHARED


TABLES = tuple(
    statements.SlotTable(
        row.stage,
        statements.Situation(row.situation),
        {slot: statements.SlotRule(rule) for slot, rule in row.slots.items()},
    )
    for row in skeletons.slot_tables()
)
OURS = {"responsibility": Responsibility.OURS}
FALSE = {"responsibility": Responsibility.FALSE_CLAIM}


@pytest.mark.parametrize(
    ("stage", "case", "needed", "not_needed", "barred"),
    [
        pytest.param("holding", {}, {"unclear": "stage"}, {"todo"}, {"cause", "responsibility"}, id="first"),
        pytest.param("holding", {"harm": True}, {"todo": "if_harm"}, set(), {"cause"}, id="first-harm"),
        pytest.param("verified", OURS, {"remedy": "stage"}, {"cause", "evidence"}, set(), id="ours"),
        pytest.param(
            "verified", OURS | {"cause": True}, {"cause": "if_confirmed"}, {"evidence"}, set(), id="cause"
        ),
        pytest.param("verified", OURS | {"tested": True}, {"evidence": "if_tested"}, set(), set(), id="tested"),
        pytest.param(
            "verified",
            OURS | {"recall": True},
            {"cause": "recall", "evidence": "recall", "remedy": "recall", "todo": "recall"},
            set(),
            set(),
            id="recall",
        ),
        pytest.param(
            "verified", {}, {"unclear": "unknown"}, {"apology", "remedy"}, {"responsibility"}, id="nobody-knows"
        ),
        pytest.param(
            "verified", {"cause": True}, {"cause": "if_confirmed"}, {"remedy"}, {"responsibility"}, id="cause-only"
        ),
        pytest.param("verified", FALSE, {"evidence": "false_claim"}, {"empathy"}, {"apology"}, id="false"),
        pytest.param("update", {}, {"next": "stage"}, {"apology"}, {"responsibility"}, id="update-nobody-knows"),
        pytest.param("update", OURS, {"known": "stage"}, {"responsibility"}, set(), id="update"),
        pytest.param("result", OURS, {"apology": "if_ours", "remedy": "stage"}, set(), set(), id="result"),
        pytest.param("correction", {}, {"responsibility": "stage"}, {"remedy"}, set(), id="correction"),
        pytest.param("correction", {"loss": True}, {"remedy": "if_loss"}, set(), set(), id="correction-loss"),
    ],
)
def test_which_slots_a_text_needs_and_why(
    stage: str, case: dict[str, Any], needed: dict[str, str], not_needed: set[str], barred: set[str]
) -> None:
    found = statements.demands(TABLES, StatementStage(stage), statements.Case(**case))
    assert {slot: why for slot, why in found.required.items() if slot in needed} == needed
    assert not not_needed & set(found.required)
    assert barred <= set(found.forbidden)
    assert not set(found.required) & set(found.forbidden)
