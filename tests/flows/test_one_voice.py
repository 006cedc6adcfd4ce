"""One voice: from verified facts to published, proved words, approved to the comma by people and not hats."""

import json
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk import approving, drafting, fact_uses, publications
from bot.desk.approving import VersionMoved
from bot.desk.retelling import retell
from bot.errors import DeskError
from bot.ids import ApprovalId, FactId, StatementVersionId
from handlers.masking import mask
from storage.tables.facts import Fact
from storage.tables.publications import Publication
from storage.tables.statements import Approval, Statement
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.facts import FactState
from storage.vocabulary.publications import DeviationState, ProofKind, PublicationState
from storage.vocabulary.statements import ApprovalDecision, StatementState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_facts import staffed
from tests.flows.test_sheets import REPLY, reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, WANG_YAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture

CONTACT = "400-000-0000"
SHARE = "7.43 复制打开抖音,看看【豆芽星球的作品】{text} https://v.douyin.com/{code}/"


async def crisis(scene: Scene) -> None:
    """On air, a child's rash: the commander and the communications lead are there, one fact is verified."""
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.press(ZHOU_LAN, "接下")
    async with scene.desk.transaction() as u:
        team = await u.teams.find(scene.team)
        assert team is not None
        team.policies = {**team.policies, drafting.CONTACTS: [CONTACT]}
    await keep_fact(scene, 1, "收到3例起疹反馈,批次0912A", "count:3:例")
    await scene.pass_time(minutes=10)


async def keep_fact(scene: Scene, number: int, text: str, canonical: str) -> None:
    """A verified fact, as the ledger keeps it."""
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        u.add(
            Fact(
                id=FactId(u.new_id()),
                team_id=incident.team_id,
                incident_id=incident.id,
                number=number,
                text=text,
                values=[value_of(canonical)],
                state=FactState.VERIFIED,
                recorded_by=scene.people[HE_MIN],
                recorded_at=u.now,
                verified_by=scene.people[HE_MIN],
                verified_at=u.now,
                changed_at=u.now,
            )
        )


def value_of(canonical: str) -> dict[str, Any]:
    kind, number, unit = canonical.split(":")
    return {"kind": kind, "canonical": canonical, "low": number, "high": number, "unit": unit, "rounding": ""}


async def change_fact(scene: Scene, text: str, canonical: str, state: FactState = FactState.VERIFIED) -> None:
    """The fact says something else now."""
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        (fact,) = await u.facts.of_incident(incident.id)
        fact.text, fact.values, fact.state, fact.version = text, [value_of(canonical)], state, fact.version + 1
        fact.verified_at = fact.changed_at = u.now
        await u.session.flush()
        await fact_uses.fact_changed(u, incident, fact)
    await scene.settle()


async def send(scene: Scene, user: int, text: str, **more: Any) -> None:
    """Somebody writes, and what comes of it has gone out within Telegram's limits."""
    await scene.write(user, text, **more)
    await scene.pass_time(seconds=20)


async def newest(scene: Scene, table: Any) -> Any:
    """The newest row of a table."""
    async with scene.desk.reading() as look:
        return (await look.session.exec(select(table).order_by(col(table.id).desc()))).first()


async def text_now(scene: Scene) -> str:
    """The text as it is now, to the letter."""
    statement = await newest(scene, Statement)
    async with scene.desk.reading() as look:
        version = await look.statements.newest(statement.id)
    assert version is not None
    return version.text


async def drafted(scene: Scene) -> str:
    await crisis(scene)
    await scene.press(ZHOU_LAN, "写回应")
    return await text_now(scene)


def last(scene: Scene, user: int) -> str:
    return scene.texts(user)[-1]


