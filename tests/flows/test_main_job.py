"""The main job: an alert becomes a handled incident."""

from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import LIN_LAN, Scene


async def test_an_s1_alert_opens_a_topic_with_a_pinned_card_and_calls_the_duty_person(desk_scene: Scene) -> None:
    received = await desk_scene.alert()
    assert received.incident_number == "INC-2026-0001"
    incident = await desk_scene.incident()
    assert incident.state is IncidentState.WAITING
    assert len(desk_scene.topics) == 1
    for text in desk_scene.texts():
        print(text, "\n---")
    print("PRIVATE", desk_scene.texts(LIN_LAN))
    print(desk_scene.calls())
    assert await desk_scene.press(LIN_LAN, "我来响应") == "你来响应 · 已是代理总指挥"
    assert EntryKind.RESPONDED in await desk_scene.entries()
