"""Memory while alerts pour in: does it grow with what was stored?

    python -m benchmarks.memory [--full] [--json FILE]

Alerts in bundles of 64 over 16 connections, half of them repeats, into a database in memory; the desk's memory is
looked at after each tenth. Full: a million alerts, which takes the better part of an hour. Goal G11; see
docs/performance.md.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.kit import load
from benchmarks.kit.alerts import alert, for_desk
from benchmarks.kit.places import folder_in, places
from benchmarks.kit.processes import desk
from benchmarks.kit.report import Report, arguments, finish
from benchmarks.kit.telegram import stub
from bot.clock import SystemClock

TINY: Final = 640
SMALL: Final = 12_800
FULL: Final = 1_000_000
BATCH: Final = 64
PARTS: Final = 10


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    count = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("memory", {"alerts": count})
    (place, *_) = places(tiny=True)
    with folder_in(place) as folder:
        _measure(report, folder, count // PARTS // BATCH * BATCH)
    return finish(report, options.json)


def _measure(report: Report, folder: Path, part: int) -> None:
    requests = folder / "requests"
    seen: list[float] = []
    answers: Counter[str] = Counter()
    with stub(folder) as telegram, desk(folder, folder / "desk.db", telegram) as running:
        idle = running.resident_megabytes()
        for number in range(PARTS):
            load.write(requests, _requests(running.base, number * part, part))
            answers.update(load.send(requests, running.port, 16).statuses)
            seen.append(running.resident_megabytes())
    report.check(set(answers) == {"200"}, f"not all were accepted: {dict(answers)}")
    report.figures |= {
        "answers": dict(answers),
        "idle, MB": round(idle),
        "after each tenth, MB": [round(one) for one in seen],
    }
    report.goal(f"G11: MB after {part * PARTS} alerts", seen[-1], 160)
    report.goal("G11: MB it grew over the last half", seen[-1] - seen[PARTS // 2 - 1], 5)


def _requests(base: str, first: int, count: int) -> Iterator[bytes]:
    """Every second alert is one that came before."""
    now = SystemClock().now()
    for start in range(first, first + count, BATCH):
        numbers = (number if number % 2 else number // 2 for number in range(start, start + BATCH))
        yield for_desk(base, [alert(number, now) for number in numbers])


if __name__ == "__main__":
    sys.exit(main())
