"""One voice: from verified facts to published, proved words, approved to the comma by people and not hats."""

import json

from bot.desk import approving
from bot.desk.retelling import retell
from bot.errors import DeskError
from bot.ids import ApprovalId
from handlers.masking import mask
from storage.tables.publications import Publication
from storage.tables.statements import Approval, Statement
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.publications import DeviationState, ProofKind, PublicationState
from storage.vocabulary.statements import StatementState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_facts import staffed
from tests.flows.test_sheets import REPLY, reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, WANG_YAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture
from tests.kit.statements import (
    CONTACT,
    SHARE,
    actor,
    change_fact,
    crisis,
    drafted,
    last,
    newest,
    newest_message,
    send,
    text_now,
)
from tests.kit.voice import LINE, sheet


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
    # Whoever is asked looks at what may be said, in the same private chat; the request stays where it is.
    await scene.press(LIN_LAN, "看口径单")
    await scene.pass_time(seconds=5)
    assert "还没有口径 · 0001" in last(scene, LIN_LAN)
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
    assert "还没先告知:一线同事、受影响用户、合作方(照发,发后补告)" in handed, "a to-do, never a block"
    # A link that says something else is no proof of this channel; the share text itself is.
    await send(scene, A_JIE, "发了 https://weibo.com/1/abc", reply_to=scene.find(A_JIE, "发不了"))
    assert "这个链接是别的平台的" in last(scene, A_JIE)
    await send(scene, A_JIE, "发了 https://www.douyin.com/", reply_to=scene.find(A_JIE, "发不了"))
    assert "这是首页的链接" in last(scene, A_JIE)
    for reply in ({"reply_to": scene.find(A_JIE, "发不了")}, {}):
        await send(scene, A_JIE, "发好了", **reply)
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
    # Holding the next word until after the time the public was told: both people are told so before they decide.
    promised_so = "已公开答应 22:30 前通报(抖音置顶评论),到时不发就是失约"
    await scene.press(ZHOU_LAN, "更多", FORUM)
    await scene.press(ZHOU_LAN, "暂不回应", FORUM)
    assert promised_so in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "会放大")
    await scene.press(ZHOU_LAN, scene.label_like(ZHOU_LAN, "11-23"))
    assert promised_so in last(scene, ZHOU_LAN)
    assert promised_so in last(scene, LIN_LAN)
    assert await scene.press(ZHOU_LAN, "改发「暂无新进展」") == "已发到你的私聊"
    await scene.pass_time(seconds=5)
    assert "22:30 答应过要通报" in last(scene, ZHOU_LAN)
    assert scene.find(LIN_LAN, "改发「暂无新进展」"), "the second person is offered it too"
    await scene.press(LIN_LAN, "不同意,去写")
    assert promised_so not in last(scene, LIN_LAN)
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
    # The line was approved with that time in it: until then it may be said, afterwards its approval is no excuse.
    await sheet(scene, 1, LINE, "我们正在逐一联系家长。")
    await send(scene, A_JIE, f"能说吗 {LINE}")
    assert "通过" in last(scene, A_JIE)
    await scene.pass_time(minutes=30)
    await send(scene, A_JIE, f"能说吗 {LINE}")
    assert "答应的 22:30 已过,改成下一次的时间" in last(scene, A_JIE)
    await send(scene, A_JIE, "口径")
    assert "22:30 已过,别再用这句" in last(scene, A_JIE)


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


async def own_text(scene: Scene) -> str:
    """What the author meets who presses somebody else's button on the own text."""
    approval = await newest(scene, Approval)
    try:
        await approving.approve(scene.desk, await actor(scene, ZHOU_LAN), ApprovalId(approval.id))
    except DeskError as refusal:
        return {"refused-own-text": "你是起草人"}.get(refusal.key, refusal.key)
    return ""


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
    await scene.press(CHEN_MO, "看口径单")
    await scene.pass_time(seconds=5)
    assert last(scene, CHEN_MO).startswith("口径单 v2 · 现行"), "beside the request"
    assert "请先停用" in last(scene, CHEN_MO)
    await scene.press(CHEN_MO, "批准这一版")
    await scene.press(WANG_YAN, "批准这一版")
    await scene.pass_time(seconds=5)
    assert not any("可以发布 · 更正说明" in said for said in scene.texts(A_JIE)), (
        "who publishes has not read v2 yet"
    )
    assert any("先读现行口径 v2" in said for said in scene.texts(A_JIE))
    await scene.press(A_JIE, "已读")
    await scene.pass_time(seconds=5)
    assert not any("可以发布 · 更正说明" in said for said in scene.texts(A_JIE)), "others come before the public"
    for tick in ("一线同事 已告知", "受影响用户 已告知", "不涉及 合作方"):
        await scene.press(ZHOU_LAN, tick)
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
    # A tick that was a slip, noticed when the text was out already: it cannot be called back, and that is kept.
    assert await scene.press(ZHOU_LAN, "撤回 合作方") == "已撤回"
    await scene.pass_time(seconds=5)
    assert last(scene, ZHOU_LAN).startswith("已撤回,但更正说明 v1 已经在抖音置顶评论发出,叫不回。现在去告知他们")
    await send(scene, ZHOU_LAN, "到哪了")
    assert any(
        "撤回「已告知 / 不涉及」 · 合作方 · 更正说明 v1 已经在抖音置顶评论发出,叫不回" in said
        for said in scene.texts(ZHOU_LAN)
    ), scene.texts(ZHOU_LAN)[-1]
    assert (await newest(scene, Publication)).state is PublicationState.PUBLISHED


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


async def test_words_found_elsewhere_are_corrected_where_they_were_said(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    await scene.write_in_topic(XIAO_TANG, "/deviation 客服在微博答「约3万人受影响」 https://weibo.com/1/abc")
    await scene.pass_time(seconds=20)
    card = last(scene, ZHOU_LAN)
    assert card.startswith("偏差 · 要公开更正 · 微博")
    assert "约3万人受影响" in card, "whoever judges it has to read it"
    async with scene.desk.reading() as look:
        (kept,) = await look.publications.deviations((await scene.incident()).id)
    assert "3万" not in kept.what
    assert kept.text_hash
    await scene.press(ZHOU_LAN, "写更正")
    await scene.pass_time(seconds=20)
    assert last(scene, ZHOU_LAN).startswith("更正说明 v1 · 草稿 → 微博")
