"""A decision: question, choice, why, who and when. It is never edited, only superseded."""

from messages.cards.parts import NOTE, dotted, name, title
from messages.markup import Drawn
from messages.views import DecisionView, Reader


def draw(view: DecisionView, reader: Reader) -> Drawn:
    """As it was decided; when it no longer holds, the last line says so."""
    superseded = None
    if view.superseded_at:
        superseded = reader.say("decision-superseded", by=name(view.superseded_by), at=view.superseded_at)
    by = reader.plain("by-at", by=name(view.by), at=view.at)
    return Drawn.of(
        [
            dotted(reader, reader.say("decision-head", number=view.number), by),
            reader.say("decision-question", text=title(view.question, NOTE)),
            reader.say("decision-choice", text=title(view.choice, NOTE)),
            reader.say("decision-why", text=title(view.why, NOTE)) if view.why else None,
            superseded,
        ]
    )
