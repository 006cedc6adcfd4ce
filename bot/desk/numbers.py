"""Which incident an operator means: by its number, in any team or in the one he names."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlmodel import col, select

from bot.desk.sources import team_called
from bot.errors import DeskError
from bot.ids import IncidentId, TeamId
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import Reader

_NUMBER: Final = re.compile(r"#?(?:(?P<kind>[A-Za-z]{3})-(?P<year>[0-9]{4})-)?(?P<count>[0-9]{1,9})")


class NumberUnknown(DeskError):
    """No incident has this number (`number`)."""

    key = "cli-recap-unknown"


class NumberAmbiguous(DeskError):
    """Several teams have an incident of this number (`number`); `teams` lists them."""

    key = "cli-recap-ambiguous"


class Numbered(NamedTuple):
    """An incident and the team it belongs to."""

    incident: IncidentId
    number: str
    team: Team


async def find(look: Reader, number: str, team: str | None = None) -> Numbered:
    """The incident people mean by `INC-2026-0007`, `0007` or `7`; without a year the newest of that number.

    Raises:
        NumberUnknown, NumberAmbiguous, TeamUnknown.
    """
    within = await team_called(look, team) if team is not None else None
    newest: dict[TeamId, Incident] = {}
    for incident in await _numbered(look, number):
        if within is None or incident.team_id == within.id:
            newest[incident.team_id] = incident
    if not newest:
        raise NumberUnknown(number=number)
    teams = {one.id: one for one in await look.teams.all()}
    if len(newest) > 1:
        names = ", ".join(one.name for one in teams.values() if one.id in newest)
        raise NumberAmbiguous(number=number, teams=names)
    (found,) = newest.values()
    return Numbered(found.id, found.number, teams[found.team_id])


async def _numbered(look: Reader, number: str) -> Sequence[Incident]:
    """Incidents this number may mean, the oldest first."""
    said = _NUMBER.fullmatch(number.strip())
    if said is None:
        return []
    count = f"{int(said['count']):04}"
    whole = f"{said['kind'].upper()}-{said['year']}-{count}" if said["kind"] else f"___-____-{count}"
    query = select(Incident).where(col(Incident.number).like(whole)).order_by(col(Incident.id))
    return (await look.session.exec(query)).all()
