"""Rows as an earlier release writes them: into each of its tables, its columns, and no other."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from storage.columns import UtcDateTime, Word
from storage.database import Database, gave_way
from storage.tables.whole import metadata
from storage.vocabulary.parcels import Lane

WRITTEN_AT: Final = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)


class OldRelease:
    """Writes row after row into every table, each in a transaction of its own, as the old release's replicas do.

    It knows the tables as they are when it is made; what is added to them later it never mentions.
    """

    def __init__(self, database: Database, columns: Mapping[str, Sequence[str]]) -> None:
        self._database = database
        self._columns = columns
        self.tables = [table for table in metadata.sorted_tables if table.name in columns]
        #: So many rows has every table.
        self.rounds = 0

    @classmethod
    async def on(cls, database: Database) -> "OldRelease":
        """The release whose schema this database has now."""

        def look(connection: Connection) -> dict[str, list[str]]:
            seen = inspect(connection)
            tables = [name for name in seen.get_table_names() if name != "alembic_version"]
            return {table: [str(column["name"]) for column in seen.get_columns(table)] for table in tables}

        async with database.engine.connect() as connection:
            return cls(database, await connection.run_sync(look))

    async def write(self) -> None:
        """One more row in each table."""
        for table in self.tables:
            await self._insert(table, self._row(table, self.rounds + 1))
        self.rounds += 1

    async def write_until(self, over: asyncio.Event) -> None:
        """Row after row; and one more in each table when it is over."""
        while not over.is_set():
            await self.write()
        await self.write()

    def written(self, table: Table) -> list[dict[str, Any]]:
        """Everything that was written into this table, in the order of writing."""
        return [self._row(table, number) for number in range(1, self.rounds + 1)]

    async def read(self, table: Table) -> list[dict[str, Any]]:
        """Everything in this table as today's release reads it, in the order of writing."""
        async with self._database.reading() as session:
            found = await (await session.connection()).execute(select(table).order_by(*table.primary_key.columns))
            return [dict(row) for row in found.mappings()]

    async def _insert(self, table: Table, row: Mapping[str, Any]) -> None:
        quote = self._database.engine.dialect.identifier_preparer.quote
        names, blanks = ", ".join(map(quote, row)), ", ".join(f":{name}" for name in row)
        typed = [bindparam(name, type_=table.columns[name].type) for name in row]
        statement = text(f"INSERT INTO {quote(table.name)} ({names}) VALUES ({blanks})").bindparams(*typed)
        while True:
            try:
                async with self._database.writing() as session:
                    await (await session.connection()).execute(statement, row)
                return
            except DBAPIError as failure:
                if not gave_way(failure):  # the old release does the same work again
                    raise

    def _row(self, table: Table, number: int) -> dict[str, Any]:
        return {name: _value(table.columns[name], number) for name in self._columns[table.name]}


def _value(column: Column[Any], number: int) -> Any:
    """Something that fits, another one for each row; a reference points at the row of the same number."""
    for key in column.foreign_keys:
        return None if key.column.table is column.table else _value(key.column, number)
    match column.type:
        case Word(vocabulary=vocabulary):
            return next(iter(vocabulary))
        case UtcDateTime():
            return WRITTEN_AT
        case Boolean():
            return True
        case JSON():
            return {"kept": [number]}
        case LargeBinary():
            return f"{number:03}".encode()
        case Integer():
            return int(Lane.REPLY) if column.name == "lane" else number
        case other:
            length = getattr(other, "length", None) or 26
            return f"{number:03} {column.table.name}"[:length]
