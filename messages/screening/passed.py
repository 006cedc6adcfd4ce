"""Times that were promised in public and have passed: a sentence that still names one promises what is over."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from messages.screening import late
from messages.screening.factcheck import same_moment
from messages.screening.facts import scan_facts
from messages.screening.sheet import SheetView
from messages.screening.values import FactValue, moment

# Said of what has been: 我们已于22:30发布通报, "at 22:30 we posted". Nothing is promised there any more.
_TOLD = late.pattern(
    "已于|已经|已在|曾|原定|本应|本该|发布的|发出的|发过|发布了|说明了"
    r"|\b(?:was|were|had|did|said|posted|published|gave|told)\b",
    re.IGNORECASE,
)
_END = late.pattern("[,;。!?\uff0c\uff1b\uff01\uff1f\n]")


def passed(text: str, sheet: SheetView, now: datetime) -> Iterator[FactValue]:
    """The promised times in a text that are over, in order of place.

    What a fact carries that stands, what is promised anew for a later day, and what is told of the past, is not
    meant. A time without its day (22:30前) is that of the promise.
    """
    if not sheet.passed:
        return
    over = [moment(when) for when in sheet.passed]
    for value in scan_facts(text, now, "en"):  # reads Chinese where there is any
        if value.kind not in ("time", "dt") or not any(same_moment(value, one) for one in over):
            continue
        if not _may_stand(value, sheet, now) and not _TOLD.search(_clause(text, value)):
            yield value


def fresh_lines(sheet: SheetView, now: datetime) -> Sequence[str]:
    """The approved lines that may still be offered: those that name no promised time that is over."""
    if not sheet.passed:
        return sheet.lines
    return tuple(line for line in sheet.lines if next(passed(line, sheet, now), None) is None)


def _may_stand(value: FactValue, sheet: SheetView, now: datetime) -> bool:
    if sheet.next_update is not None and sheet.next_update > now and same_moment(value, moment(sheet.next_update)):
        return True
    facts = (fact for fact in sheet.facts if fact.public and fact.stands(now))
    return any(same_moment(value, known) for fact in facts for known in fact.values)


def _clause(text: str, value: FactValue) -> str:
    """The part of the sentence around a value, up to the next mark on both sides."""
    begin = max((mark.end() for mark in _END.finditer(text, 0, value.start)), default=0)
    end = _END.search(text, value.end)
    return text[begin : end.start() if end else len(text)]
