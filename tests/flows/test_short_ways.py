"""Short ways and long ones: an emergency release, an answer held back, promotion paused."""

from datetime import timedelta
from itertools import product

import pytest

from bot.desk import drafting, statements
from bot.desk.retelling import retell
from handlers.masking import mask
from messages.recap.telling import Teller
from messages.words import Reader
from storage.tables.statements import Statement
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_gates import by_all
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, WANG_YAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import SHARE, drafted, last, newest, newest_message, send, text_now
from tests.kit.voice import verified


async def test_an_emergency_needs_the_commander_and_one_more_and_is_looked_at_again(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(minutes=39)
    warning = next(said for said in reversed(scene.texts(LIN_LAN)) if "首次回应 21:40 到期" in said)
    assert "卡在:等法务批准(" in warning or "卡在:等总指挥批准(" in warning
    assert "总指挥" in await scene.press(ZHOU_LAN, "走紧急发布"), "only the commander may"
    await scene.press(LIN_LAN, "走紧急发布")
    assert "只发首次回应或安全提示" in last(scene, LIN_LAN)
    assert await text_now(scene) in last(scene, LIN_LAN)
    await scene.press(LIN_LAN, "再按一次:走紧急发布")
    assert (await newest(scene, Statement)).state is StatementState.IN_APPROVAL, "one is not enough"
    await scene.press(WANG_YAN, "批准这一版")
    await scene.pass_time(seconds=30)
    assert "可以发布 · 首次回应 v1" in last(scene, A_JIE)
    assert "紧急发布" in last(scene, A_JIE)
    assert any("已经批准,不用你再处理" in said for said in scene.texts(CHEN_MO))
    assert any("紧急发布:已批准,交给发布的人了" in said for said in scene.texts(LIN_LAN))
    assert (await scene.clocks())["emergency_review"].state is ClockState.RUNNING
    assert EntryKind.EMERGENCY_CALLED in await scene.entries()
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="abc"))
    assert (await scene.clocks())["first_response"].state is ClockState.MET


async def test_an_emergency_that_has_its_second_yes_already_wakes_nobody(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(CHEN_MO, "批准这一版")
    await scene.pass_time(minutes=39)
    before = len(scene.texts(WANG_YAN))
    await scene.press(LIN_LAN, "走紧急发布")
    assert await scene.press(LIN_LAN, "再按一次:走紧急发布") == "已交付发布"
    await scene.pass_time(seconds=30)
    assert "可以发布 · 首次回应 v1" in last(scene, A_JIE)
    assert not any("已经批准,不用你再处理" in said for said in scene.texts(WANG_YAN)[before:])


async def test_nothing_new_goes_out_as_it_was_shown(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    found = await scene.incident()
    for language, channel in product(Language, (None, Channel.DOUYIN_COMMENT, Channel.WEIBO)):
        async with scene.desk.transaction() as u:
            incident, team = await u.incidents.hold(found.id), await u.teams.find(scene.team)
            assert incident is not None
            assert team is not None
            team.language, at = language, u.now + timedelta(hours=2)
            shown = await drafting.nothing_new_text(u, incident, team, at, channel)
            how = {"channel": channel, "nothing_new": True, "next_at": at, "show": False}
            author = scene.people[ZHOU_LAN]
            statement = await statements.begin(u, incident, author, StatementStage.UPDATE, **how)
            assert (await statements.newest(u, statement)).text == shown, (language, channel)


async def test_two_people_hold_an_answer_back_and_look_again(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "更多", FORUM)
    await scene.press(ZHOU_LAN, "暂不回应", FORUM)
    assert "首次回应 暂不回应:为什么?" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "会放大")
    toast = await scene.press(ZHOU_LAN, scene.label_like(ZHOU_LAN, "21:50"))
    assert toast == "已请 林澜 一起定"
    assert "周岚 建议暂不回应:会放大,21:50 再看。" in last(scene, LIN_LAN)
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING
    await scene.press(LIN_LAN, "同意")
    clock = (await scene.clocks())["first_response"]
    assert clock.state is ClockState.WAIVED
    assert clock.proof_ref.startswith("held:")
    await scene.pass_time(minutes=1)
    card = scene.texts(FORUM, (await scene.incident()).topic_id)[0]
    assert "暂不回应(周岚、林澜" in card
    assert "21:50 再看" in card
    await scene.pass_time(minutes=61)
    assert any("到点再看:首次回应 发不发?" in said for said in scene.texts(ZHOU_LAN))


async def test_what_is_out_counts_though_its_deadline_was_held(desk_scene: Scene) -> None:
    """Two people held the answer back, then it went out all the same: whoever comes in now reads that it did."""
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "更多", FORUM)
    await scene.press(ZHOU_LAN, "暂不回应", FORUM)
    await scene.press(ZHOU_LAN, "会放大")
    await scene.press(ZHOU_LAN, scene.label_like(ZHOU_LAN, "21:50"))
    await scene.press(LIN_LAN, "同意")
    await scene.write_in_topic(HE_MIN, "到哪了")
    topic = (await scene.incident()).topic_id
    assert "对外已说" not in scene.texts(FORUM, topic)[-1], "held is not said"
    await by_all(scene)
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="one"))
    await scene.pass_time(seconds=20)
    assert (await scene.clocks())["first_response"].state is ClockState.WAIVED
    await scene.write_in_topic(HE_MIN, "到哪了")
    assert "对外已说 1 次" in scene.texts(FORUM, topic)[-1]


