"""Statements that every alert and every message needs, at the driver's own speed.

A SELECT of objects is some 200 function calls of SQLAlchemy's, whatever it finds; the same rows on the driver's
cursor are a dozen. What is said all the time is compiled once, here, and then goes straight to SQLite; to
PostgreSQL it goes through SQLAlchemy's core, without objects that are watched.

Rows found this way belong to no session: they are to be looked at. Setting something on them writes nothing. They
have a table's columns as attributes and are no objects of SQLAlchemy's: making one of those takes eleven calls and
asking it one for each attribute, more than SQLite's answer.
"""

import functools
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar, cast

from msgspec import defstruct
from sqlalchemy import Dialect, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.util import greenlet_spawn
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.columns import out_of
from storage.compiled import NO_VALUES, Compiled
from storage.kept import TABLES, Kept
from storage.sqlite import LoopConnection, WriterConnection

Row = TypeVar("Row", bound=SQLModel)

WRITER: Final = "writer"
"""In the `info` of a session that writes to SQLite: the connection it writes on (`storage.database`)."""

KEPT: Final = "kept"
"""The same: what it has found in tables that seldom change."""


def alone(session: AsyncSession) -> bool:
    """Is this a session of the only writer there can be? SQLite has one."""
    return WRITER in session.sync_session.info


def at_hand(session: AsyncSession) -> WriterConnection | None:
    """The writer's connection, where a statement may be said now: the transaction has begun, and nothing that was
    changed as objects waits to be written before it, as nearly always on the way of an alert. Otherwise None."""
    below = session.sync_session
    writer: WriterConnection | None = below.info.get(WRITER)
    if writer is None or not writer.in_transaction or below._new or below._deleted:
        return None
    return None if below.identity_map._modified else writer


async def driver(session: AsyncSession) -> LoopConnection | None:
    """The SQLite connection of this session, in its transaction; None on PostgreSQL."""
    writer: WriterConnection | None = session.sync_session.info.get(WRITER)
    if writer is not None:
        if not writer.in_transaction:
            await _begin(session, writer)
        return writer
    below = (await session.connection()).sync_connection
    assert below is not None, "a session in use has a connection"
    found = below.connection.dbapi_connection
    return found if isinstance(found, LoopConnection) else None


async def remembering(session: AsyncSession) -> Kept | None:
    """What this session's connection remembers, where that may be asked now; None: nothing is remembered."""
    kept: Kept | None = session.sync_session.info.get(KEPT)
    if kept is None:
        return None
    if at_hand(session) is None:
        await flush(session)
        await driver(session)
    return kept if kept.usable() else None


async def _begin(session: AsyncSession, writer: WriterConnection) -> None:
    try:
        begun = writer.begin_at_once()
    except sqlite3.Error as failure:
        raise _told(failure, "", (), session) from failure
    if not begun:
        await driven(session, writer.begin)


async def driven(session: AsyncSession, step: Callable[..., None], *given: Any) -> None:
    """One step of a transaction, as SQLAlchemy's dialect has it.

    Raises:
        sqlalchemy.exc.DBAPIError: what the driver said.
    """
    try:
        await greenlet_spawn(step, *given)
    except sqlite3.Error as failure:
        raise _told(failure, "", (), session) from failure


async def keep(session: AsyncSession, writer: WriterConnection) -> None:
    """The end of a transaction of which SQLAlchemy was asked nothing.

    Raises:
        sqlalchemy.exc.DBAPIError: what the driver said.
    """
    try:
        await writer.keep()
    except sqlite3.Error as failure:
        raise _told(failure, "", (), session) from failure


async def flush(session: AsyncSession) -> None:
    """What was changed as objects is in the database; costs nothing when nothing was."""
    below = session.sync_session
    if below._new or below._deleted or below.identity_map._modified:
        await session.flush()


