"""Quiet: silences, light incidents without a topic, two incidents that are one."""

from storage.vocabulary.alerts import AlertState
from storage.vocabulary.incidents import IncidentState, TopicState
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import FORUM, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene


async def test_a_silence_keeps_the_alert_and_brings_it_back_when_it_ends(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/silence service=shop-* 2小时")
    assert "静默到 22:40" in desk_scene.texts(LIN_LAN)[-1]
    said = len(desk_scene.texts())
    await desk_scene.alert(**RUMOUR, labels={"service": "shop-api"})
    assert (await desk_scene.newest_alert()).state is AlertState.WATCHING
    assert len(desk_scene.texts()) == said
    await desk_scene.pass_time(hours=2, minutes=1)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    assert any("网传豆芽星球用回收料做玩偶" in text for text in desk_scene.texts(LIN_LAN))


async def test_a_silence_never_covers_a_hurt_child_and_never_everything(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/silence service=*")
    assert "静默" in desk_scene.texts(LIN_LAN)[-1]
    await desk_scene.write(LIN_LAN, "/silence service=shop")
    received = await desk_scene.alert(labels={"service": "shop"})
    assert received.incident_number == "INC-2026-0001"


async def test_a_mild_incident_gets_its_topic_when_a_second_person_takes_part(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR)
    await desk_scene.press(LIN_LAN, "开启事件")
    assert (await desk_scene.incident()).topic_state is TopicState.MAIN_CHAT
    assert desk_scene.topics == []
    await desk_scene.pass_time(minutes=1)
    await desk_scene.press(ZHOU_LAN, "接下")
    await desk_scene.pass_time(minutes=1)
    incident = await desk_scene.incident()
    assert incident.topic_state is TopicState.OPEN
    assert desk_scene.topics == ["🟡 0001 网传豆芽星球用回收料做玩偶"]
    assert "INC-2026-0001" in desk_scene.texts(FORUM, incident.topic_id)[0]


async def test_two_incidents_become_one_and_neither_into_itself(desk_scene: Scene) -> None:
    await desk_scene.alert(dedup_key="one", crisis_type=None)
    await desk_scene.alert(dedup_key="two", crisis_type=None)
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(XIAO_TANG, "/merge 2")
    younger, older = await desk_scene.incidents()
    assert younger.state is not IncidentState.CLOSED, "into itself: refused"
    await desk_scene.write_in_topic(XIAO_TANG, "/merge 0001")
    await desk_scene.pass_time(minutes=1)
    younger, older = await desk_scene.incidents()
    assert younger.state is IncidentState.CLOSED
    assert younger.merged_into == older.id
    assert desk_scene.closed_topics == [younger.topic_id]
    again = await desk_scene.alert(dedup_key="two", crisis_type=None)
    assert again.incident_number == "INC-2026-0001"
