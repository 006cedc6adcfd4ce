"""kill -9 in the worst moments of a call: nothing is lost, and what stands twice says so."""

import asyncio
import itertools
import os
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from tests.kit import leases
from tests.kit.desk import FORUM
from tests.survival.ambush import Ambush, Window
from tests.survival.outage import MARK, PATIENCE, XIAO_TANG, Outage, outage
from tests.survival.resting import rest

pytestmark = pytest.mark.survival

#: Kills in each of the three windows. The figures of docs/performance.md: 30, on both databases.
KILLS = int(os.environ.get("CRISISDESK_WINDOW_KILLS", "1"))
KILLS_POSTGRESQL = int(os.environ.get("CRISISDESK_WINDOW_KILLS_POSTGRESQL", "0"))
LOG_CHAT = -1001000000005
LEASE = 31.0
"""Seconds after which what a dead pump had claimed is free for another one."""
CASES = [
    (kind, kills, looked_up)
    for kind, kills in (("sqlite", KILLS), ("postgresql", KILLS_POSTGRESQL))
    for looked_up in (True, False)
    if kills
]


@pytest.mark.parametrize(("kind", "kills", "looked_up"), CASES)
async def test_a_kill_in_the_middle_of_a_call(
    kind: str, kills: int, looked_up: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Without `repair.recover`: what the dead one had claimed never comes. Without the attempt mark (recover lets
    it wait as if it had never been tried): it comes twice, unmarked. Without the look-up (`_looks_first`): marked
    repeats where there need be none.
    """
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'desk.db'}"
    else:
        url = await request.getfixturevalue("postgres").make()
    scene: Outage
    ambush = Ambush(lambda: scene.kill(), url, FORUM)
    # An alert that opened an incident at its deadline would stand in the group a second time.
    more = {"AUTO_OPEN": "off"} | ({"LOG_CHAT_ID": str(LOG_CHAT)} if looked_up else {})
    async with outage(tmp_path, url, ambush, more) as scene:
        database = Database(url)
        try:
            await scene.start()
            await scene.ready()
            scene.sandbox.say(XIAO_TANG, FORUM, "/help")
            await seen(scene, "")
            words = [
                await survive(scene, ambush, database, window, number)
                for number, window in enumerate(itertools.chain(*[Window] * kills))
            ]
        finally:
            await database.close()
        assert scene.kills == 3 * kills
        for word, window in words:
            said = standing(scene, word)
            marked = [text for text in said if MARK in text.partition("\n")[0]]
            assert said, f"lost: {word}, killed {window}"
            assert len(said) - len(marked) <= 1, f"doubled: {word}, killed {window}"
            assert len(marked) <= (0 if looked_up else 1), f"{word}, killed {window}: {said}"
            if looked_up:
                assert len(said) == 1


async def survive(
    scene: Outage, ambush: Ambush, database: Database, window: Window, number: int
) -> tuple[str, Window]:
    """Something is to be said in the group; the desk dies saying it, and lives again. Returns the words."""
    word = f"{7000 + number}"
    ambush.lie_in_wait(window)
    if number % 2:
        await scene.post({"title": f"第 {word} 号事", "severity": "S2", "dedup_key": word, "labels": {}})
    else:
        scene.sandbox.say(XIAO_TANG, FORUM, f"/timeline {word}")
    async with asyncio.timeout(PATIENCE):
        await ambush.sprung.wait()
    scene.pass_time(LEASE)
    await leases.end(database, timedelta(seconds=LEASE))
    await scene.start()
    await scene.ready()
    await seen(scene, word)
    await rest(database)
    return word, window


def standing(scene: Outage, word: str) -> list[str]:
    """What the desk said in the group with this word in it."""
    return [text for text in scene.sandbox.texts(FORUM) if word in text and not text.startswith("/")]


async def seen(scene: Outage, word: str) -> None:
    """Wait until the desk has said something with this word."""
    async with asyncio.timeout(PATIENCE):
        while not standing(scene, word):  # noqa: ASYNC110  (another process)
            await asyncio.sleep(0.05)
