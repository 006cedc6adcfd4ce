"""Triage: what happens to alerts that do not open by themselves, and who may decide."""

from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.clocks import ClockState
from tests.kit.desk import EXECUTIVE, FORUM, LIN_LAN, ZHOU_LAN, Scene

RUMOUR = {
    "title": "网传豆芽星球用回收料做玩偶",
    "severity": "S3",
    "crisis_type": "rumor",
    "product": None,
    "metrics": {"reposts": 180, "plays": 21000},
}
OUTAGE = {
    "title": "直播间下单失败率升高",
    "severity": "S2",
    "crisis_type": "tech_fault",
    "product": None,
}


async def test_an_s3_alert_goes_to_the_duty_person_with_a_hint_and_into_the_inbox_message(
    desk_scene: Scene,
) -> None:
    received = await desk_scene.alert(**RUMOUR)
    assert received.incident_number is None
    card = desk_scene.texts(LIN_LAN)[-1]
    assert "网传豆芽星球用回收料做玩偶" in card
    assert "建议:先盯着" in card
    assert "500" in card
    assert any("网传豆芽星球用回收料做玩偶" in text for text in desk_scene.texts())
    assert await desk_scene.incidents() == []


async def test_opening_by_hand_makes_whoever_pressed_acting_commander(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    toast = await desk_scene.press(LIN_LAN, "开启事件")
    assert toast == "已开启 INC-2026-0001"
    incident = await desk_scene.incident()
    assert incident.commander_id == desk_scene.people[LIN_LAN]
    assert any("已开启 INC-2026-0001 · 林澜" in text for text in desk_scene.texts(LIN_LAN))


async def test_a_watch_ends_at_its_time_and_at_its_trigger(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    await desk_scene.press(LIN_LAN, "先盯着")
    alert = await desk_scene.newest_alert()
    assert alert.state is AlertState.WATCHING
    before = len(desk_scene.texts(LIN_LAN))
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 512}}, dedup_key="rumour")
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    assert len(desk_scene.texts(LIN_LAN)) == before + 1, "the one who watches is called"
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.pass_time(hours=4, minutes=1)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING


async def test_no_action_asks_for_a_reason_and_ends_the_clock(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    await desk_scene.press(LIN_LAN, "无需处理")
    await desk_scene.press(LIN_LAN, "与我们无关")
    alert = await desk_scene.newest_alert()
    assert alert.state is AlertState.DISMISSED
    assert alert.dismiss_reason is DismissReason.NOT_OURS
    assert alert.live_key is None
    assert any("无需处理 · 与我们无关 · 林澜" in text for text in desk_scene.texts(LIN_LAN))
    assert await desk_scene.running_clocks() == []


async def test_no_action_for_a_grave_alert_needs_a_second_person(desk_scene: Scene) -> None:
    await desk_scene.alert(**OUTAGE)
    await desk_scene.press(LIN_LAN, "无需处理", FORUM)
    await desk_scene.press(LIN_LAN, "已解决", FORUM)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    agree = desk_scene.label_like(FORUM, "同意")
    assert "另一个人同意" in await desk_scene.press(LIN_LAN, agree, FORUM)
    await desk_scene.press(ZHOU_LAN, agree, FORUM)
    assert (await desk_scene.newest_alert()).state is AlertState.DISMISSED


async def test_an_s2_alert_opens_at_its_response_deadline_and_not_before(desk_scene: Scene) -> None:
    await desk_scene.alert(**OUTAGE)
    assert any("20:50 前无人处理将自动开启" in text for text in desk_scene.texts())
    await desk_scene.pass_time(minutes=9, seconds=59)
    assert await desk_scene.incidents() == []
    await desk_scene.pass_time(seconds=2)
    incident = await desk_scene.incident()
    assert incident.severity.value == "S2"
    assert incident.commander_id is None


async def test_an_undecided_alert_never_lacks_a_running_clock(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    for _ in range(4):
        assert await desk_scene.running_clocks(), "somebody must always be waited for"
        await desk_scene.pass_time(minutes=45)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    assert len(desk_scene.texts(LIN_LAN)) >= 2, "the duty person is asked again"


async def test_words_raise_the_level_whatever_the_source_says(desk_scene: Scene) -> None:
    received = await desk_scene.alert(title="孩子用了之后住院了", severity="S4", crisis_type=None, product=None)
    assert received.incident_number == "INC-2026-0001"
    assert (await desk_scene.incident()).severity.value == "S1"


async def test_a_report_in_one_line_opens_by_its_words_and_tells_the_reporter_who_is_called(
    desk_scene: Scene,
) -> None:
    await desk_scene.write(EXECUTIVE, "报 三个家长说孩子起疹", FORUM)
    incident = await desk_scene.incident()
    assert incident.title == "三个家长说孩子起疹"
    assert any(text == "已收到,正在呼叫值班 林澜" for text in desk_scene.texts())
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=1)
    assert any(text == "林澜 已响应 20:40" for text in desk_scene.texts()), "the same message, edited"


async def test_raising_counts_from_the_first_sighting_and_may_be_late_at_once(desk_scene: Scene) -> None:
    seen = desk_scene.clock.now().isoformat()
    await desk_scene.pass_time(minutes=90)
    await desk_scene.alert(**OUTAGE, first_seen=seen)
    await desk_scene.press(LIN_LAN, "开启事件", FORUM)
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert await desk_scene.press(LIN_LAN, "S1", FORUM) == "已调高为 S1"
    incident = await desk_scene.incident()
    await desk_scene.pass_time(minutes=1)
    said = desk_scene.texts(FORUM, incident.topic_id)
    assert any("调高为 S1。按首见 20:40 重算:首次回应已过 30 分钟。先发,原因留到复盘。" in text for text in said)
    assert (await desk_scene.clocks())["first_response"].breached_at is not None
    assert (await desk_scene.clocks())["first_response"].state is ClockState.RUNNING
