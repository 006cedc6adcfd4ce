"""What words say decides whether they go out: contacts in every line, whose responsibility it is."""

import pytest

from bot.desk import demands, reviews, statement_terms
from storage.tables.statements import Statement
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementState
from tests.flows.test_gates import taken
from tests.flows.test_sheets import reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, HE_MIN, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import CONTACT, actor, crisis, drafted, last, newest, newest_message, send, text_now

OTHER = "400-111-2222"


@pytest.mark.rule("R-G12", "blocked")
async def test_no_contact_goes_out_that_is_on_no_list(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    # A known number beside it hides nothing, in no line of the text.
    for line in (f"7 改成 客服{CONTACT}或{OTHER}", f"7 改成 客服{CONTACT}", f"2 改成 很担心孩子,请打{OTHER}。"):
        await send(scene, ZHOU_LAN, line)
        shown = last(scene, ZHOU_LAN)
        if OTHER in line:
            assert "联系方式没核实过" in shown
            assert shown.count("G12") == 1, "named once, not again by the gate"
            assert "处" in await scene.press(ZHOU_LAN, "送批准")
        else:
            assert "口径检查 通过" in shown
    # Somebody answers for the number: it may go. Taken off the list while people approve, it may not.
    await send(scene, ZHOU_LAN, f"/contact {OTHER}")
    await send(scene, ZHOU_LAN, "能说吗 请打4001112222")
    assert last(scene, ZHOU_LAN).startswith("通过"), "the same digits, and the check knows the team's list"
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    await send(scene, ZHOU_LAN, f"/contact {OTHER}")
    await scene.press(CHEN_MO, "批准这一版")
    await scene.pass_time(seconds=20)
    assert any("批准齐了,但还不能交付" in said for said in scene.texts(ZHOU_LAN))
    assert any("联系方式没核实过" in said for said in scene.texts(ZHOU_LAN))
    assert not any("可以发布" in said for said in scene.texts(A_JIE))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED


@pytest.mark.rule("R-G10", "blocked")
async def test_nothing_is_admitted_or_denied_before_it_is_known_whose_fault_it_is(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    for line, why in (
        ("2 改成 是我们的责任,道歉。", "责任未明,还不能认"),
        ("2 改成 跟我们没关系。", "责任未明,还不能否认"),
    ):
        await send(scene, ZHOU_LAN, line)
        assert why in last(scene, ZHOU_LAN)
        assert "处" in await scene.press(ZHOU_LAN, "送批准"), "nobody is asked, in the first response either"
        assert (await newest(scene, Statement)).state is StatementState.DRAFT
    await send(scene, ZHOU_LAN, "2 改成 很担心孩子,正在核实是否与我们有关。")
    assert "口径检查 通过" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "送批准")
    for person in (LIN_LAN, CHEN_MO):
        await scene.press(person, "批准这一版")
    await scene.pass_time(seconds=20)
    assert any("可以发布" in said for said in scene.texts(A_JIE))


async def test_whose_fault_it_is_voids_what_was_approved_and_only_a_sheet_lets_deny(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    incident = await scene.incident()
    # Nobody was asked yet: another answer binds the draft anew, and it can be approved as it stands.
    await reviews.blame(scene.desk, scene.people[LIN_LAN], incident.id, Responsibility.SHARED)
    await scene.press(ZHOU_LAN, "送批准")
    assert await scene.press(LIN_LAN, "批准这一版") == "已批准 v1,改一个字就作废"

    def shown(beginning: str) -> str:
        return next(said for said in reversed(scene.texts(ZHOU_LAN)) if said.startswith(beginning))

    # The sheet says that it is not ours, with what shows it: then, and with legal and the executive, it may deny.
    await taken(scene, RoleKind.EXECUTIVE, HE_MIN)
    await scene.write(ZHOU_LAN, "口径")
    await scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(scene, ZHOU_LAN, f"首次回应 网传内容不实,见检测报告。\n联系 {CONTACT}\n通报 22:30")
    assert "过不了检查(C11、C8)" in shown("口径单 v1")
    await reply_to_draft(scene, ZHOU_LAN, "证据 检测报告JC-118")
    for label in ("责任", "责任不在我方", "立场", "更正不实说法"):
        await scene.press(ZHOU_LAN, label)
        await scene.pass_time(seconds=3)
    assert "过不了检查" not in shown("口径单 v1"), "those who approve it decide"
    await scene.press(ZHOU_LAN, "送批准")
    for person in (LIN_LAN, CHEN_MO, HE_MIN):
        await scene.pass_time(seconds=5)
        await scene.press(person, "批准这一版")
    await scene.pass_time(seconds=20)
    # What had been approved while nobody knew is void; the change alone is shown.
    moved = "责任口径由 双方都有责任 变为 责任不在我方"
    assert moved in shown("首次回应 v2")
    assert (await newest(scene, Statement)).state is StatementState.DRAFT
    await scene.press(ZHOU_LAN, "送批准")
    assert f"批准已作废 · v1 → v2,只改一处\n{moved}" in last(scene, LIN_LAN)
    await scene.press(LIN_LAN, "批准 v2")
    await scene.press(CHEN_MO, "批准 v2")
    assert any("可以发布 · 首次回应 v2" in said for said in scene.texts(A_JIE))
    # Its line may be said; another denial may not, and the line to use instead is a tap away.
    await send(scene, ZHOU_LAN, "能说吗 网传内容不实,见检测报告。")
    assert last(scene, ZHOU_LAN).startswith("通过")
    await send(scene, ZHOU_LAN, "能说吗 我们绝对没有用回收料,是造谣")
    assert last(scene, ZHOU_LAN).startswith("禁止")
    assert "网传内容不实,见检测报告。" in last(scene, ZHOU_LAN)


async def test_a_draft_begins_in_words_that_fit_its_channel_and_is_filled_anew_for_another(
    desk_scene: Scene,
) -> None:
    scene = desk_scene
    await crisis(scene)
    async with scene.desk.transaction() as u:
        team = await u.teams.find(scene.team)
        assert team is not None
        team.language = Language.EN
    await scene.press(ZHOU_LAN, "写回应")
    short = await text_now(scene)
    assert (await newest(scene, Statement)).channel is Channel.DOUYIN_COMMENT
    assert len(short) <= 100
    assert CONTACT in short
    assert "Stop using it." in short
    # Nobody's words yet: elsewhere the draft says all that is known.
    who = await actor(scene, ZHOU_LAN)
    statement = await newest(scene, Statement)
    await statement_terms.set_channel(scene.desk, who, statement.id, Channel.VIDEO_CAPTION.value)
    full = await text_now(scene)
    assert "3例起疹反馈" in full
    assert len(full) > 100
    # Once somebody has written, a change of channel changes nothing.
    await send(scene, ZHOU_LAN, "2 -> We are thinking of every child.")
    written = await text_now(scene)
    await statement_terms.set_channel(scene.desk, who, statement.id, Channel.WEIBO.value)
    assert await text_now(scene) == written


async def test_what_is_pasted_goes_to_the_letter_and_a_long_list_of_problems_says_that_it_goes_on(
    desk_scene: Scene,
) -> None:
    """Approved to the comma begins here: no space in a word, no lost line break, in neither language."""
    scene = desk_scene
    await drafted(scene)
    pasted = (
        "由于供应商原料问题,约3万名用户受影响,我们将全额退款,绝对安全,国家认证,100%放心,竞争对手造谣,敬请谅解。"
        f"\n\n加微信 douya888 领补偿。\n22:30前在此通报。客服{CONTACT}"
    )
    await send(scene, ZHOU_LAN, pasted, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    assert await text_now(scene) == pasted
    assert "处,改好上面的就列出来" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "1 改成 我们收到3例起疹反馈。")
    assert f"\n22:30前在此通报。客服{CONTACT}" in await text_now(scene), "a changed line leaves the other ones"
    await scene.press(ZHOU_LAN, "不发了")
    async with scene.desk.transaction() as u:
        team = await u.teams.find(scene.team)
        assert team is not None
        team.language = Language.EN
    await scene.press(ZHOU_LAN, "写回应")
    pasted = (
        "Because of our supplier's raw material about 30,000 users are affected.\n\nWe will speak again by 22:30."
    )
    await send(scene, ZHOU_LAN, pasted, reply_to=newest_message(scene, ZHOU_LAN, "News 22:30"))
    assert await text_now(scene) == pasted


@pytest.mark.rule("R-G10", "blocked")
async def test_whoever_leans_on_an_institute_shows_its_report(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    statement = await newest(scene, Statement)
    async with scene.desk.reading() as look:
        incident = await look.incidents.find(statement.incident_id)
        assert incident is not None
        quoting = await demands.case_of(look, incident, statement, "批次0912A送过杭州市食品药品检验研究院检测。")
        waiting = await demands.case_of(look, incident, statement, "批次0912A已取样,等待检测结果。")
    assert quoting.tested
    assert not waiting.tested, "no wording of the old list stands for a result that nobody has"
