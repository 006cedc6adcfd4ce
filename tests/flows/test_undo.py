"""Taken back within a minute: ticks, roles, watches, levels; and what cannot be taken back any more."""

from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, XIAO_TANG, Scene


async def test_a_tick_of_the_stop_loss_is_taken_back_within_a_minute(desk_scene: Scene) -> None:
    await desk_scene.alert(live=True)
    await desk_scene.press(A_JIE, desk_scene.label_like(FORUM, "下架"), FORUM)
    await desk_scene.pass_time(seconds=20)
    assert await desk_scene.press(LIN_LAN, "撤回刚才的勾", FORUM) == "这是 阿杰 按的。请 阿杰 自己撤回。"
    assert await desk_scene.press(A_JIE, "撤回刚才的勾", FORUM) == "已撤回"
    await desk_scene.pass_time(minutes=1)
    assert desk_scene.label_like(FORUM, "下架")
    kinds = await desk_scene.entries()
    assert kinds.index(EntryKind.STEP_DONE) < kinds.index(EntryKind.STEP_UNDONE), "nothing is erased"


async def test_after_a_minute_it_is_too_late(desk_scene: Scene) -> None:
    await desk_scene.alert(live=True)
    await desk_scene.press(A_JIE, desk_scene.label_like(FORUM, "下架"), FORUM)
    await desk_scene.pass_time(seconds=61)
    assert "过了 60 秒" in await desk_scene.press(A_JIE, "撤回刚才的勾", FORUM)
    assert EntryKind.STEP_UNDONE not in await desk_scene.entries()


async def test_a_second_tick_of_the_same_step_says_who_was_first(desk_scene: Scene) -> None:
    await desk_scene.alert(live=True)
    label = desk_scene.label_like(FORUM, "下架")
    message = desk_scene.find(FORUM, label)
    await desk_scene.press(A_JIE, label, FORUM)
    await desk_scene.pass_time(seconds=30)
    assert await desk_scene.press_message(XIAO_TANG, FORUM, message, label="✓ 阿杰 20:40") == "阿杰 20:40 已做完"


async def test_a_role_taken_by_mistake_is_free_again_and_its_clock_runs_on(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(CHEN_MO, "接下")
    assert await desk_scene.press(CHEN_MO, "撤回") == "已撤回"
    role = (await desk_scene.roles())[RoleKind.LEGAL]
    assert role.state is RoleState.ASKED
    assert (await desk_scene.clocks())["roles_complete"].state is ClockState.RUNNING
    assert EntryKind.ROLE_RELEASED in await desk_scene.entries()
    assert await desk_scene.press(CHEN_MO, "接下") == "你是法务了"


async def test_a_level_and_a_type_go_back_without_a_word_to_anybody(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    due = (await desk_scene.clocks())["first_response"].due_at
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert await desk_scene.press(LIN_LAN, "S2", FORUM) == "已调低为 S2"
    said = len(desk_scene.texts(FORUM, incident.topic_id))
    assert await desk_scene.press(LIN_LAN, "撤回", FORUM) == "已撤回"
    again = await desk_scene.incident()
    assert again.severity is Severity.S1
    assert (await desk_scene.clocks())["first_response"].due_at == due
    assert len(desk_scene.texts(FORUM, incident.topic_id)) == said
    await desk_scene.pass_time(minutes=1)
    await desk_scene.press(LIN_LAN, desk_scene.label_like(FORUM, "产品安全"), FORUM)
    await desk_scene.press(LIN_LAN, "直播失误", FORUM)
    assert (await desk_scene.incident()).crisis_type is CrisisType.LIVE_SLIP
    await desk_scene.press(LIN_LAN, "撤回", FORUM)
    again = await desk_scene.incident()
    assert again.crisis_type is CrisisType.PRODUCT_SAFETY
    assert again.more_types == []


async def test_what_was_changed_again_since_is_not_undone(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    await desk_scene.press(LIN_LAN, "S2", FORUM)
    lowered = [e for e in await desk_scene.timeline() if e.kind is EntryKind.SEVERITY_LOWERED][-1]
    panel = desk_scene.find(FORUM, "撤回")
    await desk_scene.press(HE_MIN, "S1", FORUM)
    stale = await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:undo:{lowered.id}")
    assert "之后又有人改过" in stale
    assert (await desk_scene.incident()).severity is Severity.S1


async def test_a_watch_is_taken_back_and_its_clock_runs(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    await desk_scene.press(LIN_LAN, "先盯着")
    assert await desk_scene.press(LIN_LAN, "撤回") == "已撤回"
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    assert "decision" in await desk_scene.running_clocks()
    assert "watch" not in await desk_scene.running_clocks()


async def test_a_level_that_flaps_fills_the_timeline_but_not_the_topic(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    began = desk_scene.clock.now()
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    panel = desk_scene.find(FORUM, "S2")
    for level in ["S2", "S1"] * 10:
        await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:sev:{incident.id}:{level}")
        await desk_scene.pass_time(seconds=5)
    kinds = await desk_scene.entries()
    assert kinds.count(EntryKind.SEVERITY_RAISED) == kinds.count(EntryKind.SEVERITY_LOWERED) == 10
    assert desk_scene.new_messages(incident.topic_id, began, minutes=15) <= 5
    assert desk_scene.sounds(FORUM, began) <= 1


async def test_got_it_stops_the_ringing_for_three_minutes_and_is_no_response(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write(LIN_LAN, "收到")
    incident = await desk_scene.incident()
    assert incident.responded_at is None
    assert "铃声停 3 分钟" in desk_scene.texts(LIN_LAN)[-1]
    assert {"我来响应", "接不了"} <= set(desk_scene.labels(LIN_LAN)[:2])
    began = desk_scene.clock.now()
    await desk_scene.pass_time(minutes=2, seconds=59)
    assert desk_scene.sounds(LIN_LAN, began) <= 1
    before = sum(text.startswith("🔴 S1 · 呼叫值班") for text in desk_scene.texts(LIN_LAN))
    await desk_scene.pass_time(seconds=2)
    after = sum(text.startswith("🔴 S1 · 呼叫值班") for text in desk_scene.texts(LIN_LAN))
    assert after == before + 1, "nobody took it: it rings again"
    await desk_scene.press(LIN_LAN, "我来响应")
    assert (await desk_scene.incident()).responded_at is not None


async def test_got_it_about_a_role_and_from_somebody_nobody_calls(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(CHEN_MO, "1")
    incident = await desk_scene.incident()
    assert "铃声停 3 分钟" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert (await desk_scene.roles())[RoleKind.LEGAL].state is RoleState.ASKED
    said = len(desk_scene.calls("sendMessage"))
    for word in ("好", "👌", "在"):
        await desk_scene.write_in_topic(XIAO_TANG, word)
    assert len(desk_scene.calls("sendMessage")) == said, "nobody calls him: nothing is said"
    await desk_scene.press(CHEN_MO, "接下")
    await desk_scene.pass_time(minutes=4)
    assert "ring_pause" not in await desk_scene.running_clocks()
