"""Who has to say yes: people, not hats."""

import pytest

from bot.rules import approvals
from bot.rules.approvals import ApprovalPolicy, Need, Signer, needed, standing
from messages.library.approvals import approval_policies
from storage.vocabulary.roles import RoleKind as R
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import ApprovalItem as Item
from storage.vocabulary.statements import Slot, StatementStage

POLICIES = tuple(ApprovalPolicy(**row.model_dump()) for row in approval_policies())
LIN_LAN = Signer("林澜", frozenset({R.COMMANDER}))
ZHOU_LAN = Signer("周岚", frozenset({R.COMMUNICATIONS_LEAD}))
XIAO_TANG = Signer("小唐")
CHEN_MO = Signer("陈默", frozenset({R.LEGAL}))
WANG_YAN = Signer("王砚", frozenset({R.LEGAL}))
ZHAO_NING = Signer("赵宁", frozenset({R.BUSINESS_OWNER}))
TEAM = (LIN_LAN, ZHOU_LAN, CHEN_MO, WANG_YAN, ZHAO_NING)
FIRST = needed(POLICIES, [Item.FIRST_RESPONSE_FACTS], Severity.S1)


def test_the_author_signs_for_the_own_role_and_two_others_are_enough() -> None:
    assert standing(FIRST, ZHOU_LAN, []).missing == (R.COMMANDER, R.LEGAL)
    assert standing(FIRST, ZHOU_LAN, [LIN_LAN]).missing == (R.LEGAL,)
    assert standing(FIRST, ZHOU_LAN, [LIN_LAN, WANG_YAN]).complete


def test_the_author_never_counts_as_one_who_approves() -> None:
    assert not standing(FIRST, ZHOU_LAN, [ZHOU_LAN, LIN_LAN]).complete
    assert standing(FIRST, ZHOU_LAN, [ZHOU_LAN, LIN_LAN]).others_missing == 1


def test_two_hats_are_one_person() -> None:
    both = Signer("林澜", frozenset({R.COMMANDER, R.LEGAL}))
    one = standing(FIRST, ZHOU_LAN, [both])
    assert (one.missing, one.others_missing) == ((), 1)
    assert standing(FIRST, ZHOU_LAN, [both, ZHAO_NING]).complete, "the business owner may make up the number"


def test_staff_who_write_satisfy_no_role() -> None:
    assert standing(FIRST, XIAO_TANG, [LIN_LAN, CHEN_MO]).missing == (R.COMMUNICATIONS_LEAD,)
    assert standing(FIRST, XIAO_TANG, [LIN_LAN, CHEN_MO, ZHOU_LAN]).complete


def test_two_of_one_role_do_not_stand_for_another() -> None:
    assert standing(FIRST, ZHOU_LAN, [CHEN_MO, WANG_YAN]).missing == (R.COMMANDER,)


def test_somebody_without_any_role_makes_up_no_number() -> None:
    both = Signer("林澜", frozenset({R.COMMANDER, R.LEGAL}))
    assert not standing(FIRST, ZHOU_LAN, [both, XIAO_TANG]).complete


@pytest.mark.parametrize(
    ("severity", "others"), [(Severity.S1, 2), (Severity.S2, 2), (Severity.S3, 1), (Severity.S4, 0)]
)
def test_so_many_others_as_the_severity_asks(severity: Severity, others: int) -> None:
    assert needed(POLICIES, [Item.FIRST_RESPONSE_FACTS], severity).others == others


def test_rows_add_up() -> None:
    need = needed(POLICIES, [Item.VERIFIED, Item.APOLOGY, Item.REMEDY], Severity.S2)
    assert set(need.roles) == {R.COMMUNICATIONS_LEAD, R.LEGAL, R.BUSINESS_OWNER, R.EXECUTIVE}
    assert not set(need.also) & set(need.roles)


def test_every_item_has_a_row_at_every_severity() -> None:
    for item in Item:
        for severity in Severity:
            if item is not Item.UNKNOWN:
                needed(POLICIES, [item], severity)
    with pytest.raises(ValueError, match="unknown"):
        needed(POLICIES, [Item.UNKNOWN], Severity.S1)


