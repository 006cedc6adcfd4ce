"""Calendar chores: what is done at certain hours, and what is caught up once when the desk was down then.

Deadlines of incidents are not here; they are rows (`bot.desk.clocks`). A chore's last run is a row too: only
one replica is elected to run chores, and a second run at the same hour finds nothing to do.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from msgspec import Struct

from bot.desk import handouts, improvements, retention
from bot.desk.desk import Desk, act
from bot.desk.heartbeats import look_for_silence
from bot.desk.readiness import push_reds
from bot.desk.self_tests import test_phones
from storage.tables.teams import Chore as LastRun

_log = structlog.get_logger("chores")

RAW_UPDATES_KEPT: Final = timedelta(hours=24)
"""design.md, Privacy: the raw text of an update is forgotten a day after it was handled."""
SWEEP_SECONDS: Final = 30


class Chore(Struct, frozen=True):
    """Something done by the calendar. `cron` has the five fields of crontab, read in `zone`.

    `run` may happen twice when the process is killed right after it: what it does must bear that.
    """

    name: str
    cron: str
    run: Callable[[Desk], Awaitable[None]]
    zone: tzinfo = UTC

    def next_after(self, last: datetime, now: datetime) -> datetime | None:
        """The first slot after the last run; at or before `now` means due."""
        # Imported late: not needed before the desk answers.
        from apscheduler.triggers.cron import CronTrigger

        trigger = CronTrigger.from_crontab(self.cron, timezone=self.zone)
        slot: datetime | None = trigger.get_next_fire_time(last, now)
        return slot


@act
async def forget_raw_updates(desk: Desk) -> None:
    """Erase what people wrote from the inbox, a day after it was handled, and what they asked the check about."""
    async with desk.transaction() as u:
        erased = await u.updates.erase_raw(u.now - RAW_UPDATES_KEPT)
        erased += await u.checks.forget(u.now - RAW_UPDATES_KEPT)
    if erased:
        _log.info("raw updates erased", count=erased)


CHORES: Final[tuple[Chore, ...]] = (
    Chore("forget-raw-updates", "*/10 * * * *", forget_raw_updates),
    Chore("silent-sources", "* * * * *", look_for_silence),
    Chore("forget-recap-files", "30 * * * *", handouts.forget_sent),
    # Nine in the morning where most teams are: nobody is reminded of an improvement at night.
    Chore("improvements", "0 9 * * *", improvements.remind, ZoneInfo("Asia/Shanghai")),
    Chore("retention", "30 3 * * *", retention.erase_due, ZoneInfo("Asia/Shanghai")),
    Chore("weekly-reds", "0 1 * * 1", push_reds),
    Chore("phone-self-test", "0 * * * *", test_phones),
)


async def do_due(desk: Desk, chores: Sequence[Chore] = CHORES) -> None:
    """Run every chore whose hour has passed since it last ran, once each, however often it was missed.

    A chore seen for the first time only notes the hour: a new desk has missed nothing.
    """
    for chore in chores:
        if await _is_due(desk, chore):
            await chore.run(desk)
            await _note(desk, chore.name)


async def _is_due(desk: Desk, chore: Chore) -> bool:
    async with desk.reading() as look:
        last = await look.session.get(LastRun, chore.name)
        if last is not None:
            slot = chore.next_after(last.last_run_at, look.now)
            return slot is not None and slot <= look.now
    await _note(desk, chore.name)
    return False


@act
async def _note(desk: Desk, name: str) -> None:
    async with desk.transaction() as u:
        last = await u.session.get(LastRun, name, with_for_update=True)
        if last is None:
            u.add(LastRun(name=name, last_run_at=u.now))
        else:
            last.last_run_at = u.now


async def keep_calendar(desk: Desk, sign: Callable[[], None], chores: Sequence[Chore] = CHORES) -> None:
    """Run chores at their hours, and every 30 s look whether anything was left lying; until cancelled.

    The sweep also wakes every loop that waits for a signal: one that got lost costs half a minute at most.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    turn = asyncio.Lock()

    async def look() -> None:
        async with turn:
            await do_due(desk, chores)

    async def sweep() -> None:
        signals = desk.signals
        for signal in (signals.outbox, signals.clocks, signals.updates, signals.rings, signals.outlets):
            signal.set()
        await look()
        sign()

    await sweep()
    # Its defaults drop a job that is one second late, and run a missed one as often as it was missed.
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for chore in chores:
        scheduler.add_job(look, CronTrigger.from_crontab(chore.cron, timezone=chore.zone), id=chore.name)
    scheduler.add_job(sweep, IntervalTrigger(seconds=SWEEP_SECONDS, timezone=UTC), id="sweep")
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
