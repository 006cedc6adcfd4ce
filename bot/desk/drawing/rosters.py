"""Drawing the roster: me, now, the next week; and its calendar file."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk import policies, rosters
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand, Say
from bot.ids import PersonId
from bot.rules import duty
from bot.rules.duty import Shift
from messages.cards import rosters as cards
from messages.markup import Drawn
from messages.views.rosters import DayLine, RoleLine, RosterView, ShiftLine
from storage.vocabulary.roles import RoleKind

DAYS = 7
#: A calendar file reaches further than a message: people plan a month.
FILE_DAYS = 31

_ROLES = (
    RoleKind.COMMANDER,
    RoleKind.COMMUNICATIONS_LEAD,
    RoleKind.LEGAL,
    RoleKind.SERVICE_LEAD,
    RoleKind.ACCOUNT_OPERATOR,
    RoleKind.BUSINESS_OWNER,
)


async def roster(easel: Easel) -> Errand | None:
    """Who is on duty now, when the reader is, who could be woken for each role, the next week and its gaps."""
    if easel.team is None:
        return None
    look, team = easel.look, easel.team
    zone = ZoneInfo(team.timezone)
    until = look.now + timedelta(days=DAYS)
    shifts = await rosters.pieces(look, team, look.now, until)
    members = await look.people.members(team.id)
    people = await look.people.by_ids([member.person_id for member in members])
    called = {person: row.name for person, row in people.items()}
    me = easel.parcel.subject_id
    own = await look.rosters.leaves([PersonId(me)], look.now, until) if me else []
    now = await rosters.on_duty(look, team.id)
    days, known = _days(easel, shifts, called, zone)
    view = RosterView(
        team=team.name,
        now=tuple(person.name for person in now),
        mine=tuple(_line(shift, called) for shift in shifts or () if shift.person == me),
        away_until=own[0].ends_at if own and own[0].begins_at <= look.now else None,
        roles=tuple([RoleLine(role=role, people=await _can_come(easel, role)) for role in _ROLES]),
        days=days,
        gaps=duty.gaps(shifts, look.now, until) if shifts is not None else (),
        rotations=tuple(row.name for row in await look.rosters.rotations(team.id)),
        calendar_unknown=not known,
        mark=easel.mark(),
    )
    return easel.say(cards.draw(view, easel.reader))


async def _can_come(easel: Easel, role: RoleKind) -> tuple[str, ...]:
    return tuple(person.name for person in await rosters.holders(easel.look, easel.team_id, role))


def _line(shift: Shift, called: dict[PersonId, str]) -> ShiftLine:
    return ShiftLine(
        person=called.get(PersonId(shift.person), ""),
        begins=shift.begins,
        ends=shift.ends,
        rotation=shift.turns,
        exchanged=shift.exchanged,
    )


def _days(
    easel: Easel, shifts: tuple[Shift, ...] | None, called: dict[PersonId, str], zone: ZoneInfo
) -> tuple[tuple[DayLine, ...], bool]:
    """The next seven days with the shifts that begin, or go on, in each; and whether all their years are known."""
    if shifts is None:
        return (), True
    calendar = policies.work_calendar(zone)
    first = easel.look.now.astimezone(zone).date()
    days: list[DayLine] = []
    known = True
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        works, sure = calendar.workday(day)
        known = known and sure
        dawn = datetime.combine(day, time(0), zone)
        mine = [s for s in shifts if s.begins.astimezone(zone).date() == day or (day == first and s.begins < dawn)]
        days.append(DayLine(day=day, shifts=tuple(_line(shift, called) for shift in mine), free=not works))
    return tuple(days), known


async def calendar(easel: Easel) -> Errand | None:
    """The shifts of the next month as a file that any calendar reads."""
    if easel.team is None:
        return None
    look = easel.look
    shifts = await rosters.pieces(look, easel.team, look.now, look.now + timedelta(days=FILE_DAYS))
    called = await easel.called([PersonId(shift.person) for shift in shifts or ()])
    lines = tuple(
        ShiftLine(
            person=called.get(PersonId(shift.person), ""),
            begins=shift.begins,
            ends=shift.ends,
            rotation=shift.turns,
        )
        for shift in shifts or ()
    )
    if not lines:
        return easel.say(Drawn.of([easel.reader.say("roster-none")]))
    document = cards.calendar(lines, easel.team.name, look.now, easel.reader)
    return Say(Drawn.of([easel.reader.say("roster-file", count=len(lines))], document=document), silent=True)
