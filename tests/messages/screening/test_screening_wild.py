"""Whatever somebody pastes: no crash, no hang, true offsets, and an answer in words."""

import json
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import messages.screening
from messages.screening import (
    Evidence,
    SheetFact,
    SheetView,
    Wording,
    compile_wordings,
    prepare,
    promised,
    responsibility_said,
    scan_facts,
    screen,
)
from messages.screening.base import base_wordings
from messages.screening.folding import Folded
from messages.screening.literal import Form, LiteralIndex
from messages.screening.phrasings import phrasings
from messages.words import plain
from storage.vocabulary.people import Language
from tests.messages.screening.conftest import NOW

FOLDER = Path(messages.screening.__file__).parent
ODD = (
    "全额退款保证100%第一𠮷😀👩‍👩‍👧\u200b\u0336"
    "\u202e\ud800\udfffİﬁ①㈠Ａ　<b>&#27454;](**||万亿〇年月日点:.,-%¥$/#@\n"
)
NUMBERS = [
    *"0123456789零一二两三四五六七八九十百千万亿半几多余来约近超,.:：/~-% 角分元折成倍个天月年日号点时俩廿",
    *(
        "工作日",
        "分之",
        "百分之",
        "以上",
        "不到",
        "人民币",
        "周",
        "星期天",
        "昨晚",
        "下个月",
        "\x00",
        "１",
        "٣",
        "②",
    ),
]
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=60)
GROUPS = [row.wording for row in phrasings()]
SAID = [
    *(sign for row in phrasings() for sign in row.signs),
    *(
        "我们",
        "大家",
        "产品",
        "是",
        "都",
        "不",
        "没有",
        "吗?",
        "。",
        ",",
        "\n",
        " ",
        "we ",
        "the host ",
        "is ",
        "not ",
        "\ud800",
        "😀",
    ),
]
MATCHER = compile_wordings(["全额退款", "保证", "第一", "full refund", "100%", "好"])
SHEET = SheetView(
    "v1",
    wordings=(Wording("全额退款"),),
    approved_lines=("原因正在核实。",),
    retracted=("全额退款已经安排下去了请放心",),
)


@settings(max_examples=80, deadline=None)
@given(texts)
def test_hits_lie_inside_the_text_and_repeat(text: str) -> None:
    hits = MATCHER.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert hits == MATCHER.find(text)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_a_wording_in_plain_sight_is_always_found(before: str, after: str) -> None:
    text = f"{before}。\n全额退款\n。{after}"
    assert any(hit.term == "全额退款" for hit in MATCHER.find(text)) or "<" in text or "&" in text


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.text("ab全额退𠮷\ud800\U0010ffff", min_size=2, max_size=4), max_size=5),
    st.text("全额退𠮷保", max_size=30),
)
def test_no_pair_of_a_wording_is_overlooked(terms: list[str], text: str) -> None:
    index = LiteralIndex([Form(term, place) for place, term in enumerate(terms)], slips=False)
    found = {(one.wording, one.start) for one in index.search(Folded(text)) if one.evidence is Evidence.EXACT}
    assert found == {
        (wording, place)
        for wording, term in enumerate(terms)
        for place in range(len(text))
        if text.startswith(term, place)
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NUMBERS), max_size=14).map("".join))
def test_no_number_is_too_odd_to_be_read(text: str) -> None:
    values = scan_facts(text, NOW, "zh")
    assert all(0 <= value.start < value.end <= len(text) for value in values)
    assert screen(text, SHEET, now=NOW) == screen(text, SHEET, now=NOW)


@settings(max_examples=80, deadline=None)
@given(texts)
def test_folding_knows_the_way_back(text: str) -> None:
    folded = Folded(text)
    assert len(folded.seen_origin) == len(folded.seen)
    assert len(folded.bare_in_seen) == len(folded.bare)
    assert all(0 <= place < len(text) for place in folded.seen_origin)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(["zh", "en"]))
