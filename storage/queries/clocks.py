"""Clocks: what runs, what is due next."""

import functools
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Integer, Text, bindparam, cast, func, update
from sqlalchemy import select as columns_of
from sqlmodel import col, insert, select

from bot.ids import AlertId, ClockId, IncidentId, PersonId, TeamId
from storage.bulk import Bulk
from storage.columns import UtcDateTime, canonical
from storage.plain import Values, Writes, born, looked_at
from storage.queries.base import Queries
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.severity import MILD

_CLOCKS = Bulk(Clock, Clock.model_fields)
_row = itemgetter(*_CLOCKS.columns)
_WRITTEN: Final = Writes(lambda _: insert(Clock.__table__), list(Clock.model_fields))  # type: ignore[attr-defined]
_BORN: Final = born(Clock)
_FEW: Final = 8
"""So many rows are written value by value before it pays to look at them column by column."""


# Built once: what every tick and every card asks costs more to build than to run.
_NEXT_MARK: Final = Values(select(func.min(col(Clock.next_mark_at))).where(Clock.state == ClockState.RUNNING))
_OF_INCIDENT: Final = looked_at(
    select(Clock).where(Clock.incident_id == bindparam("incident")).order_by(col(Clock.due_at), col(Clock.id))
)
_RUNNING_OF_ALERT: Final = looked_at(
    select(Clock)
    .where(Clock.alert_id == bindparam("alert"), Clock.state == ClockState.RUNNING)
    .order_by(col(Clock.due_at))
)


_TABLE: Final = Clock.__table__  # type: ignore[attr-defined]
_OLDEST_FIRST: Final = (col(Clock.next_mark_at), col(Clock.id))
_COME: Final[tuple[Any, ...]] = (
    Clock.state == ClockState.RUNNING,
    col(Clock.next_mark_at) <= bindparam("now", type_=UtcDateTime),
)
_DUE: Final = Values(
    columns_of(
        _TABLE.c.id,
        _TABLE.c.kind,
        _TABLE.c.incident_id,
        _TABLE.c.alert_id,
        _TABLE.c.started_at,
        _TABLE.c.due_at,
        cast(_TABLE.c.marks, Text),
        _TABLE.c.next_mark_at,
        func.coalesce(col(Alert.folded) & col(Alert.severity).in_(MILD), False),
    )
    .select_from(_TABLE.outerjoin(Alert, col(Alert.id) == _TABLE.c.alert_id))
    .where(*_COME)
    # By the index alone: with the id as well all that have the same moment, a storm's, are sorted at every look.
    .order_by(col(Clock.next_mark_at))
    .limit(bindparam("limit", type_=Integer))
)
_HELD: Final = (
    select(Clock)
    .where(col(Clock.id).in_(bindparam("ids", expanding=True)), *_COME)
    .order_by(*_OLDEST_FIRST)
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


@functools.cache
def _listed(dialect: str) -> Any:
    """Ids given as one JSON list: hundreds of parameters cost more than the rows."""
    if dialect == "postgresql":
        values = func.json_array_elements_text(cast(bindparam("ids", type_=Text), JSON))
    else:
        values = func.json_each(bindparam("ids", type_=Text))
    return _TABLE.c.id.in_(columns_of(values.table_valued("value").c.value))


@functools.cache
def _taken(dialect: str) -> Any:
    found = select(Clock.id).where(_listed(dialect), *_COME)
    return found.order_by(col(Clock.id)).with_for_update(skip_locked=True)


@functools.cache
def _moved(dialect: str, anew: bool) -> Any:
    moved = update(_TABLE).where(_listed(dialect), *_COME)
    if not anew:
        return moved.values(next_mark_at=bindparam("c_next", type_=UtcDateTime))
    # Only while its alert is one of a storm's mild ones: it may have been raised since it was looked at.
    alert = columns_of(col(Alert.id)).where(
        col(Alert.id) == _TABLE.c.alert_id, col(Alert.folded), col(Alert.severity).in_(MILD)
    )
    return moved.where(alert.exists()).values(
        next_mark_at=bindparam("c_next", type_=UtcDateTime),
        started_at=bindparam("c_started", type_=UtcDateTime),
        due_at=bindparam("c_due", type_=UtcDateTime),
        marks=bindparam("c_marks", type_=_TABLE.c.marks.type),
    )


class Due(NamedTuple):
    """A clock whose mark has come, as it was looked at. `marks`: as JSON, because a storm's are all the same;
    `of_storm`: of a mild alert that a storm folded."""

    id: ClockId
    kind: ClockKind
    incident_id: IncidentId | None
    alert_id: AlertId | None
    started_at: datetime
    due_at: datetime
    marks: str
    next_mark_at: datetime
    of_storm: bool


class Anew(NamedTuple):
    """A clock that runs once more: from when until when, and its marks."""

    started_at: datetime
    due_at: datetime
    marks: list[list[str]]


class Move(NamedTuple):
    """How some clocks go on: all of them to this next mark, or once more from the beginning."""

    clocks: list[ClockId]
    next_mark_at: datetime
    anew: Anew | None = None


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
        ((moment,),) = await _NEXT_MARK.all(self._session)
        found: datetime | None = moment
        return found

    async def due(self, now: datetime, limit: int) -> Sequence[Due]:
        """Running clocks whose next mark has come, oldest mark first; only looked at."""
        found = await _DUE.all(self._session, now=now, limit=limit)
        return sorted(map(Due._make, found), key=attrgetter("next_mark_at", "id"))

    async def hold(self, clocks: Collection[ClockId], now: datetime) -> Sequence[Clock]:
        """Those of these that are still due, oldest mark first; what another replica holds is left out."""
        return await self._all(_HELD, ids=list(clocks), now=now)

    async def end_of_alerts(self, alerts: Collection[AlertId], by: PersonId | None, at: datetime) -> None:
        """These alerts, which are held, are decided: their clocks have what they waited for."""
        running = (_TABLE.c.alert_id.in_(alerts), _TABLE.c.state == ClockState.RUNNING)
        ended = {"state": ClockState.MET, "stopped_at": at, "stopped_by": by, "next_mark_at": None}
        await (await self._session.connection()).execute(update(_TABLE).where(*running).values(ended))

    async def move(self, moves: Sequence[Move], now: datetime) -> None:
        """Let clocks whose mark has come go on. One that is due no longer stays as it is: another replica took it,
        or somebody ended it."""
        connection = await self._session.connection()
        for move in moves:
            ids = canonical(move.clocks)
            if self._dialect == "postgresql":  # held first, without those that another replica has in hand
                taken = await connection.execute(_taken(self._dialect), {"ids": ids, "now": now})
                ids = canonical(list(taken.scalars()))
            values: dict[str, Any] = {"ids": ids, "now": now, "c_next": move.next_mark_at}
            if (anew := move.anew) is not None:
                values |= {"c_started": anew.started_at, "c_due": anew.due_at, "c_marks": anew.marks}
            await connection.execute(_moved(self._dialect, anew is not None), values)
