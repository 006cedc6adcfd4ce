"""From an alert to its message on the wire: batch 1 at 100 a second, limits off; and as many as will go.

    python -m benchmarks.wire [--full] [--json FILE]

Goals G4 (milliseconds) and G2 (one message per alert, x Alertmanager's); see docs/performance.md. The clock runs
from the moment an alert is due to leave the generator until its text has arrived at the Bot API stub.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.kit import alerts, load
from benchmarks.kit.places import folder_in, places
from benchmarks.kit.processes import Served, alertmanager, alertmanager_program, desk
from benchmarks.kit.report import Report, arguments, finish, percentile
from benchmarks.kit.telegram import CHAT, TOKEN, arrived, stub
from benchmarks.wire.floor import floor
from bot.clock import SystemClock

RATE: Final = 100.0
#: alerts at 100 a second, alerts flat out
TINY: Final = (10, 10)
SMALL: Final = (150, 200)
FULL: Final = (3_000, 4_000)
_WAIT_SECONDS: Final = 60.0
_WARM: Final = 20
_OURS: Final = re.compile(r"\bw([0-9]{6})\b")
UNLIMITED: Final = {
    "TELEGRAM_GROUP_PER_MINUTE": "0",
    "TELEGRAM_PER_SECOND": "0",
    "STORM_LIMIT": "0",  # every alert is shown by itself
}
TELEGRAM_RECEIVER: Final = """\
route: {{receiver: chat, group_by: ['...'], group_wait: 1ms, group_interval: 1h, repeat_interval: 24h}}
receivers:
  - name: chat
    telegram_configs:
      - api_url: {base}
        bot_token: '{token}'
        chat_id: {chat}
        parse_mode: ''
        message: '{{{{ range .Alerts }}}}{{{{ .Annotations.summary }}}}{{{{ end }}}}'
