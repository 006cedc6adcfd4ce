"""Alerts, deliveries, sources."""

import functools
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, Integer, Text, bindparam, cast, func, literal_column, update
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from bot.ids import AlertId, IncidentId, PersonId, SourceId, TeamId, ids_after, lowest_id
from storage.columns import UtcDateTime, canonical
from storage.plain import Exists, Values, looked_at
from storage.queries.base import Queries, unindexed
from storage.tables.alerts import Alert, Delivery, Silence, Source
from storage.vocabulary.alerts import AlertState, DismissReason

_TABLE: Final = Alert.__table__  # type: ignore[attr-defined]

# Built once: on the way in a statement costs more to build than to run.
_BY_IDS: Final = select(Alert).where(col(Alert.id).in_(bindparam("ids", expanding=True))).order_by(col(Alert.id))


@functools.cache
def _with_key(dialect: str) -> tuple[Any, ...]:
    """Live alerts with one of `keys`, a JSON list: hundreds of parameters took a tenth of a flush."""
    if dialect == "postgresql":
        keys = func.json_array_elements_text(cast(bindparam("keys", type_=Text), JSON))
    else:
        keys = func.json_each(bindparam("keys", type_=Text))
    listed = columns_of(keys.table_valued("value").c.value)
    return Alert.team_id == bindparam("team"), col(Alert.live_key).in_(listed)


@functools.cache
def _held_live(dialect: str) -> Any:
    held = select(Alert).where(*_with_key(dialect)).order_by(col(Alert.id))  # one order for all: no deadlock
    return held.with_for_update().execution_options(populate_existing=True)


_ANY_LIVE: Final = Exists(select(Alert.id).where(*_with_key("sqlite")).limit(1))


@functools.cache
def _incidents_of_live(dialect: str) -> Any:
    return select(Alert.incident_id).where(*_with_key(dialect), col(Alert.incident_id).is_not(None))


_COUNT_SINCE: Final = Values(
    select(func.count()).select_from(
        select(Alert.id)
        .where(unindexed(Alert.team_id) == bindparam("team"), Alert.id >= bindparam("id"))
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )
)
_COUNT_JOINED: Final = Values(
    select(func.count()).select_from(
        select(Alert.id)
        .where(
            Alert.id >= bindparam("id"),
            (col(Alert.incident_id) == bindparam("lead")) | (col(Alert.merged_into) == bindparam("lead")),
        )
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )
)
_WAITING_GROUPS: Final = (
    select(Alert)
    .where(
        Alert.team_id == bindparam("team"),
        col(Alert.group_key).in_(bindparam("groups", expanding=True)),
        col(Alert.state).in_([AlertState.WAITING, AlertState.WATCHING]),
        col(Alert.live_key).is_not(None),
    )
    .order_by(col(Alert.id).desc())
    .with_for_update()
)
#: Whoever joins another one is younger: of all that came before none is looked at.
_MERGED_INTO: Final = (
    select(Alert)
    .where(Alert.id >= bindparam("after"), Alert.merged_into == bindparam("id"))
    .order_by(col(Alert.id))
)
_SILENCES: Final = looked_at(
    select(Silence)
    .where(Silence.team_id == bindparam("team"), Silence.expires_at > bindparam("now", type_=UtcDateTime))
    .order_by(col(Silence.id))
)


