"""Keeping an eye on it: until a time, and until a trigger, whichever comes first.

A watch always has a time, so that no alert is left without a running clock; triggers (reposts, plays, media
asking) call its owner earlier.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.errors import DeskError
from bot.rules.figures import FigureWords, figures, thresholds
from bot.rules.wordlists import Passage, word_list

#: The metric of "media are asking"; 1 means yes.
MEDIA_ASKS = "media_asks"


class WatchInPast(DeskError):
    """A watch cannot end before it begins (`until`, as typed)."""

    key = "refused-watch-in-past"


class TriggerUnclear(DeskError):
    """A trigger was not understood (`text`: the part that was not)."""

    key = "refused-trigger-unclear"


class Trigger(Struct, frozen=True):
    """So much of a metric calls the owner of the watch, and tips the hint on the card."""

    metric: str
    at_least: float


class WatchPolicy(Struct, frozen=True):
    """What a watch is when nobody says more: how long, and what ends it earlier."""

    minutes: int
    triggers: Mapping[str, float]
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""

    @property
    def defaults(self) -> tuple[Trigger, ...]:
        return tuple(Trigger(metric, at_least) for metric, at_least in self.triggers.items())


class Fired(Struct, frozen=True):
    """A trigger that was reached, and the figure that reached it."""

    trigger: Trigger
    figure: float


def watch_until(now: datetime, until: datetime | None, policy: WatchPolicy, typed: str = "") -> datetime:
    """When the watch ends: the time given, otherwise after the policy's minutes.

    Raises:
        WatchInPast: that time has passed.
    """
    if until is None:
        return now + timedelta(minutes=policy.minutes)
    if until <= now:
        raise WatchInPast(until=typed)
    return until


def parse_triggers(text: str, words: FigureWords, media_words: tuple[str, ...]) -> tuple[Trigger, ...]:
    """Triggers as typed, separated as people like; of one metric the last counts.

    Raises:
        TriggerUnclear: a part of the text is no trigger, or there is none at all.
    """
    found = thresholds(text, words)
    triggers = [Trigger(metric, at_least) for metric, at_least in found.values.items()]
    rest = found.rest
    media = word_list(media_words).find(Passage(rest)) if media_words else None
    if media is not None:
        triggers.append(Trigger(MEDIA_ASKS, 1))
        rest = rest.replace(media, " ", 1).strip()
    if rest or not triggers:
        raise TriggerUnclear(text=rest or text.strip())
    return tuple(triggers)


def data_points(text: str, words: FigureWords, media_words: tuple[str, ...] = ()) -> Mapping[str, float]:
    """The figures of a typed line that is nothing but figures; empty when it is anything else."""
    found = figures(text, words)
    if found.alone:
        return found.values
    passage = Passage(found.rest or text)
    media = word_list(media_words).find(passage) if media_words else None
    if media is not None and not passage.text.replace(media, "", 1).strip():
        return {**found.values, MEDIA_ASKS: 1}
    return {}


def fired(triggers: Iterable[Trigger], metrics: Mapping[str, float]) -> tuple[Fired, ...]:
    """The triggers these figures reach; the very number counts."""
    return tuple(
        Fired(trigger, figure)
        for trigger in triggers
        if (figure := metrics.get(trigger.metric)) is not None and figure >= trigger.at_least
    )


def nearest(triggers: Sequence[Trigger], metrics: Mapping[str, float]) -> Fired | None:
    """The trigger that is closest to being reached, or most exceeded; None when no figure is known."""
    known = [Fired(trigger, metrics[trigger.metric]) for trigger in triggers if trigger.metric in metrics]
    return max(known, key=lambda each: each.figure / each.trigger.at_least, default=None)
