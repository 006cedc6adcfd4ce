"""The marker that ties a test to a rule, and a sheet to hold texts against."""

from datetime import datetime, timedelta, timezone
from typing import Literal

import pytest

from messages.screening import NameRule, PromiseOffer, SheetFact, SheetView, Wording, screen

Language = Literal["zh", "en"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "rule(code, outcome): a test of one rule; blocked, allowed or exception")


NOW = datetime(2026, 11, 22, 20, 58, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sheet() -> SheetView:
    """An S1 about a children's cream, 20:58: cause unknown, promotion paused, two facts, one update promised."""
    return SheetView(
        version="v2",
        severity="S1",
        promotion_paused=True,
        facts=(
            SheetFact.read("①", "3例起疹反馈", NOW),
            SheetFact.read("②", "该批次共12860瓶", NOW, rounding_allowed=True),
            SheetFact.read("③", "库存还有500箱", NOW, public=False),
            SheetFact.read("④", "回访了7人", NOW, valid_until=NOW - timedelta(hours=1)),
        ),
        wordings=(
            Wording("致癌", say_instead="检测结果出来前,我们不猜原因。", variants=("治癌",)),
            Wording("激素", allow=("不含激素的检测",)),
        ),
        approved_lines=(
            "原因正在核实,22:30前在本账号通报。",
            "产品已全部下架,全额退款请联系客服。",
        ),
        names=(NameRule("青禾日化", may_say=False, aliases=("青禾",)), NameRule("豆芽星球", may_say=True)),
        contacts=("400-000-0000", "douya.example.com", "豆芽星球客服"),
        complainants=("小雨妈妈",),
        next_update=NOW.replace(hour=22, minute=30),
        retracted=("本次事件系个别用户皮肤敏感所引起,与产品质量没有任何关系",),
    )


@pytest.fixture(scope="session")
def offer() -> PromiseOffer:
    return PromiseOffer("refund_full", "购买该批次的用户可以全额退款", ends=NOW + timedelta(days=7))


def found(code: str, text: str, sheet: SheetView, now: datetime, language: Language) -> list[str]:
    """How grave one rule finds each place of this text."""
    return [one.level for one in screen(text, sheet, now=now, language=language).findings if one.rule == code]
