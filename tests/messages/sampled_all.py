"""Every sample by name, in one language."""

from functools import cache

import sampled_alerts
import sampled_calls
import sampled_clocks
import sampled_incidents
import sampled_panels
import sampled_recaps
import sampled_work
from sampled_story import Story

from messages.markup import Drawn
from storage.vocabulary.people import Language

_PARTS = (
    sampled_alerts,
    sampled_incidents,
    sampled_panels,
    sampled_calls,
    sampled_clocks,
    sampled_work,
    sampled_recaps,
)


@cache
def drawn(language: Language) -> dict[str, Drawn]:
    """Name of the sample → the message."""
    story = Story(language)
    return {name: message for part in _PARTS for name, message in part.samples(story).items()}