async def test_promotion_is_paused_at_once_and_lifted_channel_by_channel(desk_scene: Scene) -> None:
    scene = desk_scene
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.write_in_topic(XIAO_TANG, "停推")
    await scene.pass_time(seconds=30)
    await scene.press(XIAO_TANG, "全部停", FORUM)
    await scene.pass_time(seconds=30)
    assert any("停推 6/6" in said for said in scene.texts(FORUM))
    assert "公关负责人" in await scene.press(XIAO_TANG, "恢复 投流", FORUM)
    await scene.press(LIN_LAN, "恢复 投流", FORUM)
    await scene.pass_time(seconds=30)
    assert any("停推 5/6" in said and "投流 已恢复 · 林澜" in said for said in scene.texts(FORUM))
    await send(scene, ZHOU_LAN, "能说吗 现在下单有优惠")
    assert "C12" in last(scene, ZHOU_LAN), "the other five are still paused"
    for channel in ("直播带货", "预约发布", "抽奖活动", "广告投放", "达人合作"):
        await scene.press(LIN_LAN, f"恢复 {channel}", FORUM)
        await scene.pass_time(seconds=5)
    await send(scene, ZHOU_LAN, "能说吗 现在下单有优惠")
    assert "C12" not in last(scene, ZHOU_LAN), "everything runs again: the check lets selling words through"
    await scene.write_in_topic(XIAO_TANG, "/rumor " + "网传" * 201)
    await scene.pass_time(seconds=5)
    assert "最多 400 字,现在是 402 字。没有存" in scene.texts(FORUM)[-1]
    await scene.write_in_topic(XIAO_TANG, "/rumor 网传是回收料 https://v.douyin.com/rrr/,范围 抖音播放3万")
    await scene.pass_time(seconds=30)
    assert any("1 网传是回收料 · 在传 · 范围 抖音播放3万" in said for said in scene.texts(FORUM))
    await scene.press(XIAO_TANG, "1 已澄清", FORUM)
    question = newest_message(scene, XIAO_TANG, "依据是什么")
    await send(scene, XIAO_TANG, "不实,事实⑨", reply_to=question)
    assert "没有依据,先不算澄清" in last(scene, XIAO_TANG)
    assert any("1 网传是回收料 · 在传" in said for said in scene.texts(FORUM)), "nothing of it was stored"
    await verified(scene, 1, "原料的检验单都在")
    await send(scene, XIAO_TANG, "部分属实,事实①,举报号 DY-778,范围 微博转发500,三万人看过", reply_to=question)
    assert "这里没看懂,没有记:三万人看过" in last(scene, XIAO_TANG), "nothing is dropped in silence"
    settled = "1 网传是回收料 · 已澄清 · 部分属实 · 依据 ① · 举报号 DY-778 · 范围 微博转发500"
    assert any(settled in said for said in scene.texts(FORUM))
    kinds = await scene.entries()
    assert kinds.count(EntryKind.PROMOTION_PAUSED) == 6
    assert EntryKind.RUMOR_SETTLED in kinds
    # The recap's timeline says how far it went, what came out, and what shows it.
    async with scene.desk.reading() as look:
        recap = await retell(look, (await scene.incident()).id, mask)
    teller = Teller(recap, Reader(Language.ZH, scene.desk.policy.zone, scene.clock.now()))
    said = {entry.kind: teller.told(entry) for entry in recap.entries}
    assert said[EntryKind.RUMOR_NOTED] == "网传是回收料 · https://v.douyin.com/rrr/ · 范围 抖音播放3万"
    assert said[EntryKind.RUMOR_SETTLED] == "网传是回收料 · ① · 部分属实 · 举报号 DY-778 · 范围 微博转发500"


