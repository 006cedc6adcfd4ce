"""The pump: round after round it settles what ended, claims what may go, and sends.

One transaction a round. It sleeps until something is posted, a call ends, or the next moment at which a
budget, a pause or a postponed parcel lets something go; at most a second.

When nothing is under way, what an alert posts is claimed in the alert's own transaction (`take_along`): the same
claim, without a transaction and a round of its own.
"""

import asyncio
import functools
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.desk import Afterwards, Carriage, Desk, Signal
from bot.gateways.pump.claims import GIVES_WAY, Claims
from bot.gateways.pump.deliveries import Claim, Ended, Send
from bot.gateways.pump.limits import Limits
from bot.gateways.pump.metrics import PumpFigures
from bot.gateways.pump.outcomes import Draw, Nobody, Outcomes, Packing
from bot.gateways.pump.repair import listen_first, recover, take_back
from bot.gateways.pump.sending import deliver
from bot.gateways.pump.settling import Settled, Settling
from bot.gateways.pump.terms import PumpHealth, Taken, Terms
from bot.gateways.pump.verdicts import RETRY_SECONDS, Ruling, Verdict
from bot.gateways.telegram import DeskBot
from storage.database import is_away, reason_of
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane

_LONGEST_SLEEP: Final = 1.0
_SHORTEST_SLEEP: Final = 0.005
_SWEEP_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 8.0
_FIRST: Final = (Lane.PAGE, Lane.OPENING, Lane.REPLY)
_UNKNOWN: Final = (-1, float("-inf"))
_FEW: Final = 4
"""A transaction that posts more leaves it to the pump: drawing for many chats would hold the writer."""

_log = structlog.get_logger("pump")
T = TypeVar("T")


