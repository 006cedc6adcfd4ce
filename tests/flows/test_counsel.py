"""Who may speak and who may stop it: counsel's embargo and hold, certified spokespersons, the look back at an
emergency release."""

import pytest

from bot.desk import emergency_reviews, sheet_life
from storage.tables.statements import Statement
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.statements import StatementState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_sheets import reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, LIN_LAN, OWNER, WANG_YAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import actor, drafted, last, newest, send, text_now


async def approve(scene: Scene) -> None:
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    await scene.press(CHEN_MO, "批准这一版")
    await scene.pass_time(seconds=20)


async def card(scene: Scene) -> str:
    await scene.pass_time(seconds=20)
    return scene.texts(FORUM, (await scene.incident()).topic_id)[0]


async def test_counsel_stops_what_is_approved_until_the_time_has_come_or_the_hold_is_lifted(
    desk_scene: Scene,
) -> None:
    scene = desk_scene
    await drafted(scene)
    await send(scene, ZHOU_LAN, "/embargo 21:20 等监管回复")
    assert "法务" in last(scene, ZHOU_LAN), "only legal may"
    await send(scene, CHEN_MO, "/embargo 20:00 等监管回复")
    assert "还没到的时间" in last(scene, CHEN_MO)
    await send(scene, CHEN_MO, "/embargo 21:20")
    assert "写一句理由" in last(scene, CHEN_MO)
    await send(scene, CHEN_MO, "/embargo 21:20 等监管回复")
    assert "⛔ 21:20 前不对外发(陈默):等监管回复" in await card(scene)
    await send(scene, ZHOU_LAN, "口径")
    assert "21:20 前不对外发" in last(scene, ZHOU_LAN)
    await approve(scene)
    assert (await newest(scene, Statement)).state is StatementState.APPROVED, "approvals go on, the release waits"
    assert not any("可以发布" in said for said in scene.texts(A_JIE))
    # A hold on top: the time alone opens nothing.
    await send(scene, CHEN_MO, "/legalhold 收到律师函")
    assert "⛔ 法务叫停(陈默):收到律师函" in await card(scene)
    await scene.pass_time(minutes=40)
    assert not any("可以发布" in said for said in scene.texts(A_JIE))
    await send(scene, LIN_LAN, "/legalhold 解除")
    assert "法务" in last(scene, LIN_LAN)
    await send(scene, CHEN_MO, "/legalhold 解除")
    assert any("可以发布 · 首次回应 v1" in said for said in scene.texts(A_JIE)), "what waited goes out by itself"
    # Counsel stops it once more while somebody has it in hand: it is called back, and comes again when lifted.
    await send(scene, CHEN_MO, "/legalhold 又来一封函")
    assert "先别发 v1:法务叫停了" in last(scene, A_JIE)
    assert (await newest(scene, Statement)).state is StatementState.APPROVED, "what people approved stays approved"
    assert not any("可以发布 · 首次回应 v1" in said for said in scene.texts(A_JIE))
    await send(scene, CHEN_MO, "/legalhold 解除")
    assert "可以发布 · 首次回应 v1" in last(scene, A_JIE)
    assert "⛔" not in (await card(scene)).split("\n", 1)[1]
    await send(scene, CHEN_MO, "/legalhold 解除")
    assert "现在没有叫停" in last(scene, CHEN_MO)
    kinds = [kind for kind in await scene.entries() if "embargo" in kind.value or "legal_hold" in kind.value]
    assert kinds == [
        *(EntryKind.EMBARGO_SET, EntryKind.LEGAL_HOLD_SET),
        *(EntryKind.EMBARGO_LIFTED, EntryKind.LEGAL_HOLD_LIFTED),
        *(EntryKind.LEGAL_HOLD_SET, EntryKind.LEGAL_HOLD_LIFTED),
    ]


async def test_a_spokesperson_of_the_sheet_needs_a_certificate_for_the_channel(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await send(scene, ZHOU_LAN, "/certify")
    assert "还没登记发言授权" in last(scene, ZHOU_LAN)
    await send(scene, XIAO_TANG, "/certify 阿杰 到 2027-05-01")
    assert "公关负责人" in last(scene, XIAO_TANG)
    for wrong, said in (
        ("阿杰 微博", "要有到期日"),
        ("阿杰 到 2026-01-01", "还没到"),
        ("赵六 到 2027-05-01", "赵六"),
    ):
        await send(scene, ZHOU_LAN, f"/certify {wrong}")
        assert said in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "/certify 阿杰 微博 三级培训 到 2027-05-01")
    assert "阿杰 · 微博 · 三级培训 · 到 2027-05-01" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "口径")
    await scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(scene, ZHOU_LAN, "发言人 赵六 抖音置顶评论")
    assert "团队里没有「赵六" in last(scene, ZHOU_LAN)
    await reply_to_draft(scene, ZHOU_LAN, "发言人 阿杰 抖音置顶评论")
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold((await scene.incident()).id)
        assert incident is not None
        draft = await u.sheets.open_draft(incident.id)
        assert draft is not None
        await sheet_life.make_current(u, incident, draft)  # the approval of sheets is a story of its own
    await scene.pass_time(seconds=20)
    toast = await scene.press(ZHOU_LAN, "送批准")
    assert "还不能送批准" in toast, "certified for another channel"
    await send(scene, OWNER, "/certify 阿杰 抖音置顶评论 到 2027-05-01")
    await approve(scene)
    handed = next(said for said in scene.texts(A_JIE) if "可以发布 · 首次回应" in said)
    assert "你还没读现行口径 v1" in handed, "a first response does not wait for it"


async def test_an_emergency_release_is_looked_at_by_those_who_were_passed_over(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(minutes=39)
    await scene.press(LIN_LAN, "走紧急发布")
    await scene.press(LIN_LAN, "再按一次:走紧急发布")
    await scene.press(WANG_YAN, "批准这一版")
    await scene.pass_time(seconds=30)
    asked = next(said for said in scene.texts(CHEN_MO) if "紧急发布复核" in said)
    assert "起草 周岚 · 批准 林澜、王砚" in asked
    assert await text_now(scene) in asked
    assert not any("紧急发布复核" in said for said in (*scene.texts(LIN_LAN), *scene.texts(WANG_YAN)))
    clock = (await scene.clocks())["emergency_review"]
    with pytest.raises(emergency_reviews.ReviewByOther):
        await emergency_reviews.judge(scene.desk, await actor(scene, WANG_YAN), clock.id, good=True)
    await scene.pass_time(hours=24)
    assert any("⛔ 紧急发布还没复核" in said for said in scene.texts(OWNER)), "overdue: the owners hear it"
    assert (await scene.clocks())["emergency_review"].breached_at is not None
    await scene.press(CHEN_MO, "要更正")
    await scene.pass_time(seconds=20)
    assert any("更正说明 v1 · 草稿" in said for said in scene.texts(CHEN_MO))
    assert (await scene.clocks())["emergency_review"].state is ClockState.MET
    assert EntryKind.EMERGENCY_REVIEWED in await scene.entries()
    assert any("复核:要更正" in said for said in scene.texts(OWNER)), "whoever else was asked sees who did"
