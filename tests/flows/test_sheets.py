"""A message sheet: written in private from facts, checked, approved by people, shown to everybody, over."""

from bot.desk import audiences
from bot.desk.speaking import post_reply
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.sheets import Audience, Fault, SheetState, Stance
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_facts import staffed
from tests.kit.desk import CHEN_MO, FORUM, HE_MIN, LIN_LAN, ZHOU_LAN, Scene

HOLDING = (
    "我们收到3位家长反馈,孩子使用儿童润肤霜(批次0912A)后起疹,很担心孩子的情况。请先停用,不适请就医。"
    "原因正在核实,22:30前在此通报。客服400-000-0000"
)
REPLY = f"""首次回应 {HOLDING}
联系 400-000-0000
通报 22:30
不说 个别 → 3位家长
问 是什么原因? 答 原因正在核实,22:30前在此通报。
私信 您好,请先停用,不适请就医,客服400-000-0000会跟进。"""


async def reply_to_draft(scene: Scene, user: int, text: str) -> None:
    """Somebody answers the draft in his private chat."""
    await scene.pass_time(seconds=3)
    await scene.write(user, text, reply_to=scene.find(user, "送批准"))
    await scene.pass_time(seconds=3)


async def versions(scene: Scene) -> dict[int, SheetState]:
    """All versions of the newest incident's sheet and where they stand."""
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        listed = await look.sheets.of_incident(incident.id, Audience.PUBLIC)
        return {sheet.version: sheet.state for sheet in listed}


