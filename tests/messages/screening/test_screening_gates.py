"""A gate in front of an expression saves time and decides nothing: with it and without it the same is found."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from messages.screening import (
    contacts,
    english_patterns,
    folding,
    homophones,
    idioms,
    literal,
    overlap,
    pairs,
    patterns,
    phrasings,
    quantities,
    tables,
)
from messages.screening.folding import Folded, fold, plain_wording
from messages.screening.hits import Candidate
from messages.screening.screen import NEAREST_AT_LEAST, _nearest
from messages.screening.sheet import SheetView

ENGLISH = """
the of to in at by and a an about over half an hour one two twelve twenty hundred thousand dozen third
quarter jan feb 3 may 12th november nov 22 2026 2026-11-22 11/22/2026 monday this next today tomorrow
last night noon o'clock 6 pm 10:30 a.m. 5pm 20:00 to 9 3-5 30 % 93% per cent $35 rmb 200 us$5 plus$5 hk$
7 dollars working days hours year times 3x doubled twice as tripled 2.5 million 12,000 1k 2bn batch 12
order # v12 lot a12 no. 5 one of no one one's second none zero 24/7 tolerance 13800138000 400-000-0000
http://a.b/c1 xhttp://q #tag2 us 5 abc12 12ab behalf an hour in 2025 1. 2) and a half a-day 99999999999 é
中
"""
CHINESE = """
第一 一直 统一 十分 五星 24小时客服 两难 万一 一半 双十一 三八节 不一 之一 每一个 任何一位 号线 等奖
级 楼 楼盘 12 3 一 二 十 百 千 万 400-000-0000 13800138000
0571-1234567 110 12345 +86 ( ) 、 . 。 , A12 12AB http://a.b/1
#话题 位 元 分之 点 半 确 共 下子 时半
"""


COUNTED = """
3 12 1,286.00 12860 三 两 十 百 千 万 亿 三万二 二〇二六 百分之 千分之 万分之 分之 % ‰ 成 折 倍 翻 了 番 一倍
元 块钱 角 毛 分 分钟 ¥ $ HK$ RMB 人民币 美元 新台币 个 工作日 个工作日 百分点
多 余 几 来 - ~ 至 到 半 小时 天 例 位 作 成功 翻倍 w k 点五
"""
WORDINGS = (
    "全额退款",
    "与我们无关",
    "监管部门认定",
    "我们的主播",
    "如有不便",
    "不实信息",
    "国家级",
    "独家",
    "符合国家标准",
)
SOUNDS = homophones.SoundIndex(literal.Form(text, wording) for wording, text in enumerate(WORDINGS))
BESIDE = "我们通报的一不有"


def _joined(pieces: str) -> st.SearchStrategy[str]:
    parts = st.lists(st.tuples(st.sampled_from(pieces.split()), st.sampled_from(["", " ", "", "\n"])), max_size=14)
    return parts.map(lambda found: "".join(piece + gap for piece, gap in found))


@settings(max_examples=400, deadline=None)
@given(_joined(ENGLISH).map(str.lower))
def test_english_facts_begin_only_where_a_gate_opens(text: str) -> None:
    for found, expression in (
        (english_patterns.moments, english_patterns._MOMENT),
        (english_patterns.quantities, english_patterns._QUANTITY),
    ):
        assert [match.span() for match in found(text)] == [match.span() for match in expression.finditer(text)]


@settings(max_examples=400, deadline=None)
@given(_joined(ENGLISH).map(str.lower), _joined(CHINESE))
def test_what_is_no_number_is_masked_with_a_gate_as_without(english: str, chinese: str) -> None:
    # With a mail address in the text the expression without a gate is used; here none of it is a number.
    assert english_patterns.masked(english + " é@") == english_patterns.masked(english + " é ")[:-1] + "@"
    assert idioms.masked(chinese + " 。@") == idioms.masked(chinese + " 。。")[:-1] + "@"


@pytest.mark.parametrize("name", [*patterns._SUFFIXES.split("|"), "先生", "女士", "小姐", "某"])
def test_the_end_of_a_name_is_enough_to_look_for_the_name(name: str) -> None:
    for text in (f"华东王{name}", f"華東王{name}abc"):
        assert list(patterns.names(fold(text), SheetView("v"))), text


@settings(max_examples=600, deadline=None)
@given(st.text("们好12，。~～〜★❤!！ (（【】笑)亲😀\u200b國a&*", max_size=14))
def test_signs_are_found_in_a_text_of_common_marks_as_in_any(text: str) -> None:
    shapes = (patterns._FAR_SIGNS, patterns._ROWS, patterns._DEAR, patterns._FACES)
    found = {match.span() for shape in shapes for match in shape.finditer(text)}
    assert {(start, end) for start, end, *_ in patterns.playful(fold(text))} == found


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.sampled_from(["~~", *"们好12，。~～、*`_<&★— \n(（【】😀\u200b\x00國aÅ%+＋"]), max_size=14).map(
        "".join
    )
)
def test_no_mark_is_left_and_nothing_else_goes(text: str) -> None:
    folded = fold(text)
    assert folded.bare == "".join(folding._runs().findall(folded.seen))
    assert (folded.seen, folded.bare) == (Folded(text).seen, Folded(text).bare)
    assert not folded.ordinary or not re.search("[*`_<&a國\u200b\x00😀＋]|~~", text)


def _first(parsed: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The characters that what was parsed can begin with, and whether it can be empty."""
    found: set[str] = set()
    for name, value in parsed:
        kind = str(name)
        if kind in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        empty = False
        if kind == "LITERAL":
            found.add(chr(value))
        elif kind == "IN":
            for what, points in value:
                assert str(what) in ("LITERAL", "RANGE"), what
                span = (points, points) if str(what) == "LITERAL" else points
                found.update(map(chr, range(span[0], span[1] + 1)))
        else:
            inside = value[1] if kind == "BRANCH" else [value[-1]]
            ways = [_first(way) for way in inside]
            found.update(*(way[0] for way in ways))
            empty = any(way[1] for way in ways) or (kind == "MAX_REPEAT" and value[0] == 0)
        if not empty:
            return found, False
    return found, True


