"""The sliding window holds, keeps its reserve, and lets everything through in the end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.budget import (
    Log,
    Window,
    earliest,
    global_window,
    group_window,
    may_send,
    private_window,
    spent,
    trimmed,
)
from storage.vocabulary.parcels import Lane

NOW = 1_800_000_000.0


def test_eighteen_a_minute_of_which_five_wait_for_urgent_lanes_and_two_for_answers() -> None:
    window = group_window()
    log = tuple(NOW + number for number in range(11))
    assert may_send(log, NOW + 11, Lane.CARD, window) == NOW + 60
    assert may_send(log, NOW + 11, Lane.NOTICE, window) == NOW + 60
    for lane in (Lane.PAGE, Lane.OPENING, Lane.BREACH, Lane.DECISION, Lane.REPLY):
        assert may_send(log, NOW + 11, lane, window) == 0.0
    full = tuple(NOW + number for number in range(18))
    assert may_send(full, NOW + 18, Lane.PAGE, window) == NOW + 62
    # When the reserve is used too, an ordinary lane waits until eleven are left in the minute.
    assert may_send(full, NOW + 18, Lane.NOTICE, window) == NOW + 67


def test_two_of_the_eighteen_are_for_answers_and_no_more() -> None:
    window = group_window()
    storm = tuple(NOW + number for number in range(16))
    assert may_send(storm, NOW + 16, Lane.OPENING, window) == NOW + 60, "sixteen are urgent, no more"
    assert may_send(storm, NOW + 16, Lane.REPLY, window) == 0.0, "who asks in the storm is answered"
    answers = (NOW + 16, NOW + 17)
    assert may_send((*storm, *answers), NOW + 18, Lane.REPLY, window, answers) == NOW + 65
    # Whoever types all the time does not hold up what is urgent: it gets what falls free first.
    assert may_send((*storm, *answers), NOW + 18, Lane.OPENING, window, answers) == NOW + 60
    assert may_send((*storm[1:], *answers), NOW + 60, Lane.OPENING, window, answers) == 0.0


def test_a_small_allowance_keeps_nothing_for_answers() -> None:
    assert may_send((NOW,) * 4, NOW, Lane.OPENING, group_window(5)) == 0.0
    assert may_send((NOW,) * 5, NOW, Lane.REPLY, group_window(5)) == NOW + 60


def test_private_chats_take_three_at_once_and_one_a_second() -> None:
    window, log = private_window(), (NOW, NOW, NOW)
    assert may_send(log[:2], NOW, Lane.REPLY, window) == 0.0
    assert may_send(log, NOW + 0.5, Lane.REPLY, window) == NOW + 3
    assert may_send(log, NOW + 3, Lane.REPLY, window) == 0.0


def test_the_chat_and_the_bot_both_need_room() -> None:
    busy_bot = (NOW,) * 25
    assert earliest(NOW, Lane.PAGE, Log((), group_window()), Log(busy_bot, global_window())) == NOW + 1
    assert earliest(NOW, Lane.PAGE, Log((), group_window()), Log((), global_window())) == 0.0
    assert earliest(NOW, Lane.PAGE) == 0.0


def test_no_limit_is_no_limit() -> None:
    assert may_send((NOW,) * 1000, NOW, Lane.CARD, Window(0, 60)) == 0.0


def test_a_window_smaller_than_its_reserve_still_lets_cards_through() -> None:
    assert may_send((), NOW, Lane.CARD, Window(3, 60, reserve=5)) == 0.0


def test_a_clock_set_back_delays_by_one_window_at_most() -> None:
    log = tuple(NOW + 3600 + number for number in range(18))
    assert may_send(log, NOW, Lane.PAGE, group_window()) == NOW + 60


@pytest.mark.parametrize("window", [group_window(), private_window(), global_window(), Window(3, 60, 5)])
@given(
    arrivals=st.lists(st.tuples(st.floats(0, 20), st.sampled_from(Lane)), max_size=60),
    start=st.floats(1e9, 2e9),
)
@settings(max_examples=25, deadline=None)
def test_whatever_comes_the_window_holds_and_nobody_waits_in_vain(
    window: Window, arrivals: list[tuple[float, Lane]], start: float
) -> None:
    now, log, answered, sent = start, (), (), []
    for pause, lane in arrivals:
        now += pause
        moment = may_send(log, now, lane, window, answered)
        if moment:
            assert moment > now, "never 'wait until now'"
            now = moment
            assert may_send(log, now, lane, window, answered) == 0.0, "the moment told is the moment"
        log = spent(log, now, window)
        if lane is Lane.REPLY:
            answered = spent(answered, now, window)
        sent.append(now)
        assert len(log) <= max(window.count, 1)
    assert all(b - a >= window.seconds - 1e-6 for a, b in zip(sent, sent[window.count :], strict=False))
    assert trimmed(log, now + 2 * window.seconds, window) == ()
