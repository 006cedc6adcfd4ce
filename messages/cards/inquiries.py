"""What journalists ask: one card each, that changes as things go on, and the list of an incident."""

from datetime import timedelta

from markupsafe import Markup

from messages.cards.parts import NOTE, STEP, button, dotted, head, name, offered, short_number, title
from messages.cards.sheets import called
from messages.markup import Drawn, line, rows
from messages.views import Reader, Verb
from messages.views.inquiries import InquiriesView, InquiryView
from storage.vocabulary.inquiries import InquiryState

_QUESTION = 500
_SHOWN = 10


def draw(view: InquiryView, reader: Reader) -> Drawn:
    """Who asks what until when, and who answers; then the answer, or why there is none."""
    lines: list[Markup | None] = [
        head(reader, view.mark, _first(view, reader)),
        _about(view, reader),
        reader.say("inquiry-question", text=line(view.question, _QUESTION)) if view.question else None,
    ]
    if view.state is InquiryState.OPEN:
        lines.append(dotted(reader, _who(view, reader), _basis(view, reader)))
        verbs = [Verb.INQUIRY_DECLINE, Verb.INQUIRY_WITHDRAW]
        if not view.mine:
            verbs.insert(0, Verb.INQUIRY_MINE)
        keys = offered(view.keys, *((verb, button(reader, verb, view.inquiry)) for verb in verbs))
        return Drawn.of(lines, rows(keys))
    if view.reason:
        lines.append(reader.say("inquiry-reason", text=line(view.reason, NOTE)))
    return Drawn.of(lines)


def _first(view: InquiryView, reader: Reader) -> Markup:
    index, outlet = str(view.index), _outlet(view, reader)
    match view.state:
        case InquiryState.OPEN:
            key = "inquiry-overdue" if view.due_at <= reader.now else "inquiry-open"
            return reader.say(key, index=index, outlet=outlet, at=view.due_at)
        case InquiryState.ANSWERED:
            late = max(timedelta(), (view.at or view.due_at) - view.due_at)
            key = "inquiry-answered-late" if late else "inquiry-answered"
            about = {"late": late} if late else {}
            return reader.say(key, index=index, outlet=outlet, by=name(view.by), at=view.at or reader.now, **about)
        case _:
            key = f"inquiry-{view.state.value}"
            return reader.say(key, index=index, outlet=outlet, by=name(view.by), at=view.at or reader.now)


def _outlet(view: InquiryView, reader: Reader) -> str:
    """Erased once its time is over: then it is a journalist."""
    return line(view.outlet, STEP) if view.outlet else reader.plain("inquiry-somebody")


def _about(view: InquiryView, reader: Reader) -> Markup:
    return reader.say("draft-about", number=short_number(view.number), title=title(view.title))


def _who(view: InquiryView, reader: Reader) -> Markup:
    if view.mine:
        return reader.say("inquiry-yours")
    return reader.say("inquiry-owner", person=name(view.owner)) if view.owner else reader.say("inquiry-nobody")


def _basis(view: InquiryView, reader: Reader) -> Markup:
    if not view.current:
        return reader.say("inquiry-no-sheet")
    return reader.say("inquiry-sheet", version=called(str(view.current), view.audience, reader))


def draw_list(view: InquiriesView, reader: Reader) -> Drawn:
    """All of them, those that wait first."""
    waiting = sum(row.state is InquiryState.OPEN for row in view.rows)
    first = head(reader, view.mark, reader.say("inquiries-head", count=waiting, total=len(view.rows)))
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    if not view.rows:
        return Drawn.of([first, about, reader.say("inquiries-none")])
    lines = [_row(row, reader) for row in view.rows[:_SHOWN]]
    rest = len(view.rows) - len(lines)
    return Drawn.of([first, about, *lines, reader.say("inquiries-more", count=rest) if rest else None])


def _row(row: InquiryView, reader: Reader) -> Markup:
    said = reader.say(
        "inquiry-row", index=str(row.index), outlet=_outlet(row, reader), text=title(row.question, STEP)
    )
    if row.state is InquiryState.OPEN:
        key = "inquiry-row-overdue" if row.due_at <= reader.now else "inquiry-row-due"
        return dotted(reader, said, name(row.owner), reader.say(key, at=row.due_at))
    return dotted(reader, said, reader.label(row.state), name(row.by))
