"""The one wrapper around the catalogues: keys and blanks in, words for one reader out.

Catalogues are Project Fluent files in `messages/locales/{zh,en}`; every file there is read once, and each sentence
parsed when it is needed. `say` gives text for a chat (user text escaped), `plain` gives text without markup for
buttons, toasts and lock screens. Blanks are cleaned of what deceives. Words of `storage.vocabulary` become their
labels. A number gets group signs; ids and years are given as strings. A blank that a sentence has a form `none`
for may be left out or empty.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from messages.catalogues import catalogue, optional_blanks
from messages.dates import written
from messages.label_keys import LABELS
from messages.markup import clean, cut, escape, seen, shorten
from storage.vocabulary.people import Language

if TYPE_CHECKING:
    from messages.sentences import Catalogue

Blank = str | int | float | Enum | None

#: What one blank may hold, as the reader counts: no sentence needs more, a message takes four times as much.
_BLANK_LIMIT = 1000
_FLUENT_TAKES = 900
_WORD = 40
_log = logging.getLogger(__name__)


class WordsMissing(LookupError):
    """A key no catalogue has, or a blank nobody filled: a bug, raised unless words are forgiving."""


class _Strictness:
    forgiving = False


def forgive(on: bool = True) -> None:
    """In production a mistake in a sentence must not stop a page: log it, fall back to zh, then to the key.

    The running desk switches this on at start; tests leave it off.
    """
    _Strictness.forgiving = on


def say(language: Language, key: str, **blanks: Blank) -> Markup:
    """The sentence `key` as HTML; every blank that is not Markup is cleaned and escaped.

    Raises:
        WordsMissing: no such sentence, or a blank is missing (falls back when words are forgiving).
    """
    return Markup(_format(language, key, {name: _marked(language, value) for name, value in blanks.items()}))  # noqa: S704


def plain(language: Language, key: str, **blanks: Blank) -> str:
    """The sentence `key` without markup: for buttons, toasts and lock screens.

    Raises:
        WordsMissing: as `say`.
    """
    return _format(language, key, {name: _plain(language, value) for name, value in blanks.items()})


def label(language: Language, word: Enum) -> str:
    """A word of the vocabulary as people read it, such as 法务 or legal."""
    return plain(language, label_key(word))


def label_key(word: Enum) -> str:
    """The key of a word's label: the vocabulary's prefix and the word, with hyphens."""
    value = word.value if isinstance(word.value, str) else word.name
    return f"{LABELS[type(word)]}-{value}".replace("_", "-").lower()


def reason_key(reason: str) -> str:
    """The key of the sentence for a reason of the check (`messages/screening/reasons.toml`)."""
    return f"reason-{reason}".replace(".", "-").replace("_", "-")


def _marked(language: Language, value: Blank) -> str | int | float:
    if type(value) is str and len(value) <= _WORD:
        return _word(value)
    if isinstance(value, Markup):
        return cut(value, _BLANK_LIMIT)
    filled = _plain(language, value)
    return cut(escape(filled), _BLANK_LIMIT) if isinstance(filled, str) else filled


@lru_cache(maxsize=512)
def _word(text: str) -> Markup:
    """Names, accounts and times of the day come again on card after card."""
    return escape(clean(text))


def _plain(language: Language, value: Blank) -> str | int | float:
    if isinstance(value, Enum):
        return label(language, value) if type(value) in LABELS else str(value.value)
    if value is None:
        return ""
    if isinstance(value, str):
        text = seen(value) if isinstance(value, Markup) else value
        return shorten(clean(text), _BLANK_LIMIT)
    return value


def _format(language: Language, key: str, blanks: dict[str, str | int | float]) -> str:
    known = catalogue(language)
    if not blanks:
        if (said := known.bare.get(key)) is not None:
            return said
    elif (said := _put_together(known, key, blanks)) is not None:
        return said
    try:
        if all(
            type(value) is int or (isinstance(value, str) and len(value) <= _WORD) for value in blanks.values()
        ):
            return _known_by_rules(language, key, tuple(blanks.items()))
        return _by_rules(language, key, blanks)
    except WordsMissing as missing:
        if not _Strictness.forgiving:
            raise
        _log.error("sentence %s (%s) is broken: %s", key, language.value, missing.args[2:])
    return key if language is Language.ZH else _format(Language.ZH, key, blanks)


@lru_cache(maxsize=1024)
def _known_by_rules(language: Language, key: str, blanks: tuple[tuple[str, str | int | float], ...]) -> str:
    """The grammar of a sentence costs 60 calls; the same few words and numbers come again on card after card."""
    return _by_rules(language, key, dict(blanks))


def _by_rules(language: Language, key: str, blanks: dict[str, str | int | float]) -> str:
    known = catalogue(language)
    if not known.knows(key) or (pattern := known.bundle.get_message(key).value) is None:
        raise WordsMissing(key, language.value, KeyError(key))
    absent = {name: "none" for name in optional_blanks(language, key) if blanks.get(name, "") == ""}
    short, long = _set_aside({**blanks, **absent})
    said, errors = known.bundle.format_pattern(pattern, short)
    if errors:
        raise WordsMissing(key, language.value, *errors)
    if not blanks:
        known.bare[key] = str(said)
    return _put_back(str(said), long)


def _put_together(known: "Catalogue", key: str, blanks: dict[str, str | int | float]) -> str | None:
    """Most sentences are texts and blanks one after the other, which need none of Fluent's rules; numbers do."""
    if not blanks or not known.knows(key) or (pieces := known.pieces.get(key)) is None:
        return None
    said: list[str] = []
    for is_blank, text in pieces:
        piece = blanks.get(text) if is_blank else text
        if not isinstance(piece, str):
            return None
        said.append(piece)
    return "".join(said)


