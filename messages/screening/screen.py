"""The whole check of a text against a message sheet: rules R-C1 to R-C16, and contacts (R-G12)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter

from messages.screening import contacts, factcheck, overlap, patterns, phrasings
from messages.screening.base import base_wordings
from messages.screening.facts import Language, scan_facts
from messages.screening.folding import fold
from messages.screening.hits import Evidence, Hit
from messages.screening.judging import Judged, Place, admits, asked, heavier_totals, judge, unproved
from messages.screening.lists import Compiled, Level, Wording, compiled
from messages.screening.nearness import nearest
from messages.screening.passed import fresh_lines, passed
from messages.screening.sheet import NameRule, SheetView
from messages.screening.spans import spans_holding
from messages.screening.values import FactValue
from messages.screening.verdicts import Finding, Suggestion, Verdict

NEAREST_AT_LEAST = 70
MOST_FINDINGS = 500  # a text with more is refused just as well
_LONGEST_FOR_NEAREST = 2_000
_QUICK = 20  # own wordings of a sheet that compile within some milliseconds
_TONE = ("R-C10", "R-C15")
_STRETCH = 64


def screen(text: str, sheet: SheetView, *, now: datetime, language: Language = "zh") -> Verdict:
    """Whether a text may go out under this sheet, and if not, where, why, and what to say instead.

    `now` is aware: days and hours are read in its zone, and validity is judged at it. `language` is the language
    the text is written in. Rules that need a person (truth, tone, taste) are not judged here.
    """
    stripped = text.strip()
    over = tuple(_over(text, sheet, now)) if sheet.passed else ()
    verbatim = bool(stripped) and stripped in sheet.lines
    if verbatim and not over:
        return Verdict("clear", (), sheet.version, Suggestion(stripped, 100), verbatim=True)
    usable = fresh_lines(sheet, now)
    nearest = _nearest(stripped, usable)
    if verbatim:
        # Approved it was, and everything else in it still is.
        return Verdict("block", over, sheet.version, nearest)
    line = nearest.line if nearest else usable[0] if usable else ""
    approved = _spans_of(text, sheet.lines)
    may_stand = spans_holding(approved) if approved else None
    found = list(_findings(text, sheet, now, language, line, may_stand))
    if may_stand:
        found = [finding for finding in found if not may_stand(finding.start, finding.end)]
    if over:
        # Of a time that is over this is said, and not that no fact carries it.
        meant = {(one.start, one.end) for one in over}
        found = [*(one for one in found if one.evidence != "fact" or (one.start, one.end) not in meant), *over]
    findings = tuple(_unique(found))
    blocked = any(one.level == "block" for one in findings)
    return Verdict("block" if blocked else "change" if findings else "clear", findings, sheet.version, nearest)


def responsibility_said(text: str, lines: Iterable[str]) -> frozenset[str]:
    """What the words say of responsibility, in whichever line: `admission`, `denial`, or neither.

    `lines` are approved: what stands inside one of them is not counted, nor is what was guessed or only asked.
    """
    approved = spans_holding(_spans_of(text, lines))
    found: set[str] = set()
    for hit, row in _said(text):
        if row.rule not in ("R-C8", "R-G10") or hit.evidence.fuzzy or approved(hit.start, hit.end):
            continue
        if row.group == "admission" and admits(text, hit):
            found.add("admission")
        if row.group == "denial" and not asked(text, hit):
            found.add("denial")
    return frozenset(found)


def quotes_proof(text: str) -> bool:
    """Do the words lean on a test, an authority, or on its being safe (R-C11), so that they have to show it?

    What is only asked about, waited for or denied is not counted, nor is what was guessed.
    """
    place = Place(text)
    for hit, row in _said(text):
        if row.rule == "R-C11" and not hit.evidence.fuzzy:
            found = unproved(hit, row, place)
            if found and found[0] == "block":
                return True
    return False


def promised(text: str) -> frozenset[str]:
    """Which kinds of promise (`refund`, `recall`, `dismiss` …) the words make; offers are of one of them."""
    return frozenset(
        row.group for hit, row in _said(text) if row.rule == "R-C5" and row.group and not hit.evidence.fuzzy
    )


def _said(text: str) -> Iterator[tuple[Hit, Wording]]:
    """What the shipped wordings and phrasings find in a text, whatever it means there."""
    rows = _base()
    for hit in rows.matcher.find(text):
        for row in rows.rows[hit.term]:
            yield hit, row
    yield from phrasings.found(fold(text))


def prepare(sheet: SheetView) -> None:
    """Compiles what a sheet needs, so that the first text is not held up. Call it away from the event loop."""
    _base()
    _compiled(sheet)
    for own in sheet.lists:
        own.compiled  # noqa: B018  (asking for it makes it)


def ready(sheet: SheetView) -> bool:
    """Would a check under this sheet begin at once, because everything long is compiled?"""
    return (
        bool(_base.cache_info().currsize)
        and all(own.ready for own in sheet.lists)
        and (len(sheet.wordings) <= _QUICK)
    )


@lru_cache(1)
def _base() -> Compiled:
    # Phrasings are read and compiled now too, not in the first check.
    return compiled(base_wordings(), watched=phrasings.pairs() | patterns.PAIRS)


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
    text: str,
    sheet: SheetView,
    now: datetime,
    language: Language,
    line: str,
    may_stand: Callable[[int, int], bool] | None,
) -> Iterator[Finding]:
    """Every finding, the doubled ones too. `line` is offered where a wording names none of its own."""
    folded = fold(text)
    version = sheet.version
    values = scan_facts(text, now, language)
    if may_stand:
        values = [value for value in values if not may_stand(value.start, value.end)]
    named = contacts.contacts_in(text)
    if named and values:  # the digits of a number to call count nothing
        values = _outside(values, named)
    place = Place(text)
    judged = list(_wordings(text, sheet, now, place))
    for one in heavier_totals(judged, values, place) if judged else ():
        yield _from_wording(text, one, line, version)
    for value, rule, blocks, reason, blanks in factcheck.doubts(values, sheet, now):
        start, end = value.start, value.end
        shown = (("text", text[start:end]), *blanks)
        level: Level = "block" if blocks else "warn"
        yield Finding(rule, level, start, end, "fact", reason, shown, line, version)
    for rule, level, shapes in (
        ("R-C2", "block", patterns.personal_data(folded, sheet)),
        ("R-C9", "warn", patterns.names(folded, sheet)),
        ("R-C16", "block", patterns.links(text, sheet)),
    ):
        for start, end, reason, written in shapes:
            yield Finding(rule, level, start, end, "pattern", reason, (("text", written),), line, version)
    for start, end, reason, written in patterns.strange_contacts(named, sheet):
        instead = sheet.contacts[0] if sheet.contacts else line
        yield Finding("R-G12", "block", start, end, "pattern", reason, (("text", written),), instead, version)
    if sheet.serious:
        for start, end, reason, written in patterns.playful(folded):
            yield Finding("R-C15", "warn", start, end, "pattern", reason, (("text", written),), "", version)
    for start, end, gone in overlap.repeated(folded, sheet.retracted, sheet.approved_lines):
        shown = (("text", text[start:end]), ("line", gone))
        yield Finding("R-C14", "block", start, end, "overlap", "retracted", shown, line, version)


def _over(text: str, sheet: SheetView, now: datetime) -> Iterator[Finding]:
    """Promised times that are over; that a line was approved does not excuse them."""
    for value in passed(text, sheet, now):
        start, end = value.start, value.end
        shown = (("text", text[start:end]),)
        yield Finding("R-C4", "block", start, end, "fact", "time.passed", shown, "", sheet.version)


def _outside(values: list[FactValue], named: Sequence[contacts.Contact]) -> list[FactValue]:
    """The values that stand in none of these contacts."""
    if len(named) == 1:  # as nearly always
        start, end = named[0].start, named[0].end
        return [value for value in values if value.start < start or value.end > end]
    in_contact = spans_holding((one.start, one.end) for one in named)
    return [value for value in values if not in_contact(value.start, value.end)]


def _wordings(text: str, sheet: SheetView, now: datetime, place: Place) -> Iterator[Judged]:
    own = _compiled(sheet)
    looked_in = [own] if own.matcher.terms else []
    looked_in.extend(more.compiled for more in sheet.lists)
    if sheet.base_wordings:
        looked_in.append(_base())
    found = [(hit, rows) for matcher, rows in looked_in for hit in matcher.find(text)]
    turns = list(phrasings.found(fold(text))) if sheet.base_wordings else []
    if not found and not turns:
        return
    allowed = spans_holding(_spans_of(text, sheet.allow_spans))
    overruled = {wording.term for wording in sheet.wordings}
    for hit, rows in found:
        if allowed(hit.start, hit.end):
            continue
        for wording in rows[hit.term]:
            # A team's own row about a term stands instead of the shipped one.
            if wording.scope == "global" and _overruled(wording.term, overruled, sheet):
                continue
            judged = judge(hit, wording, place, sheet, now)
            if judged:
                yield judged
    for hit, wording in turns:
        judged = None if allowed(hit.start, hit.end) else judge(hit, wording, place, sheet, now)
        if judged:
            yield judged


def _overruled(term: str, own: set[str], sheet: SheetView) -> bool:
    return term in own or any(term in more.terms for more in sheet.lists)


def _from_wording(text: str, one: Judged, line: str, version: str) -> Finding:
    hit, wording = one.hit, one.wording
    values: tuple[tuple[str, str], ...] = (("term", wording.term), ("text", text[hit.start : hit.end]))
    reason = one.reason
    if wording.why and reason == wording.reason:
        reason, values = "banned.because", (*values, ("why", wording.why))
    instead = wording.say_instead or ("" if wording.rule in _TONE else line)
    return Finding(
        wording.rule, one.level, hit.start, hit.end, hit.evidence.value, reason, values,
        instead, version, certain=not hit.evidence.fuzzy,
    )  # fmt: skip


def _spans_of(text: str, lines: Iterable[str]) -> list[tuple[int, int]]:
    """Where these lines stand in a text."""
    spans: list[tuple[int, int]] = []
    for line in lines:
        wanted = line.strip()
        if wanted and wanted in text:
            spans.extend(match.span() for match in re.finditer(re.escape(wanted), text))
    return spans


def _unique(findings: list[Finding]) -> list[Finding]:
    """One finding for each rule and place: the heavier, then the surer, then the longer."""
    ordered = sorted(findings, key=_by_place)
    if _apart(ordered):
        return ordered[:MOST_FINDINGS]  # as nearly always
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered:
        groups.setdefault((finding.rule, finding.reason), []).append(finding)
    kept: list[Finding] = []
    for group in groups.values():
        kept.extend(group if _apart(group) else _not_inside(group))
    return sorted(kept, key=_by_place)[:MOST_FINDINGS]


_by_place = attrgetter("start", "end", "rule", "reason")


def _apart(group: list[Finding]) -> bool:
    """Whether findings in the order of their places have no character in common."""
    end = -1
    for finding in group:
        if finding.start < end:
            return False
        end = finding.end
    return True


def _not_inside(group: list[Finding]) -> Iterator[Finding]:
    """Of the findings of one rule and reason those that lie in no other; guesses not even partly."""
    ordered = sorted(
        group, key=lambda one: (one.level != "block", not one.certain, one.start - one.end, one.start)
    )
    taken: dict[int, list[Finding]] = {}  # by stretches, so that a long text costs no more than a short one
    for finding in ordered:
        stretches = range(finding.start // _STRETCH, finding.end // _STRETCH + 1)
        same = [one for stretch in stretches for one in taken.get(stretch, ())]
        if any(one.start <= finding.start and finding.end <= one.end for one in same):
            continue
        guessed = not finding.certain and any(one.start < finding.end and finding.start < one.end for one in same)
        if not guessed:
            yield finding
            for stretch in stretches:
                taken.setdefault(stretch, []).append(finding)


def _nearest(text: str, lines: Sequence[str]) -> Suggestion | None:
    if not lines or not text:
        return None
    text = text[:_LONGEST_FOR_NEAREST]
    # What two texts have in common is no longer than the shorter one.
    alike = [
        line for line in lines if 200 * min(len(text), len(line)) >= NEAREST_AT_LEAST * (len(text) + len(line))
    ]
    best = nearest(text, alike, NEAREST_AT_LEAST) if alike else None
    return Suggestion(best[0], int(best[1])) if best else None


__all__ = ["Evidence", "prepare", "quotes_proof", "ready", "responsibility_said", "screen"]
