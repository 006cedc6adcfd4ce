"""The doctor's word in a group: everything there, or what to mend and where; one message, edited."""

from messages.cards.parts import head
from messages.markup import Drawn, Key, grid
from messages.views import Reader, SetupView


def draw(view: SetupView, reader: Reader) -> Drawn:
    """Ready, or one line for each thing that lacks; and the button by which everybody becomes reachable."""
    if view.lacks:
        first = reader.say("setup-lacks", count=len(view.lacks), team=view.team)
        lines = [head(reader, view.mark, first), *(reader.say(f"setup-lacks-{lack}") for lack in view.lacks)]
    else:
        lines = [head(reader, view.mark, reader.say("setup-ready", team=view.team))]
    lines.append(reader.say("setup-reach"))
    reach = Key(reader.plain("key-reach"), url=view.start_url) if view.start_url else None
    return Drawn.of(lines, grid([reach], 1))
