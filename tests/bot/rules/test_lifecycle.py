"""Every state against every action."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.lifecycle import (
    KEEPS_STATE,
    ActionNotAllowed,
    SecondPersonNeeded,
    after,
    allowed,
    closed_as_no_action,
)
from storage.vocabulary.incidents import Action, IncidentState

S, A = IncidentState, Action
OFFERED = {
    S.WAITING: {A.RESPOND: S.HANDLING, A.DECLINE: S.WAITING, A.RAISE: S.WAITING, A.LOWER: S.WAITING},
    S.HANDLING: {
        A.MONITOR: S.MONITORING,
        A.STAND_DOWN: S.STOOD_DOWN,
        A.RAISE: S.HANDLING,
        A.LOWER: S.HANDLING,
    },
    S.MONITORING: {
        A.RESUME: S.HANDLING,
        A.STAND_DOWN: S.STOOD_DOWN,
        A.RAISE: S.MONITORING,
        A.LOWER: S.MONITORING,
    },
    S.STOOD_DOWN: {A.CLOSE: S.CLOSED, A.REOPEN: S.HANDLING},
    S.CLOSED: {A.REOPEN: S.HANDLING},
}


@pytest.mark.parametrize("state", IncidentState)
@pytest.mark.parametrize("action", Action)
def test_an_action_works_exactly_where_it_is_offered(state: IncidentState, action: Action) -> None:
    if action in OFFERED[state]:
        assert action in allowed(state)
        assert after(state, action) is OFFERED[state][action]
        assert (after(state, action) is state) is (action in KEEPS_STATE)
    else:
        assert action not in allowed(state)
        with pytest.raises(ActionNotAllowed):
            after(state, action)


def test_a_stale_button_learns_who_did_it_and_when() -> None:
    with pytest.raises(ActionNotAllowed) as refused:
        after(S.HANDLING, A.RESPOND, by="林澜", at="20:41")
    assert refused.value.key == "refused-action-not-allowed"
    assert refused.value.values == {"action": "respond", "state": "handling", "by": "林澜", "at": "20:41"}


@pytest.mark.parametrize("state", [state for state in S if state is not S.CLOSED])
def test_an_opened_false_alarm_is_closed_by_two(state: IncidentState) -> None:
    assert closed_as_no_action(state, "lin", "zhou") is S.CLOSED
    for alone in ("", "lin"):
        with pytest.raises(SecondPersonNeeded) as refused:
            closed_as_no_action(state, "lin", alone)
        assert refused.value.values == {"by": "lin"}


def test_what_is_closed_is_not_closed_again() -> None:
    with pytest.raises(ActionNotAllowed):
        closed_as_no_action(S.CLOSED, "lin", "zhou")


@given(st.lists(st.sampled_from(Action), max_size=30))
@settings(max_examples=50, deadline=None)
def test_whatever_people_press_the_incident_stays_in_its_five_states(presses: list[Action]) -> None:
    state, was_closed = S.WAITING, False
    for action in presses:
        try:
            following = after(state, action)
        except ActionNotAllowed:
            continue
        was_closed = was_closed or following is S.CLOSED
        assert following is not S.WAITING or state is S.WAITING, "nothing goes back to waiting"
        assert following is not S.CLOSED or state is S.STOOD_DOWN, "closed only from stood down"
        state = following
    assert allowed(state), "there is always a way on"
    assert was_closed or state is not S.CLOSED