class Rows(Generic[Row]):
    """Whole rows of one table, to look at."""

    def __init__(self, statement: SelectOfScalar[Row]) -> None:
        self.statement = statement
        self._compiled: Compiled | None = None
        self._made: Callable[..., Row] | None = None
        self._seldom_changes = False
        self._processes: tuple[tuple[int, Callable[[Any], Any]], ...] = ()

    async def all(self, session: AsyncSession, **params: Any) -> list[Row]:
        """What this statement finds now, with these values."""
        connection: LoopConnection | None = at_hand(session)
        if connection is None:
            if session.sync_session.autoflush:
                await flush(session)
            connection = await driver(session)
        made = self._made or self._prepare()
        if connection is None:
            found = await (await session.connection()).execute(self.statement, params)
            return [made(*row) for row in found.all()]
        compiled = self._compiled or self._compile(session.get_bind().dialect)
        text, values = compiled.ready(params)
        kept: Kept | None = session.sync_session.info.get(KEPT) if self._seldom_changes else None
        if kept is None or not kept.usable():
            return self._rows(made, await said(connection, text, values, session))
        question = (self, text, *values)
        known = kept.get(question)
        if known is None:
            known = self._rows(made, await said(connection, text, values, session))
            kept.keep(question, known)
        return list(known)

    def _rows(self, made: Callable[..., Row], told: Sequence[Sequence[Any]]) -> list[Row]:
        return [made(*self._processed(row)) for row in told] if told else []

    async def first(self, session: AsyncSession, **params: Any) -> Row | None:
        """The first of them."""
        found = await self.all(session, **params)
        return found[0] if found else None

    def _prepare(self) -> Callable[..., Row]:
        (entity,) = self.statement.column_descriptions
        made = self._made = _plain_row(entity["type"], tuple(self.statement.selected_columns.keys()))
        return made

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled = self._compiled = Compiled(self.statement, dialect)
        asked = {part.name for part in iterate(self.statement) if isinstance(part, Table)}
        self._seldom_changes = asked <= TABLES and not compiled.asks_the_time
        self._processes = _ways_out(compiled, dialect)
        return compiled

    def _processed(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, process in self._processes:
            if (value := values[place]) is not None:
                values[place] = process(value)
        return values


@functools.cache
def _plain_row(table: type[Row], columns: tuple[str, ...]) -> Callable[..., Row]:
    """Makes what looks like a row of this table, from a value for each of its columns."""
    assert set(columns) == set(table.model_fields), "whole rows, and nothing besides"
    # Two of them are one row only if they are one object, as everywhere with rows. What is remembered is shared.
    frozen = table.__tablename__ in TABLES
    return cast(
        Callable[..., Row], defstruct(table.__name__, [(name, Any) for name in columns], eq=False, frozen=frozen)
    )


class Values:
    """What a statement of columns finds, as plain tuples: keys, counts, pieces of rows."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: Compiled | None = None
        self._processes: tuple[tuple[int, Callable[[Any], Any]], ...] = ()

    async def all(self, session: AsyncSession, **params: Any) -> list[tuple[Any, ...]]:
        """What it finds now, with these values."""
        connection: LoopConnection | None = at_hand(session)
        if connection is None:
            await flush(session)
            connection = await driver(session)
        if connection is None:
            found = await (await session.connection()).execute(self._statement, params)
            return [tuple(row) for row in found.all()]
        compiled = self._compiled or self._compile(session.get_bind().dialect)
        told = await said(connection, *compiled.ready(params), session)
        return self._processed(told) if told and self._processes else told

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled = self._compiled = Compiled(self._statement, dialect)
        self._processes = _ways_out(compiled, dialect)
        return compiled

    def _processed(self, told: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Column by column, each different value once: of many rows most say the same."""
        columns: list[Sequence[Any]] = list(zip(*told, strict=True))
        for place, process in self._processes:
            known = {value: None if value is None else process(value) for value in set(columns[place])}
            columns[place] = [known[value] for value in columns[place]]
        return list(zip(*columns, strict=True))


def _ways_out(compiled: Compiled, dialect: Dialect) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Which columns of what it finds are made into values of ours, and how."""
    return tuple(
        (place, out_of(kind) or process)
        for place, kind in enumerate(compiled.types)
        if (process := kind.dialect_impl(dialect).result_processor(dialect, None)) is not None
    )


class Exists:
    """Does a statement find anything? For SQLite only, where whoever writes is alone."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: Compiled | None = None

    async def asked(self, session: AsyncSession, **params: Any) -> bool:
        """Is there such a row now?"""
        connection: LoopConnection | None = at_hand(session)
        if connection is None:
            await flush(session)
            connection = await driver(session)
        assert connection is not None, "asked on SQLite"
        if self._compiled is None:
            self._compiled = Compiled(self._statement, session.get_bind().dialect)
        return bool(await said(connection, *self._compiled.ready(params), session))


class Writes:
    """One INSERT, UPDATE or upsert, for many rows that all hold the same columns.

    `build` makes the statement for a dialect (`sqlite`, `postgresql`).
    """

    def __init__(self, build: Callable[[str], Any], columns: Sequence[str]) -> None:
        self._build = build
        self._columns = tuple(columns)
        self._compiled: Compiled | None = None
        self._elsewhere: Any = None

    async def run(self, session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write these rows in this session's transaction.

        Raises:
            sqlalchemy.exc.IntegrityError: one of them breaks a rule of the table.
        """
        if not rows:
            return
        connection: LoopConnection | None = at_hand(session)
        if connection is None:
            if session.sync_session.autoflush:
                await flush(session)
            connection = await driver(session)
        if connection is None:
            if self._elsewhere is None:
                self._elsewhere = self._build("postgresql")
            await (await session.connection()).execute(self._elsewhere, [dict(row) for row in rows])
            return
        if self._compiled is None:
            self._compiled = Compiled(self._build("sqlite"), session.get_bind().dialect, self._columns)
        if len(rows) == 1:
            await said(connection, *self._compiled.ready(rows[0]), session)
        else:
            text, filled = self._compiled.text(NO_VALUES)
            await said_often(connection, text, [filled(row) for row in rows], session)


async def said(connection: LoopConnection, text: str, values: Any, session: AsyncSession) -> list[Any]:
    """What one statement finds, whose values are ready for the driver."""
    try:
        return await connection.said(text, values)
    except sqlite3.Error as failure:
        raise _told(failure, text, values, session) from failure


async def said_often(connection: LoopConnection, text: str, many: Any, session: AsyncSession) -> None:
    """One statement for many rows, whose values are ready for the driver."""
    try:
        await connection.said_often(text, many)
    except sqlite3.Error as failure:
        raise _told(failure, text, many, session) from failure


def _told(failure: sqlite3.Error, text: str, values: Any, session: AsyncSession) -> Exception:
    """As SQLAlchemy would have said it: whoever hears it asks whether the database is away."""
    dialect = session.get_bind().dialect
    told: Exception = DBAPIError.instance(text, values, failure, sqlite3.Error, dialect=dialect)
    return told


def revised(row: Row, **values: Any) -> Row:
    """A row that was looked at holds these values from now on, because they were written for it elsewhere."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def born(table: type[SQLModel]) -> dict[str, Any]:
    """What a new row of this table holds where nobody says anything else."""
    return {
        name: entry.get_default(call_default_factory=True)
        for name, entry in table.model_fields.items()
        if not entry.is_required()
    }


class Listed(list[Any]):
    """Rows as the answer of a session would give them."""

    def all(self) -> list[Any]:
        return self

    def first(self) -> Any:
        return self[0] if self else None


_KNOWN: Final[dict[Any, Rows[Any]]] = {}


def looked_at(statement: SelectOfScalar[Row]) -> SelectOfScalar[Row]:
    """The same statement, which a `Glance` finds as plain rows. For constants of a module only: it is kept."""
    _KNOWN[statement] = Rows(statement)
    return statement


class Glance:
    """A session for one who only looks: what it knows as `looked_at`, and rows by their id, it finds as plain
    rows, a row by its id only once. Everything else it asks the session behind it."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        below = session.sync_session
        # What each query asks first, without a way through two objects.
        self.sync_session, self.identity_map, self.info = below, below.identity_map, below.info
        self.found: dict[tuple[type[SQLModel], str], SQLModel | None] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)

    async def exec(self, statement: Any, *, params: Mapping[str, Any] | None = None, **how: Any) -> Any:
        rows = _KNOWN.get(statement)
        if rows is None or how:
            return await self.session.exec(statement, params=params, **how)
        return Listed(await rows.all(self.session, **(params or {})))
