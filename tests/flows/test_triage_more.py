"""Triage, the rest of it: watches with a time and triggers, hints, reports of every kind, tables, flapping."""

from datetime import timedelta

from storage.vocabulary.alerts import AlertState
from storage.vocabulary.incidents import CrisisType
from tests.flows.test_triage import OUTAGE, RUMOUR
from tests.kit.desk import FORUM, LIN_LAN, Scene


async def card_of(scene: Scene, user: int, words: str) -> int:
    """The newest message in somebody's private chat with these words."""
    messages = scene.sandbox.world.chats[user].messages.values()
    found = [
        m.id for m in messages if words in str(m.body.get("text", "")) and m.sender == scene.sandbox.world.bot_id
    ]
    return max(found)


async def says(scene: Scene, user: int, text: str, reply_to: int | None = None, chat: int | None = None) -> None:
    """Somebody writes, and what is answered has time to come."""
    await scene.write(user, text, chat, reply_to=reply_to)
    await scene.pass_time(seconds=2)


async def test_a_watch_as_typed_has_a_time_and_triggers_in_any_order_and_width(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    card = await card_of(desk_scene, LIN_LAN, "网传豆芽星球")
    await says(desk_scene, LIN_LAN, "盯到 14:00 转发≥300", card)
    assert "14:00 已经过了" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "盯到 23:00 心情好", card)
    assert "没看懂「心情好」" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "盯到 23:00 转发≥100", card)
    assert "现在已经 180" in desk_scene.texts(LIN_LAN)[-1], "it would call at once"
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING, "nothing of it was kept"
    await says(desk_scene, LIN_LAN, "盯到23:00,转发≥300 有媒体来问", card)
    alert = await desk_scene.newest_alert()
    assert alert.state is AlertState.WATCHING
    assert alert.watch_triggers == [
        {"metric": "reposts", "at_least": 300.0},
        {"metric": "media_asks", "at_least": 1},
    ]
    assert alert.watch_until is not None
    assert alert.watch_until - desk_scene.clock.now() < timedelta(hours=2, minutes=20)
    assert any("林澜 盯到 23:00,转发 ≥ 300 即呼叫" in text for text in desk_scene.texts(LIN_LAN))
    await says(desk_scene, LIN_LAN, "有媒体来问", card)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    fired = desk_scene.texts(LIN_LAN)
    assert any("有媒体来问" in text and "盯着的有动静" in text for text in fired)
    assert any("建议:开启事件(有媒体来问)" in text for text in fired)


async def test_watching_again_does_not_fire_at_once_on_what_is_known(desk_scene: Scene) -> None:
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 700}}, dedup_key="rumour")
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 710}}, dedup_key="rumour")
    assert (await desk_scene.newest_alert()).state is AlertState.WATCHING


async def test_without_a_metric_source_the_desk_asks_at_half_time(desk_scene: Scene) -> None:
    await desk_scene.alert(**{**RUMOUR, "metrics": None}, dedup_key="rumour")
    assert any("建议:先盯着(转发还不知道)" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.write(LIN_LAN, "/watch 2小时", reply_to=await card_of(desk_scene, LIN_LAN, "网传豆芽星球"))
    await desk_scene.pass_time(minutes=59)
    assert not any("现在多少" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.pass_time(minutes=2)
    asked = await card_of(desk_scene, LIN_LAN, "现在多少")
    await says(desk_scene, LIN_LAN, "很多人在转", asked)
    assert "没看懂「很多人在转」" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "播放3.2万 转发180", asked)
    alert = await desk_scene.newest_alert()
    assert alert.metrics == {"plays": 32000.0, "reposts": 180.0}
    assert alert.state is AlertState.WATCHING
    await says(desk_scene, LIN_LAN, "转发五百 转发 512", asked)
    await says(desk_scene, LIN_LAN, "转发512", asked)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING


async def test_a_source_that_brings_figures_is_not_asked_for_them(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.pass_time(minutes=30)
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 200}}, dedup_key="rumour")
    await desk_scene.pass_time(hours=2)
    assert not any("现在多少" in text for text in desk_scene.texts(LIN_LAN))


async def test_every_alert_that_waits_has_a_hint_with_its_reason(desk_scene: Scene) -> None:
    await desk_scene.alert(**OUTAGE, dedup_key="outage")
    assert any("20:50 前无人处理将自动开启" in text for text in desk_scene.texts())
    await desk_scene.alert(**OUTAGE, dedup_key="outage", status="resolved")
    await desk_scene.pass_time(minutes=1)
    shown = next(text for text in desk_scene.texts(FORUM) if "直播间下单失败率升高" in text)
    assert "建议:无需处理(来源说已恢复)" in shown
    assert "自动开启" not in shown


async def test_the_type_is_guessed_by_the_words_and_shown_for_correction(desk_scene: Scene) -> None:
    await desk_scene.alert(title="网传豆芽星球用回收料", severity="S3", crisis_type=None, product=None)
    alert = await desk_scene.newest_alert()
    assert alert.crisis_type is CrisisType.RUMOR
    assert alert.group_key is None, "a guess never makes two matters one"
    assert any("看着像网络传言" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.write(LIN_LAN, "/declare 主播口误说错了价格,评论区在刷屏", FORUM)
    incident = await desk_scene.incident()
    assert incident.crisis_type is not CrisisType.OTHER
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert any("✓" in label for label in desk_scene.labels(FORUM)), "preset, to be changed by one tap"
