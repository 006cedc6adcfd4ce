"""Drawing the roster: me, now, the next week; and its calendar file."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk import roster_days, rosters
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand, Say
from bot.ids import PersonId
from bot.rules import duty
from messages.cards import rosters as cards
from messages.markup import Drawn
from messages.views.rosters import RosterView

#: A calendar file reaches further than a message: people plan a month.
FILE_DAYS = 31


async def roster(easel: Easel) -> Errand | None:
    """Who is on duty now, when the reader is, who could be woken for each role, the next week and its gaps."""
    if easel.team is None:
        return None
    look, team = easel.look, easel.team
    zone = ZoneInfo(team.timezone)
    until = look.now + timedelta(days=roster_days.DAYS)
    shifts = await rosters.pieces(look, team, look.now, until)
    members = await look.people.members(team.id)
    people = await look.people.by_ids([member.person_id for member in members])
    called: dict[PersonId | None, str] = {person: row.name for person, row in people.items()}
    me = easel.parcel.subject_id
    own = await look.rosters.leaves([PersonId(me)], look.now, until) if me else []
    now = await rosters.on_duty(look, team.id)
    days, known = roster_days.days(look.now, shifts, called, zone)
    view = RosterView(
        team=team.name,
        now=tuple(person.name for person in now),
        mine=tuple(roster_days.line(shift, called) for shift in shifts or () if shift.person == me),
        away_until=own[0].ends_at if own and own[0].begins_at <= look.now else None,
        roles=await roster_days.roles(look, team.id),
        days=days,
        gaps=duty.gaps(shifts, look.now, until) if shifts is not None else (),
        rotations=tuple(row.name for row in await look.rosters.rotations(team.id)),
        calendar_unknown=not known,
        mark=easel.mark(),
    )
    return easel.say(cards.draw(view, easel.reader))


async def calendar(easel: Easel) -> Errand | None:
    """The shifts of the next month as a file that any calendar reads."""
    if easel.team is None:
        return None
    look = easel.look
    shifts = await rosters.pieces(look, easel.team, look.now, look.now + timedelta(days=FILE_DAYS))
    called = await easel.called([PersonId(shift.person) for shift in shifts or ()])
    lines = tuple(roster_days.line(shift, called) for shift in shifts or ())
    if not lines:
        return easel.say(Drawn.of([easel.reader.say("roster-none")]))
    document = cards.calendar(lines, easel.team.name, look.now, easel.reader)
    return Say(Drawn.of([easel.reader.say("roster-file", count=len(lines))], document=document), silent=True)
