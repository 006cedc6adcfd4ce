"""A grave alert that comes alone and finds nobody: one short way, with the rows and the words of the long one."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.desk.arrivals import Arrival
from bot.desk.drawing import Drawing
from bot.desk.intake import Received, take_in
from bot.ids import PersonId
from handlers.sources import generic
from storage.tables.alerts import Silence
from storage.tables.calls import Chain
from storage.tables.rosters import Leave
from storage.tables.teams import Person
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.calls import ChainState
from tests.kit.desk import LIN_LAN, Scene

ALERTS: tuple[dict[str, Any], ...] = (
    {"severity": "S2"},
    {"severity": "S2", "live": True, "viewers": 3200, "platform": "抖音", "product": "润肤霜 <0912A>"},
    {
        "severity": "S2",
        "content_url": "https://www.douyin.com/video/1",
        "metrics": {"reposts": 120, "plays": 91000.5},
    },
    {"severity": "S2", "crisis_type": "product_safety", "summary": "包装破损"},
    {"severity": "S2", "first_seen_at": "2026-11-22T01:31:00+08:00", "labels": {"batch": "A"}},
)


async def nobody_can_be_called(scene: Scene) -> None:
    async with scene.desk.transaction() as u:
        await u.session.exec(update(Person).values(started_at=None))


async def taken_in(scene: Scene, u: UnitOfWork, **fields: Any) -> None:
    payload = {"title": "一件事", "account": "豆芽星球", "dedup_key": json.dumps(fields), **fields}
    (incoming,) = generic.read(json.dumps(payload).encode(), scene.clock.now())
    await take_in(u, scene.desk.policy, scene.team, [Arrival(scene.team, "generic", u.now, incoming)])


async def newest_chain(scene: Scene) -> Chain:
    async with scene.desk.reading() as look:
        return (await look.session.exec(select(Chain).order_by(col(Chain.id).desc()).limit(1))).one()


@pytest.mark.parametrize("fields", ALERTS)
async def test_it_is_drawn_as_its_row_would_be(desk_scene: Scene, fields: dict[str, Any]) -> None:
    """What is drawn from the hand of the act that stores it is what anybody draws later."""
    await nobody_can_be_called(desk_scene)
    draw = Drawing(desk_scene.desk)
    async with desk_scene.desk.transaction() as u:
        await taken_in(desk_scene, u, **fields)
        assert len(u.newcomers) == 1, "it went the long way"
        await u.finish()
        (parcel,) = await u.parcels.waiting(u.now, 2)
        drawn = await draw(u.glance(), parcel)
        u.newcomers.clear()
        assert drawn is not None
        assert drawn == await draw(u.glance(), parcel)


async def kept(scene: Scene, account: str) -> Received:
    """An alert of a matter of its own is kept; nothing else happens in between that might forget what is known."""
    payload = {"title": "一件事", "severity": "S2", "account": account, "dedup_key": account}
    incoming = generic.read(json.dumps(payload).encode(), scene.clock.now())
    (received,) = await scene.intake.receive(scene.team, "generic", incoming)
    return received


async def test_who_can_be_called_again_is_called(sqlite_url: str) -> None:
    """Without the triggers on person and leave in `storage.kept` nobody is called, or somebody on leave."""
    async with Scene.built(sqlite_url) as scene:
        lin_lan = scene.people[LIN_LAN]
        await nobody_can_be_called(scene)
        for account in "ab":
            await kept(scene, account)
            assert (await newest_chain(scene)).state is ChainState.EXHAUSTED
        await starts(scene, lin_lan)
        for account in "cd":
            await kept(scene, account)
            assert (await newest_chain(scene)).state is ChainState.RUNNING
        now = scene.clock.now()
        async with scene.desk.transaction() as u:
            leave = {"begins_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
            u.add(Leave(id=u.new_id(), person_id=lin_lan, created_at=now, **leave))
        for account, minutes, state in (
            ("e", 1, ChainState.RUNNING),
            ("f", 90, ChainState.EXHAUSTED),
            ("g", 150, ChainState.RUNNING),
        ):
            scene.clock.move_to(now + timedelta(minutes=minutes))
            await kept(scene, account)
            assert (await newest_chain(scene)).state is state


async def test_a_silence_holds_at_once_and_no_longer_than_it_says(sqlite_url: str) -> None:
    """Without the trigger on silence in `storage.kept` it is not heard of."""
    async with Scene.built(sqlite_url) as scene:
        now = scene.clock.now()
        await nobody_can_be_called(scene)
        await kept(scene, "a")
        async with scene.desk.transaction() as u:
            ends = now + timedelta(minutes=10)
            matchers = {"source": "generic"}
            u.add(Silence(id=u.new_id(), team_id=scene.team, matchers=matchers, created_at=now, expires_at=ends))
        for account, minutes, state in (
            ("b", 1, AlertState.WATCHING),
            ("c", 2, AlertState.WATCHING),
            ("d", 10, AlertState.WAITING),
        ):
            scene.clock.move_to(now + timedelta(minutes=minutes))
            received = await kept(scene, account)
            async with scene.desk.reading() as look:
                alert = await look.alerts.find(received.alert_id)
            assert alert is not None
            assert alert.state is state


async def starts(scene: Scene, person: PersonId) -> None:
    async with scene.desk.transaction() as u:
        await u.session.exec(update(Person).where(col(Person.id) == person).values(started_at=u.now))
