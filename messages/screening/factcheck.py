"""Values in a text against the values of the sheet: approved, rounded, contradicting, stale, or unknown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from messages.screening.sheet import Known, SheetFact, SheetView, sort_of
from messages.screening.values import MOMENTS, FactValue

_NUMBERS = ("count", "money", "pct", "times")
_ALIKE = (
    frozenset("人名位个例起宗") | {"用户", "家长", "消费者", "顾客", "客户", ""},
    frozenset({"件", "个", "单", "订单", ""}),
)
_ABOUT = Decimal("0.1")  # "about" may be off by a tenth: 近1.3万 for 12,860
_OTHER = 20  # so many times as many, in another unit, is another thing
_PART = Decimal("0.5")  # "over 10" for 21 misleads as much as a wrong number


# A value that may not stand as it is: the value, its rule, whether it blocks, the reason, and the blanks of the
# reason. Not a named tuple, which would take as long to make and take apart as the check of a value takes.
Doubt = tuple[FactValue, str, bool, str, tuple[tuple[str, str], ...]]


def doubts(found: Sequence[FactValue], sheet: SheetView, now: datetime) -> Iterator[Doubt]:
    """Every value of a text that the sheet does not carry."""
    if not found:
        return
    sayable = _sayable(sheet, now) if sheet.offers else sheet.sayable
    for value in found:
        kind = value.kind
        doubt = _judge(value, sayable.get("moment" if kind in MOMENTS else kind, ()), now)
        if doubt:
            yield doubt


def _sayable(sheet: SheetView, now: datetime) -> Mapping[str, Sequence[Known]]:
    """What may be said, with the values of the offers that stand now."""
    found = {sort: list(known) for sort, known in sheet.known.items()}
    for offer in sheet.offers:
        for value in offer.values if offer.stands(now) else ():
            found.setdefault(sort_of(value), []).append(Known(offer.group, value, None))
    found.setdefault("moment", []).extend(sheet.update)
    return found


def _judge(value: FactValue, known: Sequence[Known], now: datetime) -> Doubt | None:
    kind, canonical = value.kind, value.canonical
    rule = "R-C3" if kind in _NUMBERS else "R-C4"
    agreeing = _agreeing(value, kind, known) if known else None
    if agreeing:
        return _said_already(value, agreeing, rule, now)
    if kind == "date" and value.relative and str(value.low) <= now.date().isoformat():
        # 昨晚, 今天: tells when, promises nothing; it only rots.
        return value, "R-C4", False, "fact.relative", (("value", canonical), ("day", str(value.low)))
    if known and value.rounding:
        for one in known:
            if _rounded_wrongly(value, one):
                blanks = (("value", canonical), ("fact", one.key), ("approved", one.value.canonical))
                return value, rule, True, "fact.rounding", blanks
    for one in known:
        if _contradicts(value, kind, one.value):
            blanks = (("value", canonical), ("fact", one.key), ("approved", one.value.canonical))
            return value, rule, True, "fact.contradicts", blanks
    return value, rule, True, "fact.unknown", (("value", canonical),)


def _said_already(value: FactValue, agreeing: Sequence[Known], rule: str, now: datetime) -> Doubt | None:
    """What speaks against a value that one fact at least carries."""
    usable = [one for one in agreeing if one.fact is None or (one.fact.public and one.fact.stands(now))]
    if not usable:
        one = agreeing[0]
        reason = "fact.internal" if one.fact and not one.fact.public else "fact.expired"
        return value, rule, True, reason, (("value", value.canonical), ("fact", one.key))
    if value.relative:
        blanks = (("value", value.canonical), ("day", str(value.low)[:10]))
        return value, "R-C4", False, "fact.relative", blanks
    if value.rounding == "about" and value.kind in _NUMBERS and not any(map(_may_be_rounded, usable)):
        first = usable[0]
        said = (("value", value.canonical), ("fact", first.key), ("approved", first.value.canonical))
        return value, rule, False, "fact.rounding", said
    if value.kind == "count" and all(not _same_unit(value.unit, one.value.unit) for one in usable):
        first = usable[0]
        other = (("value", value.canonical), ("fact", first.key), ("approved", first.value.canonical))
        return value, rule, False, "fact.other_unit", other
    return None


def _may_be_rounded(one: Known) -> bool:
    """约3例 for exactly three leaves open what is known; not where the fact allows it, or says so itself."""
    fact = one.fact
    return fact is None or fact.rounding_allowed or bool(fact.tolerance) or one.value.rounding == "about"


def _agreeing(value: FactValue, kind: str, known: Sequence[Known]) -> list[Known]:
    """Those that say what a value says: equal, inside their range, or rounded as the fact allows."""
    low, high = value.low, value.high
    if isinstance(low, str) or isinstance(high, str):
        return [one for one in known if same_moment(value, one.value)]
    found: list[Known] = []
    for one in known:
        other = one.value
        least, most, fact = other.low, other.high, one.fact
        if isinstance(least, str) or isinstance(most, str) or (kind == "money" and value.unit != other.unit):
            continue
        if value.rounding:
            # A fact that says "over 3" itself is said so.
            as_it_is = value.rounding == other.rounding and low == least and high == most
            same = as_it_is or _rounded_rightly(value, low, high, least, most, fact)
        else:
            slack = most * fact.tolerance if fact and fact.tolerance else 0
            same = least - slack <= low and high <= most + slack if slack else least <= low and high <= most
        if same:
            found.append(one)
    return found


def _rounded_rightly(
    value: FactValue, low: Decimal, high: Decimal, least: Decimal, most: Decimal, fact: SheetFact | None
) -> bool:
    slack = most * fact.tolerance if fact and fact.tolerance else 0
    if value.rounding == "about" and least - slack <= low and high <= most + slack:
        return True
    if low == least and high == most:
        return value.rounding == "about" or value.kind in ("dur", "workdays")
    if fact is None or not fact.rounding_allowed or low != high or least != most:
        return False
    if value.rounding == "over":
        return least * _PART <= low <= least
    if value.rounding == "under":
        return least <= low <= least / _PART
    return abs(low - least) <= least * _ABOUT


def same_moment(value: FactValue, known: FactValue) -> bool:
    """Does a day or a time say what another one says; a time alone: the same time of any day."""
    if value.kind not in MOMENTS or known.kind not in MOMENTS:
        return False
    low, high, least, most = str(value.low), str(value.high), str(known.low), str(known.high)
    if value.kind == known.kind:
        inside = least <= low and high <= most
        return inside or (low == least and high == most) or (known.kind == "date" and least.startswith(low))
    if known.kind != "dt":
        return False
    if value.kind == "time":
        return low == least[11:] and high == most[11:]
    return value.kind == "date" and least[:10] <= low and high <= most[:10]


@lru_cache(1024)
def _same_unit(mine: str, theirs: str) -> bool:
    if mine == theirs or not mine or not theirs or mine.rstrip("s") == theirs.rstrip("s"):
        return True
    if mine.isascii() or theirs.isascii():
        return True  # English nouns for one thing differ too much: reports, complaints, cases, 例
    return any(mine in group and theirs in group for group in _ALIKE)


def _contradicts(value: FactValue, kind: str, known: FactValue) -> bool:
    """The same kind of thing with another value."""
    if kind != known.kind:
        return False
    if kind == "count":
        return bool(value.unit) and _same_unit(value.unit, known.unit) and _one_thing(value, known)
    return value.unit == known.unit


def _one_thing(value: FactValue, known: FactValue) -> bool:
    """3例 and 5位 may count the same thing; 3例 and 3万名 count different ones."""
    if value.unit == known.unit or isinstance(value.high, str) or isinstance(known.high, str):
        return True
    least, most = sorted((value.high, known.high))
    return most <= least * _OTHER


def _rounded_wrongly(value: FactValue, known: Known) -> bool:
    """The number of a fact on the wrong side (超过10万 for 98,000), or rounded where that was not allowed."""
    if not value.rounding or value.kind != known.value.kind or isinstance(value.low, str):
        return False
    if isinstance(known.value.low, str) or (value.unit != known.value.unit and value.kind == "money"):
        return False
    return abs(value.low - known.value.low) <= known.value.low * _ABOUT * 2
