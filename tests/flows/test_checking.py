"""May this go out? Asked in the chat, answered in four parts; wordings grow where people talk."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.desk.chores import forget_raw_updates
from storage.tables.speaking import Parcel, Spoken
from storage.tables.wordings import CheckLog, Sample
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import CheckVerdict, SampleState
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture
from tests.kit.voice import LINE, sheet, standing, verified

BOSS = "由于供应商原料问题,约3万名用户受影响,我们将全额退款"


async def ask(scene: Scene, user: int, text: str, **more: Any) -> str:
    """Somebody writes in private, and this is the answer."""
    before = len(scene.texts(user))
    await scene.write(user, text, **more)
    await scene.pass_time(seconds=3)
    answers = [said for said in scene.texts(user)[before:] if said != text]
    assert len(answers) == 1, answers
    return answers[0]


async def test_what_the_boss_would_like_to_say_is_refused_in_four_parts(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await verified(desk_scene, 1, "收到3例起疹反馈")
    await sheet(desk_scene, 2, LINE)
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(XIAO_TANG, f"能说吗 {BOSS}")
    answer = desk_scene.texts(FORUM, incident.topic_id)[-1].splitlines()
    assert answer[0] == "禁止 · 这句不能发"
    assert answer[1] == f"「{BOSS}」"
    assert answer[2] == "1 由于供应商原料问题:原因还没核实、第三方不能点名"
    assert answer[3] == "2 约3万名:事实清单里没有这个数"
    assert answer[4] == "3 全额退款:补救方案还没批准"
    assert answer[5:7] == ["可以这样说(口径单 v2):", LINE]
    assert answer[-2:] == ["检查只看文字规则,不判断真假和语气。", "(C7 C9 C3 C5)"]
    assert desk_scene.labels(FORUM)[:3] == ["复制", "送去审批", "误报"]
    async with desk_scene.desk.reading() as look:
        (log,) = (await look.session.exec(select(CheckLog))).all()
    assert (log.verdict, log.sheet_version) == (CheckVerdict.BLOCK, "v2")
    assert log.rules == ["R-C7", "R-C9", "R-C3", "R-C5"]
    assert log.by == desk_scene.people[XIAO_TANG]
    assert EntryKind.CHECK_STOPPED in await desk_scene.entries()
    assert await ask(desk_scene, XIAO_TANG, f"/check {LINE}") == "通过 · 与口径单 v2 一致"
    # With two incidents open it is the one she acted in last, and the answer says which.
    await desk_scene.alert(title="另一件事", account="另一个号", product="别的产品", dedup_key="two")
    named = await ask(desk_scene, XIAO_TANG, f"/check {LINE}")
    assert named == f"通过 · 与口径单 v2 一致 · {incident.number[-4:]}"


async def test_a_checked_sentence_goes_for_approval_in_two_taps(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(ZHOU_LAN, "接下")
    await desk_scene.write(ZHOU_LAN, "/contact 400-000-0000")
    await verified(desk_scene, 1, "收到3例起疹反馈")
    await desk_scene.pass_time(minutes=1)
    answer = await ask(desk_scene, ZHOU_LAN, "能说吗 我们将全额退款")
    assert answer.endswith("(C5)")
    assert await desk_scene.press(ZHOU_LAN, "送去审批") == "草稿在私聊里"
    await desk_scene.pass_time(seconds=3)
    draft = desk_scene.texts(ZHOU_LAN)[-1]
    assert draft.startswith("首次回应 v2 · 草稿")
    assert "补救:我们将全额退款。" in draft
    assert "收到3例起疹反馈" in draft, "what is verified stays in it"
    assert (await desk_scene.press(ZHOU_LAN, "送批准")).startswith("已请 ")
    # Whoever does not write the text hands the sentence to who does.
    await ask(desk_scene, HE_MIN, "能说吗 家长们放心,绝对没有任何问题")
    assert await desk_scene.press(HE_MIN, "送去审批") == "已转 周岚"
    assert "何敏 想加一句:「家长们放心,绝对没有任何问题。」" in desk_scene.texts(ZHOU_LAN)[-1]


async def test_a_refused_sentence_is_forgotten_and_a_false_alarm_teaches(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await sheet(desk_scene, 1, LINE)
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(ZHOU_LAN, "/ban add 激素 改说 成分以备案为准 变体 几素")
    assert "已加 #1 「激素」(这件事)" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    harmless = "本品不含激素的说明在盒内"
    assert (await ask(desk_scene, HE_MIN, f"能发吗:{harmless},电话13800138000")).startswith("禁止")
    assert await desk_scene.press(HE_MIN, "误报") == "记下了,已告诉 周岚"
    await desk_scene.pass_time(seconds=3)
    assert desk_scene.texts(HE_MIN)[-1] == "记下了,已告诉 周岚。这次能不能发,由 周岚 决定。"
    asked = desk_scene.texts(ZHOU_LAN)[-1]
    assert asked.startswith("误报?何敏 说这句被拦错了")
    assert f"放行后,「{harmless}」 不再拦。" in asked
    await desk_scene.press(ZHOU_LAN, "放行这个说法")
    await desk_scene.pass_time(seconds=3)
    assert "✓ 周岚" in desk_scene.texts(ZHOU_LAN)[-1]
    assert desk_scene.texts(HE_MIN)[-1].startswith("周岚 放行了你报的误报")
    assert (await ask(desk_scene, HE_MIN, f"能发吗 {harmless}")).startswith("通过")
    # Where the whole sentence is on the list nothing can be let through for good: a person says yes this once.
    await ask(desk_scene, HE_MIN, "能发吗 高度重视,敬请谅解")
    await desk_scene.press(HE_MIN, "误报")
    await desk_scene.pass_time(seconds=3)
    assert "整句都是名单上的话" in desk_scene.texts(ZHOU_LAN)[-1]
    await desk_scene.press(ZHOU_LAN, "这次可以发")
    await desk_scene.pass_time(seconds=3)
    assert desk_scene.texts(HE_MIN)[-1].startswith("周岚 看过,这次可以发:「高度重视,敬请谅解」")
    variant = await ask(desk_scene, HE_MIN, "能发吗 里面有几素")
    assert variant.startswith(("需改", "禁止"))
    assert "成分以备案为准" in variant
    desk_scene.clock.move_to(desk_scene.clock.now() + timedelta(hours=25))
    await forget_raw_updates(desk_scene.desk)
    async with desk_scene.desk.reading() as look:
        sample, _ = (await look.session.exec(select(Sample).order_by(col(Sample.id)))).all()
        parcels = (await look.session.exec(select(Parcel).where(Parcel.kind == ParcelKind.CHECK_ANSWER))).all()
        spoken = (await look.session.exec(select(Spoken).where(Spoken.kind == ParcelKind.CHECK_ANSWER))).all()
    assert sample.state is SampleState.ALLOWED
    assert "13800138000" not in sample.text
    assert [row.values for row in parcels] == [{}] * 4, "what was asked is hash and rules now"
    assert [row.values for row in spoken] == [{}] * 4


async def test_without_an_incident_the_standing_lines_answer_and_old_lines_say_so(desk_scene: Scene) -> None:
    line, old = "您提到的内容我们已经看到,正在核实。", "我们正在联系几位家长,请先停用这一批次。"
    await standing(desk_scene, CrisisType.OTHER, line)
    refused = await ask(desk_scene, HE_MIN, "能说吗 绝对没有用回收料,全是恶意造谣")
    assert refused.startswith("禁止 · 按常备口径")
    assert line in refused
    await desk_scene.alert()
    await sheet(desk_scene, 1, old)
    await sheet(desk_scene, 2, LINE)
    answer = await ask(desk_scene, HE_MIN, f"查 {old}")
    assert answer.startswith("禁止 · 你用的是 v1,已失效。现行 v2")
    assert LINE in answer


async def test_captions_files_odd_texts_and_voice_are_answered_and_nothing_passes_to_the_other_team(
    desk_scene: Scene,
) -> None:
    await desk_scene.alert()
    await sheet(desk_scene, 1, LINE)
    picture = ("a.png", dot_picture(), "image/png")
    await desk_scene.write(HE_MIN, "能说吗 我们保证全额退款", photo=picture)
    await desk_scene.pass_time(seconds=3)
    assert "图里的字查不了,请人看一眼。" in desk_scene.texts(HE_MIN)[-1]
    draft = ("draft.txt", "由于供应商的原因".encode("gb18030"), "text/plain")
    await desk_scene.write(HE_MIN, "/check", document=draft)
    await desk_scene.pass_time(seconds=3)
    assert "1 由于供应商" in desk_scene.texts(HE_MIN)[-1]
    assert "例如" in await ask(desk_scene, HE_MIN, "/check")
    assert (await ask(desk_scene, HE_MIN, "查 😀😀😀")).startswith("需改")
    assert (await ask(desk_scene, HE_MIN, "查 <b>全</b>额退款")).startswith("禁止")
    long = ("long.txt", ("我们在核实。" * 30_000).encode(), "text/plain")
    await desk_scene.write(HE_MIN, "", document=long)
    await desk_scene.pass_time(seconds=3)
    assert desk_scene.texts(HE_MIN)[-1].startswith("通过")
    longer = ("longer.txt", ("我们" * 110_000).encode(), "text/plain")
    await desk_scene.write(HE_MIN, "", document=longer)
    await desk_scene.pass_time(seconds=3)
    assert "一次最多查" in desk_scene.texts(HE_MIN)[-1]
    other = await ask(desk_scene, 521, "能说吗 我们保证全额退款")
    assert other.startswith("禁止 · 还没有口径单")
    assert LINE not in other


async def test_the_list_refuses_what_would_stop_everything_and_anybody_who_may_not_loosen_it(
    desk_scene: Scene,
) -> None:
    await desk_scene.alert()
    await sheet(desk_scene, 1, LINE)
    for typed, answer in (
        ("/ban add 因", "只有一个字"),
        ("/ban add 😀", "没有可查的字"),
        (f"/ban add {LINE}", "正是一条已批准的话"),
        ("/ban add 致癌 到 明年哪天", "没看懂"),
        ("/ban add " + "很长" * 60, "太长了"),
        ("/ban remove 77", "名单里没有「77」"),
        ("/ban add", "例如"),
    ):
        assert answer in await ask(desk_scene, XIAO_TANG, typed)
    await ask(desk_scene, XIAO_TANG, "/ban add 致癌 改说 原因正在核实 到 1小时")
    assert "已经在名单里(#1)" in await ask(desk_scene, XIAO_TANG, "/ban add 致癌")
    assert "林澜、周岚、陈默、王砚" in await ask(desk_scene, XIAO_TANG, "/ban remove 1")
    assert "#1 致癌 → 原因正在核实 · 全部 · 到" in await ask(desk_scene, XIAO_TANG, "/ban")
    mended = await ask(desk_scene, XIAO_TANG, "查 这款致癌")
    assert mended.startswith("禁止")
    assert "原因正在核实" in mended, "the line itself: in the middle of the sentence it would not read"
    assert "这款原因" not in mended
    await desk_scene.pass_time(hours=1)
    assert (await ask(desk_scene, XIAO_TANG, "查 这款致癌")).startswith("通过"), "its time is over"


async def test_the_input_line_shows_the_verdict_before_anything_is_sent(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await sheet(desk_scene, 1, LINE)
    first = await desk_scene.incident()
    await desk_scene.alert(title="另一件事", account="另一个号", product="别的产品", dedup_key="two")
    query = desk_scene.sandbox.inline(LIN_LAN, BOSS)
    await desk_scene.settle()
    verdict, line, other = query.results or []
    assert verdict["title"] == f"禁止 · 3 处 · {first.number[-4:]}", "she acted there last"
    assert "由于供应商原料问题: 原因还没核实" in verdict["description"]
    assert line["title"] == "可以这样说(口径单 v1)· 点一下就发"
    assert other["title"].startswith("禁止")
    sent = [row["input_message_content"]["message_text"] for row in (verdict, line, other)]
    assert sent[:2] == [LINE, LINE], "a tap never sends what was refused"
    assert BOSS not in sent
    desk_scene.sandbox.choose(LIN_LAN, query.id, "l", FORUM, first.topic_id)
    await desk_scene.settle()
    assert desk_scene.texts(FORUM, first.topic_id)[-1] == LINE
    for typed, title in ((LINE, "通过 · 与口径单 v1 一致"), ("", "可以这样说(口径单 v1)")):
        query = desk_scene.sandbox.inline(LIN_LAN, typed)
        await desk_scene.settle()
        assert (query.results or [])[0]["title"].startswith(title)
    stranger = desk_scene.sandbox.inline(521, BOSS)
    await desk_scene.settle()
    assert all(LINE not in str(row) for row in stranger.results or [])
    button = next(key for row in card_keys(desk_scene, first.topic_id) for key in row if key["text"] == "查口径")
    assert button["switch_inline_query_current_chat"] == ""


async def test_without_the_input_line_the_key_asks_for_the_sentence(database_url: str) -> None:
    """Who has not switched it on at @BotFather yet would have a key that does nothing."""
    async with Scene.built(database_url, inline=False) as scene:
        await scene.alert()
        await scene.press(LIN_LAN, "我来响应")
        await scene.pass_time(seconds=20)
        thread = (await scene.incident()).topic_id
        button = next(key for row in card_keys(scene, thread) for key in row if key["text"] == "查口径")
        assert "switch_inline_query_current_chat" not in button
        await scene.press(LIN_LAN, "查口径", FORUM)
        await scene.pass_time(seconds=20)
        assert scene.texts(LIN_LAN)[-1] == "把要发的那句话回复到这里。"


def card_keys(scene: Scene, thread: int | None) -> list[list[dict[str, Any]]]:
    """The buttons of the incident's card."""
    messages = [m for m in scene.sandbox.world.chats[FORUM].messages.values() if m.thread == thread]
    found = [m.markup["inline_keyboard"] for m in messages if m.markup and "更多" in scene.sandbox.labels(m)]
    return list(found[0])


async def test_comments_are_touched_only_with_a_reason_and_a_second_person(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(XIAO_TANG, "/comments 删评论 骂我们")
    assert "批评不是理由" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    await desk_scene.write_in_topic(XIAO_TANG, "/comments 删评论 广告 https://v.douyin.com/abc")
    assert "删评论 · 小唐 提出" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert "另一个人同意" in await desk_scene.press(XIAO_TANG, "同意", FORUM)
    assert await desk_scene.press(LIN_LAN, "同意", FORUM) == "已同意,记录在案"
    await desk_scene.pass_time(seconds=5)
    assert "✓ 林澜" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert (await desk_scene.entries()).count(EntryKind.COMMENTS_ACTED) == 2
