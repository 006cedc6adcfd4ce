"""A card filled into a frame is to the letter the card drawn anew."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.ids import AlertId
from messages.cards import alerts
from messages.cards.frames import SUBJECT, TITLE
from messages.views import AlertCardView, Hint, Mark, Verb
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import Story, at, reader

#: One change of each field that an undecided card may have, and what deceives a frame.
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"title": "<b>另一件</b> & 更多"},
    {"title": TITLE},
    {"title": ""},
    {"title": "长" * 90},
    {"alert": AlertId("01J0000000000000000000000Z")},
    {"alert": AlertId(SUBJECT)},
    {"product": TITLE},
    {"account": f"{TITLE}a"},
    {"severity": Severity.S3},
    {"first_seen_at": at("20:01")},
    {"last_seen_at": at("20:59")},
    {"last_seen_at": at("20:59"), "count": 3},
    {"last_seen_at": at("22:59"), "count": 3},
    {"folded": 4},
    {"platform": "weibo"},
    {"live": True, "viewers": 1200},
    {"live": True},
    {"reasons": ("injury", "minor")},
    {"figures": {"media_asks": 1.0}},
    {"figures": {"comments_per_hour": 12000.0}},
    {"opens_at": at("21:40")},
    {"decide_by": at("21:40"), "opens_at": None},
    {"hint": Hint(AlertState.DISMISSED)},
    {"hint": Hint(AlertState.OPENED, "media_asks")},
    {"resolved_at": at("20:50")},
    {"choosing": True},
    {"topic_url": "https://t.me/c/1/2"},
    {"evidence": 3},
    {"test": True},
    {"flapping": True},
    {"guessed": CrisisType.RUMOR},
    {"keys": frozenset({Verb.ALERT_OPEN})},
    {"mark": Mark(sandbox=True)},
    {"mark": Mark(drill=True, repeated=True)},
)


def views(language: Language) -> Iterator[AlertCardView]:
    view = replace(Story(language).rumor_alert(), keys=frozenset({Verb.ALERT_OPEN, Verb.ALERT_DISMISS}))
    for change in CHANGES:
        yield replace(view, **change)
        yield replace(view, **{"decided": None, "proposed": None, **change})


@pytest.mark.parametrize("language", Language)
def test_a_frame_is_the_card_itself(language: Language) -> None:
    """Twice each: the first makes the frame, the second is filled into it. Leave a field out of `_alike`, and a
    card shows what another one said."""
    for _ in range(2):
        for view in views(language):
            for now in (at("21:00"), at("21:00") + timedelta(days=400)):
                who = replace(reader(language), now=now)
                assert alerts.draw(view, who) == alerts.drawn_anew(view, who)
