"""Start to ready, and memory when idle.

    python -m benchmarks.start [--full] [--json FILE]

With an empty database, and with open deadlines (full: 100,000) and parcels that wait for their
time (10,000). Ready is `/readyz` answering 200: from then on alerts are kept. Whole is the desk once the pump runs
and the rest is imported. Idle memory is measured as `crisisdesk run` holds it, and, unless tiny, once more with
PYTHONOPTIMIZE=2, as docs/operators.md sets it for services. Before each start the floor is taken (`floor.py`).
Goals: 1.5 s, that is 1.58 × the floor (0.95 s) of the machine it was written on, and 110 MB; see
docs/performance.md.
"""

import asyncio
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import insert
from sqlmodel import select

from benchmarks.kit.processes import Served, alertmanager, alertmanager_program, desk, get
from benchmarks.kit.report import Report, arguments, finish
from benchmarks.kit.telegram import stub
from benchmarks.start import floor
from bot.clock import SystemClock
from bot.ids import ClockId, IdMaker, ParcelId
from storage.database import Database
from storage.tables.clocks import Clock
from storage.tables.speaking import Parcel
from storage.tables.teams import Team
from storage.vocabulary.clocks import Basis, ClockKind, Mark
from storage.vocabulary.parcels import Lane, ParcelKind

SMALL: Final = 2
FULL: Final = 7
#: open deadlines, waiting parcels
TINY_LOAD: Final = (100, 10)
SMALL_LOAD: Final = (10_000, 1_000)
FULL_LOAD: Final = (100_000, 10_000)
_A_DAY: Final = timedelta(days=1)
_IDLE_SECONDS: Final = 5.0
_WHOLE_SECONDS: Final = 60.0
#: 1.5 s ÷ 0.95 s, the middle of what the fixed libraries took on the machine the goal was written on.
FLOORS: Final = 1.58
#: 110 MB ÷ 76.5 MB, the same of their memory.
FLOORS_OF_MEMORY: Final = 1.44


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    report = Report("start", {})
    times = 1 if options.tiny else FULL if options.full else SMALL
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with stub(folder) as telegram:
            with desk(folder, folder / "desk.db", telegram) as running:
                new, new_cpu = running.ready_seconds, running.cpu_seconds()
                _until_whole(running)
            again = [_start(folder, telegram, _IDLE_SECONDS if options.full else 1.0) for _ in range(times)]
            # As a service (docs/operators.md); the first of them compiles what is not compiled yet.
            lean = [_start(folder, telegram, 1.0, PYTHONOPTIMIZE="2") for _ in range(0 if options.tiny else 2)][1:]
            clocks, parcels = TINY_LOAD if options.tiny else FULL_LOAD if options.full else SMALL_LOAD
            asyncio.run(_fill(folder / "desk.db", clocks, parcels))
            loaded = [_start(folder, telegram, 1.0) for _ in range(times)]
        report.figures = {
            "floor: CPU, s": [round(one["floor"], 2) for one in again],
            "floor: MB": [round(one["floor megabytes"]) for one in again],
            "with a new database, s": round(new, 2),
            "with a new database: of which CPU, s": round(new_cpu, 2),
            "with a known one, s": [round(one["seconds"], 2) for one in again],
            "of which CPU, s": [round(one["cpu"], 2) for one in again],
            "CPU ÷ floor": [round(one["cpu"] / one["floor"], 2) for one in again],
            "whole, s": [round(one["whole"], 2) for one in again],
            "whole: CPU, s": [round(one["whole cpu"], 2) for one in again],
            "idle, MB": [round(one["megabytes"]) for one in again],
            "idle without docstrings, MB": [round(one["megabytes"]) for one in lean],
            "CPU when idle, % of a core": [round(one["idle cpu"], 2) for one in again],
        }
        report.figures[f"with {clocks} open deadlines and {parcels} parcels"] = {
            "ready, s": [round(one["seconds"], 2) for one in loaded],
            "of which CPU, s": [round(one["cpu"], 2) for one in loaded],
            "CPU ÷ floor": [round(one["cpu"] / one["floor"], 2) for one in loaded],
            "MB": [round(one["megabytes"]) for one in loaded],
        }
        if not options.tiny and alertmanager_program() is not None:
            with alertmanager(folder) as running:
                report.figures["alertmanager"] = {
                    "ready, s": round(running.ready_seconds, 3),
                    "idle, MB": round(running.resident_megabytes()),
                }
    report.goal(
        "G10 without open clocks: start to ready, s (median)", median(one["seconds"] for one in again), 1.5
    )
    report.goal("G10 without open clocks: CPU until ready, s (median)", median(one["cpu"] for one in again), 1.5)
    report.goal(
        "G10 without open clocks: CPU until ready ÷ floor (median)",
        median(one["cpu"] / one["floor"] for one in again),
        FLOORS,
    )
    report.goal(
        f"G10 with {clocks} open deadlines: start to ready, s (median)",
        median(one["seconds"] for one in loaded),
        1.5,
    )
    report.goal(
        f"G10 with {clocks} open deadlines: CPU until ready ÷ floor (median)",
        median(one["cpu"] / one["floor"] for one in loaded),
        FLOORS,
    )
    report.goal(
        f"G8: MB more with {clocks} open deadlines",
        median(one["megabytes"] for one in loaded) - median(one["megabytes"] for one in again),
        10,
    )
    report.goal("G11: idle, MB (worst)", max(one["megabytes"] for one in again), 110)
    for one in lean:
        report.goal("G11: idle as a service, without docstrings, MB", one["megabytes"], 110)
    report.goal(
        "G11: idle ÷ floor (worst)",
        max(one["megabytes"] / one["floor megabytes"] for one in again),
        FLOORS_OF_MEMORY,
    )
    return finish(report, options.json)