@pytest.mark.parametrize(
    "row", [row for _, row in phrasings.rows() if "begins" in row], ids=lambda row: row["term"]
)
def test_a_phrasing_names_every_character_it_can_begin_with(row: Mapping[str, Any]) -> None:
    """The library's own reading of the expression says which these are."""
    parsed = import_module("re._parser").parse(phrasings.expression(row["find"], "test").pattern)
    assert _first(parsed) == (set(row["begins"]), False)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_wording_is_let_through_however_its_sounds_are_written(data: st.DataObject) -> None:
    for one in (one for found in SOUNDS._buckets.values() for one in found):
        written = "".join(data.draw(st.sampled_from(sorted(near))) for near in one.near)
        through = {three for gate in SOUNDS._gates for three in gate.findall(f"我{written}们")}
        assert written[:3] in through


@given(st.text("本次事件系个别用户皮肤敏感所引起与产品质量没有任何关系", min_size=8, max_size=60))
def test_each_run_of_a_wording_taken_back_holds_a_part_that_is_looked_for(gone: str) -> None:
    parts = overlap._parts(gone)
    bare = plain_wording(gone)
    for place in range(len(bare) - overlap.SHINGLE + 1):
        assert any(part in bare[place : place + overlap.SHINGLE] for part in parts)


def test_what_repeats_a_wording_taken_back_is_shown_in_whole_words() -> None:
    """The approved line shares the end of the last word, which is then no part of what was taken back."""
    said, gone = "So 3 parents reported a rash.", "3 parents reported a rash, batch 0912A"
    found = list(overlap.repeated(fold(said), [gone], ["Doctors inspected a rash."]))
    assert [said[start:end] for start, end, _ in found] == ["3 parents reported a rash"]


@given(st.text("abc", min_size=1, max_size=30), st.text("abc", min_size=1, max_size=30))
def test_no_near_line_is_too_long_or_too_short_to_be_compared(text: str, line: str) -> None:
    likeness = fuzz.ratio(text, line)
    nearest = _nearest(text, [line])
    assert (nearest is not None) == (likeness >= NEAREST_AT_LEAST)


def test_a_set_that_stands_first_is_no_repetition() -> None:
    """`re` passes over what is not in a set of characters only where the set stands alone."""
    for expression in (patterns._SIGNS, patterns._ROWS, patterns._MAYBE_FAR):
        assert not re.match(r"\[(?:[^\]\\]|\\.)*\][+{*]", expression.pattern)


