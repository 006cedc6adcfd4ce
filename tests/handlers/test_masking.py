"""Personal data at the door."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.masking import (
    _PERSONAL_AT_ALL,
    _PERSONAL_IN_QUERY,
    has_card_check,
    has_identity_check,
    mask,
    mask_address,
)

PLAIN = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="@＠+.-_%"), max_size=20)
DIGITS = st.text("0123456789", min_size=8, max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789", min_size=1, max_size=30))
def test_a_number_alone_is_masked_as_one_among_words(number: str) -> None:
    assert mask(number) == mask(f"{number} ").removesuffix(" ")


@settings(max_examples=300, deadline=None)
@given(st.text("013598X@a.&= -", max_size=30))
def test_the_quick_look_at_a_query_passes_over_nothing(query: str) -> None:
    assert _PERSONAL_AT_ALL.search(query) or not _PERSONAL_IN_QUERY.search(query)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系我 13812345678 谢谢", "联系我 138****5678 谢谢"),
        ("电话138 1234 5678,急", "电话138****5678,急"),
        ("+86-138-1234-5678", "138****5678"),
        ("8613812345678", "138****5678"),
        ("手机号１３８１２３４５６７８", "手机号138****5678"),
        ("海外 +44 7911 123456", "海外 ****3456"),
        ("110105194912310003", "1****************3"),
        ("身份证 11010519491231002X", "身份证 1****************X"),
        ("身份证号110105194912310021不对", "身份证号****0021不对"),
        ("请写信到zhang.san+a@example.com.cn。", "请写信到z***@example.com.cn。"),
        ("订单号:202611250000012345", "订单号:****2345"),
        ("订单DD4512345678901234", "订单DD****1234"),
        ("卡号 6222 0212 3456 7895", "卡号 6222 0212 3456 7895"),
        ("卡号 4111 1111 1111 1111", "卡号 ****1111"),
        ("卡号 4111111111111111", "卡号 ****1111"),
    ],
)
def test_what_identifies_a_person_is_made_unreadable(text: str, shown: str) -> None:
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "番茄酱差评激增:1 小时内 42 条",
        "2026-11-25 12:30:00",
        "播放 32000,转发 180,人数 1234567",
        "exporter-1.example.com:9100",
        "批次 A-0425-20261125",
        "@品牌官方号 说明一下",
        "https://www.douyin.com/video/7301234567890123456",
        "https://www.tiktok.com/@brand.cn/video/7301234567890123456",
        "",
    ],
)
def test_what_identifies_nobody_stays(text: str) -> None:
    assert mask(text) == text


def test_an_address_keeps_its_path_and_loses_the_person_in_its_query() -> None:
    address = "https://v.example.com/7301234567890123456?mobile=13812345678&mail=a.b@example.com&id=1"
    shown = "https://v.example.com/7301234567890123456?mobile=138****5678&mail=a***@example.com&id=1"
    assert mask_address(address) == shown
    assert mask(f"见{address} 谢谢") == f"见{shown} 谢谢"


@given(
    before=PLAIN,
    after=PLAIN,
    digits=DIGITS,
    second=st.sampled_from("3456789"),
    gap=st.sampled_from(["", " ", "-"]),
)
@settings(max_examples=50, deadline=None)
def test_no_mobile_number_survives(before: str, after: str, digits: str, second: str, gap: str) -> None:
    number = f"1{second}{digits[:1]}{gap}{digits[1:5]}{gap}{digits[4:]}"
    shown = mask(f"{before}{number}{after}")
    assert number not in shown
    assert f"1{second}{digits[0]}****{digits[4:]}" in shown


@given(st.text(max_size=80) | st.text("0123456789 -+@.aXx", max_size=60))
@settings(max_examples=100, deadline=None)
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


def test_hostile_texts_take_no_time() -> None:
    for text in ("a" * 16_000 + "@", "a@" * 8_000, "a@" + "b." * 8_000, "1 " * 8_000, "+1" * 8_000, "1-" * 8_000):
        mask(text)


def test_check_digits() -> None:
    assert has_identity_check("11010519491231002X")
    assert has_identity_check("11010519491231002x")
    assert not has_identity_check("110105194912310021")
    assert has_card_check("4111 1111 1111 1111")
    assert not has_card_check("4111 1111 1111 1112")
