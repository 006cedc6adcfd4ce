"""The gates at the desk: what shuts one is said where the text is written, and whoever mends it opens it."""

import re

import pytest

from bot.desk import outlet_book, reviews, sheet_life
from bot.ids import RoleId
from bot.rules import outlets as rules
from storage.tables.incidents import Role
from storage.tables.outlets import OutletCall
from storage.tables.sheets import MessageSheet, SheetItem
from storage.tables.statements import Statement
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import Audience, Channel, Fault, ItemKind
from storage.vocabulary.statements import StatementState
from tests.kit.desk import A_JIE, CHEN_MO, HE_MIN, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import CONTACT, SHARE, drafted, last, newest, send, text_now
from tests.kit.voice import next_sheet, sheet

#: No call is made in these stories: nothing listens there.
NOWHERE = "http://127.0.0.1:9/publish"
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=" + "a" * 64


async def by_all(scene: Scene) -> None:
    """Sent for approval; everybody who is asked says yes, until nobody is asked any more."""
    users = {person: user for user, person in scene.people.items()}
    await scene.press(ZHOU_LAN, "送批准")
    statement = await newest(scene, Statement)
    for _ in range(4):
        await scene.pass_time(seconds=20)
        async with scene.desk.reading() as look:
            rows = await look.approvals.of_owner("statement", statement.id)
        for user in (users[row.person_id] for row in rows if row.decision.waits):
            await scene.press(user, next(key for key in scene.labels(user) if key.startswith("批准")))
    await scene.pass_time(seconds=20)


async def taken(scene: Scene, kind: RoleKind, user: int) -> None:
    """Somebody has this role in the newest incident."""
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        role = await u.roles.of_kind(incident.id, kind)
        if role is None:
            role = Role(id=RoleId(u.new_id()), team_id=scene.team, incident_id=incident.id, kind=kind)
            u.add(role)
        role.state, role.person_id, role.taken_at = RoleState.TAKEN, scene.people[user], u.now


async def lines(scene: Scene) -> dict[str, int]:
    """The number of the line of each slot."""
    statement = await newest(scene, Statement)
    async with scene.desk.reading() as look:
        version = await look.statements.newest(statement.id)
    assert version is not None
    return {slot: place for place, (slot, _) in enumerate(version.slots, start=1)}


@pytest.mark.rule("R-G7", "blocked")
async def test_a_drill_is_approved_like_the_real_thing_and_goes_nowhere(desk_scene: Scene) -> None:
    scene = desk_scene
    await outlet_book.add_interface(scene.desk, Channel.DOUYIN_COMMENT, NOWHERE, "豆芽星球")
    await outlet_book.add_robot(scene.desk, rules.robot(OutletKind.DINGTALK, f"客服群 {ROBOT}"), "豆芽星球")
    await drafted(scene)
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        incident.drill = True
    await sheet(scene, 1, "先停用这款润肤霜。")
    await by_all(scene)
    assert any("批准齐了,但还不能交付" in said for said in scene.texts(ZHOU_LAN))
    assert any("演练内容不能往外发(G7)" in said for said in scene.texts(ZHOU_LAN))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    assert not any("可以发布" in said for said in scene.texts(A_JIE))
    assert await newest(scene, OutletCall) is None, "neither the interface nor the robot got any of it"


@pytest.mark.rule("R-G10", "blocked")
@pytest.mark.rule("R-G11", "blocked")
@pytest.mark.rule("R-G12", "blocked")
@pytest.mark.rule("R-G14", "blocked")
@pytest.mark.rule("R-G7", "allowed")
@pytest.mark.rule("R-G10", "allowed")
@pytest.mark.rule("R-G11", "allowed")
@pytest.mark.rule("R-G12", "allowed")
@pytest.mark.rule("R-G14", "allowed")
async def test_each_gate_shuts_says_why_and_opens_when_it_is_mended(desk_scene: Scene) -> None:
    scene = desk_scene
    text = await drafted(scene)
    await sheet(scene, 1, "请先停用,不适请就医。")

    async def refused(why: str) -> None:
        assert why in last(scene, ZHOU_LAN)
        await scene.press(ZHOU_LAN, "送批准")
        assert (await newest(scene, Statement)).state is StatementState.DRAFT, why
        assert not any("请批准" in said for said in scene.texts(CHEN_MO)), "nobody is asked for what cannot go"

    async def says(slot: str, words: str) -> None:
        place = (await lines(scene))[slot]
        await send(scene, ZHOU_LAN, f"{place} 改成 {words}" if words else f"{place} 删掉")

    await says("contact", "客服400-111-2222")
    await refused("联系方式没核实过")
    await says("contact", "")
    await refused("缺「联系方式」(G10)")
    await says("contact", f"客服{CONTACT}")
    await says("todo", "")
    await refused("缺「用户怎么做」:有人可能受伤害,要说怎么避免(G10)")
    await says("todo", "请先停用,不舒服请就医。")
    await refused("这句要一字不差:请先停用,不适请就医。(G14)")
    await says("todo", "请先停用,不适请就医。")
    assert await text_now(scene) == text
    assert "还差" not in last(scene, ZHOU_LAN)
    await scene.pass_time(hours=2)
    await says("empathy", "让大家担心了。")
    await refused("已经过了(G11)")
    at = next(label for label in scene.labels(ZHOU_LAN) if re.fullmatch(r"[0-9:]+", label))
    await scene.press(ZHOU_LAN, at)
    await scene.pass_time(seconds=20)
    await by_all(scene)
    assert "可以发布 · 首次回应" in last(scene, A_JIE)
    assert f"{at}前" in last(scene, A_JIE)


