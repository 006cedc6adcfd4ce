"""Long nights, the clocks: of one person each, no deadlines of the incident (`bot.desk.night_watch`)."""

from datetime import datetime, timedelta
from typing import Final

from bot.desk import clocks, policies
from bot.ids import PersonId
from bot.rules import calling as rules
from bot.rules import clocks as clock_rules
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident, Role
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.severity import Severity

#: features.md F20: shift change and rest reminders after 4 h.
REST_AFTER: Final = timedelta(hours=4)


async def watch_silence(u: UnitOfWork, incident: Incident, person: PersonId) -> None:
    """Somebody took the incident: after so long without any act he is asked whether he is still there."""
    for clock in await u.clocks.running(ClockKind.RECONFIRM, incident=incident.id):
        clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None
    policy = rules.policy_for(policies.chain_policies(), incident.severity)
    if policy.silence_minutes is not None:
        _arm(u, incident, ClockKind.RECONFIRM, person, u.now + timedelta(minutes=policy.silence_minutes))


async def watch_rest(u: UnitOfWork, incident: Incident, role: Role, person: PersonId) -> None:
    """Somebody has a role from now on: after four hours he hears that it is time to hand over (S1, S2)."""
    for clock in await u.clocks.running(ClockKind.REST, incident=incident.id):
        if clock.label == role.id:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None
    if incident.severity.at_least(Severity.S2) and incident.state.open:
        _arm(u, incident, ClockKind.REST, person, u.now + REST_AFTER).label = role.id


def _arm(u: UnitOfWork, incident: Incident, kind: ClockKind, person: PersonId, at: datetime) -> Clock:
    clock = clocks.row(u, incident.team_id, kind, None, clock_rules.until(u.now, at, Basis.OPENING))
    clock.incident_id, clock.owner_id = incident.id, person
    clock.marks, clock.next_mark_at = [["100", at.isoformat()]], at
    u.add(clock)
    return clock
