"""Charts: well-formed, in time order, readable beside a week of waiting."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.recap import charts
from messages.recap.axis import Scale
from messages.recap.canvas import fitting, width_of
from messages.recap.gathering import BUCKETS, curve
from messages.recap.telling import Teller
from messages.recap.values import Recap
from tests.messages.recap import sampled

MINUTES = st.lists(st.integers(0, 60 * 24 * 30), max_size=40)


@settings(max_examples=50, deadline=None)
@given(MINUTES)
def test_later_stands_further_right(minutes: list[int]) -> None:
    marks = [sampled.BEGIN + timedelta(minutes=m) for m in minutes]
    scale = Scale(sampled.BEGIN, max([sampled.BEGIN, *marks]), marks, 10, 500)
    places = [scale.x(at) for at in sorted(marks)]
    assert places == sorted(places)
    assert all(10 <= x <= 500.001 for x in places)


def test_a_first_hour_keeps_its_room_beside_three_quiet_days() -> None:
    hour = [sampled.BEGIN + timedelta(minutes=m) for m in range(0, 60, 5)]
    end = sampled.BEGIN + timedelta(days=3)
    scale = Scale(sampled.BEGIN, end, hour, 0, 100)
    assert scale.x(hour[-1]) > 60
    assert len(scale.folds(Teller(sampled.bare(), sampled.reader()))) == 1


@settings(max_examples=50, deadline=None)
@given(MINUTES)
def test_every_delivery_is_in_a_bar(minutes: list[int]) -> None:
    counted = curve([sampled.BEGIN + timedelta(minutes=m) for m in minutes])
    if not minutes:
        assert counted is None
        return
    assert counted is not None
    assert sum(counted.counts) == len(minutes)
    assert len(counted.counts) <= BUCKETS + 60


@pytest.mark.parametrize("width", [charts.NARROW, charts.WIDE, charts.PRINTED, charts.CARD])
@pytest.mark.parametrize("name", ["curve", "figures", "lanes", "clocks"])
@pytest.mark.parametrize(
    "told", [sampled.full_evening(), sampled.hostile(), sampled.bare()], ids=["evening", "hostile", "bare"]
)
def test_a_chart_is_well_formed_and_inside_its_frame(told: Recap, name: str, width: int) -> None:
    svg = charts.drawn(name, told, Teller(told, sampled.reader()), width)
    if not svg:
        assert told is not sampled.full_evening()
        return
    root = ElementTree.fromstring(svg)
    assert "style" not in {attribute for element in root.iter() for attribute in element.attrib}
    for bar in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(bar.attrib["x"]) >= -1
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width + 12


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.floats(0, 200))
def test_a_text_on_a_bar_fits_it(text: str, room: float) -> None:
    assert width_of(fitting(text, room)) <= room or fitting(text, room) == ""
