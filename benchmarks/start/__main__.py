"""Start to ready, and memory when idle.

    python -m benchmarks.start [--full] [--json FILE]

Ready is `/readyz` answering 200: from then on alerts are kept. Goals: 1.5 s, 110 MB; see docs/performance.md.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.kit.processes import alertmanager, alertmanager_program, desk
from benchmarks.kit.report import Report, arguments, finish
from benchmarks.kit.telegram import stub

SMALL: Final = 2
FULL: Final = 7
_IDLE_SECONDS: Final = 5.0


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    report = Report("start", {})
    times = 1 if options.tiny else FULL if options.full else SMALL
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with stub(folder) as telegram:
            with desk(folder, folder / "desk.db", telegram) as running:
                new = running.ready_seconds
            again = [_start(folder, telegram, _IDLE_SECONDS if options.full else 1.0) for _ in range(times)]
        report.figures = {
            "with a new database, s": round(new, 2),
            "with a known one, s": [round(one["seconds"], 2) for one in again],
            "of which CPU, s": [round(one["cpu"], 2) for one in again],
            "idle, MB": [round(one["megabytes"]) for one in again],
            "CPU when idle, % of a core": [round(one["idle cpu"], 2) for one in again],
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
    report.goal("G11: idle, MB (worst)", max(one["megabytes"] for one in again), 110)
    return finish(report, options.json)


def _start(folder: Path, telegram: dict[str, Any], idle: float) -> dict[str, float]:
    with desk(folder, folder / "desk.db", telegram) as running:
        cpu = running.cpu_seconds()
        time.sleep(2.0)  # the bot's name is known, the first rounds of all loops are done
        before = running.cpu_seconds()
        time.sleep(idle)
        return {
            "seconds": running.ready_seconds,
            "cpu": cpu,
            "idle cpu": (running.cpu_seconds() - before) / idle * 100,
            "megabytes": running.resident_megabytes(),
        }


if __name__ == "__main__":
    sys.exit(main())
