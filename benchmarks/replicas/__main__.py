"""Three replicas behind one address, beside one: alerts a second, CPU of each, and whether all is counted once.

    python -m benchmarks.replicas [--full] [--json FILE]

One embedded PostgreSQL, flushed at every commit; one desk, then three behind a round-robin of connections, the
same alerts and the same connections for both. Afterwards new matters go to all replicas at the same instant. What
the figures mean on a machine with more cores than this one: docs/operators.md.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import asyncpg

from benchmarks.kit import alerts, load
from benchmarks.kit.places import folder_in
from benchmarks.kit.processes import ALERT_TOKEN, Served, desk, post
from benchmarks.kit.report import Report, arguments, finish, percentile
from benchmarks.kit.telegram import stub
from benchmarks.replicas.postgres import Postgres, postgres
from bot.clock import SystemClock

BATCH: Final = 64
MATTERS: Final = 6
"""Accounts whose alerts come in; each is an incident, and replicas that meet in one wait for each other."""
AT_ONCE: Final = 5
"""New matters posted to all replicas at the same instant."""
#: alerts in batches of 64, alerts one by one (0: not at all)
TINY: Final = (384, 0)
SMALL: Final = (3_840, 480)
FULL: Final = (76_800, 9_600)


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    counts = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("replicas", {"alerts": dict(zip(("batch 64 x 18", "batch 1 x 48"), counts, strict=True))})
    with folder_in("disk") as folder, postgres() as server:
        for name, count, batch, connections in (
            ("batch 64 x 18", counts[0], BATCH, 18),
            ("batch 1 x 48", counts[1], 1, 48),
        ):
            if not count:
                continue
            found: dict[str, Any] = {}
            for replicas in (1, 3):
                found[f"{replicas} desks"] = measure(report, server, folder, replicas, count, batch, connections)
            one, three = (found[f"{replicas} desks"]["alerts a second"] for replicas in (1, 3))
            found["three / one"] = round(three / one, 2)
            report.figures[name] = found
            report.goal(f"{name}: three replicas take what one takes", three / one, 1.0, at_most=False)
    return finish(report, options.json)


def measure(
    report: Report, server: Postgres, folder: Path, replicas: int, count: int, batch: int, connections: int
) -> dict[str, Any]:
    """So many desks on a new database take so many alerts; what it cost them and PostgreSQL."""
    url = asyncio.run(server.make())
    with stub(folder) as telegram, ExitStack() as stack:
        desks = []
        for number in range(replicas):
            (own := folder / f"desk-{number}").mkdir(exist_ok=True)
            desks.append(stack.enter_context(desk(own, own / "unused", telegram, DATABASE_URL=url)))
        for matter in range(MATTERS):
            post(f"{desks[0].base}/hooks/generic", _opening(f"account-{matter}"), ALERT_TOKEN)
        time.sleep(1.0)  # the openings are told; the load meets desks at rest
        requests = folder / "requests"
        load.write(requests, _bodies(count, batch))
        before, of_server = [one.cpu_seconds() for one in desks], server.cpu_seconds()
        sent = load.send(requests, [one.port for one in desks], connections)
        spent = [one.cpu_seconds() - cpu for one, cpu in zip(desks, before, strict=True)]
        of_server = server.cpu_seconds() - of_server
        report.check(set(sent.statuses) == {"200"}, f"{replicas} desks: answers {sent.statuses}")
        _same_instant(report, desks)
    asyncio.run(_counted_once(report, url, f"{replicas} desks, {batch} at a time", count))
    return {
        "alerts a second": round(count / sent.seconds),
        "CPU us an alert, desks": round(sum(spent) * 1e6 / count, 1),
        "CPU us an alert, PostgreSQL": round(of_server * 1e6 / count, 1),
        "share of each desk": [round(one / sum(spent), 2) for one in spent],
        "ack ms p50": round(percentile(sent.milliseconds, 50), 1),
        "ack ms p99": round(percentile(sent.milliseconds, 99), 1),
    }


def _opening(account: str) -> dict[str, Any]:
    title = f"matter of {account}"
    return {"title": title, "severity": "S1", "platform": "douyin", "account": account, "dedup_key": account} | {
        "crisis_type": "product_safety"
    }


def _bodies(count: int, batch: int) -> Iterator[bytes]:
    at = SystemClock().now().astimezone(UTC) - timedelta(minutes=1)
    for number, start in enumerate(range(0, count, batch)):
        matter = f"account-{number % MATTERS}"
        many = range(start, min(start + batch, count))
        yield alerts.for_desk("http://127.0.0.1", [_one(one, at, matter) for one in many])


def _one(number: int, at: datetime, account: str) -> dict[str, Any]:
    return alerts.alert(number, at, account=account, crisis_type="product_safety")


def _same_instant(report: Report, desks: Sequence[Served]) -> None:
    """Each new matter to every replica at once: one alert, one incident."""
    with ThreadPoolExecutor(len(desks)) as pool:
        for number in range(AT_ONCE):
            alert = _opening(f"new-{number}")
            told = pool.map(lambda one, alert=alert: post(f"{one.base}/hooks/generic", alert, ALERT_TOKEN), desks)
            kept = {answer["alerts"][0]["alert"] for answer in told}
            report.check(len(kept) == 1, f"a matter posted to {len(desks)} desks became {len(kept)} alerts")


async def _counted_once(report: Report, url: str, run: str, count: int) -> None:
    """Every alert that was sent is one row, and each matter one incident."""
    connection = await asyncpg.connect(url)
    try:
        for query, wanted in (
            ("SELECT count(*) FROM alert", count + MATTERS + AT_ONCE),
            ("SELECT count(DISTINCT live_key) FROM alert", count + MATTERS + AT_ONCE),
            ("SELECT count(*) FROM incident", MATTERS + AT_ONCE),
        ):
            found = await connection.fetchval(query)
            report.check(found == wanted, f"{run}: {query} gives {found}, not {wanted}")
    finally:
        await connection.close()


if __name__ == "__main__":
    sys.exit(main())
