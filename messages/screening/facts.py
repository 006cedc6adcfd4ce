"""Facts in a text: numbers, money, shares, days, times and spans of time, each in one notation.

Nothing is guessed about meaning: what looks like a number but is an idiom, a code or a telephone number is taken
out first, then days and times, then what is counted.
"""

import unicodedata
from datetime import datetime
from operator import attrgetter
from typing import Literal

from messages.screening import english_facts, folding, late, moments, quantities
from messages.screening.spans import blanked
from messages.screening.values import FactValue

Language = Literal["zh", "en"]
_by_place = attrgetter("start", "end")

# Nothing is tried where nothing can begin: `re` skips in C to the members of a set that stands first. What is
# masked there is the group, looked at from behind its first character.
_MASKS = late.pattern(
    r"[0-9A-Za-z@#+(第一二三四五六七八九十百千万两零多大半再双统唯同单逐之不进下每任归接乱](?<=(?=("
    r"https?://[^\s一-鿿]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,80}|[@#][\w一-鿿]{1,40}#?"
    r"|(?<![\d-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)|(?<![\d,.¥￥$€£])(?<![¥￥$€£] )(?:12315|12345|12377|110|119|120|122)"
    r"(?=[,、。.!?;\s](?!\d)|$|急救|报警|电话|热线|或|就|平台|投诉|举报)"
    r"|(?<![A-Za-z])[A-Za-z]{1,8}[- ]?\d[\dA-Za-z-]{0,40}(?![\d万千百元%])|"
    r"(?<!\d)\d{1,12}[A-Za-z]+[\dA-Za-z]{0,40}(?![万千百])(?<!\d[wWkK])|\d{9,}"
    r"|(?:(?<![^\n])|(?<=\n )|(?<=\n  ))(?:\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、|"
    r"[(][一二三四五六七八九十\d]{1,2}[)])"
    r"|三番五次|五花八门|七上八下|乱七八糟|四面八方|三心二意|一五一十|接二连三|半信半疑|千方百计|千家万户|千言万语|三三两两|"
    r"四处|四周|四季|五官|五星级?|十分(?!钟|之)|十足|百姓|百度|百货|百科|百般|百忙|两难|两岸|两会|再三|三思|七夕|三八节|五一(?!十)|六一|"
    r"双十一|双十二|十一(?=假期|长假|黄金周)|多半|大半|零食|零售|零件|归零|二维码|二手|二次元|三农|三包|三甲|四川|五金|六安|八卦|十字|百年"
    r"|统一|唯一|同一|单一|逐一|(?<!分)之一|(?<![零一二三四五六七八九十百千\d])万一(?![千百十])|万分(?!之)|万能|万众|万科|千万(?=[别不要勿注])|不一|进一步|下一步|每一[个位次]?|任何一[个位]"
    r"|一(?:来|直|定|般|起|样|些|切|律|致|旦|贯|向|再|味|齐|经|度|时间|时(?!半|[零〇一二三四五六七八九\d])|方面|边|会儿|番|并|心一意|"
    r"如既往|清二楚|分为二|举|手|己|个劲|丝不苟|片|对一|视同仁|概而论|目了然|流|生|旁|路|身|共(?!\d)|家人|下子?|次次|句话|点儿?(?![半整钟零〇一二三四五六七八九\d])|半(?=[儿的]?确))"
    r"|第[零一二三四五六七八九十百千\d]{1,12}|[一二三四五六七八九十\d]{1,6}(?:等奖|级|星级|年级|号线|环路|路车|通道|号楼|号客服|号员工|号店|号机|号馆|号门|号库|楼(?!盘))"
    r"|(?:7[x×*])?24小时(?=客服|热线|在线|服务|电话))).)"
)  # fmt: skip


def scan_facts(text: str, reference_time: datetime, language: Language) -> list[FactValue]:
    """Every value in the text, in order of place.

    `reference_time` is the moment the text is written for: 今天, "Friday" and days without a year are read against
    it. `language` decides the reading of words; digits, signs and ISO dates are read in both.
    """
    plain = _plain(text, folding.fold(text).odd)
    if language == "en" and not _HAN.search(plain):
        return english_facts.scan(plain, reference_time)
    masked = blanked(plain, (match.span(1) for match in _MASKS.finditer(plain)))
    found = list(moments.chinese_moments(masked, reference_time))
    if found:
        masked = blanked(masked, ((value.start, value.end) for value in found))
    counted = quantities.chinese_quantities(masked)
    return sorted(found + counted, key=_by_place) if found and counted else found or counted


# Punctuation in full width reads as its plain form, place for place; 。 and 、 have none.
_ASCII_MARKS = {chr(0xFF00 + ord(mark) - 0x20): mark for mark in ",.!?:;()~-/#@+&"}
_HAN = late.pattern("[一-鿿]")
_WIDE_MARK = late.pattern("[\uff01-\uff0f\uff1a-\uff20\uff5e]")
_WIDE = late.pattern(
    "[０-９％．：￥＄－～Ａ-Ｚａ-ｚ]|[萬億個條點號週兩錢幾筆時鐘塊歐鎊幣張隻輛雙臺單戶噸項組層間頁歲圓約餘過後禮內]"
)


def _plain(text: str, odd: bool) -> str:
    """Full-width signs and traditional units in their plain form, place for place. `odd`: see `Folded`."""
    for mark in set(_WIDE_MARK.findall(text)):
        text = text.replace(mark, _ASCII_MARKS.get(mark, mark))
    if not odd or not _WIDE.search(text):
        return text
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        return unicodedata.normalize("NFKC", char)
    plain = folding.plain(char) if "\u4e00" <= char <= "\u9fff" and char not in "壹贰叁肆伍陆柒捌玖" else char
    return plain if len(plain) == 1 else char
