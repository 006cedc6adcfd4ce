"""Samples: the lists behind the card, and what may be taken back."""

from datetime import timedelta

from bot.ids import ClockId
from messages.cards import airtimes, obligations
from messages.markup import Drawn
from messages.views import (
    ClockListView,
    ClockRow,
    LegalListView,
    LegalRow,
    StakeholderRow,
    StakeholdersView,
)
from messages.views.airtimes import AirtimeRow, AirtimesView
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import NOT_CONCERNED
from tests.messages.sampled_story import INCIDENT, NUMBER, Story, at, reader

CLOCK = ClockId("01JD0000000000000000000C0K")

TICK = "01JD0000000000000000000T01"


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language)
    clocks = ClockListView(
        number=NUMBER,
        title=s.title,
        rows=(
            ClockRow(
                clock=CLOCK,
                kind=ClockKind.FIRST_RESPONSE,
                due_at=at("21:31"),
                owner=s.zhou,
                blocker=s.say("等法务批准(王砚)", "legal approval (Wang Yan)"),
                may_pause=True,
            ),
            ClockRow(
                clock=CLOCK,
                kind=ClockKind.VERIFIED_STATEMENT,
                due_at=at("01:31", 23),
                owner=s.zhou,
                paused_at=at("20:40"),
            ),
            ClockRow(
                clock=CLOCK,
                kind=ClockKind.LEGAL,
                code="L8a",
                due_at=at("18:00", 28),
                owner=s.chen,
                calendar_unknown=True,
            ),
            ClockRow(clock=CLOCK, kind=ClockKind.ROLES_COMPLETE, due_at=at("20:31")),
        ),
    )
    legal = LegalListView(
        incident=INCIDENT,
        number=NUMBER,
        title=s.title,
        rows=(
            LegalRow(
                code="L4", duty=s.say("商品有安全缺陷:立即报告", "Unsafe goods: report at once"), at_once=True
            ),
            LegalRow(code="L5", duty=s.say("收到退货后退款", "Money back after return"), limit=timedelta(days=7)),
            LegalRow(
                code="L14",
                duty=s.say("致人伤害的产品:报告", "Harmful product: report"),
                working_days=2,
                attached=True,
            ),
            LegalRow(code="L8a", duty=s.say("12315 是否受理", "12315: accepted or not"), working_days=7),
            LegalRow(code="P10", duty=s.say("平台投诉期限", "Time limit of the platform")),
        ),
    )
    told = StakeholdersView(
        number=NUMBER,
        title=s.title,
        rows=(
            StakeholderRow(
                id="01JD0000000000000000000S01", circle="staff", told_at=at("20:41"), told_by=s.he, undo=TICK
            ),
            StakeholderRow(id="01JD0000000000000000000S02", circle="affected"),
            StakeholderRow(
                id="01JD0000000000000000000S03",
                circle="partners",
                name=s.say("经销商协会", "Dealers"),
                waived=s.say("与这批货无关", "not this batch"),
            ),
            StakeholderRow(id="01JD0000000000000000000S04", circle="public"),
            StakeholderRow(id="01JD0000000000000000000S05", circle="media", waived=NOT_CONCERNED),
        ),
        first=frozenset({"01JD0000000000000000000S02"}),
    )
    on_air = AirtimesView(
        rows=(
            AirtimeRow(days=tuple(range(1, 8)), begins="20:00", ends="23:30", account=s.account),
            AirtimeRow(days=(5, 6), begins="22:00", ends="01:00"),
        )
    )
    return {
        "airtimes": airtimes.draw(on_air, r),
        "airtimes_none": airtimes.draw(AirtimesView(rows=()), r),
        "panel_clock_list": obligations.draw_clocks(clocks, r),
        "panel_clock_list_none": obligations.draw_clocks(ClockListView(number=NUMBER, title=s.title, rows=()), r),
        "panel_legal_list": obligations.draw_legal(legal, r),
        "panel_stakeholders": obligations.draw_stakeholders(told, r),
    }
