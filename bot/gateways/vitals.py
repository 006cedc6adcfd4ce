"""How the desk is: what `/readyz` says and what `/metrics` counts."""

import asyncio
import shutil
from collections.abc import Iterable
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import text

from bot.desk.desk import Desk
from bot.desk.loops import Loops
from bot.turns import BOUNDS, Turns, WatchedLoop
from storage.vocabulary.parcels import ParcelState, UpdateState

_log = structlog.get_logger("vitals")

PROBE_SECONDS: Final = 3.0
SPACE_NEEDED: Final = 16 * 1024 * 1024
"""Bytes that must be free beside a SQLite file: a WAL of a storm fits in."""

Part = dict[str, str | int | float | bool | None]


class Vitals:
    """Looks at the database and the loops, and hears from the link to Telegram."""

    def __init__(self, desk: Desk, loops: Loops, registry: CollectorRegistry) -> None:
        self._desk = desk
        self._loops = loops
        self._registry = registry
        self._probe: asyncio.Task[None] | None = None
        self.telegram = "starting"
        self.going_down = False
        ProcessCollector(registry=registry)
        self.alerts = Counter("crisisdesk_alerts", "Alerts stored.", ["source", "fresh"], registry=registry)
        self.updates = Counter("crisisdesk_updates", "Telegram updates stored.", registry=registry)
        TurnsShown(registry)
        self._up = self._gauge("loop_up", "1 while a loop runs, 0 when it is dead.", ["loop"])
        self._falls = self._gauge("loop_falls", "How often a loop fell and was started again.", ["loop"])
        self._silence = self._gauge("loop_silence_seconds", "Since when a loop gave no sign of life.", ["loop"])
        self._outbox = self._gauge("outbox_parcels", "What waits to be said.", ["state"])
        self._oldest = self._gauge("outbox_oldest_seconds", "For how long the oldest parcel has waited.")
        self._inbox = self._gauge("inbox_updates", "Updates that wait, or were set aside.", ["state"])
        self._reachable = self._gauge("telegram_up", "1 while Telegram answers.")
        self._free = self._gauge("database_free_bytes", "Free space beside the SQLite file.")

    def _gauge(self, name: str, meaning: str, labels: tuple[str, ...] | list[str] = ()) -> Gauge:
        return Gauge(f"crisisdesk_{name}", meaning, labels, registry=self._registry)

    def hear_telegram(self, state: str) -> None:
        """Telegram answers (`ok`), or what is wrong with it."""
        self.telegram = state

    async def health(self, alert_loop: str) -> tuple[bool, dict[str, Part]]:
        """Can alerts be stored, and how is each part? `alert_loop` is the loop that stores them."""
        database = await self._database()
        loops: dict[str, Part] = {}
        for name in self._loops.all:
            silence = self._loops.silence(name) or 0.0
            loops[name] = {"ok": not self._loops.is_dead(name), "silent_seconds": round(silence, 1)}
        dead = [name for name, part in loops.items() if not part["ok"]]
        ready = bool(database["ok"]) and not dead and alert_loop in loops and not self.going_down
        telegram: Part = {"ok": self.telegram == "ok", "state": self.telegram}
        return ready, {"database": database, "telegram": telegram, **loops}

    async def _database(self) -> Part:
        part: Part = {"ok": True}
        if (path := self._desk.database.path) is not None:
            free = shutil.disk_usage(path.resolve().parent).free
            part |= {"ok": free >= SPACE_NEEDED, "free_bytes": free}
        # The probe is waited for, never cut off: a cancelled transaction may leave the writer's turn taken.
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._write_nothing(), name="probe")
        await asyncio.wait({self._probe}, timeout=PROBE_SECONDS)
        if not self._probe.done():
            return part | {"ok": False, "state": "does not answer"}
        if trouble := self._probe.exception():
            return part | {"ok": False, "state": type(trouble).__name__}
        return part

    async def _write_nothing(self) -> None:
        async with self._desk.database.writing() as session:
            await (await session.connection()).execute(text("SELECT 1"))

    async def figures(self) -> bytes:
        """All figures in Prometheus' text format; those of the database are read now."""
        for name, loop in self._loops.all.items():
            self._up.labels(name).set(not self._loops.is_dead(name))
            self._falls.labels(name).set(loop.falls)
            self._silence.labels(name).set(self._loops.silence(name) or 0)
        self._reachable.set(self.telegram == "ok")
        if (path := self._desk.database.path) is not None:
            self._free.set(shutil.disk_usage(path.resolve().parent).free)
        # Without a database the other figures are wanted all the more.
        counting = asyncio.create_task(self._count(), name="count")
        await asyncio.wait({counting}, timeout=PROBE_SECONDS)
        if counting.done() and (trouble := counting.exception()):
            _log.warning("the database cannot be counted", trouble=type(trouble).__name__)
        return bytes(generate_latest(self._registry))

    async def _count(self) -> None:
        async with self._desk.reading() as look:
            parcels, updates = await look.outbox.counts(), await look.updates.counts()
            oldest = await look.outbox.oldest_waiting_at()
        for parcel in ParcelState:
            self._outbox.labels(parcel.value).set(parcels.get(parcel, 0))
        for update in (UpdateState.WAITING, UpdateState.QUARANTINED):
            self._inbox.labels(update.value).set(updates.get(update, 0))
        self._oldest.set(max(0.0, (look.now - oldest).total_seconds()) if oldest else 0)


class TurnsShown(Collector):
    """The turns of the loop that runs now, among the figures of `registry`; of another loop none are known."""

    def __init__(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        """Nothing is measured to be registered: that happens before the loop runs."""
        return ()

    def collect(self) -> Iterable[Metric]:
        loop = asyncio.get_running_loop()
        turns = loop.turns if isinstance(loop, WatchedLoop) else Turns()
        buckets, so_far = [], 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), turns.counts, strict=True):
            so_far += count
            buckets.append((bound, so_far))
        histogram = HistogramMetricFamily(
            "crisisdesk_event_loop_lag_seconds",
            "How long a turn of the event loop lasts; nothing else happens meanwhile.",
        )
        histogram.add_metric([], buckets, turns.seconds)
        longest = GaugeMetricFamily(
            "crisisdesk_event_loop_lag_longest_seconds", "The longest of these turns since the start."
        )
        longest.add_metric([], turns.longest)
        return (histogram, longest)
