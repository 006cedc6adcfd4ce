"""What is counted in Chinese text: numbers, money, shares, multiples, spans of time."""

import re
from decimal import Decimal
from functools import lru_cache

from messages.screening import late
from messages.screening.numerals import CHINESE, chinese_number
from messages.screening.values import FactKind, FactValue, Rounding, in_canonical_form, quantity, range_written

_N = f"(?>{CHINESE})"  # what follows a number begins with nothing a number holds: no shorter one is tried
_UNITS = (
    "个条例位名人件单起次笔份家台部辆批款瓶盒箱袋套双只张篇户吨克升米场项组班届排层粒片包罐桶场门座栋幢架艘根支把"
    "串颗株棵头匹首幅封则道节门届组对副筐"
)
_NOUNS = (
    "人次|人份|公斤|千克|毫克|毫升|公里|千米|厘米|毫米|平方米|平米|立方米|个百分点|个小时|用户|粉丝|订单|消费者|家长|顾客|客户|投诉|员工|"
    "观众|学生|孩子|门店|商家|城市|国家|评论|转发|播放|点赞|收藏|浏览|阅读|观看|在线|反馈|视频|账号|产品|商品|岁|斤|口|页|分|度|星|字|集|期|步|环|格|档|圈|趟|遍|回|轮"
)
_NOUNS_BEGIN = "".join(dict.fromkeys(noun[0] for noun in _NOUNS.split("|")))
_UNIT = rf"(?:(?=[{_NOUNS_BEGIN}])(?:{_NOUNS})|[{_UNITS}])"  # seventy nouns are tried where one can begin
_SPAN = {
    "秒": 1,
    "秒钟": 1,
    "分钟": 60,
    "小时": 3600,
    "个小时": 3600,
    "钟头": 3600,
    "个钟头": 3600,
    "刻钟": 900,
    "天": 86400,
    "日": 86400,
    "昼夜": 86400,
    "周": 604800,
    "星期": 604800,
    "个星期": 604800,
    "礼拜": 604800,
    "个礼拜": 604800,
    "个月": 2592000,
    "年": 31536000,
    "周年": 31536000,
}
_SPAN_UNIT = "|".join(sorted(_SPAN, key=len, reverse=True))
_CURRENCY = {
    "元": "CNY",
    "块": "CNY",
    "块钱": "CNY",
    "元钱": "CNY",
    "元人民币": "CNY",
    "人民币": "CNY",
    "圆": "CNY",
    "美元": "USD",
    "美金": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "日圆": "JPY",
    "新台币": "TWD",
    "台币": "TWD",
    "韩元": "KRW",
    "新元": "SGD",
    "澳元": "AUD",
}
_SIGN = {
    "¥": "CNY",
    "￥": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "人民币": "CNY",
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "HK$": "HKD",
    "HKD": "HKD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "NT$": "TWD",
}
_MONEY_UNIT = "|".join(sorted(_CURRENCY, key=len, reverse=True))
_MONEY_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGN, key=len, reverse=True))
_RANGE = r"[ ]*(?:-|~|—|–|至|到|\.\.)[ ]*"

