"""Standing lines: approved in quiet times, said on air before anybody wrote a word, gone when they expire."""

from bot.rules.standing_lines import seal
from messages.library.standing import drafts_of
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import A_JIE, FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.voice import sheet


async def test_lines_are_read_changed_and_approved_in_quiet_times(desk_scene: Scene) -> None:
    # Nobody asked for an incident: 口径 shows the board, and a type its drafts, word for word.
    await desk_scene.write(ZHOU_LAN, "口径")
    assert any(text.startswith("常备口径 · 0/15 个类型已批准") for text in desk_scene.texts(ZHOU_LAN))
    await desk_scene.write(ZHOU_LAN, "口径 产品安全")
    shown = desk_scene.texts(ZHOU_LAN)[-1]
    assert "草稿,没批准" in shown
    assert "不适尽快就医" in shown
    await desk_scene.write(XIAO_TANG, "/standing 产品安全")
    assert "批准常备口径要由" in await desk_scene.press(XIAO_TANG, "批准这 4 条")
    # Whoever changes a line does not approve it; what was shown before the change is not what is approved.
    await desk_scene.press(ZHOU_LAN, "改第 3 条")
    asked = max(desk_scene.sandbox.world.chats[ZHOU_LAN].messages)
    before = seal(draft.text(Language.ZH) for draft in drafts_of(CrisisType.PRODUCT_SAFETY))
    await desk_scene.write(ZHOU_LAN, "您说的情况我们看到了,正在核实,请先停用并联系客服。", reply_to=asked)
    await desk_scene.pass_time(seconds=5)
    assert "周岚 改过,待批" in desk_scene.texts(ZHOU_LAN)[-1]
    assert "要由别人批准" in await desk_scene.press(ZHOU_LAN, "批准这 4 条")
    # Who may approve hears of it; a line that promises and denies is marked, and nobody can approve it.
    assert "周岚 改了常备口径(产品安全)" in desk_scene.texts(LIN_LAN)[-1]
    await desk_scene.press(ZHOU_LAN, "改第 4 条")
    asked = max(desk_scene.sandbox.world.chats[ZHOU_LAN].messages)
    await desk_scene.write(ZHOU_LAN, "我们绝对没问题,全额退款", reply_to=asked)
    await desk_scene.pass_time(seconds=5)
    assert "过不了检查(C5、C8)" in desk_scene.texts(ZHOU_LAN)[-1]
    await desk_scene.write(LIN_LAN, "/standing product_safety")
    refusal = await desk_scene.press(LIN_LAN, "批准这 4 条")
    assert refusal.startswith("第 4 条过不了检查(C5, C8),没有批准")
    await desk_scene.press(ZHOU_LAN, "改第 4 条")
    asked = max(desk_scene.sandbox.world.chats[ZHOU_LAN].messages)
    await desk_scene.write(ZHOU_LAN, "您说的情况我们很担心,正在核实,请先停用。", reply_to=asked)
    await desk_scene.pass_time(minutes=1)
    mine = desk_scene.find(LIN_LAN, "批准这 4 条")
    assert "没有批准" in await desk_scene.press_message(
        LIN_LAN, LIN_LAN, mine, data=f"1:stok:product_safety:zh-{before}"
    )
    assert await desk_scene.press(LIN_LAN, "批准这 4 条") == "已批准,改一个字就作废"
    panel = next(text for text in desk_scene.texts(LIN_LAN) if "林澜 批准" in text)
    assert "林澜 批准,2027-02-20 前有效 · 指纹 " in panel
    await desk_scene.write(LIN_LAN, "/standing")
    assert any(text.startswith("常备口径 · 1/15 个类型已批准") for text in desk_scene.texts(LIN_LAN))
    # An incident without a sheet: /sheet answers with them, each to copy; the other team sees nothing of it.
    await desk_scene.alert(live=True)
    await desk_scene.write(HE_MIN, "怎么说")
    answer = desk_scene.texts(HE_MIN)[-1]
    assert answer.startswith("常备口径(产品安全)· 已批准")
    assert "您说的情况我们看到了,正在核实,请先停用并联系客服。" in answer
    assert "复制 直播口播" in desk_scene.labels(HE_MIN)
    incident = await desk_scene.incident()
    card = desk_scene.texts(FORUM, incident.topic_id)[0]
    assert "口径  常备口径在用" in card
    async with desk_scene.desk.reading() as look:
        assert list(await look.standing_lines.in_use(desk_scene.other_team, look.now)) == []


async def test_the_host_says_only_what_is_true_now(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/standing 产品安全")
    await desk_scene.press(LIN_LAN, "批准这 4 条")
    await desk_scene.alert(live=True)
    incident = await desk_scene.incident()

    def panel() -> str:
        return next(text for text in desk_scene.texts(FORUM, incident.topic_id) if text.startswith("先止损"))

    assert "这款产品后身体不舒服,我们正在核实。先不要下单" in panel()
    assert "这款我们先下架了" not in panel()
    await desk_scene.press(A_JIE, "下架链接", FORUM)
    await desk_scene.pass_time(seconds=30)
    assert "这款我们先下架了" in panel()
    assert "先不要下单" not in panel()
    assert await desk_scene.press(A_JIE, "大字给主播看", FORUM) == "大字口播在下面,拿给主播看"
    await desk_scene.pass_time(minutes=1)
    assert desk_scene.texts(FORUM, incident.topic_id)[-1].startswith("大家先停一下")
    assert await desk_scene.press(A_JIE, "已口播", FORUM) == "记下了,已口播"
    await desk_scene.pass_time(minutes=1)
    assert "阿杰 20:4" in panel()
    said = [entry for entry in await desk_scene.timeline() if entry.kind is EntryKind.LINE_SAID]
    assert len(said) == 1
    assert "这款我们先下架了" in (said[0].details or "")
    # Another line is another receipt: whoever stands by the host is asked for it, and waited for.
    await desk_scene.press(A_JIE, "接下")
    await desk_scene.press(HE_MIN, "接下")
    await sheet(desk_scene, 1, "原因正在核实。", on_air="各位家长,原因还在查,22点半前告诉大家。")
    await desk_scene.pass_time(minutes=1)
    assert "(口径单 v1 · 已批准):\n各位家长" in panel()
    assert "词换了,这一句还没说(上一句 阿杰 20:4" in panel()
    asked = next(text for text in desk_scene.texts(A_JIE) if text.startswith("各位家长"))
    assert "词换了" in asked
    await desk_scene.pass_time(minutes=15)
    assert any("主播还没说。在等 阿杰 点「已口播」" in text for text in desk_scene.texts(HE_MIN))
    assert await desk_scene.press(A_JIE, "已口播") == "记下了,已口播"
    await desk_scene.pass_time(minutes=1)
    assert "sheet_sync" not in await desk_scene.running_clocks()
    assert "已口播 · 阿杰" in panel()
    assert not any("主播还没说" in text for text in desk_scene.texts(HE_MIN))


async def test_lines_expire_and_whoever_may_renew_them_hears_so(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/standing 产品安全")
    await desk_scene.press(LIN_LAN, "批准这 4 条")
    await desk_scene.pass_time(days=73)
    assert "失效。看一遍" in desk_scene.texts(ZHOU_LAN)[-1]
    await desk_scene.pass_time(days=18)
    assert "已失效,出事时用不上了" in desk_scene.texts(ZHOU_LAN)[-1]
    await desk_scene.alert()
    await desk_scene.write(HE_MIN, "怎么说")
    assert "现在没有批准过的说法" in desk_scene.texts(HE_MIN)[-1]
