"""First hours, guesses of type, and what a change of type keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.playbooks import (
    PlannedStep,
    Step,
    StepReasonMissing,
    TypeWords,
    first_hour,
    guess,
    line_may_say,
    next_steps,
    retyped,
    skip,
    stop_loss_first,
)
from messages.library import playbooks as library
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

OPENED = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
BASE = tuple(Step(row.code, row.minute, row.owner_role) for row in library.base().step)


def extras(kind: CrisisType) -> tuple[Step, ...]:
    return tuple(Step(row.code, row.minute, row.owner_role) for row in library.crisis_type(kind).step)


@pytest.mark.parametrize(("severity", "minutes"), [(Severity.S1, 60), (Severity.S2, 120), (Severity.S3, 240)])
def test_the_first_hour_is_longer_for_milder_ones(severity: Severity, minutes: int) -> None:
    steps = first_hour(BASE, (), severity, OPENED)
    assert steps[0] == PlannedStep("save_evidence", RoleKind.MONITOR, OPENED)
    assert steps[-1].due_at == OPENED + timedelta(minutes=minutes)


def test_an_s4_has_no_first_hour() -> None:
    assert first_hour(BASE, (), Severity.S4, OPENED) == ()


@pytest.mark.parametrize("kind", [kind for kind in CrisisType if kind is not CrisisType.UNKNOWN])
def test_a_type_adds_its_steps_in_order_and_once(kind: CrisisType) -> None:
    steps = first_hour(BASE, (*extras(kind), *BASE), Severity.S1, OPENED)
    codes = [step.code for step in steps]
    assert len(codes) == len(set(codes)) == len(BASE) + len(extras(kind))
    assert [step.due_at for step in steps] == sorted(step.due_at for step in steps)


def test_retyping_keeps_done_steps_and_adds_new_ones() -> None:
    wanted = first_hour(BASE, extras(CrisisType.RUMOR), Severity.S1, OPENED)
    existing = {"save_evidence": True, "stop_sale_batch": True, "sample_to_lab": False, "classify": False}
    change = retyped(existing, wanted)
    assert set(change.kept) == {"save_evidence", "stop_sale_batch", "classify"}
    assert change.dropped == ("sample_to_lab",)
    assert {"archive_three", "proof_list"} <= {step.code for step in change.added}
    assert not {step.code for step in change.added} & set(existing)


def test_the_card_shows_the_next_two() -> None:
    steps = first_hour(BASE, (), Severity.S1, OPENED)
    assert [step.code for step in next_steps(steps, {"save_evidence"})] == ["name_commander", "classify"]
    assert next_steps(steps, {step.code for step in steps}) == ()


def test_a_step_is_skipped_with_a_reason_only() -> None:
    assert skip("classify", " 已定性 ") == "已定性"
    with pytest.raises(StepReasonMissing):
        skip("classify", "  ")


@pytest.mark.parametrize(
    ("text", "live", "kind"),
    [
        ("三位家长说孩子用后起疹,批次0912A", True, CrisisType.PRODUCT_SAFETY),
        ("网传豆芽星球用回收料做玩偶", False, CrisisType.RUMOR),
        ("有人冒充客服,已有人被骗", False, CrisisType.IMPERSONATION),
        ("收到律师函,说封面抄袭", False, CrisisType.IP),
        ("Checkout error, payment failed for many", False, CrisisType.TECH_FAULT),
        ("主播骂观众,虚假宣传", True, CrisisType.LIVE_SLIP),
        ("今天天气不错", False, CrisisType.OTHER),
        ("", False, CrisisType.OTHER),
    ],
)
def test_the_type_it_looks_like(
    text: str, live: bool, kind: CrisisType, type_words: tuple[TypeWords, ...]
) -> None:
    assert guess((text,), type_words, live) is kind


def test_on_air_a_tie_goes_to_the_live_slip() -> None:
    types = (TypeWords(CrisisType.RUMOR, ("甲",)), TypeWords(CrisisType.LIVE_SLIP, ("乙",)))
    assert guess(("甲乙",), types, live=True) is CrisisType.LIVE_SLIP
    assert guess(("甲乙",), types, live=False) is CrisisType.RUMOR


def test_a_line_that_states_an_action_waits_for_it() -> None:
    assert line_may_say("", ())
    assert not line_may_say("link_off", {"ads_off"})
    assert line_may_say("link_off", {"link_off"})


@pytest.mark.parametrize(
    ("live", "wants", "severity", "first"),
    [
        (True, False, Severity.S1, True),
        (False, True, Severity.S2, True),
        (False, False, Severity.S1, False),
        (True, True, Severity.S4, False),
    ],
)
def test_stop_loss_comes_with_the_opening(live: bool, wants: bool, severity: Severity, first: bool) -> None:
    assert stop_loss_first(live, wants, severity) is first
