"""What entries add up to: phases, lanes, the moments a reader must see, and what is missing. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from messages.recap.learnt import Gap, Missing
from messages.recap.signals import Curve
from messages.recap.values import Entry, Outcome, Phase, Recap, Stretch
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.incidents import IncidentState, Responsibility
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.publications import DeviationState, PromiseState
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity, worst
from storage.vocabulary.timeline import EntryKind

#: More than these a reader cannot take in; the lesser kinds give way first.
MOMENTS = 60
BUCKETS = 60

#: Entries a reader must see, by how much they matter.
_RANK: dict[EntryKind, int] = {
    EntryKind.OPENED: 0,
    EntryKind.RESPONDED: 0,
    EntryKind.PUBLISHED: 0,
    EntryKind.STOOD_DOWN: 0,
    EntryKind.CLOSED: 0,
    EntryKind.REOPENED: 0,
    EntryKind.SEVERITY_RAISED: 1,
    EntryKind.SEVERITY_LOWERED: 1,
    EntryKind.DECIDED: 1,
    EntryKind.CLOCK_BREACHED: 1,
    EntryKind.CORRECTION: 1,
    EntryKind.SIGNED: 1,
    EntryKind.RECURRED: 1,
    EntryKind.RESPONSIBILITY_SET: 2,
    EntryKind.CAPTURED: 4,
    EntryKind.ROLES_COMPLETE: 2,
    EntryKind.STATE_CHANGED: 2,
    EntryKind.STEP_DONE: 2,
    EntryKind.STEP_IMPOSSIBLE: 2,
    EntryKind.CLOCK_WAIVED: 2,
    EntryKind.FACT_ADDED: 2,
    EntryKind.FACT_VERIFIED: 2,
    EntryKind.FACT_DISPUTED: 1,
    EntryKind.FACT_WITHDRAWN: 1,
    EntryKind.FACT_EXPIRED: 2,
    EntryKind.SHEET_CURRENT: 1,
    EntryKind.SHEET_EXPIRED: 2,
    EntryKind.SHEET_RETRACTED: 1,
    EntryKind.INQUIRY_ANSWERED: 2,
    EntryKind.INQUIRY_DECLINED: 2,
    EntryKind.INQUIRY_NOTED: 3,
    EntryKind.MERGED: 3,
    EntryKind.RESTRICTED: 3,
    EntryKind.RETYPED: 3,
    EntryKind.LIVE_CHANGED: 3,
    EntryKind.DECISION_SUPERSEDED: 3,
    EntryKind.STAKEHOLDER_TOLD: 3,
    EntryKind.STAKEHOLDER_UNTOLD: 3,
    EntryKind.DATA_POINT: 4,
    EntryKind.COMMANDER_CHANGED: 4,
    EntryKind.TOPIC_LOST: 4,
    EntryKind.ALERT_RECEIVED: 4,
}
_SEATS = frozenset({EntryKind.ROLE_ASKED, EntryKind.ROLE_TAKEN, EntryKind.ROLE_DECLINED, EntryKind.ROLE_RELEASED})
_SEVERITIES = {severity.value: severity for severity in Severity}
_STATES = {state.value: state for state in IncidentState}
#: Entries that phases, lanes or key moments are made of.
TELLING = frozenset(_RANK) | _SEATS


def text_of(entry: Entry, name: str) -> str:
    """One detail as text, '' when there is none or it was erased."""
    found = (entry.details or {}).get(name)
    return found if isinstance(found, str) else ""


def worst_of(entries: Iterable[Entry], now: Severity) -> Severity:
    """The worst severity it ever had, as far as the entries tell."""
    told = [_SEVERITIES.get(text_of(entry, name)) for entry in entries for name in ("severity", "before", "after")]
    return worst(now, *(severity for severity in told if severity is not None))


def phases(entries: Iterable[Entry], opened: datetime, state: IncidentState) -> tuple[Phase, ...]:
    """How long it was in each state. Entries say when it changed; the last phase is open unless it is closed."""
    changes: list[tuple[datetime, IncidentState]] = [(opened, IncidentState.WAITING)]
    named = {
        EntryKind.RESPONDED: IncidentState.HANDLING,
        EntryKind.STOOD_DOWN: IncidentState.STOOD_DOWN,
        EntryKind.CLOSED: IncidentState.CLOSED,
        EntryKind.REOPENED: IncidentState.HANDLING,
    }
    for entry in entries:
        after = _STATES.get(text_of(entry, "after"))
        if entry.kind is EntryKind.STATE_CHANGED and after is not None:
            changes.append((entry.at, after))
        elif entry.kind in named:
            changes.append((entry.at, named[entry.kind]))
    if changes[-1][1] is not state:
        # An entry was erased or is of a later release: what the incident itself says holds.
        changes.append((changes[-1][0], state))
    found: list[Phase] = []
    for index, (start, now_in) in enumerate(changes):
        end = changes[index + 1][0] if index + 1 < len(changes) else None
        if end == start:
            continue
        if found and found[-1].state is now_in:
            found[-1] = Phase(now_in, found[-1].start, end)
        else:
            found.append(Phase(now_in, start, end))
    return tuple(found)


def stretches(entries: Iterable[Entry], over_at: datetime | None) -> dict[RoleKind, tuple[Stretch, ...]]:
    """Who was asked for a role and who had it, from when to when, by role."""
    found: dict[RoleKind, list[Stretch]] = {}
    for entry in entries:
        if entry.kind not in _SEATS:
            continue
        lane = found.setdefault(RoleKind(text_of(entry, "role") or "unknown"), [])
        if lane and lane[-1].end is None:
            _end(lane, entry.at)
        if entry.kind is EntryKind.ROLE_ASKED:
            lane.append(Stretch(text_of(entry, "person"), entry.at, None, asked=True))
        elif entry.kind is EntryKind.ROLE_TAKEN:
            lane.append(Stretch(entry.actor, entry.at, None))
    if over_at is not None:
        for lane in found.values():
            if lane and lane[-1].end is None:
                _end(lane, max(over_at, lane[-1].start))
    return {role: tuple(lane) for role, lane in found.items()}


def _end(lane: list[Stretch], at: datetime) -> None:
    last = lane[-1]
    lane[-1] = Stretch(last.who, last.start, at, last.asked)


def moments(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], int]:
    """The entries a reader must see, in the order they happened, and how many had to be left out."""
    chosen = [entry for entry in entries if entry.kind in _RANK]
    chosen = _first_only(chosen, EntryKind.ALERT_RECEIVED)
    chosen = _first_only(chosen, EntryKind.COMMANDER_CHANGED, keep=False)
    left_out = max(0, len(chosen) - MOMENTS)
    chosen = gravest(chosen, MOMENTS)
    return tuple(sorted(chosen, key=lambda entry: (entry.at, entry.seq))), left_out


def gravest(entries: Sequence[Entry], most: int) -> list[Entry]:
    """So many of these entries, those that matter most."""
    if len(entries) <= most:
        return list(entries)
    return sorted(entries, key=lambda entry: (_RANK[entry.kind], entry.seq))[:most]


def _first_only(entries: Sequence[Entry], kind: EntryKind, keep: bool = True) -> list[Entry]:
    """Of this kind only the first stays; with `keep=False` the first goes (the first commander responded)."""
    first = next((entry for entry in entries if entry.kind is kind), None)
    if keep:
        return [entry for entry in entries if entry.kind is not kind or entry is first]
    return [entry for entry in entries if entry is not first]


def width_for(span: timedelta) -> timedelta:
    """The narrowest round bucket that covers a span with at most `BUCKETS` of them."""
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440):
        if span <= timedelta(minutes=minutes) * (BUCKETS - 1):
            return timedelta(minutes=minutes)
    return timedelta(days=-(-span // (timedelta(days=1) * (BUCKETS - 1))))


def empty_curve(first: datetime, last: datetime) -> tuple[datetime, timedelta, list[int]]:
    """Buckets from the first delivery to the last: where they start, how wide they are, all at zero."""
    width = width_for(last - first)
    epoch = datetime(1970, 1, 1, tzinfo=first.tzinfo)
    start = first - (first - epoch) % min(width, timedelta(hours=1))
    return start, width, [0] * (int((last - start) / width) + 1)


def curve(times: Sequence[datetime]) -> Curve | None:
    """Deliveries counted into buckets; None when there were none."""
    if not times:
        return None
    start, width, counts = empty_curve(min(times), max(times))
    for at in times:
        counts[int((at - start) / width)] += 1
    return Curve(start, width, tuple(counts))


def missing(recap: Recap) -> tuple[Missing, ...]:
    """What a reader would look for and not find, gravest first."""
    found = (
        [] if recap.chain.whole else [Missing(Gap.CHAIN_BROKEN)],
        [Missing(Gap.NO_RESPONDER)] if recap.times.responded is None else [],
        _publicly(recap),
        _crew(recap),
        _deadlines(recap),
        _work(recap),
        _words(recap),
    )
    return tuple(gap for group in found for gap in group)


def _publicly(recap: Recap) -> list[Missing]:
    gaps: list[Missing] = []
    wanted = any(
        d.kind is ClockKind.FIRST_RESPONSE and d.state not in (ClockState.WAIVED, ClockState.CANCELLED)
        for d in recap.deadlines
    ) or recap.head.worst.at_least(Severity.S2)
    waived = any(d.kind is ClockKind.FIRST_RESPONSE and d.state is ClockState.WAIVED for d in recap.deadlines)
    if wanted and not waived and recap.times.first_response is None:
        gaps.append(Missing(Gap.NO_FIRST_RESPONSE))
    unproved = tuple(p.kind for p in recap.publications if not p.proof)
    if unproved:
        gaps.append(Missing(Gap.NO_PROOF, clocks=unproved))
    different = tuple(one.what for one in recap.deviations if one.state is DeviationState.OPEN)
    if different:
        gaps.append(Missing(Gap.DEVIATION_OPEN, names=different))
    owed = tuple(one.text for one in recap.promises if one.state is not PromiseState.KEPT)
    if owed and recap.over:
        gaps.append(Missing(Gap.PROMISE_OPEN, names=owed))
    waiting = tuple(one.outlet for one in recap.inquiries if one.state is InquiryState.OPEN)
    if waiting and recap.over:
        gaps.append(Missing(Gap.INQUIRY_OPEN, names=waiting))
    return gaps


def _crew(recap: Recap) -> list[Missing]:
    empty = tuple(lane.role for lane in recap.lanes if lane.state in (RoleState.EMPTY, RoleState.ASKED))
    return [Missing(Gap.ROLE_EMPTY, roles=empty)] if empty else []


def _deadlines(recap: Recap) -> list[Missing]:
    gaps: list[Missing] = []
    still = tuple(
        d.kind
        for d in recap.deadlines
        # Looking back has its own time: it is missing when it is late, not while it is due.
        if d.state in (ClockState.RUNNING, ClockState.PAUSED)
        and (d.basis is not Basis.STAND_DOWN or d.due_at <= recap.as_of)
    )
    if still and recap.over:
        gaps.append(Missing(Gap.DEADLINE_OPEN, clocks=still))
    unexplained = tuple(d.kind for d in recap.deadlines if d.outcome is Outcome.WAIVED and not d.reason)
    if unexplained:
        gaps.append(Missing(Gap.WAIVED_WITHOUT_REASON, clocks=unexplained))
    return gaps


def _work(recap: Recap) -> list[Missing]:
    gaps: list[Missing] = []
    steps = tuple(step.code for step in recap.steps if step.stop_loss and step.at is None)
    if steps:
        gaps.append(Missing(Gap.STEP_OPEN, names=steps))
    tasks = tuple(errand.title for errand in recap.errands if errand.done_at is None)
    if tasks and recap.over:
        gaps.append(Missing(Gap.TASK_OPEN, names=tasks))
    return gaps


def _words(recap: Recap) -> list[Missing]:
    gaps: list[Missing] = []
    if recap.over and not recap.light and not recap.choices:
        gaps.append(Missing(Gap.NO_DECISION))
    unexplained = tuple(str(choice.number) for choice in recap.choices if not choice.why)
    if unexplained:
        gaps.append(Missing(Gap.DECISION_WITHOUT_REASON, names=unexplained))
    if (
        recap.over
        and not recap.light
        and recap.head.responsibility
        in (
            Responsibility.OPEN,
            Responsibility.UNKNOWN,
        )
    ):
        gaps.append(Missing(Gap.RESPONSIBILITY_OPEN))
    if recap.over and not recap.head.lesson and not recap.lessons:
        gaps.append(Missing(Gap.NO_LESSON))
    if recap.over and not recap.light and not recap.improvements:
        gaps.append(Missing(Gap.NO_IMPROVEMENT))
    overdue = tuple(one.text for one in recap.improvements if one.done_at is None and one.due_at < recap.as_of)
    if overdue:
        gaps.append(Missing(Gap.IMPROVEMENT_OVERDUE, names=overdue))
    if recap.over and not recap.light and recap.times.signed is None:
        gaps.append(Missing(Gap.NOT_SIGNED))
    return gaps