async def test_a_sheet_is_written_approved_shown_and_runs_out(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    await desk_scene.write_in_topic(HE_MIN, "事实 收到3位家长反馈孩子起疹,批次0912A")
    await desk_scene.press(HE_MIN, "我已核实", FORUM)
    await desk_scene.write(HE_MIN, "口径")
    assert "先别答,记下对方怎么联系,转给 周岚。" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.write(ZHOU_LAN, "口径")
    assert "先别答。别人遇到的会转给你:先写口径单。" in desk_scene.texts(ZHOU_LAN)[-1]
    assert await desk_scene.press(ZHOU_LAN, "写口径单") == "已发到你的私聊"
    await desk_scene.pass_time(seconds=3)
    draft = desk_scene.texts(ZHOU_LAN)[-1]
    assert draft.startswith("口径单 v1 · 草稿")
    assert "收到3位家长反馈孩子起疹,批次0912A" in draft, "filled from the facts"
    # Bad input: nothing of a reply is kept when one line of it cannot be read.
    await reply_to_draft(desk_scene, ZHOU_LAN, "要点 先停用\n这句话没有意思")
    assert "没看懂「这句话没有意思」" in desk_scene.texts(ZHOU_LAN)[-1]
    assert "先停用\n" not in draft
    await reply_to_draft(desk_scene, ZHOU_LAN, "首次回应 " + "很" * 2000)
    assert "太长" in desk_scene.texts(ZHOU_LAN)[-1]
    for line, why in (("评论 " + "很" * 101, "101"), ("不说 药", "只有一个字")):
        await reply_to_draft(desk_scene, ZHOU_LAN, line)
        assert why in desk_scene.texts(ZHOU_LAN)[-1], line
    # One text a channel: the host must never read out the former one.
    for words in ("各位家长,原因还在查。", "各位家长,原因还在查,请先停用。"):
        await reply_to_draft(desk_scene, ZHOU_LAN, f"口播 {words}")
    whole = "\n".join(desk_scene.texts(ZHOU_LAN))
    assert "各位家长,原因还在查,请先停用。" in whole
    assert whole.count("各位家长,原因还在查。") == 1, "where it was typed"
    # A figure nobody vouched for: the draft says which line, and is not taken.
    await reply_to_draft(desk_scene, ZHOU_LAN, "首次回应 约3万名用户受影响,原因正在核实。")
    assert "过不了检查(C3)" in "\n".join(desk_scene.texts(ZHOU_LAN))
    assert "第 1 句过不了口径检查" in await desk_scene.press(ZHOU_LAN, "送批准")
    await reply_to_draft(desk_scene, ZHOU_LAN, REPLY)
    # Denial is impossible while responsibility is unknown: it is not even offered.
    await desk_scene.press(ZHOU_LAN, "立场")
    await desk_scene.pass_time(seconds=3)
    assert "否认" not in desk_scene.labels(ZHOU_LAN)
    await desk_scene.press(ZHOU_LAN, "返回")
    await desk_scene.pass_time(seconds=3)
    assert await desk_scene.press(ZHOU_LAN, "送批准") == "已送批准,改一个字就作废"
    await desk_scene.pass_time(seconds=5)
    assert any(text.startswith("请批准 · 口径单 v1") and HOLDING in text for text in desk_scene.texts(CHEN_MO))
    await desk_scene.press(CHEN_MO, "批准这一版")
    await desk_scene.pass_time(seconds=3)
    assert await versions(desk_scene) == {1: SheetState.IN_REVIEW}, "two others have to agree in an S1"
    # A change voids what was given, whoever pressed it a moment ago.
    await reply_to_draft(desk_scene, ZHOU_LAN, "要点 请先停用")
    await desk_scene.press(ZHOU_LAN, "送批准")
    await desk_scene.pass_time(seconds=5)
    for person in (CHEN_MO, LIN_LAN):
        await desk_scene.press(person, "批准这一版")
        await desk_scene.pass_time(seconds=3)
    assert await versions(desk_scene) == {1: SheetState.CURRENT}
    await desk_scene.write(HE_MIN, "怎么说")
    said = desk_scene.texts(HE_MIN)[-1]
    assert said.startswith("口径单 v1 · 现行")
    assert HOLDING in said
    assert "「个别」→ 3位家长" in said
    await desk_scene.pass_time(seconds=3)
    await desk_scene.write(HE_MIN, "口径 原因")
    assert "是什么原因?" in desk_scene.texts(HE_MIN)[-1]
    incident = await desk_scene.incident()
    await desk_scene.pass_time(minutes=1)
    assert "口径  口径单 v1 现行" in desk_scene.texts(FORUM, incident.topic_id)[0]
    # The next version shows what changed; the old one answers that it is over.
    await desk_scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(desk_scene, ZHOU_LAN, "要点 不适请尽快就医")
    await desk_scene.press(ZHOU_LAN, "送批准")
    await desk_scene.pass_time(seconds=5)
    assert any("与 v1 相比:" in text and "加 要点:不适请尽快就医" in text for text in desk_scene.texts(LIN_LAN))
    for person in (CHEN_MO, LIN_LAN):
        await desk_scene.press(person, "批准这一版")
        await desk_scene.pass_time(seconds=3)
    assert await versions(desk_scene) == {2: SheetState.CURRENT, 1: SheetState.SUPERSEDED}
    await desk_scene.write(HE_MIN, "口径 v1")
    assert desk_scene.texts(HE_MIN)[-1].startswith("你用的是 v1,已失效。现行 v2:")
    # Others have theirs: until then they get the public one, and its versions are numbered for themselves.
    await desk_scene.write(HE_MIN, "口径 员工")
    assert "还没有单独给员工的口径单,先照公众的说。" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.press(HE_MIN, "换对象")
    await desk_scene.pass_time(seconds=3)
    assert {"公众 v2", "员工", "媒体", "监管部门"} <= set(desk_scene.labels(HE_MIN))
    await desk_scene.write(ZHOU_LAN, "口径 员工")
    await desk_scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(desk_scene, ZHOU_LAN, "员工 有人来问,请转给公关负责人,不要自己回答。")
    assert any(text.startswith("口径单 v1(员工)· 草稿") for text in desk_scene.texts(ZHOU_LAN))
    await desk_scene.press(ZHOU_LAN, "送批准")
    await desk_scene.pass_time(seconds=5)
    for person in (CHEN_MO, LIN_LAN):
        await desk_scene.press(person, "批准这一版")
        await desk_scene.pass_time(seconds=3)
    await desk_scene.write(HE_MIN, "口径 员工")
    said = desk_scene.texts(HE_MIN)[-1]
    assert said.startswith("口径单 v1(员工)· 现行")
    assert "请转给公关负责人" in said
    await desk_scene.write(HE_MIN, "口径 员工 v7")
    assert desk_scene.texts(HE_MIN)[-1].startswith("v7(员工) 没有生效过。现行 v1(员工):")
    await desk_scene.write(HE_MIN, "口径")
    assert desk_scene.texts(HE_MIN)[-1].startswith("口径单 v2 · 现行"), "nothing of it reached the public one"
    # It runs out by itself after six hours in an S1, and says so while there is time for the next version.
    await desk_scene.pass_time(hours=5)
    assert any("口径单 v2 到 " in text and "失效。看一遍" in text for text in desk_scene.texts(ZHOU_LAN))
    assert (await versions(desk_scene))[2] is SheetState.CURRENT
    await desk_scene.pass_time(hours=1, minutes=1)
    assert (await versions(desk_scene))[2] is SheetState.EXPIRED
    assert any("给员工的口径单 v1 到时间了" in text for text in desk_scene.texts(ZHOU_LAN))
    assert EntryKind.SHEET_EXPIRED in await desk_scene.entries()
    assert any("口径单 v2 到时间了" in text for text in desk_scene.texts(ZHOU_LAN))


async def test_a_denial_needs_evidence_and_no_apology(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    incident = await desk_scene.incident()
    await desk_scene.write(ZHOU_LAN, "口径")
    await desk_scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(desk_scene, ZHOU_LAN, "首次回应 很抱歉让大家担心,情况正在核实。")
    await desk_scene.press(ZHOU_LAN, "责任")
    await desk_scene.pass_time(seconds=3)
    await desk_scene.press(ZHOU_LAN, "责任不在我方")
    await desk_scene.pass_time(seconds=3)
    await desk_scene.press(ZHOU_LAN, "立场")
    await desk_scene.pass_time(seconds=3)
    await desk_scene.press(ZHOU_LAN, "否认")
    await desk_scene.pass_time(seconds=3)
    assert "否认和道歉不能放在一份口径单里" in await desk_scene.press(ZHOU_LAN, "送批准")
    await reply_to_draft(desk_scene, ZHOU_LAN, "首次回应 网上的说法我们已经看到,检测结果见报告。")
    assert "都要有证据" in await desk_scene.press(ZHOU_LAN, "送批准")
    async with desk_scene.desk.reading() as look:
        sheet = await look.sheets.open_draft(incident.id)
    assert sheet
    assert (sheet.stance, sheet.responsibility, sheet.state) == (Stance.DENY, Fault.NOT_OURS, SheetState.DRAFT)


async def test_a_notice_queued_by_a_release_without_audiences_is_said(desk_scene: Scene) -> None:
    """All its sheets were for the public. Without the default (`drawing.answers.reply`) it is parked as a bug."""
    place = audiences.to_person(desk_scene.people[LIN_LAN])
    for key, words in (
        ("notice-sheet-current", "口径单 v2 现在生效"),
        ("notice-sheet-expired", "口径单 v2 到时间了"),
        ("notice-sheet-expires", "口径单 v2 到 20:40 失效"),
    ):
        values = {"key": key, "count": "2", "at": desk_scene.clock.now().isoformat()}
        async with desk_scene.desk.transaction() as u:
            post_reply(u, place, ParcelKind.STATE_NOTICE, desk_scene.team, values=values)
        await desk_scene.settle()
        assert desk_scene.texts(LIN_LAN)[-1].startswith(words)
