"""The two crises of experience.md 1, as they should go; what they cost in messages, sounds and calls."""

from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import IncidentState
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import (
    A_JIE,
    CHEN_MO,
    FORUM,
    HE_MIN,
    LIN_LAN,
    WANG_YAN,
    XIAO_TANG,
    ZHOU_LAN,
    Scene,
)

TEAM = (LIN_LAN, ZHOU_LAN, CHEN_MO, WANG_YAN, HE_MIN, A_JIE)


async def test_s1_product_safety_on_air(desk_scene: Scene) -> None:
    first_seen = desk_scene.clock.now().isoformat()
    await desk_scene.pass_time(minutes=9)
    began = desk_scene.clock.now()
    await desk_scene.alert(live=True, viewers=12000, first_seen=first_seen)
    incident = await desk_scene.incident()
    card = desk_scene.texts(FORUM, incident.topic_id)[0]
    assert "首见 20:40 · 开启 20:49" in card
    assert len(desk_scene.calls()) <= 6, "the opening minute costs the group at most six calls"
    assert any("先止损" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    assert desk_scene.sounds(FORUM, began) == 1, "the opening is the one sound in the group"

    await desk_scene.pass_time(seconds=25)
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=1)
    stop = desk_scene.label_like(FORUM, "下架")
    await desk_scene.press(A_JIE, stop, FORUM)
    for person in (ZHOU_LAN, HE_MIN, A_JIE):
        await desk_scene.press(person, "接下")
    await desk_scene.pass_time(minutes=5)
    assert any("需要你担任法务" in text for text in desk_scene.texts(WANG_YAN)), "legal is in a lift: his deputy"
    await desk_scene.press(WANG_YAN, "接下")
    for _ in range(2):  # nobody can be reached for business owner and live director
        await desk_scene.press(LIN_LAN, "我先兼")
    await desk_scene.pass_time(minutes=2)
    assert (await desk_scene.incident()).crew_complete_at is not None
    assert desk_scene.new_messages(incident.topic_id, began, minutes=15) <= 8

    await desk_scene.pass_time(minutes=35)
    await desk_scene.write_in_topic(A_JIE, "/done 7.43 复制打开抖音 https://v.douyin.com/abc123 看看")
    clock = (await desk_scene.clocks())["first_response"]
    assert clock.state is ClockState.MET
    assert clock.stopped_at is not None
    assert clock.stopped_at < clock.due_at
    await desk_scene.pass_time(minutes=15)
    assert desk_scene.new_messages(incident.topic_id, began, minutes=60) <= 20
    for person in TEAM:
        assert desk_scene.sounds(person, began) <= 6, f"too many sounds for {person}"
    assert desk_scene.sounds(FORUM, began) == 1


async def test_s3_rumour_on_a_sunday(desk_scene: Scene) -> None:
    began = desk_scene.clock.now()
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    assert desk_scene.sounds(LIN_LAN, began) == 1, "one normal sound to the person on duty"
    await desk_scene.pass_time(minutes=8)
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.pass_time(hours=2)
    assert desk_scene.sounds(FORUM, began) == 0
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 512}}, dedup_key="rumour")
    assert any("512" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.press(LIN_LAN, "开启事件")
    await desk_scene.pass_time(minutes=3)
    incident = await desk_scene.incident()
    assert incident.triggered_at is not None, "after a signed watch the public deadline counts from the trigger"
    assert (await desk_scene.clocks())["first_response"].started_at == incident.triggered_at
    assert desk_scene.sounds(FORUM, began) == 0
    for person in (HE_MIN, A_JIE, CHEN_MO, XIAO_TANG):
        assert desk_scene.sounds(person, began) == 0, "nobody else gets a sound on a Sunday"
    await desk_scene.press(ZHOU_LAN, "接下")
    await desk_scene.pass_time(minutes=60)
    clock = (await desk_scene.clocks())["first_response"]
    await desk_scene.write_in_topic(LIN_LAN, "/waive 影响小,14:00 再看")
    assert (await desk_scene.clocks())["first_response"].state is ClockState.WAIVED
    assert clock.id == (await desk_scene.clocks())["first_response"].id
    await desk_scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert (await desk_scene.incident()).state is IncidentState.STOOD_DOWN
