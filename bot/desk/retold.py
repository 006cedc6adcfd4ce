"""One row after the other as a recap tells it: names instead of ids, texts behind the caller's mask."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Row

from bot.ids import PersonId
from messages.recap import gathering
from messages.recap.learnt import Flag, Improvement, Lesson
from messages.recap.signals import Signal
from messages.recap.spoken import Publication
from messages.recap.values import (
    Choice,
    Deadline,
    Entry,
    Errand,
    Exhibit,
    Head,
    Lane,
    Outcome,
    Step,
    Stretch,
    Times,
)
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.tables.incidents import Decision, Incident, Role, Task
from storage.tables.incidents import Step as StepRow
from storage.tables.reviews import Flag as FlagRow
from storage.tables.reviews import Improvement as ImprovementRow
from storage.tables.reviews import Lesson as LessonRow
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

Mask = Callable[[str], str]

#: Details that are words of the vocabulary, times or counts: nothing personal can stand in them.
_UNTOUCHED = frozenset(
    {
        "about",
        "after",
        "basis",
        "before",
        "clock",
        "crisis_type",
        "due",
        "flag",
        "improvement",
        "role",
        "roles",
        "severity",
        "sha256",
        "step",
        "verdict",
        "way",
    }
)
#: Details that are a person's id.
PEOPLE = ("person", "kept_by")
#: States that somebody brought about who had to do with this clock; the end of an incident cancels the rest.
_DONE = frozenset({ClockState.MET, ClockState.WAIVED})
_read = msgspec.json.Decoder().decode
_KINDS: Final[dict[str, EntryKind]] = {kind.value: kind for kind in EntryKind}


class Names:
    """Names by id, looked up once each."""

    def __init__(self, look: Reader) -> None:
        self._look = look
        self._known: dict[str, str] = {}

    async def learn(self, ids: Iterable[Any]) -> None:
        unknown = {id_ for id_ in ids if isinstance(id_, str) and id_ and id_ not in self._known}
        wanted = [PersonId(id_) for id_ in sorted(unknown)]
        if not wanted:
            return
        found = await self._look.people.by_ids(wanted)
        self._known |= {id_: found[id_].name if id_ in found else "" for id_ in wanted}

    def of(self, id_: str | None) -> str:
        return self._known.get(id_, "") if id_ else ""


def details(text: str | None) -> dict[str, Any] | None:
    """An entry's details; None when they were erased. What is not ours (somebody wrote into the database) is
    shown as text: the chain says that it was changed."""
    if text is None:
        return None
    try:
        found = _read(text)
    except msgspec.DecodeError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}


def entry(row: Sequence[Any], told: dict[str, Any] | None, named: Names, mask: Mask) -> Entry:
    """One line of the timeline, from its columns in the order of `retelling`."""
    if told:
        for name, value in told.items():
            if name not in _UNTOUCHED and not isinstance(value, int):
                told[name] = _shown(name, value, named, mask)
    seq, at, recorded_at, kind, actor, _, _, details_hash, previous_hash, found = row
    return Entry(
        seq,
        at,
        recorded_at,
        _KINDS.get(kind, EntryKind.UNKNOWN),
        named.of(actor) or str((told or {}).get("author", "")),
        told,
        details_hash,
        previous_hash,
        found,
    )


def _shown(name: str, value: Any, named: Names, mask: Mask) -> Any:
    if name in PEOPLE and isinstance(value, str):
        return named.of(value)
    if name in _UNTOUCHED:
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _shown(key, part, named, mask) for key, part in value.items()}
    if isinstance(value, list):
        return [_shown(name, part, named, mask) for part in value]
    return value


def head(incident: Incident, team: str, worst: Severity, sandbox: bool, named: Names, mask: Mask) -> Head:
    """What the incident is."""
    return Head(
        number=incident.number,
        title=mask(incident.title),
        severity=incident.severity,
        crisis_type=incident.crisis_type,
        state=incident.state,
        team=team,
        worst=worst,
        more_types=tuple(sorted(CrisisType(kind) for kind in incident.more_types)),
        responsibility=incident.responsibility,
        account=incident.account,
        platform=incident.platform,
        product=incident.product,
        live=incident.live,
        drill=incident.drill,
        sandbox=sandbox,
        restricted=incident.restricted,
        commander=named.of(incident.commander_id),
        acting=incident.acting,
        opened_by=named.of(incident.opened_by),
        close_reason=mask(incident.close_reason),
        lesson=mask(incident.lesson),
        signed_by=named.of(incident.signed_by),
    )


def times(incident: Incident, deadlines: Iterable[Deadline]) -> Times:
    out = [
        deadline.stopped_at
        for deadline in deadlines
        if deadline.kind is ClockKind.FIRST_RESPONSE and deadline.state is ClockState.MET and deadline.stopped_at
    ]
    return Times(
        first_seen=incident.first_seen_at,
        received=incident.received_at,
        opened=incident.opened_at,
        responded=incident.responded_at,
        crew_complete=incident.crew_complete_at,
        first_response=min(out, default=None),
        stood_down=incident.stood_down_at,
        closed=incident.closed_at,
        signed=incident.signed_at,
    )


def deadline(clock: Clock, subject: str, named: Names, mask: Mask, as_of: datetime) -> Deadline:
    """One clock; `subject` is the task it is about, if it is one's."""
    late = max(timedelta(), (clock.stopped_at or as_of) - clock.due_at)
    return Deadline(
        kind=clock.kind,
        public=clock.kind.public,
        state=clock.state,
        outcome=_outcome(clock, late),
        basis=clock.basis,
        started_at=clock.started_at,
        due_at=clock.due_at,
        late=late if clock.state is not ClockState.WAIVED else timedelta(),
        evidence_at=clock.evidence_at,
        breached_at=clock.breached_at,
        stopped_at=clock.stopped_at,
        stopped_by=named.of(clock.stopped_by) if clock.state in _DONE else "",
        owner=named.of(clock.owner_id),
        owner_role=clock.owner_role,
        proof=mask(clock.proof_ref),
        reason=mask(clock.stop_reason),
        policy=clock.policy_version,
        source=clock.source_of_figure,
        subject=mask(subject),
    )


