"""What a lock screen shows (T6): it goes through other people's servers, so no allegation, no brand."""

from dataclasses import dataclass

from messages.cards.parts import named, short_number
from messages.views import PageView, Reader, Verb
from messages.words import capital


@dataclass(frozen=True, slots=True)
class Page:
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


def _title(view: PageView, reader: Reader) -> str:
    if view.incidents > 1:
        return reader.plain("page-title-many", severity=view.severity, count=view.incidents)
    if view.round > 1:
        key = "page-title-round" if view.next_exists else "page-title-round-last"
        return reader.plain(key, severity=view.severity, round=view.round, until=view.until)
    if view.role is None:
        return reader.plain("page-title-duty", severity=view.severity)
    return reader.plain("page-title-role", severity=view.severity, role=view.role)


def _body(view: PageView, reader: Reader) -> str:
    kind = capital(named(reader, "type", view.crisis_type.value))
    number = short_number(view.short_number)
    if view.incidents > 1:
        if view.most_urgent_due is None:
            return reader.plain("page-body-many-plain", number=number, type=kind)
        return reader.plain("page-body-many", number=number, type=kind, due=view.most_urgent_due)
    if view.on_alert:
        return reader.plain("page-body-alert", type=kind, until=view.until)
    key = "page-body" if view.next_exists else "page-body-last"
    return reader.plain(key, type=kind, number=number, until=view.until)


def _actions(view: PageView, reader: Reader) -> tuple[tuple[Verb, str], ...]:
    if view.incidents > 1:
        verbs: tuple[Verb, ...] = ()  # which one is meant? the duty page lists them
    elif view.role is None:
        verbs = () if view.on_alert else (Verb.RESPOND, Verb.DECLINE)
    else:
        verbs = (Verb.ROLE_TAKE, Verb.ROLE_CANT)
    acts = tuple((verb, reader.plain(f"key-{verb.value}")) for verb in verbs)
    return (*acts, (Verb.MORE, reader.plain("key-open")))
