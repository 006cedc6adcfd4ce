"""Who may speak for the brand, and the look back at an emergency release."""

from collections.abc import Sequence

from messages.cards.parts import NOTE, button, head, name, short_number, title
from messages.cards.statements import exact
from messages.markup import Drawn, line, rows
from messages.views import Reader, Verb
from messages.views.speakers import CertificateRow, EmergencyReviewView

_MOST = 20


def draw_certificates(certificates: Sequence[CertificateRow], reader: Reader) -> Drawn:
    """Who, where, what they were trained in, until when; and how to write one."""
    if not certificates:
        return Drawn.of([reader.say("certificates-none")])
    lines = [
        reader.say(
            "certificate-over" if row.over else "certificate-row",
            name=name(row.person),
            channels=reader.listed(reader.label(channel) for channel in row.channels),
            text=line(row.what, NOTE),
            day=reader.day(row.until.astimezone(reader.zone).date()),
        )
        for row in certificates[:_MOST]
    ]
    return Drawn.of([reader.say("certificates-head"), *lines, reader.say("certificates-how")])


def draw_review(view: EmergencyReviewView, reader: Reader) -> Drawn:
    """The words that went out, who wrote and who approved them; then who looked and what came of it."""
    about = reader.say(
        "emergency-about", stage=view.stage, version=str(view.version), number=short_number(view.number)
    )
    if view.done_by:
        key = "look-back-good" if view.good else "look-back-correct"
        done = reader.say(key, name=name(view.done_by), at=view.done_at or "")
        return Drawn.of([head(reader, view.mark, done, title(view.title)), about])
    first = reader.say("look-back-overdue" if view.overdue else "look-back-head", due=view.due_at)
    lines = [
        head(reader, view.mark, first, title(view.title)),
        about,
        reader.say(
            "look-back-by", name=name(view.author), names=reader.listed(name(one) for one in view.approved_by)
        ),
        reader.say("rule"),
        exact(view.text),
        reader.say("rule"),
    ]
    verbs = (Verb.REVIEW_GOOD, Verb.REVIEW_CORRECT)
    return Drawn.of(lines, rows([button(reader, verb, view.clock) for verb in verbs if verb in view.keys]))