def _outcome(clock: Clock, late: timedelta) -> Outcome:
    match clock.state:
        case ClockState.MET:
            return Outcome.LATE if late else Outcome.ON_TIME
        case ClockState.WAIVED:
            return Outcome.WAIVED
        case ClockState.CANCELLED:
            # It ran out before it was cancelled, and nobody ever met it.
            return Outcome.OVERDUE if clock.breached_at else Outcome.CANCELLED
        case ClockState.PAUSED:
            return Outcome.PAUSED
        case ClockState.RUNNING:
            return Outcome.OVERDUE if late or clock.breached_at else Outcome.RUNNING


def lane(role: Role, named: Names, stretches: tuple[Stretch, ...]) -> Lane:
    return Lane(
        role=role.kind,
        state=role.state,
        holder=named.of(role.person_id),
        stretches=stretches,
        declined=tuple(named.of(person) for person in role.declined if person != role.person_id),
    )


def choices(rows: Sequence[Decision], named: Names, mask: Mask) -> tuple[Choice, ...]:
    superseded = {row.supersedes for row in rows}
    return tuple(
        Choice(
            number=row.number,
            question=mask(row.question),
            choice=mask(row.choice),
            why=mask(row.why),
            by=named.of(row.decided_by),
            at=row.decided_at,
            superseded=row.id in superseded,
        )
        for row in rows
    )


def publications(
    entries: Iterable[Entry], deadlines: Collection[Deadline], texts: Mapping[datetime, str], mask: Mask
) -> tuple[Publication, ...]:
    """What went out: entries that say so, and public deadlines that were met without one. `texts` are the words
    that stood there, by the moment they were proved."""
    met = {(d.kind, d.stopped_at): d for d in deadlines if d.public and d.state is ClockState.MET}
    found: list[Publication] = []
    for entry in entries:
        if entry.kind is not EntryKind.PUBLISHED:
            continue
        kind = ClockKind(gathering.text_of(entry, "clock") or "unknown")
        deadline = met.pop((kind, entry.at), None)
        found.append(
            Publication(
                at=entry.at,
                kind=kind,
                by=entry.actor,
                proof=gathering.text_of(entry, "proof"),
                text=gathering.text_of(entry, "text") or mask(texts.get(entry.at, "")),
                late=deadline.late if deadline else timedelta(),
            )
        )
    spoken = {one.at for one in found}
    for (kind, at), deadline in met.items():
        # One text can meet two deadlines: the situation note was also the next update.
        if at is not None and (deadline.proof or at not in spoken):
            found.append(Publication(at, kind, deadline.stopped_by, deadline.proof, late=deadline.late))
    return tuple(sorted(found, key=lambda one: one.at))


def errand(task: Task, named: Names, mask: Mask) -> Errand:
    return Errand(
        number=task.number,
        title=mask(task.title),
        owner=named.of(task.owner_id),
        owner_role=task.owner_role,
        due_at=task.due_at,
        done_at=task.done_at,
        done_by=named.of(task.done_by),
        blocked_by=mask(task.blocked_by),
    )


def step(step: StepRow, named: Names, mask: Mask) -> Step:
    return Step(step.code, step.stop_loss, named.of(step.done_by), step.done_at, mask(step.impossible))


def signal(alert: Alert, mask: Mask) -> Signal:
    return Signal(
        title=mask(alert.title),
        source=alert.source,
        severity=alert.severity,
        first_seen_at=alert.first_seen_at,
        received_at=alert.received_at,
        last_received_at=alert.last_received_at,
        count=alert.count,
        account=alert.account,
        platform=alert.platform,
        content_url=mask(alert.content_url),
        metrics={name: float(alert.metrics[name]) for name in sorted(alert.metrics)},
    )


def exhibit(row: Row[Any], named: Names, mask: Mask) -> Exhibit:
    return Exhibit(
        kind=row.kind,
        added_at=row.added_at,
        added_by=named.of(row.added_by),
        sha256=row.sha256,
        url=mask(row.url),
        text="" if row.restricted else mask(row.text),
        restricted=row.restricted,
    )


def flag(row: FlagRow, named: Names, mask: Mask) -> Flag:
    return Flag(row.question, mask(row.text), named.of(row.person_id), row.said_at)


def lesson(row: LessonRow, named: Names, mask: Mask) -> Lesson:
    return Lesson(row.number, mask(row.text), named.of(row.written_by), row.written_at)


def improvement(row: ImprovementRow, named: Names, mask: Mask) -> Improvement:
    return Improvement(
        number=row.number,
        kind=row.kind,
        text=mask(row.text),
        owner=named.of(row.owner_id),
        due_at=row.due_at,
        done_at=row.done_at,
        outcome=mask(row.outcome),
        helped=row.helped,
    )
