"""Files that go out with a text: attached in the chat, approved by their hash, handed over with the words."""

import hashlib
from datetime import timedelta

import pytest

from bot.desk import outlet_book
from bot.sandbox.world.model import Message
from storage.tables.sheets import SheetItem
from storage.tables.statements import Statement, StatementVersion
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Channel, ItemKind
from storage.vocabulary.statements import StatementState
from tests.flows.test_gates import NOWHERE
from tests.flows.test_one_voice import agreed
from tests.flows.test_restricted import room
from tests.flows.test_sheets import REPLY, reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture
from tests.kit.statements import CONTACT, drafted, last, newest, newest_message, send
from tests.kit.voice import sheet

NOTICE, OTHER = dot_picture(8, 8), dot_picture(9, 9)
SEAL = hashlib.sha256(NOTICE).hexdigest()


def document(scene: Scene, user: int, name: str) -> list[bytes]:
    """The contents of the documents of this name that somebody got in private."""
    world = scene.sandbox.world
    bodies = [message.body.get("document") for message in world.chats[user].messages.values()]
    return [world.files.get(one["file_id"]).content for one in bodies if one and one["file_name"] == name]


@pytest.mark.rule("R-G13", "blocked")
@pytest.mark.rule("R-G13", "allowed")
@pytest.mark.rule("R-G13", "exception")
async def test_a_file_is_approved_with_its_text_and_another_one_makes_that_void(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    draft = newest_message(scene, ZHOU_LAN, "全文")
    await send(scene, ZHOU_LAN, "", document=("声明.png", NOTICE, "image/png"), reply_to=draft)
    assert "附件 1「声明.png」已附上,现在是 v2" in last(scene, ZHOU_LAN)
    shown = scene.sandbox.world.chats[ZHOU_LAN].messages[draft].body["text"]
    assert f"附件 1 · 声明.png · {len(NOTICE)} B · {SEAL[:8]}" in shown
    await send(scene, ZHOU_LAN, "", document=("又一次.png", NOTICE, "image/png"), reply_to=draft)
    assert "已经是附件 1 了" in last(scene, ZHOU_LAN)
    # No sheet yet: a first response's file is approved with its words, by those who see the file itself.
    assert await scene.press(ZHOU_LAN, "送批准") == "已请 林澜、陈默 批准"
    await scene.pass_time(seconds=10)
    assert document(scene, CHEN_MO, "声明.png") == [NOTICE]
    await scene.press(LIN_LAN, "批准这一版")
    # Another file: the yes is void, and the change shown is the file alone.
    await send(scene, ZHOU_LAN, "去掉附件 1")
    await send(scene, ZHOU_LAN, "去掉附件 1")
    assert "还没有附件" in last(scene, ZHOU_LAN)
    draft = newest_message(scene, ZHOU_LAN, "全文")
    await send(scene, ZHOU_LAN, "", document=("新声明.png", OTHER, "image/png"), reply_to=draft)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(seconds=10)
    void = next(text for text in reversed(scene.texts(LIN_LAN)) if "批准已作废" in text)
    assert void.startswith("批准已作废 · v2 → v4,改了 2 处")
    assert f"去掉附件「声明.png」· {len(NOTICE)} B · {SEAL[:8]}\n加附件「新声明.png」" in void
    await scene.press(LIN_LAN, "批准 v4")
    await scene.press(CHEN_MO, "批准 v4")
    await scene.pass_time(seconds=10)
    handed = next(text for text in scene.texts(A_JIE) if text.startswith("可以发布"))
    assert "和正文一起发,一个不少:\n附件 1 · 新声明.png" in handed
    assert "凭证里要看得到附件" in handed
    assert document(scene, A_JIE, "新声明.png") == [OTHER]
    # With a sheet only its files go out: this one is not on it, and the draft says which and what to do.
    await scene.write(ZHOU_LAN, "口径")
    await scene.press(ZHOU_LAN, "写口径单")
    await reply_to_draft(scene, ZHOU_LAN, REPLY)
    await agreed(scene)
    draft = newest_message(scene, ZHOU_LAN, "全文")
    await send(scene, ZHOU_LAN, "2 改成 让大家担心了。", reply_to=draft)
    assert "附件「新声明.png」不在现行口径单的素材里" in last(scene, ZHOU_LAN)
    assert "G13" in last(scene, ZHOU_LAN)
    assert "还不能送批准" in await scene.press(ZHOU_LAN, "送批准")
    assert (await newest(scene, Statement)).state is StatementState.DRAFT
    # The file itself in reply to the sheet's draft makes it an asset; who approves the sheet sees it.
    await scene.write(ZHOU_LAN, "口径")
    await scene.press(ZHOU_LAN, "写口径单")
    await scene.pass_time(seconds=3)
    on_sheet = newest_message(scene, ZHOU_LAN, "口径单 v2")
    await send(scene, ZHOU_LAN, "素材 新声明.png", reply_to=on_sheet)
    assert "素材要认得出是哪个文件" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "", document=("新声明.png", OTHER, "image/png"), reply_to=on_sheet)
    await agreed(scene)
    await send(scene, ZHOU_LAN, "2 改成 让大家很担心。")
    assert "G13" not in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准 v6")
    await scene.press(CHEN_MO, "批准 v6")
    await scene.pass_time(seconds=10)
    assert any("可以发布 · 首次回应 v6" in text for text in scene.texts(A_JIE))
    assert document(scene, A_JIE, "新声明.png") == [OTHER, OTHER]
    # Anybody asks whether a file is the approved one.
    await send(scene, HE_MIN, "能说吗", document=("图.png", OTHER, "image/png"))
    assert last(scene, HE_MIN) == "文件通过:「图.png」就是口径单 v2 批准的那个。"
    await send(scene, HE_MIN, "/check 我们保证全额退款", document=("图.png", NOTICE, "image/png"))
    said = last(scene, HE_MIN)
    assert said.startswith("禁止")
    assert "文件先别发:「图.png」不是批准过的文件。\n批准过的:新声明.png" in said
    await send(scene, HE_MIN, "/check", photo=("图.png", NOTICE, "image/png"))
    assert "当「文件」发再查一次" in last(scene, HE_MIN)