@settings(max_examples=600, deadline=None)
@given(_joined(COUNTED))
def test_money_shares_and_multiples_have_a_sign_near_their_number(text: str) -> None:
    for place in range(len(text)):
        match = quantities._QUANTITY.match(text, place)
        if match and not (match["n1"] or match["half"]):
            assert quantities._SIGN_NEAR.match(text, place), match[0]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from("0123456789 -号栋单|\nx"), max_size=40).map("".join))
def test_all_that_is_asked_of_digits_stands_around_them(text: str) -> None:
    near = "|".join(patterns._AROUND_DIGITS.findall(text))
    assert patterns._LONG_NUMBER.findall(near) == patterns._LONG_NUMBER.findall(text)
    for asked in (patterns._UNBROKEN, patterns._HOUSE):
        assert bool(asked.search(near)) == bool(asked.search(text))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from("0123456789048613 -.()+"), max_size=30).map("".join))
def test_a_number_to_call_has_the_digits_that_are_asked_first(text: str) -> None:
    shapes = (*contacts._FULL, (contacts._AMERICAN, contacts._HOTLINE_DIGITS))
    for shape, least in shapes:
        for match in shape.finditer(text):
            assert sum(char.isdigit() for char in match[0]) >= least >= contacts._FEWEST


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(["检测", "a", " ", "。", ".", ". ", ".\n", "\n", "，"]), max_size=14).map("".join))
def test_the_marks_beside_a_sign_bound_its_clause(text: str) -> None:
    ends = [0, *(match.end() for match in phrasings._MARK.finditer(text)), len(text)]
    clauses = [(begin, end) for begin, end in pairwise(ends) if begin < end]
    for sign in ("检测", " a", "a"):
        held = {span for span in clauses for place in range(*span) if text.startswith(sign, place)}
        assert phrasings._clauses(text, [sign]) == sorted(held)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from("一幺零三五八13叁x"), min_size=9, max_size=14).map("".join))
def test_a_number_in_words_is_looked_for_wherever_it_can_be(text: str) -> None:
    found = [
        shape for shape in patterns.personal_data(fold(text), SheetView("v")) if shape[2] == "personal.mobile"
    ]
    assert len(found) >= len(patterns._SPELLED_MOBILE.findall(fold(text).seen))


INDEX = literal.LiteralIndex(literal.Form(text, wording) for wording, text in enumerate(WORDINGS))


@st.composite
def _slipped(draw: st.DrawFn) -> str:
    """A wording with one slip: a look-alike, parts, one twice, two that changed places, some put between."""
    text = draw(st.sampled_from(WORDINGS))
    place = draw(st.integers(0, len(text) - 1))
    before, char, behind = text[:place], text[place], text[place + 1 :]
    ways = [
        *(before + other + behind for other in tables.lookalikes().get(char, "")),
        *(before + parts + behind for parts in literal.written_apart(char)),
        before + char + char + behind,
        before + behind[:1] + char + behind[1:],
        before + char + draw(st.text(BESIDE, max_size=4)) + behind,
    ]
    return draw(st.sampled_from(ways[-4:] if draw(st.booleans()) else ways))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(_slipped(), st.text(BESIDE, max_size=3)), max_size=6).map("".join))
def test_a_wording_is_compared_wherever_it_could_stand(text: str) -> None:
    folded = Folded(text)
    found: list[Candidate] = []
    for pair, whole, thirds, behind, before, *_ in INDEX._pairs.values():
        literal._at_pair(folded, (pair, whole, (), (), (), "", "", {}), frozenset(), found)
        for place in (place for place in range(len(text)) if text.startswith(pair, place)):
            for form, offset, *_ in (*thirds, *behind, *before):
                literal._compare(folded, place, form, offset, found)
                slipped = literal._slipped(folded, place, form, offset)
                if slipped and not text.startswith(form.text, max(0, place - offset)):
                    found.append(slipped)
    assert set(INDEX.search(folded)) == set(found)


@given(st.text(min_size=3, max_size=8))
def test_each_pair_of_characters_has_a_number_of_its_own(text: str) -> None:
    if max(text) <= pairs.BASIC:
        both = [text[place : place + 2] for place in range(len(text) - 1)]
        assert list(pairs.numbers_of(text)) == [pairs.number_of(pair) for pair in both]
        assert len({pairs.number_of(pair) for pair in both}) == len(set(both))
