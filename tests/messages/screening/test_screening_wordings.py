"""Wordings found however they are written, and ordinary sentences left alone."""

import pytest

from messages.screening import Evidence, Matcher, compile_wordings, wording_problems

TERMS = (
    "全额退款",
    "保证",
    "第一",
    "退一赔三",
    "竞争对手",
    "别有用心",
    "full refund",
    "guaranteed",
    "100%",
    "天天特价",
    "dou+",
    "扣1",
    "清仓价格",
    "独家",
    "money-back offer",
    "TOP1",
    "国家级认证",
    "制造商名单",
    "专利技术",
)
ALLOW = ("第一时间", "保证金")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compile_wordings(TERMS, ALLOW)


@pytest.mark.parametrize(
    ("text", "term", "written", "evidence"),
    [
        ("我们会全额退款的", "全额退款", "全额退款", Evidence.EXACT),
        ("FULL Refund now", "full refund", "FULL Refund", Evidence.CASE),
        ("ｆｕｌｌ　ｒｅｆｕｎｄ", "full refund", "ｆｕｌｌ　ｒｅｆｕｎｄ", Evidence.WIDTH),
        ("會全額退款", "全额退款", "全額退款", Evidence.TRADITIONAL),
        ("退①赔叁", "退一赔三", "退①赔叁", Evidence.DIGITS),
        ("全\u200b额\u2060退款", "全额退款", "全\u200b额\u2060退款", Evidence.INVISIBLE),
        ("全̶额̶退̶款̶!", "全额退款", "全̶额̶退̶款̶", Evidence.COMBINING),
        ("全*额 退·款", "全额退款", "全*额 退·款", Evidence.SEPARATED),
        ("全,额,退,款", "全额退款", "全,额,退,款", Evidence.SEPARATED),
        ("全\uff0c额\uff0c退\uff0c款", "全额退款", "全\uff0c额\uff0c退\uff0c款", Evidence.SEPARATED),
        ("保😀证", "保证", "保😀证", Evidence.SEPARATED),
        ("全<b>额</b>退&#27454;", "全额退款", "全<b>额</b>退&#27454;", Evidence.MARKUP),
        ("**全额**退款", "全额退款", "全额**退款", Evidence.MARKUP),
        ("[全额](https://a.example)退款", "全额退款", "全额](https://a.example)退款", Evidence.MARKUP),
        ("fսӏl гefund", "full refund", "fսӏl гefund", Evidence.CONFUSABLE),
        ("a fullrefund", "full refund", "fullrefund", Evidence.GLUED),
        ("f u l l r.e.f.u.n.d", "full refund", "f u l l r.e.f.u.n.d", Evidence.SEPARATED),
        ("fu*ll ref*und", "full refund", "fu*ll ref*und", Evidence.SEPARATED),
        ("全额额退款款", "全额退款", "全额额退款款", Evidence.REPEATED),
        ("fu'll re'fund", "full refund", "fu'll re'fund", Evidence.SEPARATED),
        ("a moneyback offer", "money-back offer", "moneyback offer", Evidence.GLUED),
        ("The TOP*1 brand", "TOP1", "TOP*1", Evidence.SEPARATED),
        ("100/% sure", "100%", "100/%", Evidence.SEPARATED),
        ("竞争:对手", "竞争对手", "竞争:对手", Evidence.SEPARATED),
        ("竞争\uff1a对手", "竞争对手", "竞争\uff1a对手", Evidence.SEPARATED),
        ("有权要求退一、赔三", "退一赔三", "退一、赔三", Evidence.SEPARATED),
        ("囯家级认证", "国家级认证", "囯家级认证", Evidence.LOOKALIKE),
        ("制迼商名单", "制造商名单", "制迼商名单", Evidence.LOOKALIKE),
        ("fuuull reefund", "full refund", "fuuull reefund", Evidence.REPEATED),
        ("gu@rant33d", "guaranteed", "gu@rant33d", Evidence.LEET),
        ("fu11 refund", "full refund", "fu11 refund", Evidence.LEET),
        ("quan额tui款", "全额退款", "quan额tui款", Evidence.PINYIN),
        ("quan e tui kuan", "全额退款", "quan e tui kuan", Evidence.PINYIN),
        ("全额辵艮款", "全额退款", "全额辵艮款", Evidence.SPLIT),
        ("权鹅腿宽", "全额退款", "权鹅腿宽", Evidence.HOMOPHONE),
        ("清仓介格", "清仓价格", "清仓介格", Evidence.LOOKALIKE),
        ("全退额款", "全额退款", "全退额款", Evidence.SWAPPED),
        ("竞争対手", "竞争对手", "竞争対手", Evidence.TRADITIONAL),
        ("全etk", "全额退款", "全etk", Evidence.INITIALS),
        ("QETK", "全额退款", "QETK", Evidence.INITIALS),
        ("斤争对手", "竞争对手", "斤争对手", Evidence.NEAR),
        ("全额给您退款", "全额退款", "全额给您退款", Evidence.GAP),
        ("full refnud", "full refund", "full refnud", Evidence.TYPO),
        ("D o u +", "dou+", "D o u +", Evidence.SEPARATED),
        ("扣１", "扣1", "扣１", Evidence.WIDTH),
        ("天天天特特价", "天天特价", "天天天特特价", Evidence.REPEATED),
        ("我们\u202e款退额全\u202c吧", "全额退款", "\u202e款退额全\u202c", Evidence.INVISIBLE),
        ("A \u202edn<b>u</b>fer lluf", "full refund", "\u202edn<b>u</b>fer lluf", Evidence.MARKUP),
    ],
)
def test_a_disguise_is_seen_through(
    matcher: Matcher, text: str, term: str, written: str, evidence: Evidence
) -> None:
    hits = [hit for hit in matcher.find(text) if hit.term == term]
    assert [(text[hit.start : hit.end], hit.evidence) for hit in hits] == [(written, evidence)]


