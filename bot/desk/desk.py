"""The desk: the doors to the database, the clock, and what the team's settings decide.

`transaction()` is for people's acts, `reading()` for cards and pages; alerts and updates go through the
collectors (`bot.desk.collector`). Functions that take `desk` open a transaction, functions that take `u`
work inside somebody else's.
"""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.errors import AlreadyDone
from bot.ids import IdMaker
from storage.database import Database, gave_way
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind
from storage.vocabulary.severity import Severity

P = ParamSpec("P")
R = TypeVar("R")

_TIMES_AGAIN: Final = 3
"""Each time at least one of those who blocked each other went on, so the next try nearly always succeeds."""

#: The tick looks this often by itself; only a mark that comes earlier has to wake it.
TICK = timedelta(seconds=1)

_acting: ContextVar[str] = ContextVar("acting", default="")
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Signal:
    """Something others wait for; it remembers that it happened until somebody has waited for it.

    Every alert is waited for, and rings, several times: an Event under a time-out takes three times the calls.
    """

    def __init__(self) -> None:
        self._happened = False
        self._waiting: list[asyncio.Future[bool]] = []
        #: How often it was set.
        self.times = 0

    def set(self) -> None:
        self._happened = True
        self.times += 1
        for waiting in self._waiting:
            _answer(waiting, True)

    async def wait(self, seconds: float) -> bool:
        """Wait for the next time it is set, at most `seconds`. True: it was set."""
        if not self._happened:
            loop = asyncio.get_running_loop()
            mine = loop.create_future()
            timer = loop.call_later(seconds, _answer, mine, False)
            self._waiting.append(mine)
            try:
                if not await mine:
                    return False
            finally:
                timer.cancel()
                self._waiting.remove(mine)
        self._happened = False
        return True


def _answer(waiting: asyncio.Future[bool], happened: bool) -> None:
    if not waiting.done():
        waiting.set_result(happened)


class Crowd:
    """How many wait for something at this moment."""

    def __init__(self) -> None:
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    @contextmanager
    def joined(self) -> Iterator[None]:
        """One more, until the block ends."""
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1


#: What follows the end of a transaction that was taken along: was it kept? True: nobody else need be woken.
Afterwards = Callable[[bool], bool]


class Carrier(Protocol):
    """Whoever delivers parcels, where that is one for the whole database."""

    async def take_along(self, u: UnitOfWork) -> Afterwards | None:
        """Claim what can go at once in the very transaction that posts it; None: not this time, it is claimed as
        everything is. Raises nothing: what is posted is kept, whatever becomes of its delivery."""
        ...


class Carriage:
    """Where a carrier stands while there is one."""

    carrier: Carrier | None = None


@dataclass(frozen=True)
class Signals:
    """What the running loops wait for. Set after a commit, never inside a transaction.

    `opening`: alerts for which an incident is to be opened. Until they are stored nobody is called for them, so
    what only shows how things stand gives way to them. `carriage`: who may deliver what a commit leaves.
    """

    outbox: Signal = field(default_factory=Signal)
    clocks: Signal = field(default_factory=Signal)
    updates: Signal = field(default_factory=Signal)
    rings: Signal = field(default_factory=Signal)
    outlets: Signal = field(default_factory=Signal)
    opening: Crowd = field(default_factory=Crowd)
    carriage: Carriage = field(default_factory=Carriage)


@dataclass(frozen=True)
class DeskPolicy:
    """What the operator decided: up to which level incidents open by themselves, how storms fold, defaults."""

    auto_open: Severity | None = Severity.S1
    storm_limit: int = 20
    language: Language = Language.ZH
    timezone: str = "Asia/Shanghai"
    sandbox: bool = False
    public_url: str = ""
    #: Which kinds of phone people may have; those that need the operators only once they are set up.
    phones: frozenset[PhoneKind] = frozenset(PhoneKind)
    #: Reactions that take a message into the timeline.
    capture_reactions: frozenset[str] = frozenset({"\u270d"})
    #: Makes the tokens of duty page links; empty: there are none.
    link_key: bytes = b""

    #: Where the pages are on this machine, when nothing else may reach them.
    local_url: str = ""

    @property
    def page_url(self) -> str:
        """Where people open the pages; '' when nobody can."""
        return self.public_url or self.local_url

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class Identity:
    """Who the desk is in Telegram, once that is known."""

    bot_id: int = 0
    username: str = ""
    #: Can people type behind @bot? An owner switches it on at @BotFather.
    inline: bool = False