def test_facts_lie_inside_the_text_in_order(text: str, language: str) -> None:
    found = scan_facts(text, NOW, "en" if language == "en" else "zh")
    assert all(0 <= value.start < value.end <= len(text) for value in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_verdict_is_always_given(text: str) -> None:
    verdict = screen(text, SHEET, now=NOW)
    assert all(0 <= one.start < one.end <= len(text) for one in verdict.findings)
    assert (verdict.level == "clear") == (not verdict.findings)
    assert verdict == screen(text, SHEET, now=NOW)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=8), max_size=8), texts)
def test_any_wordings_compile(terms: list[str], text: str) -> None:
    matcher = compile_wordings(terms, terms[:1])
    matcher.find(text)
    assert {*matcher.terms, *(refused.term for refused in matcher.refused)} == set(terms)


@pytest.mark.parametrize(
    "unit",
    [
        "我们收到3位家长的反馈,原因正在核实,22:30前通报。",
        "a",
        "a1",
        "全",
        "一",
        "<",
        "@a",
        "12-",
        "😀",
        "\u0336",
        "quan e ",
        "第一",
        "100%",
        "http://a.cn/",
        "路1号",
        "退",
        "钱都会退给大家",
        "药监局检测",
        "产品是安全的",
        "we fired the host ",
        "the doctors say it is safe ",
        "lies ",
    ],
)
def test_a_hundred_thousand_characters_end_soon(unit: str, sheet: SheetView, now: datetime) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    began = time.process_time()
    screen(text, sheet, now=now)
    assert time.process_time() - began < 20  # seconds; with anything quadratic it would be minutes


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SAID), max_size=12).map("".join))
def test_whatever_is_put_together_from_phrasings_gets_one_answer(text: str) -> None:
    verdict = screen(text, SHEET, now=NOW)
    assert all(text[one.start : one.end] for one in verdict.findings)
    assert verdict == screen(text, SHEET, now=NOW)
    assert responsibility_said(text, ()) <= {"admission", "denial"}
    assert promised(text) <= {row.group for row in (*base_wordings(), *GROUPS)}


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\ud800", "。", "\u202e", "<b></b>"])
def test_nothing_in_it_is_nothing_against_it(text: str, sheet: SheetView, now: datetime) -> None:
    assert screen(text, sheet, now=now).level == "clear"
    assert promised(text) == responsibility_said(text, ()) == frozenset()


@pytest.mark.parametrize("text", ["😀", "😀😀😀", "👩‍👩‍👧", "❤"])
def test_emoji_alone_are_a_question_of_tone(text: str, sheet: SheetView, now: datetime) -> None:
    assert {(one.rule, one.level) for one in screen(text, sheet, now=now).findings} == {("R-C15", "warn")}
    assert screen(text, replace(sheet, severity="S4"), now=now).level == "clear"


def test_ten_thousand_wordings_of_a_sheet_answer_like_one(now: datetime) -> None:
    characters = [chr(0x4E00 + place) for place in range(100)]
    own = SheetView("v1", wordings=tuple(Wording(a + b + "膏") for a in characters for b in characters))
    prepare(own)
    (found,) = (
        one for one in screen(f"他们用{characters[7]}{characters[9]}膏", own, now=now).findings if one.certain
    )
    assert (found.rule, found.level) == ("R-C1", "block")


def test_a_wording_of_one_character_and_one_that_is_an_approved_line(sheet: SheetView, now: datetime) -> None:
    line = sheet.approved_lines[0]
    own = replace(sheet, wordings=(Wording("毒"), Wording(line)))
    assert [one.rule for one in screen("有毒", own, now=now).findings if one.level == "block"] == ["R-C1"]
    assert screen(line, own, now=now).verbatim
    assert screen(f"很抱歉。{line}", own, now=now).level == "clear", "inside an approved line nothing counts"


