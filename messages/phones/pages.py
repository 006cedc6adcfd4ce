"""What a lock screen shows (T6): it goes through other people's servers, so no allegation, no brand."""

from msgspec import Struct

from messages.cards.parts import named, short_number
from messages.views import PageView, Reader, RingStoppedView, RingTestView, Verb
from messages.words import capital


class Page(Struct, frozen=True):
    """Title and body without markup, and the actions a phone may offer: (verb, label)."""

    title: str
    body: str
    actions: tuple[tuple[Verb, str], ...]


def draw(view: PageView, reader: Reader) -> Page:
    """Level, what the reader is needed for, a kind of crisis and a number, until when."""
    title = _title(view, reader)
    return Page(
        reader.plain("mark-drill", head=title) if view.mark.drill else title,
        _body(view, reader),
        _actions(view, reader),
    )


def trial(view: RingTestView, reader: Reader) -> Page:
    """A phone is tried out; whether it rang is answered in the chat."""
    title = reader.plain("page-test-title")
    if view.mark.drill:
        title = reader.plain("mark-drill", head=title)
    return Page(title, reader.plain("page-test-body"), ())


def stopped(view: RingStoppedView, reader: Reader) -> Page:
    """Takes the place of a page, without a sound."""
    title = reader.plain("page-over-title", severity=view.severity)
    if not view.taken:
        return Page(title, reader.plain("page-over"), ())
    return Page(title, reader.plain("page-taken", by=view.by or None), ())


def _title(view: PageView, reader: Reader) -> str:
    if view.incidents > 1:
        return reader.plain("page-title-many", severity=view.severity, count=view.incidents)
    if view.approval:
        return reader.plain("page-title-approval", severity=view.severity)
    if view.round > 1:
        key = "page-title-round" if view.next_exists else "page-title-round-last"
        return reader.plain(key, severity=view.severity, round=view.round, until=view.until)
    if view.role is None:
        return reader.plain("page-title-duty", severity=view.severity)
    return reader.plain("page-title-role", severity=view.severity, role=view.role)


def _body(view: PageView, reader: Reader) -> str:
    hidden = reader.plain("page-kind-restricted") if view.restricted else ""
    kind = hidden or capital(named(reader, "type", view.crisis_type.value))
    number = short_number(view.short_number)
    if view.incidents > 1:
        if view.most_urgent_due is None:
            return reader.plain("page-body-many-plain", number=number, type=kind)
        return reader.plain("page-body-many", number=number, type=kind, due=view.most_urgent_due)
    if view.on_alert:
        return reader.plain("page-body-alert", type=kind, until=view.until)
    if view.approval:
        return reader.plain("page-body-approval", type=kind, number=number, until=view.until)
    key = "page-body" if view.next_exists else "page-body-last"
    return reader.plain(key, type=kind, number=number, until=view.until)


def _actions(view: PageView, reader: Reader) -> tuple[tuple[Verb, str], ...]:
    if view.incidents > 1 or view.approval:
        # Which one is meant? The duty page lists them. An approval needs the exact text before one's eyes (T6).
        verbs: tuple[Verb, ...] = ()
    elif view.role is None:
        verbs = () if view.on_alert else (Verb.RESPOND, Verb.DECLINE)
    else:
        verbs = (Verb.ROLE_TAKE, Verb.ROLE_CANT)
    acts = tuple((verb, reader.plain(f"key-{verb.value}")) for verb in verbs)
    return (*acts, (Verb.MORE, reader.plain("key-open")))
