"""The main job: an alert becomes a handled incident, from the alert to the closed topic."""

from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, WANG_YAN, ZHOU_LAN, Scene
from tests.kit.review import review


async def test_an_s1_alert_opens_a_topic_with_a_pinned_card_and_calls_the_duty_person(desk_scene: Scene) -> None:
    received = await desk_scene.alert()
    assert received.incident_number == "INC-2026-0001"
    incident = await desk_scene.incident()
    assert incident.state is IncidentState.WAITING
    assert desk_scene.topics == ["🔴 0001 3 位用户称孩子用后脸部起疹"]
    card = desk_scene.texts(FORUM, incident.topic_id)[0]
    assert "INC-2026-0001 · 产品安全 · 待响应" in card
    assert "首次回应 21:40 到期" in card
    call = desk_scene.texts(LIN_LAN)[0]
    assert call.startswith("🔴 S1 · 呼叫值班")
    assert "20:45 前响应" in call
    assert len(desk_scene.calls()) <= 6, "the opening minute costs the group at most six calls"
    assert desk_scene.pinned_silently(FORUM)


async def test_one_tap_responds_and_everything_else_follows_from_it(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.pass_time(seconds=25)
    assert await desk_scene.press(LIN_LAN, "我来响应") == "已响应,你是代理总指挥"
    incident = await desk_scene.incident()
    assert incident.state is IncidentState.HANDLING
    assert incident.commander_id == desk_scene.people[LIN_LAN]
    assert incident.acting
    assert (await desk_scene.clocks())["response"].state is ClockState.MET
    await desk_scene.pass_time(minutes=1)
    card = desk_scene.texts(FORUM, incident.topic_id)[0]
    assert "处置中" in card
    assert "林澜" in card
    assert "我来响应" not in desk_scene.labels(LIN_LAN)


async def test_a_second_responder_is_told_who_was_faster(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    stale = desk_scene.find(FORUM, "我来响应")
    await desk_scene.press(LIN_LAN, "我来响应")
    toast = await desk_scene.press_message(ZHOU_LAN, FORUM, stale, data=f"1:resp:{incident.id}")
    assert "林澜" in toast


async def test_roles_are_asked_in_private_taken_and_passed_on(desk_scene: Scene) -> None:
    await desk_scene.alert()
    assert any("需要你担任法务" in text for text in desk_scene.texts(CHEN_MO))
    assert "王砚" in desk_scene.texts(CHEN_MO)[-1]
    assert await desk_scene.press(HE_MIN, "接下") == "你是客服负责人了"
    await desk_scene.pass_time(minutes=5, seconds=1)
    assert any("需要你担任法务" in text for text in desk_scene.texts(WANG_YAN)), "no answer: the deputy is asked"
    await desk_scene.press(WANG_YAN, "接下")
    assert EntryKind.ROLE_TAKEN in await desk_scene.entries()


async def test_a_clock_warns_its_owner_runs_out_aloud_and_is_met_with_a_proof(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(ZHOU_LAN, "接下")
    await desk_scene.pass_time(minutes=47)
    assert not any("还剩" in text for text in desk_scene.texts(ZHOU_LAN)), "half the time is never a message"
    await desk_scene.pass_time(minutes=2)
    assert any("还剩" in text and "首次回应 21:40 到期" in text for text in desk_scene.texts(ZHOU_LAN))
    await desk_scene.pass_time(minutes=12)
    incident = await desk_scene.incident()
    assert any("⛔ 首次回应已超时(21:40)" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    await desk_scene.write_in_topic(A_JIE, "/done https://v.douyin.com/abc123")
    clocks = await desk_scene.clocks()
    assert clocks["first_response"].state is ClockState.MET
    assert clocks["next_update"].state is ClockState.RUNNING
    await desk_scene.pass_time(minutes=1)
    assert any(text.startswith("✓ 首次回应") for text in desk_scene.texts(ZHOU_LAN)), "the warning turns into ✓"


async def test_stood_down_recapped_and_closed(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(ZHOU_LAN, "/done https://v.douyin.com/abc123")
    await desk_scene.pass_time(minutes=20)
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "阶段", FORUM)
    assert await desk_scene.press(LIN_LAN, "解除", FORUM) == "已解除"
    assert any(text.startswith("复盘 · S1") for text in desk_scene.texts(FORUM, incident.topic_id))
    await review(desk_scene.desk, desk_scene.people[LIN_LAN], incident.id)
    await desk_scene.settle()
    await desk_scene.press(LIN_LAN, "结案", FORUM)
    await desk_scene.press(LIN_LAN, desk_scene.label_like(FORUM, "再按一次"), FORUM)
    await desk_scene.pass_time(minutes=2)
    incident = await desk_scene.incident()
    assert incident.state is IncidentState.CLOSED
    assert desk_scene.topics == ["✓ 0001 3 位用户称孩子用后脸部起疹"]
    assert desk_scene.closed_topics == [incident.topic_id]
    kinds = await desk_scene.entries()
    assert kinds.index(EntryKind.OPENED) < kinds.index(EntryKind.RESPONDED) < kinds.index(EntryKind.STOOD_DOWN)
    assert kinds[-1] is not EntryKind.UNKNOWN


async def test_the_same_alert_again_joins_and_after_the_stand_down_opens_anew(desk_scene: Scene) -> None:
    await desk_scene.alert(dedup_key="same")
    again = await desk_scene.alert(dedup_key="same")
    assert not again.fresh
    assert again.incident_number == "INC-2026-0001"
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    await desk_scene.act_phase(LIN_LAN, incident.id, "stand_down")
    later = await desk_scene.alert(dedup_key="same")
    assert later.fresh
    assert later.incident_number == "INC-2026-0002"


async def test_a_reopened_incident_goes_on_where_it_was(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    for phase in ("stand_down", "close", "reopen"):
        if phase == "close":
            await review(desk_scene.desk, desk_scene.people[LIN_LAN], incident.id)
        await desk_scene.act_phase(LIN_LAN, incident.id, phase)
        await desk_scene.pass_time(minutes=1)
    incident = await desk_scene.incident()
    assert incident.state is IncidentState.HANDLING
    assert desk_scene.closed_topics == []
    assert desk_scene.topics[0].startswith("🔴")
    assert EntryKind.REOPENED in await desk_scene.entries()


async def test_two_teams_in_one_desk_never_meet(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.alert(desk_scene.other_team)
    assert [i.number for i in await desk_scene.incidents()] == ["INC-2026-0001"]
    assert [i.number for i in await desk_scene.incidents(desk_scene.other_team)] == ["INC-2026-0001"]
    mine = await desk_scene.incident()
    for person, word in ((521, "respond"), (521, "stand_down")):
        with_refusal = await desk_scene.refused(person, mine.id, word)
        assert with_refusal == "refused-stranger"
    await desk_scene.write(521, "/status")
    assert all("孩子" not in text or "0001" in text for text in desk_scene.texts(521))
