"""A team's own list: long, shared, and in force from the next check on, everywhere at once."""

import asyncio
import time
from contextlib import suppress

import pytest

from bot.desk import judging, wordings
from bot.desk.people import Actor
from bot.desk.wording_lists import own_words
from bot.rules.wordings import NewBan
from messages.screening import Wording, WordingList
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.wordings import CheckVerdict
from tests.kit.desk import ZHOU_LAN, Scene
from tests.kit.statements import drafted, last, send


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what is tried here is kept in the process."""
    return sqlite_url


def actor(scene: Scene) -> Actor:
    return Actor(
        person=scene.people[ZHOU_LAN],
        team=scene.team,
        standing=Standing.MEMBER,
        name="周岚",
        language=Language.ZH,
        zone=scene.desk.policy.zone,
        started=True,
    )


async def lists(scene: Scene) -> list[object]:
    async with scene.desk.reading() as look:
        return list((await own_words(look, scene.team, None, None, look.now)).lists)


async def test_ten_thousand_wordings_work_and_one_more_compiles_only_its_own_part(desk_scene: Scene) -> None:
    place, mine = f"chat:{ZHOU_LAN}:0:0", actor(desk_scene)
    many = [NewBan(f"词语{number:05}", "换一句说") for number in range(10_000)]
    await wordings.add_many(desk_scene.desk, mine, many, place)
    stopped = await judging.judge(desk_scene.desk, desk_scene.team, "这里有词语07777的说法")
    assert stopped.rules[0] == "R-C1"
    assert stopped.line == "换一句说"
    before = await lists(desk_scene)
    began = time.process_time()
    await wordings.add(desk_scene.desk, mine, NewBan("致癌"), None, place)
    assert (await judging.judge(desk_scene.desk, desk_scene.team, "这款致癌")).level is CheckVerdict.BLOCK
    after = await lists(desk_scene)
    assert len(set(map(id, before)) & set(map(id, after))) == len(before) - 1
    assert time.process_time() - began < 2
    await wordings.remove(desk_scene.desk, mine, "7778", None, place)
    assert "R-C1" not in (await judging.judge(desk_scene.desk, desk_scene.team, "这里有词语07777")).rules
    other = await judging.judge(desk_scene.desk, desk_scene.other_team, "这款致癌")
    assert other.level is CheckVerdict.CLEAR


async def test_a_draft_after_many_new_wordings_holds_up_nobody(desk_scene: Scene) -> None:
    """The first one compiles them; whoever presses a button meanwhile is answered at once."""
    scene = desk_scene
    await drafted(scene)
    terms = [
        f"{first}{second}{third}说"
        for first in "天地玄黄宇宙洪荒晨昏"
        for second in "日月盈昃辰宿列张寒来"
        for third in "云腾致雨露结为霜金生丽水"
    ]
    began = time.perf_counter()
    assert WordingList(map(Wording, terms)).compiled
    alone = time.perf_counter() - began
    many = [NewBan(term) for term in (*terms, "很担心孩子")]
    await wordings.add_many(scene.desk, actor(scene), many, f"chat:{ZHOU_LAN}:0:0")
    gaps: list[float] = []

    async def look_at_the_clock() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            gaps.append(time.perf_counter() - began)

    beside = asyncio.create_task(look_at_the_clock())
    await send(scene, ZHOU_LAN, "2 改成 我们很担心孩子。")
    beside.cancel()
    with suppress(asyncio.CancelledError):
        await beside
    assert "「很担心孩子」在禁说名单上(C1)" in last(scene, ZHOU_LAN), "the new ones count"
    assert max(gaps) < alone / 2, (max(gaps), alone)
