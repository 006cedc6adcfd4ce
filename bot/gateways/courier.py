"""The loop that calls a team's own addresses: its publishing interface, robots in other messengers' groups.

Due calls are claimed, all called at once, and each is settled as soon as it was answered. How often one is tried
again is a row's business (`bot.rules.outlets`): nothing is remembered here.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter

from bot.clock import Clock
from bot.desk import outlet_calls
from bot.desk.desk import Desk
from bot.desk.outlet_calls import Claim, Order, Settled
from bot.desk.rings import Answer
from bot.gateways import answers, robots
from bot.gateways.outgoing import NotAnswered, Outgoing
from bot.gateways.signing import signed
from storage.database import is_away
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.phones import RingVerdict

_log = structlog.get_logger("courier")

CALL_SECONDS: Final = 25.0
AT_ONCE: Final = 50
_LOOK_SECONDS: Final = 1.0
"""Another replica's call, or a machine clock that was set, is noticed after this long."""
_LONGEST_TEXT: Final = 20_000
_LONGEST_URL: Final = 500
#: RFC 9110: request time-out, too early. Both say: come again.
_COME_AGAIN: Final = frozenset({408, 425})


class Sender:
    """How one call is made. Takes what is due, knows nothing of rows."""

    def __init__(self, outgoing: Outgoing, clock: Clock) -> None:
        self._outgoing = outgoing
        self._robots = robots.Robots(outgoing)
        self._clock = clock

    async def send(self, order: Order) -> Settled:
        """Make the call; what came of it, whatever came."""
        if order.verdict is not None:
            return Settled(order.verdict)
        if order.kind is OutletKind.INTERFACE:
            return await self._publish(order)
        answer = await self._bring(order)
        return Settled(answer.verdict, answer.told)

    async def _publish(self, order: Order) -> Settled:
        body = answers.json_body(order.body)
        headers = {
            **answers.JSON,
            **signed(order.secret, body, self._clock.now()),
            # draft-ietf-httpapi-idempotency-key-header: a quoted string, the same for every try.
            "Idempotency-Key": f'"{order.id}"',
        }
        try:
            reply = await self._outgoing.call("POST", order.url, headers=headers, body=body)
        except NotAnswered as trouble:
            return Settled(RingVerdict(trouble.trouble.value))
        verdict = RingVerdict.BUSY if reply.status in _COME_AGAIN else answers.of_status(reply)
        told = answers.told(reply, (order.url, order.secret))
        said = answers.json_of(reply) or {}
        if verdict is not RingVerdict.ACCEPTED:
            return Settled(verdict, told)
        if said.get("ok") is False or said.get("error"):
            return Settled(RingVerdict.REFUSED_INSIDE, told)
        return Settled(
            verdict,
            told,
            _text(said, "id", 120),
            _text(said, "url", _LONGEST_URL),
            _text(said, "text", _LONGEST_TEXT),
        )

    async def _bring(self, order: Order) -> Answer:
        card, now, hidden = order.card, self._clock.now(), (order.url, order.secret)
        assert card is not None, "a card for a group"
        if order.kind is OutletKind.FEISHU:
            said = robots.feishu_card(card.title, card.text, card.url, card.label, "blue")
            return await self._robots.feishu(order.url, order.secret, said, now, hidden)
        said = robots.plain_text([card.title, card.text, card.url])
        if order.kind is OutletKind.DINGTALK:
            return await self._robots.dingtalk(order.url, order.secret, said, now, hidden)
        return await self._robots.wecom(order.url, said, hidden)


def _text(said: Any, name: str, limit: int) -> str:
    """A field of the answer as text; a longer one is none: a cut address or text would be another one."""
    found = said.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    return found if isinstance(found, str) and len(found) <= limit else ""


class Courier:
    """Calls what is due.

    Args:
        send: how a call is made.
    """

    def __init__(
        self,
        desk: Desk,
        send: Callable[[Order], Awaitable[Settled]],
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._desk = desk
        self._send = send
        self._owner = secrets.token_hex(8)
        self._calls: set[asyncio.Task[None]] = set()
        self._counted = Counter(
            "crisisdesk_outlet_calls",
            "Calls to teams' own addresses, by what became of them.",
            ["outlet", "verdict"],
            registry=registry or CollectorRegistry(),
        )

    async def run(self, sign: Callable[[], None]) -> None:
        """Call until cancelled; calls under way are then finished by `rest`."""
        while True:
            upcoming = await self._next()
            if await self._begin_due(upcoming):
                upcoming = await self._next()
            sign()
            await self._desk.signals.outlets.wait(self._seconds(upcoming))

    async def drain(self) -> datetime | None:
        """Call everything due now and wait for the end; returns when there is more to do."""
        while await self._begin_due(await self._next()) or self._calls:
            await self.rest()
        return await self._next()

    async def rest(self, seconds: float | None = None) -> None:
        """Wait for the calls under way, at most `seconds`."""
        if self._calls:
            await asyncio.wait(set(self._calls), timeout=seconds)

    async def _next(self) -> datetime | None:
        async with self._desk.reading(here=True) as look:
            return await look.outlets.next_at(look.now)

    def _seconds(self, upcoming: datetime | None) -> float:
        if upcoming is None:
            return _LOOK_SECONDS
        return min(max((upcoming - self._desk.clock.now()).total_seconds(), 0.01), _LOOK_SECONDS)

    async def _begin_due(self, upcoming: datetime | None) -> bool:
        room = AT_ONCE - len(self._calls)
        if upcoming is None or upcoming > self._desk.clock.now() or room <= 0:
            return False
        claims = await outlet_calls.claim(self._desk, self._owner, room)
        for claim in claims:
            task = asyncio.create_task(self._call(claim), name=f"outlet:{claim.id}")
            self._calls.add(task)
            task.add_done_callback(self._ended)
        return bool(claims)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        if not task.cancelled() and (trouble := task.exception()) is not None:
            # The database is away: once the lease is over somebody calls again, with the same key.
            _log.error("a call could not be settled", task=task.get_name(), trouble=type(trouble).__name__)

    async def _call(self, claim: Claim) -> None:
        came = await self._made(claim)
        if came is None:
            return
        self._counted.labels(claim.kind.value, came.verdict.value).inc()
        if came.verdict is not RingVerdict.ACCEPTED:
            _log.warning("not taken", call=claim.id, outlet=claim.kind.value, verdict=came.verdict.value)
        await outlet_calls.settle(self._desk, self._owner, claim, came)

    async def _made(self, claim: Claim) -> Settled | None:
        """What came of the call; None: it was not to be made. A bug of ours on the way ends it like a crash: tried
        again, so often and no more, then people are told."""
        making = asyncio.ensure_future(self._prepared_and_sent(claim))
        try:
            await asyncio.wait({making}, timeout=CALL_SECONDS)
            if not making.done():
                return Settled(RingVerdict.SILENT)
            if (bug := making.exception()) is None:
                return making.result()
            if isinstance(bug, Exception) and is_away(bug):
                raise bug
            _log.error("a bug on the way", call=claim.id, outlet=claim.kind.value, bug=type(bug).__name__)
            return Settled(RingVerdict.CRASHED)
        finally:
            making.cancel()

    async def _prepared_and_sent(self, claim: Claim) -> Settled | None:
        order = await outlet_calls.prepare(self._desk, self._owner, claim)
        return None if order is None else await self._send(order)
