"""Somebody else's JSON read through a mapping: where our fields stand, and what is no mapping."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.mappings import MappingUnclear, at, mapped, parse

PAYLOAD = {"site": "微博", "data": {"list": [{"t": "一", "n": 3, "lv": {"w": "高"}}, {"t": "二"}, 7]}}


def test_each_member_of_the_list_is_one_alert() -> None:
    mapping = parse("items=data.list title=t platform=$.site severity=lv.w metrics.plays=n dedup_key=n")
    first, second, third = mapped(PAYLOAD, mapping)
    assert first.fields == {
        "title": "一",
        "platform": "微博",
        "severity": "高",
        "metrics": {"plays": 3},
        "dedup_key": "3",
    }
    assert second.fields == {"title": "二", "platform": "微博"}
    assert third.title == ""
    assert second.item == {"t": "二"}


def test_full_width_and_separators_are_as_people_type_them() -> None:
    assert parse("title=data.t,severity=lv;product=p") == {
        "title": "data.t",
        "severity": "lv",
        "product": "p",
    }


@pytest.mark.parametrize(
    "text",
    ["", "title", "severity=lv", "title=", "colour=x title=t", "title=a..b", "labels=x title=t", "title=$."],
)
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(MappingUnclear):
        parse(text)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("data.list.1.t", "二"),
        ("$.site", "微博"),
        ("data.list.9.t", None),
        ("site.t", None),
        ("data.list.x", None),
    ],
)
def test_a_path_leads_somewhere_or_nowhere(path: str, found: object) -> None:
    assert at(PAYLOAD, path) == found


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abct"), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(
    payload=_JSON, path=st.sampled_from(["t", "a.t", "a.0", "0.t", "$.a"]), items=st.sampled_from(["", "a", "a.b"])
)
def test_nothing_that_comes_makes_it_fail(payload: object, path: str, items: str) -> None:
    mapping = {"title": path, "metrics.plays": "b", "viewers": "c"} | ({"items": items} if items else {})
    for one in mapped(payload, mapping):
        json.dumps(one.fields)
        assert isinstance(one.title, str)


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=60))
def test_whatever_is_typed_is_a_mapping_or_refused_in_words(text: str) -> None:
    with suppress(MappingUnclear):
        assert "title" in parse(text)
