"""Facts: who may vouch for which, what may become of one, and what speaks against it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import DeskError
from bot.rules import facts
from bot.rules.facts import FactAct, FactNeedsAnother, FactPolicy, FactStepNotAllowed, SelfVerify
from storage.vocabulary.facts import FactChangeKind, FactState, ValueKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 22, 12, 50, tzinfo=UTC)
STRICT = FactPolicy(Severity.S1, SelfVerify.ROLES, (RoleKind.SERVICE_LEAD,), 360)


@pytest.mark.parametrize("state", FactState)
@pytest.mark.parametrize("act", FactAct)
def test_an_act_works_exactly_where_it_is_offered(state: FactState, act: FactAct) -> None:
    if act in facts.allowed(state):
        assert facts.after(state, act) is not state
    else:
        with pytest.raises(FactStepNotAllowed):
            facts.after(state, act)


def test_a_fact_that_is_too_old_may_be_vouched_for_again() -> None:
    assert FactAct.VERIFY not in facts.allowed(FactState.VERIFIED)
    assert FactAct.VERIFY in facts.allowed(FactState.VERIFIED, expired=True)
    assert facts.after(FactState.VERIFIED, FactAct.VERIFY, expired=True) is FactState.VERIFIED


@pytest.mark.parametrize(
    ("policy", "own", "roles", "may"),
    [
        (STRICT, False, [], True),
        (STRICT, True, [], False),
        (STRICT, True, [RoleKind.SERVICE_LEAD], True),
        (STRICT, True, [RoleKind.SCRIBE], False),
        (FactPolicy(Severity.S3, SelfVerify.ANYBODY), True, [], True),
        (FactPolicy(Severity.S1, SelfVerify.NOBODY, (RoleKind.LEGAL,)), True, [RoleKind.LEGAL], False),
        (FactPolicy(Severity.S1, SelfVerify.NOBODY), False, [], True),
    ],
)
def test_who_may_vouch(policy: FactPolicy, own: bool, roles: list[RoleKind], may: bool) -> None:
    if may:
        facts.check_verifier(policy, own, roles)
    else:
        with pytest.raises(FactNeedsAnother):
            facts.check_verifier(policy, own, roles)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  收到3例\n起疹反馈 ", "收到3例 起疹反馈"),
        ("3", "3"),
        ("很" * 300, "很" * 300),
        ("很" * 301, None),
        ("3" * 100_000, None),
        ("🤒🤒", None),
        ("", None),
        ("。,!", None),
        ("٣ حالات", "٣ حالات"),
    ],
)
def test_one_sentence_is_kept_whole_or_not_at_all(text: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(DeskError):
            facts.sentence(text)
    else:
        assert facts.sentence(text) == kept


def test_figures_rot_and_the_rest_does_not() -> None:
    assert facts.holds_until(STRICT, [ValueKind.COUNT], NOW) == NOW + timedelta(hours=6)
    assert facts.holds_until(STRICT, [ValueKind.DATE, ValueKind.BATCH], NOW) is None
    assert facts.holds_until(FactPolicy(Severity.S1, SelfVerify.ROLES), [ValueKind.COUNT], NOW) is None
    assert facts.expired(NOW, NOW)
    assert not facts.expired(NOW + timedelta(seconds=1), NOW)
    assert not facts.expired(None, NOW)


@pytest.mark.parametrize(
    ("state", "public", "expires", "may"),
    [
        (FactState.VERIFIED, True, None, True),
        (FactState.VERIFIED, False, None, False),
        (FactState.VERIFIED, True, NOW, False),
        (FactState.DISPUTED, True, None, False),
        (FactState.TO_VERIFY, True, None, False),
        (FactState.WITHDRAWN, True, None, False),
    ],
)
def test_what_may_be_said(state: FactState, public: bool, expires: datetime | None, may: bool) -> None:
    assert facts.usable(state, public, expires, NOW) is may


def count(number: int, unit: str = "例") -> dict[str, str]:
    return {"kind": "count", "canonical": f"count:{number}:{unit}", "unit": unit}


@pytest.mark.parametrize(
    ("mine", "theirs", "against"),
    [
        ([count(3)], [count(4)], True),
        ([count(3)], [count(3)], False),
        ([count(3)], [count(860, "件")], False),
        ([count(3), count(860, "件")], [count(4), count(860, "件")], True),
        ([count(3)], [], False),
        ([{"kind": "date", "canonical": "date:2026-11-22", "unit": ""}], [count(4)], False),
    ],
)
def test_another_figure_of_the_same_thing_is_pointed_out(
    mine: list[dict[str, str]], theirs: list[dict[str, str]], against: bool
) -> None:
    assert facts.contradicted(mine, [theirs]) == ([0] if against else [])


@pytest.mark.parametrize(
    ("now", "wanted", "longer"),
    [
        (None, timedelta(hours=2), False),
        (None, None, False),
        (timedelta(hours=6), timedelta(hours=2), False),
        (timedelta(hours=6), timedelta(hours=6), False),
        (timedelta(hours=6), timedelta(hours=24), True),
        (timedelta(hours=6), None, True),
        (timedelta(hours=-1), timedelta(hours=2), True),
    ],
)
def test_only_a_longer_time_is_vouching_anew(
    now: timedelta | None, wanted: timedelta | None, longer: bool
) -> None:
    held, until = (None if span is None else NOW + span for span in (now, wanted))
    assert facts.prolongs(held, until) is longer


@pytest.mark.parametrize(
    ("history", "hours"),
    [
        ([(FactChangeKind.RECORDED, ""), (FactChangeKind.VERIFIED, "")], None),
        ([(FactChangeKind.RECORDED, ""), (FactChangeKind.EXPIRY_SET, "2"), (FactChangeKind.EXPIRED, "")], 2),
        ([(FactChangeKind.EXPIRY_SET, "2"), (FactChangeKind.EXPIRY_SET, "0")], 0),
        ([(FactChangeKind.EXPIRY_SET, "2"), (FactChangeKind.CHANGED, "rounding")], 2),
        ([(FactChangeKind.EXPIRY_SET, "2"), (FactChangeKind.CHANGED, "")], None),
        ([(FactChangeKind.EXPIRY_SET, "2"), (FactChangeKind.TAKEN_BACK, "")], None),
    ],
)
def test_a_chosen_time_holds_for_that_sentence(
    history: list[tuple[FactChangeKind, str]], hours: int | None
) -> None:
    assert facts.chosen_hours(history) == hours
