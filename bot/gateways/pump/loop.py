"""The pump: round after round it settles what ended, claims what may go, and sends.

One transaction a round. It sleeps until something is posted, a call ends, or the next moment at which a
budget, a pause or a postponed parcel lets something go; at most a second.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot

from bot.desk.desk import Desk, Signal
from bot.gateways.pump import metrics
from bot.gateways.pump.claims import Claims, Taken
from bot.gateways.pump.deliveries import Claim, Ended, Send
from bot.gateways.pump.limits import Limits
from bot.gateways.pump.outcomes import Draw, Outcomes, Packing
from bot.gateways.pump.repair import recover, take_back
from bot.gateways.pump.sending import deliver
from bot.gateways.pump.settling import Settled, Settling
from bot.gateways.pump.verdicts import RETRY_SECONDS, Ruling, Verdict

_LONGEST_SLEEP: Final = 1.0
_SHORTEST_SLEEP: Final = 0.005
_SWEEP_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 8.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PumpHealth:
    """`alive_at`: the last round, monotonic seconds. `trouble`: "", token, or database."""

    alive_at: float
    trouble: str
    in_hand: int


class Pump:
    """Delivers the outbox.

    Args:
        draw: what a parcel comes to today.
        outcomes: what the desk is told.
        pack: many small messages as one with a file; None: they wait for their turn one by one.
        replicas: other pumps may work on the same database (PostgreSQL).
    """

    def __init__(
        self,
        desk: Desk,
        telegram_bot: Bot,
        draw: Draw,
        outcomes: Outcomes,
        limits: Limits | None = None,
        pack: Packing | None = None,
        *,
        replicas: bool | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._wake = desk.signals.outbox
        # Our own transactions must not wake us: this desk has a signal of its own that nobody waits for.
        self._desk = replace(desk, signals=replace(desk.signals, outbox=Signal()))
        self._telegram_bot = telegram_bot
        self._owner = desk.new_id()
        alone = desk.database.is_sqlite if replicas is None else not replicas
        self._only = self._owner if alone else None
        bot_id = desk.identity.bot_id
        self._claims = Claims(bot_id, self._owner, self._limits, draw, outcomes, pack, alone=alone)
        self._settling = Settling(bot_id, self._owner, outcomes, self._limits.log_chat_id)
        self._sending: dict[asyncio.Task[Ended], Claim] = {}
        self._ended: list[Ended] = []
        self._swept_at: float | None = None
        self._doubt = False
        self._stopping = False
        self._next_at: datetime | None = None
        self._alive_at = desk.clock.monotonic()
        self._trouble = ""

    @property
    def health(self) -> PumpHealth:
        return PumpHealth(self._alive_at, self._trouble, len(self._sending))

    # --- running ---

    async def run(self) -> None:
        """Deliver until `stop`; what is under way then is waited for and settled."""
        while not self._stopping:
            try:
                await self.step()
            except (SQLAlchemyError, OSError) as failure:
                self._failed(failure)
                await asyncio.sleep(_LONGEST_SLEEP / 2)
                continue
            except Exception:  # noqa: BLE001  (the loop's boundary: one bug must not silence the desk)
                _log.exception("pump.round_failed")
                self._failed(None)
                await asyncio.sleep(_LONGEST_SLEEP)
                continue
            await self._wake.wait(self._sleep_seconds())
        await self._finish()

    def stop(self) -> None:
        """Claim nothing more; `run` comes back when the calls under way have ended."""
        self._stopping = True
        self._wake.set()

    async def drain(self) -> datetime | None:
        """Deliver everything that can go at the present moment; returns when something more could. For tests."""
        while True:
            taken = await self.step()
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
        async with self._desk.transaction() as u:
            if self._doubt:
                await take_back(u, self._owner, self._in_hand())
            learned = await self._settling.settle(u, ended) if ended else Settled()
            in_hand = {claim.place.chat_id for claim in self._sending.values()}
            self._learn(learned)
            await u.session.flush()
            taken = Taken() if self._stopping else await self._claims.take(u, in_hand)
            posted = u.outbox.posted
        self._doubt = False
        self._trouble = "token" if learned.token_revoked else "" if ended or self._trouble != "token" else "token"
        del self._ended[: len(ended)]
        for claim in taken.claims:
            self._send(claim)
        if posted or (ended and not taken.claims and not self._sending):
            self._wake.set()
        self._next_at = taken.next_at
        self._alive_at = self._desk.clock.monotonic()
        metrics.DROPPED.inc(taken.dropped)
        return taken

    # --- inside ---

    def _in_hand(self) -> set[int]:
        hands = [*self._sending.values(), *(ended.claim for ended in self._ended)]
        return {
            parcel.seq for claim in hands for parcel in (claim.parcel, *claim.packed) if parcel.seq is not None
        }

    def _send(self, claim: Claim) -> None:
        if claim.uncertain and isinstance(claim.call, Send):
            metrics.REPEATED.inc()
        task = asyncio.create_task(
            deliver(self._telegram_bot, claim, self._limits.log_chat_id), name=f"send:{claim.seq}"
        )
        self._sending[task] = claim
        task.add_done_callback(lambda _: self._wake.set())

    def _collect(self) -> None:
        """Take the results of calls that ended."""
        for task in [task for task in self._sending if task.done()]:
            claim = self._sending.pop(task)
            if (bug := task.exception()) is not None:
                # A bug of ours or an answer nobody foresaw; whether it was done is unknown.
                _log.error("pump.call_failed", parcel=claim.parcel.id, exc_info=bug)
                ended = Ended(claim, Verdict(Ruling.UNKNOWN, f"{type(bug).__name__}: {bug}"[:300], RETRY_SECONDS))
            else:
                ended = task.result()
            self._ended.append(ended)
            self._count(ended)

    def _count(self, ended: Ended) -> None:
        call, ruling = type(ended.claim.call).__name__, ended.verdict.ruling
        metrics.CALLS.labels(call, ruling.value).inc()
        if ruling is Ruling.DONE:
            delay = (self._desk.clock.now() - ended.claim.parcel.posted_at).total_seconds()
            metrics.DELAY.labels(str(int(ended.claim.parcel.lane))).observe(max(0.0, delay))
        else:
            _log.info(
                "pump.not_delivered",
                parcel=ended.claim.parcel.id,
                call=call,
                ruling=ruling.value,
                reason=ended.verdict.reason,
            )

    async def _sweep(self) -> None:
        """Every half minute and at start: what died pumps left behind, what expired, groups that moved."""
        async with self._desk.transaction() as u:
            recovered = await recover(u, self._only)
            await u.outbox.expire(u.now)
            self._claims.moved = await u.chats.moved()
        metrics.RECOVERED.inc(recovered)
        self._claims.uncertain = True
        self._swept_at = self._desk.clock.monotonic()

    def _learn(self, learned: Settled) -> None:
        self._claims.moved.update(learned.moved)
        self._claims.uncertain = self._claims.uncertain or learned.uncertain
        if learned.look_ups_fail:
            _log.warning("pump.look_ups_fail", chat=self._limits.log_chat_id)
            self._claims.look_ups = False

    def _failed(self, failure: Exception | None) -> None:
        """The round did not come to its end, or nobody told that it did: look again at what is ours."""
        self._doubt = True
        self._trouble = "database" if failure is not None else "bug"
        metrics.FAILED_ROUNDS.inc()
        if failure is not None:
            _log.warning("pump.database_away", error=type(failure).__name__)

    def _sleep_seconds(self) -> float:
        if self._next_at is None:
            return _LONGEST_SLEEP
        wait = (self._next_at - self._desk.clock.now()).total_seconds()
        return min(_LONGEST_SLEEP, max(_SHORTEST_SLEEP, wait))

    async def _next_moment(self, now: datetime, known: datetime | None) -> datetime | None:
        async with self._desk.reading() as look:
            postponed = await look.outbox.next_not_before(now)
        moments = [moment for moment in (known, postponed) if moment is not None]
        return min(moments, default=None)

    async def _finish(self) -> None:
        """Wait for the calls under way and settle them; their leases are given back with that."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=_STOP_SECONDS)
        try:
            await self.step()
        except (SQLAlchemyError, OSError) as failure:
            self._failed(failure)
