"""A hundred thousand deadlines: what they cost, how late they come, and what happens when all come at once.

    python -m benchmarks.clocks [--full] [--json FILE]

The real program with its database on disk, in front of a Telegram stub. Two kinds of deadlines, because they cost
differently: those of a storm's alerts, which nobody is told one by one, and those of incidents, each of which is
entered into the timeline and told to its owner and in its topic when it runs out. The desk's wall clock is moved
to shortly before they come. Then the desk is away for an hour, its clock jumps two hours ahead while it runs,
it is started with a clock that is an hour back, and it is killed again and again while as many as the first time
come at once: each deadline must be seen once. Beside it the floor: SQLite
alone, taking as many rows. Goal G8; see docs/performance.md.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.clocks import floor, seeding
from benchmarks.kit import load
from benchmarks.kit.alerts import hook
from benchmarks.kit.processes import Served, desk
from benchmarks.kit.report import Report, arguments, finish, percentile
from benchmarks.kit.telegram import stub
from bot.clock import STORY_CLOCK, SystemClock


class Counts(NamedTuple):
    """Deadlines: open ones, of a storm and all due at once, of incidents and all due at once, spread over a while,
    and run out during the outage and each jump. And kills; incidents; seconds of that while, and until what else
    waited for the hour is done."""

    open: int
    of_storm: int
    of_incidents: int
    spread: int
    jumped: int
    kills: int
    incidents: int
    spread_seconds: float
    settle_seconds: float


TINY: Final = Counts(300, 200, 40, 20, 12, 1, 2, 2.0, 3.0)
SMALL: Final = Counts(10_000, 4_000, 500, 200, 100, 5, 5, 10.0, 5.0)
FULL: Final = Counts(100_000, 20_000, 2_000, 1_000, 1_000, 20, 50, 10.0, 20.0)
_AHEAD: Final = timedelta(seconds=2)
_HOUR: Final = timedelta(hours=1)


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    counts = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("clocks", {"deadlines": counts._asdict()})
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with stub(folder) as telegram:
            _Measured(report, folder, telegram, counts).run()
    return finish(report, options.json)


class _Measured:
    def __init__(self, report: Report, folder: Path, telegram: dict[str, Any], counts: Counts) -> None:
        self._report, self._folder, self._telegram, self._counts = report, folder, telegram, counts
        self._database = folder / "desk.db"
        self._story = folder / "story"
        self._told = 0

    def run(self) -> None:
        self._shift(timedelta())
        with self._desk() as running:
            self._open_incidents(running)
        asyncio.run(seeding.end_all(self._database))
        with self._desk() as running:
            time.sleep(_AHEAD.total_seconds())
            without = running.resident_megabytes()
        each = asyncio.run(
            seeding.of_storm(self._database, self._counts.open, SystemClock().now() + seeding.A_DAY)
        )
        with self._desk() as running:
            self._keep_many(running, without, each)
            self._come_one_by_one()
            self._come_at_once(running)
        self._jump()
        self._die()

    @contextmanager
    def _desk(self) -> Iterator[Served]:
        with desk(self._folder, self._database, self._telegram, **{STORY_CLOCK: str(self._story)}) as running:
            yield running

    def _now(self) -> datetime:
        """What the desk's wall clock shows."""
        return SystemClock().now() + timedelta(seconds=float(self._story.read_text("ascii")))

    def _shift(self, by: timedelta) -> None:
        """Move the desk's wall clock to so much ahead of this machine's."""
        new = self._story.with_suffix(".new")
        new.write_text(str(by.total_seconds()), "ascii")
        new.replace(self._story)

    def _open_incidents(self, running: Served) -> None:
        wanted = self._counts.incidents
        alerts = [
            {"title": f"matter {n}", "severity": "S2", "account": f"account {n}", "dedup_key": f"matter-{n}"}
            for n in range(wanted)
        ]
        requests = self._folder / "requests"
        load.write(requests, [hook(running.base, {"alerts": alerts})])
        sent = load.send(requests, running.port, 1)
        self._report.check(sent.statuses == {"200": 1}, f"the incidents' alerts were not taken: {sent.statuses}")
        self._shift(_HOUR)  # nobody decides on them, so each becomes an incident when its time is over
        opened = _until(lambda: self._scalar("SELECT count(*) FROM incident") >= wanted, 60)
        self._report.check(opened is not None, "not every incident was opened")
        self._shift(timedelta())

    def _keep_many(self, running: Served, without: float, each: float) -> None:
        """What a hundred thousand open ones cost."""
        count = self._counts.open
        time.sleep(_AHEAD.total_seconds())
        more = running.resident_megabytes() - without
        self._report.figures |= {
            "start of one, us of the writer": round(each, 1),
            "ready with them, s": round(running.ready_seconds, 2),
        }
        self._report.goal("G8: start of a deadline within its alert's transaction, us", each, 1_000)
        self._report.goal(f"G8: MB more with {count} open ones", more, 10)

    def _come_one_by_one(self) -> None:
        """How late each is, when they come one after the other."""
        count, seconds = self._counts.spread, self._counts.spread_seconds
        begin = self._now() + _HOUR
        step = timedelta(seconds=seconds / count)
        asyncio.run(seeding.of_incidents(self._database, [begin + n * step for n in range(count)]))
        self._told += count
        self._move_before(begin)
        self._all_told(60 + seconds)
        late = [
            (datetime.fromisoformat(noticed) - datetime.fromisoformat(due)).total_seconds() * 1000
            for due, noticed in self._rows(_LATENESS)
        ]
        rate = count / seconds
        self._report.figures[f"noticed late, {rate:g} a second, p50 ms"] = round(percentile(late, 50), 1)
        self._report.goal("G8: noticed late, p99 ms", percentile(late, 99), 50)

    def _come_at_once(self, running: Served) -> None:
        storm, told = self._counts.of_storm, self._counts.of_incidents
        due = self._now() + _HOUR
        asyncio.run(seeding.of_storm(self._database, storm, due))
        seconds, cpu = self._watched(running, due)
        self._once_more(storm, due)
        least = floor.claims(self._folder, storm)
        self._report.figures["a storm's, all due at once"] = {
            "marked within, s": round(seconds, 2),
            "CPU of each, us": round(cpu * 1e6 / storm, 1),
            "SQLite alone, us": {"wall": round(least.wall, 1), "CPU": round(least.cpu, 1)},
            "wall ÷ SQLite alone": round(seconds * 1e6 / storm / least.wall, 1),
        }
        self._report.goal(f"G8: {storm} of a storm due at once, marked within, s", seconds, 1.0)
        due = self._now() + _HOUR
        asyncio.run(seeding.of_incidents(self._database, [due] * told))
        self._told += told
        seconds, cpu = self._watched(running, due)
        self._all_told(0)
        self._report.figures["incidents', all due at once, each told"] = {
            "told within, s": round(seconds, 2),
            "CPU of each, its messages included, us": round(cpu * 1e6 / told),
            "20,000 would take, s": round(seconds * 20_000 / told, 1),
        }

    def _watched(self, running: Served, due: datetime) -> tuple[float, float]:
        """Seconds from when they are due until none is left, and the desk's CPU meanwhile."""
        self._move_before(due)
        time.sleep(self._counts.settle_seconds)
        began, cpu = time.monotonic(), running.cpu_seconds()
        done = _until(lambda: self._still_due(due) == 0, 600)
        self._report.check(done is not None, "some deadlines were forgotten")
        return (done or time.monotonic()) - began, running.cpu_seconds() - cpu

    def _move_before(self, due: datetime) -> None:
        """Move the desk's wall clock to shortly before this: what else waited for the hour is done meanwhile."""
        time.sleep(_AHEAD.total_seconds())
        self._shift(due - timedelta(seconds=self._counts.settle_seconds) - SystemClock().now())

    def _still_due(self, due: datetime) -> int:
        return self._scalar(
            "SELECT count(*) FROM clock WHERE state = 'running' AND next_mark_at <= ?", _stored(due)
        )

    def _once_more(self, count: int, due: datetime) -> None:
        """Each of the storm's runs once more, from when it was due, and none twice as long."""
        again = self._scalar(
            "SELECT count(*) FROM clock WHERE state = 'running' AND started_at >= ? AND due_at > ? AND due_at < ?",
            _stored(due), _stored(due + seeding.A_DAY), _stored(due + 2 * seeding.A_DAY),
        )  # fmt: skip
        self._report.check(again == count, f"of {count} deadlines {again} run once more")

    def _jump(self) -> None:
        """An hour away; two hours ahead while it runs; begun anew an hour back."""
        count = self._counts.jumped
        now = self._now()
        hour = [now + (n + 1) * _HOUR / count for n in range(count)]
        asyncio.run(seeding.of_incidents(self._database, hour))
        self._told += count
        ahead = now - SystemClock().now() + timedelta(minutes=1)
        self._shift(ahead + _HOUR)
        with self._desk():
            self._all_told(120)
            asyncio.run(seeding.of_incidents(self._database, [due + 2 * _HOUR for due in hour]))
            self._told += count
            self._shift(ahead + 3 * _HOUR)
            self._all_told(120)
        self._shift(ahead + 2 * _HOUR)
        asyncio.run(seeding.of_incidents(self._database, [due + 3 * _HOUR for due in hour]))
        before = self._told
        with self._desk():
            time.sleep(_AHEAD.total_seconds())
            self._seen(before, before)
            self._told += count
            self._shift(ahead + 4 * _HOUR)
            self._all_told(120)
        self._report.figures["outage and jumps"] = f"{3 * count} deadlines, each seen once"

    def _die(self) -> None:
        """Killed whenever some more have been seen: the rest, and what was in hand, comes in the next life."""
        storm, told, kills = self._counts.of_storm, self._counts.of_incidents, self._counts.kills
        due = self._now() + 2 * _HOUR
        asyncio.run(seeding.of_storm(self._database, storm, due))
        asyncio.run(seeding.of_incidents(self._database, [due] * told))
        before, self._told = self._told, self._told + told
        self._shift(due + timedelta(minutes=1) - SystemClock().now())
        for number in range(1, kills + 1):
            with self._desk() as running:
                come = _until(partial(self._as_many_seen, before + told * number // (kills + 1)), 120)
                running.process.kill()
                running.process.wait()
            self._report.check(come is not None, f"after {number - 1} kills deadlines came no more")
        with self._desk():
            self._all_told(120)
            _until(lambda: self._still_due(due) == 0, 120)
        self._once_more(storm, due)
        self._report.figures["killed while they come"] = f"{kills} times; {told} and a storm's {storm}, each once"

    def _all_told(self, seconds: float) -> None:
        """Each deadline of an incident that has come is seen, and once."""
        _until(partial(self._as_many_seen, self._told), seconds)
        self._seen(self._told, self._told)

    def _seen(self, entries: int, deadlines: int) -> None:
        told, of = self._seen_refs()
        self._report.check(
            (told, of) == (entries, deadlines), f"{deadlines} deadlines came: {told} entries of {of} of them"
        )

    def _as_many_seen(self, wanted: int) -> bool:
        return self._seen_refs()[0] >= wanted

    def _seen_refs(self) -> tuple[int, int]:
        ((entries, of),) = self._rows(_SEEN)
        return entries, of

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(query, values).fetchall()

    def _scalar(self, query: str, *values: Any) -> int:
        return int(self._rows(query, *values)[0][0])


_OF_OURS: Final = f"ref IN (SELECT id FROM clock WHERE label = '{seeding.LABEL}') AND kind = 'clock_breached'"
_SEEN: Final = f"SELECT count(*), count(DISTINCT ref) FROM timeline WHERE {_OF_OURS}"
_LATENESS: Final = f"SELECT due_at, breached_at FROM clock WHERE label = '{seeding.LABEL}'"


def _stored(moment: datetime) -> str:
    """As SQLite's column has it: UTC, without saying so."""
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def _until(done: Callable[[], bool], seconds: float) -> float | None:
    """When it was so, by the monotonic clock; None: not within so many seconds."""
    ends = time.monotonic() + seconds
    while not done():
        if time.monotonic() > ends:
            return None
        time.sleep(0.02)
    return time.monotonic()


if __name__ == "__main__":
    sys.exit(main())
