"""When Telegram is not as it should be: topics off, rights taken, a topic deleted by hand, a group that moved."""

from storage.vocabulary.incidents import TopicState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import FORUM, LIN_LAN, OWNER, ZHOU_LAN, Scene

PLAIN_GROUP = -1001000000005
NEW_HOME = -1001000000002


async def test_without_the_right_to_manage_topics_the_main_chat_serves_and_says_so(desk_scene: Scene) -> None:
    desk_scene.sandbox.rights(FORUM, desk_scene.sandbox.world.bot_id, ["can_pin_messages"])
    await desk_scene.alert()
    incident = await desk_scene.incident()
    assert incident.topic_state is TopicState.MAIN_CHAT
    assert any("INC-2026-0001" in text for text in desk_scene.texts(FORUM)), "the card stands in the main chat"
    assert EntryKind.TOPIC_LOST in await desk_scene.entries()
    assert any("权限" in text or "话题" in text for text in desk_scene.texts(FORUM))
    await desk_scene.press(LIN_LAN, "我来响应", FORUM)
    assert (await desk_scene.incident()).commander_id == desk_scene.people[LIN_LAN]


async def test_in_a_group_without_topics_the_main_chat_serves(desk_scene: Scene) -> None:
    await desk_scene.bind(PLAIN_GROUP)
    await desk_scene.alert()
    assert (await desk_scene.incident()).topic_state is TopicState.MAIN_CHAT
    assert any("INC-2026-0001" in text for text in desk_scene.texts(PLAIN_GROUP))


async def test_a_topic_deleted_by_hand_moves_the_incident_to_the_main_chat(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    assert incident.topic_id is not None
    desk_scene.sandbox.drop_topic(501, FORUM, incident.topic_id)
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=2)
    incident = await desk_scene.incident()
    assert incident.topic_state is TopicState.MAIN_CHAT
    assert any("INC-2026-0001" in text and "处置中" in text for text in desk_scene.texts(FORUM))


async def test_a_group_that_became_a_supergroup_is_followed(desk_scene: Scene) -> None:
    basic = -4000000001
    await desk_scene.bind(basic)
    await desk_scene.alert(dedup_key="before", crisis_type=None)
    moved = desk_scene.sandbox.upgrade(basic)
    await desk_scene.settle()
    await desk_scene.alert(dedup_key="after", crisis_type=None)
    new_chat = moved if isinstance(moved, int) else moved.id
    assert any("INC-2026-0002" in text for text in desk_scene.texts(new_chat))


async def test_who_blocked_the_desk_is_not_written_to_again(desk_scene: Scene) -> None:
    desk_scene.sandbox.block(LIN_LAN)
    await desk_scene.alert()
    async with desk_scene.desk.reading() as look:
        person = await look.people.find(desk_scene.people[LIN_LAN])
    assert person is not None
    assert person.blocked_at is not None
    desk_scene.sandbox.block(LIN_LAN, blocked=False)
    await desk_scene.write(LIN_LAN, "/start")
    async with desk_scene.desk.reading() as look:
        person = await look.people.find(desk_scene.people[LIN_LAN])
    assert person is not None
    assert person.blocked_at is None


async def test_everything_goes_on_after_the_rights_come_back(desk_scene: Scene) -> None:
    bot = desk_scene.sandbox.world.bot_id
    desk_scene.sandbox.rights(FORUM, bot, [])
    await desk_scene.alert(dedup_key="one", crisis_type=None)
    desk_scene.sandbox.rights(
        FORUM, bot, ["can_manage_topics", "can_pin_messages", "can_delete_messages", "can_invite_users"]
    )
    await desk_scene.settle()
    await desk_scene.alert(dedup_key="two", crisis_type=None)
    assert (await desk_scene.incident()).topic_state is TopicState.OPEN
    await desk_scene.write(ZHOU_LAN, "/status")
    assert any("INC-2026-0002" in text or "0002" in text for text in desk_scene.texts(ZHOU_LAN))


async def test_a_group_that_was_deleted_is_left_for_another_one_with_all_that_is_open(desk_scene: Scene) -> None:
    """Without `groups.homeless`: the new group becomes a second team's, and what is open is lost to everybody."""
    scene = desk_scene
    await scene.alert(dedup_key="one", crisis_type=None)
    incident = await scene.incident()
    del scene.sandbox.world.chats[FORUM]
    await scene.alert(
        dedup_key="two", crisis_type=None, severity="S2", title="发货延迟", product=None, account="二号店"
    )
    await scene.pass_time(minutes=1)
    await scene.write(OWNER, "/status")
    assert "没能送达" in scene.texts(OWNER)[-1]
    await scene.write(OWNER, "/setup", NEW_HOME)
    await scene.pass_time(minutes=1)
    assert "危机台已就位" in "".join(scene.texts(NEW_HOME))
    assert any("疑似 S2" in text for text in scene.texts(NEW_HOME)), "the alert that waits for a decision"
    moved = await scene.incident()
    assert moved.id == incident.id
    assert (moved.topic_chat_id, moved.topic_state) == (NEW_HOME, TopicState.OPEN)
    assert any("S1" in text for text in scene.texts(NEW_HOME, moved.topic_id)), "its card, in a topic of its own"
    async with scene.desk.reading() as look:
        assert len(await look.teams.all()) == 2, "no further team"


async def test_what_happened_while_the_desk_was_thrown_out_is_shown_when_it_is_back(desk_scene: Scene) -> None:
    bot = desk_scene.sandbox.world.bot_id
    desk_scene.sandbox.leave(FORUM, bot, by=OWNER)
    await desk_scene.settle()
    await desk_scene.alert(dedup_key="one", crisis_type=None)
    await desk_scene.alert(
        dedup_key="two", crisis_type=None, severity="S2", title="发货延迟", product=None, account="二号店"
    )
    incident = await desk_scene.incident()
    assert incident.topic_state is TopicState.MAIN_CHAT, "nothing waits for a topic that cannot be opened"
    assert desk_scene.texts(FORUM) == []
    desk_scene.sandbox.join(FORUM, bot, by=OWNER, rights=["can_manage_topics", "can_pin_messages"])
    await desk_scene.pass_time(minutes=2)
    shown = desk_scene.texts(FORUM)
    assert any("群里又能发了" in text for text in shown)
    assert any(text.startswith("🔴 S1") and incident.number in text for text in shown), "the card, as it stands"
    assert any("疑似 S2" in text for text in shown), "the alert that waits for a decision"
    await desk_scene.pass_time(minutes=1)
    shown = desk_scene.texts(FORUM)
    desk_scene.sandbox.leave(FORUM, bot, by=OWNER)
    desk_scene.sandbox.join(FORUM, bot, by=OWNER, rights=["can_manage_topics", "can_pin_messages"])
    await desk_scene.pass_time(seconds=10)
    assert desk_scene.texts(FORUM) == shown, "nothing was missed"
