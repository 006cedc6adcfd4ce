"""A recap as sections of blocks: what stands where, in words, before any form is chosen.

Markdown, page and report draw the same sections, so that they cannot tell different stories. Texts here are
plain (not escaped) and tidy.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from messages.markup import shorten
from messages.recap import gathering, sections
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
from messages.recap.learnt import Gap, Missing
from messages.recap.telling import Teller, tidy
from messages.recap.values import Entry, Length, Recap
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


def outline(recap: Recap, teller: Teller, length: Length = Length.FULL) -> Outline:
    """The whole recap in words. S3 and S4 are five lines on one page, and everything only when asked for."""
    head = recap.head
    about = [
        teller.label(head.crisis_type),
        teller.label(head.state),
        teller.plain("retold-worst", severity=head.worst) if head.worst is not head.severity else "",
        tidy(head.account),
        teller.known("platform", head.platform),
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
        chart=_curve(recap, length),
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
    if length is Length.PAGE:
        yield from _one_page(recap, teller)
        return
    yield _section(
        teller, "missing", Points(tuple(_gap(gap, teller) for gap in recap.missing) or _nothing(teller))
    )
    yield _section(teller, "times", sections.times(recap, teller))
    if recap.moments:
        yield _section(teller, "moments", *_moments(recap, teller))
    if recap.lanes:
        yield _section(teller, "roles", Chart("lanes"), sections.lanes(recap, teller))
    yield _section(teller, "deadlines", *sections.deadlines(recap, teller))
    yield _section(teller, "out", sections.out(recap, teller))
    if recap.statements:
        yield _section(teller, "statements", sections.statements(recap, teller, length is Length.FULL))
    if recap.promises:
        yield _section(teller, "promises", sections.promises(recap, teller))
    if recap.deviations:
        yield _section(teller, "deviations", sections.deviations(recap, teller))
    if recap.inquiries:
        yield _section(teller, "media", sections.inquiries(recap, teller))
    yield _section(teller, "decisions", sections.choices(recap, teller))
    if recap.steps:
        yield _section(teller, "steps", sections.steps(recap, teller))
    if recap.errands:
        yield _section(teller, "tasks", sections.errands(recap, teller))
    if recap.signals:
        yield _section(teller, "signals", sections.signals(recap, teller))
    if any(len(one.points) > 1 for one in recap.readings) and length is Length.FULL:
        yield _section(teller, "figures", *sections.figures(recap, teller))
    if recap.exhibits or recap.boxes:
        yield _section(teller, "evidence", *sections.evidence(recap, teller))
    if recap.flags:
        yield _section(teller, "debrief", sections.flags(recap, teller))
    lessons = tuple(
        dict.fromkeys(tidy(text) for text in (recap.head.lesson, *(one.text for one in recap.lessons)))
    )
    if any(lessons):
        yield _section(teller, "lesson", Points(tuple(Cell(text) for text in lessons if text)))
    if recap.improvements:
        yield _section(teller, "improvements", sections.improvements(recap, teller))
    if recap.times.signed is not None:
        signed = teller.plain(
            "retold-signed", person=tidy(recap.head.signed_by), at=teller.when(recap.times.signed)
        )
        yield _section(teller, "signed", Points((Cell(signed, Tone.GOOD),)))


#: So many lines of a kind stand on one page, and so many characters in each of their cells.
_BRIEF: Final = 5
_BRIEF_MOMENTS: Final = 10
_BRIEF_TEXT: Final = 90


def _one_page(recap: Recap, teller: Teller) -> Iterable[Section | None]:
    """What the boss reads standing: what is missing, the turns, what went out, what was decided and promised."""
    if recap.missing:
        gaps = tuple(_gap(gap, teller) for gap in recap.missing[:_BRIEF])
        yield _section(teller, "missing", Points(tuple(replace(gap, text=_brief(gap.text)) for gap in gaps)))
    if recap.moments:
        yield _section(teller, "moments", *_moments(recap, teller, _BRIEF_MOMENTS))
    if recap.publications:
        yield _section(teller, "out", _few(sections.out(recap, teller)))
    if recap.choices:
        yield _section(teller, "decisions", _few(sections.choices(recap, teller)))
    if recap.promises:
        yield _section(teller, "promises", _few(sections.promises(recap, teller)))
    if recap.improvements:
        yield _section(teller, "improvements", _few(sections.improvements(recap, teller)))


def _few(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    rows = tuple(tuple(replace(cell, text=_brief(cell.text)) for cell in row) for row in block.rows[:_BRIEF])
    return replace(block, rows=rows)


def _brief(text: str) -> str:
    return shorten(text, _BRIEF_TEXT)


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
    several = dict.fromkeys(names[:8])
    # Tasks and steps have commas of their own.
    shown = teller.plain("list-clause").join(several) if missing.names else teller.reader.listed(several)
    key = f"retold-gap-{missing.gap.value.replace('_', '-')}"
    tone = Tone.BAD if missing.gap in (Gap.CHAIN_BROKEN, Gap.NO_FIRST_RESPONSE) else Tone.WAIT
    return Cell(teller.plain(key, names=shown) if names else teller.plain(key), tone)


def tone_of(entry: Entry) -> Tone:
    """Public words, good and bad turns stand out; the rest is plain."""
    if entry.kind in (EntryKind.PUBLISHED, EntryKind.STAKEHOLDER_TOLD):
        return Tone.PUBLIC
    if entry.kind in _GOOD:
        return Tone.GOOD
    return Tone.BAD if entry.kind in _BAD else Tone.PLAIN


def _moments(recap: Recap, teller: Teller, most: int = 0) -> tuple[Block, ...]:
    """`most`: only so many, the gravest; they keep their numbers, which stand on the chart."""
    chosen = {entry.seq for entry in gathering.gravest(recap.moments, most or len(recap.moments))}
    items = tuple(
        Moment(
            teller.when(entry.at),
            teller.what(entry),
            _brief(teller.told(entry)) if most else teller.told(entry) + teller.added_later(entry),
            tidy(entry.actor),
            tone_of(entry),
            number,
        )
        for number, entry in enumerate(recap.moments, start=1)
        if entry.seq in chosen
    )
    left_out = recap.moments_left_out + len(recap.moments) - len(items)
    more = teller.plain("retold-moments-more", count=left_out) if left_out else ""
    return (Moments(items, more),)


def _curve(recap: Recap, length: Length) -> Chart | None:
    """What came in, with the key moments on it; five lines need none."""
    known = recap.curve is not None or any(len(one.points) > 1 for one in recap.readings)
    return Chart("curve") if known and (length is Length.FULL or not recap.light) else None


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
