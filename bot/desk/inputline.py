"""The check while somebody types: under the incident he acted in last, and under the others that are open.

Looks only; nothing is kept of what somebody only thought of sending.
"""

from collections.abc import Sequence

from msgspec import Struct

from bot.desk import judging, voice
from bot.desk.desk import Desk
from bot.desk.judging import Judged
from bot.desk.people import Actor, may_know
from bot.ids import IncidentId
from messages.screening import fresh_lines

_OTHERS = 3


class Lines(Struct, frozen=True):
    """What may be said now: the lines, the version they are of, the incident's number."""

    lines: tuple[str, ...]
    version: str
    number: str


async def typed(desk: Desk, actor: Actor, sentence: str) -> Sequence[Judged]:
    """The sentence under the person's own incident, then under the other open ones; without any, under the
    standing lines.

    Raises:
        TextTooLong.
    """
    wanted: list[IncidentId | None] = list(await _incidents(desk, actor)) or [None]
    return [await judging.judge(desk, actor.team, sentence, incident) for incident in wanted]


async def sayable(desk: Desk, actor: Actor) -> Lines:
    """The lines of the person's own incident, or the team's standing ones."""
    incidents = await _incidents(desk, actor)
    async with desk.reading() as look:
        incident = await look.incidents.find(incidents[0]) if incidents else None
        now = look.now.astimezone(actor.zone)
        view = await voice.sheet_view(look, incident, actor.team, "", now)
    return Lines(tuple(fresh_lines(view, now)), view.version, incident.number if incident else "")


async def _incidents(desk: Desk, actor: Actor) -> Sequence[IncidentId]:
    async with desk.reading() as look:
        mine = await judging.current_incident(look, actor.team, actor.person)
        if mine is None:
            return ()
        open_ones = [one for one in await look.incidents.open(actor.team) if one.id != mine.id]
        others = [one.id for one in open_ones if await may_know(look, one, actor.person)]
    return (mine.id, *others[:_OTHERS])