async def test_a_first_response_is_approved_by_two_others_published_to_the_letter_and_stops_its_deadline(
    desk_scene: Scene,
) -> None:
    scene = desk_scene
    text = await drafted(scene)
    assert "3例起疹" in text
    assert CONTACT in text
    assert "22:30" in text
    assert "口径检查 通过" in last(scene, ZHOU_LAN)
    assert "起草中(周岚)" in scene.texts(FORUM, (await scene.incident()).topic_id)[0]
    # One line by its number; the whole text pasted back.
    await send(scene, ZHOU_LAN, "3 改成 我们正在逐一联系家长。")
    assert "逐一联系家长" in await text_now(scene)
    toast = await scene.press(ZHOU_LAN, "送批准")
    assert toast == "已请 林澜、陈默 批准"
    assert "请批准 · 首次回应 v2 → 抖音置顶评论" in last(scene, CHEN_MO)
    assert await text_now(scene) in last(scene, CHEN_MO)
    assert "① 收到3例起疹反馈,批次0912A(何敏" in last(scene, CHEN_MO)
    # Legal is in a lift: the time-box ends, the deputy is asked by itself.
    await scene.press(LIN_LAN, "批准这一版")
    await scene.pass_time(minutes=11)
    assert "已转 王砚,你仍可批准" in last(scene, CHEN_MO)
    assert "请批准 · 首次回应 v2" in last(scene, WANG_YAN)
    assert (await newest(scene, Statement)).state is StatementState.IN_APPROVAL, "silence is never approval"
    # A fourth case comes in: whatever was approved is void, and only the change is shown.
    await change_fact(scene, "收到4例起疹反馈,批次0912A", "count:4:例")
    assert "4例起疹" in await text_now(scene)
    assert "事实① 变了" in last(scene, ZHOU_LAN)
    stale = scene.sandbox.world.chats[WANG_YAN].messages
    assert "v2 已作废,现在是 v3" in last(scene, WANG_YAN), stale
    await scene.press(ZHOU_LAN, "送批准")
    assert "批准已作废 · v2 → v3,只改一处\n「3例起" in last(scene, LIN_LAN)
    assert "事实①" in last(scene, LIN_LAN)
    await scene.press(LIN_LAN, "批准 v3")
    await scene.press(CHEN_MO, "批准 v3")
    # Released to whoever has the account: exact text, a button that copies it.
    handed = last(scene, A_JIE)
    assert "可以发布 · 首次回应 v3 → 抖音置顶评论" in handed
    assert await text_now(scene) in handed
    assert "批准:林澜、陈默" in handed
    # A link that says something else is no proof of this channel; the share text itself is.
    await send(scene, A_JIE, "发了 https://weibo.com/1/abc", reply_to=scene.find(A_JIE, "发不了"))
    assert "这个链接是别的平台的" in last(scene, A_JIE)
    await send(scene, A_JIE, "发好了", reply_to=scene.find(A_JIE, "发不了"))
    assert "这不是凭证" in last(scene, A_JIE)
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="abc"))
    assert any("凭证已存 · 抖音置顶评论" in said and "与批准的 v3 一致" in said for said in scene.texts(A_JIE))
    clock = (await scene.clocks())["first_response"]
    assert clock.state is ClockState.MET
    assert clock.proof_ref == "https://v.douyin.com/abc/"
    promised = (await scene.clocks())["next_update"]
    assert promised.due_at.astimezone(scene.desk.policy.zone).strftime("%H:%M") == "22:30"
    kinds = await scene.entries()
    assert [kind for kind in kinds if kind.value.startswith(("approval", "handed", "published", "proof"))] == [
        *(EntryKind.APPROVAL_ASKED, EntryKind.APPROVAL_ASKED, EntryKind.APPROVAL_GIVEN),
        *(EntryKind.APPROVAL_PASSED, EntryKind.APPROVAL_ASKED, EntryKind.APPROVAL_VOID),
        *(EntryKind.APPROVAL_ASKED, EntryKind.APPROVAL_ASKED, EntryKind.APPROVAL_GIVEN, EntryKind.APPROVAL_GIVEN),
        *(EntryKind.HANDED_OVER, EntryKind.PROOF_KEPT, EntryKind.PUBLISHED),
    ]
    entries = {entry.kind: json.loads(entry.details or "{}") for entry in await scene.timeline()}
    assert entries[EntryKind.PUBLISHED]["proof"] == "https://v.douyin.com/abc/"
    # Ten minutes before the promised time: nothing new, one tap, no new approval.
    await scene.pass_time(minutes=80)
    assert "22:30 答应过要通报" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "就发这条")
    assert "可以发布 · 进展通报 v1" in last(scene, A_JIE)
    assert "暂无新进展" in last(scene, A_JIE)
    assert "免再批" in last(scene, A_JIE)
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="def"))
    assert (await newest(scene, Publication)).state is PublicationState.PUBLISHED
    assert scene.texts(A_JIE, None) != []


