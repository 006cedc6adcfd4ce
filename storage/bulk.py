"""Many rows of one table at the driver's own speed: for the hot path of the intake.

SQLAlchemy asks the type of every column about every value of every row. Here a column is asked once about each
*different* value, of which a storm has few: the same moment, the same word, nothing. What stands in all rows is
handed to SQLite once a statement, and not in every row: measured, a third of an alert's and its delivery's INSERT.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Dialect, LargeBinary
from sqlmodel import SQLModel, insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Word, into
from storage.plain import at_hand, driven, driver, flush, said
from storage.sqlite import LoopConnection

Column = Sequence[Any]
_FEW = 4
"""Fewer rows are written as they are: to look for what they share would cost more than it saves."""
_encode = msgspec.json.Encoder().encode


class Bulk:
    """Inserts rows that hold a value for each of `columns`, in this order, which is the table's own.

    For SQLite only: asyncpg wants other values, and another way to tell which rows were kept.
    """

    def __init__(self, table: type[SQLModel], columns: Collection[str]) -> None:
        self._table = table.__table__  # type: ignore[attr-defined]
        self.columns = tuple(column.name for column in self._table.columns if column.name in columns)
        self._head = self._statement = ""
        self._conversions: list[tuple[int, Callable[[Column], Column]]] = []
        self._processes: list[tuple[int, Callable[[Any], Any]]] = []
        self._json: list[int] = []
        self._words: list[int] = []

    async def insert(self, session: AsyncSession, rows: Sequence[Sequence[Any]]) -> None:
        """Write these rows in this session's transaction.

        Raises:
            sqlalchemy.exc.IntegrityError: one of them is there already, or breaks a rule of the table.
        """
        connection: LoopConnection | None = at_hand(session)
        if connection is None:
            await flush(session)
            connection = await driver(session)
        assert connection is not None, "for SQLite only"
        if not self._head:
            self._prepare(session.get_bind().dialect)
        if len(rows) == 1:
            await said(connection, self._statement, self._ready(rows[0]), session)
            return
        columns: list[Column] = list(zip(*rows, strict=True))
        alike = tuple(map(_is_alike, columns)) if len(rows) >= _FEW else (False,) * len(columns)
        for place, convert in self._conversions:
            columns[place] = convert(columns[place][:1] if alike[place] else columns[place])
        shared = [column[0] for column, same in zip(columns, alike, strict=True) if same]
        own = [column for column, same in zip(columns, alike, strict=True) if not same]
        await driven(session, connection.fill, self._head, alike, shared, list(zip(*own, strict=True)))

    def _ready(self, row: Sequence[Any]) -> list[Any]:
        """One row alone: there is nothing to compare its values with."""
        values = list(row)
        for place, process in self._processes:
            if (value := values[place]) is not None:
                values[place] = process(value)
        for place in self._json:
            value = values[place]
            values[place] = _encode(value).decode() if value else _BLANK[type(value)]
        for place in self._words:
            if (word := values[place]) is not None:
                values[place] = word._value_
        return values

    def _prepare(self, dialect: Dialect) -> None:
        for place, name in enumerate(self.columns):
            kind = self._table.c[name].type
            if isinstance(kind, JSON):
                self._conversions.append((place, _as_json))
                self._json.append(place)
            elif isinstance(kind, Word):
                self._conversions.append((place, _as_texts))
                self._words.append(place)
            elif isinstance(kind, LargeBinary | Boolean):
                continue  # the driver takes bytes and truth as they are
            elif process := kind.dialect_impl(dialect).bind_processor(dialect):
                process = into(kind) or process
                self._conversions.append((place, _each_once(process)))
                self._processes.append((place, process))
        compiled = insert(self._table).compile(dialect=dialect, column_keys=list(self.columns))
        # A column with a default that nobody fills in here would be one value too few in every row.
        assert tuple(compiled.positiontup or ()) == self.columns, "every column with a default is given"
        self._statement = str(compiled)
        self._head = self._statement.rpartition(" VALUES ")[0]


def _is_alike(column: Column) -> bool:
    """Is there one value in all rows? Ids differ in every table, so never in all columns."""
    first = column[0]
    return bool(first == column[-1]) and column.count(first) == len(column)


def _each_once(process: Callable[[Any], Any]) -> Callable[[Column], Column]:
    def convert(column: Column) -> Column:
        known = {value: process(value) for value in set(column)}
        return [known[value] for value in column]

    return convert


def _as_texts(column: Column) -> Column:
    """Members of a vocabulary by value. (Asking for each different one hashes all of them, in Python.)"""
    return [None if word is None else word._value_ for word in column]


#: Most alerts have no figures, no reasons, no triggers.
_BLANK = {list: "[]", tuple: "[]", dict: "{}", type(None): "null"}


def _as_json(column: Column) -> Column:
    return [_encode(value).decode() if value else _BLANK[type(value)] for value in column]
