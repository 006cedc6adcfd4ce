"""Looking back: three questions to each role, a gate that mends what it lacks, improvements until they help."""

from bot.desk import improvements, reviews
from storage.tables.publications import Promise
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_capture import PICTURE
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import SHARE, drafted, send, text_now


async def answer(scene: Scene, user: int, words: str) -> None:
    """Somebody replies to the newest message of his private chat, as soon as it is there."""
    await scene.pass_time(seconds=5)
    await scene.write(user, words, reply_to=max(scene.sandbox.world.chats[user].messages))
    await scene.pass_time(seconds=5)


async def test_an_s1_is_looked_back_at_before_it_closes(desk_scene: Scene) -> None:
    scene = desk_scene
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.press(ZHOU_LAN, "接下")
    incident = await scene.incident()
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    clocks = await scene.clocks()
    assert {kind for kind in ("debrief", "post_mortem", "report", "review") if kind in clocks} == {
        "debrief",
        "post_mortem",
        "report",
        "review",
    }, "the deadlines of looking back run from the stand-down"

    # Each role is asked in private, and answers by button and one sentence.
    assert any("三句话就够" in text for text in scene.texts(ZHOU_LAN))
    assert not any("三句话就够" in text for text in scene.texts(HE_MIN)), "he had no role"
    await scene.press(ZHOU_LAN, "卡住的", ZHOU_LAN)
    await answer(scene, ZHOU_LAN, "法务在电梯里,等了十分钟,电话 13812345678")
    await scene.press(ZHOU_LAN, "顺利的", ZHOU_LAN)
    await answer(scene, ZHOU_LAN, "三分钟内下架")
    assert (await scene.incident()).debriefed_at is None, "the commander has not answered"
    await scene.press(LIN_LAN, "没有要说的", LIN_LAN)
    assert (await scene.clocks())["debrief"].state is ClockState.MET

    # Closing shows what is missing, and each piece has its button.
    await scene.press(LIN_LAN, "复盘会", FORUM)
    assert await scene.press(LIN_LAN, "写结案原因", FORUM) == "已发到你的私聊"
    await answer(scene, LIN_LAN, "检测合格,退款办完")
    await scene.press(LIN_LAN, "判断责任", FORUM)
    await scene.pass_time(minutes=1)
    await scene.press(LIN_LAN, "责任在我方", FORUM)
    await scene.pass_time(minutes=1)
    await scene.press(LIN_LAN, "写教训", FORUM)
    await answer(scene, LIN_LAN, "法务要有能接电话的副手")
    await scene.press(LIN_LAN, "定改进项", FORUM)
    await answer(scene, LIN_LAN, "给法务排副手 @何敏 11-27")
    await scene.pass_time(minutes=1)
    panel = next(text for text in scene.texts(FORUM, incident.topic_id) if text.startswith("复盘会"))
    assert "卡住:法务在电梯里" in panel
    assert "13812345678" not in panel
    assert await scene.refused(LIN_LAN, incident.id, "close") == "refused-closing-incomplete"
    assert await scene.press(LIN_LAN, "签字", FORUM) == "已签字"
    await scene.press(LIN_LAN, "结案", FORUM)
    await scene.press(LIN_LAN, scene.label_like(FORUM, "再按一次"), FORUM)
    closed = await scene.incident()
    assert closed.state is IncidentState.CLOSED
    assert closed.close_reason == "检测合格,退款办完"
    kinds = await scene.entries()
    for kind in (EntryKind.DEBRIEFED, EntryKind.LESSON_ADDED, EntryKind.IMPROVEMENT_ADDED, EntryKind.SIGNED):
        assert kind in kinds

    # Reminded until done, asked for its effect a month later, open again if it did not help.
    assert any("给法务排副手" in text for text in scene.texts(HE_MIN))
    await scene.pass_time(days=4)
    heard = len(scene.texts(HE_MIN))
    for _ in range(2):
        await improvements.remind(scene.desk)
        await scene.settle()
    assert len(scene.texts(HE_MIN)) == heard + 1, "once a day, however often the chore runs"
    await scene.press(HE_MIN, "做完了", HE_MIN)
    await answer(scene, HE_MIN, "排班表 11 月版")
    await scene.pass_time(days=31)
    await improvements.remind(scene.desk)
    await scene.settle()
    await scene.press(LIN_LAN, "没用", LIN_LAN)
    async with scene.desk.reading() as look:
        (row,) = await look.reviews.improvements(incident.id)
    assert row.done_at is None
    assert row.due_at > scene.clock.now()
    assert [k for k in await scene.entries() if k in (EntryKind.IMPROVEMENT_DONE, EntryKind.IMPROVEMENT_JUDGED)]

    # The look back of day 7 is met by looking back, and the next one is due on day 30.
    await scene.write(LIN_LAN, f"/review {incident.number} 退款都到账了")
    reviews = [clock for clock in await _clocks(scene) if clock.kind.value == "review"]
    assert [clock.state for clock in reviews][:1] == [ClockState.MET]


async def _clocks(scene: Scene):  # type: ignore[no-untyped-def]
    async with scene.desk.reading() as look:
        return await look.clocks.of_incident((await scene.incident()).id)