def sent_videos(scene: Scene, user: int) -> list[Message]:
    """The videos the desk sent somebody."""
    mine = scene.sandbox.world.bot_id
    messages = scene.sandbox.world.chats[user].messages.values()
    return [one for one in messages if one.sender == mine and "video" in one.body]


async def album(scene: Scene, user: int, reply_to: int, *names: str) -> None:
    """Somebody sends several files at once: one message each, all in reply to the same one."""
    for name in names:
        made = (name, name.encode(), "application/pdf")
        scene.sandbox.say(user, user, "", document=made, reply_to=reply_to, album="13000")
    await scene.pass_time(seconds=30)


async def test_what_no_bot_can_open_goes_on_by_its_id_and_what_is_no_file_is_refused(desk_scene: Scene) -> None:
    scene, world = desk_scene, desk_scene.sandbox.world
    await outlet_book.add_interface(scene.desk, Channel.DOUYIN_COMMENT, NOWHERE, "豆芽星球")
    async with scene.desk.transaction() as u:
        legal = await u.people.find(scene.people[CHEN_MO])
        assert legal is not None
        legal.language = Language.EN
    await drafted(scene)
    draft = newest_message(scene, ZHOU_LAN, "全文")
    await album(scene, ZHOU_LAN, draft, "检测报告.pdf", "封面.pdf")
    shown = world.chats[ZHOU_LAN].messages[draft].body["text"]
    assert "附件 1 · 检测报告.pdf · 16 B" in shown
    assert "附件 2 · 封面.pdf · 10 B" in shown
    # 21 MB: no bot may fetch it. It is known by Telegram's id, and nobody claims to have looked.
    await send(scene, ZHOU_LAN, "", video=("说明.mp4", bytes(21_000_000), "video/mp4"), reply_to=draft)
    answer = last(scene, ZHOU_LAN)
    assert "附件 3「说明.mp4」已附上,现在是 v4。之前若有人批过,已作废。文件超过 20 MB" in answer
    shown = world.chats[ZHOU_LAN].messages[draft].body["text"]
    assert "附件 3 · 说明.mp4 · 21.0 MB · 超过 20 MB,没比对内容,按 Telegram 文件号认" in shown
    # Gone at Telegram's before it could be fetched, and a voice: a sentence, and nothing of it is kept.
    gone = scene.sandbox.say(
        ZHOU_LAN, ZHOU_LAN, "", document=("没了.pdf", b"gone", "application/pdf"), reply_to=draft
    )
    del world.files[gone.body["document"]["file_id"]]
    await scene.pass_time(seconds=20)
    assert last(scene, ZHOU_LAN).startswith("这个文件现在取不到,什么都没存。")
    await send(scene, ZHOU_LAN, "", voice=("voice.ogg", b"OggS", "audio/ogg"), reply_to=draft)
    assert last(scene, ZHOU_LAN) == "附件只收图片、视频和文件。别的先存成文件,再当「文件」发。"
    assert (await newest(scene, Statement)).version == 4
    # Who approves and who publishes gets the very file: by Telegram's id, and a video stays a video.
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(seconds=30)
    assert len(document(scene, CHEN_MO, "检测报告.pdf")) == 1
    (video,) = sent_videos(scene, CHEN_MO)
    assert (
        world.files[video.body["video"]["file_id"]].unique_id in (await newest(scene, StatementVersion)).assets[2]
    )
    assert video.body["caption"] == (
        'Goes with the text: "说明.mp4" · 21.0 MB · over 20 MB: content not compared, known by Telegram\'s file id'
    )
    assert any("File 3 · 说明.mp4 · 21.0 MB · over 20 MB" in said for said in scene.texts(CHEN_MO))
    # One file less: the yes is void, and only that is shown.
    await scene.press(LIN_LAN, "批准这一版")
    await send(scene, ZHOU_LAN, "去掉附件 2")
    await scene.press(ZHOU_LAN, "送批准")
    await scene.pass_time(seconds=30)
    void = next(text for text in reversed(scene.texts(LIN_LAN)) if "批准已作废" in text)
    assert void.startswith("批准已作废 · v4 → v5,只改一处\n去掉附件「封面.pdf」· 10 B · ")
    assert len(sent_videos(scene, CHEN_MO)) == 1, "it stands in that chat already"
    await scene.press(LIN_LAN, "批准 v5")
    await scene.press(CHEN_MO, "Approve v5")
    await scene.pass_time(seconds=30)
    # The interface takes words only: people publish this one, and whoever it passes to gets the files, too.
    assert "附件 2 · 说明.mp4 · 21.0 MB" in next(said for said in scene.texts(A_JIE) if "可以发布" in said)
    assert len(sent_videos(scene, A_JIE)) == 1
    await scene.press(A_JIE, "发不了")
    await scene.pass_time(seconds=30)
    follower = next(
        user
        for user in (LIN_LAN, ZHOU_LAN, HE_MIN, XIAO_TANG)
        if any("可以发布" in said for said in scene.texts(user))
    )
    assert "阿杰 发不了,已转给你" in scene.texts(follower)
    assert any("阿杰 发不了,已转 周岚" in said for said in scene.texts(LIN_LAN))
    assert sent_videos(scene, follower)
    assert document(scene, follower, "检测报告.pdf")
    # The check: the one that went round is known; the same one uploaded anew has another number.
    await send(scene, CHEN_MO, "/check", reply_to=video.id)
    assert last(scene, CHEN_MO) == (
        'File clear: "说明.mp4" is the one approved with the first response v5.\n'
        "It is over 20 MB: its content was not compared, it is known by Telegram's file id."
    )
    # Whoever reads English is refused in English too, whatever the language of the phone is.
    await send(scene, CHEN_MO, "/ban add 因")
    assert '"因" is a single character' in last(scene, CHEN_MO)
    await send(scene, HE_MIN, "/check", video=("说明.mp4", bytes(21_000_000), "video/mp4"))
    assert last(scene, HE_MIN) == (
        "文件先别发:「说明.mp4」不是批准过的文件。\n"
        "批准过的:检测报告.pdf、说明.mp4\n"
        "超过 20 MB 的文件只认 Telegram 文件号,重新上传号就变了。用转发来的那个,回复它写「/check」再查。"
    )
    # Telegram takes it no more: whoever is to publish has not got it, and its author hears what to do.
    del world.files[video.body["video"]["file_id"]]
    had = len(sent_videos(scene, A_JIE))
    await scene.press(follower, "发不了")
    await scene.pass_time(seconds=30)
    assert len(sent_videos(scene, A_JIE)) == had
    assert [said for said in scene.texts(ZHOU_LAN) if "附件 2「说明.mp4」发不出去" in said] == [
        "附件 2「说明.mp4」发不出去,要看的人没收到:Telegram 不再认这个文件。"
        "发「去掉附件 2」,再把文件重新回复到草稿;批过的要重批。"
    ]
    await send(scene, LIN_LAN, "/status")
    assert "⛔ 1 条没能送达" in last(scene, LIN_LAN)


