"""Clocks: what runs, what is due next."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import bindparam, func
from sqlmodel import col, insert, select

from bot.ids import AlertId, ClockId, IncidentId, TeamId
from storage.bulk import Bulk
from storage.plain import Writes, born, looked_at
from storage.queries.base import Queries
from storage.tables.clocks import Clock
from storage.vocabulary.clocks import ClockKind, ClockState

_CLOCKS = Bulk(Clock, Clock.model_fields)
_row = itemgetter(*_CLOCKS.columns)
_WRITTEN: Final = Writes(lambda _: insert(Clock.__table__), list(Clock.model_fields))  # type: ignore[attr-defined]
_BORN: Final = born(Clock)
_FEW: Final = 8
"""So many rows are written value by value before it pays to look at them column by column."""


# Built once: what every tick and every card asks costs more to build than to run.
_NEXT_MARK: Final = select(func.min(col(Clock.next_mark_at))).where(Clock.state == ClockState.RUNNING)
_OF_INCIDENT: Final = looked_at(
    select(Clock).where(Clock.incident_id == bindparam("incident")).order_by(col(Clock.due_at), col(Clock.id))
)
_RUNNING_OF_ALERT: Final = looked_at(
    select(Clock)
    .where(Clock.alert_id == bindparam("alert"), Clock.state == ClockState.RUNNING)
    .order_by(col(Clock.due_at))
)


class Clocks(Queries):
    """Clocks, written under the hold of their incident or alert."""

    async def find(self, clock: ClockId) -> Clock | None:
        return await self._find(Clock, clock)

    async def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep many new clocks at once."""
        rows = [{**_BORN, **row} for row in rows]
        if len(rows) > _FEW and self._dialect == "sqlite":
            await _CLOCKS.insert(self._session, [_row(row) for row in rows])
        else:
            await _WRITTEN.run(self._session, rows)

    async def of_incident(self, incident: IncidentId) -> Sequence[Clock]:
        """All clocks of an incident, earliest deadline first."""
        return await self._all(_OF_INCIDENT, incident=incident)

    async def running(
        self, kind: ClockKind, incident: IncidentId | None = None, alert: AlertId | None = None
    ) -> Sequence[Clock]:
        """Clocks of this kind that still run for an incident or an alert."""
        query = select(Clock).where(Clock.kind == kind, Clock.state == ClockState.RUNNING)
        query = query.where(Clock.incident_id == incident) if incident else query.where(Clock.alert_id == alert)
        return await self._all(query.order_by(col(Clock.due_at)))

    async def running_of_alert(self, alert: AlertId) -> Sequence[Clock]:
        return await self._all(_RUNNING_OF_ALERT, alert=alert)

    async def running_of_alerts(self, alerts: Collection[AlertId]) -> Sequence[Clock]:
        """The running clocks of these alerts, earliest deadline first."""
        query = select(Clock).where(col(Clock.alert_id).in_(alerts), Clock.state == ClockState.RUNNING)
        return await self._all(query.order_by(col(Clock.due_at)))

    async def running_of_team(self, team: TeamId, kind: ClockKind) -> Sequence[Clock]:
        """Running clocks of this kind that belong to a team and to no incident or alert."""
        query = select(Clock).where(
            Clock.team_id == team,
            Clock.kind == kind,
            Clock.state == ClockState.RUNNING,
            col(Clock.incident_id).is_(None),
            col(Clock.alert_id).is_(None),
        )
        return await self._all(query.order_by(col(Clock.due_at)))

    async def next_mark_at(self) -> datetime | None:
        """When the next mark of any running clock comes."""
        return (await self._session.exec(_NEXT_MARK)).one()

    async def hold_due(self, now: datetime, limit: int) -> Sequence[Clock]:
        """Running clocks whose next mark has come, oldest mark first; rows another replica holds are skipped."""
        query = (
            select(Clock)
            .where(Clock.state == ClockState.RUNNING, col(Clock.next_mark_at) <= now)
            .order_by(col(Clock.next_mark_at), col(Clock.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return await self._all(query)

    async def due(self, now: datetime, limit: int) -> Sequence[Clock]:
        """Running clocks whose next mark has come, oldest mark first; only looked at."""
        query = (
            select(Clock)
            .where(Clock.state == ClockState.RUNNING, col(Clock.next_mark_at) <= now)
            .order_by(col(Clock.next_mark_at), col(Clock.id))
            .limit(limit)
        )
        return await self._all(query)
