"""Who is told before the public; incidents that belong together; the executive's one line."""

from bot.desk import classifying
from bot.rules.clocks import AT_STAND_DOWN
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import EXECUTIVE, FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene


async def test_the_table_is_told_in_order_and_waived_with_a_reason(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(XIAO_TANG, "/tell 经销商协会 合作方")
    incident = await desk_scene.incident()
    table = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert table.index("一线同事") < table.index("经销商协会") < table.index("媒体") < table.index("公众")
    assert "公开说之前还差:一线同事、受影响用户、合作方、经销商协会" in table
    assert await desk_scene.press(HE_MIN, "一线同事 已告知", FORUM) == "记下了"
    await desk_scene.press(ZHOU_LAN, "免告知 经销商协会", FORUM)
    question = max(desk_scene.sandbox.world.chats[ZHOU_LAN].messages)
    await desk_scene.write(ZHOU_LAN, "与这批货无关", reply_to=question)
    await desk_scene.pass_time(minutes=1)
    table = next(t for t in desk_scene.texts(FORUM, incident.topic_id) if t.startswith("先告诉谁"))
    assert "✓ 一线同事 · 何敏 20:40" in table
    assert "经销商协会 · 免:与这批货无关" in table
    # What the desk itself says as a reason is read in each reader's language, whoever pressed.
    await desk_scene.write(XIAO_TANG, "/me")
    await desk_scene.press(XIAO_TANG, "English")
    assert await desk_scene.press(XIAO_TANG, "不涉及 受影响用户", FORUM) == "Noted"
    assert await desk_scene.press(HE_MIN, "撤回 受影响用户", FORUM) == "这是 小唐 按的。请 小唐 自己撤回。"
    # The same button in the same group: each toast in the language of whoever presses.
    message = desk_scene.find(FORUM, "监管部门 已告知")
    assert await desk_scene.press(LIN_LAN, "监管部门 已告知", FORUM) == "记下了"
    regulator = await told_row(desk_scene, "authority")
    for user, said in ((XIAO_TANG, "林澜 told the regulators at"), (HE_MIN, "监管部门 已由 林澜")):
        assert said in await desk_scene.press_message(user, FORUM, message, data=f"1:told:{regulator}")
    await desk_scene.write(XIAO_TANG, "/tell")
    await desk_scene.pass_time(seconds=20)
    assert "– affected users · waived: not concerned" in desk_scene.texts(XIAO_TANG)[-1]
    table = next(t for t in desk_scene.texts(FORUM, incident.topic_id) if t.startswith("先告诉谁"))
    assert "– 受影响用户 · 免:不涉及" in table
    kinds = await desk_scene.entries()
    assert EntryKind.STAKEHOLDER_TOLD in kinds
    assert EntryKind.STAKEHOLDER_WAIVED in kinds


async def told_row(scene: Scene, circle: str) -> str:
    """The row of a whole circle in the newest incident's table."""
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        return next(row.id for row in await look.belongings.stakeholders(incident.id) if row.circle == circle)


async def test_a_stale_button_says_who_told_them(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "相关方", FORUM)
    message = desk_scene.find(FORUM, "一线同事 已告知")
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        first = (await look.belongings.stakeholders(incident.id))[0]
    await desk_scene.press(HE_MIN, "一线同事 已告知", FORUM)
    stale = await desk_scene.press_message(XIAO_TANG, FORUM, message, data=f"1:told:{first.id}")
    assert "何敏 20:40" in stale


async def test_one_incident_belongs_to_another_and_never_to_itself(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.alert(title="门店也有人退货", crisis_type="complaint_cluster", account="门店")
    younger, older = (await desk_scene.incidents())[:2]
    await desk_scene.write_in_topic(LIN_LAN, f"/link {older.number}")
    await desk_scene.pass_time(minutes=2)
    assert f"属于 {older.number[-4:]}" in desk_scene.texts(FORUM, younger.topic_id)[0]
    assert f"下面有 {younger.number[-4:]}" in desk_scene.texts(FORUM, older.topic_id)[0]
    for wrong in (younger.number, "0099", ""):
        await desk_scene.write_in_topic(LIN_LAN, f"/link {wrong}")
    await desk_scene.write(LIN_LAN, f"/link {younger.number}", FORUM, older.topic_id)
    await desk_scene.pass_time(minutes=1)
    assert any("不能归到它自己" in text for text in desk_scene.texts(FORUM, younger.topic_id))
    assert any("不能归到它自己" in text for text in desk_scene.texts(FORUM, older.topic_id)), "nor round a corner"
    assert any("0099" in text for text in desk_scene.texts(FORUM, younger.topic_id))
    assert (await desk_scene.incidents())[1].parent_id is None


async def test_merging_into_itself_changes_nothing(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(LIN_LAN, f"/merge {incident.number}")
    assert "不能并入它自己" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert (await desk_scene.incident()).state is IncidentState.WAITING


async def test_reopened_it_goes_on_where_it_was_with_a_running_deadline(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    await desk_scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert set(await desk_scene.running_clocks()) <= {kind.value for kind in AT_STAND_DOWN}, (
        "only the looking back"
    )
    await desk_scene.act_phase(LIN_LAN, incident.id, "reopen")
    again = await desk_scene.incident()
    assert again.state is IncidentState.HANDLING
    assert again.commander_id == incident.commander_id
    assert again.topic_id == incident.topic_id
    assert await desk_scene.running_clocks() == ["next_update"]


async def test_the_executive_has_one_line_with_three_numbers(desk_scene: Scene) -> None:
    async with desk_scene.desk.transaction() as u:
        member = await u.people.member(desk_scene.team, desk_scene.people[EXECUTIVE])
        assert member is not None
        member.duties = ["executive"]
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=62)
    lines = [text for text in desk_scene.texts(EXECUTIVE) if text.startswith("S1 · ")]
    assert len(lines) == 1, "edited in place"
    clocks = await desk_scene.clocks()
    late = sum(clock.due_at <= desk_scene.clock.now() and clock.state == "running" for clock in clocks.values())
    assert lines[0] == f"S1 · 首次回应 21:40 到期,已超时 · 超时 {late}"


async def test_the_boss_hears_two_changes_of_a_grave_incident_and_reads_the_rest(desk_scene: Scene) -> None:
    async with desk_scene.desk.transaction() as u:
        member = await u.people.member(desk_scene.team, desk_scene.people[EXECUTIVE])
        assert member is not None
        member.duties = ["executive"]
    await desk_scene.alert(title="满减写错", severity="S2", crisis_type="price_promo", product=None)
    await desk_scene.pass_time(minutes=11)
    incident = await desk_scene.incident()
    await classifying.change_severity(desk_scene.desk, desk_scene.people[LIN_LAN], incident.id, Severity.S1)
    await desk_scene.settle()
    assert f"{incident.number} 等级 S2 → S1。" in desk_scene.texts(EXECUTIVE)
    await desk_scene.write_in_topic(LIN_LAN, "/done https://v.douyin.com/abc")
    said = [text for text in desk_scene.texts(EXECUTIVE) if text.startswith(f"{incident.number} 首次回应")]
    assert len(said) == 1
    assert "按时" in said[0]
