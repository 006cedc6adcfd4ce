"""What the check refused is counted in the recap: how often, never the sentence."""

from bot.desk.retelling import retell
from handlers.masking import mask
from messages.recap.markdown import draw
from messages.words import Reader
from storage.vocabulary.people import Language
from tests.kit.desk import A_JIE, ZHOU_LAN, Scene
from tests.kit.statements import crisis, send

REFUSED = "由于供应商原料问题,约3万名用户受影响"


async def test_refused_sentences_are_counted_and_not_quoted(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    async with scene.desk.reading() as look:
        assert (await retell(look, (await scene.incident()).id, mask)).stopped is None, "nobody asked yet"
    await send(scene, ZHOU_LAN, f"能说吗 {REFUSED}")
    await send(scene, A_JIE, "能说吗 我们会全额退款")
    await send(scene, A_JIE, "能说吗 目前收到3例起疹反馈,我们很担心")
    async with scene.desk.reading() as look:
        recap = await retell(look, (await scene.incident()).id, mask)
    assert recap.stopped == 2
    told = draw(recap, Reader(Language.ZH, scene.desk.policy.zone, scene.clock.now()))
    assert "供应商原料" not in told
