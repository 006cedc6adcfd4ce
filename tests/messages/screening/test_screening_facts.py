"""Numbers, money, days and times in one notation, and what only looks like one."""

from datetime import datetime

import pytest

from messages.screening import scan_facts
from tests.messages.screening.conftest import NOW

ZH = [
    ("收到327条投诉", "count:327:条"),
    ("３２７條", "count:327:条"),
    ("三百二十七条", "count:327:条"),
    ("约3万名用户", "count:30000:名"),
    ("近1.3万人", "count:13000:人"),
    ("三万二千个", "count:32000:个"),
    ("三十6个", "count:36:个"),
    ("俩人", "count:2:人"),
    ("3-5例", "count:3..5:例"),
    ("七八个", "count:7..8:个"),
    ("退款12.5元", "money:CNY:12.5"),
    ("￥1,286.00", "money:CNY:1286"),
    ("赔付¥120。", "money:CNY:120"),
    ("三块五", "money:CNY:3.5"),
    ("三塊五", "money:CNY:3.5"),
    ("兩個半小時", "dur:9000"),
    ("近3萬隻", "count:30000:只"),
    ("几百人", "count:200..900:人"),
    ("三五天", "dur:259200..432000"),
    ("下个月3号", "date:2026-12-03"),
    ("百分之一点五", "pct:1.5"),
    ("万分之三", "pct:0.03"),
    ("12元5角", "money:CNY:12.5"),
    ("100美元", "money:USD:100"),
    ("300港币", "money:HKD:300"),
    ("5-8万元", "money:CNY:50000..80000"),
    ("3.5亿元", "money:CNY:350000000"),
    ("80%", "pct:80"),
    ("百分之八十", "pct:80"),
    ("八成", "pct:80"),
    ("打八五折", "pct:85"),
    ("80%-90%", "pct:80..90"),
    ("三分之一", "pct:33.33"),
    ("涨了3倍", "times:3"),
    ("48小时内", "dur:172800"),
    ("半小时", "dur:1800"),
    ("两个半小时", "dur:9000"),
    ("三天半", "dur:302400"),
    ("十五日内", "dur:1296000"),
    ("3到5天", "dur:259200..432000"),
    ("47分钟", "dur:2820"),
    ("3个工作日", "workdays:3"),
    ("11月22日18点", "dt:2026-11-22T18:00"),
    ("2026年11月22日18:00", "dt:2026-11-22T18:00"),
    ("2026-11-22 18:00", "dt:2026-11-22T18:00"),
    ("今晚八点", "dt:2026-11-22T20:00"),
    ("今晚24点", "dt:2026-11-23T00:00"),
    ("明天下午3点半", "dt:2026-11-23T15:30"),
    ("下周一上午10点", "dt:2026-11-23T10:00"),
    ("11月22日", "date:2026-11-22"),
    ("1月5日", "date:2027-01-05"),
    ("11月20日至22日", "date:2026-11-20..2026-11-22"),
    ("23日通报", "date:2026-11-23"),
    ("昨天", "date:2026-11-21"),
    ("18:00", "time:18:00"),
    ("下午六点", "time:18:00"),
    ("22:30前", "time:22:30"),
    ("18:00-20:00", "time:18:00..20:00"),
    ("下午2点到4点", "time:14:00..16:00"),
]

EN = [
    ("2 more calls", "count:2:calls"),
    ("two more parents wrote", "count:2:parents"),
    ("5 further complaints", "count:5:complaints"),
    ("2 more than before", "count:2:"),
    ("10 more minutes", "dur:600"),
    ("327 complaints", "count:327:complaints"),
    ("twenty-five thousand users", "count:25000:users"),
    ("5k users", "count:5000:users"),
    ("a dozen cases", "count:12:cases"),
    ("$12.50", "money:USD:12.5"),
    ("RMB 1,286", "money:CNY:1286"),
    ("12.5 yuan", "money:CNY:12.5"),
    ("80 percent", "pct:80"),
    ("within 48 hours", "dur:172800"),
    ("half an hour", "dur:1800"),
    ("between 3 and 5 days", "dur:259200..432000"),
    ("three working days", "workdays:3"),
    ("3 times", "times:3"),
    ("6 pm on November 22", "dt:2026-11-22T18:00"),
    ("Nov 22, 2026 at 6:00 p.m.", "dt:2026-11-22T18:00"),
    ("tomorrow at 10:30 am", "dt:2026-11-23T10:30"),
    ("22 November 2026", "date:2026-11-22"),
    ("Nov 20 to 22", "date:2026-11-20..2026-11-22"),
    ("next Friday", "date:2026-11-27"),
    ("18:00", "time:18:00"),
    ("11/22/2026", "date:2026-11-22"),
    ("two thirds", "pct:66.67"),
    ("2 to 4 pm", "time:14:00..16:00"),
]


@pytest.mark.parametrize(("text", "canonical"), ZH)
def test_chinese(text: str, canonical: str, now: datetime) -> None:
    assert [value.canonical for value in scan_facts(text, now, "zh")] == [canonical]


