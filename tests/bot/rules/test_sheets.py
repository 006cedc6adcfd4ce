"""Message sheets: stances against responsibility, what a version needs, its hash, what changed."""

import pytest

from bot.errors import DeskError
from bot.rules import sheets as rules
from bot.rules.sheets import Part
from storage.vocabulary.sheets import Fault, ItemKind, Stance

DENY, CARE, REMEDY, CORRECT = Stance.DENY, Stance.CARE, Stance.REMEDY, Stance.CORRECT


@pytest.mark.parametrize(
    ("stance", "fault", "allowed", "evidence", "cause", "sorry", "error"),
    [
        (CARE, Fault.UNKNOWN, [CARE], [], "", True, None),
        (DENY, Fault.UNKNOWN, [DENY], ["report"], "", False, rules.DenialWhileUnknown),
        (DENY, Fault.NOT_OURS, [DENY], ["report"], "", True, rules.DenialWithApology),
        (DENY, Fault.NOT_OURS, [DENY], [], "", False, rules.SheetEvidenceMissing),
        (DENY, Fault.NOT_OURS, [DENY], ["report"], "", False, None),
        (DENY, Fault.OURS, [REMEDY], ["report"], "", False, rules.StanceNotAllowed),
        (CORRECT, Fault.NOT_OURS, [CORRECT], ["  "], "", False, rules.SheetEvidenceMissing),
        (REMEDY, Fault.OURS, [REMEDY], [], "", True, None),
        (REMEDY, Fault.OURS, [REMEDY], [], "仓库漏发", True, rules.SheetEvidenceMissing),
        (REMEDY, Fault.OURS, [REMEDY], ["盘点单"], "仓库漏发", True, None),
    ],
)
def test_a_stance_needs_what_carries_it(
    stance: Stance,
    fault: Fault,
    allowed: list[Stance],
    evidence: list[str],
    cause: str,
    sorry: bool,
    error: type[DeskError] | None,
) -> None:
    if error is None:
        rules.check_stance(stance, fault, allowed, evidence, cause, sorry)
    else:
        with pytest.raises(error):
            rules.check_stance(stance, fault, allowed, evidence, cause, sorry)


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ([], rules.HoldingMissing),
        ([Part(ItemKind.HOLDING, "  ")], rules.HoldingMissing),
        ([Part(ItemKind.HOLDING, "很" * 121)], rules.SheetLineTooLong),
        ([Part(ItemKind.HOLDING, "很" * 120)], None),
        ([Part(ItemKind.HOLDING, "在核实"), *[Part(ItemKind.QA, "很" * 800)] * 3], rules.SheetTooLong),
        ([Part(ItemKind.HOLDING, "在核实"), *[Part(ItemKind.KEY, "停用")] * 4], rules.TooManyKeys),
        ([Part(ItemKind.HOLDING, "在核实"), *[Part(ItemKind.KEY, "停用")] * 3], None),
    ],
)
def test_what_a_version_needs(parts: list[Part], error: type[DeskError] | None) -> None:
    if error is None:
        rules.check_parts(parts, 3, 120)
    else:
        with pytest.raises(error):
            rules.check_parts(parts, 3, 120)


def test_a_comma_changes_the_hash_and_order_of_keys_does_not() -> None:
    one = rules.fingerprint({"items": [["holding", "请先停用,"]], "cause": ""})
    assert one == rules.fingerprint({"cause": "", "items": [["holding", "请先停用,"]]})
    assert one != rules.fingerprint({"items": [["holding", "请先停用。"]], "cause": ""})
    assert rules.fingerprint({"text": "\ud800"}), "half a character cannot stop it"


def test_the_difference_of_two_versions() -> None:
    before = [Part(ItemKind.HOLDING, "3位家长"), Part(ItemKind.KEY, "停用"), Part(ItemKind.QA, "在核实", "原因?")]
    after = [Part(ItemKind.HOLDING, "4位家长"), Part(ItemKind.KEY, "停用"), Part(ItemKind.QA, "送检了", "进展?")]
    assert rules.diff(before, after) == [
        rules.Changed(ItemKind.HOLDING, "", "3位家长", "4位家长"),
        rules.Changed(ItemKind.QA, "进展?", "", "送检了"),
        rules.Changed(ItemKind.QA, "原因?", "在核实", ""),
    ]
    assert rules.diff(after, after) == []
