"""The whole check of a text against a message sheet: rules R-C1 to R-C16."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz, process

from messages.screening import factcheck, overlap, patterns
from messages.screening.base import base_wordings
from messages.screening.facts import Language, scan_facts
from messages.screening.folding import fold
from messages.screening.hits import Evidence
from messages.screening.judging import Judged, Place, denied_quotes, heavier_totals, judge
from messages.screening.lists import Compiled, Level, Wording, compiled
from messages.screening.sheet import NameRule, SheetView
from messages.screening.spans import spans_holding
from messages.screening.values import FactValue
from messages.screening.verdicts import Finding, Suggestion, Verdict

NEAREST_AT_LEAST = 70
MOST_FINDINGS = 500  # a text with more is refused just as well
_LONGEST_FOR_NEAREST = 2_000
_QUICK = 20  # own wordings of a sheet that compile within some milliseconds
_TONE = ("R-C10", "R-C15")


def screen(text: str, sheet: SheetView, *, now: datetime, language: Language = "zh") -> Verdict:
    """Whether a text may go out under this sheet, and if not, where, why, and what to say instead.

    `now` is aware: days and hours are read in its zone, and validity is judged at it. `language` is the language
    the text is written in. Rules that need a person (truth, tone, taste) are not judged here.
    """
    stripped = text.strip()
    if stripped and any(stripped == line.strip() for line in sheet.approved_lines):
        return Verdict("clear", (), sheet.version, Suggestion(stripped, 100), verbatim=True)
    approved = _approved_spans(text, sheet.approved_lines)
    may_stand = spans_holding(approved)
    found = _findings(text, sheet, now, language, may_stand)
    findings = _unique([finding for finding in found if not may_stand(finding.start, finding.end)])
    nearest = _nearest(stripped, sheet)
    offered = tuple(_with_replacement(one, sheet, nearest) for one in findings)
    blocked = any(one.level == "block" for one in offered)
    return Verdict("block" if blocked else "change" if offered else "clear", offered, sheet.version, nearest)


def prepare(sheet: SheetView) -> None:
    """Compiles what a sheet needs, so that the first text is not held up. Call it away from the event loop."""
    _base()
    _compiled(sheet)
    for own in sheet.lists:
        own.compiled  # noqa: B018  (asking for it makes it)


def ready(sheet: SheetView) -> bool:
    """Would a check under this sheet begin at once, because everything long is compiled?"""
    return all(own.ready for own in sheet.lists) and len(sheet.wordings) <= _QUICK


@lru_cache(1)
def _base() -> Compiled:
    return compiled(base_wordings())


_LATEST: dict[int, tuple[SheetView, Compiled]] = {}
_MOST_KEPT = 64


def _compiled(sheet: SheetView) -> Compiled:
    """What a sheet's own rows compile to. The same object is known at once: hashing ten thousand rows takes longer
    than the check."""
    kept = _LATEST.get(id(sheet))
    if kept and kept[0] is sheet:
        return kept[1]
    found = _own(sheet.wordings, sheet.names, sheet.allow_spans)
    if len(_LATEST) >= _MOST_KEPT:
        _LATEST.clear()
    _LATEST[id(sheet)] = (sheet, found)
    return found


@lru_cache(_MOST_KEPT)
def _own(wordings: tuple[Wording, ...], names: tuple[NameRule, ...], allow: tuple[str, ...]) -> Compiled:
    banned = (
        Wording(alias, "R-C9", "block", "name.not_allowed")
        for rule in names
        if not rule.may_say
        for alias in (rule.name, *rule.aliases)
    )
    return compiled((*wordings, *banned), allow)


def _findings(
    text: str, sheet: SheetView, now: datetime, language: Language, may_stand: Callable[[int, int], bool]
) -> Iterator[Finding]:
    folded = fold(text)
    values = [value for value in scan_facts(text, now, language) if not may_stand(value.start, value.end)]
    place = Place(text, tuple(denied_quotes(text)), tuple(patterns.sentences(text)))
    judged = list(_wordings(text, sheet, now, place))
    numbers = {(value.start, value.end) for value in values if value.kind in ("count", "pct", "times")}
    for one in heavier_totals(judged, numbers, place):
        yield _from_wording(text, one, sheet)
    for doubt in factcheck.doubts(values, sheet, now):
        blanks = (("text", text[doubt.value.start : doubt.value.end]), *doubt.values)
        level: Level = "block" if doubt.blocks else "warn"
        yield _finding(doubt.rule, level, doubt.value, "fact", doubt.reason, blanks, sheet)
    for shape in patterns.personal_data(folded, sheet):
        yield _finding("R-C2", "block", shape, "pattern", shape.reason, (("text", shape.shown),), sheet)
    for shape in patterns.names(text, sheet):
        yield _finding("R-C9", "warn", shape, "pattern", shape.reason, (("text", shape.shown),), sheet)
    for shape in patterns.links(text, sheet):
        yield _finding("R-C16", "block", shape, "pattern", shape.reason, (("text", shape.shown),), sheet)
    if sheet.serious:
        for shape in patterns.playful(text):
            yield _finding("R-C15", "warn", shape, "pattern", shape.reason, (("text", shape.shown),), sheet)
    for start, end, line in overlap.repeated(folded, sheet.retracted, sheet.approved_lines):
        span = patterns.Shape(start, end, "retracted", text[start:end])
        yield _finding(
            "R-C14", "block", span, "overlap", "retracted", (("text", span.shown), ("line", line)), sheet
        )


def _wordings(text: str, sheet: SheetView, now: datetime, place: Place) -> Iterator[Judged]:
    own = _compiled(sheet)
    allowed = spans_holding(_approved_spans(text, sheet.allow_spans))
    overruled = {wording.term for wording in sheet.wordings}
    looked_in = [own] if own.matcher.terms else []
    looked_in.extend(more.compiled for more in sheet.lists)
    if sheet.base_wordings:
        looked_in.append(_base())
    for matcher, rows in looked_in:
        for hit in matcher.find(text):
            for wording in rows[hit.term]:
                # A team's own row about a term stands instead of the shipped one.
                if wording.scope == "global" and _overruled(wording.term, overruled, sheet):
                    continue
                if allowed(hit.start, hit.end):
                    continue
                judged = judge(hit, wording, place, sheet, now)
                if judged:
                    yield judged


def _overruled(term: str, own: set[str], sheet: SheetView) -> bool:
    return term in own or any(term in more.terms for more in sheet.lists)


def _from_wording(text: str, one: Judged, sheet: SheetView) -> Finding:
    hit, wording = one.hit, one.wording
    values: tuple[tuple[str, str], ...] = (("term", wording.term), ("text", text[hit.start : hit.end]))
    reason = one.reason
    if wording.why and reason == wording.reason:
        reason, values = "banned.because", (*values, ("why", wording.why))
    return Finding(
        wording.rule, one.level, hit.start, hit.end, hit.evidence.value, reason, values,
        wording.say_instead, sheet.version, certain=not hit.evidence.fuzzy,
    )  # fmt: skip


def _finding(
    rule: str,
    level: Level,
    span: FactValue | patterns.Shape,
    evidence: str,
    reason: str,
    values: tuple[tuple[str, str], ...],
    sheet: SheetView,
) -> Finding:
    return Finding(rule, level, span.start, span.end, evidence, reason, values, "", sheet.version)


def _approved_spans(text: str, lines: Iterable[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in lines:
        wanted = line.strip()
        if wanted and wanted in text:
            spans.extend(match.span() for match in re.finditer(re.escape(wanted), text))
    return spans


def _unique(findings: list[Finding]) -> list[Finding]:
    """One finding for each rule and place: the heavier, then the surer, then the longer."""
    ordered = sorted(
        findings,
        key=lambda one: (
            one.level != "block",
            not one.certain,
            one.start - one.end,
            one.start,
            one.rule,
            one.reason,
        ),
    )
    kept: list[Finding] = []
    taken: dict[tuple[str, str, int], list[Finding]] = {}
    for finding in ordered:
        keys = [(finding.rule, finding.reason, part) for part in range(finding.start // 64, finding.end // 64 + 1)]
        same = [one for key in keys for one in taken.get(key, ())]
        if any(one.start <= finding.start and finding.end <= one.end for one in same):
            continue
        guessed = not finding.certain and any(one.start < finding.end and finding.start < one.end for one in same)
        if not guessed:
            kept.append(finding)
            for key in keys:
                taken.setdefault(key, []).append(finding)
    return sorted(kept, key=lambda one: (one.start, one.end, one.rule, one.reason))[:MOST_FINDINGS]


def _nearest(text: str, sheet: SheetView) -> Suggestion | None:
    lines = [line.strip() for line in sheet.approved_lines if line.strip()]
    if not lines or not text:
        return None
    best = process.extractOne(text[:_LONGEST_FOR_NEAREST], lines, scorer=fuzz.ratio, score_cutoff=NEAREST_AT_LEAST)
    return Suggestion(best[0], int(best[1])) if best else None


def _with_replacement(finding: Finding, sheet: SheetView, nearest: Suggestion | None) -> Finding:
    if finding.replacement or finding.rule in _TONE:
        return finding
    line = nearest.line if nearest else next((line for line in sheet.approved_lines if line.strip()), "")
    return Finding(
        finding.rule, finding.level, finding.start, finding.end, finding.evidence, finding.reason, finding.values,
        line, finding.sheet_version, finding.certain,
    )  # fmt: skip


__all__ = ["Evidence", "prepare", "ready", "screen"]
