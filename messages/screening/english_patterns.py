"""What English facts look like: expressions, and where each of them can begin.

`re` tries an expression at every place of a text. Each one here has a gate in front, a set of characters that `re`
passes over in C and then a few words; only where a gate opens the expression itself is tried.
"""

import re
from collections.abc import Iterator

from messages.screening import late
from messages.screening.numerals import ENGLISH, NUMBER_WORD
from messages.screening.spans import blanked

_N = f"(?:{ENGLISH})"
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SPAN_UNIT = "seconds?|minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|fortnights?|months?|years?"
# Addresses, telephone numbers, batch and order codes, idioms: no numbers of a statement.
_URL = r"https?://\S+"
_MAIL = r"[\w.+-]+@[\w-]+\.[\w.]+"
_TAG = r"[@#]\w+"
_PHONE = (
    r"(?<!\d)\+?\d[\d ]{0,4}[- ]?\d{3,4}-\d{3,4}(?:-\d{3,4})?(?!\d)"
    r"|(?<![\d-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
)
_NO_CODE = (
    "usd|rmb|cny|hkd|eur|gbp|am|pm|to|of|at|in|by|and|or|on|about|over|under|than|the|an?|is|was|are|were|from|for|"
    "all|only|jan|feb|mar|apr|may|jun|june|july|jul|aug|sep|sept|oct|nov|dec|until|till|within|after|before|some|"
    "every|nearly|almost|least|most|around|between|past|next|last|our|these|those|have|has|had|be|with|up|no|not|"
    "sold|received|got|first|took|take|us|hk"
)
_CODE = (
    r"\b[a-z]{1,8}[- ]?\d[\da-z-]*[a-z]\b(?<!\dk)(?<!\dm)"
    rf"|\b(?!(?:{_NO_CODE})\b)[a-z]{{1,3}}-?\d[\da-z-]*\b"
)
_LISTED = r"(?m:^\s*\d{1,2}[.)]\s)"
_NUMERIC = (
    r"\b\d+[a-z]+\d*[\da-z]*\b(?<!\dk)(?<!\dm)(?<!\dx)(?<!\dbn)(?<!st)(?<!nd)(?<!rd)(?<!th)(?<!am)(?<!pm)(?<!\dh)"
    rf"|\b24/7\b|\d{{9,}}|{_LISTED}"
)
_WORDY = (
    r"\b(?:(?:batch|lot|order|no\.?|number|version|step|phase|room|gate|page|item|model|line)\s?#?\s?v?\d[\w-]*"
    r"|one (?:of|another|voice|by one|day|more thing)\b"
    r"|(?:no|any|some|every|this|that|which|each|the|another|only) one\b|one's\b"
    r"|at one time\b|second to none\b|(?:the|a) (?:first|second|third)\b|hundred percent sure\b|zero tolerance\b"
    r"|two-way\b|one-way\b|one-off\b|one-to-one\b|thousand apologies\b)"
)
# What is masked is the group, looked at from behind its first character.
_MASKS = late.pattern(
    rf"[a-z\d\s@#+](?:(?<=[\d+])(?<=(?=({_PHONE}|{_NUMERIC})).)|(?<=[@#])(?<=(?=({_TAG})).)"
    rf"|(?<=\s)(?<=(?s:(?=({_LISTED})).))|(?<=h)(?=ttps?://)(?<=(?=({_URL})).)"
    rf"|(?<=\b.)(?<=(?=((?=[a-z]{{1,8}}[- ]?\d)(?:{_CODE})|{_WORDY})).))"
)
_MASKS_AND_MAIL = late.pattern(f"({_URL}|{_MAIL}|{_TAG}|{_PHONE}|{_CODE}|{_NUMERIC}|{_WORDY})")
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
    rf"|\b(?:(?P<which>this|next|last|coming)\s)?(?P<wd>{'|'.join(WEEKDAYS)})\b|\bin\s(?P<year>(?:19|20)\d{{2}})\b(?!\s\w+s\b))"
)


def _renamed(pattern: str, mark: str) -> str:
    """The pattern with a mark behind every group's name, so that it can stand in one expression twice."""
    return re.sub(r"[?]P<(\w+)>", rf"?P<\g<1>{mark}>", pattern)