@dataclass(frozen=True)
class Desk:
    """Everything a use case needs. Bound to an update, its first transaction also finishes that update."""

    database: Database
    clock: Clock
    new_id: IdMaker
    policy: DeskPolicy = DeskPolicy()
    identity: Identity = Identity()
    signals: Signals = field(default_factory=Signals)
    update: int | None = None
    #: On SQLite, where one writes at a time: acts of people go before this desk's.
    patient: bool = False
    alongside: "Alongside | None" = None
    acts: set[asyncio.Task[Any]] = field(default_factory=set, compare=False)

    def bound_to(self, update: int) -> "Desk":
        """The same desk for the handler of this update: what the handler does and that the update is done
        are one transaction."""
        return replace(self, update=update)

    def patiently(self) -> "Desk":
        """The same desk for what comes in lots: alerts, deadlines, messages."""
        return replace(self, patient=True)

    def unbound(self) -> "Desk":
        """The same desk without its update: for what has to be kept before the act itself."""
        return replace(self, update=None, alongside=None)

    def also(self, alongside: "Alongside") -> "Desk":
        """The same desk, which says something more in the act's own transaction: a panel drawn again."""
        return replace(self, alongside=alongside)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[UnitOfWork]:
        """One act's transaction: committed on a clean exit, rolled back on an exception, never nested.

        Raises:
            AlreadyDone: the update this desk is bound to was finished before.
        """
        if _writing.get():
            raise RuntimeError("a transaction inside a transaction: two acts in one")
        token = _writing.set(True)
        # Who comes with one act lets the next one in as soon as he can; what comes in lots waits for its message.
        carrier = self.signals.carriage.carrier if self.patient else None
        afterwards: Afterwards | None = None
        silent = kept = False
        try:
            async with self.database.writing(patient=self.patient) as session:
                u = UnitOfWork(session, self.clock.now(), self.new_id)
                u.public_url, u.link_key = self.policy.public_url, self.policy.link_key
                if self.update is not None and not await u.updates.finish(self.update, u.now):
                    raise AlreadyDone
                yield u
                if self.alongside is not None:
                    await self.alongside(u)
                await u.finish()
                silent = self.patient and not u.outbox.written
                if carrier is not None and u.outbox.written:
                    afterwards = await carrier.take_along(u)
            kept = True
        finally:
            _writing.reset(token)
            # No turn of the loop since the commit: nobody has seen the claims, and found nobody sending.
            carried = afterwards is not None and afterwards(kept)
            # Also after a failure: a commit whose answer was lost may have left parcels behind.
            if not kept or not (carried or silent):
                self.signals.outbox.set()
        if u.next_mark_at is not None and u.next_mark_at - u.now < TICK:
            self.signals.clocks.set()
        if u.rings_come:
            self.signals.rings.set()
        if u.outlets_come:
            self.signals.outlets.set()

    @asynccontextmanager
    async def reading(self, *, here: bool = False) -> AsyncIterator[Reader]:
        """A look at the database: for cards, pages, status and recaps. `here`: for a few rows by their keys, which
        somebody's act waits for (`Database.reading`)."""
        async with self.database.reading(here=here) as session:
            yield Reader(session, self.clock.now(), self.new_id)

    async def rest(self, seconds: float) -> None:
        """Wait until the acts under way have ended, at most `seconds`."""
        if self.acts:
            await asyncio.wait(set(self.acts), timeout=seconds)


#: What else is written in an act's transaction, after the act itself.
Alongside = Callable[[UnitOfWork], Awaitable[None]]


def inside_transaction() -> bool:
    """Is the running task inside a transaction? Whoever speaks to the network asks."""
    return _writing.get()


def act(
    use_case: Callable[Concatenate[Desk, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[Desk, P], Coroutine[Any, Any, R]]:
    """A writing use case: runs in a task of its own and is never cut off halfway.

    A caller that is cancelled waits for the end first. (Tried: cancelled transactions committed behind the
    caller's back, and once left SQLite locked.) One that PostgreSQL ended to untangle a deadlock is done again:
    nothing of it was kept. Acts do not nest.
    """

    @functools.wraps(use_case)
    async def run(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if outer := _acting.get():
            raise RuntimeError(f"{use_case.__name__} inside {outer}: acts do not nest")

        async def whole() -> R:
            _acting.set(use_case.__name__)
            for _ in range(_TIMES_AGAIN):
                try:
                    return await use_case(desk, *args, **kwargs)
                except DBAPIError as failure:
                    if not gave_way(failure):
                        raise
            return await use_case(desk, *args, **kwargs)

        task = asyncio.create_task(whole(), name=f"act:{use_case.__name__}")
        desk.acts.add(task)
        task.add_done_callback(desk.acts.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            while not task.done():
                # Cancelled again while waiting: the act still ends first.
                try:
                    await asyncio.wait({task})
                except asyncio.CancelledError:
                    continue
            if not task.cancelled():
                task.exception()  # seen: the caller is gone and cannot hear it
            raise

    return run
