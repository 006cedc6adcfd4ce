"""Drawing readiness: red first, each with what to do; green in one line."""

from bot.desk import readiness
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from messages.cards import readiness as cards
from messages.views.readiness import ReadinessView, ReadyLine


async def listed(easel: Easel) -> Errand | None:
    """The page of green and red of this team, as things stand now."""
    if easel.team is None:
        return None
    found = await readiness.looked_at(easel.look, easel.team)
    lines = tuple(ReadyLine(kind=check.kind.value, good=check.good, about=check.about) for check in found)
    return easel.say(cards.draw(ReadinessView(team=easel.team.name, lines=lines, mark=easel.mark()), easel.reader))
