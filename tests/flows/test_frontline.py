"""Those who answer users: told of every version, asked to read it, put right in private."""

import pytest
from sqlmodel import select

from bot.desk import people
from bot.desk.people import actor_in
from bot.rules.permissions import NotAllowed
from storage.tables.frontline import Receipt
from storage.tables.wordings import CheckLog
from storage.vocabulary.people import Standing
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import CheckWay
from tests.kit.desk import A_JIE, FORUM, HE_MIN, LIN_LAN, OWNER, ZHOU_LAN, Scene
from tests.kit.voice import LINE, sheet

GROUP = -1001000000005
#: In the live control room, and no member of the team.
HOST = 511
WRONG = "这是由于供应商的原因,我们会全额退款"


async def begin(scene: Scene) -> None:
    """An S1 with its people, and a frontline group."""
    await scene.alert()
    await scene.press(ZHOU_LAN, "接下")
    await scene.press(HE_MIN, "接下")
    await scene.write(OWNER, "/frontline", GROUP)


async def test_a_new_version_is_read_receipted_and_chased_at_the_sync_clock(desk_scene: Scene) -> None:
    await begin(desk_scene)
    assert "模式:提醒" in desk_scene.texts(GROUP)[-1], "the desk says itself what it does"
    await desk_scene.write(A_JIE, "在", GROUP)
    await desk_scene.write(LIN_LAN, "在的", GROUP)
    await sheet(desk_scene, 1, LINE, 供应商="合作方")
    await desk_scene.pass_time(seconds=5)
    card = desk_scene.texts(GROUP)[-1]
    assert card.startswith("【口径 v1 · 现行】")
    assert LINE in card
    assert "不要说:供应商" in card
    assert "不会答:转 何敏。" in card
    assert await desk_scene.press(A_JIE, "已读", GROUP) == "已读 v1"
    await desk_scene.pass_time(minutes=16)
    assert any("口径 v1 已读 1/2" in text and "林澜" in text for text in desk_scene.texts(HE_MIN))
    # Their lead may sit in another messenger: who, and the one line.
    await desk_scene.press(HE_MIN, "给他们班长")
    assert desk_scene.texts(HE_MIN)[-1] == f"口径 v1 还没读:林澜。请让他们现在看一遍。现在只说这句:{LINE}"
    old = desk_scene.find(GROUP, "已读")
    await sheet(desk_scene, 2, "22:30前在本账号通报结果。")
    await desk_scene.pass_time(seconds=10)
    assert any(text.startswith("【口径 v1 已失效】现行 v2") for text in desk_scene.texts(GROUP))
    assert desk_scene.texts(GROUP)[-1].startswith("【口径 v2 · 现行】")
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        first = next(one for one in await look.sheets.of_incident(incident.id) if one.version == 1)
        second = next(one for one in await look.sheets.of_incident(incident.id) if one.version == 2)
        assert await look.frontline.receipts(second.id) == [], "a new version has receipts of its own"
    assert await desk_scene.press_message(LIN_LAN, GROUP, old, data=f"1:shread:{first.id}") == "已失效,现行 v2"
    for reader in (A_JIE, LIN_LAN):
        await desk_scene.press(reader, "已读", GROUP)
    assert "sheet_sync" not in await desk_scene.running_clocks()
    async with desk_scene.desk.reading() as look:
        assert len((await look.session.exec(select(Receipt))).all()) == 3
    assert (await desk_scene.entries()).count(EntryKind.RECEIPT) == 3


async def test_a_wrong_sentence_is_put_right_in_private_and_never_before_the_group(desk_scene: Scene) -> None:
    await begin(desk_scene)
    await desk_scene.write(A_JIE, WRONG, GROUP)
    assert WRONG in desk_scene.texts(GROUP)[-1], "without a sheet the guard says nothing"
    await sheet(desk_scene, 1, LINE)
    await desk_scene.pass_time(seconds=5)
    before = len(desk_scene.texts(GROUP))
    await desk_scene.write(A_JIE, WRONG, GROUP)
    await desk_scene.pass_time(seconds=5)
    assert len(desk_scene.texts(GROUP)) == before + 1, "nothing but the sentence itself"
    told = desk_scene.texts(A_JIE)[-1]
    assert told.startswith("这句先别对外用")
    assert LINE in told
    lead = [text for text in desk_scene.texts(ZHOU_LAN) if "阿杰 在" in text]
    assert len(lead) == 1
    assert "全额退款" in lead[0]
    # Who cannot be reached in private is not corrected at all: the group sees the line, at nobody.
    await desk_scene.write(HOST, "我们会全额退款", GROUP)
    await desk_scene.pass_time(seconds=5)
    assert desk_scene.texts(GROUP)[-1].startswith("现在这样说(口径 v1)")
    assert "许晴川" not in desk_scene.texts(GROUP)[-1]
    async with desk_scene.desk.reading() as look:
        kept = (await look.session.exec(select(CheckLog).where(CheckLog.way == CheckWay.GUARD))).all()
    assert [log.rules for log in kept] == [["R-C7", "R-C9", "R-C5"], ["R-C5"]]
    assert EntryKind.GUARD_FOUND in await desk_scene.entries()


