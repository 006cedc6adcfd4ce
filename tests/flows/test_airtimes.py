"""The schedule on air: what opens in that time is 直播中 by itself, stop-loss first."""

from tests.kit.desk import FORUM, LIN_LAN, OWNER, Scene

PRICE = {"title": "直播间满减写错", "severity": "S1", "crisis_type": "price_promo", "product": None}


async def test_what_opens_in_the_hours_on_air_is_live_without_a_press(desk_scene: Scene) -> None:
    assert desk_scene.clock.now().hour == 12, "20:40 in Shanghai"
    await desk_scene.write(LIN_LAN, "/live 每天 20:00-23:30", FORUM)
    assert "负责人" in desk_scene.texts()[-1], "a member may look, an owner sets it"
    await desk_scene.write(OWNER, "/live 明天晚上", FORUM)
    assert "/live 周五 周六 20:00-23:30" in desk_scene.texts()[-1]
    await desk_scene.write(OWNER, "/live 每天 20:00-23:30 豆芽星球", FORUM)
    await desk_scene.write(OWNER, "/live 周六、周日 22:00-次日", FORUM)
    await desk_scene.write(OWNER, "/live 周六、周日 22:00-01:00", FORUM)
    assert "每天 20:00–23:30 · 豆芽星球\n周六、周日 22:00–次日 01:00" in desk_scene.texts()[-1]

    await desk_scene.alert(**PRICE)
    incident = await desk_scene.incident()
    assert incident.live
    assert any("止损" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    await desk_scene.alert(**PRICE | {"account": "别的号"})
    assert [one.live for one in await desk_scene.incidents()] == [False, True], "the newest first"

    await desk_scene.pass_time(minutes=2)
    await desk_scene.write(LIN_LAN, "/live", FORUM)
    assert "每天 20:00–23:30" in desk_scene.texts()[-1]
    await desk_scene.write(OWNER, "/live 取消", FORUM)
    assert "还没有直播时间表" in desk_scene.texts()[-1]
    async with desk_scene.desk.reading() as look:
        other = await look.teams.find(desk_scene.other_team)
    assert other is not None
    assert "airtimes" not in other.policies
