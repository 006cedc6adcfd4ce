"""One act's view of the database: every query by its noun, one `now`, ids, timeline and outbox."""

import functools
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from sqlalchemy import func
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ids import IdMaker
from storage import queries, tables
from storage.plain import WRITER, Glance, alone, driver, flush, remembering
from storage.queries.alerts import Alerts, Deliveries, Silences, Sources
from storage.queries.calls import Calls
from storage.queries.clocks import Clocks
from storage.queries.inbox import Updates
from storage.queries.incidents import Belongings, Incidents, Roles
from storage.queries.outbox import Outbox
from storage.queries.phones import Phones, Rings
from storage.queries.rosters import Rosters
from storage.queries.speaking import Chats, Messages
from storage.queries.teams import People, Teams
from storage.queries.timeline import Timeline
from storage.sqlite import WriterConnection

if TYPE_CHECKING:
    from storage.queries.captures import Captures
    from storage.queries.certificates import Certificates
    from storage.queries.facts import Facts
    from storage.queries.frontline import Frontline
    from storage.queries.handouts import Handouts
    from storage.queries.inquiries import Inquiries
    from storage.queries.outlets import Outlets
    from storage.queries.pages import Pages
    from storage.queries.parcels import Parcels
    from storage.queries.publications import Publications
    from storage.queries.retention import Retention
    from storage.queries.reviews import Reviews
    from storage.queries.sheets import Sheets, StandingLines
    from storage.queries.statements import Approvals, Statements
    from storage.queries.wordings import Checks, Wordings

Read = TypeVar("Read")


class _once(Generic[Read]):  # noqa: N801  (it decorates)
    """What is made when it is first asked for. `functools.cached_property` takes a lock for that, ten times an
    alert; no two threads have one reader."""

    def __init__(self, make: Callable[[Any], Read]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, reader: Any, owner: type | None = None) -> Read:
        made = reader.__dict__[self._name] = self._make(reader)
        return made


@functools.cache
def _parcels() -> "type[Parcels]":
    """Asked for by every message: an import that has been done still walks through a dozen objects."""
    from storage.queries.parcels import Parcels

    return Parcels


_ANEW: Final = object()
"""Stands for what is remembered not to last."""


def bring_all() -> None:
    """Import every table and query that is not here yet. Runs beside the loop: a few classes at a time, because
    whoever asks for rows meanwhile waits until their mappers are there."""
    for package in (tables, queries):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
            configure_mappers()