_RICH = (
    rf"(?P<sign>{_MONEY_SIGN})[ ]?(?P<s1>{_N})(?:{_RANGE}(?:{_MONEY_SIGN})?(?P<s2>{_N}))?(?P<sg>[万亿])?(?:元|块)?"
    rf"|(?P<pctw>百分之(?P<p0>{_N})(?:{_RANGE}(?:百分之)?(?P<p9>{_N}))?)|千分之(?P<p5>{_N})|万分之(?P<p7>{_N})|(?P<f1>{_N})分之(?P<f2>{_N})"
    rf"|(?P<p1>{_N})%?(?:{_RANGE}(?P<p2>{_N}))?(?:%|个百分点)|(?P<p6>{_N})‰|(?P<p3>{_N})成(?P<p4>[一二三四五六七八九\d])?(?![为了立功员长交就本果绩都分熟品])"
    rf"|(?P<dis>[一二三四五六七八九]{{1,2}}|\d(?:\.\d)?)折"
    rf"|(?P<c1>{_N})(?:{_RANGE}(?P<c2>{_N}))?(?P<more_c>多|余|几|来)?(?P<cg>[万亿])?[ ]?"
    rf"(?P<cur>{_MONEY_UNIT})(?:(?P<jiao>[一二两三四五六七八九\d])(?:角|毛)?(?![\d个天小])(?:(?P<fen>[一二两三四五六七八九\d])分)?)?"
    rf"|(?P<j1>[一二两三四五六七八九\d])[角毛](?:(?P<j2>[一二两三四五六七八九\d])(?:分|(?![\d个天小])))?(?:钱)?"
    rf"|(?P<w1>{_N})(?:{_RANGE}(?P<w2>{_N}))?[ ]*个?工作日"
    rf"|(?P<t1>{_N})(?:{_RANGE}(?P<t2>{_N}))?倍|翻(?:了)?(?P<dbl>一?倍|番)"
)
_SIMPLE = (
    rf"(?P<half>半)(?P<hu>个?小时|个?钟头|分钟|天|日|个?月|年|个星期|周)"
    rf"|(?P<n1>{_N})(?:{_RANGE}(?P<n2>{_N}))?(?:"
    rf"[ ]*(?:(?P<dh>半)(?=天|年|小时|个月))?(?P<more_d>多|余|几|来)?"
    rf"(?P<du>个半小时|个半月|个半钟头|{_SPAN_UNIT})(?P<dh2>半)?"
    rf"(?!级|代|纪|份|期|用|常|前端)|(?P<more_n>多|余|几|来)?(?P<ng>[万亿])?[ ]?(?P<unit>{_UNIT})?)"
)
_QUANTITY = late.pattern(f"{_RICH}|{_SIMPLE}")
# Most numbers count something or last a while: without one of these signs close behind the number, or a sign of
# money before it, nothing else is tried.
_SIGN_NEAR = late.pattern(
    f"[¥￥$€£人RCUHENG翻万]|{_N}(?:{_RANGE}{_N})?[^%‰成折元块圆角毛币金镑倍番分作]{{0,9}}"
    "[%‰成折元块圆角毛币金镑倍番分作](?<!分(?=钟))"  # 分 of 分之, 作 of 工作日
)
_SIMPLE_QUANTITY = late.pattern(_SIMPLE)


_ROUND = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_ABOUT = ("约", "大约", "约为", "差不多", "大概", "大致", "左右", "上下", "上百", "成百")
_OVER = (
    *(
        "超",
        "超过",
        "超出",
        "逾",
        "多于",
        "多过",
        "不少于",
        "至少",
        "起码",
        "不低于",
        "高于",
        "高过",
        "突破",
        "大于",
        "以上",
        "满",
    ),
    *("不止", "不只", "不仅", "何止", "多达", "高达", "冲破"),
)
# 近3例 says that they are not quite 3.
_UNDER = (
    *("不到", "不足", "不满", "少于", "低于", "不超过", "至多", "最多", "顶多", "小于", "以内", "未满"),
    *("近", "接近", "将近", "几近", "几乎", "快到"),
)
_NEARBY = ("最近", "附近", "邻近", "临近")  # 最近3例 are the latest three
_AFTER = late.pattern(r"[ ]*(?:(左右|上下)|(以上|开外)|(以内|以下|之内|内))")
_BEFORE_ENDS = frozenset(word[-1] for word in (*_ABOUT, *_OVER, *_UNDER))
_AFTER_BEGINS = frozenset(" 左上以开之内")
# A number begins with a digit or sign, or with a numeral that something counted or a further numeral follows.
_NUMERAL = "零〇一二两俩仨三四五六七八九十百千万廿卅"
_COUNTED = "".join(dict.fromkeys(_UNITS + "".join(_NOUNS.split("|")) + "".join(_SPAN) + "".join(_CURRENCY)))
# One set of all beginnings comes first, because `re` skips to the members of a leading set in C.
_BEGIN = late.pattern(
    f"[0-9¥￥$€£{_NUMERAL}半翻人RCUHENG](?:(?<=[0-9¥￥$€£])"
    f"|(?<=[{_NUMERAL}])(?=[0-9 {_NUMERAL}{_COUNTED}点亿分成折倍角毛多余几来工半个至到~—–.%‰wWkK-])"
    "|(?<=半)(?=[个小钟分天日月年星周])|(?<=翻)(?=[了一倍番])|(?<=人)(?=民币)|(?<=[RCUHENG])(?=[MNSUKBT]))"
)