async def _fill(file: Path, clocks: int, parcels: int) -> None:
    """Deadlines of undecided alerts and parcels, all of them a day away."""
    database = Database(f"sqlite:///{file}")
    clock = SystemClock()
    new_id = IdMaker(clock.now)
    try:
        async with database.writing() as session:
            team = (await session.exec(select(Team.id))).first()
            assert team is not None, "the first start made one"
            now = clock.now()
            rows = [
                Clock(
                    id=ClockId(new_id()),
                    team_id=team,
                    kind=ClockKind.DECISION,
                    basis=Basis.RECEIPT,
                    started_at=now,
                    due_at=now + _A_DAY,
                    marks=[[Mark.DUE.value, (now + _A_DAY).isoformat()]],
                    next_mark_at=now + _A_DAY,
                ).model_dump()
                for _ in range(clocks)
            ]
            connection = await session.connection()  # the core: as objects 100,000 rows take minutes
            await connection.execute(insert(Clock.__table__), rows)  # type: ignore[attr-defined]
            waiting = [
                Parcel(
                    id=ParcelId(new_id()),
                    team_id=team,
                    stream=f"team:{team}",
                    lane=Lane.NOTICE,
                    kind=ParcelKind.REPLY,
                    subject_id="",
                    audience=f"team:{team}",
                    values={},
                    posted_at=now,
                    not_before=now + _A_DAY,
                ).model_dump(exclude={"seq"})
                for _ in range(parcels)
            ]
            await connection.execute(insert(Parcel.__table__), waiting)  # type: ignore[attr-defined]
    finally:
        await database.close()


def _start(folder: Path, telegram: dict[str, Any], idle: float, **settings: str) -> dict[str, float]:
    ground = floor.measured()
    with desk(folder, folder / "desk.db", telegram, **settings) as running:
        cpu = running.cpu_seconds()
        whole = _until_whole(running)
        whole_cpu = running.cpu_seconds()
        time.sleep(2.0)  # the bot's name is known, the first rounds of all loops are done
        before = running.cpu_seconds()
        time.sleep(idle)
        return {
            "floor": ground["cpu"],
            "floor megabytes": ground["megabytes"],
            "seconds": running.ready_seconds,
            "cpu": cpu,
            "whole": running.ready_seconds + whole,
            "whole cpu": whole_cpu,
            "idle cpu": (running.cpu_seconds() - before) / idle * 100,
            "megabytes": running.resident_megabytes(),
        }


def _until_whole(running: Served) -> float:
    """Seconds until the pump runs; a minute at most."""
    began = time.monotonic()
    while "pump" not in json.loads(get(f"{running.base}/readyz")):
        if time.monotonic() - began > _WHOLE_SECONDS:
            raise TimeoutError("the desk does not begin to speak")
        time.sleep(0.02)
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
