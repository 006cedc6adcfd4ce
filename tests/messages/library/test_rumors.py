"""What people answer about a rumour: what came out, what it rests on, how far it went."""

import pytest

from messages.library.rumors import Found, apart, read, unread
from storage.vocabulary.publications import RumorVerdict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不实,举报号 123456,范围 微博转发500", Found(RumorVerdict.FALSE, 0, "123456", "微博转发500")),
        ("部分属实;事实③", Found(RumorVerdict.PARTLY, 3)),
        ("事实12、无法核实", Found(RumorVerdict.UNCLEAR, 12)),
        ("属实\n范围:抖音播放3.2万", Found(RumorVerdict.TRUE, 0, "", "抖音播放3.2万")),
        ("Partly true, fact 2, report number DY-778, spread 500 reposts",
         Found(RumorVerdict.PARTLY, 2, "DY-778", "500 reposts")),
        ("事实1 不实 举报号 D20261126 范围 抖音播放5万", Found(RumorVerdict.FALSE, 1, "D20261126", "抖音播放5万")),
        ("false, fact 1, reach 30k, 1,200 reposts", Found(RumorVerdict.FALSE, 1, "", "30k, 1,200 reposts")),
        ("false reach 30k views", Found(RumorVerdict.FALSE, 0, "", "30k views")),
        ("不实,举报号 123456,500转发,事实1,范围 3万", Found(RumorVerdict.FALSE, 1, "123456", "3万")),
        # Nobody says what came out: it is refuted, as the button says; a word that is none of ours is left alone.
        ("https://v.douyin.com/rrr/", Found()),
        ("不太属实", Found()),
        ("事实上不是", Found()),
        ("", Found()),
    ],
)  # fmt: skip
def test_an_answer_is_read_by_the_first_word_of_each_part(text: str, found: Found) -> None:
    assert read(text) == found


def test_what_is_too_long_is_cut_and_a_number_without_end_is_none() -> None:
    assert len(read("范围 " + "远" * 5_000).spread) == 200
    assert read("事实" + "9" * 5_000).fact == 999_999


@pytest.mark.parametrize(
    ("text", "said", "spread"),
    [
        ("网传是回收料,范围 微博转发500,播放3万", "网传是回收料", "微博转发500,播放3万"),
        ("网传是回收料", "网传是回收料", ""),
        ("网传是回收料 https://v.douyin.com/x/ 范围 播放3万", "网传是回收料 https://v.douyin.com/x/", "播放3万"),
        ("谣言传播范围很大", "谣言传播范围很大", ""),
        ("They recycle it, spread: 500 reposts", "They recycle it", "500 reposts"),
        ("They recycle it spread: 500 reposts", "They recycle it", "500 reposts"),
        ("Rivals spread lies about our cream", "Rivals spread lies about our cream", ""),
        ("They recycle it reach 30k", "They recycle it", "30k"),
        ("They recycle it, reach 30k on Weibo", "They recycle it", "30k on Weibo"),
        ("They recycle it, 30k views, 500 reposts", "They recycle it", "30k views, 500 reposts"),
        ("They recycle it views 30,000", "They recycle it", "views 30,000"),
        ("Rivals spread 3 lies about us", "Rivals spread 3 lies about us", ""),
        ("A film with 30k views says it burns", "A film with 30k views says it burns", ""),
        ("They say, reach out to the seller", "They say, reach out to the seller", ""),
    ],
)
def test_a_rumour_is_noted_with_how_far_it_went(text: str, said: str, spread: str) -> None:
    assert apart(text) == (said, spread)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("false, fact 1, reach 30k, 500 reposts", []),
        ("false, fact 1, rech 30k", ["rech 30k"]),
        ("不实,事实1,大概三万人看过", ["大概三万人看过"]),
        # A platform's words around its link are nobody's answer.
        ("7.43 复制打开抖音,看看【豆芽星球的作品】 https://v.douyin.com/rrr/", []),
        ("https://v.douyin.com/rrr/, fasle", ["fasle"]),
    ],
)
def test_what_was_not_understood_is_known(text: str, left: list[str]) -> None:
    assert unread(text) == left
