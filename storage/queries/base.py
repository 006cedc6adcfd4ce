"""What all queries share."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

Row = TypeVar("Row", bound=SQLModel)


def upsert(dialect: str, table: Any) -> Any:
    """INSERT … ON CONFLICT into this table, in the database's own words."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # a fiftieth of the start of a desk that has no PostgreSQL

        return postgresql.insert(table)
    return sqlite.insert(table)


class Queries:
    """Queries of one noun, in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def _dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._session.get_bind().dialect.name

    async def _one(self, query: SelectOfScalar[Row]) -> Row | None:
        return (await self._session.exec(query)).first()

    async def _all(self, query: SelectOfScalar[Any]) -> Sequence[Any]:
        return (await self._session.exec(query)).all()

    async def _hold(self, query: SelectOfScalar[Row]) -> Row | None:
        """The row, kept from everybody else until this transaction ends, as it is now."""
        held = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.exec(held)).first()
