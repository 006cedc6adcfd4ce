"""The shipped drafts of standing lines: one set for each type, short enough, and clear in their own check."""

from datetime import UTC, datetime

import pytest

from bot.rules.standing_lines import LONGEST
from messages.library import standing
from messages.library.standing import DraftRow
from messages.screening import SheetView, screen
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Channel, StopLossStage

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
LINES = [
    pytest.param(row.code, line, language, id=f"{row.code}-{line.channel}-{line.stage}-{language}")
    for row in standing.drafts()
    for line in row.line
    for language in Language
]


def test_every_type_has_a_line_for_the_air_before_and_after_and_for_writing() -> None:
    wanted = {
        (Channel.LIVE_SPOKEN, StopLossStage.BEFORE),
        (Channel.LIVE_SPOKEN, StopLossStage.AFTER),
        (Channel.DOUYIN_COMMENT, StopLossStage.BEFORE),
        (Channel.PRIVATE_MESSAGE, StopLossStage.BEFORE),
    }
    assert {row.code for row in standing.drafts()} == set(CrisisType) - {CrisisType.UNKNOWN}
    assert [row.code for row in standing.drafts() if {line.place for line in row.line} != wanted] == []


@pytest.mark.parametrize(("kind", "line", "language"), LINES)
def test_a_draft_passes_the_check_that_it_stands_for(kind: CrisisType, line: DraftRow, language: Language) -> None:
    """No figure, no cause, no promise, nobody named: also in an S1 with promotion paused."""
    nothing = SheetView(version="none", severity="S1", promotion_paused=True)
    verdict = screen(line.text(language), nothing, now=NOW, language=language.value)
    assert [(finding.rule, finding.reason) for finding in verdict.findings] == []


@pytest.mark.parametrize(("kind", "line", "language"), LINES)
def test_a_draft_fits_its_place(kind: CrisisType, line: DraftRow, language: Language) -> None:
    text = line.text(language)
    assert standing.too_long(line.channel, language, text) is None
    assert len(text) <= LONGEST


def test_what_takes_longer_than_fifteen_seconds_to_say_does_not_fit() -> None:
    assert standing.too_long(Channel.LIVE_SPOKEN, Language.ZH, "好" * 91) == (91, 90)
    assert standing.too_long(Channel.LIVE_SPOKEN, Language.EN, "well " * 46) == (46, 45)
    assert standing.too_long(Channel.DOUYIN_COMMENT, Language.ZH, "好" * 101) == (101, 100)
    assert standing.too_long(Channel.PRIVATE_MESSAGE, Language.ZH, "好" * 400) is None


def test_only_a_line_that_says_something_is_done_waits_for_it() -> None:
    with pytest.raises(ValueError, match="step"):
        DraftRow(
            channel=Channel.LIVE_SPOKEN, stage=StopLossStage.AFTER, zh="这款我们先下架了,抱歉。", en="Taken down."
        )
    with pytest.raises(ValueError, match="no stop-loss step"):
        DraftRow(
            channel=Channel.LIVE_SPOKEN,
            stage=StopLossStage.AFTER,
            states_action="gone",
            zh="这款我们先下架了,抱歉。",
            en="We have taken it down.",
        )
