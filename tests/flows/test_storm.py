"""A storm: everything is kept, the grave gets through, the rest folds, and Telegram is never pushed."""

from storage.vocabulary.severity import Severity
from tests.kit.desk import FORUM, LIN_LAN, XIAO_TANG, Scene


async def test_a_thousand_alerts_of_one_matter_are_one_incident_and_few_calls(desk_scene: Scene) -> None:
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条反馈", "severity": "S1"} for n in range(1000)
    )
    assert len(await desk_scene.incidents()) == 1
    assert await desk_scene.alert_count() == 1000
    assert len(desk_scene.calls()) <= 18, "at most eighteen calls in the minute"
    incident = await desk_scene.incident()
    assert incident.alert_count == 1000
    await desk_scene.pass_time(minutes=2)
    assert any("999" in text for text in desk_scene.texts()), "the triage card says how many more there are"


async def test_mild_alerts_beyond_the_limit_fold_into_one_message_with_a_file(desk_scene: Scene) -> None:
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条", "severity": "S3", "crisis_type": None} for n in range(60)
    )
    assert await desk_scene.alert_count() == 60
    await desk_scene.pass_time(minutes=2)
    name, content = desk_scene.files(FORUM)[-1]
    listed = content.decode()
    assert "第 59 条" in listed
    assert "第 30 条" in listed
    assert name.endswith(".txt")
    assert len(desk_scene.texts(LIN_LAN)) <= 21, "the person on duty is not buried"


async def test_a_grave_alert_gets_through_a_storm_of_mild_ones(desk_scene: Scene) -> None:
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条", "severity": "S3", "crisis_type": None} for n in range(200)
    )
    await desk_scene.alert(dedup_key="grave", crisis_type=None)
    incident = await desk_scene.incident()
    assert incident.severity is Severity.S1
    assert incident.topic_id is not None, "the topic is there at once: the reserve is kept for it"


async def test_many_answers_at_once_come_in_one_file(desk_scene: Scene) -> None:
    for _ in range(40):
        desk_scene.sandbox.say(XIAO_TANG, FORUM, "/timeline 4242")
    await desk_scene.settle()
    await desk_scene.pass_time(minutes=3)
    assert any("找不到 4242" in content.decode() for _, content in desk_scene.files(FORUM))


async def test_every_mild_alert_of_a_day_is_one_press_away(desk_scene: Scene) -> None:
    """The inbox shows the newest; the older ones, which nobody was asked about, are in a file."""
    for n in range(14):
        await desk_scene.alert(dedup_key=f"d{n}", title=f"第 {n} 条", severity="S4", crisis_type=None)
        await desk_scene.pass_time(minutes=2)
    assert "第 0 条" not in "".join(desk_scene.texts(FORUM))
    await desk_scene.press(XIAO_TANG, "看全部 14 条")
    listed = desk_scene.files(FORUM)[-1][1].decode().splitlines()
    assert [f"第 {n} 条" in line for n, line in zip(range(13, -1, -1), listed, strict=True)] == [True] * 14
