"""Sources: one that falls silent, a test through each, a mapping tried before it is kept."""

import json
from datetime import timedelta

from bot.desk.chores import do_due
from bot.ids import SourceId
from handlers.sources import generic
from storage.tables.alerts import Source
from storage.vocabulary.alerts import AlertState, DismissReason, SourceFormat
from storage.vocabulary.people import Language
from tests.kit.desk import A_JIE, LIN_LAN, OWNER, Scene


async def registered(scene: Scene, name: str = "feed", seconds: int | None = 300) -> SourceId:
    """A generic source, which promises to speak so often."""
    async with scene.desk.transaction() as u:
        row = Source(
            id=SourceId(u.new_id()),
            team_id=scene.team,
            name=name,
            format=SourceFormat.GENERIC,
            expected_seconds=seconds,
            created_at=u.now,
        )
        u.add(row)
    await do_due(scene.desk)
    return row.id


async def beat(scene: Scene, **span: float) -> None:
    """Time passes, and the chores run every minute as they do."""
    end = scene.clock.now() + timedelta(**span)
    while scene.clock.now() < end:
        await scene.pass_time(minutes=1)
        await do_due(scene.desk)
        await scene.settle()


async def speaks(scene: Scene, **fields: object) -> None:
    """The source brings one alert."""
    body = json.dumps({"title": "日常", "severity": "S4", "dedup_key": "daily", **fields}).encode()
    await scene.intake.receive(scene.team, "feed", generic.read(body, scene.clock.now()))
    await scene.settle()


async def asks(scene: Scene, text: str) -> None:
    """The owner writes; a private chat takes a message a second."""
    await scene.write(OWNER, text)
    await scene.pass_time(seconds=2)


async def test_a_source_that_falls_silent_is_an_alert_until_it_speaks_again(desk_scene: Scene) -> None:
    await registered(desk_scene)
    await speaks(desk_scene)
    await beat(desk_scene, minutes=9)
    assert not any("没有动静" in text for text in desk_scene.texts(LIN_LAN))
    await beat(desk_scene, minutes=2)
    alert = await desk_scene.newest_alert()
    assert (alert.source, alert.severity.value, alert.state) == ("heartbeat", "S3", AlertState.WAITING)
    cards = [text for text in desk_scene.texts(LIN_LAN) if "来源「feed」没有动静" in text]
    assert len(cards) == 1
    await beat(desk_scene, minutes=20)
    assert len([text for text in desk_scene.texts(LIN_LAN) if "来源「feed」没有动静" in text]) == 1, "told once"
    await speaks(desk_scene)
    await desk_scene.pass_time(minutes=1)
    assert any("来源又有动静了" in text for text in desk_scene.texts(LIN_LAN)), "the same card says so"
    await beat(desk_scene, minutes=11)
    assert (await desk_scene.newest_alert()).source == "heartbeat", "silent again: a new alert"


async def test_silence_calls_while_a_grave_incident_is_open(desk_scene: Scene) -> None:
    await registered(desk_scene)
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await beat(desk_scene, minutes=11)
    assert (await desk_scene.newest_alert()).severity.value == "S2"


async def test_being_heard_is_noted_once_a_minute_and_outlives_a_restart(desk_scene: Scene) -> None:
    source = await registered(desk_scene)
    seen = []
    for _ in range(4):
        await speaks(desk_scene)
        async with desk_scene.desk.reading() as look:
            row = await look.sources.find(source)
            assert row is not None
            seen.append(row.last_seen_at)
        await desk_scene.pass_time(seconds=25)
    assert seen[0] == seen[1] == seen[2]
    assert seen[3] is not None
    assert seen[0] is not None
    assert seen[3] - seen[0] == timedelta(seconds=75)