async def test_only_an_owner_binds_and_lets_messages_be_taken_away(desk_scene: Scene) -> None:
    await begin(desk_scene)
    await sheet(desk_scene, 1, LINE)
    await desk_scene.write(A_JIE, "/frontline 删除", GROUP)
    await desk_scene.pass_time(seconds=5)
    assert "模式:删除" not in " ".join(desk_scene.texts(GROUP)[1:])
    await desk_scene.write(OWNER, "/frontline 静默", GROUP)
    await desk_scene.pass_time(seconds=5)
    before = len(desk_scene.texts(A_JIE))
    await desk_scene.write(A_JIE, WRONG, GROUP)
    await desk_scene.pass_time(seconds=5)
    assert len(desk_scene.texts(A_JIE)) == before, "silent: the writer is left alone"
    await desk_scene.write(OWNER, "/frontline 删除", GROUP)
    await desk_scene.pass_time(seconds=5)
    await desk_scene.write(A_JIE, WRONG, GROUP)
    await desk_scene.pass_time(seconds=5)
    assert desk_scene.texts(GROUP).count(WRONG) == 1, "the second one was taken away"
    # What Telegram does not let the desk do there it says, instead of promising it.
    bot = desk_scene.desk.identity.bot_id
    desk_scene.sandbox.privacy(True)
    for rights, admits in ((None, "读不到这里说的话"), (["can_pin_messages"], "还没有「删除消息」的权限")):
        desk_scene.sandbox.rights(GROUP, bot, rights)
        await desk_scene.write(OWNER, "/frontline 删除", GROUP)
        await desk_scene.pass_time(seconds=5)
        assert any(admits in text for text in desk_scene.texts(GROUP)[-3:]), admits
    desk_scene.sandbox.rights(GROUP, bot, ["can_delete_messages"])
    await desk_scene.write(OWNER, "/frontline 不看", GROUP)
    await desk_scene.write(A_JIE, f"{WRONG}。", GROUP)
    await desk_scene.pass_time(seconds=5)
    assert desk_scene.texts(GROUP)[-1] == f"{WRONG}。"
    await desk_scene.write(A_JIE, "能说吗 全额退款", GROUP)


async def test_a_guest_asks_what_may_be_said_and_nothing_else(desk_scene: Scene) -> None:
    await begin(desk_scene)
    await desk_scene.write(HOST, "在", GROUP)
    await desk_scene.write(HOST, "/start")
    assert desk_scene.labels(HOST) == [], "no duty to choose: a guest is no member of the crew"
    for text in ("出事了 隔壁着火", "status", "到哪了", "口径", "结案"):
        await desk_scene.write(HOST, text)
        await desk_scene.pass_time(seconds=5)
        assert desk_scene.texts(HOST)[-1].startswith("这件事只有"), text
    assert len(await desk_scene.incidents()) == 1
    await desk_scene.write(HOST, "能说吗 我们会全额退款")
    await desk_scene.pass_time(seconds=5)
    assert "全额退款" in desk_scene.texts(HOST)[-1]
    async with desk_scene.desk.reading() as look:
        host = await look.people.by_telegram(HOST)
        assert host is not None
        guest = await actor_in(look, host, desk_scene.team)
    with pytest.raises(NotAllowed):
        await people.toggle_duty(desk_scene.desk, guest, "legal")
    await desk_scene.write(HOST, "/help", FORUM)
    async with desk_scene.desk.reading() as look:
        member = await look.people.member(desk_scene.team, host.id)
    assert member is not None
    assert member.standing is Standing.MEMBER, "whoever acts in the team's own group belongs to the team"
