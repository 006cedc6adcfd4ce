"""Looking back: an incident's rows as values that recaps, cards and files are drawn from."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.desk import exhibits, people, retold_words
from bot.ids import IncidentId, PersonId
from messages import circles
from messages.views import BoxLine, EntryLine, Late, Mark, RecapCardView, Span, Verb
from messages.words import Reader as Words
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.publications import DeviationState, PromiseState
from storage.vocabulary.reviews import ImprovementKind, Question
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: Deadlines of requests to single people are steps of a call, not deadlines of the incident.
_UNCOUNTED = QUIET_CLOCKS | {ClockKind.WATCH}

_LABELLED = {
    "clock": ClockKind,
    "role": RoleKind,
    "severity": Severity,
    "crisis_type": CrisisType,
    "flag": Question,
    "improvement": ImprovementKind,
}
_BEFORE_AFTER = (Severity, IncidentState, CrisisType, Responsibility)


def details_of(entry: Entry) -> dict[str, Any]:
    """An entry's details; erased ones are empty."""
    return dict(json.loads(entry.details)) if entry.details else {}


async def lines(look: Reader, entries: Sequence[Entry], words: Words) -> tuple[EntryLine, ...]:
    """Entries as lines: when, what, who, and what it says beyond its kind."""
    ids = {
        PersonId(id_)
        for entry in entries
        for name in ("person", "kept_by")
        if (id_ := details_of(entry).get(name))
    }
    called = await people.names(look, [*(entry.actor for entry in entries), *ids])
    return tuple(
        EntryLine(
            number=entry.seq,
            at=entry.at,
            kind=entry.kind,
            actor=called.get(entry.actor, "") or str(details_of(entry).get("author", "")),
            text=_told(details_of(entry), {str(k): v for k, v in called.items() if k}, words),
        )
        for entry in entries
    )


def _told(details: dict[str, Any], called: dict[str, str], words: Words) -> str:
    parts: list[str] = []
    for name, vocabulary in _LABELLED.items():
        if name in details:
            parts.append(words.label(vocabulary(details[name])))
    if "before" in details and "after" in details:
        parts.append(f"{_either(details['before'], words)} → {_either(details['after'], words)}")
    if details.get("person"):
        parts.append(called.get(str(details["person"]), ""))
    if "due" in details:
        parts.append(words.plain("entry-due", due=datetime.fromisoformat(details["due"])))
    if details.get("corrects"):
        parts.append(words.plain("entry-corrects", index=str(details["corrects"])))
    if "helped" in details:
        parts.append(words.plain("entry-helped" if details["helped"] else "entry-failed"))
    if details.get("late_seconds"):
        parts.append(words.plain("entry-late", late=timedelta(seconds=int(details["late_seconds"]))))
    if details.get("circle"):
        parts.append(circles.circle(str(details["circle"]), words.language))
    for name in ("title", "text", "proof", "choice"):
        if details.get(name):
            parts.append(str(details[name]))
    if details.get("reason") and name_of_reason(str(details["reason"])):
        parts.append(words.plain(name_of_reason(str(details["reason"]))))
    elif details.get("reason"):
        parts.append(circles.why_not(str(details["reason"]), words))
    counted = int(details.get("joined", 0)) + int(details.get("repeated", 0)) + int(details.get("count", 0))
    if counted:
        parts.append(f"× {counted}")
    if details.get("sha256"):
        parts.append(words.plain("entry-sha256", hash=str(details["sha256"])[:12]))
    if details.get("already_out"):
        parts.append(circles.already_out(details["already_out"], words))
    if details.get("kept_by"):
        parts.append(words.plain("entry-kept-by", person=called.get(str(details["kept_by"]), "")))
    return " · ".join(part for part in parts if part)


#: Reasons the desk itself gives; people's reasons are their own words.
_REASONS = frozenset({"auto", "declared", "decided", "deadline", "raised"})


def name_of_reason(reason: str) -> str:
    """The key of a reason the desk gives, '' when it is somebody's own words."""
    return f"opened-because-{reason}" if reason in _REASONS else ""


def _either(value: str, words: Words) -> str:
    for vocabulary in _BEFORE_AFTER:
        if value in [word.value for word in vocabulary]:
            return words.label(vocabulary(value))
    return value


