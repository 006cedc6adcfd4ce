"""Facts in English text. See `facts` for what is looked for and why idioms and codes go first."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from messages.screening import late
from messages.screening.moments import nearest
from messages.screening.numerals import ENGLISH, english_number
from messages.screening.values import FactKind, FactValue, Rounding, moment, quantity

_N = f"(?:{ENGLISH})"
_MASKS = late.pattern(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w+|(?<!\d)\+?\d[\d ]{0,4}[- ]?\d{3,4}-\d{3,4}(?:-\d{3,4})?(?!\d)"
    r"|(?<![\d-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|\b[a-z]{1,8}[- "
    r"]?\d[\da-z-]*[a-z]\b(?<!\dk)(?<!\dm)"
    r"|\b(?!(?:usd|rmb|cny|hkd|eur|gbp|am|pm|to|of|at|in|by|and|or|on|about|over|under|than|the|an?|is|was|are|were|from|for|all|only|"
    r"jan|feb|mar|apr|may|jun|june|july|jul|aug|sep|sept|oct|nov|dec|until|till|within|after|before|some|every|nearly|almost|least|most|"
    r"around|between|past|next|last|our|these|those|have|has|had|be|with|up|no|not|sold|received|got|first|took|take|us|hk)\b)[a-z]{1,3}-?\d[\da-z-]*\b"
    r"|\b\d+[a-z]+\d*[\da-z]*\b(?<!\dk)(?<!\dm)(?<!\dx)(?<!\dbn)(?<!st)(?<!nd)(?<!rd)(?<!th)(?<!am)(?<!pm)(?<!\dh)|\b24/7\b|\d{9,}"
    r"|(?m:^\s*\d{1,2}[.)]\s)|\b(?:batch|lot|order|no\.?|number|version|step|phase|room|gate|page|item|model|line)\s?#?\s?v?\d[\w-]*"
    r"|\bone (?:of|another|voice|by one|day|more thing)\b|\b(?:no|any|some|every|this|that|which|each|the|another|"
    r"only) one\b|\bone's\b"
    r"|\bat one time\b|\bsecond to none\b|\b(?:the|a) (?:first|second|third)\b|\bhundred percent sure\b|\bzero "
    r"tolerance\b"
    r"|\btwo-way\b|\bone-way\b|\bone-off\b|\bone-to-one\b|\bthousand apologies\b"
)  # fmt: skip
_MONTHS = {
    name: place
    for place, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_CLOCK = (
    r"(?:(?P<h>\d{1,2}):(?P<mi>\d{2})(?::\d{2})?\s?(?P<ap>[ap]\.?m\b\.?)?|(?P<h2>\d{1,2})\s?(?P<ap2>[ap]\.?m\b\.?)|(?P<word>\bnoon\b|\bmidnight\b)"
    r"|\b(?P<h4>\d{1,2})(?=\s?(?:-|–|to)\s?\d{1,2}(?::\d{2})?\s?[ap]\.?m\b)"
    r"|(?P<h3>\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\d{1,2})\s?o'?clock)"
)
_DAY = (
    r"(?:(?P<iso>(?:19|20)\d{2}-\d{1,2}-\d{1,2})|(?P<mdy>(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)\d{2})|(?P<ymd>(?:19|20)\d{2}/\d{1,2}/\d{1,2})"
    rf"|(?P<m1>\b{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to)\s?(?P<d1b>\d{{1,2}})(?:st|nd|rd|th)?)?(?:,?\s(?P<y1>(?:19|20)\d{{2}}))?(?!\d)"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to)\s?(?P<d2b>\d{{1,2}})(?:st|nd|rd|th)?)?\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s(?P<y2>(?:19|20)\d{{2}}))?(?!\w)"
    rf"|(?P<m3>\b{_MONTH})\s(?P<y3>(?:19|20)\d{{2}})\b"
    r"|\b(?P<rel>the day after tomorrow|the day before yesterday|today|tomorrow|yesterday|tonight|last night)\b"
    rf"|\b(?:(?P<which>this|next|last|coming)\s)?(?P<wd>{'|'.join(_WEEKDAYS)})\b|\bin\s(?P<year>(?:19|20)\d{{2}})\b(?!\s\w+s\b))"
)


def _renamed(pattern: str, mark: str) -> str:
    """The pattern with a mark behind every group's name, so that it can stand in one expression twice."""
    return re.sub(r"[?]P<(\w+)>", rf"?P<\g<1>{mark}>", pattern)


