"""The tables of a recap, one function a section: what is in the columns, and how it wants to be seen."""

from collections.abc import Sequence
from datetime import datetime

from messages import words
from messages.library import origins
from messages.recap.blocks import (
    Block,
    Cell,
    Chart,
    Points,
    Table,
    Tone,
)
from messages.recap.signals import Box, Readings
from messages.recap.spoken import StatementTold
from messages.recap.telling import Teller, address_of, tidy
from messages.recap.values import Deadline, Outcome, Recap
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.publications import DeviationState, PromiseState
from storage.vocabulary.reviews import Question

#: A storm has hundreds of alerts that say the same; all of them are in the JSON.
SHOWN_SIGNALS = 20
_TONES = {
    Outcome.ON_TIME: Tone.GOOD,
    Outcome.LATE: Tone.BAD,
    Outcome.OVERDUE: Tone.BAD,
    Outcome.RUNNING: Tone.WAIT,
    Outcome.PAUSED: Tone.WAIT,
    Outcome.WAIVED: Tone.QUIET,
    Outcome.CANCELLED: Tone.QUIET,
}


#: What is to be talked about first.
_FLAGGED = {Question.CHANGE: Tone.WAIT, Question.STUCK: Tone.BAD, Question.WELL: Tone.GOOD}


def times(recap: Recap, teller: Teller) -> Table:
    """When each thing happened, how long after the one before, how long after the first sighting."""
    times = recap.times
    named: list[tuple[str, datetime | None]] = [
        ("first-seen", times.first_seen),
        ("received", times.received),
        ("opened", times.opened),
        ("responded", times.responded),
        ("crew-complete", times.crew_complete),
        ("first-response", times.first_response),
        ("stood-down", times.stood_down),
        ("closed", times.closed),
    ]
    happened = sorted(((at, name) for name, at in named if at is not None), key=lambda one: one[0])
    rows: list[tuple[Cell, ...]] = []
    for index, (at, name) in enumerate(happened):
        before = happened[index - 1][0] if index else at
        rows.append(
            (
                Cell(teller.plain(f"retold-moment-{name}")),
                Cell(teller.when(at)),
                Cell(teller.duration(at - before) if index else ""),
                Cell(teller.duration(at - times.first_seen) if index else ""),
            )
        )
    return _table(teller, ("what", "when", "took", "since"), rows)


def lanes(recap: Recap, teller: Teller) -> Table:
    """Each role: who had it from when to when, or that nobody did, and who did not take it."""
    rows: list[tuple[Cell, ...]] = []
    between = teller.plain("list-clause")
    for lane in recap.lanes:
        held = [
            teller.plain(
                "retold-role-held",
                person=tidy(stretch.who),
                start=teller.when(stretch.start),
                end=teller.when(stretch.end) if stretch.end else teller.plain("retold-still"),
            )
            for stretch in lane.stretches
            if not stretch.asked
        ]
        declined = [tidy(name) for name in lane.declined if name]
        rows.append(
            (
                Cell(teller.title(lane.role)),
                Cell(between.join(held)) if held else Cell(teller.label(lane.state), Tone.WAIT),
                Cell(teller.reader.listed(declined), Tone.QUIET),
            )
        )
    return _table(teller, ("role", "held", "declined"), rows)


def deadlines(recap: Recap, teller: Teller) -> tuple[Block, ...]:
    """Each deadline: when due, when met, how it ended, who had to, why it was that long."""
    if not recap.deadlines:
        return (Points((Cell(teller.plain("retold-none-deadlines"), Tone.QUIET),)),)
    out = {one.kind for one in recap.publications}
    rows = [
        (
            Cell(words.capital(teller.deadline(deadline))),
            Cell(teller.when(deadline.due_at)),
            Cell(teller.when(deadline.stopped_at) if deadline.state is not ClockState.CANCELLED else ""),
            Cell(teller.outcome(deadline.outcome, deadline.late, deadline.reason), _TONES[deadline.outcome]),
            Cell(_owner(deadline, teller)),
            # What went out has a section of its own.
            Cell("") if deadline.public or deadline.kind in out else _proof(deadline.proof),
            Cell(tidy(origins.spoken(deadline.source, teller.reader.language)), Tone.QUIET),
        )
        for deadline in recap.deadlines
    ]
    return (
        Chart("clocks"),
        _table(teller, ("what", "due", "done", "result", "person", "proof", "source"), rows),
    )


