"""Facts in English text. See `facts` for what is looked for and why idioms and codes go first."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import attrgetter

from messages.screening import english_patterns as patterns
from messages.screening import late
from messages.screening.moments import nearest
from messages.screening.numerals import english_number
from messages.screening.spans import blanked
from messages.screening.values import FactKind, FactValue, Rounding, moment, quantity

_by_place = attrgetter("start", "end")
_HALF = late.pattern(r"[ap](?=\.?m)")
_UNTIL = late.pattern(r"(\d{1,2})(?::(\d{2}))?\s?([ap])?.*")
_MONTHS = {
    name: place
    for place, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_RELATIVE = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_SPAN = {
    "second": 1,
    "minute": 60,
    "min": 60,
    "hour": 3600,
    "hr": 3600,
    "h": 3600,
    "day": 86400,
    "night": 86400,
    "week": 604800,
    "fortnight": 1209600,
    "month": 2592000,
    "year": 31536000,
}
_SIGN = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "rmb": "CNY",
    "cny": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "hk$": "HKD",
    "hkd": "HKD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
}
_CURRENCY = {
    "yuan": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "dollar": "USD",
    "us dollar": "USD",
    "usd": "USD",
    "hong kong dollar": "HKD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "hkd": "HKD",
}
_SHARES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_NOT_A_UNIT = frozenset(
    [
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "the",
        "a",
        "an",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "have",
        "has",
        "had",
        "will",
        "would",
        "from",
        "with",
        "as",
        "that",
        "which",
        "who",
        "whose",
        "we",
        "you",
        "they",
        "it",
        "our",
        "your",
        "their",
        "this",
        "these",
        "those",
        "so",
        "far",
        "today",
        "now",
        "per",
        "about",
        "not",
        "only",
        "than",
        "then",
        "when",
        "after",
        "before",
        "during",
        "since",
        "until",
        "out",
        "more",
    ]
)


def scan(text: str, now: datetime) -> list[FactValue]:
    """Every value in an English text, in order of place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    masked = patterns.masked(lowered)
    found = [value for match in patterns.moments(masked) if (value := _moment(match, now))]
    if found:
        masked = blanked(masked, [(value.start, value.end) for value in found])
    counted = [value for match in patterns.quantities(masked) if (value := _quantity(match, masked))]
    return sorted(found + counted, key=_by_place) if found and counted else found or counted


def _moment(match: re.Match[str], now: datetime) -> FactValue | None:
    g = match.groupdict()
    clock_first = any(g[name] for name in ("h_", "h2_", "h3_", "h4_", "word_"))
    suffix = "__" if clock_first else ""
    day, last_day, relative = _day(g, suffix, now)
    clock_suffix = "_" if clock_first else ""
    clock = _clock(g, clock_suffix)
    again = g["again_"] if clock_first else g["again"]
    start, end = match.span()
    if isinstance(day, str):
        return moment(day, start=start, end=end)
    if day is None and clock is None:
        return None
    if clock is None:
        assert day is not None
        return moment(day, last_day, start=start, end=end, relative=relative)
    at, extra = clock
    later = _until(again, at, g[f"ap2{clock_suffix}"] or g[f"ap{clock_suffix}"]) if again else None
    if day is None:
        return moment(at, later, start=start, end=end)
    first = datetime.combine(day + timedelta(days=extra), at)
    return moment(first, datetime.combine(day, later) if later else None, start=start, end=end, relative=relative)


def _day(g: dict[str, str | None], s: str, now: datetime) -> tuple[date | str | None, date | None, bool]:
    today = now.date()
    iso = g[f"iso{s}"] or g[f"ymd{s}"]
    if iso:
        year, month, day = (int(part) for part in iso.replace("/", "-").split("-"))
        return _make(year, month, day), None, False
    if g[f"mdy{s}"]:
        month, day, year = (int(part) for part in (g[f"mdy{s}"] or "").split("/"))
        return _make(year, month, day), None, False
    name, number, until, year_text = (
        (g[f"m1{s}"], g[f"d1{s}"], g[f"d1b{s}"], g[f"y1{s}"])
        if g[f"m1{s}"]
        else (g[f"m2{s}"], g[f"d2{s}"], g[f"d2b{s}"], g[f"y2{s}"])
    )
    if name and number:
        month = _MONTHS[name[:3]]
        day_found = _make(int(year_text), month, int(number)) if year_text else nearest(today, month, int(number))
        last = _make(day_found.year, month, int(until)) if until and day_found else None
        return day_found, last, False
    if g[f"m3{s}"]:
        return f"{g[f'y3{s}']}-{_MONTHS[(g[f'm3{s}'] or '')[:3]]:02}", None, False
    if g[f"year{s}"]:
        return g[f"year{s}"], None, False
    relative = g[f"rel{s}"]
    if relative:
        return today + timedelta(days=_RELATIVE[relative]), None, True
    weekday = g[f"wd{s}"]
    if weekday:
        ahead = (patterns.WEEKDAYS.index(weekday) - today.weekday()) % 7
        which = g[f"which{s}"]
        if which == "last":
            ahead -= 7
        elif which == "next":
            # "next Friday" is the one of the following week.
            ahead = patterns.WEEKDAYS.index(weekday) - today.weekday() + 7
        return today + timedelta(days=ahead), None, True
    return None, None, False


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # there is no such day
        return None


