"""Files that go out with a text: attached in the chat, approved by their hash, handed over with the words."""

import hashlib

import pytest

from bot.desk import attachments
from bot.desk.attached import Sent
from storage.tables.statements import Statement
from storage.vocabulary.statements import StatementState
from tests.flows.test_one_voice import agreed
from tests.flows.test_sheets import REPLY, reply_to_draft
from tests.kit.desk import A_JIE, CHEN_MO, HE_MIN, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture
from tests.kit.statements import actor, drafted, last, newest, newest_message, send

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
    # What no bot can fetch is bound all the same, and nobody claims to have looked.
    big = Sent("file", "AgADxQADbig", "video", "说明.mp4", 31_500_000, "video/mp4")
    text = (await newest(scene, Statement)).id
    await attachments.attach(
        scene.desk, await actor(scene, ZHOU_LAN), text, big, f"person:{scene.people[ZHOU_LAN]}"
    )
    await scene.pass_time(seconds=10)
    assert "文件超过 20 MB,我打不开" in last(scene, ZHOU_LAN)
    assert any("附件 2 · 说明.mp4 · 31.5 MB · 太大,没能打开看" in said for said in scene.texts(ZHOU_LAN))
