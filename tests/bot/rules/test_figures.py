"""Figures as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.figures import FigureWords, figures, thresholds


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("播放3.2万 转发180", {"plays": 32000, "reposts": 180}),
        ("播放\uff1a3.2万\uff0c转发\uff1a180", {"plays": 32000, "reposts": 180}),
        ("播放\uff13\uff0e\uff12万\u3000转发\uff11\uff18\uff10", {"plays": 32000, "reposts": 180}),
        ("3.2万播放 180转发", {"plays": 32000, "reposts": 180}),
        ("转发 1,200 / 评论 35", {"reposts": 1200, "comments": 35}),
        ("plays 3.2k, reposts 180", {"plays": 3200, "reposts": 180}),
        ("120K views", {"plays": 120000}),
        ("播放1.1亿", {"plays": 110000000}),
        ("播放2w", {"plays": 20000}),
        ("播放3万 播放4万", {"plays": 40000}),
        ("热搜第12", {"trend_rank": 12}),
    ],
)
def test_a_line_of_figures(text: str, values: dict[str, float], figure_words: FigureWords) -> None:
    found = figures(text, figure_words)
    assert dict(found.values) == values
    assert found.alone


@pytest.mark.parametrize(
    "text",
    [
        "收到3例起疹反馈",
        "displays 3",
        "播放很多",
        "3",
        "",
        "播放",
        "转发" + "9" * 40,
        "12345播放器坏了吗",
        "1234567890123播放",
        "1.2.3播放",
    ],
)
def test_a_sentence_is_not_a_line_of_figures(text: str, figure_words: FigureWords) -> None:
    assert not figures(text, figure_words).alone


def test_the_rest_is_given_back(figure_words: FigureWords) -> None:
    found = figures("现在播放3万,评论区在骂", figure_words)
    assert (dict(found.values), found.rest) == ({"plays": 30000}, "现在 评论区在骂")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("转发 ≥ 500", {"reposts": 500}),
        ("转发>=500 / 播放超过10万", {"reposts": 500, "plays": 100000}),
        ("reposts over 500", {"reposts": 500}),
        ("播放到10万", {"plays": 100000}),
    ],
)
def test_thresholds_need_a_comparison(text: str, values: dict[str, float], figure_words: FigureWords) -> None:
    assert dict(thresholds(text, figure_words).values) == values
    assert not thresholds("转发500", figure_words).values


@given(
    number=st.integers(0, 10**8),
    unit=st.sampled_from(["", "万", "k", "亿"]),
    name=st.sampled_from(["播放", "转发", "plays "]),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read(number: int, unit: str, name: str, figure_words: FigureWords) -> None:
    factor = {"": 1, "万": 10**4, "k": 10**3, "亿": 10**8}[unit]
    (value,) = figures(f"{name}{number}{unit}", figure_words).values.values()
    assert value == number * factor
    grouped = figures(f"{name}{number:,}{unit}", figure_words).values.values()
    assert list(grouped) == [value]


@given(text=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_wild_text_never_crashes_and_figures_stay_finite(text: str, figure_words: FigureWords) -> None:
    for read in (figures, thresholds):
        assert all(0 <= value <= 1e21 for value in read(text, figure_words).values.values())


def test_without_words_nothing_is_a_figure() -> None:
    assert figures("播放3", FigureWords(())).rest == "播放3"
