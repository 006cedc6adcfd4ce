"""Lists behind the card: running deadlines, those of law and platforms, who is told before the public."""

from markupsafe import Markup

from messages.cards.parts import NAME, NOTE, button, capitalized, dotted, name, named, short_number, title
from messages.circles import why_not
from messages.markup import Drawn, Key, grid
from messages.views import (
    ClockListView,
    ClockRow,
    LegalListView,
    LegalRow,
    Reader,
    StakeholderRow,
    StakeholdersView,
    Verb,
)

_CLOCKS = 6
_LEGAL = 6
_TOLD = 10
#: A panel has four rows of two (experience.md 1.4); what was ticked by mistake takes at most two of them.
_ROWS = 4
_SLIPS = 4


def draw_clocks(view: ClockListView, reader: Reader) -> Drawn:
    """Each deadline with when, whose and what it waits for; a button says where its figure comes from."""
    if not view.rows:
        return Drawn.of([reader.say("clock-list-none")])
    head = reader.say(
        "clock-list-head", count=len(view.rows), number=short_number(view.number), title=title(view.title)
    )
    shown = view.rows[:_CLOCKS]
    lines = [head, *(_clock(index, row, reader) for index, row in enumerate(shown, start=1))]
    if len(view.rows) > _CLOCKS:
        lines.append(reader.say("clock-list-more", count=len(view.rows) - _CLOCKS))
    why = [
        button(reader, Verb.CLOCK_WHY, row.clock, key="key-why-index", index=str(index))
        for index, row in enumerate(shown, start=1)
    ]
    still = [_still(row, reader) for row in shown]
    pauses = [key for key in still if key is not None][: 8 - len(why)]
    return Drawn.of(lines, grid([*why, *pauses], 2))


def _still(row: ClockRow, reader: Reader) -> Key | None:
    if row.paused_at is not None:
        return button(reader, Verb.CLOCK_RESUME, row.clock, clock=reader.label(row.kind))
    if row.may_pause:
        return button(reader, Verb.CLOCK_PAUSE, row.clock, clock=reader.label(row.kind))
    return None


def _clock(index: int, row: ClockRow, reader: Reader) -> Markup:
    clock = " ".join(part for part in (capitalized(reader, row.kind), row.code) if part)
    if row.paused_at is not None:
        first = reader.say("clock-list-paused", index=str(index), clock=clock, since=row.paused_at)
    else:
        key = "clock-list-late" if row.due_at <= reader.now else "clock-list-row"
        first = reader.say(key, index=str(index), clock=clock, due=row.due_at)
    return dotted(
        reader,
        first,
        reader.say("clock-list-owner", person=name(row.owner)) if row.owner else None,
        reader.say("clock-blocked", blocker=title(row.blocker)) if row.blocker else None,
        reader.say("calendar-unknown") if row.calendar_unknown else None,
    )


def draw_legal(view: LegalListView, reader: Reader) -> Drawn:
    """What the law or a platform wants in such a case, to tap on."""
    if not view.rows:
        return Drawn.of([reader.say("legal-none")])
    lines = [reader.say("legal-head", number=short_number(view.number), title=title(view.title))]
    lines += [_legal(row, reader) for row in view.rows[:_LEGAL]]
    lines.append(reader.say("legal-foot"))
    keys = [
        button(reader, Verb.LEGAL, view.incident, row.code, code=row.code)
        for row in view.rows[:_LEGAL]
        if not row.attached
    ]
    return Drawn.of(lines, grid(keys, 2))


def _legal(row: LegalRow, reader: Reader) -> Markup:
    if row.attached:
        figure = reader.say("legal-attached")
    elif row.limit is not None:
        figure = reader.say("legal-figure", limit=row.limit)
    elif row.working_days is not None:
        figure = reader.say("legal-days", days=str(row.working_days))
    else:
        figure = reader.say("legal-at-once" if row.at_once else "legal-open")
    return dotted(reader, reader.say("legal-row", code=row.code, duty=title(row.duty, NOTE)), figure)


def draw_stakeholders(view: StakeholdersView, reader: Reader) -> Drawn:
    """Those inside and those affected before the public; told, waived, or still to be told."""
    lines = [reader.say("stakeholders-head", number=short_number(view.number), title=title(view.title))]
    shown = view.rows[:_TOLD]
    lines += [_told(index, row, reader) for index, row in enumerate(shown, start=1)]
    first = reader.listed(called(row, reader) for row in view.rows if row.id in view.first)
    lines.append(reader.say("stakeholders-first", names=first) if first else reader.say("stakeholders-ready"))
    lines.append(reader.say("stakeholders-foot"))
    slips = [row for row in shown if row.undo][-_SLIPS:]
    undo = grid(
        [button(reader, Verb.UNDO, row.undo, key="key-undo-tick", name=called(row, reader)) for row in slips], 2
    )
    waiting = [row for row in shown if row.told_at is None and not row.waived][: _ROWS - len(undo)]
    return Drawn.of(lines, (*(_settling(row, reader) for row in waiting), *undo))


def _settling(row: StakeholderRow, reader: Reader) -> tuple[Key, Key]:
    """Two taps to choose from: they were told, or not: a whole circle may have nothing to do with it."""
    who = called(row, reader)
    waive = "key-nottold" if row.name else "key-nottold-circle"
    return button(reader, Verb.TOLD, row.id, name=who), button(reader, Verb.NOT_TOLD, row.id, key=waive, name=who)


def called(row: StakeholderRow, reader: Reader) -> str:
    """Its name, or the circle's."""
    return title(row.name, NAME) or named(reader, "circle", row.circle)


def _told(index: int, row: StakeholderRow, reader: Reader) -> Markup:
    if row.told_at is not None:
        return reader.say("stakeholders-told", name=called(row, reader), by=name(row.told_by), at=row.told_at)
    if row.waived:
        return reader.say("stakeholders-waived", name=called(row, reader), text=title(why_not(row.waived, reader)))
    return reader.say("stakeholders-waiting", index=str(index), name=called(row, reader))
