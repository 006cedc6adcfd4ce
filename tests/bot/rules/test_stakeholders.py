"""The order of telling: who comes first, and who is still to be told."""

from datetime import UTC, datetime
from itertools import permutations

from bot.rules.stakeholders import (
    Circle,
    Stakeholder,
    gaps,
    telling_order,
    untold_first,
    with_defaults,
)

NOW = datetime(2026, 11, 22, 13, 20, tzinfo=UTC)
STAFF = Stakeholder("客服", Circle.STAFF, told_at=NOW)
AFFECTED = Stakeholder("三位家长", Circle.AFFECTED)
PARTNER = Stakeholder("经销商", Circle.PARTNERS, waived="无合作中的批次")
MEDIA = Stakeholder("媒体", Circle.MEDIA)
PUBLIC = Stakeholder("公众", Circle.PUBLIC)
ALL = [STAFF, AFFECTED, PARTNER, MEDIA, PUBLIC]


def test_inside_and_affected_come_before_the_public() -> None:
    for rows in permutations(ALL):
        assert telling_order(rows) == tuple(ALL)


def test_who_is_still_to_be_told_first() -> None:
    assert untold_first(ALL) == (AFFECTED,)
    assert untold_first([STAFF, PARTNER, PUBLIC]) == ()
    assert untold_first([Stakeholder("x", Circle.STAFF, waived="  ")]) != (), "a waiver needs a reason"


def test_closing_wants_every_row_told_or_waived() -> None:
    assert gaps(ALL) == (AFFECTED, MEDIA, PUBLIC)


def test_a_circle_that_nobody_wrote_down_still_comes_first() -> None:
    assert [row.circle for row in untold_first(with_defaults([]))] == [
        *(Circle.STAFF, Circle.AFFECTED, Circle.PARTNERS)
    ]
    assert untold_first(with_defaults([STAFF, PARTNER])) == (Stakeholder("affected", Circle.AFFECTED),)
    assert with_defaults(ALL) == tuple(ALL)
