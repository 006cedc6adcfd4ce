"""A watch ends by time or trigger, and says what moves the decision."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.figures import FigureWords
from bot.rules.watches import (
    MEDIA_ASKS,
    Fired,
    Trigger,
    TriggerUnclear,
    WatchInPast,
    WatchPolicy,
    data_points,
    fired,
    nearest,
    parse_triggers,
    watch_until,
)

NOW = datetime(2026, 11, 22, 2, 20, tzinfo=UTC)
Media = tuple[str, ...]


def test_a_watch_always_has_a_time(watch_policy: WatchPolicy) -> None:
    assert watch_until(NOW, None, watch_policy) == NOW + timedelta(hours=4)
    assert watch_until(NOW, NOW + timedelta(hours=1), watch_policy) == NOW + timedelta(hours=1)
    with pytest.raises(WatchInPast) as refused:
        watch_until(NOW, NOW, watch_policy, typed="10:20")
    assert refused.value.values == {"until": "10:20"}


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("转发 ≥ 500", {Trigger("reposts", 500)}),
        (
            "转发 ≥ 500 / 播放 ≥ 10万 / 有媒体来问",
            {Trigger("reposts", 500), Trigger("plays", 1e5), Trigger(MEDIA_ASKS, 1)},
        ),
        ("有媒体来问", {Trigger(MEDIA_ASKS, 1)}),
        ("reposts >= 500, media asks", {Trigger("reposts", 500), Trigger(MEDIA_ASKS, 1)}),
    ],
)
def test_triggers_as_typed(
    text: str, triggers: set[Trigger], figure_words: FigureWords, media_words: Media
) -> None:
    assert set(parse_triggers(text, figure_words, media_words)) == triggers


@pytest.mark.parametrize(
    ("text", "unclear"), [("转发 ≥ 500 或者下雨", "或者下雨"), ("随便", "随便"), ("转发500", "转发500"), ("", "")]
)
def test_an_unclear_trigger_names_the_part(
    text: str, unclear: str, figure_words: FigureWords, media_words: Media
) -> None:
    with pytest.raises(TriggerUnclear) as refused:
        parse_triggers(text, figure_words, media_words)
    assert refused.value.values == {"text": unclear}


def test_triggers_fire_at_their_number(watch_policy: WatchPolicy) -> None:
    triggers = watch_policy.defaults
    assert fired(triggers, {"reposts": 499, "plays": 99_999}) == ()
    assert fired(triggers, {"reposts": 500}) == (Fired(Trigger("reposts", 500), 500),)
    assert fired(triggers, {MEDIA_ASKS: 1})[0].trigger.metric == MEDIA_ASKS
    assert fired(triggers, {"likes": 10**9}) == ()


def test_the_nearest_trigger_moves_the_decision(watch_policy: WatchPolicy) -> None:
    closest = nearest(watch_policy.defaults, {"reposts": 180, "plays": 50_000})
    assert closest == Fired(Trigger("plays", 100_000), 50_000)
    assert nearest(watch_policy.defaults, {}) is None


def test_a_line_of_figures_is_data_and_a_sentence_is_not(figure_words: FigureWords, media_words: Media) -> None:
    assert dict(data_points("播放3.2万 转发180", figure_words)) == {"plays": 32000, "reposts": 180}
    assert dict(data_points("转发180 有媒体来问", figure_words, media_words)) == {"reposts": 180, MEDIA_ASKS: 1}
    assert dict(data_points("有媒体来问", figure_words, media_words)) == {MEDIA_ASKS: 1}
    assert not data_points("播放3万 大家怎么看", figure_words, media_words)


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_wild_triggers_are_understood_or_refused(text: str, figure_words: FigureWords, media_words: Media) -> None:
    with suppress(TriggerUnclear):
        assert parse_triggers(text, figure_words, media_words)
