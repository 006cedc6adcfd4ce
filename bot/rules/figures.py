"""Figures as people type them: plays in ten thousands, reposts after or before their number, full width.

The words (of metrics, units and comparisons) are data, because they are Chinese and English and grow. What is
not understood is given back, so that the caller can tell a line of figures from a sentence with a number in it.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, field

from bot.rules.wordlists import folded

#: No figure of the world needs more digits; longer runs are account numbers or noise.
MOST_DIGITS = 12

_NUMBER = (
    rf"(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,{MOST_DIGITS}}})(?P<fraction>\.[0-9]{{1,6}})?"
)
_BETWEEN = re.compile(r"[\s,;:/|.、。;·+]+")


class FigureWords(Struct, frozen=True):
    """The words of one language or of several together, as pairs.

    `metrics`: word → metric. `units`: word → factor, behind a number. `comparisons`: words between a metric and
    a number that make a threshold of it.
    """

    metrics: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, float], ...] = ()
    comparisons: tuple[str, ...] = ()


class Figures(Struct, frozen=True):
    """Metric → value, and what of the text was none."""

    values: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    rest: str = ""

    @property
    def alone(self) -> bool:
        """Is the whole text figures, at least one?"""
        return bool(self.values) and not self.rest


def figures(text: str, words: FigureWords) -> Figures:
    """The figures of a typed line; of one metric named twice the last counts."""
    return _read(text, words, compared=False)


def thresholds(text: str, words: FigureWords) -> Figures:
    """The same for thresholds: only numbers with a comparison before them count."""
    return _read(text, words, compared=True)


def _read(text: str, words: FigureWords, *, compared: bool) -> Figures:
    if not words.metrics or (compared and not words.comparisons):
        return Figures(rest=text.strip())
    metrics = {folded(word): metric for word, metric in words.metrics}
    units = {folded(word): Decimal(str(factor)) for word, factor in words.units}
    values: dict[str, float] = {}
    rest, end = [], 0
    line = folded(text)
    for match in _pattern(words, compared).finditer(line):
        name = match["name"] or match["name_behind"]
        number = match["number"] or match["number_before"]
        fraction = match["fraction"] or match["fraction_before"] or ""
        factor = units.get(match["unit"] or match["unit_before"] or "", Decimal(1))
        values[metrics[name]] = float(Decimal(number.replace(",", "") + fraction) * factor)
        rest.append(line[end : match.start()])
        end = match.end()
    rest.append(line[end:])
    left = _BETWEEN.sub(" ", " ".join(rest)).strip()
    return Figures(MappingProxyType(values), left)


@lru_cache(maxsize=8)
def _pattern(words: FigureWords, compared: bool) -> re.Pattern[str]:
    """`metric number unit`, or without a comparison also `number unit metric`."""
    name = _alternatives(word for word, _ in words.metrics)
    unit = _alternatives(word for word, _ in words.units)
    unit_part = rf"\s*(?P<unit>{unit})?" if unit else "(?P<unit>)"
    sign = _alternatives(words.comparisons) if compared else "[:=]?"
    before = rf"(?P<name>{name})\s*(?:{sign})\s*{_NUMBER}(?![0-9]){unit_part}"
    if compared:
        return re.compile(
            before + "(?P<name_behind>)?(?P<number_before>)?(?P<fraction_before>)?(?P<unit_before>)?"
        )
    number = _NUMBER.replace("<number>", "<number_before>").replace("<fraction>", "<fraction_before>")
    unit_before = unit_part.replace("<unit>", "<unit_before>")
    behind = rf"(?<![0-9.,]){number}(?![0-9]){unit_before}\s*(?P<name_behind>{name})"
    return re.compile(f"{before}|{behind}")


def _alternatives(words: Iterable[str]) -> str:
    known = sorted({folded(word) for word in words if word.strip()}, key=lambda word: (-len(word), word))
    return "|".join(_bounded(word) for word in known)


def _bounded(word: str) -> str:
    # A Latin word may touch a digit ("plays3k") but no other letter ("displays 3").
    left = r"(?<![a-z])" if "a" <= word[:1] <= "z" and len(word) > 1 else ""
    right = r"(?![a-z])" if "a" <= word[-1:] <= "z" else ""
    return left + re.escape(word) + right
