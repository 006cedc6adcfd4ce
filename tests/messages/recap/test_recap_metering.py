"""Figures over time: which become a curve, and how much of them is kept."""

from datetime import timedelta

from msgspec.structs import replace

from messages.recap import charts
from messages.recap.metering import READINGS, Meter, thinned
from messages.recap.signals import Reading
from messages.recap.telling import Teller
from messages.recap.values import Entry, Recap
from storage.vocabulary.timeline import EntryKind
from tests.messages.recap import sampled

AT = sampled.BEGIN


def typed(minutes: int, **figures: float) -> Entry:
    at = AT + timedelta(minutes=minutes)
    return Entry(1, at, at, EntryKind.DATA_POINT, "林澜", {"figures": figures}, "", "", "")


def test_the_figure_of_the_post_that_was_read_most_is_the_curve() -> None:
    meter = Meter()
    for minute in range(4):
        meter.read(AT + timedelta(minutes=minute), "busy", {"plays": 100 * (minute + 1), "threshold": 50})
    meter.read(AT, "other", {"plays": 9_000})
    plays, threshold = meter.told([typed(9, plays=900)])
    assert [point.value for point in plays.points] == [100, 200, 300, 400, 900], "what people typed belongs to it"
    assert threshold.metric == "threshold", "a line that never moves comes last"


def test_what_only_people_typed_is_a_curve_too_and_nothing_is_none() -> None:
    (told,) = Meter().told([typed(1, reposts=180), typed(5, reposts=512)])
    assert (told.metric, len(told.points)) == ("reposts", 2)
    assert Meter().told([]) == ()


def test_fifty_thousand_readings_stay_a_line_with_its_ends_and_its_peak() -> None:
    meter = Meter()
    for second in range(50_000):
        meter.read(AT + timedelta(seconds=second), "one", {"plays": 10**6 if second == 31_337 else second})
    (told,) = meter.told([])
    values = [point.value for point in told.points]
    assert len(values) <= READINGS
    assert (values[0], max(values), values[-1]) == (0, 10**6, 49_999)
    assert [point.at for point in told.points] == sorted(point.at for point in told.points)
    assert thinned([Reading(AT, 1.0)]) == (Reading(AT, 1.0),)


def drawn(told: Recap, width: int = charts.WIDE) -> str:
    return charts.drawn("curve", told, Teller(told, sampled.reader()), width)


def test_the_head_chart_is_honest_about_figures() -> None:
    told = sampled.full_evening()
    assert "播放 3,200 → 17.1 万" in drawn(told)
    bare = replace(told, readings=())
    assert "没有带数据,只数预警" in drawn(bare)
    assert "polyline" not in drawn(bare)
    (plays, *_) = told.readings
    once = replace(told, readings=(replace(plays, points=plays.points[:1]),))
    assert "数据只有一次" in drawn(once)
    by_hand = replace(told, curve=None, deliveries=0)
    assert "polyline" in drawn(by_hand)
    assert "<rect" in drawn(by_hand), "the key moments are on it"
    assert drawn(replace(bare, curve=None)) == ""


def test_on_the_card_the_marks_are_words() -> None:
    assert ">首次回应</text>" in drawn(sampled.full_evening(), charts.CARD)
