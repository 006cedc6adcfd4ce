"""The call to the person on duty (T4b): private, beside the phone that rings."""

from markupsafe import Markup

from messages.cards.incidents import title_line
from messages.cards.parts import button, dot, dotted, head, link, name, offered, title
from messages.markup import Drawn, Keys, escape, rows
from messages.views import DutyCallView, Reader, Stage, Verb


def draw(view: DutyCallView, reader: Reader) -> Drawn:
    """Who is called, for what, until when, and who is next; edited once somebody has it or it passed on."""
    if view.stage is not Stage.OPEN:
        return _after(view, reader)
    first = reader.say(
        "duty-head" if view.round <= 1 else "duty-head-round",
        dot=dot(reader, view.severity),
        severity=view.severity,
        round=view.round,
    )
    lines = [
        head(reader, view.mark, first),
        dotted(reader, title(view.title), view.number),
        _deadline(view, reader),
    ]
    return Drawn.of(lines, _keys(view, reader))


def _deadline(view: DutyCallView, reader: Reader) -> Markup:
    if view.opens_by_itself:
        return reader.say("duty-opens", until=view.until)
    if view.late:
        return reader.say("duty-late", until=view.until)
    if view.next_person:
        return reader.say("duty-next", until=view.until, person=name(view.next_person))
    if view.next_team:
        return reader.say("duty-next-team", until=view.until)
    key = "duty-last" if view.last else "duty-next-unnamed"
    return reader.say(key, until=view.until)


def _after(view: DutyCallView, reader: Reader) -> Drawn:
    by, at = name(view.by), view.at or reader.now
    match view.stage:
        case Stage.TAKEN if view.mine:
            outcome = reader.say("duty-mine", at=at)
        case Stage.TAKEN:
            outcome = reader.say("duty-taken", by=by)
        case Stage.ENDED:
            outcome = reader.say("duty-ended")
        case _:
            outcome = reader.say("duty-passed", by=by, at=at) if by else reader.say("duty-passed-alone", at=at)
    heading = head(reader, view.mark, title_line(view.number, view.severity, view.title, reader))
    about = escape(view.number) if view.number else None
    topic = link(reader, "key-topic", view.topic_url) if view.mine else None
    return Drawn.of([heading, about, outcome], rows([topic]))


def _keys(view: DutyCallView, reader: Reader) -> Keys:
    topic = link(reader, "key-topic", view.topic_url)
    page = link(reader, "key-duty-page", view.page_url)
    if view.alert is not None:
        choose = offered(
            view.keys,
            (Verb.ALERT_OPEN, button(reader, Verb.ALERT_OPEN, view.alert)),
            (Verb.ALERT_WATCH, button(reader, Verb.ALERT_WATCH, view.alert)),
        )
        dismiss = offered(view.keys, (Verb.ALERT_DISMISS, button(reader, Verb.ALERT_DISMISS, view.alert)))
        return rows(choose, [*dismiss, topic or page])
    subject = view.incident or ""
    respond = offered(
        view.keys,
        (Verb.RESPOND, button(reader, Verb.RESPOND, subject)),
        (Verb.DECLINE, button(reader, Verb.DECLINE, subject)),
    )
    return rows(respond, [topic, page])
