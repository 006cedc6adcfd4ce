"""Durable intake: alerts a second and CPU of each, beside Alertmanager's intake and beside the floor.

    python -m benchmarks.intake [--full] [--json FILE]

Goals G1 (alerts a second, x Alertmanager's) and G13 (CPU of an alert, x F); see docs/performance.md.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.intake import floor
from benchmarks.kit import alerts, load
from benchmarks.kit.places import folder_in, places
from benchmarks.kit.processes import ALERT_TOKEN, Served, alertmanager, alertmanager_program, desk, get, post
from benchmarks.kit.report import Report, arguments, finish, percentile
from benchmarks.kit.telegram import stub
from bot.clock import SystemClock

BATCH: Final = 64
ONE_MATTER: Final = {"account": "qingning", "crisis_type": "product_safety"}
"""Labels that make all alerts of a run one matter: the first opens an incident, the others join it."""
#: alerts in batches of 64, alerts one by one, rows of the floor
TINY: Final = (256, 32, 500)
SMALL: Final = (3_200, 320, 4_000)
FULL: Final = (64_000, 12_800, 40_000)

Wrap = Callable[[str, list[dict[str, Any]]], bytes]


def main() -> int:
    parser = arguments(__doc__.splitlines()[0])
    options = parser.parse_args()
    batched, single, rows = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("intake", {"alerts": {"batch 64 x 16": batched, "batch 1 x 64": single}})
    for place in places(tiny=options.tiny):
        with folder_in(place) as folder:
            measure(report, place, folder, (batched, single, rows), beside=not options.tiny)
    _judge(report)
    return finish(report, options.json)


def measure(report: Report, place: str, folder: Path, counts: tuple[int, int, int], *, beside: bool) -> None:
    """Floor, desk and Alertmanager one after the other, so that all meet the same machine."""
    batched, single, rows = counts
    found: dict[str, Any] = {}
    report.figures[place] = found
    requests = folder / "requests"
    load.write(requests, _bodies("http://127.0.0.1", alerts.for_desk, batched, BATCH))
    parsing = floor.handler_microseconds(folder, requests, batched)
    storing = floor.storage_microseconds(folder, rows)
    found["floor F"] = {
        "us": round(parsing + storing, 1),
        "handler us": round(parsing, 1),
        "sqlite us": round(storing, 1),
    }
    for name, count, batch, connections in (
        ("batch 64 x 16", batched, BATCH, 16),
        ("batch 1 x 64", single, 1, 64),
    ):
        found[name] = both = {}
        with stub(folder) as telegram, desk(folder, folder / "desk.db", telegram) as running:
            both["desk"] = _into_the_desk(running, requests, count, batch, connections)
        _all_stored(report, f"{place}, {name}", folder / "desk.db", count)
        for file in folder.glob("desk.db*"):
            file.unlink()
        if beside and alertmanager_program() is not None:
            with alertmanager(folder) as running:
                load.write(requests, _bodies(running.base, alerts.for_alertmanager, count, batch))
                both["alertmanager"] = _send(running, requests, count, connections)
                received = _received(running.base)
            report.check(received == count, f"Alertmanager counted {received} of {count}")
            mine, theirs = both["desk"], both["alertmanager"]
            both["desk / alertmanager"] = round(mine["alerts a second"] / theirs["alerts a second"], 3)
        both["desk CPU / F"] = round(both["desk"]["CPU us an alert"] / found["floor F"]["us"], 2)


def _bodies(base: str, wrap: Wrap, count: int, batch: int) -> Iterator[bytes]:
    at = SystemClock().now().astimezone(UTC) - timedelta(minutes=1)
    for start in range(0, count, batch):
        yield wrap(base, [_one(number, at) for number in range(start, min(start + batch, count))])


def _one(number: int, at: datetime) -> dict[str, Any]:
    return alerts.alert(number, at, **ONE_MATTER)


def _into_the_desk(running: Served, requests: Path, count: int, batch: int, connections: int) -> dict[str, Any]:
    first = {"title": "w999999", "severity": "S1", "platform": "douyin", **ONE_MATTER}
    opened = post(f"{running.base}/hooks/generic", first, ALERT_TOKEN)
    if not opened["alerts"][0].get("incident"):
        raise RuntimeError(f"the first alert opened no incident: {opened}")
    running.rest()  # the opening is told, and what is brought after the start is there
    load.write(requests, _bodies(running.base, alerts.for_desk, count, batch))
    return _send(running, requests, count, connections)


def _send(running: Served, requests: Path, count: int, connections: int) -> dict[str, Any]:
    before = running.cpu_seconds()
    sent = load.send(requests, running.port, connections)
    cpu = running.cpu_seconds() - before
    return {
        "alerts a second": round(count / sent.seconds),
        "CPU us an alert": round(cpu * 1e6 / count, 1),
        "ack ms p50": round(percentile(sent.milliseconds, 50), 2),
        "ack ms p99": round(percentile(sent.milliseconds, 99), 2),
        "answers": sent.statuses,
        "resident MB": round(running.resident_megabytes()),
        "generator CPU us an alert": round(sent.cpu_seconds * 1e6 / count, 1),
    }


def _all_stored(report: Report, run: str, database: Path, count: int) -> None:
    """Every alert that was sent is a row, and so is its delivery; all are one incident."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for query, wanted in (
            ("SELECT count(*) FROM alert WHERE incident_id IS NOT NULL", count + 1),
            ("SELECT count(*) FROM delivery", count + 1),
            ("SELECT count(*) FROM incident", 1),
        ):
            found = connection.execute(query).fetchone()[0]
            report.check(found == wanted, f"{run}: {query} gives {found}, not {wanted}")


def _received(base: str) -> int:
    lines = get(f"{base}/metrics").decode().splitlines()
    firing = [line for line in lines if line.startswith("alertmanager_alerts_received_total") and "firing" in line]
    return int(sum(float(line.rpartition(" ")[2]) for line in firing))


def _judge(report: Report) -> None:
    for place in ("memory", "disk"):
        if place not in report.figures:
            continue
        many = report.figures[place]["batch 64 x 16"]
        for name, both in report.figures[place].items():
            if name != "floor F":
                report.check(
                    set(both["desk"]["answers"]) == {"200"}, f"{place}, {name}: {both['desk']['answers']}"
                )
        if ratio := many.get("desk / alertmanager"):
            report.goal(f"G1 must, {place}: durable intake / Alertmanager's", ratio, 0.3, at_most=False)
            report.goal(f"G1 goal, {place}: durable intake / Alertmanager's", ratio, 0.5, at_most=False)
        report.goal(f"G13 must, {place}: CPU of an alert / F", many["desk CPU / F"], 10)
        report.goal(f"G13 goal, {place}: CPU of an alert / F", many["desk CPU / F"], 6)


if __name__ == "__main__":
    sys.exit(main())
