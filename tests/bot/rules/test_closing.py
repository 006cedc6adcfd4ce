"""The closing gate by table, and what makes two incidents the same matter."""

import pytest
from msgspec.structs import replace

from bot.rules.closing import (
    ClosingIncomplete,
    ClosingPolicy,
    Standing,
    check,
    missing,
    policy_of,
    tag_of,
    worst_of,
)
from messages.library import closing as library
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.severity import Severity

POLICIES = [ClosingPolicy(row.severity, row.pieces, row.debrief) for row in library.closing()]
FULL = Standing(
    reason="检测合格",
    responsibility=Responsibility.OURS,
    debriefed=True,
    lessons=1,
    improvements=1,
    open_tasks=0,
    signed=True,
)
P = ClosingPiece
TAKEN_AWAY = {
    P.REASON: replace(FULL, reason="  "),
    P.RESPONSIBILITY: replace(FULL, responsibility=Responsibility.OPEN),
    P.DEBRIEF: replace(FULL, debriefed=False),
    P.LESSON: replace(FULL, lessons=0),
    P.IMPROVEMENT: replace(FULL, improvements=0),
    P.TASKS: replace(FULL, open_tasks=1),
    P.PROOFS: replace(FULL, unproved=1),
    P.PROMISES: replace(FULL, open_promises=2),
    P.SIGNED: replace(FULL, signed=False),
}


@pytest.mark.parametrize("piece", TAKEN_AWAY)
@pytest.mark.parametrize("severity", Severity)
def test_each_piece_holds_up_exactly_the_levels_that_ask_for_it(severity: Severity, piece: ClosingPiece) -> None:
    policy, standing = policy_of(POLICIES, severity), TAKEN_AWAY[piece]
    asked = severity in (Severity.S1, Severity.S2) or piece in (P.REASON, P.LESSON)
    if asked:
        with pytest.raises(ClosingIncomplete) as refused:
            check(policy, standing)
        assert refused.value.values == {"pieces": piece.value, "count": 1}
    else:
        check(policy, standing)


@pytest.mark.parametrize("severity", Severity)
def test_with_everything_there_it_closes_and_with_nothing_the_order_is_that_of_doing(severity: Severity) -> None:
    policy = policy_of(POLICIES, severity)
    check(policy, FULL)
    lacking = missing(policy, Standing(open_tasks=1, unproved=1, open_promises=1))
    assert lacking == policy.pieces
    assert policy.debrief is (P.DEBRIEF in policy.pieces)


@pytest.mark.parametrize(
    ("now", "moves", "worst"),
    [
        (Severity.S3, [], Severity.S3),
        (Severity.S3, [{"before": "S1", "after": "S3"}], Severity.S1),
        (Severity.S2, [{"before": "S3", "after": "S2"}], Severity.S2),
        (Severity.S4, [{"before": "S2", "after": "?"}, {}], Severity.S2),
    ],
)
def test_the_worst_it_ever_was_decides(now: Severity, moves: list[dict[str, str]], worst: Severity) -> None:
    assert worst_of(now, moves) is worst


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("儿童润肤霜 0912A", ""), ("儿童润肤霜0912a", "别的号"), True),
        (("", "豆芽星球"), ("", "豆芽 星球"), True),
        (("润肤霜", ""), ("洗发水", ""), False),
    ],
)
def test_the_same_matter_is_written_in_many_ways(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (tag_of(*one) == tag_of(*other)) is same
    assert tag_of(" ", "") == ""