async def test_what_became_too_old_while_people_approved_is_not_handed_over(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        (fact,) = await u.facts.of_incident(incident_id)
        fact.expires_at = u.now
    await scene.press(CHEN_MO, "批准这一版")
    await scene.pass_time(seconds=20)
    assert any("批准齐了,但还不能交付" in said for said in scene.texts(ZHOU_LAN))
    assert any("事实① 过期了" in said for said in scene.texts(ZHOU_LAN))
    async with scene.desk.reading() as look:
        assert await look.publications.of_incident(incident_id) == []
    assert (await newest(scene, Statement)).state is StatementState.APPROVED


async def approved_by_two(scene: Scene, line: str) -> str:
    """The drafted text with this line in it, if one is given, approved by two others."""
    if line:
        await send(scene, ZHOU_LAN, f"3 改成 {line}")
    await scene.press(ZHOU_LAN, "送批准")
    for person in (LIN_LAN, CHEN_MO):
        await scene.press(person, "批准这一版")
    await scene.pass_time(seconds=20)
    return await text_now(scene)


async def stop_all(scene: Scene) -> None:
    await scene.write_in_topic(XIAO_TANG, "停推")
    await scene.pass_time(seconds=30)
    await scene.press(XIAO_TANG, "全部停", FORUM)
    await scene.pass_time(seconds=30)


async def run_again(scene: Scene) -> None:
    for channel in ("投流", "直播带货", "预约发布", "抽奖活动", "广告投放", "达人合作"):
        await scene.press(LIN_LAN, f"恢复 {channel}", FORUM)
        await scene.pass_time(seconds=5)


@pytest.mark.rule("R-G8", "blocked")
async def test_what_sells_and_was_approved_before_the_pause_waits_until_promotion_runs_again(
    desk_scene: Scene,
) -> None:
    scene = desk_scene
    await drafted(scene)
    await stop_all(scene)
    await run_again(scene)
    await send(scene, ZHOU_LAN, "3 改成 其他商品可以照常下单。")
    assert "已请" in await scene.press(ZHOU_LAN, "送批准"), "promotion runs: the check lets it through"
    await scene.press(LIN_LAN, "批准这一版")
    await scene.press(XIAO_TANG, "全部停", FORUM)
    await scene.pass_time(seconds=30)
    await scene.press(CHEN_MO, "批准这一版")
    await scene.pass_time(seconds=20)
    assert any("批准齐了,但还不能交付" in said for said in scene.texts(ZHOU_LAN))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    assert not any("可以发布" in said for said in scene.texts(A_JIE))
    await run_again(scene)
    await scene.pass_time(seconds=20)
    assert await text_now(scene) in last(scene, A_JIE), "the last of the six runs again: it goes by itself"
    # In somebody's hand when promotion is paused once more: called back, and it comes again in the same way.
    await scene.press(XIAO_TANG, "全部停", FORUM)
    await scene.pass_time(seconds=30)
    assert any("先别发 v" in said and "已停推,这条在卖货" in said for said in scene.texts(A_JIE))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="late"))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED, "a late link proves nothing"
    said = len(scene.texts(A_JIE))
    await run_again(scene)
    await scene.pass_time(seconds=20)
    assert any("可以发布 · 首次回应" in one for one in scene.texts(A_JIE)[said:])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="words-of-the-crisis", marks=pytest.mark.rule("R-G8", "allowed")),
        pytest.param("已下单的用户不受影响。", id="names-an-order", marks=pytest.mark.rule("R-G8", "exception")),
    ],
)
async def test_words_that_sell_nothing_go_out_while_promotion_is_paused(desk_scene: Scene, line: str) -> None:
    scene = desk_scene
    await drafted(scene)
    await stop_all(scene)
    text = await approved_by_two(scene, line)
    assert line in text
    assert text in last(scene, A_JIE)


async def test_a_safety_warning_waits_for_nobody_and_whoever_approves_reads_so(desk_scene: Scene) -> None:
    """What comes after the first response may be a warning: the author says so, the approver sees it."""
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    for who in (LIN_LAN, CHEN_MO):
        await scene.press(who, "批准这一版")
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="one"))
    await scene.press(ZHOU_LAN, "写回应")
    await send(scene, ZHOU_LAN, "1 改成 收到3例起疹反馈,批次0912A。")
    assert "先处理:没有现行口径单(G1)" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "送批准")
    assert (await newest(scene, Statement)).state is StatementState.DRAFT
    await scene.press(ZHOU_LAN, "标为安全提示")
    await scene.pass_time(seconds=20)
    assert "按安全提示发布" in last(scene, ZHOU_LAN)
    assert "还差" not in last(scene, ZHOU_LAN)
    assert await scene.press(ZHOU_LAN, "送批准") == "已请 陈默、王砚 批准"
    assert "只写怎么避免受伤害的,才批" in last(scene, CHEN_MO)
    await scene.press(CHEN_MO, "批准这一版")
    await scene.press(WANG_YAN, "批准这一版")
    await scene.pass_time(seconds=20)
    assert "可以发布 · 进展通报 v3" in last(scene, A_JIE)
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="two"))
    assert any("与批准的 v3 一致" in said for said in scene.texts(A_JIE))
