"""What a spokesperson types: refused whichever way it is put, let through where it only asks, denies or tells."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest

from benchmarks.screening import clean
from messages.screening import (
    PromiseOffer,
    SheetView,
    Wording,
    compile_wordings,
    inflections,
    promised,
    quotes_proof,
    screen,
)
from messages.screening.folding import fold
from messages.screening.phrasings import authorities, expression, found, phrasings, rows

TYPED = tomllib.loads(Path(__file__).with_name("typed.toml").read_text("utf-8"))
PROVED: dict[str, Any] = {
    "evidence_refs": ("E-1",),
    "denial_approved": True,
    "responsibility": "not_ours",
}
#: Rules that only warn of what their list or shape finds (message-sheet 4.7).
WARNING = frozenset({"R-C6", "R-C9", "R-C10", "R-C13", "R-C15"})
BY_RULE = ("holes", "day", "late", "third", "fourth")
#: 需改 under a rule that else stops: a figure left open, a word without its time, a day that rots.
ONLY_CHANGED = frozenset(
    {
        "几例",
        "a handful of reports",
        "给大家一个交代",
        "We'll give everyone an answer",
        "周三出报告",
        "我看八成是换了洗衣液",
    }
)
#: rule and kind of sentence: what is refused, and what is let through
MARKS = {
    "refund": "R-C5",
    "staff": "R-C5",
    "rounding": "R-C3",
    "reassurance": "R-C11",
    "authority": "R-C11",
    "banned": "R-C1",
}


def language_of(text: str) -> Literal["zh", "en"]:
    return "en" if text.isascii() else "zh"


def _typed(want: str, outcome: str) -> Iterator[Any]:
    for part in ("worked", "held"):
        for kind, texts in TYPED[part][want].items():
            for text in texts:
                marks = [pytest.mark.rule(MARKS[kind], outcome)] if kind in MARKS else []
                yield pytest.param(kind, text, marks=marks, id=f"{kind} {text[:24]}")


def _by_rule(want: str, outcome: str) -> Iterator[Any]:
    for part in BY_RULE:
        for rule, texts in TYPED[part][want].items():
            for text in texts:
                yield pytest.param(rule, text, marks=pytest.mark.rule(rule, outcome), id=f"{rule} {text[:24]}")


@pytest.fixture(scope="module")
def banning(sheet: SheetView) -> SheetView:
    return replace(sheet, wordings=(*sheet.wordings, *map(Wording, ("lie", "cheat", "poison"))))


@pytest.mark.parametrize(("kind", "text"), [*_typed("stop", "blocked")])
def test_what_may_not_be_said_is_refused(kind: str, text: str, banning: SheetView, now: datetime) -> None:
    verdict = screen(text, banning, now=now, language=language_of(text))
    blocking = {one.rule for one in verdict.findings if one.level == "block"}
    assert blocking & ({MARKS[kind]} if kind in MARKS else {"R-C8", "R-G10"})


@pytest.mark.parametrize(("kind", "text"), [*_typed("pass", "allowed")])
def test_what_asks_denies_or_tells_is_not(kind: str, text: str, banning: SheetView, now: datetime) -> None:
    verdict = screen(text, banning, now=now, language=language_of(text))
    assert [one for one in verdict.findings if one.level == "block"] == []


@pytest.mark.parametrize(("rule", "text"), [*_by_rule("stop", "blocked")])
def test_what_a_careful_lead_stops_is_stopped_by_its_rule(
    rule: str, text: str, banning: SheetView, now: datetime
) -> None:
    verdict = screen(text, banning, now=now, language=language_of(text))
    wanted = {"warn", "block"} if rule in WARNING or text in ONLY_CHANGED else {"block"}
    assert any(one.rule == rule and one.level in wanted for one in verdict.findings), verdict.findings


@pytest.mark.parametrize(("rule", "text"), [*_by_rule("pass", "allowed")])
def test_what_a_careful_lead_says_is_let_through(rule: str, text: str, banning: SheetView, now: datetime) -> None:
    verdict = screen(text, banning, now=now, language=language_of(text))
    assert verdict.level != "block", verdict.findings
    assert rule not in WARNING or rule not in {one.rule for one in verdict.findings}, verdict.findings


@pytest.mark.parametrize("text", ["仅3例", "只有3位家长反馈过", "Only 3 reports"])
def test_a_figure_made_small_is_stopped_once_the_fault_is_ours(text: str, sheet: SheetView, now: datetime) -> None:
    ours = replace(sheet, responsibility="ours")
    assert screen(text, ours, now=now, language=language_of(text)).level == "block"


def test_who_is_quoted_as_an_authority_is_data_with_its_source() -> None:
    for row in authorities():
        assert row["zh"], row["kind"]
        assert row["en"], row["kind"]
        assert row["source"], row["kind"]
        assert row["checked_on"], row["kind"]
        assert row["status"] in ("verified", "secondary", "belief"), row["kind"]


@pytest.mark.parametrize("name", [name for row in authorities() for name in row["zh"]])
def test_whoever_has_weight_is_known_in_chinese(name: str, sheet: SheetView, now: datetime) -> None:
    found = screen(f"送过杭州市{name}认定", sheet, now=now).findings
    assert ("R-C11", "block") in {(one.rule, one.level) for one in found}
    assert quotes_proof(f"送过杭州市{name}认定")
    assert not quotes_proof(f"等待杭州市{name}认定")


@pytest.mark.parametrize("name", [name for row in authorities() for name in row["en"]])
def test_whoever_has_weight_is_known_in_english(name: str, sheet: SheetView, now: datetime) -> None:
    found = screen(f"it was cleared by the {name}", sheet, now=now, language="en").findings
    assert ("R-C11", "block") in {(one.rule, one.level) for one in found}
    assert quotes_proof(f"It was cleared by the {name}.")
    assert not quotes_proof(f"We are waiting to hear whether it was cleared by the {name}.")


@pytest.mark.parametrize("place", range(len(phrasings())), ids=[row.wording.term for row in phrasings()])
def test_a_phrasing_finds_and_leaves_what_its_row_says(place: int, sheet: SheetView, now: datetime) -> None:
    _, row = list(rows())[place]
    wording = phrasings()[place].wording
    for text in row["finds"]:
        assert wording in [which for _, which in found(fold(text))], text
    for text in row["leaves"]:
        verdict = screen(text, sheet, now=now, language=language_of(text))
        assert verdict.level != "block", (text, verdict.findings)
    assert row["source"]
    assert row["checked_on"]
    assert row["status"] in ("verified", "secondary", "belief")
    assert row["language"] in ("zh", "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_phrasing_is_in_clean_sentences(language: str) -> None:
    told = [text for text in clean.sentences(language, 20261126, 10_000) if next(found(fold(text)), None)]
    assert told == []


def test_a_sign_is_in_whatever_a_phrasing_finds() -> None:
    """The gate in front of the expressions saves time and decides nothing."""
    texts = [
        text for part in TYPED.values() for kinds in part.values() for told in kinds.values() for text in told
    ]
    texts += [text for _, row in rows() for text in (*row["finds"], *row["leaves"])]
    for row in phrasings():
        for seen in (fold(text).seen for text in texts):
            for match in row.find.finditer(seen):
                assert not match[0] or any(sign in seen for sign in row.signs), (row.wording.term, seen)


@pytest.mark.rule("R-C5", "exception")
@pytest.mark.parametrize(
    ("text", "group"),
    [("钱都会退给您", "refund"), ("当事员工已停职", "dismiss"), ("We reimburse every customer", "refund")],
)
def test_an_approved_offer_covers_its_phrasing(text: str, group: str, sheet: SheetView, now: datetime) -> None:
    assert group in promised(text)
    offered = replace(sheet, offers=(PromiseOffer(group, text),))
    assert screen(text, offered, now=now, language=language_of(text)).level == "clear"


@pytest.mark.rule("R-C11", "exception")
@pytest.mark.parametrize(
    "text", ["其他批次都是安全的", "已送国家药监局检测", "Other batches are fine", "The FDA has tested it"]
)
def test_proof_lets_a_claim_through(text: str, sheet: SheetView, now: datetime) -> None:
    proved = screen(text, replace(sheet, evidence_refs=("E-1",)), now=now, language=language_of(text))
    assert "R-C11" not in {one.rule for one in proved.findings}


@pytest.mark.parametrize("text", ["不关我们的事", "We did nothing wrong"])
def test_proof_lets_a_denial_through(text: str, sheet: SheetView, now: datetime) -> None:
    assert screen(text, replace(sheet, **PROVED), now=now, language=language_of(text)).level == "clear"


@pytest.mark.rule("R-C3", "exception")
@pytest.mark.parametrize("text", ["该批次约1.3万瓶", "该批次近1.3万瓶", "不止1.2万瓶已封存"])
def test_a_fact_that_may_be_rounded_is_on_the_right_side(text: str, sheet: SheetView, now: datetime) -> None:
    assert screen(text, sheet, now=now).level == "clear"


def test_about_an_exact_figure_is_a_warning(sheet: SheetView, now: datetime) -> None:
    (found,) = screen("我们收到约3例反馈", sheet, now=now).findings
    assert (found.rule, found.level, found.reason) == ("R-C3", "warn", "fact.rounding")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("lie", {"lies", "lied", "lying"}),
        ("deny", {"denies", "denied", "denying"}),
        ("ban", {"bans", "banned", "banning"}),
        ("fake", {"fakes", "faked", "faking"}),
        ("panic", {"panics", "panicked", "panicking"}),
        ("crash", {"crashes", "crashed", "crashing"}),
        ("steal", {"steals", "stole", "stolen", "stealing"}),
        ("woman", {"womans", "women", "womaning"}),
        ("misunderstanding", {"misunderstandings"}),
        ("refer", {"refers", "referred", "referring"}),
        ("guaranteed", set()),
        ("the", set()),
        ("x1", set()),
    ],
)
def test_the_forms_of_a_word(word: str, wanted: set[str]) -> None:
    assert set(inflections.forms(word)) == wanted


@pytest.mark.rule("R-C1", "exception")
def test_a_form_is_a_whole_word(now: datetime) -> None:
    matcher = compile_wordings(["lie", "isolated case", "report to the police", "car"])
    for text in ("believe", "relief", "client", "belief", "alien", "relied", "She cares", "We are caring"):
        assert matcher.find(text) == [], text
    for text, said in (
        ("Isolated cases only", "Isolated cases"),
        ("we reported to the police", "reported to the police"),
        ("they L-Y-I-N-G", "L-Y-I-N-G"),
    ):
        hits = [text[hit.start : hit.end] for hit in matcher.find(text)]
        assert hits == [said], text


def test_a_row_that_lacks_a_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="no piece <nobody>"):
        expression("<nobody>", "x.toml")