@pytest.mark.parametrize(
    ("stage", "more", "items"),
    [
        (StatementStage.HOLDING, {"facts": False}, {Item.FIRST_RESPONSE}),
        (StatementStage.HOLDING, {"facts": True, "slots": {Slot.APOLOGY}}, {Item.FIRST_RESPONSE_FACTS}),
        (StatementStage.HOLDING, {"facts": False, "admits": True}, {Item.FIRST_RESPONSE, Item.APOLOGY}),
        (StatementStage.HOLDING, {"facts": True, "sensitive": True}, {Item.FIRST_RESPONSE_FACTS, Item.SENSITIVE}),
        (StatementStage.VERIFIED, {"facts": True, "slots": {Slot.APOLOGY}}, {Item.VERIFIED, Item.APOLOGY}),
        (StatementStage.VERIFIED, {"facts": True, "slots": {Slot.REMEDY}}, {Item.VERIFIED, Item.REMEDY}),
        (StatementStage.UPDATE, {"facts": True, "rules": {"R-C8"}}, {Item.UPDATE, Item.NAMING}),
        (StatementStage.CORRECTION, {"facts": True, "slots": {Slot.APOLOGY}}, {Item.CORRECTION}),
    ],
)
def test_what_a_text_says_decides_who_reads_it(stage: StatementStage, more: dict, items: set[Item]) -> None:  # type: ignore[type-arg]
    assert set(approvals.items_of(stage, **more)) == items


def test_who_is_asked() -> None:
    asks, nobody = approvals.whom_to_ask(FIRST, ZHOU_LAN, TEAM)
    assert [(ask.person, ask.role) for ask in asks] == [("林澜", R.COMMANDER), ("陈默", R.LEGAL)]
    assert nobody == ()
    asks, _ = approvals.whom_to_ask(FIRST, ZHOU_LAN, TEAM, asked={"林澜", "陈默"})
    assert asks == (), "nobody is asked twice"
    asks, nobody = approvals.whom_to_ask(FIRST, ZHOU_LAN, (LIN_LAN, ZHAO_NING))
    assert nobody == (R.LEGAL,)


def test_the_number_is_made_up_from_those_who_may() -> None:
    need = needed(POLICIES, [Item.FIRST_RESPONSE], Severity.S2)
    asks, _ = approvals.whom_to_ask(need, ZHOU_LAN, TEAM)
    assert {ask.person for ask in asks} == {"林澜", "陈默"}


def test_the_deputy_is_who_comes_next_and_can_be_asked() -> None:
    assert approvals.deputy(R.LEGAL, TEAM, "周岚", {"陈默"}) == "王砚"
    assert approvals.deputy(R.LEGAL, TEAM, "周岚", {"陈默", "王砚"}) == ""
    away = Signer("王砚", frozenset({R.LEGAL}), reachable=False)
    assert approvals.deputy(R.LEGAL, (CHEN_MO, away), "周岚", {"陈默"}) == ""


@pytest.mark.rule("R-G3", "exception")
def test_an_emergency_needs_the_commander_and_one_more() -> None:
    one = approvals.emergency_standing(FIRST, ZHOU_LAN, [LIN_LAN])
    assert (one.missing, one.others_missing) == ((), 1)
    assert approvals.emergency_standing(FIRST, ZHOU_LAN, [LIN_LAN, ZHAO_NING]).complete
    assert approvals.emergency_standing(FIRST, ZHOU_LAN, [CHEN_MO, WANG_YAN]).missing == (R.COMMANDER,)
    assert approvals.emergency_standing(FIRST, LIN_LAN, [CHEN_MO]).complete, "the commander wrote it"
    assert not approvals.emergency_standing(FIRST, LIN_LAN, [LIN_LAN]).complete


def test_an_emergency_carries_a_first_response_or_a_safety_line_only() -> None:
    approvals.check_emergency(StatementStage.HOLDING)
    approvals.check_emergency(StatementStage.UPDATE, safety=True)
    with pytest.raises(approvals.EmergencyNotHere):
        approvals.check_emergency(StatementStage.VERIFIED)


def test_readiness_names_who_is_missing_and_who_has_no_deputy() -> None:
    ready = approvals.readiness(FIRST, TEAM)
    assert ready.met
    assert set(ready.single) == {R.COMMANDER, R.COMMUNICATIONS_LEAD}
    without = approvals.readiness(FIRST, (LIN_LAN, ZHOU_LAN, ZHAO_NING))
    assert not without.met
    assert without.lacking == (R.LEGAL,)
    alone = Signer("周岚", frozenset({R.COMMUNICATIONS_LEAD, R.COMMANDER, R.LEGAL}))
    assert not approvals.readiness(FIRST, (alone,)).met, "one person with every hat is still one person"
    assert approvals.readiness(Need((Item.NOTHING_NEW,), ()), ()).met


def test_a_small_team_of_three_can_meet_the_first_response_at_every_severity() -> None:
    """PR, a commander and one lawyer: what experience.md A2 asks of the policy."""
    small = (LIN_LAN, ZHOU_LAN, CHEN_MO)
    for item in (Item.FIRST_RESPONSE, Item.FIRST_RESPONSE_FACTS, Item.UPDATE, Item.CORRECTION, Item.SHEET):
        for severity in Severity:
            assert approvals.readiness(needed(POLICIES, [item], severity), small).met, (item, severity)
