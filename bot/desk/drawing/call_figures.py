"""Drawing how calling went in the last four weeks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk import policies
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import PersonId
from bot.rules.call_figures import Hours, Try, figures, hours_of
from messages.cards import rosters as cards
from messages.views.rosters import CallFiguresView, PersonLine
from storage.vocabulary.calls import ChainState

_BACK = timedelta(days=28)


async def figured(easel: Easel) -> Errand | None:
    """Time to an answer per rung and person, calls nobody answered, and who was woken how often."""
    if easel.team is None:
        return None
    look, zone = easel.look, ZoneInfo(easel.team.timezone)
    chains = await look.calls.since(easel.team.id, look.now - _BACK)
    ids = [chain.id for chain in chains]
    rungs = {rung.id: rung.kind for rung in await look.calls.rungs(ids)}
    tries = [
        Try(a.chain_id, rungs[a.rung_id], a.person_id, a.way, a.at, a.answer, a.answered_at)
        for a in await look.calls.attempts(ids)
        if a.rung_id in rungs
    ]
    calendar = policies.work_calendar(zone)

    def when(at: datetime) -> Hours:
        return hours_of(at, zone, calendar.workday(at.astimezone(zone).date())[0])

    unanswered = sum(chain.state is ChainState.EXHAUSTED for chain in chains)
    found = figures(tries, len(chains), unanswered, {one.at: when(one.at) for one in tries})
    called = await easel.called([PersonId(one.person) for one in found.people])
    view = CallFiguresView(
        team=easel.team.name,
        calls=found.calls,
        unanswered=found.unanswered,
        rungs=tuple(found.by_rung.items()),
        hours=tuple((when.value, span) for when, span in found.by_hours.items()),
        people=tuple(
            PersonLine(
                person=called.get(PersonId(one.person), ""),
                calls=one.calls,
                took=one.took,
                silent=one.silent,
                median=one.median,
                hours=tuple((when.value, one.hours[when]) for when in Hours if one.hours.get(when)),
                interruptions=one.interruptions,
            )
            for one in found.people
        ),
        mark=easel.mark(),
    )
    return easel.say(cards.draw_figures(view, easel.reader))