def _owner(deadline: Deadline, teller: Teller) -> str:
    role = teller.label(deadline.owner_role) if deadline.owner_role else ""
    return tidy(deadline.stopped_by or deadline.owner) or role


def _proof(proof: str) -> Cell:
    return Cell(tidy(proof), Tone.PLAIN, address_of(proof))


def out(recap: Recap, teller: Teller) -> Block:
    """What the public was told, with its proof."""
    if not recap.publications:
        return Points((Cell(teller.plain("retold-none-out"), Tone.QUIET),))
    rows = [
        (
            Cell(teller.title(one.kind), Tone.PUBLIC),
            Cell(teller.when(one.at)),
            Cell(tidy(one.text)),
            Cell(tidy(one.by)),
            _proof(one.proof) if one.proof else Cell(teller.plain("retold-none"), Tone.BAD),
            Cell(
                teller.outcome(Outcome.LATE if one.late else Outcome.ON_TIME, one.late),
                Tone.BAD if one.late else Tone.GOOD,
            ),
        )
        for one in recap.publications
    ]
    return _table(teller, ("what", "when", "text", "person", "proof", "result"), rows)


def statements(recap: Recap, teller: Teller, every: bool) -> Table:
    """Texts to the letter, who wrote and who approved which version; `every`: all wordings, else the newest."""
    rows: list[tuple[Cell, ...]] = []
    for statement in recap.statements:
        shown = statement.wordings if every else statement.wordings[-1:]
        for wording in shown:
            name = f"{teller.title(statement.stage)} v{wording.version}"
            rows.append(
                (
                    Cell(name, Tone.PUBLIC),
                    Cell(teller.label(statement.channel)),
                    Cell(tidy(wording.text)),
                    Cell(tidy(wording.by or statement.author)),
                    Cell(teller.when(wording.at)),
                    Cell(teller.plain("list-clause").join(_approved(statement, wording.version, teller))),
                )
            )
    return _table(teller, ("what", "channel", "text", "person", "when", "approved"), rows)


def _approved(statement: StatementTold, version: int, teller: Teller) -> list[str]:
    return [
        " ".join(
            part
            for part in (tidy(one.who), teller.label(one.decision), teller.when(one.at) if one.at else "")
            if part
        )
        for one in statement.approvals
        if one.version == version
    ]


def promises(recap: Recap, teller: Teller) -> Table:
    """What was promised in public, and whether it was kept."""
    rows: list[tuple[Cell, ...]] = []
    for one in recap.promises:
        kept = one.state is PromiseState.KEPT
        late = not kept and one.due_at is not None and one.due_at < recap.as_of
        tone = Tone.GOOD if kept else Tone.BAD if late else Tone.WAIT
        rows.append(
            (
                Cell(tidy(one.text)),
                Cell(tidy(one.owner)),
                Cell(teller.when(one.due_at)),
                Cell(teller.when(one.kept_at) or teller.label(one.state), tone),
                _proof(one.proof),
            )
        )
    return _table(teller, ("promise", "person", "due", "done", "proof"), rows)


def inquiries(recap: Recap, teller: Teller) -> Table:
    """What journalists asked, whether they had an answer in time, and from which sheet it was taken."""
    rows: list[tuple[Cell, ...]] = []
    for one in recap.inquiries:
        overdue = one.state is InquiryState.OPEN and one.due_at < recap.as_of
        tones = {InquiryState.ANSWERED: Tone.BAD if one.late else Tone.GOOD, InquiryState.OPEN: Tone.WAIT}
        tone = Tone.BAD if overdue else tones.get(one.state, Tone.QUIET)
        answered = one.state is InquiryState.ANSWERED
        taken = (f"v{one.sheet}" if one.sheet else teller.plain("retold-standing")) if answered else ""
        rows.append(
            (
                Cell(tidy(one.outlet) or teller.plain("inquiry-somebody")),
                Cell(tidy(one.question)),
                Cell(tidy(one.by or one.owner)),
                Cell(teller.when(one.due_at)),
                Cell((teller.when(one.at) if answered else "") or teller.label(one.state), tone),
                Cell(taken),
                Cell(tidy(one.answer or one.reason)),
            )
        )
    return _table(teller, ("outlet", "question", "person", "due", "done", "sheet", "answer"), rows)