@pytest.mark.parametrize(
    "text",
    [
        "我们会第一时间核实",
        "保证金已退还",
        "请确保,证件齐全",
        "请确保\uff0c证件齐全",
        "是印刷的全额\uff0c推款式",
        "只剩独\uff01家人来了",
        "金额退款中",
        "度假的读家人",
        "独立的家",
        "refunded in full",
        "unguaranteed",
        "1100% of",
        "拥有多项专利、技术和人才",
        "增长了１０．０％",
        "10:00% off",
        "we'll refund the fuller's bill",
        "扣10分",
        "double plus",
        "",
        " \n\t",
        "😀😀",
        "全部额度退回款项",
        "全国的额外款项",
        "这是独.立的",
    ],
)
def test_ordinary_words_are_left_alone(matcher: Matcher, text: str) -> None:
    assert matcher.find(text) == []


def test_a_word_that_only_reads_on_over_a_mark_keeps_nothing_apart() -> None:
    matcher = compile_wordings(["官方认证"])
    assert [hit.term for hit in matcher.find("各位家长,官方:认证。")] == ["官方认证"]
    assert matcher.find("各位长官方:认证。") == []


@pytest.mark.parametrize(
    ("term", "torn", "meant"),
    [
        ("从严处理", "我们会从来严处理", "依法从快从简处理"),
        ("全国第一", "全都会国第一", "全省是中国第一"),
        ("天花板级", "天都会花板级", "今天摸到天花板级"),
        ("符合国标", "完全符合国x标", "符合国家规定标准"),
    ],
)
def test_a_character_torn_off_is_put_back_unless_both_sides_make_words(term: str, torn: str, meant: str) -> None:
    matcher = compile_wordings([term])
    assert [(hit.term, hit.evidence) for hit in matcher.find(torn)] == [(term, Evidence.GAP)]
    assert not [hit for hit in matcher.find(meant) if hit.evidence is Evidence.GAP]


@pytest.mark.parametrize(
    "term",
    ["很担心。正在核实", "我们很担心,请先停用。", "不好意思,打扰了", "免费 送", "买一送一!", "Users feel unwell."],
)
def test_a_wording_with_a_mark_in_it_is_found_as_it_was_typed(term: str) -> None:
    """Also where another mark stands in its place: the desk had said that it holds from the next check on."""
    matcher = compile_wordings([term])
    (hit,) = matcher.find(f"说:{term}谢谢" if not term.isascii() else f"They say: {term} Thanks")
    assert hit.evidence is Evidence.EXACT
    assert matcher.find(term.replace(",", ";").replace("。正", "\n正")), "another mark"


def test_words_of_the_trade_are_words() -> None:
    assert compile_wordings(["第一名"]).find("请加第一客服的号") == []


def test_offsets_are_those_of_the_original_text(matcher: Matcher) -> None:
    text = "👩‍👩‍👧 İ ﬁ 他们说全︎額退款!"
    (hit,) = matcher.find(text)
    assert text[hit.start : hit.end] == "全︎額退款"


def test_a_named_tuple_comes_back(matcher: Matcher) -> None:
    term, start, end, evidence = matcher.find("保证")[0]
    assert (term, start, end, evidence) == ("保证", 0, 2, "exact")


def test_a_guess_is_silent_where_another_wording_stands_for_certain() -> None:
    matcher = compile_wordings(["全额退款", "金额退款"])
    assert [(hit.term, hit.evidence) for hit in matcher.find("金额退款")] == [("金额退款", Evidence.EXACT)]


def test_the_same_text_gives_the_same_answer(matcher: Matcher) -> None:
    text = "权鹅腿宽、full refnud、全额给您退款、gu@ranteed、竟争对手"
    assert matcher.find(text) == compile_wordings(TERMS, ALLOW).find(text) == matcher.find(text)


def test_wordings_that_cannot_be_looked_for_are_listed_and_stop_nothing() -> None:
    matcher = compile_wordings(["", " ", "!!", "\ud800", "好", "全额退款"])
    assert [refused.reason for refused in matcher.refused] == ["screening.wording.empty"] * 4
    assert [hit.term for hit in matcher.find("好,全额退款")] == ["好", "全额退款"]


def test_a_wording_of_other_letters_with_a_hyphen_stops_nothing() -> None:
    assert [hit.term for hit in compile_wordings(["[-Þ", "全额退款"]).find("会全额退款")] == ["全额退款"]


def test_what_speaks_against_a_new_wording_is_said_first() -> None:
    def reasons(term: str) -> list[tuple[str, bool]]:
        found = wording_problems(term, approved_lines=["原因正在核实。"], existing=["保证"])
        return [(problem.reason, problem.refused) for problem in found]

    assert reasons("…") == [("screening.wording.empty", True)]
    assert reasons("原因正在核实") == [("screening.wording.approved", True)]
    assert reasons("核实") == [("screening.wording.in_approved", False)]
    assert reasons("保 证") == [("screening.wording.exists", False)]
    assert reasons("因") == [("screening.wording.single", True), ("screening.wording.in_approved", False)]
    assert reasons("致癌") == []