async def test_what_is_out_and_differs_is_a_deviation_with_a_correction(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    assert "你是起草人" in await own_text(scene)
    await scene.press(LIN_LAN, "批准这一版")
    await scene.press(CHEN_MO, "退回")
    await scene.press(CHEN_MO, "语气不对")
    assert "陈默 退回:语气不对" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "2 改成 让大家担心了。", reply_to=scene.find(ZHOU_LAN, "送批准"))
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准 v2")
    await scene.press(CHEN_MO, "批准 v2")
    approved = await text_now(scene)
    # A screenshot wants somebody else's look.
    await send(
        scene, A_JIE, "", photo=("out.png", dot_picture(), "image/png"), reply_to=scene.find(A_JIE, "发不了")
    )
    assert any("截图已存" in said for said in scene.texts(A_JIE))
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING
    assert (await newest(scene, Publication)).proof is ProofKind.SCREENSHOT
    await scene.press(LIN_LAN, "一样")
    assert (await scene.clocks())["first_response"].state is ClockState.MET
    # Days later an export shows other words.
    wrong = SHARE.format(text=approved.replace("3例", "30例"), code="xyz")
    await send(scene, A_JIE, wrong, reply_to=newest_message(scene, A_JIE, "凭证已存"))
    assert any("和批准的不一样" in said for said in scene.texts(A_JIE))
    await scene.press(A_JIE, "登记偏差")
    assert any("偏差 · 要公开更正" in said for said in scene.texts(ZHOU_LAN))
    await scene.press(ZHOU_LAN, "写更正")
    draft = last(scene, ZHOU_LAN)
    assert "更正说明 v1" in draft
    assert "收到3例" in draft
    assert "没有现行口径单" in draft, "a correction stands on the sheet"
    async with scene.desk.reading() as look:
        (row,) = await look.publications.deviations((await scene.incident()).id)
    assert row.state is DeviationState.OPEN
    assert row.correction_id is not None


def newest_message(scene: Scene, user: int, beginning: str) -> int:
    messages = scene.sandbox.world.chats[user].messages.values()
    return max(message.id for message in messages if beginning in str(message.body.get("text", "")))


async def own_text(scene: Scene) -> str:
    """What the author meets who presses somebody else's button on the own text."""
    approval = await newest(scene, Approval)
    try:
        await approving.approve(scene.desk, await actor(scene, ZHOU_LAN), ApprovalId(approval.id))
    except DeskError as refusal:
        return {"refused-own-text": "你是起草人"}.get(refusal.key, refusal.key)
    return ""


async def actor(scene: Scene, user: int) -> Any:
    from bot.desk.people import Visitor
    from bot.desk.people import actor as known

    name = scene.sandbox.world.users[user].first_name
    return await known(scene.desk, Visitor(user, name))