def deviations(recap: Recap, teller: Teller) -> Table:
    """Where words out there were not the approved ones, and what became of it."""
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(teller.title(one.kind)),
            Cell(teller.label(one.channel)),
            Cell(tidy(one.what)),
            Cell(teller.when(one.found_at)),
            Cell(tidy(one.found_by)),
            Cell(teller.label(one.state), Tone.BAD if one.state is DeviationState.OPEN else Tone.GOOD),
        )
        for one in recap.deviations
    ]
    return _table(teller, ("what", "channel", "text", "when", "person", "result"), rows)


def choices(recap: Recap, teller: Teller) -> Block:
    """Decisions with their reasons; a missing reason stands out."""
    if not recap.choices:
        return Points((Cell(teller.plain("retold-none-decisions"), Tone.QUIET),))
    rows = [
        (
            Cell(" ".join(filter(None, (f"{choice.number}.", tidy(choice.question), tidy(choice.choice))))),
            Cell(tidy(choice.why) or teller.plain("retold-none"), Tone.PLAIN if choice.why else Tone.BAD),
            Cell(tidy(choice.by)),
            Cell(teller.when(choice.at)),
        )
        for choice in recap.choices
    ]
    return _table(teller, ("decision", "why", "person", "when"), rows)


def steps(recap: Recap, teller: Teller) -> Table:
    """First acts: when, by whom, how long after the opening."""
    rows = []
    for step in recap.steps:
        done = Cell(teller.when(step.at), Tone.GOOD) if step.at else Cell(teller.plain("retold-none"), Tone.WAIT)
        if step.impossible:
            done = Cell(tidy(step.impossible), Tone.BAD)
        took = teller.duration(step.at - recap.times.opened) if step.at and step.at > recap.times.opened else ""
        rows.append((Cell(teller.step(step.code)), done, Cell(tidy(step.by)), Cell(took)))
    return _table(teller, ("what", "done", "person", "took"), rows)


def errands(recap: Recap, teller: Teller) -> Table:
    """Tasks: whose, until when, what became of them."""
    rows = []
    for errand in recap.errands:
        late = errand.due_at is not None and errand.due_at < (errand.done_at or recap.as_of)
        done = Cell(teller.when(errand.done_at), Tone.BAD if late else Tone.GOOD)
        if errand.done_at is None:
            open_still = tidy(errand.blocked_by) or teller.plain("retold-not-done")
            done = Cell(open_still, Tone.BAD if late else Tone.WAIT)
        role = teller.label(errand.owner_role) if errand.owner_role else ""
        person = Cell(tidy(errand.owner) or role)
        rows.append(
            (Cell(f"{errand.number}. {teller.step(errand.title)}"), person, Cell(teller.when(errand.due_at)), done)
        )
    return _table(teller, ("task", "person", "due", "done"), rows)


def flags(recap: Recap, teller: Teller) -> Table:
    """What those who did the work say of it."""
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(teller.title(flag.question), _FLAGGED.get(flag.question, Tone.PLAIN)),
            Cell(tidy(flag.text)),
            Cell(tidy(flag.by)),
        )
        for question in _FLAGGED
        for flag in recap.flags
        if flag.question is question
    ]
    return _table(teller, ("what", "text", "person"), rows)


