"""Looking back: the recap card (T12), where an incident stands right now, its timeline."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.ids import IncidentId
from messages.cards.incidents import seat_lines, title_line
from messages.cards.parts import (
    GAP,
    NOTE,
    button,
    dotted,
    entry_line,
    head,
    link,
    offered,
    person_in_charge,
    public_line,
    role,
    short_number,
    step_lines,
    title,
)
from messages.markup import Drawn, Key, Keys, rows
from messages.views import BoxLine, Late, Reader, RecapCardView, RecapTextView, Span, TimelineView, Verb
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

_LATEST = 4
_ENTRIES = 14
_BOXES = 3


def draw(view: RecapCardView, reader: Reader) -> Drawn:
    """The incident in nine lines: how fast, what was late, what went out. What does not exist is not shown."""
    first = reader.say("recap-head", severity=view.severity, title=title(view.title), number=view.number)
    lines = [
        head(reader, view.mark, first),
        reader.say("recap-span-over", seen=view.first_seen_at, end=view.stood_down_at)
        if view.stood_down_at
        else reader.say("recap-span-open", seen=view.first_seen_at),
        dotted(reader, *(_span(span, reader) for span in view.spans)) or None,
        _deadlines(view, reader),
        _out(view, reader),
        _stopped(view, reader),
        _boxes(view.boxes, reader),
        reader.say("recap-well", text=title(view.went_well, NOTE)) if view.went_well else None,
        _improve(view, reader),
    ]
    return Drawn.of(lines, _keys(view, reader))


def _span(span: Span, reader: Reader) -> Markup:
    if span.kind is ClockKind.RESPONSE:
        what = reader.say("recap-took-response", took=span.took)
    else:
        what = reader.say("recap-took", clock=reader.label(span.kind), took=span.took)
    if span.limit is None:
        return what
    hour = timedelta(hours=1)
    # 53 分(时限 60): the unit is said once while both are minutes.
    in_minutes = timedelta(minutes=1) <= span.took < hour and span.limit <= 2 * hour
    limit = str(int(span.limit.total_seconds() // 60)) if in_minutes else reader.duration(span.limit)
    return reader.say("recap-took-limit", what=what, limit=limit)


def _deadlines(view: RecapCardView, reader: Reader) -> Markup | None:
    if not view.deadlines:
        return None
    late = reader.say("recap-late-none")
    if view.late:
        names = reader.listed(_late(one, reader) for one in view.late[:3])
        late = reader.say("recap-late", count=len(view.late), names=names)
    return dotted(
        reader,
        reader.say("recap-deadlines", met=view.on_time, total=view.deadlines),
        late,
        reader.say("recap-waived", count=view.waived) if view.waived else None,
    )


def _late(late: Late, reader: Reader) -> str:
    if late.role:
        return reader.plain("recap-late-role", role=reader.label(late.role), late=late.by)
    return reader.plain("recap-late-clock", clock=reader.label(late.kind), late=late.by)


def _out(view: RecapCardView, reader: Reader) -> Markup | None:
    if view.out is None:
        return None
    deviations = None
    if view.deviations:
        key = "recap-deviations"
        if view.deviations_corrected == view.deviations:
            key = "recap-deviations-corrected"
        elif view.deviations_corrected:
            key = "recap-deviations-part"
        deviations = reader.say(key, count=view.deviations, corrected=view.deviations_corrected)
    return dotted(reader, reader.say("recap-out", count=view.out, proofs=view.proofs), deviations)


def _stopped(view: RecapCardView, reader: Reader) -> Markup | None:
    stopped = reader.say("recap-stopped", count=view.stopped) if view.stopped is not None else None
    promises = None
    if view.promises is not None:
        promises = reader.say("recap-promises", count=view.promises, kept=view.promises_kept)
    media = None
    if view.inquiries:
        media = reader.say("recap-inquiries", count=view.inquiries, met=view.inquiries_on_time)
    return dotted(reader, stopped, promises, media) or None


def _boxes(boxes: Sequence[BoxLine], reader: Reader) -> Markup | None:
    """证据 2/3 已存(再补一张带时间的录屏) · 首次回应证据 1/2"""
    if not boxes:
        return None
    first, *answers = boxes
    missing = first.missing.value if first.missing else "none"
    return dotted(
        reader,
        reader.say("answer-evidence-kept", kept=first.kept, total=first.wanted, missing=missing),
        *(
            reader.say("box-answer", stage=reader.label(one.stage), kept=one.kept, total=one.wanted)
            for one in answers[:_BOXES]
            if one.stage
        ),
    )


def _keep(boxes: Sequence[BoxLine], incident: IncidentId, reader: Reader) -> Key | None:
    """Leads to what the first box lacks."""
    lacking = next((one for one in boxes if one.missing), None)
    return button(reader, Verb.KEEP, incident, *filter(None, [lacking.publication])) if lacking else None


def _improve(view: RecapCardView, reader: Reader) -> Markup | None:
    if view.improvements is None:
        return None
    if view.next_improvement is None:
        return reader.say("recap-improve", count=view.improvements)
    return reader.say("recap-improve-due", count=view.improvements, day=view.next_improvement)


def _keys(view: RecapCardView, reader: Reader) -> Keys:
    full = link(reader, "key-full", view.full_url)
    if full is None and Verb.RECAP_FULL in view.keys:
        full = button(reader, Verb.RECAP_FULL, view.incident)
    files = offered(view.keys, (Verb.RECAP_PDF, button(reader, Verb.RECAP_PDF, view.incident)))
    if files and view.severity.at_least(Severity.S2):  # S3 and S4 are one page anyway
        files = [button(reader, Verb.RECAP_PDF, view.incident, "page", key="key-pdf-page"), *files]
    further = offered(
        view.keys,
        (Verb.REVIEW, button(reader, Verb.REVIEW, view.incident)),
        (Verb.ACTIONS, button(reader, Verb.ACTIONS, view.incident, count=view.improvements or 0)),
    )
    return rows([full, *files], [*further, _keep(view.boxes, view.incident, reader)])


def draw_text(view: RecapTextView, reader: Reader) -> Drawn:
    """For somebody who comes in now: state, who leads, what is due, what comes next, the latest entries."""
    about = dotted(
        reader,
        view.number,
        reader.label(view.crisis_type),
        reader.label(view.state),
        reader.say("incident-seen", seen=view.first_seen_at, opened=view.opened_at),
    )
    leads = person_in_charge(reader, view.commander, view.acting)
    empty = reader.listed(role(reader, kind) for kind in view.empty_roles)
    crew = dotted(
        reader,
        reader.say("recap-now-commander", person=leads) if leads else None,
        reader.say("recap-now-empty", roles=empty) if empty else None,
        reader.say("recap-now-overdue", count=view.overdue) if view.overdue else None,
    )
    others = [seat for seat in view.seats if seat.kind is not RoleKind.COMMANDER]
    seats = seat_lines(others, reader) if others else []
    news = reader.say("recap-now-latest")
    if view.since:
        news = reader.say("recap-now-since", at=view.since, count=view.changed)
    steps = step_lines(reader, view.steps[:3])
    latest = [entry_line(reader, entry) for entry in view.latest[-_LATEST:]]
    return Drawn.of(
        [
            head(reader, view.mark, title_line(view.number, view.severity, view.title, reader)),
            about,
            crew or None,
            *seats,
            reader.say("recap-now-recurred", text=view.recurred) if view.recurred else None,
            reader.say("recap-now-said", count=view.said) if view.said else None,
            _boxes(view.boxes, reader),
            *(reader.say("incident-public", line=public_line(reader, public)) for public in view.public[:2]),
            *([GAP, reader.say("incident-next"), *steps] if steps else []),
            *([GAP, news, *latest] if latest or view.since else []),
        ],
        rows([*_looking(view, reader), _keep(view.boxes, view.incident, reader)]),
    )


def _looking(view: RecapTextView | TimelineView, reader: Reader) -> list[Key]:
    return offered(
        view.keys,
        (Verb.TIMELINE, button(reader, Verb.TIMELINE, view.incident)),
        (Verb.RECAP_FULL, button(reader, Verb.RECAP_FULL, view.incident)),
    )


def draw_timeline(view: TimelineView, reader: Reader) -> Drawn:
    """The latest entries, oldest of them first; how many there are in all."""
    shown = view.entries[-_ENTRIES:]
    part = None
    if view.total > len(shown):
        part = reader.say("timeline-part", shown=len(shown), total=view.total)
    return Drawn.of(
        [
            dotted(
                reader,
                reader.say("timeline-head", number=short_number(view.number), title=title(view.title, 30)),
                part,
            ),
            *(entry_line(reader, entry, numbered=True) for entry in shown),
            None if shown else reader.say("timeline-none"),
        ],
        rows(_looking(view, reader)),
    )
