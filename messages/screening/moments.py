"""Days and clock times in a text, resolved against the time it is read at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from messages.screening import late
from messages.screening.numerals import chinese_number
from messages.screening.values import FactValue, moment

_N = r"(?:\d{1,2}|[零一二两三四五六七八九十廿卅]{1,3})"
_PART_OF_DAY = (
    "凌晨|清晨|早上|早晨|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|深夜|今晚|今早|明早|明晚|昨晚|当晚|晚|"
    "早"
)
_CLOCK = (
    rf"(?:(?P<part#>{_PART_OF_DAY})的?)?(?:(?P<h#>\d{{1,2}})[:](?P<m#>\d{{2}})(?:[:]\d{{2}})?(?!\d)"
    rf"|(?<![之.])(?P<H#>{_N})(?:点钟?|时)(?!间|候|段|代|期|有|都|左右手)(?:(?P<half#>半|一刻|三刻|整)|(?P<M#>{_N}(?=分)|\d{{1,2}}|[零十二三四五][零一二三四五六七八九十]{{1,2}})分?(?!钟))?)"
)


def _clock_pattern(which: int) -> str:
    return _CLOCK.replace("#", str(which))


_WEEKDAY = "一二三四五六日天末"
_DAY = (
    rf"(?:(?P<y>(?:19|20)\d{{2}}|二[零〇][一二三][零〇一二三四五六七八九])(?:年|[-/.])(?P<mo>{_N})(?:月|[-/.])(?P<d>{_N})(?:日|号|(?![\d%]))"
    rf"|(?P<mo2>{_N})月份?(?P<d2>{_N})(?:日|号|(?!个|[\d%.]|万|元))"
    r"|(?<![\d/.])(?P<mo6>1[0-2]|0?[1-9])/(?P<d6>3[01]|[12]\d|0?[1-9])(?![\d/的])"
    rf"|(?P<rm>上个?月|下个?月|本月|这个月)?(?P<d3>{_N})(?:日|号)(?![楼店线机馆门库院桌客选员])(?!内|之内|常|用)"
    r"|(?P<rel>大前天|大后天|前天|昨天|昨日|今天|今日|明天|明日|后天|次日|当天|当日|当晚|本日|今晚|今早|明早|明晚|昨晚)"
    rf"|(?P<week>本周|这周|下周|下下周|上周|周|星期|礼拜|本星期|下星期|上星期|下个星期|这个星期)(?P<wd>[{_WEEKDAY}])(?![一-鿿]?[线刊报]))"
)
CHINESE = late.pattern(
    rf"{_DAY}(?:[ ,的]*(?:{_clock_pattern(1)}))?"
    rf"(?:[ ]*(?:-|~|—|至|到)[ ]*(?:(?P<mo4>{_N})月)?(?P<d4>{_N})(?:日|号))?"
    rf"|(?P<ymonly>(?:19|20)\d{{2}}年(?:(?P<mo5>{_N})月)?)"
    rf"|(?P<month>(?<![\d个]){_N}月)(?!\d|亮|饼|薪|度)"
    rf"|{_clock_pattern(2)}"
)
# Where a day or a clock time can begin; everywhere else nothing is tried.
# One set of all beginnings comes first, because `re` skips to the members of a leading set in C.
_NUMERAL = "零一二两三四五六七八九十廿卅"
_BEGIN = late.pattern(
    f"[0-9{_NUMERAL}凌清早上中午下傍晚夜深今明昨当大前后次本这周星礼](?:"
    "(?<=[0-9])(?=[0-9]{0,3}[:点时月日号年/.-])"
    f"|(?<=[{_NUMERAL}])(?=[〇{_NUMERAL}]{{0,3}}[点时月日号年])"
    "|(?<=[今明昨当前后次本])(?=[天日晚早])|(?<=大)(?=[前后]天)"
    f"|(?<=周)(?=[{_WEEKDAY}])|(?<=[本这下上])(?=下?周[{_WEEKDAY}]|个?星期[{_WEEKDAY}]|个?月[0-9{_NUMERAL}])"
    f"|(?<=[星礼])(?=[期拜][{_WEEKDAY}])"
    f"|(?<=[早晚])(?=的?[0-9{_NUMERAL}])|(?<=[凌清早上中午下傍晚夜深])(?=[晨上午间后晚里]的?[0-9{_NUMERAL}]))"
)
_CLOCK_AGAIN = late.pattern(rf"[ ]*(?:-|~|—|至|到)[ ]*{_clock_pattern(3)}")
_RELATIVE = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今天": 0,
    "今日": 0,
    "本日": 0,
    "今晚": 0,
    "今早": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "次日": 1,
    "后天": 2,
    "大后天": 3,
    "当天": 0,
    "当晚": 0,
    "当日": 0,
}
_LATE = ("下午", "午后", "傍晚", "晚上", "晚间", "夜里", "夜间", "深夜", "今晚", "明晚", "昨晚", "当晚", "晚")


def chinese_moments(text: str, now: datetime) -> Iterator[FactValue]:
    """Days and times in Chinese text, in order."""
    position = 0
    for begin in _BEGIN.finditer(text):
        match = CHINESE.match(text, begin.start()) if begin.start() >= position else None
        if match:
            found, position = _read(text, match, now)
            if found:
                yield found


def _read(text: str, match: re.Match[str], now: datetime) -> tuple[FactValue | None, int]:
    day, relative = _day(match, now)
    start, end = match.span()
    if match["month"] or match["ymonly"]:
        return _month(match, now), end
    which = "1" if day else "2"
    clock = _clock(match, which, match["rel"] or "")
    if day is None and clock is None:
        return None, start + 1
    again = _CLOCK_AGAIN.match(text, end) if clock is not None else None
    later = _clock(again, "3", _part(match, which) or match["rel"] or "") if again else None
    if later is not None and again:
        end = again.end()
    if day is None:
        assert clock is not None
        return moment(_time(clock), _time(later) if later is not None else None, start=start, end=end), end
    if clock is None and match["rel"] in ("当天", "当日", "当晚"):
        return None, end  # 当日订单 names no day
    if clock is None:
        last = _last_day(match, day)
        return moment(day, last, start=start, end=end, relative=relative), end
    first = _at(day, clock)
    last_at = _at(day, later) if later is not None else None
    return moment(first, last_at, start=start, end=end, relative=relative), end


def _number(text: str | None) -> int | None:
    value = chinese_number(text) if text else None
    return None if value is None else int(value)


def _day(match: re.Match[str], now: datetime) -> tuple[date | None, bool]:
    if match["y"]:
        return _make(_number(match["y"]), _number(match["mo"]), _number(match["d"])), False
    if match["mo2"]:
        return nearest(now.date(), _number(match["mo2"]), _number(match["d2"])), False
    if match["mo6"]:
        return nearest(now.date(), int(match["mo6"]), int(match["d6"])), False
    if match["d3"]:
        months = now.year * 12 + now.month - 1 + {"上": -1, "下": 1}.get((match["rm"] or "")[:1], 0)
        return _make(months // 12, months % 12 + 1, _number(match["d3"])), bool(match["rm"])
    if match["rel"]:
        return now.date() + timedelta(days=_RELATIVE[match["rel"]]), match["rel"] not in ("当天", "当日", "当晚")
    if match["week"]:
        place = _WEEKDAY.index(match["wd"])
        weekday = 5 if place == 8 else min(place, 6)
        monday = now.date() - timedelta(days=now.weekday())
        weeks = -1 if match["week"].startswith("上") else match["week"].count("下")
        return monday + timedelta(days=weekday, weeks=weeks), True
    return None, False


def nearest(today: date, month: int | None, day: int | None) -> date | None:
    """The day of this month and day that lies nearest to today: in December, 1月5日 is next year's."""
    found = [made for year in (today.year - 1, today.year, today.year + 1) if (made := _make(year, month, day))]
    return min(found, key=lambda made: abs((made - today).days), default=None)


