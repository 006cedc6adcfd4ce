"""The paper: a PDF that reads without the desk, in both languages, the same bytes for the same rows."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from messages.paper import page
from messages.views.papers import PaperChain, PaperLine, PaperSheet, PaperView
from messages.views.rosters import DayLine, RoleLine, ShiftLine
from messages.words import Reader
from storage.vocabulary.calls import RungKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

AT = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
SHIFT = ShiftLine(person="周岚 🎉", begins=AT, ends=AT + timedelta(hours=12))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("full", [True, False])
def test_it_is_one_pdf_whatever_there_is(language: Language, full: bool) -> None:
    view = PaperView(team="豆芽 <星球> #set", made_at=AT)
    if full:
        view = PaperView(
            team="豆芽",
            made_at=AT,
            now=("林澜",),
            roles=(RoleLine(role=RoleKind.LEGAL, people=("陈默", "王砚")), RoleLine(role=RoleKind.COMMANDER)),
            days=(DayLine(day=date(2026, 11, 22), shifts=(SHIFT,)), DayLine(day=date(2026, 11, 23), free=True)),
            chains=(PaperChain(severity=Severity.S1, rungs=((RungKind.DEPUTY, timedelta(minutes=5)),)),),
            sheets=(PaperSheet(number="INC-2026-0007", title="起疹 $x$", version=2, lines=("正在核实 *。",)),),
            standing=(PaperLine(crisis_type=CrisisType.PRODUCT_SAFETY, channel="直播", text="先停一下。" * 300),),
        )
    reader = Reader(language, ZoneInfo("Asia/Shanghai"), AT)
    made = page.draw(view, reader)
    assert made.startswith(b"%PDF-")
    assert made == page.draw(view, reader)