def chinese_quantities(text: str) -> list[FactValue]:
    """Values in a text from which codes, idioms, days and times were taken out, in order."""
    found: list[FactValue] = []
    end = 0
    for begin in _BEGIN.finditer(text):
        start = begin.start()
        if start < end:
            continue
        rich = _SIGN_NEAR.match(text, start)
        match = (_QUANTITY if rich else _SIMPLE_QUANTITY).match(text, start)
        if match:
            end = match.end()
            value = (_rich_value(match, text) if rich else None) or _simple_value(match, text)
            if value:
                found.append(value)
    return found


def _rich_value(match: re.Match[str], text: str) -> FactValue | None:
    g = match.group
    if g("sign"):
        return _make("money", match, text, g("s1"), g("s2"), g("sg"), _SIGN[g("sign")])
    if g("pctw"):
        return _make("pct", match, text, g("p0"), g("p9"))
    if g("p1"):
        return _make("pct", match, text, g("p1"), g("p2"))
    if g("p5") or g("p6"):
        return _made("pct", match, text, _scaled(g("p5") or g("p6"), Decimal("0.1")))
    if g("p7"):
        return _made("pct", match, text, _scaled(g("p7"), Decimal("0.01")))
    if g("f1"):
        below, above = chinese_number(g("f1")), chinese_number(g("f2"))
        return _made("pct", match, text, None if not below or above is None else round(above * 100 / below, 2))
    if g("p3") or g("dis"):
        return _made("pct", match, text, _tenths(g("p3") or g("dis"), g("p4")))
    if g("c1"):
        return _coins(match, text)
    if g("j1"):
        return _made("money", match, text, _small(g("j1")) / 10 + _small(g("j2")) / 100, unit="CNY")
    if g("w1"):
        return _make("workdays", match, text, g("w1"), g("w2"))
    if g("dbl"):
        return _made("times", match, text, Decimal(2))
    if g("t1"):
        return _make("times", match, text, g("t1"), g("t2"))
    return None


def _simple_value(match: re.Match[str], text: str) -> FactValue | None:
    number, lasts, half = match.group("n1", "du", "half")
    if number:
        return _duration(match, text, number, lasts) if lasts else _count(match, text, number)
    if half:
        unit = match["hu"]
        unit = unit if unit in _SPAN else unit.lstrip("个") if unit.lstrip("个") in _SPAN else "个月"
        return _made("dur", match, text, Decimal(_SPAN[unit]) / 2)
    return None


# 一个, 一次: an article rather than a number.
_PERSONS = frozenset("们咱我你他她")
_SOME = frozenset("几数")
_ARTICLE = frozenset("个次位家件份口下回步点名条项分款种")


def _count(match: re.Match[str], text: str, number: str) -> FactValue | None:
    until, more, group, unit = match.group("n2", "more_n", "ng", "unit")
    start, end = match.span()
    before = text[start - 1 : start]
    if not unit:
        if not number[0].isdigit() and len(number) < 3:
            return None  # 一 or 十 without anything counted is a word, not a fact
        after = text[end : end + 1]
        if after == "\x00" or (after.isascii() and after.isalpha()):
            return None
    elif number == "一" and unit in _ARTICLE:
        return None
    elif before in _PERSONS and number in "俩仨":
        return None  # 他们俩对比了两款: two people, and no pair of anything
    if before in _SOME and number[0] in _ROUND:
        # 几百人: no number, and still one that has to be approved.
        few, many = Decimal(2 * _ROUND[number[0]]), Decimal(9 * _ROUND[number[0]])
        return quantity("count", few, many, start=start - 1, end=end, unit=unit or "", rounding="about")
    pair = _neighbours(number) if len(number) == 2 and not until else None
    if pair:
        return quantity("count", *pair, start=start, end=end, unit=unit or "")
    return _made_of("count", text, start, end, _span(number, until, group), unit or "", more)


def _neighbours(number: str) -> tuple[Decimal, Decimal] | None:
    """七八个 and 三五个 name two numbers, not seventy-eight."""
    if len(number) != 2 or any(char not in "一二两三四五六七八九" for char in number):
        return None
    low, high = chinese_number(number[0]), chinese_number(number[1])
    close = low is not None and high is not None and (high == low + 1 or number == "三五")
    return (low, high) if close and low is not None and high is not None else None