async def a_tick_is_shown_and_taken_back(scene: Scene) -> None:
    """A first response in somebody's hand names who is still to be told: it follows the table, one edit each."""
    todo = "还没先告知:{}(照发,发后补告)"
    assert todo.format("一线同事、受影响用户、合作方") in last(scene, A_JIE)
    await scene.write(ZHOU_LAN, "/tell")
    said, edits = len(scene.texts(A_JIE)), len(scene.calls("editMessageText", A_JIE))
    assert await scene.press(ZHOU_LAN, "一线同事 已告知") == "记下了"
    await scene.pass_time(seconds=20)
    assert todo.format("受影响用户、合作方") in last(scene, A_JIE)
    assert await scene.press(ZHOU_LAN, "撤回 一线同事") == "已撤回"
    await scene.pass_time(seconds=20)
    assert todo.format("一线同事、受影响用户、合作方") in last(scene, A_JIE)
    assert len(scene.texts(A_JIE)) == said
    assert len(scene.calls("editMessageText", A_JIE)) == edits + 2
    assert "一线同事 已告知" in scene.labels(ZHOU_LAN), "the table is as it was"


@pytest.mark.rule("R-G9", "blocked")
@pytest.mark.rule("R-G9", "allowed")
@pytest.mark.parametrize("over", ["expired", "taken back"])
async def test_a_verified_statement_has_its_parts_and_waits_until_others_are_told(
    desk_scene: Scene, over: str
) -> None:
    scene = desk_scene
    first = await drafted(scene)
    await by_all(scene)
    await a_tick_is_shown_and_taken_back(scene)
    await send(scene, A_JIE, SHARE.format(text=first, code="one"))
    sheet_id = await sheet(scene, 1, "该批次已停售。")
    # Nobody knows yet whose fault it is: nothing is admitted, and the text says so.
    async with scene.desk.transaction() as u:
        made = await u.session.get(MessageSheet, sheet_id)
        assert made is not None
        made.cause, made.evidence = "一项原料超出内控标准", ["检测报告编号JC-2026-118"]
    await scene.press(ZHOU_LAN, "写回应")
    assert "一项原料超出内控标准。" in await text_now(scene)
    assert "责任还在核实。" in await text_now(scene)
    assert not {"responsibility", "apology", "remedy"} & set(await lines(scene))
    await scene.press(ZHOU_LAN, "不发了")
    # It is ours, and the sheet offers to call the batch back: every part of a recall is there.
    async with scene.desk.transaction() as u:
        made = await u.session.get(MessageSheet, sheet_id)
        assert made is not None
        made.responsibility = Fault.OURS
        remedy = "该批次全部召回,全额退款"
        u.add(SheetItem(id=u.new_id(), sheet_id=sheet_id, kind=ItemKind.REMEDY, text=remedy, group="recall"))
    await scene.press(ZHOU_LAN, "写回应")
    assert {"cause", "responsibility", "apology", "action", "remedy", "evidence", "todo"} <= set(
        await lines(scene)
    )
    assert "该批次全部召回,全额退款。" in await text_now(scene)
    assert "缺「在做什么」:这是召回或停售(G10)" in last(scene, ZHOU_LAN)
    # A line that is called an apology and is none does not count; its words do, wherever they stand.
    at = (await lines(scene))["apology"]
    await send(scene, ZHOU_LAN, f"{at} 改成 我们会改进。")
    assert "缺「道歉」" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, f"{at} 改成 我们会改进,向受影响的每一位道歉。")
    assert "缺「道歉」" not in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, f"{(await lines(scene))['action']} 改成 该批次已停售。")
    await scene.press(ZHOU_LAN, "换渠道")
    await scene.pass_time(seconds=20)
    await scene.press(ZHOU_LAN, "微博")
    await scene.pass_time(seconds=20)
    assert "还差" not in last(scene, ZHOU_LAN)
    await taken(scene, RoleKind.BUSINESS_OWNER, HE_MIN)
    await taken(scene, RoleKind.EXECUTIVE, LIN_LAN)
    # Nobody opened a table of who is told first: it holds all the same, and is a to-do until then.
    assert "发布前先告知:一线同事、受影响用户、合作方(G9)" in last(scene, ZHOU_LAN)
    await by_all(scene)
    assert "批准齐了,但还不能交付:还差 2 项,看草稿" in last(scene, ZHOU_LAN)
    assert any("先处理:还没先告知:一线同事、受影响用户、合作方(G9)" in said for said in scene.texts(ZHOU_LAN))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    assert not any("可以发布 · 情况说明" in said for said in scene.texts(A_JIE))
    await scene.press(A_JIE, "已读")
    await scene.pass_time(seconds=20)
    # The table came to its author with the request; three taps, and the text goes by itself.
    for tick in ("一线同事 已告知", "受影响用户 已告知"):
        assert await scene.press(ZHOU_LAN, tick) == "记下了"
        await scene.pass_time(seconds=20)
        assert not any("可以发布 · 情况说明" in said for said in scene.texts(A_JIE))
    await scene.press(ZHOU_LAN, "不涉及 合作方")
    await scene.pass_time(seconds=20)
    assert any("– 合作方 · 免:不涉及" in said for said in scene.texts(ZHOU_LAN))
    assert await text_now(scene) in last(scene, A_JIE), "those who come first were told: it goes by itself"
    # A slip: within a minute the tick is taken back, the text is called back, and comes again with the next tick.
    assert await scene.press(ZHOU_LAN, "撤回 合作方") == "已撤回"
    await scene.pass_time(seconds=20)
    assert any("先别发 v" in said and "还有人要先告知" in said for said in scene.texts(A_JIE))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    assert any("先处理:还没先告知:合作方(G9)" in said for said in scene.texts(ZHOU_LAN))
    assert await scene.press(ZHOU_LAN, "合作方 已告知") == "记下了"
    await scene.pass_time(seconds=20)
    assert await text_now(scene) in last(scene, A_JIE)
    await scene.pass_time(seconds=41)
    assert "过了 60 秒" in await scene.press(ZHOU_LAN, "撤回 合作方")
    # A new version of the sheet is in use: who has the text reads that first, and then it comes again.
    assert len([said for said in scene.texts(ZHOU_LAN) if "里有 2 句像承诺" in said]) == 1
    said = len(scene.texts(A_JIE))
    await next_sheet(scene, "正在逐一联系用户。")
    await scene.pass_time(seconds=20)
    assert any("先别发 v" in one and "口径单有新的一版" in one for one in scene.texts(A_JIE)[said:])
    assert (await newest(scene, Statement)).state is StatementState.APPROVED
    await scene.press(A_JIE, "已读")
    await scene.pass_time(seconds=20)
    assert await text_now(scene) in last(scene, A_JIE)
    # The author changes a word: it is approved anew and handed over a third time; its promises (a remedy, a deed)
    # are asked about once.
    await send(scene, ZHOU_LAN, f"{(await lines(scene))['empathy']} 改成 我们很抱歉,也很担心。")
    await by_all(scene)
    assert await text_now(scene) in last(scene, A_JIE)
    assert len([said for said in scene.texts(ZHOU_LAN) if "里有 2 句像承诺" in said]) == 1
    # It stays in somebody's hand until the sheet it stands on has run out: nobody publishes it any more.
    await reviews.blame(scene.desk, scene.people[LIN_LAN], (await scene.incident()).id, Responsibility.OURS)
    if over == "expired":
        await scene.pass_time(hours=6)
    else:
        await taken_back(scene)
    why = "口径单到时间了" if over == "expired" else "口径单被撤下了"
    assert any("先别发 v" in said and why in said for said in scene.texts(A_JIE))
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="late"))
    assert (await newest(scene, Statement)).state is StatementState.APPROVED, "and a late link proves nothing"


async def taken_back(scene: Scene) -> None:
    """The sheet in use may not be said any more."""
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        current = await u.sheets.current(incident_id, Audience.PUBLIC)
        assert current is not None
        await sheet_life.retract(u, incident, current, scene.people[ZHOU_LAN])
    await scene.pass_time(seconds=20)