async def card_view(look: Reader, incident: Incident, mark: Mark) -> RecapCardView:
    """The recap in nine lines: how fast, what was late. What does not exist yet is not shown."""
    clocks = [c for c in await look.clocks.of_incident(incident.id) if c.kind not in _UNCOUNTED]
    met, counted, waived = attainment(clocks, look.now)
    out = {
        clock.stopped_at: clock.proof_ref
        for clock in clocks
        if clock.kind.public and clock.state is ClockState.MET
    }
    asked = [clock for clock in clocks if clock.kind is ClockKind.MEDIA_ANSWER]
    deviations = await look.publications.deviations(incident.id)
    promises = [row for row in await look.publications.promises(incident.id) if row.state is not PromiseState.NONE]
    flags = await look.reviews.flags(incident.id)
    improvements = await look.reviews.improvements(incident.id)
    keys = {Verb.RECAP_FULL, Verb.RECAP_PDF, *([Verb.ACTIONS] if improvements else [])}
    if incident.state is IncidentState.STOOD_DOWN:
        keys.add(Verb.REVIEW)
    return RecapCardView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        first_seen_at=incident.first_seen_at,
        stood_down_at=incident.stood_down_at,
        spans=spans(incident, clocks),
        on_time=met,
        deadlines=counted,
        late=tuple(Late(kind=clock.kind, by=lateness(clock, look.now)) for clock in missed(clocks, look.now)),
        waived=waived,
        out=len(out) or None,
        proofs=sum(bool(proof) for proof in out.values()),
        deviations=len(deviations),
        deviations_corrected=sum(row.state is not DeviationState.OPEN for row in deviations),
        stopped=await retold_words.stopped(look, incident.id),
        promises=len(promises) or None,
        promises_kept=sum(row.state is PromiseState.KEPT for row in promises),
        inquiries=sum(clock.state is not ClockState.CANCELLED for clock in asked),
        inquiries_on_time=sum(clock.state is ClockState.MET and not lateness(clock, look.now) for clock in asked),
        boxes=await box_lines(look, incident.id),
        went_well=next((flag.text for flag in flags if flag.question is Question.WELL), ""),
        improvements=len(improvements) if improvements else None,
        next_improvement=min((row.due_at.date() for row in improvements if row.done_at is None), default=None),
        keys=frozenset(keys),
        mark=mark,
    )


async def box_lines(look: Reader, incident: IncidentId) -> tuple[BoxLine, ...]:
    """How much shows the first post, and each answer of ours."""
    return tuple(
        BoxLine(
            kept=one.box.kept,
            wanted=one.box.wanted,
            missing=next(iter(one.box.missing), None),
            stage=one.stage,
            publication=one.publication,
        )
        for one in await exhibits.boxes(look, incident)
    )


async def recurred(look: Reader, incident: IncidentId) -> str:
    """The earlier incidents this one repeats, as its timeline names them; '' when it repeats none."""
    entry = await look.timeline.first_of(incident, EntryKind.RECURRED)
    return str(details_of(entry).get("text", "")) if entry else ""


def spans(incident: Incident, clocks: Sequence[Clock]) -> tuple[Span, ...]:
    """How long the steps took that have a deadline, with their limits."""
    chosen = (
        ClockKind.RESPONSE,
        ClockKind.ROLES_COMPLETE,
        ClockKind.FIRST_RESPONSE,
        ClockKind.VERIFIED_STATEMENT,
    )
    found: list[Span] = []
    for kind in chosen:
        clock = next((c for c in clocks if c.kind is kind and c.state is ClockState.MET), None)
        if clock is not None and clock.stopped_at is not None:
            found.append(
                Span(kind=kind, took=clock.stopped_at - clock.started_at, limit=clock.due_at - clock.started_at)
            )
    return tuple(found)


def attainment(clocks: Sequence[Clock], now: datetime) -> tuple[int, int, int]:
    """(met on time, deadlines that counted, waived). Cancelled ones and those still ahead do not count."""
    counted = [
        c for c in clocks if c.state is ClockState.MET or (c.breached_at and c.state is not ClockState.WAIVED)
    ]
    late = missed(clocks, now)
    waived = sum(clock.state is ClockState.WAIVED for clock in clocks)
    return len(counted) - len(late), len(counted), waived


def missed(clocks: Sequence[Clock], now: datetime) -> list[Clock]:
    """Deadlines that passed before they were met, earliest first."""
    return [
        clock
        for clock in clocks
        if clock.state is not ClockState.WAIVED
        and (
            clock.breached_at is not None or (clock.state is ClockState.MET and lateness(clock, now) > timedelta())
        )
    ]


def lateness(clock: Clock, now: datetime) -> timedelta:
    """How far past its deadline it was met, or is by now."""
    return max(timedelta(), (clock.stopped_at or now) - clock.due_at)