async def test_an_owner_sees_his_sources_and_tests_one_from_end_to_end(desk_scene: Scene) -> None:
    await registered(desk_scene)
    await desk_scene.write(A_JIE, "/source")
    assert "负责人" in desk_scene.texts(A_JIE)[-1], "only owners"
    await desk_scene.write(OWNER, "/source")
    shown = desk_scene.texts(OWNER)[-1]
    assert "feed" in shown
    assert "还没来过" in shown
    assert "每 5 分钟" in shown
    await desk_scene.press(OWNER, "测试 feed")
    card = desk_scene.texts(LIN_LAN)[-1]
    assert "测试,不是真的" in card
    assert "来源「feed」的一条测试" in card
    await desk_scene.press(LIN_LAN, "测试")
    alert = await desk_scene.newest_alert()
    assert (alert.state, alert.dismiss_reason) == (AlertState.DISMISSED, DismissReason.TEST)
    assert await desk_scene.running_clocks() == []


async def test_a_mapping_is_tried_before_it_is_kept_and_refused_when_nothing_would_come_in(
    desk_scene: Scene,
) -> None:
    source = await registered(desk_scene, seconds=None)
    await asks(desk_scene, "/source map feed title=data.headline")
    assert "还没来过东西" in desk_scene.texts(OWNER)[-1]
    sample = json.dumps({"data": {"headline": "网传回收料,联系 13800138000", "level": "高"}}, ensure_ascii=False)
    await asks(desk_scene, f"/source map feed title=data.nothing\n{sample}")
    assert "一条标题都读不出" in desk_scene.texts(OWNER)[-1]
    await asks(desk_scene, f"/source map feed title=data.headline colour=data.level\n{sample}")
    assert "colour=data.level" in desk_scene.texts(OWNER)[-1]
    await asks(desk_scene, f"/source map other title=data.headline\n{sample}")
    assert "没有叫「other」的来源" in desk_scene.texts(OWNER)[-1]
    async with desk_scene.desk.reading() as look:
        row = await look.sources.find(source)
        assert row is not None
        assert row.mapping == {}, "nothing was kept so far"
    await asks(desk_scene, f"/source map feed title=data.headline,severity=data.level\n{sample}")
    shown = desk_scene.texts(OWNER)[-1]
    assert "网传回收料" in shown
    assert "13800138000" not in shown, "masked like everything that is shown"
    await desk_scene.press(OWNER, "用这个映射")
    async with desk_scene.desk.reading() as look:
        row = await look.sources.find(source)
        assert row is not None
        assert row.mapping == {"title": "data.headline", "severity": "data.level"}


async def test_an_owner_says_how_often_a_source_speaks(desk_scene: Scene) -> None:
    await registered(desk_scene, seconds=None)
    await asks(desk_scene, "/source every feed soon")
    assert "/source every feed 5" in desk_scene.texts(OWNER)[-1], "shown how"
    await asks(desk_scene, "/source every nobody 5")
    assert "没有叫「nobody」的来源" in desk_scene.texts(OWNER)[-1]
    await asks(desk_scene, "/source every feed 5")
    assert "每 5 分钟" in desk_scene.texts(OWNER)[-1]
    await beat(desk_scene, minutes=12)
    assert (await desk_scene.newest_alert()).source == "heartbeat"


async def test_the_same_in_english(database_url: str) -> None:
    async with Scene.built(database_url, language=Language.EN) as scene:
        await registered(scene)
        await asks(scene, "/source")
        assert "never heard" in scene.texts(OWNER)[-1]
        await scene.press(OWNER, "Test feed")
        assert "a test, not real" in scene.texts(LIN_LAN)[-1]
        await scene.press(LIN_LAN, "Test")
        assert (await scene.newest_alert()).state is AlertState.DISMISSED
        await beat(scene, minutes=11)
        assert any('Source "feed" is silent' in text for text in scene.texts(LIN_LAN))
        await speaks(scene)
        await scene.pass_time(minutes=1)
        assert any("the source is back" in text for text in scene.texts(LIN_LAN))
