"""From findings to what a person can do: the places of a sentence that are wrong, and the sentence put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from messages.screening import late
from messages.screening.facts import Language
from messages.screening.screen import screen
from messages.screening.sheet import SheetView
from messages.screening.verdicts import Finding, Verdict

_CLAUSE = late.pattern("[,;.:!?\\s\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001]+")
_HAN = late.pattern("[\u3400-\u9fff]")
_LATIN = late.pattern("[A-Za-z]")
_ROUNDING = late.pattern("(?:大约|约|近|将近|超过|超|不到|至少|逾|about |over |nearly )$", re.IGNORECASE)
_LONGER = 3  # characters by which a Chinese replacement may be longer and still stand in a sentence
_LATIN_WORD = late.pattern("[A-Za-z0-9]{2}")
_TOGETHER = 4  # characters between two findings of a clause that are still one place
LONGEST_LABEL = 24
LONGEST_EXCERPT = 160
_BEFORE = 20


def language_of(text: str) -> Language:
    """Chinese as soon as one ideograph stands in it, or nothing but signs; else English."""
    return "zh" if _HAN.search(text) or not _LATIN.search(text) else "en"


@dataclass(frozen=True, slots=True)
class Point:
    """One place that is wrong: the words there, and every reason, the heaviest first."""

    label: str
    start: int
    end: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, or the part of a long text that holds the first place; `begins` is its offset."""

    text: str
    begins: int
    whole: bool


def points(text: str, verdict: Verdict) -> tuple[Point, ...]:
    """What is wrong, place by place: findings of one clause that stand close together are one point."""
    grouped: list[list[Finding]] = []
    for finding in verdict.findings:
        if grouped and _one_place(text, grouped[-1], finding):
            grouped[-1].append(finding)
        else:
            grouped.append([finding])
    return tuple(_point(text, group) for group in grouped)


def _one_place(text: str, group: Sequence[Finding], finding: Finding) -> bool:
    end = max(one.end for one in group)
    if finding.start < end:
        return True
    return finding.start - end <= _TOGETHER and not _CLAUSE.search(text[end : finding.start])


def _point(text: str, group: Sequence[Finding]) -> Point:
    start, end = min(one.start for one in group), max(one.end for one in group)
    rounding = _ROUNDING.search(text, max(0, start - 4), start)
    start = rounding.start() if rounding else start
    heaviest = sorted(group, key=lambda one: (one.level != "block", one.start, one.rule))
    label = " ".join(text[start:end].split())
    return Point(label[:LONGEST_LABEL], start, end, tuple(heaviest))


def excerpt(text: str, found: Sequence[Point]) -> Excerpt:
    """The sentence to show: all of it, or of a long text the part around the first place."""
    if len(text) <= LONGEST_EXCERPT:
        return Excerpt(text, 0, whole=True)
    first = max(0, (found[0].start if found else 0) - _BEFORE)
    return Excerpt(text[first : first + LONGEST_EXCERPT], first, whole=False)


def mended(text: str, verdict: Verdict, sheet: SheetView, *, now: datetime, language: Language) -> str:
    """The text with every wording replaced by its own line, if it is clear then; '' when it is not to be had."""
    if not verdict.findings or len(text) > LONGEST_EXCERPT:
        return ""
    lines = {line.strip() for line in sheet.approved_lines}
    if any(not one.replacement or one.replacement in lines for one in verdict.findings):
        return ""
    if not all(_stands_in(text[one.start : one.end], one.replacement) for one in verdict.findings):
        return ""  # a whole line to say instead, and no words for the middle of a sentence
    put_right, before = text, len(text) + 1
    for one in sorted(verdict.findings, key=lambda one: one.start, reverse=True):
        if one.end > before:
            return ""
        put_right, before = put_right[: one.start] + _joined(one.replacement, put_right[one.end :]), one.start
    return put_right if screen(put_right, sheet, now=now, language=language).level == "clear" else ""


def _stands_in(term: str, instead: str) -> bool:
    """Is the replacement about as long as what it replaces, so that the sentence around it still reads?"""
    if _HAN.search(instead):
        return len(instead) <= len(term) + _LONGER
    return len(instead.split()) <= len(term.split()) + 1


def _joined(instead: str, rest: str) -> str:
    """A replacement before what follows, without saying twice what it ends with and that begins with: with 3位家长
    for 个别, 个别家长反馈 reads 3位家长反馈."""
    after = rest.lstrip(" ")
    for begin in range(len(instead) - 1):
        tail = instead[begin:]
        cut = instead[:begin][-1:] + tail[:1], tail[-1:] + after[len(tail) : len(tail) + 1]
        if after.startswith(tail) and not any(_LATIN_WORD.search(pair) for pair in cut):
            return instead + after[len(tail) :]
    return instead + rest


def own_line(verdict: Verdict, sheet: SheetView) -> str:
    """The line that a wording itself says to use, '' when no wording names one."""
    lines = {line.strip() for line in sheet.approved_lines}
    return next((one.replacement for one in verdict.findings if one.replacement not in lines | {""}), "")