def _clock(g: dict[str, str | None], s: str) -> tuple[time, int] | None:
    word = g[f"word{s}"]
    if word:
        return (time(12), 0) if word == "noon" else (time(0), 1)
    hour_text = g[f"h{s}"] or g[f"h2{s}"] or g[f"h3{s}"] or g[f"h4{s}"]
    if not hour_text:
        return None
    hour = english_number(hour_text)
    half = g[f"ap{s}"] or g[f"ap2{s}"]
    if g[f"h4{s}"]:
        half = (_HALF.findall(g["again_" if s else "again"] or "") or [None])[0]
    return None if hour is None else _time(int(hour), int(g[f"mi{s}"] or 0), half)


def _time(hour: int, minute: int, half: str | None) -> tuple[time, int] | None:
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return time(hour % 24, minute), hour // 24


def _until(text: str, start: time, half: str | None) -> time | None:
    match = _UNTIL.fullmatch(text)
    if not match:
        return None
    made = _time(int(match[1]), int(match[2] or 0), match[3] or half)
    return made[0] if made and made[0] > start else None


def _quantity(match: re.Match[str], text: str) -> FactValue | None:
    g = match.group
    if g("sign"):
        return _make_quantity("money", match, text, g("s1"), g("s2"), _SIGN[g("sign")])
    if g("p1"):
        return _make_quantity("pct", match, text, g("p1"), g("p2"))
    if g("c1"):
        name = g("cur")
        return _make_quantity(
            "money", match, text, g("c1"), g("c2"), _CURRENCY.get(name) or _CURRENCY[name.rstrip("s")]
        )
    if g("fn"):
        share = Decimal(_SHARES[g("fn")] * 100) / _SHARES[g("fd")]
        return _made("pct", match, text, round(share, 2))
    if g("w1"):
        return _make_quantity("workdays", match, text, g("w1"), g("w2"))
    if g("half"):
        return _made("dur", match, text, Decimal(_SPAN[g("hu")]) / 2)
    if g("d1"):
        return _duration(match, text)
    if g("t1"):
        return _make_quantity("times", match, text, g("t1"), None)
    if g("dbl") or g("tri"):
        return _made("times", match, text, Decimal(2 if g("dbl") else 3))
    number, unit = g("n1"), g("unit") or ""
    unit = "" if unit in _NOT_A_UNIT else unit
    if number == "one" or (not unit and number.isalpha() and number not in ("hundred", "thousand")):
        return None
    if number in ("hundred", "thousand", "million", "dozen"):
        return None  # "hundreds of" says no number
    return _make_quantity("count", match, text, number, g("n2"), unit, end=match.end("unit") if unit else None)


def _duration(match: re.Match[str], text: str) -> FactValue | None:
    unit = match["du"]
    factor = _SPAN.get(unit) or _SPAN[unit.rstrip("s")]
    low = Decimal(1) if match["d1"] in ("a", "an") else english_number(match["d1"])
    high = english_number(match["d2"]) if match["d2"] else low
    if low is None or high is None or (match["d1"] == "a" and unit in ("day", "year", "week", "month", "h")):
        return None  # "twice a day"
    half = Decimal("0.5") if match["dhalf"] or match["dhalf2"] else Decimal(0)
    return quantity(
        "dur", (low + half) * factor, (high + half) * factor,
        start=match.start(), end=match.end(), rounding=_rounding(match, text),
    )  # fmt: skip


def _make_quantity(
    kind: FactKind,
    match: re.Match[str],
    text: str,
    number: str,
    until: str | None,
    unit: str = "",
    end: int | None = None,
) -> FactValue | None:
    low, high = english_number(number), english_number(until or number)
    if low is None or high is None or low > high:
        return None
    stop = (
        end
        if end is not None
        else (match.end() if not match.groupdict().get("unit") else match.end("n2" if until else "n1"))
    )
    return quantity(kind, low, high, start=match.start(), end=stop, unit=unit, rounding=_rounding(match, text))


def _made(kind: FactKind, match: re.Match[str], text: str, value: Decimal) -> FactValue:
    return quantity(kind, value, value, start=match.start(), end=match.end(), rounding=_rounding(match, text))


def _rounding(match: re.Match[str], text: str) -> Rounding:
    before = text[max(0, match.start() - 14) : match.start()]
    if patterns.UNDER.search(before):
        return "under"
    if patterns.OVER.search(before):
        return "over"
    return "about" if patterns.ABOUT.search(before) else ""
