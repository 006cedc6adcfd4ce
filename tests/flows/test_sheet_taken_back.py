"""A message sheet in use is taken back in the chat: by whom, why, what holds now, and who has to hear it."""

from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.sheets import SheetState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_sheets import versions
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import crisis
from tests.kit.voice import LINE, sheet, standing

KEY = "撤下这版"


async def _shown(scene: Scene, user: int) -> str:
    """What the sheet's card says to somebody who asks now."""
    await scene.write(user, "口径")
    await scene.pass_time(seconds=3)
    return scene.texts(user)[-1]


async def _asked(scene: Scene, user: int) -> int:
    """The question why, in private: the message to answer."""
    await _shown(scene, user)
    await scene.press(user, KEY)
    await scene.pass_time(seconds=3)
    assert scene.texts(user)[-1].startswith("为什么撤下口径单 v1?一句话回复到这里。")
    return max(scene.sandbox.world.chats[user].messages)


async def test_the_communications_lead_takes_the_current_sheet_back(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    await sheet(scene, 1, LINE)
    await scene.settle()
    # It is offered to those who may; whoever presses it in the topic hears who may.
    await _shown(scene, HE_MIN)
    assert KEY not in scene.labels(HE_MIN)
    await scene.write_in_topic(HE_MIN, "口径")
    await scene.pass_time(seconds=3)
    assert "周岚" in await scene.press(HE_MIN, KEY, FORUM)
    question = await _asked(scene, ZHOU_LAN)
    assert await versions(scene) == {1: SheetState.CURRENT}, "it holds until somebody said why"
    await standing(scene, CrisisType.PRODUCT_SAFETY, "您好,已收到,正在核实。")
    await scene.write(ZHOU_LAN, "批次写错了", reply_to=question)
    await scene.pass_time(seconds=20)
    assert await versions(scene) == {1: SheetState.RETRACTED}
    assert EntryKind.SHEET_RETRACTED in await scene.entries()
    assert scene.texts(ZHOU_LAN)[-1].startswith("口径单 v1 已撤下。现在照常备口径说")
    told = "周岚 撤下了口径单 v1,别再照着说:批次写错了。现在照常备口径说"
    assert any(told in text for text in scene.texts(LIN_LAN)), "the commander"
    incident = await scene.incident()
    assert any(told in text for text in scene.texts(FORUM, incident.topic_id)), "the topic"
    card = await _shown(scene, HE_MIN)
    assert card.startswith("v1 已撤下,别再照着说 · 周岚 ")
    assert "批次写错了" in card.splitlines()[0]
    assert "您好,已收到,正在核实。" in card
    assert KEY not in scene.labels(ZHOU_LAN)
    # A second answer, or a press on an old card, finds nothing to take back.
    await scene.write(ZHOU_LAN, "再说一次", reply_to=question)
    await scene.pass_time(seconds=3)
    assert "口径单 v1 已经不是现行的" in scene.texts(ZHOU_LAN)[-1]
    # With the next version nobody has to read of the last one.
    await sheet(scene, 2, LINE)
    await scene.settle()
    assert (await _shown(scene, HE_MIN)).startswith("口径单 v2 · 现行")


async def test_where_nothing_else_is_approved_nobody_answers(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    await sheet(scene, 1, LINE)
    await scene.settle()
    question = await _asked(scene, LIN_LAN)
    await scene.write(LIN_LAN, "数字不对", reply_to=question)
    await scene.pass_time(seconds=20)
    told = "林澜 撤下了口径单 v1,别再照着说:数字不对。现在没有批准过的说法,先别答。"
    assert any(told in text for text in scene.texts(ZHOU_LAN))
    assert "先别答,记下对方怎么联系" in await _shown(scene, HE_MIN)