def _make(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:  # there is no such day
        return None


def _month(match: re.Match[str], now: datetime) -> FactValue | None:
    if match["month"]:
        month = _number(match["month"][:-1])
        if not month or month > 12:
            return None
        text = f"{now.year}-{month:02}"
    else:
        month = _number(match["mo5"])
        text = match["ymonly"][:4] + (f"-{month:02}" if month and month <= 12 else "")
    return moment(text, start=match.start(), end=match.end())


def _part(match: re.Match[str], which: str) -> str:
    return match[f"part{which}"] or ""


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    days: int = 0  # 24点 belongs to the next day


def _clock(match: re.Match[str] | None, which: str, part_before: str) -> _Clock | None:
    if match is None or not (match[f"h{which}"] or match[f"H{which}"]):
        return None
    hour = _number(match[f"h{which}"] or match[f"H{which}"])
    minute = _number(match[f"m{which}"] or match[f"M{which}"]) or 0
    minute += {"半": 30, "一刻": 15, "三刻": 45}.get(match[f"half{which}"] or "", 0)
    part = _part(match, which) or part_before
    if hour is None or hour > 24 or minute > 59:
        return None
    if hour < 12 and (part in _LATE or (part in ("中午", "午间") and hour < 6)):
        hour += 12
    elif hour == 12 and part in ("晚上", "夜里", "深夜", "今晚", "明晚", "昨晚", "当晚"):
        hour = 24
    return _Clock(hour % 24, minute, hour // 24)


def _time(clock: _Clock) -> time:
    return time(clock.hour, clock.minute)


def _at(day: date, clock: _Clock) -> datetime:
    return datetime.combine(day + timedelta(days=clock.days), _time(clock))


def _last_day(match: re.Match[str], day: date) -> date | None:
    if not match["d4"]:
        return None
    return _make(day.year, _number(match["mo4"]) or day.month, _number(match["d4"]))
