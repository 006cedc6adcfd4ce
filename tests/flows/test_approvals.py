"""Approval in hard cases: at the same instant, of what just changed, one's own text, and words that may not go."""

import asyncio

import pytest
from sqlmodel import select

from bot.desk import approving, publications
from bot.desk.approving import VersionMoved
from bot.ids import StatementVersionId
from storage.tables.statements import Approval, Statement, StatementVersion
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.statements import ApprovalDecision, StatementState
from tests.bot.desk.colleagues import more_desks
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import SHARE, actor, drafted, last, newest, newest_message, send, text_now, value_of
from tests.kit.voice import verified


async def test_two_approve_at_once_and_nobody_approves_what_just_changed(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    async with scene.desk.reading() as look:
        asked = {row.person_id: row for row in (await look.session.exec(select(Approval))).all()}
    lin, chen = asked[scene.people[LIN_LAN]], asked[scene.people[CHEN_MO]]
    people = [await actor(scene, LIN_LAN), await actor(scene, CHEN_MO)]
    # The responsibility changes: what they are looking at is not what would go out.
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        was, incident.responsibility = incident.responsibility, type(incident.responsibility)("ours")
    for person, row in zip(people, (lin, chen), strict=True):
        try:
            await approving.approve(scene.desk, person, row.id)
        except VersionMoved:
            continue
        raise AssertionError("another state was approved")
    with pytest.raises(VersionMoved):  # the short way is no way around it
        await approving.call_emergency(scene.desk, people[0], StatementVersionId(lin.subject_id))
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        incident.responsibility = was
    # Both at the same instant, each on another replica: each counts once, one hand-over.
    async with more_desks(scene, 2) as (one, other):
        await asyncio.gather(
            approving.approve(one, people[0], lin.id), approving.approve(other, people[1], chen.id)
        )
    await scene.settle()
    async with scene.desk.reading() as look:
        out = await look.publications.of_incident(incident_id)
        decisions = [row.decision for row in (await look.session.exec(select(Approval))).all()]
    assert len(out) == 1
    with pytest.raises(publications.NoProof):  # nobody sent anything: there is nothing to look at
        await publications.looked(scene.desk, people[1], out[0].id, same=True)
    assert decisions == [ApprovalDecision.APPROVED, ApprovalDecision.APPROVED]
    # It changes after the hand-over: whoever has it is told not to publish.
    await send(scene, ZHOU_LAN, "2 改成 让大家担心了。", reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    assert any("先别发:v1 已作废" in said for said in scene.texts(A_JIE))
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="abc"))
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING


async def test_bad_words_and_bad_input_stop_before_anybody_is_asked(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    draft = scene.find(ZHOU_LAN, "送批准")
    for text, answer in (
        ("9 改成 什么", "没有第 9 行"),
        ("字" * 4000, "太长了"),
        ("\u200b\u200e", "没有可以发的文字"),
    ):
        await send(scene, ZHOU_LAN, text, reply_to=draft)
        assert any(answer in said for said in scene.texts(ZHOU_LAN)[-2:]), answer
    paste = (await newest(scene, StatementVersion)).text.replace("很担心", "非常担心")
    await send(scene, ZHOU_LAN, paste)
    assert "没有改草稿" in scene.texts(ZHOU_LAN)[-1], "a text pasted without a reply is not swallowed"
    bad = "由于供应商原料问题,约3万名用户受影响,请先停用。原因还在核实,22:30前在此通报。客服400-000-0000"
    await send(scene, ZHOU_LAN, bad, reply_to=scene.find(ZHOU_LAN, "送批准"))
    said = last(scene, ZHOU_LAN)
    assert "口径检查 禁止" in said
    assert "C7" in said
    assert "C3" in said
    toast = await scene.press(ZHOU_LAN, "送批准")
    assert "还不能送批准" in toast
    assert (await newest(scene, Statement)).state is StatementState.DRAFT
    assert not any("请批准" in one for one in scene.texts(CHEN_MO))
    # Somebody else may look, not write.
    assert "周岚 正在写" in await scene.press(XIAO_TANG, "写回应", chat=FORUM)
    # A draft that was pasted over with something else is found again by what a first response usually says.
    for text in (
        "没有依据",
        "收到3例起疹反馈,批次0912A。很担心每一位用过的人。我们正在逐一核实。请先停用,不适请就医。原因还在核实,22:30前在此通报。客服400-000-0000",
    ):
        await send(scene, ZHOU_LAN, text, reply_to=scene.find(ZHOU_LAN, "送批准"))
    assert "先处理" not in last(scene, ZHOU_LAN)
    # Two facts that do not agree: said to whoever writes and to whoever approves, and left to them.
    await verified(scene, 2, "收到5例起疹反馈", [value_of("count:5:例")])
    good = bad.replace("由于供应商原料问题,约3万名用户受影响", "收到3例起疹反馈,批次0912A")
    for text in (good, "1 改成 很担心孩子的情况。", "3 改成 我们正在逐一核实。"):
        await send(scene, ZHOU_LAN, text, reply_to=scene.find(ZHOU_LAN, "送批准"))
    assert "事实①和②的数不一样,先定哪个对" in last(scene, ZHOU_LAN)
    # What a text has come to say since it was begun, it is bound to as well.
    assert [use["number"] for use in (await newest(scene, StatementVersion)).fact_uses] == [1]
    for text, used in (("2 改成 收到5例起疹反馈,", [1, 2]), ("2 改成 收到3例起疹反馈,批次0912A,", [1, 2])):
        await send(scene, ZHOU_LAN, text, reply_to=scene.find(ZHOU_LAN, "送批准"))
        assert [use["number"] for use in (await newest(scene, StatementVersion)).fact_uses] == used
    assert last(scene, ZHOU_LAN).count("数不一样") == 1
    assert "已请" in await scene.press(ZHOU_LAN, "送批准"), last(scene, ZHOU_LAN)
    await scene.pass_time(seconds=20)
    assert any("事实①和②的数不一样,确认哪个对再批。" in one for one in scene.texts(LIN_LAN))
