"""What people say goes into the timeline: once, with its own time and author, and stays as it was."""

import hashlib
import json
from typing import Any

from sqlmodel import update

from bot.desk.retelling import retell
from handlers.masking import mask
from messages.recap.values import Entry as Told
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture

PICTURE = ("起疹.png", dot_picture(), "image/png")


async def of_kind(scene: Scene, *kinds: EntryKind) -> list[Entry]:
    return [entry for entry in await scene.timeline() if entry.kind in kinds]


def details(entry: Entry) -> dict[str, Any]:
    return dict(json.loads(entry.details or "{}"))


def said(scene: Scene, words: str) -> int:
    """The message with these words."""
    messages = scene.sandbox.world.chats[FORUM].messages.values()
    return next(m.id for m in messages if words in str(m.body.get("text", "")) + str(m.body.get("caption", "")))


async def test_a_reaction_captures_once_however_often_it_comes(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(HE_MIN, "第三位家长说孩子起疹,电话 13812345678")
    message = said(desk_scene, "第三位家长")
    written = desk_scene.clock.now()
    await desk_scene.pass_time(minutes=7)
    for user, emoji in ((LIN_LAN, "✍"), (LIN_LAN, ""), (LIN_LAN, "✍"), (ZHOU_LAN, "✍"), (XIAO_TANG, "👍")):
        desk_scene.sandbox.react(user, FORUM, message, emoji)
        await desk_scene.settle()
    # Telegram brings everything once more, as after a lost confirmation.
    desk_scene._offset = None
    await desk_scene.settle()
    desk_scene.sandbox.pin(ZHOU_LAN, FORUM, message)
    await desk_scene.settle()

    (captured,) = await of_kind(desk_scene, EntryKind.CAPTURED)
    assert captured.actor == desk_scene.people[HE_MIN], "the author's words, not the reader's"
    assert abs((captured.at - written).total_seconds()) < 1
    assert captured.recorded_at > captured.at
    assert details(captured)["kept_by"] == desk_scene.people[LIN_LAN]
    assert "13812345678" not in (captured.details or ""), "personal data is masked at the door"

    desk_scene.sandbox.rewrite(HE_MIN, FORUM, message, "第三位和第四位家长说孩子起疹")
    await desk_scene.settle()
    desk_scene._offset = None
    await desk_scene.settle()
    first, edited = await of_kind(desk_scene, EntryKind.CAPTURED, EntryKind.CAPTURED_EDITED)
    assert "第三位家长" in (first.details or ""), "the captured copy stays"
    assert details(edited)["text"] == "第三位和第四位家长说孩子起疹"
    assert edited.ref == first.ref

    async with desk_scene.desk.reading() as look:
        recap = await retell(look, (await desk_scene.incident()).id, mask)
    told: list[Told] = [entry for entry in recap.entries if entry.kind is EntryKind.CAPTURED]
    assert told[0].actor == "何敏"
    assert recap.chain.whole


async def test_what_somebody_edits_is_no_new_order(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(LIN_LAN, "/note 先记一句")
    desk_scene.sandbox.rewrite(LIN_LAN, FORUM, said(desk_scene, "先记一句"), "/note 先记一句,改了字")
    await desk_scene.settle()
    assert len(await of_kind(desk_scene, EntryKind.NOTE)) == 1


async def test_a_pin_and_a_reply_capture_too_and_the_desks_own_cards_never(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(HE_MIN, "客服统一说:正在核实")
    desk_scene.sandbox.pin(LIN_LAN, FORUM, said(desk_scene, "客服统一说"))
    await desk_scene.write_in_topic(XIAO_TANG, "门店也有人来问")
    await desk_scene.write_in_topic(LIN_LAN, "/note", reply_to=said(desk_scene, "门店也有人"))
    card = next(iter(desk_scene.sandbox.world.chats[FORUM].pinned))
    desk_scene.sandbox.react(LIN_LAN, FORUM, card, "✍")
    await desk_scene.settle()
    texts = [details(entry)["text"] for entry in await of_kind(desk_scene, EntryKind.CAPTURED)]
    assert texts == ["客服统一说:正在核实", "门店也有人来问"]

    # A day later the words of what nobody captured are gone; the desk says what helps, in private.
    await desk_scene.write_in_topic(XIAO_TANG, "没人理的一句")
    late = said(desk_scene, "没人理的一句")
    async with desk_scene.desk.transaction() as u:
        await u.updates.erase_raw(u.now.replace(year=u.now.year + 1))
    desk_scene.sandbox.react(LIN_LAN, FORUM, late, "✍")
    await desk_scene.settle()
    assert "发 /note" in desk_scene.texts(LIN_LAN)[-1]
    assert len(await of_kind(desk_scene, EntryKind.CAPTURED)) == 2
    assert not any("发 /note" in text for text in desk_scene.texts(FORUM, incident.topic_id))


async def test_evidence_is_bytes_with_a_hash_and_its_box_says_what_is_missing(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(HE_MIN, "/evidence https://v.douyin.com/abc123/")
    assert "证据 1/3 已存(再补一张截图)" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    await desk_scene.write_in_topic(HE_MIN, "证据 首条评论", photo=PICTURE)
    assert "证据 2/3 已存(再补一张带时间的录屏)" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    link, picture = await of_kind(desk_scene, EntryKind.EVIDENCE_ADDED)
    assert details(link)["text"] == "https://v.douyin.com/abc123/"
    assert details(picture)["sha256"] == hashlib.sha256(PICTURE[1]).hexdigest()
    async with desk_scene.desk.reading() as look:
        kept = [row.content for row in await look.belongings.evidence(incident.id) if row.content]
    assert kept == [PICTURE[1]]

    await desk_scene.write_in_topic(HE_MIN, "/evidence 什么都没有")
    assert "没找到要存的东西" in desk_scene.texts(FORUM, incident.topic_id)[-1]


async def test_a_photo_of_ten_megabytes_is_kept_whole_and_holds_nobody_up(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    whole = dot_picture().ljust(10 * 1024 * 1024, b"\0")
    await desk_scene.write_in_topic(HE_MIN, "证据 首条评论", photo=("原图.png", whole, "image/png"))
    async with desk_scene.desk.reading() as look:
        (kept,) = [row for row in await look.belongings.evidence(incident.id) if row.content]
    assert (kept.content, kept.sha256) == (whole, hashlib.sha256(whole).hexdigest())
    await desk_scene.write_in_topic(LIN_LAN, "/recap")
    assert "证据 1/3 已存" in desk_scene.texts(FORUM, incident.topic_id)[-1]


async def test_notes_lie_in_the_past_and_corrections_leave_what_they_correct(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await desk_scene.write_in_topic(LIN_LAN, "/note 20:31 评论里有人说起疹")
    (noted,) = await of_kind(desk_scene, EntryKind.NOTE)
    assert details(noted)["text"] == "评论里有人说起疹"
    assert noted.at < noted.recorded_at
    await desk_scene.write_in_topic(LIN_LAN, f"/note #{noted.seq} 是 20:33,不是 20:31")
    (corrected,) = await of_kind(desk_scene, EntryKind.CORRECTION)
    assert corrected.ref == noted.id
    assert details(corrected)["corrects"] == noted.seq
    await desk_scene.write_in_topic(LIN_LAN, "/timeline")
    shown = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert f"更正第 {noted.seq} 条" in shown
    assert f"#{noted.seq} 20:31" in shown
    await desk_scene.write_in_topic(LIN_LAN, "/note #9999 没有这一条")
    assert "没有第 9999 条" in desk_scene.texts(FORUM, incident.topic_id)[-1]


async def test_personal_data_is_opened_for_named_roles_only_and_that_is_told(desk_scene: Scene) -> None:
    scene = desk_scene
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.press(ZHOU_LAN, "接下")
    incident = await scene.incident()
    async with scene.desk.transaction() as u:  # as an older release kept it: today it is masked at the door
        await u.session.exec(update(Incident).values(title="家长电话 13812345678"))
    await scene.write_in_topic(ZHOU_LAN, "/unmask 想看看")
    assert "总指挥" in scene.texts(FORUM, incident.topic_id)[-1], "it says who may"
    await scene.write_in_topic(LIN_LAN, "/unmask")
    assert "写上为什么" in scene.texts(FORUM, incident.topic_id)[-1]
    await scene.pass_time(minutes=1)
    assert not [one for user in (ZHOU_LAN, LIN_LAN) for one in scene.files(user)]
    assert not await of_kind(scene, EntryKind.UNMASKED)

    await scene.write_in_topic(LIN_LAN, "/unmask 监管来函,要核对用户电话")
    await scene.pass_time(minutes=1)
    ((name, content),) = scene.files(LIN_LAN)
    assert (name, b"13812345678" in content) == (f"{incident.number}.zh.html", True)
    assert not scene.files(FORUM), "never into a group"
    (entry,) = await of_kind(scene, EntryKind.UNMASKED)
    assert (entry.actor, details(entry)["reason"]) == (scene.people[LIN_LAN], "监管来函,要核对用户电话")
