"""Silences: alerts with these labels make no sound until then.

They are kept and counted, only nobody hears them. A silence that fits everything is refused, and none of them
ever covers an S1.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.severity import Severity

#: Nobody remembers a silence longer than that; it is renewed on purpose or it ends.
LONGEST = timedelta(days=30)

_WIDE_EQUALS = "\uff1d"
_BETWEEN = re.compile("[\\s,\uff0c\u3001]+")


class SilenceTooWide(DeskError):
    """It would match everything (`text`: what was typed)."""

    key = "refused-silence-too-wide"


class SilenceUnclear(DeskError):
    """It is not a list of `label=value` (`text`: the part that was not understood)."""

    key = "refused-silence-unclear"


class SilenceEndless(DeskError):
    """It ends in the past or after more than `days` days."""

    key = "refused-silence-endless"


class Matcher(Struct, frozen=True):
    """One label and the value it must have; `*` stands for any run of characters."""

    label: str
    value: str

    @property
    def anything(self) -> bool:
        """Does it fit every value?"""
        return not self.value.strip("*")

    def fits(self, labels: Mapping[str, str]) -> bool:
        """Does an alert with these labels fit? A label that is missing never does."""
        found = labels.get(self.label)
        return found is not None and _fits(self.value, found)


class Silence(Struct, frozen=True):
    """All matchers must fit; it ends at `until`. `name` is how people end it earlier."""

    name: str
    matchers: tuple[Matcher, ...]
    until: datetime


def parse_matchers(text: str) -> tuple[Matcher, ...]:
    """`label=value` parts, separated by spaces or commas, as typed.

    Raises:
        SilenceUnclear: a part without label or `=`.
        SilenceTooWide: no part says anything.
    """
    matchers = []
    for part in _BETWEEN.split(text.strip()):
        if not part:
            continue
        label, equals, value = part.replace(_WIDE_EQUALS, "=").partition("=")
        if not label or not equals:
            raise SilenceUnclear(text=part)
        matchers.append(Matcher(label, value))
    if all(matcher.anything for matcher in matchers):
        raise SilenceTooWide(text=text.strip())
    return tuple(matchers)


def silence(name: str, matchers: tuple[Matcher, ...], until: datetime, now: datetime) -> Silence:
    """A silence that may stand.

    Raises:
        SilenceTooWide: every matcher fits anything, or there is none.
        SilenceEndless: it ends in the past or after more than 30 days.
    """
    if all(matcher.anything for matcher in matchers):
        raise SilenceTooWide(text=" ".join(f"{matcher.label}={matcher.value}" for matcher in matchers))
    if not now < until <= now + LONGEST:
        raise SilenceEndless(days=LONGEST.days)
    return Silence(name, matchers, until)


def silenced(
    labels: Mapping[str, str], severity: Severity, silences: Iterable[Silence], now: datetime
) -> Silence | None:
    """The silence that covers this alert now, None if none does. An S1 is never covered."""
    if severity is Severity.S1:
        return None
    return next(
        (
            each
            for each in silences
            if now < each.until and each.matchers and all(matcher.fits(labels) for matcher in each.matchers)
        ),
        None,
    )


def _fits(pattern: str, text: str) -> bool:
    """Does the text have the pattern's pieces in this order, the first and last at its ends? Linear, so that
    no hostile pattern can make it slow."""
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    *middle, last = others
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for piece in middle:
        position = text.find(piece, position, end)
        if position < 0:
            return False
        position += len(piece)
    return True
