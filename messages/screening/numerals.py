"""Numbers as people write them: 1,286.00 · 三万二 · 1.2亿 · 三十6 · 12k · twenty-five thousand."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from messages.screening import late

_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_TENS = {"十": 10, "百": 100, "千": 1_000, "廿": 20, "卅": 30}
_GROUP = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000, "k": 1_000, "K": 1_000}
_PART = late.pattern(r"\d+(?:\.\d+)?|[零〇一二两俩仨三四五六七八九]|[十百千廿卅]|[万亿wWkK]")
_DECIMALS = late.pattern("[零〇一二三四五六七八九]+")
_ARABIC = late.pattern(r"(\d+(?:\.\d+)?)\s?([a-z]*)")
_LETTERS_OF = late.pattern("[a-z]+")

# A number in Chinese text: Arabic digits with their groups, or numerals; a unit of ten thousand may follow. `re`
# glances at the first character of each of several ways, so "or nothing" is quicker than a question mark.
CHINESE = (
    r"(?:\d{1,3}(?=,)(?:,\d{3})+(?:\.\d+|)|\d+(?:\.\d+|)|[零〇一二两俩仨三四五六七八九十百千廿卅])"
    r"(?:[零〇一二两三四五六七八九十百千万亿]|\d){0,30}"
    r"(?:[wWkK](?![A-Za-z])|)(?:点[零〇一二三四五六七八九]{1,4}(?![分钟半\d])[万亿]?|)"
)

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_ROUND = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_LETTERS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
NUMBER_WORD = "|".join(sorted((*_SMALL, *_ROUND, *_LARGE), key=len, reverse=True))
ENGLISH = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?:k|m|bn)\b|\s(?:hundred|thousand|million|billion|dozen)\b)?"
    rf"|\b(?:a\s+(?=hundred|thousand|million|dozen))?(?:{NUMBER_WORD})\b(?:(?:\s+and\s+|[\s-]+)(?:{NUMBER_WORD})\b)*"
)


@lru_cache(8192)
def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese or Arabic number; None when it is none (一百零, 十百).

    Texts say the same small numbers over and over, and each is asked for twice, as both ends of its range.
    """
    if text.isascii() and text.isdigit():
        return Decimal(text)
    text = text.replace(",", "")
    whole, dot, fraction = text.partition("点")
    parts = _PART.findall(whole)
    if not parts or "".join(parts) != whole:
        return None
    value = _positional(parts) if len(parts) > 1 and all(part in _DIGIT for part in parts) else _grouped(parts)
    if value is not None and dot:
        digits = _DECIMALS.match(fraction)
        if not digits:
            return None
        value += Decimal("0." + "".join(str(_DIGIT[char]) for char in digits[0]))
        for unit in fraction[digits.end() :]:
            value *= _GROUP[unit]
    return value


def _positional(parts: list[str]) -> Decimal:
    """二〇二六 → 2026."""
    return Decimal("".join(str(_DIGIT[part]) for part in parts))


def _grouped(parts: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = 1
    after_zero = False
    for part in parts:
        if part in _DIGIT:
            if number is not None and part not in "零〇":
                number = number * 10 + _DIGIT[part]
            else:
                number = Decimal(_DIGIT[part]) if part not in "零〇" or number is None else number * 10
            after_zero = part in "零〇"
            continue
        if part[0].isdigit():
            number = (number or Decimal(0)) + Decimal(part) if number is None else number * 10 + Decimal(part)
            continue
        if part in ("廿", "卅"):
            section += _TENS[part]
            unit, number = 1, None
        elif part in _TENS:
            unit = _TENS[part]
            section += (Decimal(1) if number is None or (number == 0 and after_zero) else number) * unit
            number = None
        else:
            unit = _GROUP[part]
            section += number or 0
            if section == 0 and total == 0:
                return None
            if section == 0 or (part == "亿" and total):
                total = (total + section) * unit
            else:
                total += section * unit
            section, number = Decimal(0), None
        after_zero = False
    if (
        number is not None
        and parts[-1] in _DIGIT
        and unit >= 100
        and not after_zero
        and number < 10
        and len(parts) > 1
    ):
        # 三万二 is 32,000 and 三百五 is 350; 三百零五 is 305.
        previous = parts[-2]
        if previous not in "零〇":
            number *= unit // 10
    return total + section + (number or 0)


@lru_cache(8192)
def english_number(text: str) -> Decimal | None:
    """The value of an English number in digits or words; None when it is none."""
    lowered = text.lower().replace(",", "").strip()
    digits = _ARABIC.fullmatch(lowered)
    if digits:
        try:
            value = Decimal(digits[1])
        except InvalidOperation:  # more digits than Decimal's context takes
            return None
        factor = _LETTERS.get(digits[2]) or _LARGE.get(digits[2])
        return value * factor if factor else value
    total = section = 0
    for word in _LETTERS_OF.findall(lowered):
        if word in _SMALL or word in _ROUND:
            section += _SMALL.get(word, 0) + _ROUND.get(word, 0)
        elif word == "hundred" or word == "dozen":
            section = (section or 1) * _LARGE[word]
        elif word in _LARGE:
            total += (section or 1) * _LARGE[word]
            section = 0
    return Decimal(total + section)


def written(value: Decimal) -> str:
    """The shortest plain notation: 12.50 → 12.5, 1E+4 → 10000."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
