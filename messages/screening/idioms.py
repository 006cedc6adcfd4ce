"""What looks like a number in Chinese text and is none: idioms, codes, telephone numbers, list marks."""

import re
from collections.abc import Iterator

from messages.screening import late
from messages.screening.spans import blanked

_URL = r"https?://[^\s一-鿿]+"
_MAIL = r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,80}"
_TAG = r"[@#][\w一-鿿]{1,40}#?"
# 还剩 120 件: with something counted behind it, it is no ambulance.
_COUNTED = "[件个例位名单起次份笔家台批盒瓶箱袋条套户元块万亿%]|人(?![工员])"
_PHONE = (
    r"(?<!\d)(?:(?<!-)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
    r"|0\d{2,3}[- ]\d{7,8}(?!\d)|(?=1[12])(?<![,.¥￥$€£])(?<![¥￥$€£] )(?:12315|12345|12377|110|119|120|122)"
    rf"(?=[,、。.!?;](?!\d)|\s(?!\d|{_COUNTED})|$|急救|报警|电话|热线|或|就|平台|投诉|举报))"
)
_CODE = r"(?<![A-Za-z])[A-Za-z]{1,8}[- ]?\d[\dA-Za-z-]{0,40}(?![\d万千百元%])"
_NUMERIC_CODE = r"(?<!\d)\d{1,12}+[A-Za-z]+[\dA-Za-z]{0,40}(?![万千百])(?<!\d[wWkK])|\d{9,}"
_LISTED = (
    r"(?:(?<![^\n])|(?<=\n )|(?<=\n  ))(?:\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、|"
    r"[(][一二三四五六七八九十\d]{1,2}[)])"
)
_RANKS = "等奖|级|星级|年级|号线|环路|路车|通道|号楼|号客服|号员工|号店|号机|号馆|号门|号库|楼(?!盘)"
_RANKED = (
    rf"[一二三四五六七八九十\d]{{1,6}}+(?=[等级星年号环路通楼])(?:{_RANKS})"
    "|(?:7[x×*])?24小时(?=客服|热线|在线|服务|电话)"
)
_IDIOMS = (
    "百分百|八成(?=[是因会就])|三番五次|五花八门|七上八下|乱七八糟|四面八方|三心二意|一五一十|接二连三|半信半疑|千方百计|千家万户|千言万语|三三两两|"
    "四处|四周|四季|五官|五星级?|十分(?!钟|之)|十足|百姓|百度|百货|百科|百般|百忙|两难|两岸|两会|再三|三思|七夕|三八节|"
    "五一(?!十)|六一|双十一|双十二|十一(?=假期|长假|黄金周)|多半|大半|零食|零售|零件|归零|二维码|二手|二次元|三农|三包|三甲|"
    "四川|五金|六安|八卦|十字|百年|统一|唯一|同一|单一|逐一|"
    "万分(?!之)|万能|万众|万科|千万(?=[别不要勿注])|不一|进一步|下一步|每一[个位次]?|任何一[个位]"
)
# 这一批 is this batch, not one batch.
_THIS_ONE = "|".join(f"一{thing}(?<=[这那同哪上下另该]一{thing})" for thing in "批条款位件个")
_GUARDED = f"(?<!分)之一|(?<![零一二三四五六七八九十百千\\d])万一(?![千百十])|{_THIS_ONE}"
_ONE = (
    "来|直|定|般|起|样|些|切|律|致|旦|贯|向|再|味|齐|经|度|时间|时(?!半|[零〇一二三四五六七八九\\d])|方面|边|会儿|番|并|心一意|"
    "如既往|清二楚|分为二|举|手|己|个劲|丝不苟|片|对一|视同仁|概而论|目了然|流|生|旁|路|身|共(?!\\d)|家人|下子?|次次|句话|"
    "遍|趟|声|点儿?(?![半整钟零〇一二三四五六七八九\\d])|半(?=[儿的]?确)"
)
_ORDINAL = r"第[零一二三四五六七八九十百千\d]{1,12}"


def _seconds() -> str:
    """The second characters of what begins with a Chinese one: without one of them there is nothing to try."""
    words = f"{_IDIOMS}|{_GUARDED}".split("|")
    plain = (word.rpartition(")")[2] if word.startswith("(") else word for word in words)
    seconds = {word[1] for word in plain if len(word) > 1} | {word[0] for word in f"{_ONE}|{_RANKS}".split("|")}
    return "".join(sorted(char for char in seconds if char >= "\u4e00")) + "零一二三四五六七八九十百千、0-9"


def _by_first(alternatives: str) -> str:
    """The same alternatives, those with the same first character together: fewer of them are tried in vain."""
    rests: dict[str, list[str]] = {}
    for one in re.findall(r"(?:\([^()]*\)|[^|])+", alternatives):
        rests.setdefault(one[0], []).append(one[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


# What stands behind the first digit of a list mark, a rank, a code or a telephone number: nothing else is tried at
# the many numbers that only count. Behind a further digit only ranks are left, and rows of nine.
_AFTER_NUMBER = "一二三四五六七八九十等级星年号环路通楼小x×*"
_MORE_THAN_COUNTED = rf"(?=\d?[A-Za-z.)、{_AFTER_NUMBER}]|\d[\d -])"
_RANKED_OR_LONG = rf"(?=[\d一二三四五六七八九十]{{0,5}}+[{_AFTER_NUMBER}]|\d{{8}})"

# Nothing is tried where nothing can begin: `re` skips in C to the members of the set that stands first. What is
# masked is the group, looked at from behind its first character.
_BEGINS = "[0-9A-Za-z@#+(第一二三四五六七八九十百千万两零多大半再双统唯同单逐之不进下每任归接乱]"
_MASKS = late.pattern(
    rf"{_BEGINS}(?:(?<=[^\x00-\x7f])(?=[{_seconds()}])"
    rf"(?<=(?=({_LISTED}|{_by_first(_IDIOMS)}|{_GUARDED}|一(?:{_by_first(_ONE)})|{_ORDINAL}|{_RANKED})).)"
    rf"|(?<![^\x00-\x7f])(?:(?<=[0-9+(])(?<!\d.)(?:(?<![0-9])|{_MORE_THAN_COUNTED})"
    rf"(?<=(?=({_PHONE}|{_NUMERIC_CODE}|{_LISTED}|{_RANKED})).)"
    rf"|(?<=\d\d){_RANKED_OR_LONG}(?<=(?=(\d{{9,}}|{_RANKED})).)|(?<=[A-Za-z])(?<=(?=({_URL}|{_CODE})).)|(?<=[@#])(?<=(?=({_TAG})).)))"
)
_MASKS_AND_MAIL = late.pattern(
    rf"{_BEGINS}(?<=(?=({_URL}|{_MAIL}|{_TAG}|{_PHONE}|{_CODE}|{_NUMERIC_CODE}|{_LISTED}|{_IDIOMS}|{_GUARDED}|"
    rf"一(?:{_ONE})|{_ORDINAL}|"
    rf"{_RANKED})).)"
)


def masked(text: str) -> str:
    """A text without them, place for place."""
    return blanked(text, _spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    search = (_MASKS_AND_MAIL if "@" in text else _MASKS).search
    match = search(text)
    while match:
        span = match.span(match.lastindex or 0)
        yield span
        match = search(text, span[1])  # nothing inside is asked again: a telephone number has ten digits