_AGAIN = r"(?:\s?(?:-|–|to|until)\s?(?P<again>\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?)?(?!\w)))?"
_MOMENT = late.pattern(
    rf"{_DAY}(?:(?:,?\s(?:at|by|before|until|around)?\s?|T)(?:the\s)?{_CLOCK}{_AGAIN})?"
    rf"|{_renamed(_CLOCK, '_')}{_renamed(_AGAIN, '_')}(?:\s?(?:on|,)?\s?{_renamed(_DAY, '__')})?"
)
_MOMENT_BEGINS = late.pattern(
    r"[\djfmasondtylwcie](?:(?<=\d)|(?<=\b(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|"
    r"today|tomorrow|tonight|yesterday|the day|last night|(?:this|next|last|coming)\s[mtwfs]|in\s\d|noon|midnight|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?o)).))"
)
_RANGE = r"\s?(?:-|–|to|and)\s?"
# 2 more calls are calls, and 2 more days are days.
_MORE = r"(?:\s(?:more|further|additional|extra)(?=\s))?"
_QUANTITY = late.pattern(
    rf"(?P<sign>us\$|hk\$|\b(?:usd|rmb|cny|hkd|eur|gbp)\b|[$¥￥€£])\s?(?P<s1>{_N})(?:\s?(?:-|–|to)\s?[$¥€£]?(?P<s2>{_N}))?"
    rf"|(?P<p1>{_N})(?:\s?%)?(?:{_RANGE}(?P<p2>{_N}))?(?:\s?%|[\s-]per\s?cent\b|\spercentage points)"
    rf"|(?P<c1>{_N})(?:{_RANGE}(?P<c2>{_N}))?\s(?P<cur>us dollars?|hong kong dollars?|dollars?|yuan|rmb|cny|usd|"
    rf"hkd|euros?|pounds?|yen)\b"
    rf"|(?P<w1>{_N})(?:{_RANGE}(?P<w2>{_N}))?[\s-](?:working|business)[\s-]days?"
    rf"|(?P<half>half an? (?P<hu>hour|day|year|month))|(?P<d1>{_N}|\ban?\b)(?P<dhalf>\sand a "
    rf"half)?(?:{_RANGE}(?P<d2>{_N}))?{_MORE}[\s-]?(?P<du>{_SPAN_UNIT})\b(?P<dhalf2>\sand a half)?"
    r"|\b(?P<fn>one|two|three|four|a)[\s-](?P<fd>third|quarter|fifth|tenth)s?\b"
    rf"|(?P<t1>{_N})(?:\stimes\b|x\b)|(?P<dbl>\b(?:doubled|twice as)\b)|(?P<tri>\btripled\b)"
    rf"|(?P<n1>{_N})(?:{_RANGE}(?P<n2>{_N}))?(?!\w){_MORE}(?:\s(?P<unit>[a-z][a-z-]+))?"
)
_QUANTITY_BEGINS = late.pattern(
    r"[\d$¥￥€£a-hm-or-uz](?:(?<=[\d$¥￥€£])|(?<=u)(?=s\$)|(?<=h)(?=k\$|alf an?)"
    rf"|(?<=\b(?=(?:{NUMBER_WORD}|usd|rmb|cny|hkd|eur|gbp|twice|doubled|tripled)\b|an?\b\s*[-–adfhmnqstwy]).))"
)
ABOUT = late.pattern(r"\b(?:about|around|roughly|approximately|some)\s$")
OVER = late.pattern(
    r"\b(?:over|more than|at least|above|no fewer than|exceeding|upwards of|as many as|in excess of|beyond)\s$"
)
# Nearly 3 says that they are not quite 3.
UNDER = late.pattern(
    r"\b(?:under|fewer than|less than|at most|below|no more than|up to|within|nearly|almost|"
    r"close to|just short of)\s$"
)


def masked(text: str) -> str:
    """A text in lower case without what is no number of a statement, place for place."""
    expression = _MASKS_AND_MAIL if "@" in text else _MASKS
    return blanked(text, (match.span(match.lastindex or 0) for match in expression.finditer(text)))


def moments(text: str) -> Iterator[re.Match[str]]:
    """Days and clock times."""
    return _found(_MOMENT_BEGINS, _MOMENT, text)


def quantities(text: str) -> Iterator[re.Match[str]]:
    """Numbers, money, shares, multiples, spans of time."""
    return _found(_QUANTITY_BEGINS, _QUANTITY, text)


def _found(begins: re.Pattern[str], expression: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    end = 0
    for begin in begins.finditer(text):
        match = expression.match(text, begin.start()) if begin.start() >= end else None
        if match:
            end = match.end()
            yield match