class Alerts(Queries):
    """Alerts: hold to change, find to look."""

    async def find(self, alert: AlertId) -> Alert | None:
        return await self._find(Alert, alert)

    async def hold(self, alert: AlertId) -> Alert | None:
        return await self._hold_by_id(Alert, alert)

    async def hold_many(self, alerts: Collection[AlertId]) -> set[AlertId]:
        """Several alerts, held in one order for all holders; which of them there are."""
        if not alerts:
            return set()
        query = select(Alert).where(col(Alert.id).in_(alerts)).order_by(col(Alert.id)).with_for_update()
        return {row.id for row in await self._all(query.execution_options(populate_existing=True))}

    async def hold_waiting(self, which: ColumnElement[bool], limit: int) -> Sequence[AlertId]:
        """The first of these alerts that nobody has decided on, oldest first, held."""
        query = select(Alert.id).where(which, Alert.state == AlertState.WAITING).order_by(col(Alert.id))
        held = await self._session.exec(query.limit(limit).with_for_update())
        return [AlertId(alert) for alert in held.all()]

    async def dismiss(self, alerts: Collection[AlertId], by: PersonId | None, at: datetime, why: str) -> None:
        """No action on these, which are held, and on what joined them."""
        if not alerts:
            return
        gone = {"state": AlertState.DISMISSED, "live_key": None}
        told = {"decided_by": by, "decided_at": at, "dismiss_reason": DismissReason.WRITTEN, "reason_text": why}
        connection = await self._session.connection()
        await connection.execute(update(_TABLE).where(_TABLE.c.id.in_(alerts)).values(gone | told))
        # Whatever joins is counted, and is younger.
        leads = _TABLE.alias("lead")
        joined = columns_of(leads.c.id).where(leads.c.id.in_(alerts), leads.c.count > 1)
        found = list((await connection.execute(joined)).scalars())
        if found:
            of_these = (_TABLE.c.id >= ids_after(min(found)), _TABLE.c.merged_into.in_(found))
            await connection.execute(update(_TABLE).where(*of_these).values(gone))

    async def by_ids(self, alerts: Collection[AlertId]) -> Sequence[Alert]:
        """These alerts, oldest first; only looked at."""
        if not alerts:
            return []
        return await self._all(_BY_IDS, ids=list(alerts))

    async def hold_live(self, team: TeamId, keys: Collection[str]) -> dict[str, Alert]:
        """Live alerts by their key, held."""
        params = {"team": team, "keys": canonical(list(keys))}
        if self._dialect == "sqlite" and not await _ANY_LIVE.asked(self._session, **params):
            return {}  # as nearly always; to hold nothing costs as much as to hold something
        held = await self._session.exec(_held_live(self._dialect), params=params)
        return {row.live_key: row for row in held.all() if row.live_key}

    async def incidents_of_live(self, team: TeamId, keys: Collection[str]) -> set[IncidentId]:
        """The incidents that live alerts with these keys have joined; only looked at."""
        statement = _incidents_of_live(self._dialect)
        pointed_at = await self._session.exec(statement, params={"team": team, "keys": canonical(list(keys))})
        return {IncidentId(incident) for incident in pointed_at.all() if incident}

    async def hold_waiting_groups(self, team: TeamId, groups: Collection[str]) -> dict[str, Alert]:
        """The oldest undecided alert of each group, held."""
        held = await self._all(_WAITING_GROUPS, team=team, groups=list(groups))
        return {row.group_key: row for row in held if row.group_key}

    async def of_incident(self, incident: IncidentId, limit: int = 1000) -> Sequence[Alert]:
        """Alerts of an incident, oldest first."""
        query = select(Alert).where(Alert.incident_id == incident).order_by(col(Alert.id)).limit(limit)
        return await self._all(query)

    async def hold_live_of_incident(self, incident: IncidentId) -> Sequence[Alert]:
        """Alerts that still point new deliveries at this incident."""
        query = select(Alert).where(Alert.incident_id == incident, col(Alert.live_key).is_not(None))
        return await self._all(query.order_by(col(Alert.id)).with_for_update())

    async def merged_into(self, alert: AlertId) -> Sequence[Alert]:
        """Alerts that joined this one, oldest first."""
        return (await self._session.exec(_MERGED_INTO, params={"id": alert, "after": ids_after(alert)})).all()

    async def undecided(self, team: TeamId, limit: int = 50) -> Sequence[Alert]:
        """Alerts somebody still has to decide on, oldest first."""
        open_states = [AlertState.WAITING, AlertState.WATCHING]
        query = select(Alert).where(Alert.team_id == team, col(Alert.state).in_(open_states))
        if self._dialect == "sqlite":
            # Asked by itself an index tells team and state without the rows: 200,000 alerts in 0.2 s instead of 4.
            each = _TABLE.alias("undecided")
            among: Any = columns_of(literal_column("undecided.rowid")).select_from(each)
            among = among.where(each.c.team_id == team, each.c.state.in_(open_states))
            query = select(Alert).where(literal_column("alert.rowid").in_(among))
        return await self._all(query.order_by(col(Alert.id)).limit(limit))

    async def joined_since(self, lead: str, since: datetime, most: int) -> int:
        """How many alerts that belong to this incident, or joined this alert, came in since then; counted up to
        `most`, because in a storm of one matter nobody wants to read them all at every flush."""
        ((count,),) = await _COUNT_JOINED.all(self._session, lead=lead, id=lowest_id(since), most=most)
        return int(count)

    async def received_since(self, team: TeamId, since: datetime, most: int) -> int:
        """How many alerts came in since then; by their ids, so that older ones cost nothing, and counted up to
        `most`: in a storm whoever asks wants to know no more than that there are too many."""
        ((count,),) = await _COUNT_SINCE.all(self._session, team=team, id=lowest_id(since), most=most)
        return int(count)


