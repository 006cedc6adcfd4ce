"""Days and times, written by a catalogue's pattern in CLDR's letters (`d MMM yyyy HH:mm`).

The patterns of two languages use nine of these letters. Babel, which knows them all, keeps 4 MB of tables for
as long as the process lives once it is asked for one date.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from messages.catalogues import catalogue
from storage.vocabulary.people import Language

_LETTERS: Final = re.compile(r"([A-Za-z])\1*")

_WRITTEN: Final[dict[str, Callable[[Any, Language], str]]] = {
    "yyyy": lambda when, _: f"{when.year:04}",
    "MMM": lambda when, language: _name("dates-months", language, when.month),
    "MM": lambda when, _: f"{when.month:02}",
    "M": lambda when, _: str(when.month),
    "dd": lambda when, _: f"{when.day:02}",
    "d": lambda when, _: str(when.day),
    "EEE": lambda when, language: _name("dates-weekdays", language, when.isoweekday()),
    "HH": lambda when, _: f"{when.hour:02}",
    "mm": lambda when, _: f"{when.minute:02}",
}


def written(when: date, pattern: str, language: Language) -> str:
    """This day, or moment where the pattern asks for hours, as it stands there.

    Raises:
        KeyError: a letter that no pattern of ours has used so far.
    """
    return _LETTERS.sub(lambda found: _WRITTEN[found[0]](when, language), pattern)


def _name(key: str, language: Language, number: int) -> str:
    known = catalogue(language)
    if not known.knows(key):
        raise KeyError(key)
    ((_, names),) = known.pieces[key]
    return names.split()[number - 1]
