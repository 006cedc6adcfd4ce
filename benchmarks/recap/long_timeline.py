"""A recap of 50,000 entries: time of each form, how long the loop was held up, memory (goal G9).

    python -m benchmarks.recap.long_timeline [entries]

Goal: read and drawn as page, Markdown and JSON in 0.5 s each, the loop never held up for more than 20 ms.
CPU seconds are printed beside wall seconds: on a busy machine only the former compare.
"""

import asyncio
import gc
import hashlib
import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import insert

from bot.clock import SystemClock
from bot.desk.desk import Desk
from bot.desk.retelling import let_go, retell
from bot.gateways.rendering import Renderer
from bot.ids import IdMaker, IncidentId, PersonId, TeamId
from handlers.masking import mask
from messages.recap import document, markdown, page, table
from messages.recap.values import Recap
from messages.words import Reader
from storage.columns import canonical
from storage.database import Database
from storage.migrations.running import upgrade
from storage.queries.timeline import entry_hash
from storage.tables.incidents import Incident
from storage.tables.teams import Person, Team
from storage.tables.timeline import Entry
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

ENTRIES: Final = 50_000
BEGIN: Final = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
_NOTES: Final = (
    "收到3例起疹反馈,批次0912A",
    "一位家长留了电话 13812345678,已转客服",
    "对方说「<b>三天内</b>全额退」,先不答应",
    "经销商已下架 ✓ 🇨🇳",
)


@dataclass
class Held:
    """The longest the loop worked without looking at others, in milliseconds of its own CPU time: what other
    processes on the machine take is not counted."""

    longest: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Held]:
    """Measure how much the loop's thread works between two turns of a task that always wants to run."""
    held = Held()

    async def beat() -> None:
        last = time.thread_time()
        while True:
            await asyncio.sleep(0.0005)
            now = time.thread_time()
            held.longest = max(held.longest, (now - last) * 1000)
            last = now

    task = asyncio.create_task(beat())
    await asyncio.sleep(0.01)
    held.longest = 0.0
    yield held
    await asyncio.sleep(0.001)
    task.cancel()


def floor(path: Path) -> None:
    """What the bare driver takes for the same columns and the same hashes: divide by this on a busy machine."""
    wall, cpu = time.perf_counter(), time.process_time()
    with sqlite3.connect(path) as connection:
        query = "SELECT seq, at, recorded_at, kind, actor, ref, details, details_hash, previous_hash, hash"
        for row in connection.execute(f"{query} FROM timeline ORDER BY seq").fetchall():
            hashlib.sha256(row[6].encode()).hexdigest()
            hashlib.sha256(row[7].encode()).hexdigest()
            json.loads(row[6])
    print(f"{'floor: bare sqlite3':<28}{time.perf_counter() - wall:7.3f} s{time.process_time() - cpu:8.3f} s CPU")


async def fill(desk: Desk, entries: int) -> IncidentId:
    """One incident with so many entries: half of them repeats, the rest notes and deadlines of five people."""
    async with desk.transaction() as u:
        team = Team(id=TeamId(u.new_id()), name="豆芽星球", created_at=BEGIN, policies={})
        people = [
            Person(id=PersonId(u.new_id()), name=name, created_at=BEGIN)
            for name in ("林澜", "周岚", "陈默", "何敏", "阿杰")
        ]
        u.add(team, *people)
        await u.session.flush()
        incident = Incident(
            id=IncidentId(u.new_id()),
            team_id=team.id,
            number="INC-2026-0007",
            title="儿童润肤霜疑致起疹",
            severity=Severity.S1,
            first_seen_at=BEGIN - timedelta(minutes=9),
            received_at=BEGIN,
            opened_at=BEGIN,
            changed_at=BEGIN,
            more_types=[],
        )
        u.add(incident)
        await u.session.flush()
        rows = []
        for seq in range(1, entries + 1):
            at = BEGIN + timedelta(seconds=5 * seq)
            kind, details = EntryKind.NOTE, dict[str, str | int](text=_NOTES[seq % len(_NOTES)])
            if seq % 2:
                kind, details = EntryKind.ALERT_REPEATED, {"joined": seq % 7, "repeated": 1}
            elif seq % 10 == 0:
                kind, details = EntryKind.CLOCK_WARNED, {"clock": "next_update", "due": at.isoformat()}
            text = canonical(details)
            entry = Entry(
                id=u.new_id(),
                incident_id=incident.id,
                seq=seq,
                at=at,
                recorded_at=at,
                kind=kind,
                actor=None if seq % 2 else people[seq % len(people)].id,
                details=text,
                details_hash=hashlib.sha256(text.encode()).hexdigest(),
                previous_hash=incident.timeline_hash,
                hash="",
            )
            entry.hash = incident.timeline_hash = entry_hash(entry)
            incident.timeline_seq = seq
            rows.append(entry.model_dump())
        for begin in range(0, len(rows), 500):
            await u.session.execute(insert(Entry), rows[begin : begin + 500])
        return incident.id


