"""Is everything as it was written, and does nothing lie about? Chains worked out again, and rows that got stuck.

Meant for a database that may be damaged or tampered with: what cannot be read is a finding, not a crash.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import String, func, type_coerce
from sqlalchemy import select as columns_of
from sqlalchemy.exc import StatementError
from sqlmodel import col, select

from bot.desk.chains import Links
from bot.desk.desk import Desk
from storage.queries.base import lapsed
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.speaking import Inbox, Parcel
from storage.tables.teams import Team
from storage.tables.whole import metadata
from storage.unit_of_work import Reader
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.parcels import ParcelState, UpdateState

LEASE_SLACK: Final = timedelta(minutes=1)
"""A pump gives its claims back when they run out; so much later nobody has."""
INBOX_PATIENCE: Final = timedelta(minutes=5)
"""An update is handled within a second; the longest pause after trouble is half a minute."""
_PAGE: Final = 500


class ChainVerdict(NamedTuple):
    """One incident's timeline. `broken_at` is the first entry that is not as it was written, None: none;
    `missing` how many entries are gone at the end; `unreadable`: rows that cannot even be read."""

    team: str
    number: str
    entries: int
    broken_at: int | None
    missing: int
    unreadable: bool = False

    @property
    def whole(self) -> bool:
        return self.broken_at is None and not self.missing and not self.unreadable


class Stuck(NamedTuple):
    """Rows nothing moves on any more: a key of `cli.ftl`, how many, and since when the oldest waits."""

    key: str
    rows: int
    since: datetime | None


async def chains(desk: Desk) -> AsyncIterator[ChainVerdict]:
    """The verdict on every incident's timeline, team by team, oldest incident first."""
    async with desk.reading() as look:
        for team in await look.teams.all():
            after = ""
            while incidents := await _incidents(look, team, after):
                for incident in incidents:
                    yield await _verdict(look, incident, team.name)
                after = incidents[-1].id
                look.session.expunge_all()


async def _incidents(look: Reader, team: Team, after: str) -> Sequence[Incident]:
    query = select(Incident).where(col(Incident.team_id) == team.id, col(Incident.id) > after)
    return (await look.session.exec(query.order_by(col(Incident.id)).limit(_PAGE))).all()


async def _verdict(look: Reader, incident: Incident, team: str) -> ChainVerdict:
    links, seen = Links(incident.id), 0
    try:
        async for page in _entries(look, incident):
            for row in page:
                links.check(*row)
            seen += len(page)
            await asyncio.sleep(0)
    except (
        ValueError,
        TypeError,
        AttributeError,
        StatementError,
    ):  # a time that is no time, a text that is a blob
        return ChainVerdict(team, incident.number, seen, None, 0, unreadable=True)
    found = links.verdict(incident)
    return ChainVerdict(team, incident.number, found.entries, found.broken_at, found.missing)


async def _entries(look: Reader, incident: Incident) -> AsyncIterator[Sequence[Any]]:
    table = metadata.tables["timeline"].c
    query = columns_of(
        table.seq,
        table.at,
        table.recorded_at,
        type_coerce(table.kind, String),
        table.actor,
        table.ref,
        table.details,
        table.details_hash,
        table.previous_hash,
        table.hash,
    ).where(table.incident_id == incident.id, table.seq <= incident.timeline_seq)
    connection = await look.session.connection()
    after = -1
    while rows := (
        await connection.execute(query.where(table.seq > after).order_by(table.seq).limit(_PAGE))
    ).all():
        yield rows
        after = rows[-1][0]


class Orphans(NamedTuple):
    """Rows of a table that name an incident or an alert (`of`) which is not there."""

    table: str
    of: str
    rows: int


async def orphans(desk: Desk) -> Sequence[Orphans]:
    """Rows whose incident or alert is gone, table by table; whatever names one is looked at."""
    found: list[Orphans] = []
    async with desk.reading() as look:
        connection = await look.session.connection()
        for table in metadata.sorted_tables:
            for of in ("incident", "alert"):
                if f"{of}_id" not in table.c:
                    continue
                names, there = table.c[f"{of}_id"], metadata.tables[of].c.id
                query = columns_of(func.count()).select_from(table).where(names.is_not(None))
                missing = query.where(~columns_of(there).where(there == names).exists())
                if rows := (await connection.execute(missing)).scalar_one():
                    found.append(Orphans(table.name, of, int(rows)))
    return found


async def stuck(desk: Desk) -> Sequence[Stuck]:
    """Rows nothing moves on, in a fixed order; empty when all is well.

    A desk that was killed leaves some of these for its next start: they are findings while it does not run.
    """
    async with desk.reading() as look:
        found = [
            await _counted(
                look,
                "cli-verify-parcels",
                col(Parcel.lease_until),
                col(Parcel.state) == ParcelState.CLAIMED,
                lapsed(look.session.get_bind().dialect.name, col(Parcel.lease_until), look.now, LEASE_SLACK),
            ),
            await _counted(
                look,
                "cli-verify-inbox",
                col(Inbox.received_at),
                col(Inbox.state) == UpdateState.WAITING,
                col(Inbox.received_at) < look.now - INBOX_PATIENCE,
            ),
            await _counted(
                look,
                "cli-verify-alerts",
                col(Alert.received_at),
                col(Alert.state).in_([AlertState.WAITING, AlertState.WATCHING]),
                col(Alert.folded).is_(False),  # a storm's list is gone through by hand, without clocks
                col(Alert.id).not_in(_timed_alerts()),
            ),
        ]
        return [one for one in found if one.rows]


def _timed_alerts() -> Any:
    going = [ClockState.RUNNING, ClockState.PAUSED]
    return select(col(Clock.alert_id)).where(col(Clock.alert_id).is_not(None), col(Clock.state).in_(going))


async def _counted(look: Reader, key: str, since: Any, *conditions: Any) -> Stuck:
    query = select(func.count(), func.min(since)).where(*conditions)
    count, oldest = (await look.session.exec(query)).one()
    return Stuck(key, int(count), oldest)
