"""What people do in the team: chosen by a tap in private, used when a role is to be filled."""

from storage.vocabulary.roles import RoleKind
from tests.kit.desk import CHEN_MO, FORUM, LIN_LAN, WANG_YAN, XIAO_TANG, ZHAO_NING, Scene


async def test_who_opens_the_private_chat_is_asked_what_he_does_and_called_for_it(
    desk_scene: Scene,
) -> None:
    desk_scene.sandbox.start(ZHAO_NING)
    await desk_scene.settle()
    assert "主要做什么" in desk_scene.texts(ZHAO_NING)[-1]
    await desk_scene.press(ZHAO_NING, "法务")
    assert "法务" in desk_scene.texts(ZHAO_NING)[-1]
    await desk_scene.press(ZHAO_NING, "✓ 法务")
    await desk_scene.press(ZHAO_NING, "值班")
    await desk_scene.pass_time(seconds=5)  # a private chat takes three messages at once, then one a second
    await desk_scene.alert()
    assert any("呼叫值班" in text for text in desk_scene.texts(ZHAO_NING))


async def test_the_language_is_a_persons_own(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/me")
    await desk_scene.press(LIN_LAN, "English")
    await desk_scene.alert()
    assert any(text.startswith("🔴 S1 · Duty call") for text in desk_scene.texts(LIN_LAN))
    assert any("疑似 S1" in text for text in desk_scene.texts(FORUM)), "the group keeps the team's language"


async def answer(scene: Scene, user: int, text: str) -> None:
    """He replies to the newest message of the desk in his private chat."""
    await scene.pass_time(seconds=3)
    await scene.write(user, text, reply_to=max(scene.sandbox.world.chats[user].messages))
    await scene.pass_time(seconds=3)


async def test_one_card_about_me_and_a_button_for_each_thing_and_the_order_of_deputies_holds(
    desk_scene: Scene,
) -> None:
    await desk_scene.write(CHEN_MO, "/me")
    card = desk_scene.texts(CHEN_MO)[-1]
    assert "法务的叫人顺序:陈默、王砚" in card
    assert "还没有加电话" in card
    assert "S3 23:00–08:00" in card
    await desk_scene.press(CHEN_MO, "副手顺序")
    await answer(desk_scene, CHEN_MO, "法务 王砚 周岚")
    assert "周岚" in desk_scene.texts(CHEN_MO)[-1], "she is no lawyer: nothing is kept"
    await desk_scene.write(CHEN_MO, "/duty order 法务 王砚 陈默")
    for button, text in (("个人码", "482913"), ("安静时段", "S4 21:00-07:30"), ("时区", "Asia/Kathmandu")):
        await desk_scene.write(CHEN_MO, "/me")
        await desk_scene.pass_time(seconds=3)
        await desk_scene.press(CHEN_MO, button)
        await answer(desk_scene, CHEN_MO, text)
    await desk_scene.write(CHEN_MO, "/me")
    await desk_scene.pass_time(seconds=3)
    card = desk_scene.texts(CHEN_MO)[-1]
    for line in ("法务的叫人顺序:王砚、陈默", "S4 21:00–07:30", "时区:Asia/Kathmandu", "个人码:已设", "没有请假"):
        assert line in card, line
    await desk_scene.alert()
    assert (await desk_scene.roles())[RoleKind.LEGAL].person_id == desk_scene.people[WANG_YAN], "asked first"


async def test_me_works_only_in_private(desk_scene: Scene) -> None:
    await desk_scene.write(XIAO_TANG, "/me", FORUM)
    assert any("只能在私聊里用" in text for text in desk_scene.texts())
