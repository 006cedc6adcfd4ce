"""The loop that rings phones. It knows nothing of Telegram and never waits for it.

Due rings are claimed, all called at once, and each is settled as soon as its provider has answered: a provider
that hangs holds up nobody but itself.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog
from msgspec import Struct
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.desk import rings
from bot.desk.desk import Desk
from bot.desk.rings import Answer, Call, Receipt
from storage.vocabulary.phones import PhoneKind, RingKind, RingVerdict

_log = structlog.get_logger("ringing")

CALL_SECONDS: Final = 25.0
"""No call lasts longer, whatever its sender does: two requests at their limit, a mail with its greetings."""
AT_ONCE: Final = 200
_LOOK_SECONDS: Final = 1.0
"""Another replica's ring, or a machine clock that was set, is noticed after this long."""

Send = Callable[[Call], Awaitable[Answer]]
Ask = Callable[[Call], Awaitable[Receipt | None]]


class Channel(Struct, frozen=True):
    """One kind of phone: how it is called, and how its provider is asked for a receipt, if it gives any.

    `ask` returns None when it could not be asked; it is asked again later.
    """

    send: Send
    ask: Ask | None = None


class Figures:
    """What is counted of rings."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.calls = Counter(
            "crisisdesk_rings", "Calls to phones, by what became of them.", ["phone", "verdict"], registry=registry
        )
        self.seconds = Histogram(
            "crisisdesk_ring_seconds",
            "From the moment a ring is due until its provider has answered.",
            ["phone"],
            buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60),
            registry=registry,
        )
        self.now = Gauge("crisisdesk_rings_now", "Calls to phones under way.", registry=registry)


class Ringer:
    """Rings what is due.

    Args:
        channels: how each kind of phone is called; a kind that is missing was not set up by the operators.
    """

    def __init__(
        self, desk: Desk, channels: Mapping[PhoneKind, Channel], registry: CollectorRegistry | None = None
    ) -> None:
        self._desk = desk
        self._channels = channels
        self._figures = Figures(registry or CollectorRegistry())
        self._owner = secrets.token_hex(8)
        self._calls: set[asyncio.Task[None]] = set()

    async def run(self, sign: Callable[[], None]) -> None:
        """Ring until cancelled; calls under way are then finished by `rest`."""
        woken = True
        while True:
            upcoming = await self._begin_due(woken)
            sign()
            woken = await self._desk.signals.rings.wait(self._seconds(upcoming))

    async def drain(self) -> datetime | None:
        """Ring everything due now and wait for the end; returns when there is more to do."""
        while True:
            upcoming = await self._begin_due(woken=True)
            if not self._calls and (upcoming is None or upcoming > self._desk.clock.now()):
                return upcoming
            await self.rest()

    async def rest(self, seconds: float | None = None) -> None:
        """Wait for the calls under way, at most `seconds`."""
        if self._calls:
            await asyncio.wait(set(self._calls), timeout=seconds)

    def _seconds(self, upcoming: datetime | None) -> float:
        if upcoming is None or len(self._calls) >= AT_ONCE:
            return _LOOK_SECONDS
        return min(max((upcoming - self._desk.clock.now()).total_seconds(), 0.01), _LOOK_SECONDS)

    async def _begin_due(self, woken: bool) -> datetime | None:
        """Start every call that is due; returns when the next one is.

        `woken`: something was posted. Then it is claimed without a look beforehand: many may look at once, and a
        call must not stand in their line. A look by the clock finds nothing nearly always, and takes no
        writer's turn for it.
        """
        if not woken:
            async with self._desk.reading(here=True) as look:
                upcoming = await look.rings.next_at(look.now)
            if upcoming is None or upcoming > self._desk.clock.now():
                return upcoming
        room = AT_ONCE - len(self._calls)
        claimed = await rings.claim(self._desk, self._owner, max(room, 0))
        for call in claimed.calls:
            self._begin(self._call(call), call)
        for call in claimed.asked:
            self._begin(self._ask(call), call)
        return claimed.next_at

    def _begin(self, work: Awaitable[None], call: Call) -> None:
        task = asyncio.ensure_future(work)
        task.set_name(f"ring-{call.ring}")
        self._calls.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._figures.now.set(len(self._calls))
        if len(self._calls) == AT_ONCE - 1:
            self._desk.signals.rings.set()  # there is room again
        if not task.cancelled() and (trouble := task.exception()):
            # The ring stays claimed; when its lease is over somebody rings again.
            _log.error("a call could not be settled", task=task.get_name(), trouble=type(trouble).__name__)

    async def _call(self, call: Call) -> None:
        channel = self._channels.get(call.phone)
        self._figures.now.set(len(self._calls))
        answer = await self._answer(call, channel)
        self._figures.calls.labels(call.phone.value, answer.verdict.value).inc()
        if call.kind is not RingKind.STOPPED:
            waited = self._desk.clock.now() - call.posted_at
            self._figures.seconds.labels(call.phone.value).observe(max(waited, timedelta()).total_seconds())
        if not answer.accepted:
            _log.warning(
                "a phone did not ring", ring=call.ring, phone=call.phone.value, verdict=answer.verdict.value
            )
        await rings.settle(self._desk, self._owner, call, answer, channel is not None and channel.ask is not None)

    async def _answer(self, call: Call, channel: Channel | None) -> Answer:
        if call.verdict is not None:
            return Answer(call.verdict)
        if channel is None:
            return Answer(RingVerdict.NOT_SET_UP)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await channel.send(call)
        except TimeoutError:
            return Answer(RingVerdict.SILENT)
        except Exception:  # noqa: BLE001  (a boundary: a bug in one channel must not keep the next rung waiting)
            reference = secrets.token_hex(3)
            _log.exception("a bug in a phone channel", phone=call.phone.value, reference=reference)
            return Answer(RingVerdict.UNKNOWN, f"bug {reference}")

    async def _ask(self, call: Call) -> None:
        channel = self._channels.get(call.phone)
        if channel is None or channel.ask is None:
            return
        try:
            async with asyncio.timeout(CALL_SECONDS):
                receipt = await channel.ask(call)
        except TimeoutError:
            return
        if receipt is not None:
            await rings.note_receipt(self._desk, call, receipt)
