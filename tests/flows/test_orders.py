"""Roles and commands: plain words, any keyboard, who may what; and many hands at once."""

import asyncio

import pytest

from bot.desk import incidents, roles
from bot.errors import DeskError
from bot.ids import PersonId
from storage.tables.teams import Member, Person
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import (
    A_JIE,
    CHEN_MO,
    FORUM,
    HE_MIN,
    LIN_LAN,
    OWNER,
    WANG_YAN,
    XIAO_TANG,
    ZHOU_LAN,
    Scene,
)


async def test_one_person_in_the_two_roles_that_should_be_two_warns_once(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    await desk_scene.press(LIN_LAN, "我来接岗", FORUM)
    await desk_scene.press(LIN_LAN, "我来接公关负责人", FORUM)
    await desk_scene.pass_time(minutes=1)
    warned = [text for text in desk_scene.texts(LIN_LAN) if "同时是总指挥和公关负责人" in text]
    assert len(warned) == 1
    assert any("林澜 兼 总指挥、公关负责人" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    await desk_scene.press(LIN_LAN, "我来接法务", FORUM)
    await desk_scene.pass_time(minutes=1)
    assert len([text for text in desk_scene.texts(LIN_LAN) if "同时是" in text]) == 1


async def test_deputies_are_asked_in_order_and_then_the_commander_hears_it(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    assert "需要你担任法务" in desk_scene.texts(CHEN_MO)[-1]
    await desk_scene.press(CHEN_MO, "接不了")
    assert "需要你担任法务" in desk_scene.texts(WANG_YAN)[-1]
    await desk_scene.press(WANG_YAN, "接不了")
    await desk_scene.pass_time(seconds=5)
    assert any("法务还空着" in text for text in desk_scene.texts(LIN_LAN))


async def test_somebody_who_cannot_be_reached_is_rung_up_by_hand(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=6)
    await desk_scene.press(LIN_LAN, "呼叫 赵宁")
    await desk_scene.pass_time(seconds=5)
    assert any(text.startswith("联系不上 赵宁:没开私聊") for text in desk_scene.texts(LIN_LAN))
    assert await desk_scene.press(LIN_LAN, "打电话后点这里") == "记下了,打过电话了"
    await desk_scene.pass_time(seconds=5)
    assert "记下了,林澜 打了电话给 赵宁" in desk_scene.texts(LIN_LAN)
    paged = [entry for entry in await desk_scene.timeline() if entry.kind is EntryKind.PAGED]
    assert "by_hand" in (paged[-1].details or "")


@pytest.mark.parametrize(
    "typed",
    [
        "/declare:店里起火",
        "/declare\uff0c店里起火",
        "\uff0fdeclare 店里起火",
        "、declare 店里起火",
        "/declare,店里起火",
        "\uff0fDECLARE\uff1a店里起火",
    ],
)
async def test_any_keyboard_opens_an_incident(desk_scene: Scene, typed: str) -> None:
    await desk_scene.write(LIN_LAN, typed)
    assert (await desk_scene.incident()).title == "店里起火"


async def test_plain_words_show_panels_nudge_hand_over_and_page(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.write_in_topic(LIN_LAN, "/响应")
    assert (await desk_scene.incident()).commander_id == desk_scene.people[LIN_LAN]
    await desk_scene.write_in_topic(XIAO_TANG, "解除")
    await desk_scene.pass_time(seconds=10)
    assert {"解除", "转为观察"} <= set(desk_scene.labels(FORUM))
    assert (await desk_scene.incident()).state.open, "a word only shows the buttons"
    await desk_scene.write_in_topic(XIAO_TANG, "停推")
    await desk_scene.pass_time(seconds=10)
    assert desk_scene.label_like(FORUM, "全部停")
    await desk_scene.write_in_topic(XIAO_TANG, "止损")
    await desk_scene.pass_time(seconds=10)
    assert desk_scene.label_like(FORUM, "停投流")
    await desk_scene.write_in_topic(XIAO_TANG, "催一下")
    await desk_scene.pass_time(seconds=10)
    incident = await desk_scene.incident()
    assert any(text.startswith("已催 ") for text in desk_scene.texts(FORUM, incident.topic_id))
    assert EntryKind.NUDGED in await desk_scene.entries()
    await desk_scene.write_in_topic(XIAO_TANG, "叫法务")
    await desk_scene.pass_time(minutes=1)
    assert any("正在呼叫 王砚 担任法务" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    await desk_scene.write_in_topic(LIN_LAN, "交接给王砚 家长群里有记者")
    await desk_scene.pass_time(seconds=10)
    assert any("你接 林澜 的总指挥" in text for text in desk_scene.texts(WANG_YAN))
    await desk_scene.write_in_topic(LIN_LAN, "交接给没有这个人")
    await desk_scene.pass_time(minutes=1)
    assert any("没有叫没有这个人的人" in text for text in desk_scene.texts(FORUM, incident.topic_id))


async def test_help_names_what_this_person_may_do(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    for person in (LIN_LAN, XIAO_TANG, OWNER):
        await desk_scene.write(person, "/help")
    await desk_scene.pass_time(seconds=5)
    assert "这次不对外说:在话题里发「/waive 原因」" in desk_scene.texts(LIN_LAN)[-1], "she commands"
    assert "要看没遮盖的复盘:发「/unmask 原因」" in desk_scene.texts(LIN_LAN)[-1]
    assert "/waive" not in desk_scene.texts(XIAO_TANG)[-1]
    assert "/unmask" not in desk_scene.texts(XIAO_TANG)[-1]
    assert "/setup" in desk_scene.texts(OWNER)[-1]
    assert "/setup" not in desk_scene.texts(LIN_LAN)[-1]


async def test_a_guest_takes_the_role_he_was_asked_for_and_nothing_else(desk_scene: Scene) -> None:
    async with desk_scene.desk.transaction() as u:
        guest = await u.people.member(desk_scene.team, desk_scene.people[HE_MIN])
        assert guest is not None
        guest.standing = Standing.GUEST
    await desk_scene.write(HE_MIN, "/declare 我来开一个")
    assert "这件事只有" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.alert()
    incident = await desk_scene.incident()
    card = desk_scene.find(FORUM, "更多")
    assert await desk_scene.press_message(HE_MIN, FORUM, card, data=f"1:sev:{incident.id}:S2")
    assert (await desk_scene.incident()).severity.value == "S1"
    assert await desk_scene.press(HE_MIN, "接下") == "你是客服负责人了"


async def test_questions_are_asked_in_private(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "/task 联系家长 @何敏 21:00")
    await desk_scene.pass_time(seconds=5)
    await desk_scene.press(HE_MIN, "卡住了")
    question = max(desk_scene.sandbox.world.chats[HE_MIN].messages)
    assert "卡在哪里" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.write(HE_MIN, "电话没人接", reply_to=question)
    assert EntryKind.TASK_CHANGED in await desk_scene.entries()


async def test_a_done_task_pressed_again_says_who_did_it(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(LIN_LAN, "/task 联系家长 @何敏 21:00")
    await desk_scene.pass_time(seconds=5)
    task = [entry for entry in await desk_scene.timeline() if entry.kind is EntryKind.TASK_ADDED][-1].ref
    await desk_scene.press(HE_MIN, "做完了")
    card = desk_scene.find(FORUM, "更多")
    assert await desk_scene.press_message(LIN_LAN, FORUM, card, data=f"1:tdone:{task}") == "何敏 20:40 已做完"


async def test_two_people_take_one_role_at_once_and_one_has_it(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    people = [desk_scene.people[user] for user in (CHEN_MO, WANG_YAN, XIAO_TANG, A_JIE, ZHOU_LAN)]
    takes = [roles.take(desk_scene.desk, person, incident.id, RoleKind.LEGAL) for person in people]
    done = await asyncio.gather(*takes, return_exceptions=True)
    refused = [outcome for outcome in done if isinstance(outcome, DeskError)]
    assert [refusal.key for refusal in refused] == ["refused-role-taken"] * 4
    assert all(refusal.values["by"] for refusal in refused)
    role = (await desk_scene.roles())[RoleKind.LEGAL]
    assert role.state is RoleState.TAKEN
    legal = [e for e in await desk_scene.timeline() if e.kind is EntryKind.ROLE_TAKEN and e.ref == role.id]
    assert len(legal) == 1


async def test_three_hundred_press_at_once_and_one_responds(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    crowd = await _crowd(desk_scene, 300)
    before = len(desk_scene.calls())
    outcomes = await asyncio.gather(
        *(incidents.respond(desk_scene.desk, person, incident.id) for person in crowd), return_exceptions=True
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, DeskError)]
    assert len(refused) == 299
    assert {refusal.key for refusal in refused} == {"refused-action-not-allowed"}
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception) and outcome not in refused]
    await desk_scene.pass_time(minutes=1)
    assert (await desk_scene.entries()).count(EntryKind.RESPONDED) == 1
    assert len(desk_scene.calls()) - before <= 10, "the group hears of it once"


async def _crowd(scene: Scene, count: int) -> list[PersonId]:
    async with scene.desk.transaction() as u:
        people = [
            Person(id=PersonId(u.new_id()), telegram_user_id=9000 + n, name=f"同事{n}", created_at=u.now)
            for n in range(count)
        ]
        u.add(*people)
        await u.session.flush()
        u.add(
            *(
                Member(id=u.new_id(), team_id=scene.team, person_id=person.id, joined_at=u.now, duties=[])
                for person in people
            )
        )
        return [person.id for person in people]


async def test_wrong_names_are_answered_and_change_nothing(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    before = await desk_scene.entries()
    for typed in ("/handover @没有这个人", "/task 做点什么 @nobody", "/merge INC-1999-0001", "/link 9999"):
        await desk_scene.write_in_topic(LIN_LAN, typed)
    await desk_scene.pass_time(minutes=1)
    assert await desk_scene.entries() == before
    said = "\n".join(desk_scene.texts(FORUM, incident.topic_id))
    for named in ("没有这个人", "nobody", "INC-1999-0001", "9999"):
        assert named in said