def test_ten_thousand_wordings(now: datetime) -> None:
    characters = [chr(0x4E00 + place) for place in range(100)]
    terms = [a + b + "退款" for a in characters for b in characters]
    began = time.process_time()
    matcher = compile_wordings(terms)
    assert time.process_time() - began < 60
    assert [hit.term for hit in matcher.find(f"我们会{terms[4321]}的")] == [terms[4321]]


def test_contradictory_facts_accept_either_and_nothing_else(sheet: SheetView, now: datetime) -> None:
    both = replace(sheet, facts=(SheetFact.read("①", "3例", now), SheetFact.read("②", "4例", now)))
    assert screen("收到3例反馈", both, now=now).level == "clear"
    assert screen("收到4例反馈", both, now=now).level == "clear"
    assert screen("收到5例反馈", both, now=now).level == "block"


def test_right_to_left_marks_and_surrogates_hide_nothing(sheet: SheetView, now: datetime) -> None:
    for text in ("致\u202e癌", "\ud800致\udfff癌", "致<i></i>癌", "致\u2067癌\u2069"):
        assert screen(text, sheet, now=now).level == "block", ascii(text)


def test_every_reason_a_rule_can_give_has_its_sentence() -> None:
    known = tomllib.loads((FOLDER / "reasons.toml").read_text("utf-8"))
    sentences = {key for part in known.values() for key in part}
    shipped = {wording.reason for wording in base_wordings()} | {row.wording.reason for row in phrasings()}
    assert shipped <= sentences
    source = "".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py")))
    dotted = {
        key for key in re.findall(r'"((?:[a-z_]+\.)+[a-z_]+)"', source) if not key.endswith((".txt", ".toml"))
    }
    assert dotted <= sentences
    assert known["reason"].keys() <= dotted | shipped | {"quoted", "retracted", "banned"}
    assert {evidence.value for evidence in Evidence} | {"fact", "pattern", "overlap"} == known["evidence"].keys()
    assert all(set(row) == {"zh", "en"} and all(row.values()) for part in known.values() for row in part.values())


def test_shipped_wordings_name_their_source() -> None:
    folder = FOLDER.parent / "library" / "wordings"
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["wording"]:
            assert row["source"], path.name
            assert row["checked_on"], path.name
            assert row["status"] in ("verified", "secondary", "belief"), path.name
            assert row["language"] in ("zh", "en"), path.name


def test_a_shipped_row_is_found_by_its_own_term(now: datetime) -> None:
    matcher = compile_wordings([wording.term for wording in base_wordings()])
    for wording in base_wordings():
        assert any(hit.term == wording.term for hit in matcher.find(wording.term)), wording.term


def test_tables_name_source_and_licence() -> None:
    for path in sorted((FOLDER / "data").glob("*.txt")):
        head = "".join(line for line in path.read_text("utf-8").splitlines(True)[:9] if line.startswith("#"))
        assert "icen" in head or "CC BY" in head or "OFL" in head, path.name


def test_nothing_outside_the_standard_library_but_rapidfuzz() -> None:
    code = (
        "import json, sys, messages.screening as s; "
        "from datetime import datetime, timezone; "
        "s.screen('x', s.SheetView('v1'), now=datetime(2026, 11, 22, tzinfo=timezone.utc)); "
        "names = {n.split('.')[0] for n in sys.modules}; "
        "print(json.dumps([n for n in names if n not in sys.stdlib_module_names and not n.startswith('_')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FOLDER.parents[1]
    )
    foreign = set(json.loads(done.stdout)) - {"messages", "rapidfuzz", "sitecustomize", "cython_runtime"}
    assert not {name for name in foreign if "precedence" not in name and "editable" not in name}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_catalogues_say_every_reason_as_the_rules_do(language: str) -> None:
    known = tomllib.loads((FOLDER / "reasons.toml").read_text("utf-8"))
    for part, before in (("reason", "reason-"), ("wording", ""), ("evidence", "evidence-")):
        for key, words in known[part].items():
            blanks = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", words[language])}
            said = plain(Language(language), f"{before}{key}".replace(".", "-").replace("_", "-"), **blanks)
            assert said == words[language].format(**blanks)