async def test_two_approve_at_once_and_nobody_approves_what_just_changed(desk_scene: Scene) -> None:
    import asyncio

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
    # Both at the same instant: each counts once, one hand-over.
    await asyncio.gather(
        approving.approve(scene.desk, people[0], lin.id), approving.approve(scene.desk, people[1], chen.id)
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


async def test_the_story_from_facts_to_correction(desk_scene: Scene) -> None:
    """The acceptance story: facts, a refusal, a void approval, the deputy, proof, an old version, a correction."""
    scene = desk_scene
    await staffed(scene)
    await send(scene, ZHOU_LAN, f"/contact {CONTACT}")
    # Facts: one that somebody stands by, one that was only reported.
    await scene.write_in_topic(HE_MIN, "记 收到3例起疹反馈,批次0912A")
    await scene.press(HE_MIN, "我已核实", FORUM)
    await scene.write_in_topic(HE_MIN, "记 1位家长说已经去医院")
    await scene.pass_time(minutes=1)
    # What the boss would like: an invented number and a cause nobody checked.
    await send(scene, ZHOU_LAN, "能说吗 由于供应商原料问题,约3万名用户受影响")
    assert last(scene, ZHOU_LAN).startswith("禁止 · ")
    assert "(C7 C9 C3)" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "能说吗 已有1位家长去医院,我们很担心")
    assert "(C3)" in last(scene, ZHOU_LAN), "reported is not verified"
    await send(scene, ZHOU_LAN, "能说吗 目前收到3例起疹反馈,我们很担心")
    assert last(scene, ZHOU_LAN).startswith("通过")
    # The first response; a comma is changed after the first approval; legal does not answer, the deputy does.
    await scene.press(ZHOU_LAN, "写回应")
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    text = await text_now(scene)
    await send(scene, ZHOU_LAN, text.replace(",", "、", 1), reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    await scene.press(ZHOU_LAN, "送批准")
    assert "批准已作废 · v1 → v2" in last(scene, LIN_LAN)
    await scene.press(LIN_LAN, "批准 v2")
    await scene.pass_time(minutes=11)
    assert "请批准 · 首次回应 v2" in last(scene, WANG_YAN)
    await scene.press(WANG_YAN, "批准这一版")
    assert "批准:林澜、王砚" in last(scene, A_JIE)
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="one"))
    assert any("与批准的 v2 一致" in said for said in scene.texts(A_JIE))
    # One sheet for everybody, then the next one: an old version answers that it is over.
    await send(scene, ZHOU_LAN, "口径")
    await scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(scene, ZHOU_LAN, REPLY)
    await agreed(scene)
    await scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(scene, ZHOU_LAN, "要点 请先停用")
    await agreed(scene)
    await send(scene, HE_MIN, "口径 v1")
    assert last(scene, HE_MIN).startswith("你用的是 v1,已失效。现行 v2:")
    # An export shows other words than those approved: a deviation, and its correction on the same channel.
    wrong = SHARE.format(text=(await text_now(scene)).replace("3例", "30例"), code="two")
    await send(scene, A_JIE, wrong, reply_to=newest_message(scene, A_JIE, "凭证已存"))
    await scene.press(A_JIE, "登记偏差")
    assert "「3例起疹」→「30例起疹」" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "写更正")
    assert "更正说明 v1 · 草稿 → 抖音置顶评论" in last(scene, ZHOU_LAN)
    assert "准确的是:收到3例起疹反馈,批次0912A" in last(scene, ZHOU_LAN)
    assert await scene.press(ZHOU_LAN, "送批准") == "已请 陈默、王砚 批准", (
        "the correction is approved like any text"
    )
    await scene.press(CHEN_MO, "批准这一版")
    await scene.press(WANG_YAN, "批准这一版")
    await scene.pass_time(seconds=5)
    assert not any("可以发布 · 更正说明" in said for said in scene.texts(A_JIE)), (
        "who publishes has not read v2 yet"
    )
    assert any("先读现行口径 v2" in said for said in scene.texts(A_JIE))
    await scene.press(A_JIE, "已读")
    await scene.pass_time(seconds=5)
    assert any("可以发布 · 更正说明 v1 → 抖音置顶评论" in said for said in scene.texts(A_JIE)), "the same channel"
    await send(scene, A_JIE, SHARE.format(text=await text_now(scene), code="three"))
    assert any("与批准的 v1 一致" in said for said in scene.texts(A_JIE))
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        (deviation,) = await look.publications.deviations(incident.id)
        first, correction = await look.publications.of_incident(incident.id)
    assert deviation.state is DeviationState.CORRECTED
    assert (first.state, correction.state) == (PublicationState.CORRECTED, PublicationState.PUBLISHED)
    clocks = await scene.clocks()
    assert clocks["correction"].state is ClockState.MET
    assert clocks["next_update"].state is ClockState.RUNNING, "the next word stays promised"
    told = [kind for kind in await scene.entries() if kind in TOLD]
    assert told == [
        *(EntryKind.FACT_VERIFIED, EntryKind.CHECK_STOPPED, EntryKind.CHECK_STOPPED, EntryKind.APPROVAL_VOID),
        *(EntryKind.APPROVAL_PASSED, EntryKind.HANDED_OVER, EntryKind.PUBLISHED, EntryKind.SHEET_CURRENT),
        *(EntryKind.SHEET_CURRENT, EntryKind.PROOF_DIFFERS, EntryKind.DEVIATION_FOUND, EntryKind.HANDED_OVER),
        *(EntryKind.PUBLISHED, EntryKind.DEVIATION_CORRECTED),
    ]
    # The recap says what went out then, and what was found there later, each for itself.
    async with scene.desk.reading() as look:
        recap = await retell(look, incident.id, mask)
    assert "收到3例起疹反馈" in recap.publications[0].text
    assert "30例" not in recap.publications[0].text
    assert recap.deviations[0].what == "3例起疹 → 30例起疹"


#: What the recap tells of one voice, in order.
TOLD = frozenset({
    EntryKind.FACT_VERIFIED, EntryKind.CHECK_STOPPED, EntryKind.APPROVAL_VOID, EntryKind.APPROVAL_PASSED,
    EntryKind.HANDED_OVER, EntryKind.PUBLISHED, EntryKind.SHEET_CURRENT, EntryKind.PROOF_DIFFERS,
    EntryKind.DEVIATION_FOUND, EntryKind.DEVIATION_CORRECTED,
})  # fmt: skip


async def agreed(scene: Scene) -> None:
    """The sheet that was written goes to two others, and both say yes."""
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(seconds=5)
    for person in (LIN_LAN, CHEN_MO):
        await scene.press(person, "批准这一版")
        await scene.pass_time(seconds=3)
