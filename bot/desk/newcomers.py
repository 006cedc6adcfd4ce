"""One grave alert comes alone, is new, and nobody can be called: what most single alerts of a quiet team are.

The same rows and the same words as on the long way (`bot.desk.aftermath`), written in one go: who stands by is one
remembered value, what is drawn of the alert is drawn from what is in hand. Whatever needs more goes the long way.
"""

from datetime import datetime

from msgspec import Struct

from bot.desk import audiences, calling, clocks, silences
from bot.desk.arrivals import NewAlert
from bot.desk.rosters import Watch, reachable
from bot.desk.sorting import Flush
from bot.desk.speaking import post_alert_card
from bot.rules import intake as rules
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane
from storage.vocabulary.severity import Severity


class Newcomer(Struct, frozen=True):
    """An alert that this very act has stored, with all that its card shows: its team, and until when somebody has
    to decide (None: no clock runs)."""

    alert: NewAlert
    team: Team
    due_at: datetime | None


def alone(flush: Flush) -> NewAlert | None:
    """The one alert this flush comes to, if it is new and nothing else is touched by it."""
    if len(flush.fresh) != 1 or flush.incidents or flush.touched or flush.turned or len(flush.deliveries) != 1:
        return None
    (alert,) = flush.fresh.values()
    return None if alert.folded else alert


async def told(u: UnitOfWork, flush: Flush, alert: NewAlert, watch: Watch) -> bool:
    """Everybody hears of this alert, and its clock runs. False: it needs more, and nothing was written."""
    if not alert.severity.at_least(Severity.S2) or rules.opens_at_once(alert.severity, flush.policy.auto_open):
        return False
    look = watch.look
    if not (await watch.lineup()).nobody or await silences.in_force(look, flush.team_id):
        return False
    team = await look.teams.find(flush.team_id)
    assert team is not None, "a delivery's team exists"
    due_at = await clocks.start_alone(u, alert, team, ClockKind.RESPONSE)
    sound = not any(map(reachable, await watch.duty()))
    post_alert_card(u, alert.id, team.id, audiences.to_team(team.id), Lane.OPENING, sound)
    await calling.end_at_once(u, alert, await watch.leaders())
    u.newcomers[alert.id] = Newcomer(alert, team, due_at)
    return True
