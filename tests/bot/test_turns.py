"""Turns of the event loop: how long everybody else had to wait."""

import asyncio
import threading

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.gateways.vitals import TurnsShown
from bot.turns import WatchedLoop


def shown(registry: CollectorRegistry) -> dict[str, float]:
    """Each figure about turns by its name, buckets by their bound."""
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {one.labels.get("le", one.name): one.value for family in families for one in family.samples}


def test_each_turn_is_measured_and_waiting_is_no_turn() -> None:
    now = [0.0]
    registry = CollectorRegistry()
    TurnsShown(registry)

    async def work() -> dict[str, float]:
        for seconds in (0.03, 0.03, 0.2, 0.001):
            now[0] += seconds
            await asyncio.sleep(0)
        return shown(registry)

    with asyncio.Runner(loop_factory=lambda: WatchedLoop(lambda: now[0])) as runner:
        found = runner.run(work())
    assert found["+Inf"] - found["0.02"] == 3
    assert found["+Inf"] - found["0.05"] == 1
    assert found["crisisdesk_event_loop_lag_seconds_sum"] == pytest.approx(0.261)
    assert found["crisisdesk_event_loop_lag_longest_seconds"] == pytest.approx(0.2)


def test_while_the_loop_waits_nobody_is_kept() -> None:
    now = [0.0]

    async def work() -> None:
        called = asyncio.Event()
        loop = asyncio.get_running_loop()

        def from_outside() -> None:
            now[0] += 10
            loop.call_soon_threadsafe(called.set)

        threading.Timer(0.2, from_outside).start()
        await called.wait()

    with asyncio.Runner(loop_factory=lambda: WatchedLoop(lambda: now[0])) as runner:
        runner.run(work())
        loop = runner.get_loop()
    assert isinstance(loop, WatchedLoop)
    assert loop.turns.longest == 0


def test_of_a_loop_that_is_not_watched_nothing_is_claimed() -> None:
    registry = CollectorRegistry()
    TurnsShown(registry)

    async def look() -> dict[str, float]:
        return shown(registry)

    assert asyncio.run(look())["+Inf"] == 0
