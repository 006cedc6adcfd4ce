"""What people do in the team: chosen by a tap in private, used when a role is to be filled."""

from tests.kit.desk import FORUM, LIN_LAN, XIAO_TANG, ZHAO_NING, Scene


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


async def test_me_works_only_in_private(desk_scene: Scene) -> None:
    await desk_scene.write(XIAO_TANG, "/me", FORUM)
    assert any("只能在私聊里用" in text for text in desk_scene.texts())
