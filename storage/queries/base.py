"""What all queries share."""

import functools
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final, TypeVar, cast

from sqlalchemy import ColumnElement, DateTime, bindparam, func
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.plain import Glance, Rows, alone

Row = TypeVar("Row", bound=SQLModel)

_IN_HAND: Final = "in hand"


@functools.cache
def _by_id(table: type[Row]) -> SelectOfScalar[Row]:
    return select(table).where(table.id == bindparam("id"))  # type: ignore[attr-defined]


@functools.cache
def _plainly_by_id(table: type[Row]) -> Rows[Row]:
    return Rows(_by_id(table))


@functools.cache
def _held_by_id(table: type[Row]) -> SelectOfScalar[Row]:
    return _by_id(table).with_for_update().execution_options(populate_existing=True)


def upsert(dialect: str, table: Any) -> Any:
    """INSERT … ON CONFLICT into this table, in the database's own words; the other's are not imported."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def lapsed(
    dialect: str, lease_until: Any, now: datetime | Any, ago: timedelta = timedelta()
) -> ColumnElement[bool]:
    """Is this lease over, for so long at least? Told by the one clock all replicas share, PostgreSQL's: a replica
    whose own clock is fast would take what others have in hand. A SQLite file has one desk: its `now` counts."""
    moment = func.clock_timestamp(type_=DateTime(timezone=True)) if dialect == "postgresql" else now
    return cast(ColumnElement[bool], lease_until <= (moment - ago if ago else moment))


def unindexed(column: Any) -> Any:
    """The same value, found by no index. SQLite does not know how many rows have it: of a team's alerts since a
    minute ago it would look at all the team ever had, because that index is of one value and the range of ids is
    not (3 s among 200,000)."""
    return col(column).concat("")


class Queries:
    """Queries of one noun, in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def _dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return "sqlite" if alone(self._session) else self._session.get_bind().dialect.name

    async def _one(self, query: SelectOfScalar[Row], **params: Any) -> Row | None:
        return (await self._session.exec(query, params=params or None)).first()

    async def _find(self, table: type[Row], key: str) -> Row | None:
        """The row with this id, only looked at.

        What this session has in hand is not asked for again: the answer would be the same object, as it stands.
        """
        if (known := self._in_hand(table, key)) is not None:
            await self._flush_new()
            return known
        if isinstance(self._session, Glance):
            return await self._glimpsed(self._session, table, key)
        found = (await self._session.exec(_by_id(table), params={"id": key})).first()
        return None if found is None else self._keep(found)

    async def _glimpsed(self, glance: Glance, table: type[Row], key: str) -> Row | None:
        found: Any = glance.found.get((table, key), glance)
        if found is glance:  # not asked for yet
            found = glance.found[table, key] = await _plainly_by_id(table).first(glance.session, id=key)
        row: Row | None = found
        return row

    async def _hold_by_id(self, table: type[Row], key: str) -> Row | None:
        """The row with this id, kept from everybody else until this transaction ends, as it is now."""
        return (await self._session.exec(_held_by_id(table), params={"id": key})).first()

    def _in_hand(self, table: type[Row], key: str) -> Row | None:
        found: Row | None = self._session.identity_map.get((table, (key,), None))
        return found

    def _keep(self, row: Row) -> Row:
        """Stays in hand until the session ends, whoever lets go of it. A plain row is in nobody's hand."""
        if isinstance(self._session, Glance):
            return row
        self._session.info.setdefault(_IN_HAND, []).append(row)
        return row

    async def _flush_new(self) -> None:
        """As any look does: what was added before is in the database before what may point at it."""
        if self._session.new and self._session.autoflush:
            await self._session.flush()

    async def _all(self, query: SelectOfScalar[Any], **params: Any) -> Sequence[Any]:
        return (await self._session.exec(query, params=params or None)).all()

    async def _hold(self, query: SelectOfScalar[Row]) -> Row | None:
        """The row, kept from everybody else until this transaction ends, as it is now."""
        held = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.exec(held)).first()
