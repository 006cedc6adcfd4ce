"""Setting a group up: bound by an owner, looked at until nothing lacks."""

from tests.kit.desk import FORUM, LIN_LAN, OWNER, Scene

SECOND = -1001000000002
WITHOUT_DESK = -1001000000004
BOT_RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"]


async def test_an_owner_sets_his_group_up_and_everybody_gets_the_button(desk_scene: Scene) -> None:
    await desk_scene.write(OWNER, "/setup", FORUM)
    said = desk_scene.texts()[-1]
    assert "危机台已就位" in said
    assert "每人点一次" in said
    assert "能叫到我" in desk_scene.labels(FORUM)


async def test_what_lacks_is_named_with_its_cure_and_looked_at_again(desk_scene: Scene) -> None:
    bot = desk_scene.sandbox.world.bot_id
    desk_scene.sandbox.rights(FORUM, bot, ["can_manage_topics", "can_delete_messages"])
    await desk_scene.settle()
    await desk_scene.write(OWNER, "/setup", FORUM)
    assert "缺「置顶消息」" in desk_scene.texts()[-1]
    desk_scene.sandbox.rights(FORUM, bot, BOT_RIGHTS)
    await desk_scene.settle()
    await desk_scene.pass_time(seconds=30)
    assert "危机台已就位" in desk_scene.texts()[-1], "the same message, edited by itself"


async def test_only_owners_set_up_and_a_second_group_becomes_a_second_team(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/setup", FORUM)
    assert "负责人" in desk_scene.texts()[-1]
    await desk_scene.write(OWNER, "/setup", SECOND)
    assert "受限事件室" in desk_scene.texts(SECOND)[-1]
    async with desk_scene.desk.reading() as look:
        assert len(await look.teams.all()) == 3


async def test_the_link_of_the_first_run_adds_the_desk_and_sets_the_group_up(desk_scene: Scene) -> None:
    desk_scene.sandbox.start_group(OWNER, WITHOUT_DESK, "setup", BOT_RIGHTS)
    await desk_scene.settle()
    assert "危机台已就位" in desk_scene.texts(WITHOUT_DESK)[-1]


async def test_the_link_followed_by_a_stranger_sets_nothing_up(desk_scene: Scene) -> None:
    desk_scene.sandbox.start_group(LIN_LAN, WITHOUT_DESK, "setup", BOT_RIGHTS)
    await desk_scene.settle()
    assert "危机台已就位" not in "".join(desk_scene.texts(WITHOUT_DESK))
