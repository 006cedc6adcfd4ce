"""Deadlines in a desk's database, written while no desk runs on it: a storm's, and those of incidents."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import update
from sqlmodel import col, select

from bot.clock import SystemClock
from bot.desk import clocks
from bot.desk.arrivals import ALERTS, NewAlert, alert_row
from bot.desk.desk import Desk
from bot.ids import AlertId, IdMaker, TeamId
from bot.rules.clocks import until
from storage.database import Database
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

_AT_ONCE: Final = 500
#: How long a mild alert of a storm has (clocks.md 2.3: S4, decision).
A_DAY: Final = timedelta(days=1)
LABEL: Final = "measured"


class _Still(SystemClock):
    """A wall clock that stands still."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


async def end_all(file: Path) -> None:
    """What the incidents' own deadlines are is over: only those that are measured are to come."""
    database = Database(f"sqlite:///{file}")
    try:
        async with database.writing() as session:
            running = update(Clock).where(col(Clock.state) == ClockState.RUNNING)
            await session.exec(running.values(state=ClockState.MET, next_mark_at=None))
    finally:
        await database.close()


async def of_storm(file: Path, count: int, due: datetime) -> float:
    """So many undecided alerts of a storm, each with its deadline then; returns the microseconds of this thread
    that one deadline took in the transaction that kept its alert."""
    clock = _Still(due - A_DAY)
    database = Database(f"sqlite:///{file}")
    desk = Desk(database, clock, IdMaker(clock.now))
    spent = 0.0
    try:
        async with desk.reading() as look:
            team = (await look.session.exec(select(Team).order_by(Team.position))).first()
        assert team is not None, "the first start made one"
        for first in range(0, count, _AT_ONCE):
            async with desk.transaction() as u:
                at_once = min(_AT_ONCE, count - first)
                alerts = [_alert(AlertId(u.new_id()), team.id, u.now) for _ in range(at_once)]
                await ALERTS.insert(u.session, list(map(alert_row, alerts)))
                before = time.thread_time()
                await clocks.start_for_alerts(u, alerts, team, ClockKind.DECISION)
                spent += time.thread_time() - before
    finally:
        await database.close()
    return spent * 1e6 / count


def _alert(name: AlertId, team: TeamId, now: datetime) -> NewAlert:
    return NewAlert(
        id=name, team_id=team, live_key=f"measured:{name}", group_key=None, source="measured", title="storm",
        summary="", account="", platform="", product="", content_url="", crisis_type=CrisisType.OTHER,
        severity=Severity.S4, reasons=[], live=False, viewers=None, labels={}, metrics={}, evidence=[],
        state=AlertState.WAITING, count=1, first_seen_at=now, received_at=now, last_received_at=now,
        resolved_at=None, reason_text="", reported_by=None, watch_triggers=(), merged_into=None, incident_id=None,
        folded=True,
    )  # fmt: skip


async def of_incidents(file: Path, dues: Sequence[datetime]) -> None:
    """A deadline at each of these moments, of the open incidents by turns; each is told when it runs out."""
    clock = SystemClock()
    database = Database(f"sqlite:///{file}")
    desk = Desk(database, clock, IdMaker(clock.now))
    try:
        async with desk.reading() as look:
            incidents = (await look.session.exec(select(Incident))).all()
        for first in range(0, len(dues), _AT_ONCE):
            async with desk.transaction() as u:
                for number, due in enumerate(dues[first : first + _AT_ONCE], start=first):
                    incident = incidents[number % len(incidents)]
                    row = clocks.row(
                        u, incident.team_id, ClockKind.NEXT_UPDATE, None, until(due - timedelta(hours=1), due)
                    )
                    u.add(_only_due(row, incident))
    finally:
        await database.close()


def _only_due(clock: Clock, incident: Incident) -> Clock:
    """This incident's, and told only when it runs out."""
    clock.incident_id, clock.label = incident.id, LABEL
    clock.marks, clock.next_mark_at = clock.marks[-1:], clock.due_at
    return clock