class Deliveries(Queries):
    """Deliveries as they came."""

    async def of_alert(self, alert: AlertId, limit: int = 100) -> Sequence[Delivery]:
        """Deliveries of an alert, oldest first."""
        query = select(Delivery).where(Delivery.alert_id == alert)
        return await self._all(query.order_by(col(Delivery.received_at), col(Delivery.id)).limit(limit))

    async def latest_of_source(self, team: TeamId, source: str, limit: int) -> Sequence[Delivery]:
        """The last deliveries of a source whose text is still kept, newest first."""
        query = select(Delivery).where(
            Delivery.team_id == team, Delivery.source == source, col(Delivery.raw).is_not(None)
        )
        return await self._all(query.order_by(col(Delivery.id).desc()).limit(limit))

    async def turns_since(
        self, alert: AlertId, since: datetime, limit: int = 200
    ) -> Sequence[tuple[datetime, bool]]:
        """When the newest deliveries of an alert came since then, and whether each said "over"; oldest first."""
        query = select(Delivery.received_at, Delivery.resolved).where(
            Delivery.alert_id == alert, Delivery.received_at >= since
        )
        newest = (await self._session.exec(query.order_by(col(Delivery.id).desc()).limit(limit))).all()
        return [(at, over) for at, over in reversed(newest)]


class Sources(Queries):
    """Registered sources."""

    async def by_token_hash(self, token_hash: str) -> Sequence[Source]:
        return await self._all(select(Source).where(Source.token_hash == token_hash))

    async def by_name(self, name: str) -> Sequence[Source]:
        return await self._all(select(Source).where(Source.name == name))

    async def of_team(self, team: TeamId) -> Sequence[Source]:
        return await self._all(select(Source).where(Source.team_id == team).order_by(col(Source.name)))

    async def hold(self, team: TeamId, name: str) -> Source | None:
        return await self._hold(select(Source).where(Source.team_id == team, Source.name == name))

    async def find(self, source: SourceId) -> Source | None:
        return await self._one(select(Source).where(Source.id == source))

    async def hold_by_id(self, source: SourceId) -> Source | None:
        return await self._hold(select(Source).where(Source.id == source))

    async def promising(self) -> Sequence[Source]:
        """Sources of all teams that said how often they speak, oldest first."""
        query = select(Source).where(col(Source.expected_seconds).is_not(None))
        return await self._all(query.order_by(col(Source.id)))


class Silences(Queries):
    """Silences in force."""

    async def in_force(self, team: TeamId, now: datetime) -> Sequence[Silence]:
        return (await self._session.exec(_SILENCES, params={"team": team, "now": now})).all()
