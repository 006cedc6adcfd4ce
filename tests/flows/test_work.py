"""The work of an incident: tasks, decisions, notes, figures, and why a deadline is what it is."""

import json

from storage.vocabulary.alerts import AlertState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, XIAO_TANG, Scene


async def test_a_task_reaches_its_owner_goes_overdue_aloud_and_is_ticked_off(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "/task 联系 3 位家长 @何敏 21:00")
    incident = await desk_scene.incident()
    assert any("联系 3 位家长" in text and "21:00" in text for text in desk_scene.texts(HE_MIN))
    await desk_scene.pass_time(minutes=1)
    assert "联系 3 位家长 · 何敏 21:00" in desk_scene.texts(FORUM, incident.topic_id)[0]
    before = len(desk_scene.texts(HE_MIN))
    await desk_scene.pass_time(minutes=20)
    assert len(desk_scene.texts(HE_MIN)) > before, "overdue is a new message"
    await desk_scene.press(HE_MIN, "做完了")
    await desk_scene.pass_time(minutes=1)
    assert "任务 1/1" in desk_scene.labels(FORUM)
    assert EntryKind.TASK_DONE in await desk_scene.entries()


async def test_a_task_without_words_with_a_wrong_name_or_in_the_past_is_refused_in_words(
    desk_scene: Scene,
) -> None:
    await desk_scene.alert()
    for typed, answer in (
        ("/task", "例如"),
        ("/task 联系家长 @没有这个人", "没有这个人"),
        ("/task 联系家长 20:00", "20:00 已经过了"),
    ):
        await desk_scene.write_in_topic(XIAO_TANG, typed)
        incident = await desk_scene.incident()
        assert answer in desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert EntryKind.TASK_ADDED not in await desk_scene.entries()


async def test_decisions_and_notes_are_kept_with_reason_and_time(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(LIN_LAN, "/decide 先停售 0912A\n还不知道原因,先保护用户")
    await desk_scene.write_in_topic(XIAO_TANG, "/note 评论里有人说起疹 20:31")
    entries = {entry.kind: entry for entry in await desk_scene.timeline()}
    decided = json.loads(entries[EntryKind.DECIDED].details or "{}")
    assert decided["choice"] == "先停售 0912A"
    assert decided["reason"] == "还不知道原因,先保护用户"
    noted = entries[EntryKind.NOTE]
    assert noted.at < noted.recorded_at


async def test_typed_figures_move_a_watch(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    await desk_scene.press(LIN_LAN, "先盯着")
    card = max(desk_scene.sandbox.world.chats[LIN_LAN].messages)
    await desk_scene.write(LIN_LAN, "播放3.2万 转发180", reply_to=card)
    assert (await desk_scene.newest_alert()).metrics["plays"] == 32000
    assert (await desk_scene.newest_alert()).state is AlertState.WATCHING
    await desk_scene.write(LIN_LAN, "转发612", reply_to=card)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING


async def test_a_deadline_says_where_its_figure_comes_from(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(XIAO_TANG, "/sla why")
    incident = await desk_scene.incident()
    answer = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert "首次回应" in answer
    assert "Coombs" in answer or "first hour" in answer
