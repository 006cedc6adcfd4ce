"""People: strangers, anonymous administrators, old buttons, commands in a hurry, wild texts."""

import pytest

from bot.sandbox.world.files import Upload
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind, RoleState
from tests.kit.desk import A_JIE, FORUM, HE_MIN, LIN_LAN, OWNER, XIAO_TANG, ZHAO_NING, Scene
from tests.kit.pictures import dot_picture

STRANGER = 512
FOREIGN_CHAT = -1001000000004


async def test_a_stranger_is_told_that_the_desk_serves_its_team(desk_scene: Scene) -> None:
    await desk_scene.write(STRANGER, "/start")
    assert desk_scene.texts(STRANGER)[-1] == "这里只服务本团队。"
    await desk_scene.write(STRANGER, "/status")
    assert desk_scene.texts(STRANGER)[-1] == "这里只服务本团队。"


async def test_an_anonymous_administrator_is_asked_to_show_himself(desk_scene: Scene) -> None:
    desk_scene.sandbox.rights(FORUM, OWNER, ["can_manage_chat"], anonymous=True)
    await desk_scene.write(OWNER, "/declare 测试", FORUM)
    assert any("匿名" in text for text in desk_scene.texts())
    assert await desk_scene.incidents() == []


async def test_a_button_nobody_knows_any_more_is_answered_in_words(desk_scene: Scene) -> None:
    await desk_scene.alert()
    card = desk_scene.find(FORUM, "我来响应")
    assert "旧版" in await desk_scene.press_message(LIN_LAN, FORUM, card, data="0:ack:1")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/help", "有情况发「报"),
        ("/status", "没有"),
        ("/timeline", "哪一件"),
        ("/recap INC-2026-0042", "INC-2026-0042"),
        ("/declare", "例如"),
    ],
)
async def test_commands_answer_where_they_were_asked(desk_scene: Scene, text: str, answer: str) -> None:
    await desk_scene.write(XIAO_TANG, text)
    assert answer in desk_scene.texts(XIAO_TANG)[-1]


async def test_starting_the_private_chat_makes_a_person_reachable(desk_scene: Scene) -> None:
    desk_scene.sandbox.start(ZHAO_NING)
    await desk_scene.settle()
    assert any("赵宁" in text for text in desk_scene.texts(ZHAO_NING))
    await desk_scene.alert()
    assert any("需要你担任业务负责人" in text for text in desk_scene.texts(ZHAO_NING))


async def test_a_photo_with_a_caption_is_a_report_and_its_picture_is_kept(desk_scene: Scene) -> None:
    picture = Upload("rash.png", dot_picture(), "image/png")
    await desk_scene.write(A_JIE, "/report 三个家长说孩子起疹", FORUM, photo=picture)
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        evidence = await look.belongings.evidence(incident.id)
    assert [row.kind for row in evidence if row.file_id] == ["photo"]


@pytest.mark.parametrize(
    "wild",
    [
        "<b>粗体</b> & <script>alert(1)</script>",
        "‮反着写 RTL",
        "零​宽​字",
        "😀" * 3000,
        "长" * 4096,
        "a\x00b",
        "{ $by }",
    ],
)
async def test_wild_texts_are_shown_as_text_and_cut(desk_scene: Scene, wild: str) -> None:
    await desk_scene.write(LIN_LAN, f"/declare {wild}"[:4096], FORUM)
    incident = await desk_scene.incident()
    card = next(text for text in desk_scene.texts(FORUM) if incident.number in text)
    assert "\x00" not in card
    assert "\u202e" not in card
    assert len(card) <= 700


