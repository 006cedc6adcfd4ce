"""The executive's line: one private message with three facts, edited in place."""

from msgspec.structs import replace

from messages.cards.parts import head, public_line
from messages.markup import Drawn
from messages.views import BossLineView, Reader


def draw(view: BossLineView, reader: Reader) -> Drawn:
    """Level, next public deadline, how many overdue; once it is over, the state instead of the deadline."""
    if not view.state.open:
        line = reader.label(view.state)
    elif view.public:
        line = public_line(reader, replace(view.public, blocker=None), capital_first=False)
    else:
        line = reader.plain("boss-no-deadline")
    text = reader.say("boss-line", severity=view.severity, line=line, overdue=view.overdue)
    return Drawn.of([head(reader, view.mark, text)])