_AGAIN = r"(?:\s?(?:-|–|to|until)\s?(?P<again>\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?)?(?!\w)))?"
_MOMENT = late.pattern(
    rf"{_DAY}(?:(?:,?\s(?:at|by|before|until|around)?\s?|T)(?:the\s)?{_CLOCK}{_AGAIN})?"
    rf"|{_renamed(_CLOCK, '_')}{_renamed(_AGAIN, '_')}(?:\s?(?:on|,)?\s?{_renamed(_DAY, '__')})?"
)
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
_SPAN_UNIT = "seconds?|minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|fortnights?|months?|years?"
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
_RANGE = r"\s?(?:-|–|to|and)\s?"
_QUANTITY = late.pattern(
    rf"(?P<sign>us\$|hk\$|\b(?:usd|rmb|cny|hkd|eur|gbp)\b|[$¥￥€£])\s?(?P<s1>{_N})(?:\s?(?:-|–|to)\s?[$¥€£]?(?P<s2>{_N}))?"
    rf"|(?P<p1>{_N})(?:\s?%)?(?:{_RANGE}(?P<p2>{_N}))?(?:\s?%|[\s-]per\s?cent\b|\spercentage points)"
    rf"|(?P<c1>{_N})(?:{_RANGE}(?P<c2>{_N}))?\s(?P<cur>us dollars?|hong kong dollars?|dollars?|yuan|rmb|cny|usd|"
    rf"hkd|euros?|pounds?|yen)\b"
    rf"|(?P<w1>{_N})(?:{_RANGE}(?P<w2>{_N}))?[\s-](?:working|business)[\s-]days?"
    rf"|(?P<half>half an? (?P<hu>hour|day|year|month))|(?P<d1>{_N}|\ban?\b)(?P<dhalf>\sand a "
    rf"half)?(?:{_RANGE}(?P<d2>{_N}))?[\s-]?(?P<du>{_SPAN_UNIT})\b(?P<dhalf2>\sand a half)?"
    r"|\b(?P<fn>one|two|three|four|a)[\s-](?P<fd>third|quarter|fifth|tenth)s?\b"
    rf"|(?P<t1>{_N})(?:\stimes\b|x\b)|(?P<dbl>\b(?:doubled|twice as)\b)|(?P<tri>\btripled\b)"
    rf"|(?P<n1>{_N})(?:{_RANGE}(?P<n2>{_N}))?(?!\w)(?:\s(?P<unit>[a-z][a-z-]+))?"
)
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
_ABOUT = late.pattern(r"\b(?:about|around|roughly|approximately|nearly|almost|some|close to)\s$")
_OVER = late.pattern(r"\b(?:over|more than|at least|above|no fewer than|exceeding|upwards of)\s$")
_UNDER = late.pattern(r"\b(?:under|fewer than|less than|at most|below|no more than|up to|within)\s$")


def scan(text: str, now: datetime) -> list[FactValue]:
    """Every value in an English text, in order of place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    masked = _MASKS.sub(lambda match: "\x00" * len(match[0]), lowered)
    found: list[FactValue] = []
    for match in _MOMENT.finditer(masked):
        value = _moment(match, now)
        if value:
            found.append(value)
    for value in reversed(found):
        masked = masked[: value.start] + "\x00" * (value.end - value.start) + masked[value.end :]
    for match in _QUANTITY.finditer(masked):
        value = _quantity(match, masked)
        if value:
            found.append(value)
    return sorted(found, key=lambda value: (value.start, value.end))


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
        year, month, day = (int(part) for part in re.split("[-/]", iso))
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
        ahead = (_WEEKDAYS.index(weekday) - today.weekday()) % 7
        which = g[f"which{s}"]
        if which == "last":
            ahead -= 7
        elif which == "next":
            # "next Friday" is the one of the following week.
            ahead = _WEEKDAYS.index(weekday) - today.weekday() + 7
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
        half = (re.findall(r"[ap](?=\.?m)", g["again_" if s else "again"] or "") or [None])[0]
    return None if hour is None else _time(int(hour), int(g[f"mi{s}"] or 0), half)


def _time(hour: int, minute: int, half: str | None) -> tuple[time, int] | None:
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return time(hour % 24, minute), hour // 24


def _until(text: str, start: time, half: str | None) -> time | None:
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?\s?([ap])?.*", text)
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
    if _UNDER.search(before):
        return "under"
    if _OVER.search(before):
        return "over"
    return "about" if _ABOUT.search(before) else ""