"""


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    paced, flat = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("wire", {"alerts": {"100 a second": paced, "flat out": flat}})
    for place in places(tiny=options.tiny):
        with folder_in(place) as folder:
            _desk(report, place, folder, paced, flat)
            _floor(report, place, folder, paced, flat)
    if not options.tiny and alertmanager_program() is not None:
        with tempfile.TemporaryDirectory() as folder:
            _alertmanager(report, Path(folder), paced, flat)
    _judge(report)
    return finish(report, options.json)


def _desk(report: Report, place: str, folder: Path, paced: int, flat: int) -> None:
    with stub(folder) as telegram, desk(folder, folder / "desk.db", telegram, **UNLIMITED) as running:
        running.rest()
        base = telegram["base"]
        _pass(running, folder, base, range(_WARM), 1, RATE / 5)
        report.figures[f"desk, {place}"] = {
            "100 a second": _pass(running, folder, base, range(_WARM, _WARM + paced), 8, RATE),
            "flat out, 64 connections": _pass(
                running, folder, base, range(_WARM + paced, _WARM + paced + flat), 64, 0.0
            ),
        }


def _floor(report: Report, place: str, folder: Path, paced: int, flat: int) -> None:
    """The libraries alone, in the same minute (`benchmarks.wire.floor`)."""
    with stub(folder) as telegram, floor(folder, telegram) as running:
        base = telegram["base"]
        _pass(running, folder, base, range(_WARM), 1, RATE / 5)
        report.figures[f"floor, {place}"] = {
            "100 a second": _pass(running, folder, base, range(_WARM, _WARM + paced), 8, RATE),
            "flat out, 64 connections": _pass(
                running, folder, base, range(_WARM + paced, _WARM + paced + flat), 64, 0.0
            ),
        }


def _alertmanager(report: Report, folder: Path, paced: int, flat: int) -> None:
    with stub(folder) as telegram:
        configuration = TELEGRAM_RECEIVER.format(base=telegram["base"], token=TOKEN, chat=CHAT)
        with alertmanager(folder, configuration) as running:
            base = telegram["base"]
            _pass(running, folder, base, range(_WARM), 1, RATE / 5, for_desk=False)
            report.figures["alertmanager, no disk"] = {
                "100 a second": _pass(running, folder, base, range(_WARM, _WARM + paced), 8, RATE, for_desk=False),
                "flat out, 64 connections": _pass(
                    running, folder, base, range(_WARM + paced, _WARM + paced + flat), 64, 0.0, for_desk=False
                ),
            }


def _pass(
    running: Served,
    folder: Path,
    telegram: str,
    numbers: range,
    connections: int,
    rate: float,
    *,
    for_desk: bool = True,
) -> dict[str, Any]:
    """Send these alerts, wait until each was heard of, and say how long that took."""
    arrived(telegram)
    load.write(folder / "requests", _requests(running.base, numbers, for_desk=for_desk))
    before = running.cpu_seconds()
    sent = load.send(folder / "requests", running.port, connections, rate)
    heard = _heard(telegram, numbers)
    cpu = running.cpu_seconds() - before
    milliseconds = [
        (heard[number][0] - left) * 1000
        for number, left in zip(numbers, sent.left_at, strict=True)
        if number in heard
    ]
    first, last = min(sent.left_at), max((times[0] for times in heard.values()), default=0.0)
    return {
        "alerts": len(numbers),
        "heard of": len(heard),
        "heard of twice": sum(len(times) > 1 for times in heard.values()),
        "answers": sent.statuses,
        "ms p50": round(percentile(milliseconds, 50), 2),
        "ms p99": round(percentile(milliseconds, 99), 2),
        "ms worst": round(max(milliseconds, default=0.0), 1),
        "messages a second": round(len(heard) / (last - first)) if last > first else 0,
        "ack ms p50": round(percentile(sent.milliseconds, 50), 2),
        "CPU us an alert": round(cpu * 1e6 / len(numbers)),
    }


def _requests(base: str, numbers: range, *, for_desk: bool) -> Iterator[bytes]:
    at: datetime = SystemClock().now() - timedelta(minutes=1)
    wrap = alerts.for_desk if for_desk else alerts.for_alertmanager
    return (wrap(base, [alerts.alert(number, at, severity="high")]) for number in numbers)


def _heard(telegram: str, numbers: range) -> dict[int, list[float]]:
    """When the texts that name these alerts arrived as messages, by number; waits until all did."""
    heard: dict[int, list[float]] = {}
    give_up = time.monotonic() + _WAIT_SECONDS
    while len(heard) < len(numbers) and time.monotonic() < give_up:
        for at, method, text in arrived(telegram):
            if method == "sendMessage" and (found := _OURS.search(text)) and int(found[1]) in numbers:
                heard.setdefault(int(found[1]), []).append(at)
        time.sleep(0.2)
    return heard


def _judge(report: Report) -> None:
    runs = {name: run for name, run in report.figures.items() if name != "alerts"}
    for name, run in runs.items():
        for kind, figures in run.items():
            report.check(
                figures["heard of"] == figures["alerts"], f"{name}, {kind}: {figures['heard of']} heard of"
            )
            report.check(figures["heard of twice"] == 0, f"{name}, {kind}: {figures['heard of twice']} twice")
    for place in ("memory", "disk"):
        if f"desk, {place}" not in runs:
            continue
        mine, least = runs[f"desk, {place}"], runs[f"floor, {place}"]
        mine["100 a second"]["floor_p50_ms"] = least["100 a second"]["ms p50"]
        for kind, figures in mine.items():
            figures["CPU / floor"] = round(figures["CPU us an alert"] / max(least[kind]["CPU us an alert"], 1), 2)
        if place == "memory":
            report.goal("G4, alert to wire at 100/s, p50 ms", mine["100 a second"]["ms p50"], 3)
            report.goal("G4, alert to wire at 100/s, p99 ms", mine["100 a second"]["ms p99"], 15)
        if theirs := runs.get("alertmanager, no disk"):
            flat = "flat out, 64 connections"
            ratio = mine[flat]["messages a second"] / max(theirs[flat]["messages a second"], 1)
            report.goal(f"G2, {place}: messages a second / Alertmanager's", ratio, 0.4, at_most=False)


if __name__ == "__main__":
    sys.exit(main())
