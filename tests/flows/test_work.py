"""The work of an incident: tasks, decisions, notes, figures, and why a deadline is what it is."""

import json

from storage.vocabulary.alerts import AlertState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, WANG_YAN, XIAO_TANG, ZHOU_LAN, Scene


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
    assert any(label.startswith("任务 ") and not label.startswith("任务 0/") for label in desk_scene.labels(FORUM))
    assert EntryKind.TASK_DONE in await desk_scene.entries()


async def test_a_task_without_words_with_a_wrong_name_or_in_the_past_is_refused(
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


async def test_a_role_is_handed_over_with_a_brief_that_must_be_taken(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "/handover @王砚 家长群里有一位记者")
    brief = desk_scene.texts(WANG_YAN)[-1]
    assert "你接 林澜 的总指挥" in brief
    assert "家长群里有一位记者" in brief
    assert (await desk_scene.incident()).commander_id == desk_scene.people[LIN_LAN], "no gap: she keeps it"
    await desk_scene.press(WANG_YAN, "接下")
    incident = await desk_scene.incident()
    assert incident.commander_id == desk_scene.people[WANG_YAN]
    assert not incident.acting
    kinds = await desk_scene.entries()
    assert kinds.index(EntryKind.ROLE_RELEASED) < len(kinds) - 1


async def test_a_nudge_tells_whoever_holds_it_up_and_is_kept(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(ZHOU_LAN, "接下")
    await desk_scene.pass_time(minutes=49)
    before = len(desk_scene.texts(ZHOU_LAN))
    assert await desk_scene.press(LIN_LAN, "催周岚") == "已催 周岚"
    await desk_scene.pass_time(seconds=5)
    assert len(desk_scene.texts(ZHOU_LAN)) == before + 1
    assert EntryKind.NUDGED in await desk_scene.entries()


async def test_the_first_hour_stands_on_the_card_and_is_ticked_by_what_happens(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        steps = {task.code: task for task in await look.belongings.tasks(incident.id)}
    assert len(steps) >= 11
    assert "先存证" in desk_scene.texts(FORUM, incident.topic_id)[0]
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "/done https://v.douyin.com/abc123")
    async with desk_scene.desk.reading() as look:
        done = {task.code for task in await look.belongings.tasks(incident.id) if task.done_at}
    assert {"name_commander", "publish_response"} <= done


async def test_asking_where_it_stands_in_words_is_answered_in_the_topic(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "到哪了")
    incident = await desk_scene.incident()
    told = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert told.startswith("🔴 S1")
    assert "总指挥 林澜" in told
