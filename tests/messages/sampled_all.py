"""Every sample by name, in one language."""

from functools import cache

from messages.markup import Drawn
from storage.vocabulary.people import Language
from tests.messages import (
    sampled_alerts,
    sampled_calls,
    sampled_checking,
    sampled_clocks,
    sampled_facts,
    sampled_frontline,
    sampled_incidents,
    sampled_inquiries,
    sampled_lists,
    sampled_panels,
    sampled_phones,
    sampled_promises,
    sampled_recaps,
    sampled_sheets,
    sampled_speakers,
    sampled_voice,
    sampled_work,
)
from tests.messages.sampled_story import Story

_PARTS = (
    sampled_alerts,
    sampled_incidents,
    sampled_panels,
    sampled_calls,
    sampled_checking,
    sampled_frontline,
    sampled_speakers,
    sampled_clocks,
    sampled_lists,
    sampled_work,
    sampled_recaps,
    sampled_facts,
    sampled_sheets,
    sampled_voice,
    sampled_inquiries,
    sampled_promises,
    sampled_phones,
)


@cache
def drawn(language: Language) -> dict[str, Drawn]:
    """Name of the sample → the message."""
    story = Story(language)
    return {name: message for part in _PARTS for name, message in part.samples(story).items()}
