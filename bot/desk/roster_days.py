"""The roster as cards and paper show it: the next days, and who could be woken for each role."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk import policies, rosters
from bot.ids import PersonId, TeamId
from bot.rules.duty import Shift
from messages.views.rosters import DayLine, RoleLine, ShiftLine
from storage.unit_of_work import Reader
from storage.vocabulary.roles import RoleKind

DAYS = 7

_ROLES = (
    RoleKind.COMMANDER,
    RoleKind.COMMUNICATIONS_LEAD,
    RoleKind.LEGAL,
    RoleKind.SERVICE_LEAD,
    RoleKind.ACCOUNT_OPERATOR,
    RoleKind.BUSINESS_OWNER,
)


async def roles(look: Reader, team: TeamId) -> tuple[RoleLine, ...]:
    """Who could be woken for each role, in the order they are asked."""
    return tuple(
        [
            RoleLine(role=role, people=tuple(p.name for p in await rosters.holders(look, team, role)))
            for role in _ROLES
        ]
    )


def line(shift: Shift, called: Mapping[PersonId | None, str]) -> ShiftLine:
    """A shift with its person's name."""
    return ShiftLine(
        person=called.get(PersonId(shift.person), ""),
        begins=shift.begins,
        ends=shift.ends,
        rotation=shift.turns,
        exchanged=shift.exchanged,
    )


def days(
    now: datetime, shifts: Sequence[Shift] | None, called: Mapping[PersonId | None, str], zone: ZoneInfo
) -> tuple[tuple[DayLine, ...], bool]:
    """The next seven days with the shifts that begin, or go on, in each; and whether all their years are known."""
    if shifts is None:
        return (), True
    calendar = policies.work_calendar(zone)
    first = now.astimezone(zone).date()
    found: list[DayLine] = []
    known = True
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        works, sure = calendar.workday(day)
        known = known and sure
        dawn = datetime.combine(day, time(0), zone)
        mine = [s for s in shifts if s.begins.astimezone(zone).date() == day or (day == first and s.begins < dawn)]
        found.append(DayLine(day=day, shifts=tuple(line(shift, called) for shift in mine), free=not works))
    return tuple(found), known
