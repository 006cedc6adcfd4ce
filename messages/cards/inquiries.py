"""What journalists ask: one card each, that changes as things go on, and the list of an incident."""

from markupsafe import Markup

from messages.cards.checking import copy_key
from messages.cards.parts import GAP, NOTE, STEP, button, dotted, head, name, offered, short_number, title
from messages.cards.sheets import called
from messages.cards.statements import exact
from messages.markup import Drawn, Key, Keys, grid, line, rows
from messages.views import Reader, Verb
from messages.views.inquiries import InquiriesView, InquiryLinesView, InquiryView, LineView
from storage.vocabulary.inquiries import InquiryState

_QUESTION = 500
_LINE = 400
_NONE = (Verb.INQUIRY_DECLINE, Verb.INQUIRY_WITHDRAW)
_SHOWN = 10
_BUTTONS = 4


def draw(view: InquiryView, reader: Reader) -> Drawn:
    """Who asks what until when, and who answers; then the answer, or why there is none."""
    lines: list[Markup | None] = [
        head(reader, view.mark, _first(view, reader)),
        _about(view, reader),
        reader.say("inquiry-question", text=line(view.question, _QUESTION)) if view.question else None,
    ]
    if view.state is InquiryState.OPEN:
        lines.append(dotted(reader, _who(view, reader), _basis(view, reader)))
        verbs = [Verb.INQUIRY_ANSWER] if view.mine else [Verb.INQUIRY_ANSWER, Verb.INQUIRY_MINE]
        return Drawn.of(lines, rows(_keys(view, reader, *verbs), _keys(view, reader, *_NONE)))
    if view.state is InquiryState.ANSWERED:
        return Drawn.of([*lines, *_answer(view, reader)], _answered_keys(view, reader))
    if view.reason:
        lines.append(reader.say("inquiry-reason", text=line(view.reason, NOTE)))
    return Drawn.of(lines)


def _keys(view: InquiryView, reader: Reader, *verbs: Verb) -> list[Key]:
    return offered(view.keys, *((verb, button(reader, verb, view.inquiry)) for verb in verbs))


def _answer(view: InquiryView, reader: Reader) -> list[Markup | None]:
    """From where it was taken with its seal, what is to be looked at again, and the exact words."""
    if view.taken_from:
        version = called(str(view.taken_from), view.audience, reader)
        taken = reader.say("inquiry-taken", version=version, hash=view.sha256[:12])
    else:
        taken = reader.say("inquiry-taken-standing", hash=view.sha256[:12])
    return [taken, _review(view, reader), reader.say("rule"), exact(view.answer), reader.say("rule")]


def _review(view: InquiryView, reader: Reader) -> Markup | None:
    if not view.review:
        return None
    if view.review == "none":
        return reader.say("inquiry-review-gone")
    key = "inquiry-review-sheet" if view.review.startswith("v") else "inquiry-review-fact"
    return reader.say(key, what=view.review)


def _answered_keys(view: InquiryView, reader: Reader) -> Keys:
    return rows([copy_key(reader, view.answer)], _keys(view, reader, Verb.INQUIRY_SEEN, Verb.INQUIRY_ANSWER))


def _first(view: InquiryView, reader: Reader) -> Markup:
    index, outlet = str(view.index), _outlet(view, reader)
    match view.state:
        case InquiryState.OPEN:
            key = "inquiry-overdue" if view.due_at <= reader.now else "inquiry-open"
            return reader.say(key, index=index, outlet=outlet, at=view.due_at)
        case InquiryState.ANSWERED:
            about = {"index": index, "outlet": outlet, "by": name(view.by)}
            at = view.at or reader.now
            if view.late:
                return reader.say("inquiry-answered-late", **about, at=at, late=view.late)
            return reader.say("inquiry-answered", **about, at=at)
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


def draw_lines(view: InquiryLinesView, reader: Reader) -> Drawn:
    """What may be said to this journalist now: a line is taken with a tap, own words come as a reply."""
    outlet = line(view.outlet, STEP)
    lines: list[Markup | None] = [
        head(reader, view.mark, reader.say("inquiry-lines-head", index=str(view.index), outlet=outlet)),
        reader.say("draft-about", number=short_number(view.number), title=title(view.title)),
        reader.say("inquiry-question", text=line(view.question, _QUESTION)) if view.question else None,
    ]
    if not view.lines and not view.version:
        write = button(reader, Verb.SHEET_WRITE, view.incident)
        return Drawn.of([*lines, reader.say("inquiry-lines-none")], rows([write]))
    if view.version:
        version = called(str(view.version), view.audience, reader)
        lines.append(reader.say("inquiry-lines-sheet", version=version))
    else:
        lines.append(reader.say("inquiry-lines-standing"))
    lines.append(reader.say("sheet-review", facts=view.review) if view.review else None)
    for index, one in enumerate(view.lines, start=1):
        lines += [_named(index, one, reader), exact(line(one.text, _LINE))]
    lines.append(reader.say("inquiries-more", count=view.more) if view.more else None)
    lines += [GAP, reader.say("inquiry-lines-how" if view.version else "inquiry-lines-how-standing")]
    keys = [
        button(reader, Verb.INQUIRY_LINE, view.inquiry, one.line, index=str(index))
        for index, one in enumerate(view.lines, start=1)
        if not one.over
    ]
    return Drawn.of(lines, grid(keys, 3))


def _named(index: int, one: LineView, reader: Reader) -> Markup:
    over = reader.say("sheet-line-over", time=one.over) if one.over else None
    return dotted(reader, reader.say("inquiry-line", index=str(index), what=title(one.what)), over)


def draw_list(view: InquiriesView, reader: Reader) -> Drawn:
    """All of them, those that wait first."""
    waiting = sum(row.state is InquiryState.OPEN for row in view.rows)
    first = head(reader, view.mark, reader.say("inquiries-head", count=waiting, total=len(view.rows)))
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    if not view.rows:
        return Drawn.of([first, about, reader.say("inquiries-none")])
    lines = [_row(row, reader) for row in view.rows[:_SHOWN]]
    rest = len(view.rows) - len(lines)
    keys = [
        button(reader, Verb.INQUIRY_ANSWER, row.inquiry, key="key-medans-index", index=str(row.index))
        for row in view.rows
        if Verb.INQUIRY_ANSWER in row.keys and row.state is InquiryState.OPEN
    ]
    more = reader.say("inquiries-more", count=rest) if rest else None
    return Drawn.of([first, about, *lines, more], grid(keys[:_BUTTONS], 2))


def _row(row: InquiryView, reader: Reader) -> Markup:
    said = reader.say(
        "inquiry-row", index=str(row.index), outlet=_outlet(row, reader), text=title(row.question, STEP)
    )
    if row.state is InquiryState.OPEN:
        key = "inquiry-row-overdue" if row.due_at <= reader.now else "inquiry-row-due"
        return dotted(reader, said, name(row.owner), reader.say(key, at=row.due_at))
    return dotted(reader, said, reader.label(row.state), name(row.by))
