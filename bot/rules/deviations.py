"""How grave a deviation looks: a number, an amount, a promise, a denial or safety advice; another detail; tone."""

import re

from bot.rules.comparing import changes
from storage.vocabulary.publications import DeviationClass

_FIGURE = re.compile(r"[0-9\uff10-\uff19]")


def guessed(approved: str, posted: str) -> DeviationClass:
    """A first guess that a person corrects with one tap: a figure that differs or is gone is grave."""
    differing = changes(approved, posted)
    if any(_FIGURE.search(change.before) or _FIGURE.search(change.after) for change in differing):
        return DeviationClass.D1
    return DeviationClass.D2