async def test_a_dead_rumour_closes_with_a_reason_and_a_line(desk_scene: Scene) -> None:
    scene = desk_scene
    await scene.alert(**RUMOUR)
    await scene.press(LIN_LAN, "开启事件")
    incident = await scene.incident()
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert "debrief" not in await scene.clocks()
    assert not any("三句话就够" in text for text in scene.texts(LIN_LAN))
    assert await scene.refused(LIN_LAN, incident.id, "close") == "refused-closing-incomplete"
    await scene.press(LIN_LAN, "复盘会", FORUM)
    await scene.press(LIN_LAN, "写结案原因", FORUM)
    await answer(scene, LIN_LAN, "平台已判谣言")
    await scene.press(LIN_LAN, "写教训", FORUM)
    await answer(scene, LIN_LAN, "先盯着就够了")
    await scene.press(LIN_LAN, "结案", FORUM)
    await scene.pass_time(minutes=1)
    await scene.press(LIN_LAN, scene.label_like(FORUM, "再按一次"), FORUM)
    assert (await scene.incident()).state is IncidentState.CLOSED

    # The same again within half a year is said.
    await scene.pass_time(days=60)
    await scene.alert(**{**RUMOUR, "dedup_key": "again"})
    await scene.press(LIN_LAN, "开启事件")
    again = await scene.incident()
    assert again.number != incident.number
    (entry,) = [entry for entry in await scene.timeline() if entry.kind is EntryKind.RECURRED]
    assert incident.number in (entry.details or "")


async def test_whoever_comes_back_sees_what_changed_and_takes_the_recap_along(desk_scene: Scene) -> None:
    scene = desk_scene
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.press(ZHOU_LAN, "接下")
    await scene.write_in_topic(HE_MIN, "到哪了")
    incident = await scene.incident()
    told = scene.texts(FORUM, incident.topic_id)[-1]
    assert "公关 周岚" in told
    assert "最近" in told
    await scene.pass_time(minutes=3)
    await scene.write_in_topic(LIN_LAN, "/note 门店也有人来问")
    await scene.write_in_topic(HE_MIN, "到哪了")
    told = scene.texts(FORUM, incident.topic_id)[-1]
    assert "自你 20:40 看过以后,新增" in told
    assert "门店也有人来问" in told
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    await scene.pass_time(minutes=2)
    await scene.press(HE_MIN, "PDF", FORUM)
    await scene.pass_time(minutes=1)
    ((name, content),) = [one for one in scene.files(HE_MIN) if one[0].endswith(".pdf")]
    assert name == f"{incident.number}.zh.pdf"
    assert content.startswith(b"%PDF-")


async def test_closing_asks_for_proofs_and_promises_and_hands_out_what_mends_them(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    await scene.press(CHEN_MO, "批准这一版")
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        (publication,) = await u.publications.of_incident(incident.id)
        promise = Promise(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            statement_id=publication.statement_id,
            text="检测结果三天内公布",
            made_at=u.now,
        )
        u.add(promise)
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert {ClosingPiece.PROOFS, ClosingPiece.PROMISES} <= set(await reviews.missing_of(scene.desk, incident.id))
    await scene.press(LIN_LAN, "复盘会", FORUM)
    await scene.press(LIN_LAN, "补发布凭证", FORUM)
    await scene.pass_time(minutes=1)
    assert any("可以发布 · 首次回应" in text for text in scene.texts(LIN_LAN))
    await scene.press(LIN_LAN, "看没兑现的承诺", FORUM)
    await scene.pass_time(minutes=1)
    assert any("检测结果三天内公布" in text for text in scene.texts(LIN_LAN))

    # The account operator proves it, and the box of the answer says what it still lacks; a press asks for it.
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="abc"))
    async with scene.desk.transaction() as u:
        kept = await u.publications.promise(promise.id)
        assert kept is not None
        kept.state, kept.kept_at = PromiseState.KEPT, u.now
        u.session.add(kept)
    async with scene.desk.reading() as look:
        assert await look.pages.released([incident.id]) == [(incident.id, StatementStage.HOLDING, 1)]
    left = await reviews.missing_of(scene.desk, incident.id)
    assert not {ClosingPiece.PROOFS, ClosingPiece.PROMISES} & set(left)
    await scene.write_in_topic(HE_MIN, "/evidence https://v.douyin.com/first/", photo=PICTURE)
    await scene.write_in_topic(HE_MIN, "证据 录屏 https://v.douyin.com/first/", photo=PICTURE)
    await scene.write_in_topic(HE_MIN, "到哪了")
    told = scene.texts(FORUM, incident.topic_id)[-1]
    assert "证据 2/3 已存(再补一张带时间的录屏)· 首次回应证据 1/2 已存" in told
    assert await scene.press(HE_MIN, "补证据", FORUM) == "已发到你的私聊"
    await scene.pass_time(seconds=5)
    asked = max(scene.sandbox.world.chats[HE_MIN].messages)
    assert "发一段带时间的录屏" in scene.texts(HE_MIN)[-1]
    await scene.write(HE_MIN, "没有录屏,先给链接", reply_to=asked)
    assert "没找到要存的东西" in scene.texts(HE_MIN)[-1]
    await scene.write(HE_MIN, "首条", reply_to=asked, document=("录屏.mp4", b"moving", "video/mp4"))
    assert "证据 3/3 已存" in scene.texts(HE_MIN)[-1]
