"""What the source says, what the words demand, what the figures score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.severity import (
    MOST,
    Override,
    ScoreBand,
    SeverityUnchanged,
    Subject,
    agreed,
    assess,
    by_score,
    change,
    score,
)
from storage.vocabulary.incidents import Action, CrisisType
from storage.vocabulary.severity import ScorePart, Severity

S1, S2, S3, S4 = Severity

Overrides = tuple[Override, ...]
Bands = tuple[ScoreBand, ...]

CASES = [
    ("三位用户称孩子用后脸部起疹", S1, "child_injury"),
    ("Three viewers say their child got a rash", S1, "child_injury"),
    ("三位用户用后脸部起疹", S1, "injury"),
    ("有人吃完上吐下泻进医院了", S1, "injury"),
    ("A customer was INJURED by the toy", S1, "injury"),
    ("过\u200b敏", S1, "injury"),  # nothing invisible hides a word
    ("孩子误食了小零件", S1, "minor"),
    ("a toddler swallowed a small part", S1, "minor"),
    ("涉及未成年人大额打赏", S1, "minor"),
    ("市场监管局来电询问", S1, "authority"),
    ("Letter from the regulator", S1, "authority"),
    ("ＰＯＬＩＣＥ at the shop", S1, "authority"),  # full width
    ("海报用了问题地图", S1, "values"),
    ("包装上国旗印错了", S1, "values"),
    ("用户说报了警,警方已到店", S1, "authority"),
    ("burn on her hand after use", S1, "injury"),
    ("人民日报点名", S1, "national_media"),
    ("有人在群里曝光地址,人肉当事人", S2, "data_published"),
    ("直播间标错价,仍在下单", S2, "price_error"),
    ("视频里店员辱骂顾客", S2, "staff_insult"),
]


@pytest.mark.parametrize(("text", "floor", "name"), CASES)
def test_words_set_a_minimum(text: str, floor: Severity, name: str, overrides: Overrides) -> None:
    found = assess(Subject((text,), stated=S4), overrides)
    assert found.severity is floor
    assert found.raised
    assert found.reasons[0].name == name, "the first is what the card says"


@pytest.mark.parametrize(
    "text",
    [
        "儿童润肤霜 0912A 涨价",
        "孩子很喜欢这个玩偶",
        "无人受伤,设备已更换",
        "Nobody was hurt, the stand fell over",
        "hypoallergenic cream back in stock",
        "child process missing on node 3",
        "CPU burner job finished",
        "热度爆炸,销量爆炸",
        "年终大出血,全场五折",
        "国庆快乐,升国旗,看地图去旅行",
        "央视同款积木到货",
        "磁盘报警已触发",
        "Watchdog: this alert is always firing, integration with a dead man's switch",
        "The API server is burning too much error budget, burn rate above 14",
        "process died and was restarted, target is dead",
        "cardinality explosion in the metrics store",
        "voltage regulator on rack 4",
        "",
    ],
)
def test_ordinary_texts_stay_what_their_source_says(text: str, overrides: Overrides) -> None:
    found = assess(Subject((text,), stated=S4), overrides)
    assert (found.severity, found.reasons, found.raised) == (S4, (), False)


def test_a_phrase_that_does_not_count_hides_no_real_one(overrides: Overrides) -> None:
    found = assess(Subject(("门店称无人受伤,但顾客说被烫伤",), stated=S4), overrides)
    assert found.reasons[0].found == "烫伤"


def test_without_a_word_from_the_source_it_is_s3(overrides: Overrides) -> None:
    found = assess(Subject(("评论区有人问发货",)), overrides)
    assert (found.severity, found.stated, found.raised) == (S3, None, False)


def test_a_source_that_says_s1_is_believed(overrides: Overrides) -> None:
    assert assess(Subject(("发货慢",), stated=S1), overrides).severity is S1


@pytest.mark.parametrize(
    ("subject", "severity"),
    [
        (Subject(("直播间被封",), S4, live=True), S2),
        (Subject(("直播间被封",), S4, live=False), S4),
        (Subject(("话题",), S4, metrics={"trend_rank": 50}), S1),
        (Subject(("话题",), S4, metrics={"trend_rank": 51}), S4),
        (Subject(("话题",), S4, metrics={"trend_rank": 0}), S4),
        (Subject(("投诉",), S4, metrics={"similar_1h": 10}), S3),
        (Subject(("投诉",), S4, metrics={"similar_1h": 9}), S4),
        (Subject(("投诉",), S4, metrics={"times_usual": 3}), S3),
        (Subject(("海报",), S4, CrisisType.VALUES), S2),
        (Subject(("名单",), S4, CrisisType.DATA_LEAK, metrics={"persons": 1001}), S1),
        (Subject(("名单",), S4, CrisisType.RUMOR, metrics={"persons": 1001}), S4),
        (Subject(("网传有毒",), S4, CrisisType.RUMOR, metrics={"reposts": 500}), S1),
        (Subject(("网传有毒",), S4, CrisisType.RUMOR, metrics={"reposts": 499}), S4),
        (Subject(("x",), S4, labels={"injury": "true"}), S1),
        (Subject(("x",), S4, labels={"minor": " No "}), S4),
    ],
)
def test_circumstances(subject: Subject, severity: Severity, overrides: Overrides) -> None:
    assert assess(subject, overrides).severity is severity


@pytest.mark.parametrize(
    ("total", "severity"), [(0, S4), (4, S4), (5, S3), (8, S3), (9, S2), (12, S2), (13, S1), (19, S1)]
)
def test_the_score_has_these_edges(total: int, severity: Severity) -> None:
    assert by_score(total) is severity


def test_figures_score_and_people_add_the_rest(bands: Bands) -> None:
    figures = {"plays": 120_000, "reposts": 600, "users": 60}
    assert score(figures, bands) == {ScorePart.REACH: 2, ScorePart.USERS: 2}
    given = {ScorePart.HARM: 4, ScorePart.RESPONSIBILITY: 3, ScorePart.AUTHORITY: 2}
    assert by_score(sum(score(figures, bands, given).values())) is S1


def test_a_band_begins_at_its_number(bands: Bands) -> None:
    assert score({"plays": 5_000}, bands) == {ScorePart.REACH: 1}
    assert score({"plays": 4_999}, bands) == {}


def test_a_rule_milder_than_the_source_is_no_reason(overrides: Overrides) -> None:
    found = assess(Subject(("投诉",), stated=S1, metrics={"similar_1h": 10}), overrides)
    assert (found.severity, found.reasons) == (S1, ())


def test_a_score_worse_than_the_source_is_among_the_reasons(overrides: Overrides) -> None:
    bands = [
        ScoreBand(ScorePart.REACH, "plays", 1, 4),
        ScoreBand(ScorePart.HARM, "plays", 1, 4),
        ScoreBand(ScorePart.USERS, "plays", 1, 3),
    ]
    found = assess(Subject(("x",), S4, metrics={"plays": 5}), overrides, bands)
    assert (found.severity, found.reasons[0].name, found.reasons[0].found) == (S2, "score", "11")


def test_a_score_lifts_a_source_that_says_s4(overrides: Overrides) -> None:
    five = [ScoreBand(ScorePart.REACH, "plays", 1, 3), ScoreBand(ScorePart.USERS, "plays", 1, 2)]
    assert assess(Subject(("x",), S4, metrics={"plays": 5}), overrides, five).severity is S3
    four = assess(
        Subject(("x",), S4, metrics={"plays": 5}), overrides, [ScoreBand(ScorePart.REACH, "plays", 1, 4)]
    )
    assert (four.severity, four.reasons) == (S4, ())


@given(st.dictionaries(st.sampled_from(ScorePart), st.integers(-9, 99)))
def test_no_part_leaves_its_range(given_points: dict[ScorePart, int]) -> None:
    points = score({}, (), given_points)
    assert all(0 <= value <= MOST[part] for part, value in points.items())
    assert sum(points.values()) <= 19


def test_when_people_disagree_the_worse_holds() -> None:
    assert agreed(S3, S1, S2) is S1


def test_setting_a_severity_is_a_raise_a_lowering_or_refused() -> None:
    assert change(S3, S1) is Action.RAISE
    assert change(S1, S2) is Action.LOWER
    with pytest.raises(SeverityUnchanged):
        change(S2, S2)


@given(
    st.lists(st.text(max_size=60), max_size=4),
    st.one_of(st.none(), st.sampled_from(Severity)),
    st.dictionaries(st.text(max_size=8), st.floats(allow_nan=True, allow_infinity=True), max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_wild_texts_never_crash_and_never_make_it_milder(
    texts: list[str], stated: Severity | None, metrics: dict[str, float]
) -> None:
    rows = [Override("word", S1, words=("a", "伤"), unless=("ab",)), Override("deep", S2, metric="m", at_least=1)]
    found = assess(Subject(tuple(texts), stated, metrics=metrics), rows)
    assert stated is None or found.severity.at_least(stated)
