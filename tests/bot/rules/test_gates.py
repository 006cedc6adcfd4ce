"""The gates R-G1 to R-G15: what each blocks, what it lets through, and its exception."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.rules.gates import (
    AssetStanding,
    ChannelLimit,
    FactStanding,
    GateInput,
    Speaker,
    UsedAsset,
    UsedFact,
    Verbatim,
    VersionState,
    findings,
    shut,
)
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import Slot, StatementStage

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
OPEN = GateInput(now=NOW)
LATER = NOW + timedelta(hours=2)
OK = FactStanding.VERIFIED


def found(rule: str, **changed: Any) -> list[tuple[str, bool]]:
    """What this gate says of an otherwise open release, and that no other gate says anything."""
    all_of_it = findings(replace(OPEN, **changed))
    assert {one.rule for one in all_of_it} <= {rule}
    return [(one.reason, one.blocks) for one in all_of_it]


def blocked(rule: str, reason: str, **changed: Any) -> Any:
    return pytest.param(rule, reason, changed, id=f"{rule}-{reason}", marks=pytest.mark.rule(rule, "blocked"))


@pytest.mark.parametrize(
    ("rule", "reason", "changed"),
    [
        blocked("R-G1", "no-sheet", sheet=None),
        blocked("R-G2", "version-superseded", version=VersionState.SUPERSEDED, current_version=3),
        blocked("R-G2", "version-expired", version=VersionState.EXPIRED),
        blocked("R-G2", "version-retracted", version=VersionState.RETRACTED),
        blocked("R-G2", "sheet-expired", sheet=VersionState.EXPIRED),
        blocked("R-G3", "approval-missing", approved=False, missing_roles=(RoleKind.LEGAL,)),
        blocked("R-G3", "approval-by-author", approved=False, by_author=True),
        blocked("R-G3", "approval-other-hash", other_hash=True),
        blocked("R-G4", "fact-to-verify", facts=(UsedFact(1, FactStanding.TO_VERIFY),)),
        blocked("R-G4", "fact-disputed", facts=(UsedFact(1, FactStanding.DISPUTED),)),
        blocked("R-G4", "fact-withdrawn", facts=(UsedFact(1, FactStanding.WITHDRAWN),)),
        blocked("R-G4", "fact-internal", facts=(UsedFact(1, OK, public=False),)),
        blocked("R-G4", "fact-expired", facts=(UsedFact(1, OK, expires_at=NOW),)),
        blocked("R-G4", "fact-changed", facts=(UsedFact(1, OK, changed=True),)),
        blocked("R-G5", "channel-unknown", channel=None),
        blocked("R-G5", "too-long", channel=ChannelLimit("douyin_comment", 100, 101)),
        blocked("R-G6", "not-spokesperson", speaker=Speaker(allowed=False)),
        blocked("R-G6", "certificate-over", speaker=Speaker(certificate_until=NOW)),
        blocked("R-G6", "certificate-missing", speaker=Speaker(certified=False)),
        blocked("R-G6", "not-read", speaker=Speaker(has_read=False), stage=StatementStage.VERIFIED),
        blocked("R-G6", "not-read", speaker=Speaker(has_read=False), stage=StatementStage.CORRECTION),
        blocked("R-G7", "drill-outside", drill=True),
        blocked("R-G7", "real-in-drill", channel=ChannelLimit("drill", drill=True)),
        blocked("R-G8", "promotion-paused", promotion_paused=True, crisis=False),
        blocked("R-G9", "untold", stage=StatementStage.VERIFIED, untold=("staff",), next_at=LATER),
        blocked("R-G9", "untold", stage=StatementStage.RESULT, untold=("affected", "partners")),
        blocked("R-G9", "untold", stage=StatementStage.CORRECTION, untold=("affected",)),
        blocked("R-G10", "slot-empty", required={Slot.CONTACT: "stage"}, filled=frozenset({Slot.KNOWN})),
        blocked(
            "R-G10",
            "share-missing",
            required={Slot.REMEDY: "stage"},
            filled=frozenset({Slot.REMEDY}),
            short=((Slot.REMEDY, "share-missing"),),
        ),
        blocked("R-G10", "slot-too-early", forbidden={Slot.CAUSE: "stage"}, filled=frozenset({Slot.CAUSE})),
        blocked("R-G11", "next-missing", next_needed=True),
        blocked("R-G11", "next-past", next_at=NOW),
        blocked("R-G11", "next-too-late", next_at=LATER, longest_wait=timedelta(hours=1)),
        blocked("R-G12", "contact-unknown", contacts_used=("400-111-2222",)),
        blocked("R-G13", "asset-unknown", assets=(UsedAsset(1, "a.png", AssetStanding.UNKNOWN),)),
        blocked("R-G13", "asset-over", assets=(UsedAsset(1, "a.png", AssetStanding.OVER),)),
        blocked("R-G14", "verbatim-changed", verbatim=(Verbatim("请先停用。", "请先停用!"),)),
        blocked(
            "R-G14", "verbatim-changed", verbatim=(Verbatim("请先停用,不适请就医。", "请先停用不适请就医。"),)
        ),
        blocked("R-G15", "legal-hold", legal_hold=True),
        blocked("R-G15", "embargo", embargo_until=LATER),
    ],
)
def test_a_gate_is_shut(rule: str, reason: str, changed: dict[str, Any]) -> None:
    assert found(rule, **changed) == [(reason, True)]
    assert shut(findings(replace(OPEN, **changed)))


def allowed(rule: str, name: str, outcome: str = "allowed", **changed: Any) -> Any:
    return pytest.param(rule, changed, id=f"{rule}-{name}", marks=pytest.mark.rule(rule, outcome))


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        allowed("R-G1", "a-current-sheet", sheet=VersionState.CURRENT),
        allowed("R-G1", "a-template-line", "exception", sheet=None, template_line=True),
        allowed("R-G2", "the-current-version", version=VersionState.CURRENT),
        allowed("R-G2", "a-template-needs-no-sheet", "exception", sheet=VersionState.EXPIRED, template_line=True),
        allowed("R-G3", "enough-people", approved=True),
        allowed("R-G4", "a-verified-public-fact", facts=(UsedFact(1, OK, expires_at=LATER),)),
        allowed("R-G4", "no-fact-at-all", facts=()),
        allowed("R-G4", "a-fact-that-holds-until-somebody-says-otherwise", "exception", facts=(UsedFact(1, OK),)),
        allowed("R-G5", "exactly-the-limit", channel=ChannelLimit("douyin_comment", 100, 100)),
        allowed("R-G5", "no-known-limit", "exception", channel=ChannelLimit("weibo", None, 5000)),
        allowed("R-G6", "certified-and-read", speaker=Speaker(certificate_until=LATER)),
        allowed("R-G6", "no-certificate-asked-for", "exception", speaker=Speaker(certificate_until=None)),
        allowed("R-G7", "real-outside", channel=ChannelLimit("weibo")),
        allowed(
            "R-G7", "a-drill-to-its-channel", "exception", drill=True, channel=ChannelLimit("drill", drill=True)
        ),
        allowed("R-G8", "crisis-words-while-paused", promotion_paused=True, crisis=True),
        allowed("R-G8", "a-safety-line", "exception", promotion_paused=True, crisis=False, safety=True),
        allowed("R-G9", "everybody-told", stage=StatementStage.VERIFIED, next_at=LATER),
        allowed("R-G10", "all-filled", required={Slot.KNOWN: "stage"}, filled=frozenset({Slot.KNOWN})),
        allowed("R-G10", "an-optional-slot", "exception", required={}, filled=frozenset({Slot.EMPATHY})),
        allowed("R-G11", "in-time", next_at=LATER, longest_wait=timedelta(hours=2), next_needed=True),
        allowed("R-G11", "a-result-promises-nothing", "exception", stage=StatementStage.RESULT, next_needed=True),
        allowed("R-G12", "on-the-list", contacts_used=("400-1",), contacts_known=frozenset({"400-1"})),
        allowed("R-G12", "none-given", contacts_used=()),
        allowed("R-G13", "approved", assets=(UsedAsset(1, "a.png", AssetStanding.APPROVED),)),
        allowed("R-G13", "no-picture", assets=()),
        allowed(
            "R-G13",
            "approved-with-a-first-response-before-there-is-a-sheet",
            "exception",
            assets=(UsedAsset(1, "a.png", AssetStanding.UNKNOWN),),
            sheet=None,
            template_line=True,
        ),
        allowed("R-G14", "to-the-letter", verbatim=(Verbatim("请先停用。", "请先停用。"),)),
        allowed("R-G14", "width-and-ends", "exception", verbatim=(Verbatim("电话400-1", "电话400-1  "),)),
        allowed("R-G15", "nothing-set", embargo_until=None),
        allowed("R-G15", "its-time-has-come", "exception", embargo_until=NOW),
    ],
)
def test_a_gate_is_open(rule: str, changed: dict[str, Any]) -> None:
    assert found(rule, **changed) == []


@pytest.mark.rule("R-G6", "exception")
@pytest.mark.parametrize("changed", [{"stage": StatementStage.HOLDING}, {"safety": True}])
def test_a_first_response_and_a_safety_line_do_not_wait_for_a_receipt(changed: dict[str, Any]) -> None:
    given = {"stage": StatementStage.VERIFIED, "speaker": Speaker(has_read=False), **changed}
    assert found("R-G6", **given) == [("not-read-todo", False)]


@pytest.mark.rule("R-G9", "exception")
@pytest.mark.parametrize(
    "changed",
    [
        {"stage": StatementStage.HOLDING, "untold": ("partners",)},
        {"stage": StatementStage.UPDATE, "untold": ("partners",)},
        {"stage": StatementStage.VERIFIED, "safety": True, "untold": ("partners",)},
    ],
)
def test_the_order_of_telling_is_a_to_do_beside_a_first_response_and_safety(changed: dict[str, Any]) -> None:
    assert found("R-G9", **changed) == [("untold-todo", False)]
    assert not shut(findings(replace(OPEN, **changed)))


@pytest.mark.rule("R-G4", "exception")
def test_another_figure_of_the_same_thing_is_pointed_out_and_people_decide() -> None:
    """Three cases and one visit to hospital are both true."""
    facts = (UsedFact(1, OK, against=(2, 4)), UsedFact(2, OK, against=(1,)), UsedFact(4, OK, changed=True))
    assert found("R-G4", facts=facts) == [("fact-against", False), ("fact-changed", True)]


def test_everything_at_once_is_told_in_the_order_of_the_rules() -> None:
    worst = replace(
        OPEN,
        sheet=None,
        version=VersionState.EXPIRED,
        approved=False,
        facts=(UsedFact(1, FactStanding.WITHDRAWN),),
        channel=None,
        speaker=Speaker(allowed=False),
        drill=True,
        untold=("staff",),
        required={Slot.KNOWN: "stage"},
        next_at=NOW,
        contacts_used=("x",),
        assets=(UsedAsset(1, "y", AssetStanding.UNKNOWN),),
        verbatim=(Verbatim("a", "b"),),
        legal_hold=True,
    )
    rules = [one.rule for one in findings(worst)]
    assert rules == sorted(rules, key=lambda rule: int(rule.removeprefix("R-G")))
    assert set(rules) == {f"R-G{number}" for number in range(1, 16)} - {"R-G8"}
