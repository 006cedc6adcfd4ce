"""Why is this deadline that long? The answer is in the reader's language."""

import pytest

from messages.library import origins
from messages.library.policies import clock_policies


@pytest.mark.parametrize("source", sorted({row.source for row in clock_policies()}))
def test_every_figure_says_in_chinese_where_it_comes_from(source: str) -> None:
    told = origins.spoken(source, "zh")
    assert any("\u4e00" <= character <= "\u9fff" for character in told), source
    assert origins.spoken(source, "en") == source


def test_a_team_s_own_source_stays_as_it_was_written() -> None:
    assert origins.spoken("Our own board, 2026", "zh") == "Our own board, 2026"