class Pump:
    """Delivers the outbox.

    Args:
        draw: what a parcel comes to today.
        outcomes: what the desk is told.
        pack: many small messages as one with a file; None: they wait for their turn one by one.
        registry: where the figures go.
        replicas: other pumps may work on the same database; by default on PostgreSQL only.
    """

    def __init__(
        self,
        desk: Desk,
        telegram_bot: DeskBot,
        draw: Draw,
        outcomes: Outcomes,
        limits: Limits | None = None,
        pack: Packing | None = None,
        *,
        registry: CollectorRegistry | None = None,
        replicas: bool | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._wake = desk.signals.outbox
        self._carriage = desk.signals.carriage
        # Our own transactions must not wake us: this desk has a signal of its own that nobody waits for.
        own = replace(desk.signals, outbox=Signal(), carriage=Carriage())
        self._desk = replace(desk.patiently(), signals=own)
        self._telegram_bot = telegram_bot
        self._owner = desk.new_id()
        alone = desk.database.is_sqlite if replicas is None else not replicas
        self._only = self._owner if alone else None
        bot_id = desk.identity.bot_id
        look_ups = self._limits.log_chat_id is not None
        terms = Terms(bot_id, self._owner, self._limits, draw, outcomes, pack, alone, look_ups)
        self._claims = Claims(terms)
        self._settling = Settling(bot_id, self._owner, outcomes, self._limits)
        self._settling_alone = Settling(bot_id, self._owner, Nobody(), self._limits)
        self._figures = PumpFigures(registry or CollectorRegistry())
        self._sending: dict[asyncio.Task[Ended], Claim] = {}
        self._ended: list[Ended] = []
        self._bugs: list[Exception] = []
        self._swept_at: float | None = None
        self._whole_at = float("-inf")
        self._doubt = False
        self._stopping = False
        self._next_at: datetime | None = None
        self._ends = 0
        self._nothing_left = _UNKNOWN
        self._alive_at = desk.clock.monotonic()
        self._trouble = ""

    @property
    def health(self) -> PumpHealth:
        return PumpHealth(self._alive_at, self._trouble, len(self._sending))

    # --- running ---

    async def run(self, sign: Callable[[], None] = lambda: None) -> None:
        """Deliver until `stop` or until cancelled; what is under way then is waited for and settled.

        `sign` is called after each round. Bugs fly to the loop runner, which may call `run` again.
        """
        if self._only is not None:
            self._carriage.carrier = self
        # One task for all rounds: cancelled it would be cut off in the middle of a transaction.
        rounds = asyncio.create_task(self._rounds(sign), name="pump")
        try:
            await asyncio.shield(rounds)
        except asyncio.CancelledError:
            self.stop()
            await asyncio.wait({rounds})
            if not rounds.cancelled() and (bug := rounds.exception()) is not None:
                self._note_bug(bug, "round")
            raise
        finally:
            if self._carriage.carrier is self:
                self._carriage.carrier = None
            await _uncut(self._finish())

    async def _rounds(self, sign: Callable[[], None]) -> None:
        while not self._stopping:
            try:
                await self.step()
            except (SQLAlchemyError, OSError) as failure:
                self._round_failed(failure)
            sign()
            await self._wake.wait(self._sleep_seconds())

    def _round_failed(self, failure: Exception) -> None:
        self._figures.failed_rounds.inc()
        self._next_at = None
        if is_away(failure):
            self._trouble = "database"
            _log.warning("the database is away", trouble=type(failure).__name__, reason=reason_of(failure))
        else:
            self._note_bug(failure, "round")

    def stop(self) -> None:
        """Claim nothing more; `run` comes back when the calls under way have ended."""
        self._stopping = True
        self._wake.set()

    async def drain(self) -> datetime | None:
        """For tests: deliver everything that can go at the present moment; returns when something more could.

        Raises what `run` only logs: a drawer's or an outcome's bug.
        """
        while True:
            taken = await self.step()
            if self._bugs:
                raise self._bugs.pop()
            if self._sending:
                await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            elif not self._ended and not taken.claims and not taken.dropped:
                now = self._desk.clock.now()
                if taken.next_at is None or taken.next_at > now:
                    return await self._next_moment(now, taken.next_at)

    async def step(self) -> Taken:
        """One round: settle what ended, claim, start sending."""
        self._collect()
        if self._swept_at is None or self._desk.clock.monotonic() - self._swept_at >= _SWEEP_SECONDS:
            await self._sweep()
        ended = list(self._ended)
        try:
            taken, learned = await self._round(ended)
        except BaseException as failure:
            # Until a commit is known to have happened: what it may have claimed without our hearing of it.
            self._in_doubt()
            # A bug in what follows from one parcel must not silence the desk.
            if not isinstance(failure, Exception) or is_away(failure) or not ended:
                raise
            self._note_bug(failure, "settling")
            await self._settle_apart(ended)
            taken, learned = Taken(dropped=len(ended)), Settled()
        self._doubt = False
        del self._ended[: len(ended)]
        self._learn(learned, ended)
        self._next_at = taken.next_at
        self._alive_at = self._desk.clock.monotonic()
        self._carry_out(taken)
        return taken

    def _carry_out(self, taken: Taken) -> None:
        for claim in taken.claims:
            self._send(claim)
        for bug in taken.bugs:
            self._note_bug(bug, "drawing")
        if taken.dropped:
            self._figures.dropped.inc(taken.dropped)

    # --- along with what is posted ---

    async def take_along(self, u: UnitOfWork) -> Afterwards | None:
        """Claim what somebody else's transaction has just posted, in that transaction: it is the claim of any
        round, so that order, budgets, pauses and marks are the same, and so is what a kill leaves.

        Only while nothing is under way and nothing is in doubt; replicas claim in rounds of their own.
        """
        idle = not self._sending and not self._ended and self._swept_at is not None
        if not idle or self._doubt or self._stopping or self._desk.signals.opening or u.outbox.written > _FEW:
            return None
        heard = self._heard()
        try:
            taken = await self._claims.take(u, ())
        except Exception as bug:  # noqa: BLE001  (a boundary: what is posted is kept, whatever becomes of it)
            # It may have claimed something: the next round takes that back.
            self._in_doubt()
            self._note_bug(bug, "taking along")
            return None
        return functools.partial(self._taken_along, taken, heard)

    def _taken_along(self, taken: Taken, heard: int, kept: bool) -> bool:
        if not kept:
            self._in_doubt()
            return False
        self._searched(taken, heard)
        self._carry_out(taken)
        sooner = taken.next_at is not None and (self._next_at is None or taken.next_at < self._next_at)
        return not sooner and not taken.crowded

    def _in_doubt(self) -> None:
        self._doubt = True
        self._claims.forget()

    async def _round(self, ended: Sequence[Ended]) -> tuple[Taken, Settled]:
        async with self._desk.transaction() as u:
            if self._doubt:  # asked in our turn: whoever had it before us may have raised it
                await take_back(u, self._owner, self._in_hand())
            learned = await self._settling.settle(u, ended) if ended else Settled()
            self._claims.learn(learned.moved, learned.uncertain, learned.look_ups_fail, learned.plain)
            if learned.answered:
                self._claims.answered(u.now)
            taken, heard = Taken(), self._heard()
            if not self._stopping and not self._is_over(u, ended, learned):
                in_hand = {claim.place.chat_id for claim in self._sending.values()}
                taken = await self._claims.take(u, in_hand, self._only_lanes())
                self._searched(taken, heard)
            if u.outbox.posted:
                # The desk answered an outcome with parcels of its own: the next round has them.
                taken.not_before(u.now)
        return taken, learned

    def _heard(self) -> int:
        """How often others told that something waits."""
        return self._wake.times - self._ends

    def _searched(self, taken: Taken, heard: int) -> None:
        until = self._desk.clock.monotonic() + _LONGEST_SLEEP
        self._nothing_left = (heard, until) if taken.whole else _UNKNOWN

    def _is_over(self, u: UnitOfWork, ended: Sequence[Ended], learned: Settled) -> bool:
        """Is there nothing to claim after what ended? The last search left nothing, and nobody has posted since.
        Commands beside the desk post too, and tell nobody: not for longer than a second."""
        heard, until = self._nothing_left
        quiet = heard == self._heard() and self._desk.clock.monotonic() < until
        return quiet and bool(ended) and not learned.again and not self._doubt and not u.outbox.posted

    def _only_lanes(self) -> tuple[Lane, ...]:
        """While incidents wait to be opened, calls, first messages and answers go first: drawing sixty cards would
        take the time in which sixty people are called. Not for long: after two seconds all have a round."""
        now = self._desk.clock.monotonic()
        if self._desk.signals.opening and now - self._whole_at < GIVES_WAY.total_seconds():
            return _FIRST
        self._whole_at = now
        return ()

    async def _settle_apart(self, ended: Sequence[Ended]) -> None:
        """One by one; what the desk's side cannot take in is settled without it."""
        for one in ended:
            try:
                async with self._desk.transaction() as u:
                    await self._settling.settle(u, [one])
            except Exception as bug:
                if is_away(bug):
                    raise
                self._note_bug(bug, "settling")
                async with self._desk.transaction() as u:
                    await self._settling_alone.settle(u, [one])

    # --- calls under way ---

    def _in_hand(self) -> set[int]:
        hands = [*self._sending.values(), *(ended.claim for ended in self._ended)]
        return {
            parcel.seq for claim in hands for parcel in (claim.parcel, *claim.packed) if parcel.seq is not None
        }

    def _send(self, claim: Claim) -> None:
        if claim.uncertain and isinstance(claim.call, Send):
            self._figures.repeated.inc()
        self._sending[asyncio.create_task(self._call(claim))] = claim

    async def _call(self, claim: Claim) -> Ended:
        try:
            return await deliver(self._telegram_bot, claim, self._limits.log_chat_id)
        finally:  # the task has ended when the next round begins
            self._ends += 1
            self._wake.set()

    def _collect(self) -> None:
        """Take the results of calls that ended."""
        for task in [task for task in self._sending if task.done()]:
            claim = self._sending.pop(task)
            bug = task.exception()
            if bug is None:
                ended = task.result()
            else:
                # An answer nobody foresaw; whether it was done is unknown.
                self._note_bug(bug, "sending")
                ended = Ended(claim, Verdict(Ruling.UNKNOWN, type(bug).__name__, RETRY_SECONDS))
            self._ended.append(ended)
            self._count(ended)

    def _count(self, ended: Ended) -> None:
        call, parcel, verdict = type(ended.claim.call).__name__, ended.claim.parcel, ended.verdict
        delay = (self._desk.clock.now() - parcel.posted_at).total_seconds()
        self._figures.called(call, verdict.ruling, int(parcel.lane), delay)
        if verdict.ruling is not Ruling.DONE:
            _log.info("not delivered", parcel=parcel.id, call=call, ruling=verdict.ruling, reason=verdict.reason)

    def _learn(self, learned: Settled, ended: Sequence[Ended]) -> None:
        if learned.look_ups_fail:
            _log.warning("the log chat cannot be used to look up messages", chat=self._limits.log_chat_id)
        if learned.token_revoked:
            self._trouble = "token"
        elif self._trouble != "token" or any(one.verdict.ruling is Ruling.DONE for one in ended):
            self._trouble = ""

    def _note_bug(self, bug: BaseException, where: str) -> None:
        self._figures.bugs.inc()
        _log.error("a bug", where=where, exc_info=bug)
        if isinstance(bug, Exception):
            # For `drain`; a running pump would gather them for ever.
            self._bugs = [bug]

    # --- now and then ---

    async def _sweep(self) -> None:
        """At start and every half minute: what dead pumps left behind, what expired, groups that moved."""
        async with self._desk.transaction() as u:
            recovered = await recover(u, self._only, self._owner, self._in_hand())
            if self._swept_at is None:
                await listen_first(u)
            await u.parcels.expire(u.now)
            moved = await u.chats.moved()
        self._figures.recovered.inc(recovered)
        self._claims.learn(moved, uncertain=True, plain=False)
        self._nothing_left = _UNKNOWN
        self._swept_at = self._desk.clock.monotonic()

    def _sleep_seconds(self) -> float:
        if self._next_at is None:
            return _LONGEST_SLEEP
        wait = (self._next_at - self._desk.clock.now()).total_seconds()
        return min(_LONGEST_SLEEP, max(_SHORTEST_SLEEP, wait))

    async def _next_moment(self, now: datetime, known: datetime | None) -> datetime | None:
        async with self._desk.reading() as look:
            postponed = await look.parcels.next_not_before(now)
        return min((moment for moment in (known, postponed) if moment is not None), default=None)

    async def _finish(self) -> None:
        """Wait for the calls under way and settle them; with that their leases are given back."""
        self._stopping = True
        if self._sending:
            await asyncio.wait(self._sending, timeout=_STOP_SECONDS)
        try:
            await self.step()
        except (SQLAlchemyError, OSError) as failure:
            # The leases run out by themselves, and the next start looks them up.
            _log.warning("not everything that ended could be settled", trouble=type(failure).__name__)
        self._stopping = False


async def _uncut(work: Coroutine[Any, Any, T]) -> T:
    """Wait for this to its end, also when cancelled: a transaction is never cut off halfway."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