def _duration(match: re.Match[str], text: str, number: str, unit: str) -> FactValue | None:
    half_before, half_behind, until = match.group("dh", "dh2", "n2")
    half = Decimal(0)
    if unit.startswith("个半"):
        unit, half = ("个月" if unit == "个半月" else "小时"), Decimal("0.5")
    if half_before or half_behind:
        half = Decimal("0.5")
    if unit == "日" and number[0].isdigit() and len(number) > 3:
        return None
    pair = None if until else _neighbours(number)
    if pair:
        few, many = (value * _SPAN[unit] for value in pair)
        return quantity("dur", few, many, start=match.start(), end=match.end())
    low = chinese_number(number)
    high = chinese_number(until) if until else low
    if low is None or high is None or (unit == "年" and low >= 1000):
        return None
    factor = _SPAN[unit]
    return quantity(
        "dur", (low + half) * factor, (high + half) * factor,
        start=match.start(), end=match.end(), rounding=_rounding(text, *match.span(), match["more_d"]),
    )  # fmt: skip


def _coins(match: re.Match[str], text: str) -> FactValue | None:
    value = _make("money", match, text, match["c1"], match["c2"], match["cg"], _CURRENCY[match["cur"]])
    cents = _small(match["jiao"]) / 10 + _small(match["fen"]) / 100
    if value is None or not cents or isinstance(value.low, str) or isinstance(value.high, str):
        return value
    return quantity(
        "money", value.low + cents, value.high + cents,
        start=value.start, end=value.end, unit=value.unit, rounding=value.rounding,
    )  # fmt: skip


def _small(digit: str | None) -> Decimal:
    return (chinese_number(digit) if digit else None) or Decimal(0)


def _tenths(number: str, further: str | None = None) -> Decimal | None:
    """八成 and 八折 are 80 percent, 八五折 and 八成五 85."""
    digits = [chinese_number(char) for char in number] if number.isalpha() else [chinese_number(number)]
    if any(digit is None for digit in digits):
        return None
    value = sum((digit or Decimal(0)) / (10**place) for place, digit in enumerate(digits)) * 10
    return Decimal(value) + _small(further)


def _scaled(number: str, factor: Decimal) -> Decimal | None:
    value = chinese_number(number)
    return None if value is None else value * factor


_Span = tuple[Decimal, Decimal, str]  # a number or a range, and how it is written in canonical form


@lru_cache(4096)
def _span(number: str, until: str | None, group: str | None) -> _Span | None:
    """What a number says, with the end of its range and a 万 or 亿 behind it: texts say the same few again."""
    low = chinese_number(number)
    high = chinese_number(until) if until else low
    if low is None or high is None:
        return None
    if until and until[-1] in "万亿wWkK" and number[-1] not in "万亿wWkK":
        low *= {"亿": 100_000_000, "k": 1000, "K": 1000}.get(until[-1], 10_000)  # 3-5万
    if group:
        factor = 10_000 if group == "万" else 100_000_000
        low, high = low * factor, high * factor
    return (low, high, range_written(low, high)) if low <= high else None


def _made_of(
    kind: FactKind, text: str, start: int, end: int, span: _Span | None, unit: str, more: str | None
) -> FactValue | None:
    if span is None:
        return None
    low, high, number = span
    rounding = _rounding(text, start, end, more)
    return FactValue(kind, in_canonical_form(kind, number, unit), start, end, low, high, unit, rounding)


def _make(
    kind: FactKind,
    match: re.Match[str],
    text: str,
    number: str,
    until: str | None = None,
    group: str | None = None,
    unit: str = "",
) -> FactValue | None:
    return _made_of(kind, text, *match.span(), _span(number, until, group), unit, match["more_c"])


def _made(
    kind: FactKind, match: re.Match[str], text: str, value: Decimal | None, unit: str = ""
) -> FactValue | None:
    if value is None:
        return None
    start, end = match.span()
    return quantity(kind, value, value, start=start, end=end, unit=unit, rounding=_rounding(text, start, end))


def _rounding(text: str, start: int, end: int, more: str | None = None) -> Rounding:
    """What the words around a number say about it; `more` is a 多 or 余 inside."""
    last = text[start - 1 : start]
    said, follows = last in _BEFORE_ENDS or last.isspace(), text[end : end + 1] in _AFTER_BEGINS
    if not (said or follows or more):
        return ""  # as nearly always
    before = text[max(0, start - 5) : start].rstrip() if said else ""
    if before.endswith(_NEARBY):
        before = ""
    after = _AFTER.match(text, end) if follows else None
    if before.endswith(_UNDER) or (after and after[3]):
        return "under"
    if before.endswith(_OVER) or (after and after[2]) or more in ("多", "余"):
        return "over"
    if before.endswith(_ABOUT) or (after and after[1]) or more:
        return "about"
    return ""
