"""How many statements the desk needs for what happens most often: time is measured elsewhere, this cannot flicker.

Each bound is what is needed today and a few more. Who passes it has asked again for something in hand.
"""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from handlers.sources import generic
from storage.tables.calls import Chain
from storage.tables.teams import Person
from storage.vocabulary.calls import ChainState, RungKind, RungState
from tests.kit.desk import Scene


@dataclass
class Said:
    """What the writer said to the database."""

    statements: int = 0
    transactions: int = 0


@asynccontextmanager
async def counted(scene: Scene) -> AsyncIterator[Said]:
    """Count what the writer says meanwhile, as SQLite hears it; many rows written by one statement count once."""
    async with scene.desk.database.writing() as session:
        below = (await session.connection()).sync_connection
        assert below is not None
        writer = below.connection.dbapi_connection
    assert isinstance(writer, sqlite3.Connection)
    said = Said()
    before = ""

    def hear(statement: str) -> None:
        nonlocal before
        words = statement.split(None, 3)
        kind = words[0].upper()
        if kind == "COMMIT":
            said.transactions += 1
        elif kind not in ("BEGIN", "PRAGMA") and (kind == "SELECT" or words[:3] != before.split(None, 3)[:3]):
            said.statements += 1
        before = statement

    writer.set_trace_callback(hear)
    try:
        yield said
    finally:
        writer.set_trace_callback(None)


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
    async with counted(scene) as kept:
        await store(scene, 1, "S2")
    async with counted(scene) as said:
        await scene.pump.drain()
    assert kept.transactions == 1
    assert kept.statements <= 21
    assert said.transactions <= 2
    assert said.statements <= 19


async def test_a_grave_alert_that_finds_nobody_is_said(scene: Scene) -> None:
    """Without `Lineup.nobody` in `bot.desk.calling`: the chain is written, read and ended again."""
    async with scene.desk.transaction() as u:
        await u.session.exec(update(Person).values(started_at=None))
    async with counted(scene) as kept:
        await store(scene, 3, "S2")
    async with counted(scene) as said:
        await scene.pump.drain()
    async with scene.desk.reading() as look:
        newest = (await look.session.exec(select(Chain).order_by(col(Chain.id).desc()).limit(1))).one()
        rungs = await look.calls.rungs([newest.id])
    assert (newest.state, newest.ended_at) == (ChainState.EXHAUSTED, scene.clock.now())
    assert [(rung.kind, rung.state) for rung in rungs] == [(RungKind.NOBODY, RungState.REACHED)]
    assert kept.transactions == 1
    assert kept.statements <= 18
    assert said.transactions <= 2
    assert said.statements <= 12


async def test_who_belongs_to_a_team_is_not_asked_for_each_alert(scene: Scene) -> None:
    """Without `Kept.get` in `storage.plain` team, members and people are asked for by every alert; without
    `kept.keep` in `Reader.lasting` leaves and silences are. Without `newcomers.told` its rows are read again."""
    async with scene.desk.transaction() as u:
        await u.session.exec(update(Person).values(started_at=None))
    await store(scene, 4, "S2")
    async with counted(scene) as kept:
        await store(scene, 5, "S2")
    assert kept.statements <= 7


async def test_ten_mild_alerts_are_kept_together(scene: Scene) -> None:
    """Ten alerts of one request are looked up, written and read back together, not one by one."""
    payload = [
        {"title": f"事 {n}", "severity": "S4", "account": f"号 {n}", "dedup_key": f"m{n}"} for n in range(10)
    ]
    incoming = [one for each in payload for one in generic.read(json.dumps(each).encode(), scene.clock.now())]
    async with counted(scene) as kept:
        await scene.intake.receive(scene.team, "generic", incoming)
    assert kept.transactions == 1
    assert kept.statements <= 8


async def test_an_incident_opens_with_its_crew_and_calls(scene: Scene) -> None:
    async with counted(scene) as kept:
        await store(scene, 2, "S1")
    async with counted(scene) as said:
        await scene.pump.drain()
    assert kept.transactions == 1
    assert kept.statements <= 95
    assert said.statements <= 94


async def test_a_request_that_opens_many_incidents_is_kept_bit_by_bit(scene: Scene) -> None:
    """In one commit a press would wait for all of them. Sent again it opens nothing, and is one commit."""
    payload = {
        "alerts": [
            {"title": f"事 {n}", "severity": "S1", "account": f"号 {n}", "dedup_key": f"b{n}"} for n in range(9)
        ]
    }
    incoming = generic.read(json.dumps(payload).encode(), scene.clock.now())
    opened = []
    for transactions in (9, 1):
        async with counted(scene) as kept:
            received = await scene.intake.receive(scene.team, "generic", incoming)
        assert kept.transactions == transactions
        opened.append([one.incident_number for one in received])
    assert len({*opened[0]} - {None}) == 9
    assert opened[0] == opened[1]