async def test_files_stay_inside_and_an_approval_of_one_runs_out(desk_scene: Scene) -> None:
    scene = desk_scene
    await room(scene)
    await drafted(scene)
    draft = newest_message(scene, ZHOU_LAN, "全文")
    await send(scene, ZHOU_LAN, "", document=("聊天记录.png", NOTICE, "image/png"), reply_to=draft)
    await scene.press(ZHOU_LAN, "送批准")
    for person in (LIN_LAN, CHEN_MO):
        await scene.press(person, "批准这一版")
    await scene.pass_time(seconds=30)
    assert document(scene, A_JIE, "聊天记录.png") == [NOTICE]
    # Behind the curtain: who is not on the list has neither the words nor the file any more, and gets none.
    await scene.press(LIN_LAN, "更多", FORUM)
    await scene.press(LIN_LAN, "定性", FORUM)
    await scene.press(LIN_LAN, "设为受限", FORUM)
    await scene.pass_time(minutes=3)
    assert document(scene, A_JIE, "聊天记录.png") == []
    assert document(scene, CHEN_MO, "聊天记录.png") == [NOTICE], "legal is on the list"
    await send(scene, HE_MIN, "/check", document=("图.png", NOTICE, "image/png"))
    assert last(scene, HE_MIN).startswith("这是受限事件,只有名单上的人能看。")
    # On the sheet with an end: until then it goes out, afterwards the text waits and says why.
    await sheet(scene, 1, CONTACT)
    async with scene.desk.transaction() as u:
        current = await u.sheets.current((await scene.incident()).id)
        assert current is not None
        ends = u.now + timedelta(hours=1)
        u.add(
            SheetItem(
                id=u.new_id(),
                sheet_id=current.id,
                kind=ItemKind.ASSET,
                text="聊天记录.png",
                sha256=SEAL,
                ends_at=ends,
            )
        )
    await send(scene, LIN_LAN, "/check", document=("图.png", NOTICE, "image/png"))
    assert last(scene, LIN_LAN) == "文件通过:「图.png」就是口径单 v1 批准的那个。"
    await scene.pass_time(hours=1, minutes=1)
    await send(scene, LIN_LAN, "/check", document=("图.png", NOTICE, "image/png"))
    assert last(scene, LIN_LAN).startswith("文件先别发:「图.png」在口径单 v1 上的批准已过期。要用,先重新批准。")
    await send(scene, ZHOU_LAN, "2 改成 让大家很担心。", reply_to=draft)
    assert "附件「聊天记录.png」在口径单上已过期" in last(scene, ZHOU_LAN)
    assert "还不能送批准" in await scene.press(ZHOU_LAN, "送批准")
