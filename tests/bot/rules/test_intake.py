"""Equal alerts meet, one matter stays one, storms fold, and nothing is decided by itself that must not be."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.intake import (
    Course,
    IntakePolicy,
    Tally,
    course,
    flapping,
    group_key,
    in_window,
    live_key,
    opens_at_deadline,
    opens_at_once,
    repeated,
    shown,
)
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

S1, S2, S3, S4 = Severity
NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
POLICY = IntakePolicy(group_minutes=30, flap_changes=4, flap_minutes=30)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_live_keys_are_equal_exactly_when_source_and_dedup_key_are(a: str, b: str, c: str, d: str) -> None:
    assert (live_key(a, b) == live_key(c, d)) is ((a, b) == (c, d))
    assert len(live_key(a, b)) == 34


def test_the_border_between_source_and_dedup_key_counts() -> None:
    assert live_key("ab", "c") != live_key("a", "bc")
    assert live_key("a", "") != live_key("", "a")


def test_one_matter_is_one_account_and_one_known_type() -> None:
    rash = group_key("豆芽星球", "douyin", CrisisType.PRODUCT_SAFETY)
    assert rash == group_key(" 豆芽星球 ", "Douyin", CrisisType.PRODUCT_SAFETY)
    assert rash != group_key("豆芽星球", "kuaishou", CrisisType.PRODUCT_SAFETY)
    assert rash != group_key("豆芽星球", "douyin", CrisisType.RUMOR)
    for unknown in (None, CrisisType.UNKNOWN, CrisisType.OTHER):
        assert group_key("豆芽星球", "douyin", unknown) is None
    assert group_key(" ", "douyin", CrisisType.RUMOR) is None


def test_the_window_has_two_sides() -> None:
    assert in_window(NOW, NOW + timedelta(minutes=30), POLICY)
    assert in_window(NOW, NOW - timedelta(minutes=30), POLICY)
    assert not in_window(NOW, NOW + timedelta(minutes=30, seconds=1), POLICY)


COURSES = {
    # (resolved, same_alert, group_alert, group_incident)
    (False, False, False, False): Course.NEW,
    (False, False, True, False): Course.JOIN_ALERT,
    (False, False, False, True): Course.JOIN_INCIDENT,
    (False, False, True, True): Course.JOIN_INCIDENT,
}


@pytest.mark.parametrize(("resolved", "same", "alert", "incident"), list(product((False, True), repeat=4)))
def test_what_an_alert_becomes(resolved: bool, same: bool, alert: bool, incident: bool) -> None:
    expected = COURSES.get((resolved, same, alert, incident))
    if same:
        expected = Course.RESOLVED if resolved else Course.REPEAT
    elif resolved:
        expected = Course.IGNORED
    assert course(resolved=resolved, same_alert=same, group_alert=alert, group_incident=incident) is expected


def test_a_repeat_counts_and_only_raises() -> None:
    tally = Tally(S3, 1, first_seen=NOW, last_seen=NOW)
    later = NOW + timedelta(minutes=3)
    worse = repeated(tally, S1, NOW - timedelta(minutes=9), later, resolved=False)
    assert worse.raised
    assert worse.tally == Tally(S1, 2, NOW - timedelta(minutes=9), later)
    milder = repeated(worse.tally, S4, later, later, resolved=False)
    assert (milder.tally.severity, milder.tally.count, milder.raised) == (S1, 3, False)


def test_over_and_again() -> None:
    tally = Tally(S2, 4, NOW, NOW)
    over = repeated(tally, S2, NOW, NOW + timedelta(minutes=1), resolved=True)
    assert (over.tally.resolved, over.tally.count, over.resolved_changed) == (True, 4, True)
    again = repeated(over.tally, S2, NOW, NOW + timedelta(minutes=2), resolved=False)
    assert (again.tally.resolved, again.tally.count, again.resolved_changed) == (False, 5, True)


def test_a_late_delivery_does_not_move_the_last_sighting_back() -> None:
    tally = Tally(S3, 1, NOW, NOW)
    assert repeated(tally, S3, NOW, NOW - timedelta(hours=1), resolved=False).tally.last_seen == NOW


@pytest.mark.parametrize(
    ("auto_open", "at_once", "at_deadline"),
    [
        (S1, [S1], [S1, S2]),
        (S2, [S1, S2], [S1, S2, S3]),
        (S4, [S1, S2, S3, S4], [S1, S2, S3, S4]),
        (None, [], []),
    ],
)
def test_what_opens_by_itself(
    auto_open: Severity | None, at_once: list[Severity], at_deadline: list[Severity]
) -> None:
    assert [severity for severity in Severity if opens_at_once(severity, auto_open)] == at_once
    opening = [severity for severity in Severity if opens_at_deadline(severity, auto_open, resolved=False)]
    assert opening == at_deadline
    assert not any(opens_at_deadline(severity, auto_open, resolved=True) for severity in Severity)


def test_a_storm_folds_after_its_limit_and_never_at_zero() -> None:
    assert sum(shown(index, 20) for index in range(1, 1001)) == 20
    assert all(shown(index, 0) for index in range(1, 1001))


def test_flapping_needs_enough_changes_within_the_window() -> None:
    changes = [NOW - timedelta(minutes=minutes) for minutes in (1, 5, 9, 29)]
    assert flapping(changes, NOW, POLICY)
    assert not flapping(changes[:3], NOW, POLICY)
    assert not flapping([*changes[:3], NOW - timedelta(minutes=31)], NOW, POLICY)
    assert not flapping([*changes[:3], NOW + timedelta(minutes=1)], NOW, POLICY)
