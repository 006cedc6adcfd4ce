"""Facts as people type them: lists, what stays in the house, batches, places and names."""

import pytest

from messages.library import facts
from storage.vocabulary.facts import FactList
from storage.vocabulary.severity import Severity


@pytest.mark.parametrize(
    ("text", "kept", "listed_as", "public"),
    [
        ("收到3例起疹反馈", "收到3例起疹反馈", FactList.KNOWN, True),
        ("还不知道:起疹的原因", "起疹的原因", FactList.UNKNOWN_YET, True),
        ("在做 联系3位家长", "联系3位家长", FactList.DOING, True),
        ("内部:在做,联系3位家长", "联系3位家长", FactList.DOING, False),
        ("在做内部,联系", "在做内部,联系", FactList.KNOWN, True),
        ("内部通报已经发了", "内部通报已经发了", FactList.KNOWN, True),
        ("Internal: not known yet: the cause", "the cause", FactList.UNKNOWN_YET, False),
    ],
)
def test_words_before_a_fact_say_where_it_belongs(text: str, kept: str, listed_as: FactList, public: bool) -> None:
    assert facts.typed(text) == facts.Typed(kept, listed_as, public)


@pytest.mark.parametrize(
    ("text", "sentence", "source"),
    [
        ("收到3例起疹反馈,批次0912A,来源:客服工单", "收到3例起疹反馈,批次0912A", "客服工单"),
        ("收到3例起疹反馈。来源 门店电话", "收到3例起疹反馈", "门店电话"),
        ("3 reports of a rash, source: service tickets", "3 reports of a rash", "service tickets"),
        ("污染来源还不清楚", "污染来源还不清楚", ""),
        ("水质异常,来源不明", "水质异常,来源不明", ""),
        ("a leak, source unknown", "a leak, source unknown", ""),
        ("来源:客服工单", "来源:客服工单", ""),
        ("3例,来源:" + "很" * 61, "3例,来源:" + "很" * 61, ""),
    ],
)
def test_the_last_part_may_say_where_it_comes_from(text: str, sentence: str, source: str) -> None:
    assert facts.sourced(text) == (sentence, source)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到3例起疹反馈,批次0912A", ["batch:0912A"]),
        ("批号:2024-11B 共12件", ["batch:2024-11B"]),
        ("3 reports, batch 0912A, lot no. 7-C", ["batch:0912A", "batch:7-C"]),
        ("上海市徐汇区门店停售", ["place:上海市", "place:徐汇区"]),
        ("三家门店停售", []),
        ("儿童润肤霜已下架", ["name:儿童润肤霜"]),
        ("批次", []),
    ],
)
def test_batches_places_and_names(text: str, found: list[str]) -> None:
    assert [value["canonical"] for value in facts.named_values(text, ("儿童润肤霜", ""))] == found


def test_a_batch_code_is_no_count() -> None:
    assert facts.without_batches("批号2024-11B共12件") == "批号        共12件"


def test_every_severity_has_its_row() -> None:
    assert [row.severity for row in facts.fact_policies()] == list(Severity)
