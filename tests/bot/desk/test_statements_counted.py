"""How many statements the desk needs for what happens most often: time is measured elsewhere, this cannot flicker.

Each bound is what is needed today and a few more. Who passes it has asked again for something in hand.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import event

from handlers.sources import generic
from tests.kit.desk import Scene


@dataclass
class Said:
    """What the writer said to the database."""

    statements: int = 0
    transactions: int = 0


@contextmanager
def counted(scene: Scene) -> Iterator[Said]:
    """Count what the writer says meanwhile."""
    engine = scene.desk.database.engine.sync_engine
    said = Said()

    def statement(*_: Any) -> None:
        said.statements += 1

    def commit(*_: Any) -> None:
        said.transactions += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    async with Scene.built(sqlite_url) as scene:
        await scene.alert(severity="S3", account="")  # what happens once is behind us
        yield scene


async def store(scene: Scene, number: int, severity: str) -> None:
    """Keep an alert that nobody has seen yet; nothing is said before the pump runs."""
    payload = {"title": f"事 {number}", "severity": severity, "account": f"号 {number}", "dedup_key": f"n{number}"}
    incoming = generic.read(json.dumps(payload).encode(), scene.clock.now())
    await scene.intake.receive(scene.team, "generic", incoming)


async def test_a_grave_alert_calls_and_is_said(scene: Scene) -> None:
    """Without `_in_hand` in `storage.queries.base`: team and people are asked for again, here and at openings."""
    with counted(scene) as kept:
        await store(scene, 1, "S2")
    with counted(scene) as said:
        await scene.pump.drain()
    assert kept.transactions == 1
    assert kept.statements <= 25
    assert said.transactions <= 2
    assert said.statements <= 22


async def test_ten_mild_alerts_are_kept_together(scene: Scene) -> None:
    """Ten alerts of one request are looked up, written and read back together, not one by one."""
    payload = [
        {"title": f"事 {n}", "severity": "S4", "account": f"号 {n}", "dedup_key": f"m{n}"} for n in range(10)
    ]
    incoming = [one for each in payload for one in generic.read(json.dumps(each).encode(), scene.clock.now())]
    with counted(scene) as kept:
        await scene.intake.receive(scene.team, "generic", incoming)
    assert kept.transactions == 1
    assert kept.statements <= 14


async def test_an_incident_opens_with_its_crew_and_calls(scene: Scene) -> None:
    with counted(scene) as kept:
        await store(scene, 2, "S1")
    with counted(scene) as said:
        await scene.pump.drain()
    assert kept.transactions == 1
    assert kept.statements <= 115
    assert said.statements <= 112