async def test_a_declared_incident_has_its_commander_at_once(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/declare 直播间三位家长说孩子起疹", FORUM)
    incident = await desk_scene.incident()
    assert incident.commander_id == desk_scene.people[LIN_LAN]
    assert incident.severity.value == "S1"
    assert any("已开启 INC-2026-0001" in text for text in desk_scene.texts())


async def test_words_typed_in_a_hurry_do_what_the_button_does(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(LIN_LAN, "我来")
    assert (await desk_scene.incident()).commander_id == desk_scene.people[LIN_LAN]


async def test_an_update_the_library_cannot_read_blocks_nobody(desk_scene: Scene) -> None:
    await desk_scene.inbox.store(['{"update_id": 990001, "message": {"chat": "nonsense"}}', "not json at all"])
    await desk_scene.write(LIN_LAN, "/help")
    assert "有情况发「报" in desk_scene.texts(LIN_LAN)[-1]
    async with desk_scene.desk.reading() as look:
        counts = await look.updates.counts()
    assert [state.value for state in counts] == ["quarantined"]


async def test_nobody_in_a_foreign_chat_learns_anything(desk_scene: Scene) -> None:
    await desk_scene.alert()
    desk_scene.sandbox.join(FOREIGN_CHAT, desk_scene.sandbox.world.bot_id)
    await desk_scene.write(STRANGER, "/status@crisisdesk_sandbox_bot", FOREIGN_CHAT)
    assert all("INC-" not in text for text in desk_scene.texts(FOREIGN_CHAT))


@pytest.mark.parametrize(("first_word", "answer"), [("/start", "主要做什么"), ("/me", "你在「")])
async def test_somebody_of_the_group_is_known_when_he_first_writes_in_private(
    desk_scene: Scene, first_word: str, answer: str
) -> None:
    newcomer = 511  # in the group, but the desk has never seen him
    await desk_scene.write(newcomer, first_word)
    assert any(answer in text for text in desk_scene.texts(newcomer))


async def test_personal_data_typed_into_a_command_is_masked_before_it_is_kept(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/declare 家长 13812345678 说孩子起疹", FORUM)
    incident = await desk_scene.incident()
    assert "13812345678" not in incident.title
    assert all("13812345678" not in text for text in desk_scene.texts() if incident.number in text)


async def test_who_is_removed_from_the_group_is_out_of_the_team(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(HE_MIN, "接下")
    assert (await desk_scene.roles())[RoleKind.SERVICE_LEAD].person_id == desk_scene.people[HE_MIN]
    desk_scene.sandbox.leave(FORUM, HE_MIN, by=OWNER)
    desk_scene.sandbox.leave(FORUM, OWNER)
    await desk_scene.settle()
    before = desk_scene.texts(HE_MIN)
    role = (await desk_scene.roles())[RoleKind.SERVICE_LEAD]
    assert (role.state, role.person_id) == (RoleState.EMPTY, None)
    await desk_scene.pass_time(minutes=40)
    assert desk_scene.texts(HE_MIN) == before, "she is told, asked and shown nothing more"
    await desk_scene.write(HE_MIN, "/status")
    assert desk_scene.texts(HE_MIN)[-1] == "这里只服务本团队。"
    await desk_scene.write(OWNER, "/status")
    assert "进行中 1 件" in desk_scene.texts(OWNER)[-1], "a desk is not left to nobody"
    assert any("没有别的负责人" in text for text in desk_scene.texts(OWNER))
    desk_scene.sandbox.join(FORUM, HE_MIN, by=LIN_LAN)
    await desk_scene.write(HE_MIN, "/status", FORUM)
    await desk_scene.write(HE_MIN, "/status")
    assert "进行中 1 件" in desk_scene.texts(HE_MIN)[-1], "back in the group, back in the team"
    await another_owner(desk_scene, LIN_LAN)
    desk_scene.sandbox.join(FORUM, OWNER, by=LIN_LAN)
    desk_scene.sandbox.leave(FORUM, OWNER, by=LIN_LAN)
    await desk_scene.settle()
    assert "离开了本群,不再是负责人" in desk_scene.texts(LIN_LAN)[-1]
    await desk_scene.write(OWNER, "/status")
    assert "没有进行中的事件" in desk_scene.texts(OWNER)[-1], "of his other team; this one he sees no more"
    desk_scene.sandbox.join(FORUM, OWNER, by=LIN_LAN)
    await desk_scene.write(OWNER, "/status", FORUM)
    await desk_scene.write(OWNER, "/setup", FORUM)
    assert "设置要由负责人来做。请 林澜" in desk_scene.texts()[-1], "back in the group, and a member"


async def another_owner(scene: Scene, user: int) -> None:
    """The operators name one more in OWNER_IDS."""
    async with scene.desk.transaction() as u:
        member = await u.people.member(scene.team, scene.people[user])
        assert member is not None
        member.standing = Standing.OWNER
