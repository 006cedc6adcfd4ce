"""A recap as sections of blocks: what stands where, in words, before any form is chosen.

Markdown, page and report draw the same sections, so that they cannot tell different stories. Texts here are
plain (not escaped) and tidy.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from messages import words
from messages.recap.blocks import (
    Block,
    Cell,
    Chart,
    Figure,
    Moment,
    Moments,
    Outline,
    Points,
    Section,
    Table,
    Tone,
)
from messages.recap.card import card_lines, card_view, lead_lines
from messages.recap.telling import Teller, address_of, tidy
from messages.recap.values import (
    Deadline,
    Entry,
    Gap,
    Length,
    Missing,
    Outcome,
    Recap,
)
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.timeline import EntryKind

_GOOD = frozenset(
    {
        EntryKind.RESPONDED,
        EntryKind.ROLES_COMPLETE,
        EntryKind.STEP_DONE,
        EntryKind.STOOD_DOWN,
        EntryKind.CLOSED,
    }
)
_BAD = frozenset(
    {
        EntryKind.CLOCK_BREACHED,
        EntryKind.SEVERITY_RAISED,
        EntryKind.STEP_IMPOSSIBLE,
        EntryKind.TOPIC_LOST,
    }
)
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


def outline(recap: Recap, teller: Teller, length: Length = Length.FULL) -> Outline:
    """The whole recap in words. S3 and S4 are five lines on one page, and everything only when asked for."""
    head = recap.head
    about = [
        teller.label(head.crisis_type),
        teller.label(head.state),
        teller.plain("retold-worst", severity=head.worst) if head.worst is not head.severity else "",
        tidy(head.account),
        tidy(head.platform),
        tidy(head.product),
        teller.plain("retold-live-then") if head.live else "",
    ]
    return Outline(
        title=teller.plain("retold-title", number=head.number),
        heading=f"{teller.label(head.severity)} {tidy(head.title)}",
        banners=_banners(recap, teller),
        about=" · ".join(part for part in about if part),
        summary=_summary(recap, teller, length),
        lead=five_lines(recap, teller) if recap.light else lead_lines(recap, teller),
        figures=_figures(recap, teller),
        sections=tuple(section for section in _sections(recap, teller, length) if section is not None),
        made=" · ".join(filter(None, (tidy(head.team), teller.plain("retold-made", at=teller.when(recap.as_of))))),
    )


def _banners(recap: Recap, teller: Teller) -> tuple[str, ...]:
    head = recap.head
    drill = head.drill and "retold-drill"
    sandbox = head.sandbox and "retold-sandbox"
    restricted = head.restricted and "retold-restricted"
    return tuple(teller.plain(key) for key in (drill, sandbox, restricted) if key)


def _summary(recap: Recap, teller: Teller, length: Length) -> tuple[str, ...]:
    if recap.light and length is not Length.CARD:
        return five_lines(recap, teller)
    return card_lines(recap, teller)[1:]


def _figures(recap: Recap, teller: Teller) -> tuple[Figure, ...]:
    """The numbers a board looks at first; what does not exist is not shown."""
    view = card_view(recap)
    found = [
        Figure(
            teller.title(span.kind),
            teller.duration(span.took),
            teller.plain("retold-chart-limit", limit=span.limit) if span.limit else "",
            Tone.BAD if span.limit and span.took > span.limit else Tone.GOOD,
        )
        for span in view.spans
    ]
    if view.deadlines:
        found.append(
            Figure(
                teller.plain("retold-section-deadlines"),
                f"{view.on_time}/{view.deadlines}",
                teller.plain("retold-outcome-on-time"),
                Tone.BAD if view.late else Tone.GOOD,
            )
        )
    if view.out:
        proofs = teller.plain("retold-proofs", count=str(view.proofs), total=str(view.out))
        tone = Tone.GOOD if view.proofs == view.out else Tone.BAD
        found.append(Figure(teller.plain("retold-out"), str(view.out), proofs, tone))
    return tuple(found)


def _sections(recap: Recap, teller: Teller, length: Length) -> Iterable[Section | None]:
    if length is Length.CARD or (length is Length.PAGE and recap.light):
        return
    yield _section(
        teller, "missing", Points(tuple(_gap(gap, teller) for gap in recap.missing) or _nothing(teller))
    )
    yield _section(teller, "times", _times(recap, teller))
    if recap.moments:
        yield _section(teller, "moments", *_moments(recap, teller))
    if recap.lanes:
        yield _section(teller, "roles", Chart("lanes"), _lanes(recap, teller))
    yield _section(teller, "deadlines", *_deadlines(recap, teller))
    yield _section(teller, "out", _out(recap, teller))
    yield _section(teller, "decisions", _choices(recap, teller))
    if recap.steps:
        yield _section(teller, "steps", _steps(recap, teller))
    if recap.errands:
        yield _section(teller, "tasks", _errands(recap, teller))
    if recap.signals:
        yield _section(teller, "signals", _signals(recap, teller))
    if recap.exhibits and length is Length.FULL:
        yield _section(teller, "evidence", _exhibits(recap, teller))
    if recap.head.lesson:
        yield _section(teller, "lesson", Points((Cell(tidy(recap.head.lesson)),)))


def _section(teller: Teller, code: str, *blocks: Block) -> Section:
    return Section(code, teller.plain(f"retold-section-{code}"), blocks)


def _nothing(teller: Teller) -> tuple[Cell, ...]:
    return (Cell(teller.plain("retold-gap-nothing"), Tone.GOOD),)


def _gap(missing: Missing, teller: Teller) -> Cell:
    names = [
        *(teller.label(clock) for clock in missing.clocks),
        *(teller.label(role) for role in missing.roles),
        *(teller.step(name) for name in missing.names),
    ]
    shown = teller.reader.listed(dict.fromkeys(names[:8]))
    key = f"retold-gap-{missing.gap.value.replace('_', '-')}"
    tone = Tone.BAD if missing.gap in (Gap.CHAIN_BROKEN, Gap.NO_FIRST_RESPONSE) else Tone.WAIT
    return Cell(teller.plain(key, names=shown) if names else teller.plain(key), tone)


def _times(recap: Recap, teller: Teller) -> Table:
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


def tone_of(entry: Entry) -> Tone:
    """Public words, good and bad turns stand out; the rest is plain."""
    if entry.kind in (EntryKind.PUBLISHED, EntryKind.STAKEHOLDER_TOLD):
        return Tone.PUBLIC
    if entry.kind in _GOOD:
        return Tone.GOOD
    return Tone.BAD if entry.kind in _BAD else Tone.PLAIN


def _moments(recap: Recap, teller: Teller) -> tuple[Block, ...]:
    items = tuple(
        Moment(
            teller.when(entry.at),
            teller.what(entry),
            teller.told(entry) + teller.added_later(entry),
            tidy(entry.actor),
            tone_of(entry),
            number,
        )
        for number, entry in enumerate(recap.moments, start=1)
    )
    left_out = recap.moments_left_out
    more = teller.plain("retold-moments-more", count=left_out) if left_out else ""
    moments = Moments(items, more)
    return (Chart("curve"), moments) if recap.curve else (moments,)


def _lanes(recap: Recap, teller: Teller) -> Table:
    rows: list[tuple[Cell, ...]] = []
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
                Cell("; ".join(held)) if held else Cell(teller.label(lane.state), Tone.WAIT),
                Cell(teller.reader.listed(declined), Tone.QUIET),
            )
        )
    return _table(teller, ("role", "held", "declined"), rows)


def _deadlines(recap: Recap, teller: Teller) -> tuple[Block, ...]:
    if not recap.deadlines:
        return (Points((Cell(teller.plain("retold-none-deadlines"), Tone.QUIET),)),)
    rows = [
        (
            Cell(words.capital(teller.deadline(deadline))),
            Cell(teller.when(deadline.due_at)),
            Cell(teller.when(deadline.stopped_at) if deadline.state is not ClockState.CANCELLED else ""),
            Cell(teller.outcome(deadline.outcome, deadline.late, deadline.reason), _TONES[deadline.outcome]),
            Cell(_owner(deadline, teller)),
            # What went out has a section of its own.
            Cell("") if deadline.public else _proof(deadline.proof),
            Cell(tidy(deadline.source), Tone.QUIET),
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


def _out(recap: Recap, teller: Teller) -> Block:
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


def _choices(recap: Recap, teller: Teller) -> Block:
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


def _steps(recap: Recap, teller: Teller) -> Table:
    rows = []
    for step in recap.steps:
        done = Cell(teller.when(step.at), Tone.GOOD) if step.at else Cell(teller.plain("retold-none"), Tone.WAIT)
        if step.impossible:
            done = Cell(tidy(step.impossible), Tone.BAD)
        took = teller.duration(step.at - recap.times.opened) if step.at and step.at > recap.times.opened else ""
        rows.append((Cell(teller.step(step.code)), done, Cell(tidy(step.by)), Cell(took)))
    return _table(teller, ("what", "done", "person", "took"), rows)


def _errands(recap: Recap, teller: Teller) -> Table:
    rows = []
    for errand in recap.errands:
        late = errand.due_at is not None and errand.due_at < (errand.done_at or recap.as_of)
        done = Cell(teller.when(errand.done_at), Tone.BAD if late else Tone.GOOD)
        if errand.done_at is None:
            done = Cell(tidy(errand.blocked_by) or teller.plain("retold-none"), Tone.BAD if late else Tone.WAIT)
        role = teller.label(errand.owner_role) if errand.owner_role else ""
        person = Cell(tidy(errand.owner) or role)
        rows.append(
            (Cell(f"{errand.number}. {teller.step(errand.title)}"), person, Cell(teller.when(errand.due_at)), done)
        )
    return _table(teller, ("task", "person", "due", "done"), rows)


def _signals(recap: Recap, teller: Teller) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(tidy(signal.title), address=address_of(signal.content_url)),
            Cell(tidy(signal.source)),
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


def _exhibits(recap: Recap, teller: Teller) -> Table:
    rows = [
        (
            Cell(tidy(exhibit.kind)),
            Cell(tidy(exhibit.text), address=address_of(exhibit.url)),
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


def chain_lines(recap: Recap, teller: Teller) -> tuple[Cell, ...]:
    """Can this record be trusted? The verdict, the fingerprint, and how to look for oneself."""
    chain = recap.chain
    lines: list[Cell] = []
    if chain.broken_at is not None:
        lines.append(Cell(teller.plain("retold-chain-broken", seq=str(chain.broken_at)), Tone.BAD))
    if chain.missing:
        lines.append(Cell(teller.plain("retold-chain-missing", count=chain.missing), Tone.BAD))
    if chain.whole and not chain.entries:
        lines.append(Cell(teller.plain("retold-none-entries"), Tone.QUIET))
    elif chain.whole:
        lines.append(Cell(teller.plain("retold-chain-whole", count=chain.entries), Tone.GOOD))
    if chain.erased:
        lines.append(Cell(teller.plain("retold-chain-erased", count=chain.erased)))
    if chain.head:
        lines.append(Cell(teller.plain("retold-chain-head", hash=chain.head), Tone.QUIET))
    lines.append(Cell(teller.plain("retold-chain-how", number=recap.head.number), Tone.QUIET))
    if recap.masked:
        lines.append(Cell(teller.plain("retold-chain-masked"), Tone.QUIET))
    return tuple(lines)


def five_lines(recap: Recap, teller: Teller) -> tuple[str, ...]:
    """S3 and S4 in five lines: from when to when, how fast, what was done, how it ended, what was learnt."""
    times, head = recap.times, recap.head
    counted, late = len(recap.counted), len(recap.late)
    deadlines = teller.plain("retold-five-deadlines", met=str(counted - late), total=str(counted))
    if times.responded:
        responded = max(timedelta(), times.responded - times.opened)
        fast = teller.plain("retold-five-fast", responded=responded, deadlines=deadlines)
    else:
        fast = teller.plain("retold-five-never", deadlines=deadlines)
    did = [
        *(teller.label(one.kind) for one in recap.publications),
        *(tidy(choice.choice) for choice in recap.choices if not choice.superseded),
        *(teller.step(step.code) for step in recap.steps if step.at and not step.impossible),
        *(teller.step(errand.title) for errand in recap.errands if errand.done_at),
    ]
    lesson = tidy(head.lesson)
    return (
        card_lines(recap, teller)[1],
        fast,
        teller.plain("retold-five-did", text=teller.reader.listed(did[:6]))
        if did
        else teller.plain("retold-five-did-nothing"),
        teller.plain("retold-five-end", state=head.state, reason=tidy(head.close_reason)),
        teller.plain("retold-five-lesson", text=lesson) if lesson else teller.plain("retold-five-no-lesson"),
    )
