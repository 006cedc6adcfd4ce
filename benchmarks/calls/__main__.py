"""Sixty incidents at one instant, sixty people on duty: when was everybody called, by phone and in private?

    python -m benchmarks.calls [--full] [--json FILE]

Alerts of the worst level come in over HTTP in the same instant; each opens an incident in a team of its own and
calls whoever is on duty there, in private and by phone (a small ntfy server of ours). Every group may get twenty
messages a minute and the bot thirty a second, as Telegram allows: a call that waited for a group's post would be
minutes late. Goal: all sixty within 10 s. On the best public peer 42 of 60 had been called after five minutes.
"""

import asyncio
import re
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.calls import pocket, seeding
from benchmarks.kit import load
from benchmarks.kit.alerts import hook
from benchmarks.kit.places import folder_in, places
from benchmarks.kit.processes import Served, desk
from benchmarks.kit.report import Report, arguments, finish, percentile
from benchmarks.kit.telegram import arrived, stub

TINY: Final = 3
FULL: Final = 60
GOAL_SECONDS: Final = 10.0
_WAIT_SECONDS: Final = 90.0
_NAMED: Final = re.compile(r"\bcase([0-9]{3})\b")
_PRIVATE: Final = "Duty call"
"""Only the message to whoever is on duty begins like this; the group reads a card."""


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    count = TINY if options.tiny else FULL
    report = Report("calls", {"incidents": count})
    for place in places(tiny=options.tiny):
        with folder_in(place) as folder:
            _run(report, place, folder, count)
    _judge(report, count)
    return finish(report, options.json)


def _run(report: Report, place: str, folder: Path, count: int) -> None:
    with stub(folder) as telegram, pocket.server(folder) as phones:
        tokens = asyncio.run(seeding.seed(folder / "desk.db", count, phones))
        settings = {"OUTGOING_PRIVATE_HOSTS": "127.0.0.1", "PUBLIC_URL": "https://desk.example.com"}
        with desk(folder, folder / "desk.db", telegram, **settings) as running:
            time.sleep(1.0)  # what a start says has been said
            arrived(telegram["base"])
            report.figures[place] = _measured(running, folder, telegram["base"], phones, tokens)


def _measured(running: Served, folder: Path, telegram: str, phones: str, tokens: list[str]) -> dict[str, Any]:
    load.write(folder / "requests", [_alert(running.base, number, token) for number, token in enumerate(tokens)])
    before = running.cpu_seconds()
    sent = load.send(folder / "requests", running.port, len(tokens), 0.0)
    began = min(sent.left_at)
    rang, written = _wait(telegram, phones, len(tokens))
    figures = {
        "answers": sent.statuses,
        "ack s worst": round(max(sent.milliseconds) / 1000, 2),
        "CPU s": round(running.cpu_seconds() - before, 1),
    }
    for name, times in (("phones", rang), ("private messages", written)):
        seconds = [at - began for at in times.values()]
        figures |= {
            f"{name} called": len(seconds),
            f"{name} s first": round(min(seconds, default=0.0), 2),
            f"{name} s p50": round(percentile(seconds, 50), 2),
            f"{name} s last": round(max(seconds, default=_WAIT_SECONDS), 2),
        }
    return figures


def _alert(base: str, number: int, token: str) -> bytes:
    said = {
        "title": f"case{number:03} a child has a rash",
        "severity": "S1",
        "account": f"account {number}",
        "platform": "douyin",
        "crisis_type": "product_safety",
        "dedup_key": f"case{number:03}",
    }
    return hook(base, {"alerts": [said]}, token)


def _wait(telegram: str, phones: str, count: int) -> tuple[dict[str, float], dict[str, float]]:
    """When each phone was called first, and when each person was written to in private, by number."""
    rang: dict[str, float] = {}
    written: dict[str, float] = {}
    give_up = time.monotonic() + _WAIT_SECONDS
    while (len(rang) < count or len(written) < count) and time.monotonic() < give_up:
        for at, topic in pocket.rung(phones):
            rang.setdefault(topic, at)
        for at, method, text in arrived(telegram):
            if method == "sendMessage" and _PRIVATE in text and (found := _NAMED.search(text)):
                written.setdefault(found[1], at)
        time.sleep(0.1)
    return rang, written


def _judge(report: Report, count: int) -> None:
    for place, run in report.figures.items():
        if not isinstance(run, dict):
            continue
        # 503 is "stored or not, come again": a sender waits so long, whatever the machine has to do.
        report.check(set(run["answers"]) <= {"200", "503"}, f"{place}: answers {run['answers']}")
        for name in ("phones", "private messages"):
            report.check(run[f"{name} called"] == count, f"{place}: {name}: {run[f'{name} called']} of {count}")
            report.goal(f"{place}: the last of {count} {name}, s", run[f"{name} s last"], GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
