"""Pages of a busy evening, drawn."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from messages.pages import board, notice, stats
from messages.pages.drawing import Page
from messages.views.pages import StatsCell, StatsRow, StatsTable, StatsView, WallRow, WallView
from messages.words import Reader
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 22, 13, 19, tzinfo=UTC)
BASE = "/t/01JD0000000000000000000000"
COLUMNS = ("count", "responded", "first", "down", "kept", "corrections", "hits")


def reader(language: Language) -> Reader:
    return Reader(language, ZoneInfo("Asia/Shanghai"), NOW)


def wall(language: Language, hidden: int = 1) -> WallView:
    """Five incidents: late, nearly due, calm, a drill, and one whose title is hostile and long."""
    zh = language is Language.ZH

    def row(number: int, severity: Severity, title: str, **more: object) -> WallRow:
        name = f"INC-2026-{number:04}"
        return WallRow(
            number=name,
            severity=severity,
            title=title,
            state=IncidentState.HANDLING,
            address=f"{BASE}/incidents/{name}",
            **more,  # type: ignore[arg-type]
        )

    words = reader(language).plain
    due, late = words("board-due", clock="x", at="21:31"), words("board-late", clock="x", at="21:02")
    first = "首次回应" if zh else "first response"
    return WallView(
        team="豆芽星球" if zh else "Douya Planet",
        rows=(
            row(
                7,
                Severity.S1,
                "儿童润肤霜疑致起疹" if zh else "Kids' cream, suspected rash",
                commander="林澜" if zh else "Lin Lan",
                public=due.replace("x", first),
                public_tone="wait",
                empty="法务、业务负责人" if zh else "legal, business owner",
                overdue=1,
            ),
            row(
                8,
                Severity.S2,
                "直播间标错价" if zh else "Wrong price in the live room",
                public=late.replace("x", first),
                public_tone="bad",
                empty="总指挥" if zh else "commander",
                overdue=2,
            ),
            row(
                9,
                Severity.S3,
                "网传回收料" if zh else "Rumour of recycled material",
                commander="周岚" if zh else "Zhou Lan",
            ),
            row(
                10,
                Severity.S4,
                "<script>alert(1)</script> \u202eمرحبا 🇨🇳 " + "很长的标题" * 12,
                commander="何敏" if zh else "He Min",
                drill=True,
            ),
        ),
        hidden=hidden,
        next_due="21:02",
        next_late=True,
        overdue=3,
        as_of=NOW,
    )


def figures(language: Language) -> StatsView:
    zh = language is Language.ZH
    few = StatsCell("数据不足(2 件)" if zh else "not enough data (2)", few=True)
    span = StatsCell("53 分(12)" if zh else "53 min (12)")
    two = (StatsCell("2"), few, few, few, few, few, few)
    row = StatsRow(
        "S1",
        (
            *(StatsCell("12"), StatsCell("25 秒(12)" if zh else "25 s (12)"), span, span),
            *(StatsCell("92%(140)"), StatsCell("4%(48)"), StatsCell("22%(310)")),
        ),
    )
    return StatsView(
        tables=(
            StatsTable("severity", (row, StatsRow("S2", two))),
            StatsTable(
                "month",
                (StatsRow("2026-11", row.cells), StatsRow("2026-10", two)),
            ),
        ),
        columns=COLUMNS,
        minimum=5,
    )


def pages(language: Language) -> dict[str, Page]:
    """By name."""
    words, zh = reader(language), language is Language.ZH
    empty = WallView(team="x", rows=(), hidden=0, next_due="", next_late=False, overdue=0, as_of=NOW)
    return {
        "board": board.draw(wall(language), words, BASE),
        "quiet": board.draw(empty, words, BASE),
        "stats": stats.draw(figures(language), words, "豆芽星球" if zh else "Douya Planet", BASE),
        "notice": notice.draw("page-link-used", words),
    }