def _set_aside(blanks: dict[str, str | int | float]) -> tuple[dict[str, str | int | float], dict[str, str]]:
    """Long blanks wait outside: Fluent refuses more than 1000 characters in one place, markup and all."""
    long = {
        f"\x00{name}\x00": value
        for name, value in blanks.items()
        if isinstance(value, str) and len(value) > _FLUENT_TAKES
    }
    if not long:
        return blanks, long
    return {name: f"\x00{name}\x00" if f"\x00{name}\x00" in long else blanks[name] for name in blanks}, long


def _put_back(text: str, long: dict[str, str]) -> str:
    for token, value in long.items():
        text = text.replace(token, value)
    return text


def moment(when: datetime, zone: ZoneInfo, today: date, language: Language) -> str:
    """A time as people of this zone read it: the hour, with the date when it is not today's.

    `20:41` · `11-22 20:31` · `22 Nov 20:31`, with the year when it is not this one. `when` is aware.
    """
    local = when.astimezone(zone)
    this_year = "moment-date" if local.year == today.year else "moment-year"
    key = "moment-today" if local.date() == today else this_year
    return _written(local.replace(second=0, microsecond=0, tzinfo=None), plain(language, key), language)


@lru_cache(maxsize=512)
def _written(minute: datetime, pattern: str, language: Language) -> str:
    """In a storm hundreds of cards name the same minute."""
    return written(minute, pattern, language)


def day(when: date, today: date, language: Language) -> str:
    """A date: `11-27` · `27 Nov`, with the year when it is not this one."""
    key = "day-date" if when.year == today.year else "day-year"
    return written(when, plain(language, key), language)


