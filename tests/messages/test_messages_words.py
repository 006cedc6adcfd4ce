"""Sentences in two languages: blanks, times, spans, counts, and what happens when something is missing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from messages.catalogues import has
from messages.words import (
    Reader,
    WordsMissing,
    compact,
    counted,
    day,
    duration,
    forgive,
    label,
    listed,
    moment,
    optional_blanks,
    plain,
    say,
)
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from tests.messages.sampled_story import at, reader

ZH, EN = Language.ZH, Language.EN
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 22)


@pytest.fixture
def in_production() -> Iterator[None]:
    forgive()
    yield
    forgive(False)


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ("2026-11-22T12:41:00+00:00", "20:41", "20:41"),
        ("2026-11-22T16:00:00+00:00", "11-23 00:00", "23 Nov 00:00"),
        ("2026-11-21T15:59:00+00:00", "11-21 23:59", "21 Nov 23:59"),
        ("2025-12-31T12:00:00+00:00", "2025-12-31 20:00", "31 Dec 2025 20:00"),
    ],
)
def test_a_time_carries_its_date_when_it_is_not_today(when: str, zh: str, en: str) -> None:
    then = datetime.fromisoformat(when)
    assert moment(then, SHANGHAI, TODAY, ZH) == zh
    assert moment(then, SHANGHAI, TODAY, EN) == en


def test_today_is_where_the_reader_is() -> None:
    """A quarter past midnight in Shanghai is still yesterday in London."""
    now = datetime(2026, 11, 22, 16, 15, tzinfo=UTC)
    assert Reader(ZH, SHANGHAI, now).moment(now) == "00:15"
    assert Reader(ZH, SHANGHAI, now).today == date(2026, 11, 23)
    assert Reader(EN, ZoneInfo("Europe/London"), now).moment(now) == "16:15"
    assert day(date(2026, 11, 27), TODAY, ZH) == "11-27"
    assert day(date(2027, 1, 2), TODAY, EN) == "2 Jan 2027"


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(seconds=-3), "0 秒", "0 s"),
        (timedelta(seconds=25), "25 秒", "25 s"),
        (timedelta(seconds=60), "1 分", "1 min"),
        (timedelta(seconds=100), "1 分 40 秒", "1 min 40"),
        (timedelta(seconds=171), "2 分 51 秒", "2 min 51"),
        (timedelta(minutes=5, seconds=30), "5 分", "5 min"),
        (timedelta(minutes=53), "53 分", "53 min"),
        (timedelta(hours=5), "5 时", "5 h"),
        (timedelta(hours=4, minutes=10), "4 时 10 分", "4 h 10"),
        (timedelta(hours=2, minutes=3), "2 时 03 分", "2 h 03"),
        (timedelta(hours=47, minutes=59), "47 时 59 分", "47 h 59"),
        (timedelta(days=2), "2 天", "2 d"),
        (timedelta(days=2, hours=12, minutes=40), "2 天 12 时", "2 d 12 h"),
    ],
)
def test_spans(span: timedelta, zh: str, en: str) -> None:
    assert duration(span, ZH) == zh
    assert duration(span, EN) == en


def test_spans_inside_a_sentence() -> None:
    assert counted(timedelta(minutes=7), ZH) == "7 分钟"
    assert counted(timedelta(minutes=1), EN) == "1 minute"
    assert counted(timedelta(seconds=40), EN) == "40 s"
    assert counted(timedelta(hours=4, minutes=10), EN) == "4 h 10"


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (0, "0", "0"),
        (860, "860", "860"),
        (9_999, "9,999", "9,999"),
        (12_000, "1.2 万", "12k"),
        (21_000, "2.1 万", "21k"),
        (99_990, "9.9 万", "99.9k"),
        (1_400_000, "140 万", "1.4M"),
        (310_000_000, "3.1 亿", "310M"),
    ],
)
def test_counts_never_say_more_than_there_is(number: int, zh: str, en: str) -> None:
    assert compact(number, ZH) == zh
    assert compact(number, EN) == en


def test_user_text_is_escaped_once_and_only_in_chats() -> None:
    nasty = "<b>3 位</b> & \u202e家长\x00"
    assert say(ZH, "step-line", index="1", text=nasty) == "1 &lt;b&gt;3 位&lt;/b&gt; &amp; 家长"
    assert plain(ZH, "step-line", index="1", text=nasty) == "1 <b>3 位</b> & 家长"
    assert say(ZH, "step-line", index="1", text=Markup("<b>3</b>")) == "1 <b>3</b>"
    assert plain(ZH, "step-line", index="1", text=Markup("<b>3 &amp; 4</b>")) == "1 3 & 4"


def test_fluent_syntax_in_user_text_is_text() -> None:
    assert plain(EN, "step-line", index="1", text='{ $index } { "x" }') == '1 { $index } { "x" }'


def test_a_very_long_blank_is_cut_with_a_sign() -> None:
    said = say(ZH, "step-line", index="1", text="<" * 9000)
    assert said.endswith("…")
    assert len(said) < 5000


def test_labels_and_lists() -> None:
    assert label(ZH, RoleKind.LEGAL) == "法务"
    assert label(EN, CrisisType.PRODUCT_SAFETY) == "product safety"
    assert say(EN, "role-head", dot="🔴", severity="S1", role=RoleKind.LEGAL) == "🔴 S1 · You are needed as legal"
    assert listed(["林澜", "周岚"], ZH) == "林澜、周岚"
    assert listed(["Lin Lan", "Zhou Lan"], EN) == "Lin Lan, Zhou Lan"
    assert label(ZH, CrisisType("of_a_later_release")) == "未定类型"


def test_missing_words_are_a_bug_in_tests() -> None:
    assert not has("no-such-sentence")
    with pytest.raises(WordsMissing):
        say(ZH, "no-such-sentence")
    with pytest.raises(WordsMissing):
        plain(EN, "toast-opened")


def test_a_blank_may_be_missing_where_the_sentence_has_a_form_for_it() -> None:
    assert optional_blanks(ZH, "toast-declined") == {"person"}
    assert plain(ZH, "toast-declined") == plain(ZH, "toast-declined", person="") == "已转呼下一位"


@pytest.mark.usefixtures("in_production")
def test_in_production_a_broken_sentence_does_not_stop_a_page(caplog: pytest.LogCaptureFixture) -> None:
    assert say(EN, "no-such-sentence") == "no-such-sentence"
    assert plain(EN, "toast-opened") == "toast-opened"
    assert "toast-opened" in caplog.text


def test_a_reader_reads_times_in_blanks() -> None:
    r = reader(ZH, "21:00")
    assert r.say("alert-seen", at=at("20:31")) == "首见 20:31"
    assert r.plain("recap-took", clock="x", took=timedelta(minutes=53)) == "x 53 分"
