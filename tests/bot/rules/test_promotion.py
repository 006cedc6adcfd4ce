"""Paused promotion: what is lifted channel by channel may sell again, and nothing else."""

import pytest

from bot.rules.promotion import CHANNELS, paused
from storage.vocabulary.sheets import Channel

AIR, CAPTION, COMMENT = Channel.LIVE_SPOKEN, Channel.VIDEO_CAPTION, Channel.DOUYIN_COMMENT


@pytest.mark.parametrize(
    ("channel", "by_type", "stopped", "lifted", "expected"),
    [
        (COMMENT, False, (), (), False),
        (COMMENT, True, (), (), True),
        (COMMENT, False, ("kol",), (), True),
        (COMMENT, True, (), CHANNELS, False),
        (COMMENT, True, (), CHANNELS[:-1], True),
        (AIR, True, (), ("live_selling",), False),
        (AIR, True, ("live_selling",), (), True),
        (AIR, False, ("paid_traffic",), (), False),
        (CAPTION, True, ("paid_traffic",), ("scheduled",), False),
        (CAPTION, True, (), ("live_selling",), True),
        ("", True, (), ("live_selling",), True),
    ],
)
def test_what_may_sell_again(
    channel: str, by_type: bool, stopped: tuple[str, ...], lifted: tuple[str, ...], expected: bool
) -> None:
    assert paused(channel, by_type, stopped, lifted) is expected
