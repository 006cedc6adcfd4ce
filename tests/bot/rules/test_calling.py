"""Calling chains: the plan, what moves it up, and quiet hours across midnight."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.desk import policies
from bot.rules.calling import Line, PlannedRung, answered, moved_up, plan, plan_role, policy_for, quiet_until
from messages.library.chains import ChainRow
from storage.vocabulary.calls import RungKind as K
from storage.vocabulary.severity import Severity

AT = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
S1, S2, S3, S4 = Severity
SHANGHAI = ZoneInfo("Asia/Shanghai")


def minutes(rungs: tuple[PlannedRung, ...]) -> list[tuple[K, float, tuple[str, ...]]]:
    return [(rung.kind, (rung.at - AT) / timedelta(minutes=1), rung.people) for rung in rungs]


def planned(severity: Severity, line: Line, response: int) -> tuple[PlannedRung, ...]:
    return plan(policy_for(policies.chain_policies(), severity), timedelta(minutes=response), AT, line)


def test_nobody_on_duty_and_a_grave_one_calls_the_next_at_once() -> None:
    found = minutes(planned(S1, Line(deputies=("zhou",), team=("zhou", "he")), 5))
    assert found[:2] == [(K.DEPUTY, 0, ("zhou",)), (K.TEAM, 5, ("he",))]


def test_nobody_on_duty_and_a_mild_one_keeps_its_times() -> None:
    found = minutes(planned(S3, Line(deputies=("zhou",), team=("he",)), 30))
    assert found == [(K.DEPUTY, 30, ("zhou",)), (K.TEAM, 60, ("he",)), (K.NOBODY, 90, ())]


def test_without_a_deputy_the_team_is_called_in_his_place() -> None:
    found = minutes(planned(S1, Line(first=("lin",), team=("he",)), 5))
    assert [step[:2] for step in found[:3]] == [(K.FIRST, 0), (K.TEAM, 5), (K.AGAIN, 10)]


def test_a_chain_with_nobody_at_all_says_so_at_once() -> None:
    assert minutes(planned(S1, Line(), 5)) == [(K.NOBODY, 0, ())]


def test_an_s4_lies_there_and_is_never_missed() -> None:
    assert minutes(planned(S4, Line(first=("lin",), team=("he",)), 240)) == [(K.FIRST, 0, ("lin",))]


def test_one_phone_has_no_second_rung_and_a_role_calls_one_person() -> None:
    one = planned(S2, Line(first=("lin",), phones={"lin": 1}), 10)
    assert K.SECOND_PHONE not in [rung.kind for rung in one]
    policy = policy_for(policies.chain_policies(), S2)
    role = plan_role(policy, timedelta(minutes=10), AT, "chen", 2)
    assert minutes(role) == [(K.FIRST, 0, ("chen",)), (K.SECOND_PHONE, 5, ("chen",))]


def test_who_cannot_moves_the_chain_up_past_his_own_second_phone() -> None:
    line = Line(first=("lin",), deputies=("zhou",), team=("he",), phones={"lin": 2})
    ahead = planned(S1, line, 5)[1:]
    now = AT + timedelta(minutes=1)
    moved = minutes(moved_up(ahead, "lin", now))
    assert moved[:3] == [(K.SECOND_PHONE, 1, ("lin",)), (K.DEPUTY, 1, ("zhou",)), (K.TEAM, 6, ("he",))]


def test_the_last_one_who_cannot_brings_the_end() -> None:
    ahead = (
        PlannedRung(K.AGAIN, AT + timedelta(minutes=9), ("lin",)),
        PlannedRung(K.NOBODY, AT + timedelta(minutes=19)),
    )
    assert moved_up(ahead, "lin", AT)[-1].at == AT


@pytest.mark.parametrize(
    ("local", "until"),
    [
        ("2026-11-22T23:00", "2026-11-23T08:00"),
        ("2026-11-23T00:10", "2026-11-23T08:00"),
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T08:00", None),
        ("2026-11-22T22:59", None),
    ],
)
def test_quiet_hours_cross_midnight(local: str, until: str | None) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)
    ends = datetime.fromisoformat(until).replace(tzinfo=SHANGHAI) if until else None
    assert quiet_until(now, SHANGHAI, time(23), time(8)) == ends


def test_enough_answers() -> None:
    assert not answered(0, 1)
    assert answered(1, 1)
    assert not answered(1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_hours": True, "severity": "S1", "quiet_from": "23:00", "quiet_to": "08:00"},
        {"quiet_hours": True, "severity": "S3"},
        {"rungs": [{"kind": "first", "after": 1.0}, {"kind": "team", "after": 0.5}]},
        {"rungs": [{"kind": "team", "after": 0.0}]},
    ],
)
def test_a_chain_that_makes_no_sense_is_no_data(wrong: dict[str, object]) -> None:
    first = [{"kind": "first", "after": 0.0}]
    good = {"severity": "S3", "rungs": first, "role": first, "must_answer": 1, "repeats": 0, "moves_up": True}
    shared = {"version": "1", "quiet_hours": False, "source": "x", "status": "belief"}
    ChainRow.model_validate(good | shared)
    with pytest.raises(ValidationError):
        ChainRow.model_validate(good | shared | wrong)