class Reader:
    """Everything that can be looked at, in one session.

    What alerts on their way in do not ask is imported when it is first asked for: its tables cost half as much as
    the others (`storage.tables`). A running desk has them all a moment after its start (`bot.run`).
    """

    def __init__(self, session: AsyncSession, now: datetime, new_id: IdMaker) -> None:
        self.session = session
        self.now = now
        self.new_id = new_id
        self._shared: dict[tuple[str, ...], Any] | None = None
        #: What this very act has stored, by id, as whoever stored it knows it: nobody has touched it since, and
        #: nothing shows it yet. Whoever draws it need not ask for it.
        self.newcomers: dict[str, Any] = {}

    def share_reads(self) -> None:
        """From now on `once` reads once. For an act that does many alike things, and changes neither members nor
        rosters."""
        self._shared = {}

    @property
    def shares_reads(self) -> bool:
        """Is it worth reading more at once, because the same is asked again and again?"""
        return self._shared is not None

    async def once(self, key: tuple[str, ...], read: Callable[[], Awaitable[Read]]) -> Read:
        """What this reads; in an act that shares its reads the same answer again, until it is forgotten."""
        if self._shared is None:
            return await read()
        if key not in self._shared:
            self._shared[key] = await read()
        return cast(Read, self._shared[key])

    def forget(self, *key: str) -> None:
        """This act has changed what was read under this key."""
        if self._shared:
            self._shared.pop(key, None)

    async def lasting(
        self,
        key: tuple[str, ...],
        read: Callable[[], Awaitable[Read]],
        lasts: Callable[[Read], Awaitable[bool]] | None = None,
    ) -> Read:
        """What `read` makes of rows that seldom change, and of no others (`storage.kept.TABLES`): on SQLite the
        same again, until somebody changes one of those tables.

        `lasts`: does it hold at any time from now on? If not it is read anew each time, and this not asked again.
        """
        kept = await remembering(self.session)
        if kept is None:
            return await read()
        if (known := kept.get(key)) is None or known is _ANEW:
            found = await read()
            if known is None:
                kept.keep(key, found if lasts is None or await lasts(found) else _ANEW)
            return found
        lasting: Read = known
        return lasting

    async def lease_until(self, lease: timedelta) -> datetime:
        """When a lease that is taken now ends, by the clock all replicas share (`storage.queries.base.lapsed`)."""
        if alone(self.session) or self.session.get_bind().dialect.name != "postgresql":
            return self.now + lease
        taken: datetime = (await self.session.exec(select(func.clock_timestamp()))).one()
        return taken + lease

    def glance(self) -> "Reader":
        """The same session for whoever only looks: most of it as plain rows, which belong to no session.

        A row by its id is asked for once.
        """
        session: Any = Glance(self.session)
        look = Reader(session, self.now, self.new_id)
        look.newcomers = self.newcomers
        return look

    @_once
    def teams(self) -> Teams:
        return Teams(self.session)

    @_once
    def people(self) -> People:
        return People(self.session)

    @_once
    def calls(self) -> Calls:
        return Calls(self.session)

    @_once
    def rosters(self) -> Rosters:
        return Rosters(self.session)

    @_once
    def alerts(self) -> Alerts:
        return Alerts(self.session)

    @_once
    def deliveries(self) -> Deliveries:
        return Deliveries(self.session)

    @_once
    def sources(self) -> Sources:
        return Sources(self.session)

    @_once
    def silences(self) -> Silences:
        return Silences(self.session)

    @_once
    def incidents(self) -> Incidents:
        return Incidents(self.session)

    @_once
    def roles(self) -> Roles:
        return Roles(self.session)

    @_once
    def belongings(self) -> Belongings:
        return Belongings(self.session)

    @_once
    def facts(self) -> "Facts":
        from storage.queries.facts import Facts

        return Facts(self.session)

    @_once
    def sheets(self) -> "Sheets":
        from storage.queries.sheets import Sheets

        return Sheets(self.session)

    @_once
    def standing_lines(self) -> "StandingLines":
        from storage.queries.sheets import StandingLines

        return StandingLines(self.session)

    @_once
    def statements(self) -> "Statements":
        from storage.queries.statements import Statements

        return Statements(self.session)

    @_once
    def approvals(self) -> "Approvals":
        from storage.queries.statements import Approvals

        return Approvals(self.session)

    @_once
    def publications(self) -> "Publications":
        from storage.queries.publications import Publications

        return Publications(self.session)

    @_once
    def clocks(self) -> Clocks:
        return Clocks(self.session)

    @_once
    def captures(self) -> "Captures":
        from storage.queries.captures import Captures

        return Captures(self.session)

    @_once
    def handouts(self) -> "Handouts":
        from storage.queries.handouts import Handouts

        return Handouts(self.session)

    @_once
    def inquiries(self) -> "Inquiries":
        from storage.queries.inquiries import Inquiries

        return Inquiries(self.session)

    @_once
    def pages(self) -> "Pages":
        from storage.queries.pages import Pages

        return Pages(self.session)

    @_once
    def reviews(self) -> "Reviews":
        from storage.queries.reviews import Reviews

        return Reviews(self.session)

    @_once
    def timeline(self) -> Timeline:
        return Timeline(self.session, self.now, self.new_id)

    @_once
    def outbox(self) -> Outbox:
        return Outbox(self.session, self.now, self.new_id)

    @_once
    def parcels(self) -> "Parcels":
        return _parcels()(self.session)

    @_once
    def updates(self) -> Updates:
        return Updates(self.session)

    @_once
    def certificates(self) -> "Certificates":
        from storage.queries.certificates import Certificates

        return Certificates(self.session)

    @_once
    def retention(self) -> "Retention":
        from storage.queries.retention import Retention

        return Retention(self.session)

    @_once
    def outlets(self) -> "Outlets":
        from storage.queries.outlets import Outlets

        return Outlets(self.session)

    @_once
    def phones(self) -> Phones:
        return Phones(self.session)

    @_once
    def rings(self) -> Rings:
        return Rings(self.session)

    @_once
    def messages(self) -> Messages:
        return Messages(self.session)

    @_once
    def chats(self) -> Chats:
        return Chats(self.session)

    @_once
    def wordings(self) -> "Wordings":
        from storage.queries.wordings import Wordings

        return Wordings(self.session)

    @_once
    def frontline(self) -> "Frontline":
        from storage.queries.frontline import Frontline

        return Frontline(self.session)

    @_once
    def checks(self) -> "Checks":
        from storage.queries.wordings import Checks

        return Checks(self.session)


class UnitOfWork(Reader):
    """What one act may look at and change; everything it writes commits together or not at all."""

    #: The earliest mark of the clocks this act started or moved; None when it moved none.
    next_mark_at: datetime | None = None
    #: Where the desk can be reached from outside, and what makes its links' tokens; empty: from nowhere.
    public_url: str = ""
    link_key: bytes = b""

    #: A phone is to ring: whoever rings is woken after the commit.
    rings_come: bool = False
    #: Something goes to an address of a team's: whoever calls it is woken after the commit.
    outlets_come: bool = False

    async def begun_at(self) -> int:
        """How much had been changed on SQLite's writer when this transaction began: the same as at the end of an
        earlier one if nobody in this process has written in between."""
        writer = await driver(self.session)
        assert isinstance(writer, WriterConnection), "asked where one writes"
        return writer.changed_before

    @property
    def changed_by_now(self) -> int:
        """The same at this moment."""
        return cast(int, self.session.sync_session.info[WRITER].total_changes)

    def mark_comes(self, at: datetime | None) -> None:
        """A clock was started or moved: its next mark comes then."""
        if at is not None and (self.next_mark_at is None or at < self.next_mark_at):
            self.next_mark_at = at

    def add(self, *rows: SQLModel) -> None:
        """Keep new rows."""
        self.session.add_all(rows)

    async def finish(self) -> None:
        """Write what is still in hand; the transaction calls it just before it commits."""
        await flush(self.session)
        await self.timeline.flush()
        await self.outbox.flush()