def duration(span: timedelta, language: Language) -> str:
    """How long: `25 秒`, `1 分 40 秒`, `53 分`, `4 时 10 分`, `2 天 3 时` / `25 s`, `1 min 40`, `4 h 10`.

    Seconds are shown below five minutes, minutes below two days. A negative span reads as none.
    """
    seconds = max(0, int(span.total_seconds()))
    minutes, hours = seconds // 60, seconds // 3600
    if minutes < 1:
        return plain(language, "duration-seconds", seconds=str(seconds))
    if minutes < 5 and seconds % 60:
        return plain(language, "duration-minutes-seconds", minutes=str(minutes), seconds=f"{seconds % 60:02}")
    if hours < 1:
        return plain(language, "duration-minutes", minutes=str(minutes))
    if hours < 48:
        rest = minutes % 60
        key = "duration-hours-minutes" if rest else "duration-hours"
        return plain(language, key, hours=str(hours), minutes=f"{rest:02}")
    key = "duration-days-hours" if hours % 24 else "duration-days"
    return plain(language, key, days=str(hours // 24), hours=str(hours % 24))


def counted(span: timedelta, language: Language) -> str:
    """How long, in the middle of a sentence: `7 分钟` where a table says `7 分`; otherwise as `duration`."""
    minutes = int(span.total_seconds() // 60)
    return plain(language, "minutes", minutes=minutes) if 1 <= minutes <= 120 else duration(span, language)


def compact(number: float, language: Language) -> str:
    """A large count in short: `860`, `1.2 万`, `3.1 亿` / `860`, `12k`, `1.4M`."""
    steps = (
        ((100_000_000, "count-hundred-million"), (10_000, "count-ten-thousand"))
        if language is Language.ZH
        else ((1_000_000, "count-million"), (10_000, "count-thousand"))
    )
    for size, key in steps:
        if number >= size:
            unit = 1_000 if key == "count-thousand" else size
            return plain(language, key, number=f"{int(number * 10 / unit) / 10:g}")
    return f"{number:,.0f}"


def listed(items: Iterable[str], language: Language) -> str:
    """Names one after the other: `林澜、周岚` / `Lin Lan, Zhou Lan`."""
    return plain(language, "list-comma").join(items)


def capital(text: str) -> str:
    """A label at the beginning of an English sentence; Chinese stays as it is."""
    return text[:1].upper() + text[1:]


class Reader(Struct, frozen=True):
    """Who reads: language and zone, and the moment of drawing (aware UTC).

    Everything a drawer needs to know besides its view. Times given as datetime become moments, spans
    become durations.
    """

    language: Language
    zone: ZoneInfo
    now: datetime

    def say(self, key: str, **blanks: "Blank | datetime | date | timedelta") -> Markup:
        if not blanks:
            return Markup(_format(self.language, key, {}))  # noqa: S704
        return say(self.language, key, **{name: self._timed(value) for name, value in blanks.items()})

    def plain(self, key: str, **blanks: "Blank | datetime | date | timedelta") -> str:
        if not blanks:
            return _format(self.language, key, {})
        return plain(self.language, key, **{name: self._timed(value) for name, value in blanks.items()})

    def label(self, word: Enum) -> str:
        return label(self.language, word)

    def moment(self, when: datetime) -> str:
        return moment(when, self.zone, self.today, self.language)

    def day(self, when: date) -> str:
        return day(when, self.today, self.language)

    def duration(self, span: timedelta) -> str:
        return duration(span, self.language)

    def counted(self, span: timedelta) -> str:
        return counted(span, self.language)

    def compact(self, number: float) -> str:
        return compact(number, self.language)

    def listed(self, items: Iterable[str]) -> str:
        return listed(items, self.language)

    @property
    def today(self) -> date:
        """The date where the reader is."""
        return self.now.astimezone(self.zone).date()

    def _timed(self, value: "Blank | datetime | date | timedelta") -> Blank:
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, timedelta):
            return self.duration(value)
        return value


#: A time so near needs no day: at ten in the evening everybody knows which 00:30 is meant.
_NO_DAY_WITHIN = timedelta(hours=8)


def public_moment(when: datetime, zone: ZoneInfo, now: datetime, language: Language) -> str:
    """A time as the public reads it in a statement: `22:30`, farther away `11月23日09:00` / `23 Nov, 09:00`."""
    local = when.astimezone(zone)
    near = local.date() == now.astimezone(zone).date() or timedelta() <= when - now < _NO_DAY_WITHIN
    key = "moment-today" if near else "moment-public"
    return written(local, plain(language, key), language)