def timed(name: str, make: Callable[[], bytes]) -> float:
    """Say what it took; returns its CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    size = len(make())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:<28}{wall:7.3f} s{cpu:8.3f} s CPU{size / 1e6:9.1f} MB")
    return cpu


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(entries: int) -> dict[str, float]:
    """Every form once warm: CPU seconds, the longest the loop was held in milliseconds, megabytes."""
    found: dict[str, float] = {"entries": entries}
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'recap.db'}")
        await upgrade(database)
        clock = SystemClock()
        desk = Desk(database, clock, IdMaker(clock.now))
        incident = await fill(desk, entries)
        gc.collect()
        gc.freeze()  # as the running desk does after its start
        before = megabytes()
        floor(Path(folder) / "recap.db")
        recap: Recap | None = None
        for _ in range(3):
            if recap is not None:
                entries_of_before = list(recap.entries)
                recap = None
                async with watched() as held:
                    await let_go(entries_of_before)
                found["loop held while a recap is let go, ms"] = round(held.longest, 1)
            async with watched() as held, desk.reading() as look:
                wall, cpu = time.perf_counter(), time.process_time()
                recap = await retell(look, incident, mask)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            found["read, s of CPU"], found["loop held while reading, ms"] = round(cpu, 3), round(held.longest, 1)
            print(f"{'read, checked, masked':<28}{wall:7.3f} s{cpu:8.3f} s CPU   loop held {held.longest:5.1f} ms")
        assert recap is not None
        assert recap.chain.whole
        assert len(recap.entries) == entries
        reader = Reader(Language.ZH, ZoneInfo("Asia/Shanghai"), clock.now())
        for _ in range(2):
            found["page, s of CPU"] = round(timed("page", lambda: page.draw(recap, reader)), 3)
            found["Markdown, s of CPU"] = round(
                timed("Markdown", lambda: markdown.draw(recap, reader).encode()), 3
            )
            found["JSON, s of CPU"] = round(timed("JSON", lambda: document.draw(recap)), 3)
            found["CSV, s of CPU"] = round(timed("CSV", lambda: table.draw(recap, reader)), 3)
        renderer = Renderer()
        await renderer.draw(recap, ["json"], reader)
        for form in ("html", "html", "md", "json", "pdf", "pdf"):
            async with watched() as held:
                wall = time.perf_counter()
                (made,) = await renderer.draw(recap, [form], reader)
                wall = time.perf_counter() - wall
            assert not made.trouble
            found[f"{form} by the worker, s"] = round(wall, 3)
            found["loop held while the worker draws, ms"] = round(
                max(held.longest, found.get("loop held while the worker draws, ms", 0.0)), 1
            )
            print(f"{'by the worker: ' + form:<28}{wall:7.3f} s{'':16}loop held {held.longest:5.1f} ms")
        await renderer.close()
        await database.close()
        found["memory before, MB"], found["memory at most, MB"] = round(before), round(megabytes())
        print(f"memory: {before:.0f} MB before, {megabytes():.0f} MB at most")
    return found


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES))