def improvements(recap: Recap, teller: Teller) -> Table:
    """What is done about it: whose, until when, what shows it, whether it helped."""
    rows: list[tuple[Cell, ...]] = []
    for one in recap.improvements:
        late = one.done_at is None and one.due_at < recap.as_of
        done = Cell(teller.when(one.done_at), Tone.GOOD) if one.done_at else Cell(teller.plain("retold-none"))
        if late:
            done = Cell(teller.plain("retold-outcome-overdue-now"), Tone.BAD)
        helped = teller.plain("entry-helped") if one.helped else ""
        rows.append(
            (
                Cell(f"{one.number}. {tidy(one.text)}"),
                Cell(teller.title(one.kind)),
                Cell(tidy(one.owner)),
                Cell(teller.when(one.due_at)),
                done,
                Cell(" · ".join(part for part in (tidy(one.outcome), helped) if part)),
            )
        )
    return _table(teller, ("improvement", "kind", "person", "due", "done", "proof"), rows)


def signals(recap: Recap, teller: Teller) -> Table:
    """The alerts, with the figures they brought last."""
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(tidy(signal.title), address=address_of(signal.content_url)),
            Cell(teller.known("source", signal.source)),
            Cell(teller.when(signal.received_at)),
            Cell(str(signal.count)),
            Cell(teller.figures(signal.metrics)),
        )
        for signal in recap.signals[:SHOWN_SIGNALS]
    ]
    more = len(recap.signals) - len(rows)
    if more > 0:
        rows.append((Cell(teller.plain("retold-others-more", count=more), Tone.QUIET), *([Cell("")] * 4)))
    return _table(teller, ("alert", "origin", "when", "times", "figures"), rows)


def moved(readings: Readings, teller: Teller) -> str:
    """播放 3.2 万 → 12 万 · 最高 15 万, in the reader's words."""
    values = [point.value for point in readings.points]
    what, first, last = teller.metric(readings.metric), teller.figure(values[0]), teller.figure(values[-1])
    if len(values) == 1:
        return f"{what} {first}"
    moved = teller.plain("retold-trend", what=what, first=first, last=last)
    highest = max(values)
    if highest in (values[0], values[-1]):
        return moved
    return f"{moved} · {teller.plain('retold-trend-peak', peak=teller.figure(highest))}"


def figures(recap: Recap, teller: Teller) -> tuple[Block, ...]:
    """How the figures that came with the alerts moved: as curves, and in words for forms without pictures."""
    return (Chart("figures"), Points(tuple(Cell(moved(one, teller)) for one in recap.readings)))


def evidence(recap: Recap, teller: Teller) -> tuple[Block, ...]:
    """How full the box of the first post and of each answer is, then every piece by its hash."""
    boxes = (Points(tuple(_box(one, teller) for one in recap.boxes)),) if recap.boxes else ()
    return (*boxes, _exhibits(recap, teller)) if recap.exhibits else boxes


def _box(box: Box, teller: Teller) -> Cell:
    tone = Tone.WAIT if box.missing else Tone.GOOD
    if box.stage is None:
        missing = box.missing[0].value if box.missing else "none"
        said = teller.plain("answer-evidence-kept", kept=box.kept, total=box.wanted, missing=missing)
        return Cell(said, tone)
    stage = teller.label(box.stage)
    if box.channel is not None:
        stage = teller.plain("box-where", stage=stage, channel=teller.label(box.channel))
    return Cell(teller.plain("box-answer", stage=words.capital(stage), kept=box.kept, total=box.wanted), tone)


def _exhibits(recap: Recap, teller: Teller) -> Table:
    """Evidence by its hash."""
    rows = [
        (
            Cell(teller.known("exhibit", exhibit.kind)),
            Cell(tidy(exhibit.text) or tidy(exhibit.url), address=address_of(exhibit.url)),
            Cell(tidy(exhibit.added_by)),
            Cell(teller.when(exhibit.added_at)),
            Cell(exhibit.sha256[:16], Tone.QUIET),
        )
        for exhibit in recap.exhibits
    ]
    return _table(teller, ("kind", "text", "person", "when", "hash"), rows)


def _table(teller: Teller, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Columns nobody has anything to say in are left out."""
    kept = [index for index in range(len(columns)) if index == 0 or any(row[index].text for row in rows)]
    head = tuple(teller.plain(f"retold-column-{columns[index]}") for index in kept)
    return Table(
        tuple(columns[index] for index in kept), head, tuple(tuple(row[index] for index in kept) for row in rows)
    )
