"""Days and clock times in a text, resolved against the time it is read at."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from messages.screening import late
from messages.screening.numerals import chinese_number
from messages.screening.values import FactValue, moment, written_moment

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
    rf"|(?P<week>本周|这周|下周|下下周|上周|周|星期|礼拜|本星期|下星期|上星期|下个星期|这个星期)(?P<wd>[{_WEEKDAY}])(?![早晚日]?[线刊报](?!告)))"
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
    f"[0-9{_NUMERAL}凌清早上中午下傍晚夜深今明昨当大前后次本这周星礼](?=[0-9:/.点时月日号年天晚早前后周下个星期拜的晨上午间里{_WEEKDAY}〇{_NUMERAL}-])(?:"
    "(?<=[0-9])(?=[0-9]{0,3}[:点时月日号年/.-])"
    f"|(?<=[{_NUMERAL}])(?=[〇{_NUMERAL}]{{0,3}}[点时月日号年])"
    "|(?<=[今明昨当前后次本])(?=[天日晚早])|(?<=大)(?=[前后]天)"
    f"|(?<=周)(?=[{_WEEKDAY}])|(?<=[本这下上])(?=下?周[{_WEEKDAY}]|个?星期[{_WEEKDAY}]|个?月[0-9{_NUMERAL}])"
    f"|(?<=[星礼])(?=[期拜][{_WEEKDAY}])"
    f"|(?<=[早晚])(?=的?[0-9{_NUMERAL}])|(?<=[凌清早上中午下傍晚夜深])(?=[晨上午间后晚里]的?[0-9{_NUMERAL}]))"
)
_CLOCK_AGAIN = late.pattern(rf"[ ]*(?:-|~|—|至|到)[ ]*{_clock_pattern(3)}")
# Said on a Sunday, 周三出报告 means the Wednesday that comes; 周三公布了 and 周三公布的 the one that was.
_BARE = ("周", "星期", "礼拜")
_COMES = late.pattern(
    "(?![^。!?;,\n\uff0c\uff01\uff1f\uff1b]{0,16}[了过的已])[^。!?;,\n\uff0c\uff01\uff1f\uff1b]{0,8}?"
    "(?:会(?!议|员)|将|出(?:具)?(?:检测|检验)?(?:报告|结果)|有结果|公布|通报|发布|回复|答复|给(?:大家|您|你|结果|说法|答复))"
)
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


_NO_DAY = ("当天", "当日", "当晚")
_AGAIN_BEGINS = frozenset(" -~—至到")


def chinese_moments(text: str, now: datetime) -> Iterator[FactValue]:
    """Days and times in Chinese text, in order."""
    position = 0
    for begin in _BEGIN.finditer(text):
        start = begin.start()
        match = CHINESE.match(text, start) if start >= position else None
        if match:
            found, position = _read(text, match, now)
            if found:
                yield found


def _read(text: str, match: re.Match[str], now: datetime) -> tuple[FactValue | None, int]:
    start, end = match.span()
    by_distance, month, year = match.group("rel", "month", "ymonly")
    if month or year:
        return _month(match, now), end
    day, relative = _day(match, now)
    which = "1" if day else "2"
    clock = _clock(match, which, by_distance or "")
    if clock is None:
        if day is None:
            return None, start + 1
        if by_distance in _NO_DAY:
            return None, end  # 当日订单 names no day
        last = _last_day(match, day) or day
        return written_moment("date", day.isoformat(), last.isoformat(), start, end, relative=relative), end
    later: _Clock | None = None
    again = _CLOCK_AGAIN.match(text, end) if text[end : end + 1] in _AGAIN_BEGINS else None
    if again:
        later = _clock(again, "3", match[f"part{which}"] or by_distance or "")
        end = again.end() if later else end
    if day is None:
        return written_moment("time", clock.written, (later or clock).written, start, end), end
    return written_moment("dt", _at(day, clock), _at(day, later or clock), start, end, relative=relative), end


@lru_cache(4096)
def _number(text: str | None) -> int | None:
    value = chinese_number(text) if text else None
    return None if value is None else int(value)


def _day(match: re.Match[str], now: datetime) -> tuple[date | None, bool]:
    relative, year, day_of_month, slashed, day, week = match.group("rel", "y", "d2", "d6", "d3", "week")
    if relative:
        return now.date() + timedelta(days=_RELATIVE[relative]), relative not in _NO_DAY
    if year:
        return _make(_number(year), _number(match["mo"]), _number(match["d"])), False
    if day_of_month:
        return nearest(now.date(), _number(match["mo2"]), _number(day_of_month)), False
    if slashed:
        return nearest(now.date(), int(match["mo6"]), int(slashed)), False
    if day:
        months = now.year * 12 + now.month - 1 + {"上": -1, "下": 1}.get((match["rm"] or "")[:1], 0)
        return _make(months // 12, months % 12 + 1, _number(day)), bool(match["rm"])
    if week:
        place = _WEEKDAY.index(match["wd"])
        weekday = 5 if place == 8 else min(place, 6)
        monday = now.date() - timedelta(days=now.weekday())
        weeks = -1 if week.startswith("上") else week.count("下")
        day_meant = monday + timedelta(days=weekday, weeks=weeks)
        if week in _BARE and day_meant < now.date() and _COMES.match(match.string, match.end()):
            day_meant += timedelta(weeks=1)
        return day_meant, True
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


class _Clock(NamedTuple):
    written: str  # 18:00
    days: int = 0  # 24点 belongs to the next day


_CLOCK_GROUPS = {
    which: tuple(f"{name}{which}" for name in ("h", "H", "m", "M", "half", "part")) for which in ("1", "2", "3")
}
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, None: 0}


def _clock(match: re.Match[str], which: str, part_before: str) -> _Clock | None:
    digits, spoken, minutes, further, half, part = match.group(*_CLOCK_GROUPS[which])
    hour = _number(digits or spoken)
    if hour is None:
        return None
    minute = (_number(minutes or further) or 0) + _QUARTERS[half]
    part = part or part_before
    if hour > 24 or minute > 59:
        return None
    if hour < 12 and (part in _LATE or (part in ("中午", "午间") and hour < 6)):
        hour += 12
    elif hour == 12 and part in ("晚上", "夜里", "深夜", "今晚", "明晚", "昨晚", "当晚"):
        hour = 24
    return _Clock(f"{_TWO_DIGITS[hour % 24]}:{_TWO_DIGITS[minute]}", hour // 24)


def _at(day: date, clock: _Clock) -> str:
    return f"{day + timedelta(days=clock.days) if clock.days else day}T{clock.written}"


def _last_day(match: re.Match[str], day: date) -> date | None:
    if not match["d4"]:
        return None
    return _make(day.year, _number(match["mo4"]) or day.month, _number(match["d4"]))