@pytest.mark.parametrize(("text", "canonical"), EN)
def test_english(text: str, canonical: str, now: datetime) -> None:
    assert [value.canonical for value in scan_facts(text, now, "en")] == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "第一时间回应,一直在核实,万分抱歉,统一处理,一起等结果",
        "十分抱歉,千万不要误用",
        "三番五次、一次次、四处打听、五花八门",
        "批次0912A,款号DY-2026-07",
        "客服400-000-0000,手机13800138000",
        "1. 已下架\n2. 已封存\n三、已联系",
        "详见https://a.example/2026/11?id=300",
        "订单号202611220001234",
        "请拨打12315",
        "请拨打 120 或去医院",
        "不适请打120 ,我们报销",
        "7x24小时客服在线",
        "一年级学生,3号楼,2号线",
        "一个说法,一些家长,一家店",
    ],
)
def test_what_only_looks_like_a_fact(text: str, now: datetime) -> None:
    assert scan_facts(text, now, "zh") == []


@pytest.mark.parametrize(
    "text",
    [
        "one of our customers",
        "no one knows",
        "batch 0912A",
        "call 400-000-0000",
        "open 24/7",
        "hundreds of users",
        "the second batch",
        "order no 20261122001",
    ],
)
def test_what_only_looks_like_a_fact_in_english(text: str, now: datetime) -> None:
    assert scan_facts(text, now, "en") == []


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("约3万人", "about"),
        ("近3万人", "under"),
        ("不止3万人", "over"),
        ("多达3万人", "over"),
        ("最近3万人", ""),
        ("3万人左右", "about"),
        ("超过10万人", "over"),
        ("10万余人", "over"),
        ("100多元", "over"),
        ("二十来块", "about"),
        ("不到5人", "under"),
        ("5人以内", "under"),
        ("5人", ""),
    ],
)
def test_the_words_around_a_number(text: str, rounding: str, now: datetime) -> None:
    (value,) = scan_facts(text, now, "zh")
    assert value.rounding == rounding


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("0912A 还剩 120 件在仓", "count:120:件"),
        ("110 人受影响", "count:110:人"),
        ("退了119 元", "money:CNY:119"),
    ],
)
def test_a_count_apart_from_what_it_counts_is_no_emergency_number(
    text: str, canonical: str, now: datetime
) -> None:
    assert [value.canonical for value in scan_facts(text, now, "zh")] == [canonical]


@pytest.mark.parametrize("text", ["本周十1成", "二0成", "1,000成", "百１成", "110千成"])
def test_a_share_written_half_in_digits_stops_nothing(text: str, now: datetime) -> None:
    assert all(value.start < value.end for value in scan_facts(text, now, "zh"))


def test_two_people_are_no_pair_of_anything(now: datetime) -> None:
    assert [value.canonical for value in scan_facts("他们俩对比了两款手机", now, "zh")] == ["count:2:款"]
    assert [value.canonical for value in scan_facts("这俩个人", now, "zh")] == ["count:2:个"]


def test_places_are_those_of_the_text(now: datetime) -> None:
    text = "🔴我们在１１月２２日收到３２７條反饋,22:30前通报"
    found = [text[value.start : value.end] for value in scan_facts(text, now, "zh")]
    assert found == ["１１月２２日", "３２７條", "22:30"]


def test_full_width_punctuation_reads_the_same(now: datetime) -> None:
    plain = "截至11月22日18:00,收到27例(含1,286.5元退款)!3至5日内答复;客服(400-000-0000)"
    wide = plain.translate({ord(mark): ord(mark) + 0xFEE0 for mark in ",:;!()"})
    first, second = scan_facts(plain, now, "zh"), scan_facts(wide, now, "zh")
    assert [value.canonical for value in first] == [value.canonical for value in second]
    assert [(value.start, value.end) for value in first] == [(value.start, value.end) for value in second]
    assert len(first) == 4


def test_relative_days_say_so(now: datetime) -> None:
    flags = [value.relative for value in scan_facts("今天、本周五、11月22日、tomorrow", now, "zh")]
    assert flags == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三百二十七条", "327条"),
        ("1.3万人", "13000人"),
        ("百分之八十", "80%"),
        ("两天", "48小时"),
        ("今晚8点", "11月22日20:00"),
        ("三块五", "3.5元"),
        ("半小时", "30分钟"),
        ("两周", "14天"),
    ],
)
def test_two_notations_are_one_fact(one: str, other: str, now: datetime) -> None:
    first, second = scan_facts(one, now, "zh"), scan_facts(other, now, "zh")
    assert [value.canonical for value in first] == [value.canonical for value in second]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("周三出报告", "2026-11-25"),
        ("我们星期三会公布结果", "2026-11-25"),
        ("周三18:00前通报", "2026-11-25T18:00"),
        ("周三公布了结果", "2026-11-18"),
        ("周三公布的结果", "2026-11-18"),
        ("周三收到反馈", "2026-11-18"),
        ("上周三会公布", "2026-11-11"),
        ("本周三会公布", "2026-11-18"),
        ("周日会公布", "2026-11-22"),
    ],
)
def test_a_bare_weekday_that_is_over_is_the_next_one_where_the_words_speak_of_what_comes(
    text: str, day: str
) -> None:
    """Read on a Sunday."""
    assert [value.low for value in scan_facts(text, NOW, "zh")] == [day]
