"""Facts in a text: numbers, money, shares, days, times and spans of time, each in one notation.

Nothing is guessed about meaning: what looks like a number but is an idiom, a code or a telephone number is taken
out first, then days and times, then what is counted.
"""

import unicodedata
from datetime import datetime
from operator import attrgetter
from typing import Literal

from messages.screening import english_facts, folding, idioms, late, moments, quantities
from messages.screening.spans import blanked
from messages.screening.values import FactValue

Language = Literal["zh", "en"]
_by_place = attrgetter("start", "end")


def scan_facts(text: str, reference_time: datetime, language: Language) -> list[FactValue]:
    """Every value in the text, in order of place.

    `reference_time` is the moment the text is written for: 今天, "Friday" and days without a year are read against
    it. `language` decides the reading of words; digits, signs and ISO dates are read in both.
    """
    plain = _plain(text, folding.fold(text).odd)
    if language == "en" and not _HAN.search(plain):
        return english_facts.scan(plain, reference_time)
    masked = idioms.masked(plain)
    found = list(moments.chinese_moments(masked, reference_time))
    if found:
        masked = blanked(masked, ((value.start, value.end) for value in found))
    counted = quantities.chinese_quantities(masked)
    return sorted(found + counted, key=_by_place) if found and counted else found or counted


# Punctuation in full width reads as its plain form, place for place; 。 and 、 have none.
_ASCII_MARKS = {chr(0xFF00 + ord(mark) - 0x20): mark for mark in ",.!?:;()~-/#@+&"}
_WIDE_MARK = late.pattern(f"[{''.join(_ASCII_MARKS)}]")
_HAN = late.pattern("[一-鿿]")
_WIDE = late.pattern(
    "[０-９％．：￥＄－～Ａ-Ｚａ-ｚ]|[萬億個條點號週兩錢幾筆時鐘塊歐鎊幣張隻輛雙臺單戶噸項組層間頁歲圓約餘過後禮內]"
)


def _plain(text: str, odd: bool) -> str:
    """Full-width signs and traditional units in their plain form, place for place. `odd`: see `Folded`."""
    if _WIDE_MARK.search(text):
        for mark, plain in _ASCII_MARKS.items():
            if mark in text:
                text = text.replace(mark, plain)
    if not odd or not _WIDE.search(text):
        return text
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        return unicodedata.normalize("NFKC", char)
    plain = folding.plain(char) if "\u4e00" <= char <= "\u9fff" and char not in "壹贰叁肆伍陆柒捌玖" else char
    return plain if len(plain) == 1 else char
