"""Any story at all: whatever people and bot do, the world stays whole and speaks as the Bot API says."""

import asyncio
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.bodies import sample_picture
from bot.sandbox.keeping import load, save
from bot.sandbox.page import views
from bot.sandbox.refusals import ActRefused
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.spec import mismatches, spec
from tests.bot.sandbox.sandbox_kit import DUTY, FRESH, GROUP, HOME, LIVE, NOT_STARTED, OWNER, STRANGER, HandClock

CHATS = st.sampled_from([HOME, HOME, HOME, HOME, FRESH, LIVE, GROUP, DUTY, NOT_STARTED])
PEOPLE = st.sampled_from([OWNER, DUTY, DUTY, NOT_STARTED, STRANGER])
NUMBERS = st.integers(2, 7)
WORDS = st.sampled_from(
    ["在", "/status", "@crisisdesk_sandbox_bot 查", "😀 https://t.me/x", "", " \x00\u202e", "<b>粗</b>"]
)
MARKUP = {"inline_keyboard": [[{"text": "按", "callback_data": "1:x"}]]}
PICTURE = ("a.png", sample_picture(8, 8), "image/png")
RIGHTS = st.sampled_from([None, [], ["can_manage_topics", "can_pin_messages"], ["can_delete_messages"]])

PEOPLES_ACTS = st.one_of(
    st.builds(
        lambda u, c, t, n: lambda s: s.say(u, c, t, message_thread_id=n), PEOPLE, CHATS, WORDS, st.none() | NUMBERS
    ),
    st.builds(lambda u, c, n: lambda s: s.say(u, c, "答", reply_to=n), PEOPLE, CHATS, NUMBERS),
    st.builds(lambda u, c: lambda s: s.say(u, c, "图", photo=PICTURE), PEOPLE, CHATS),
    st.builds(
        lambda u, c, n: lambda s: s.say(u, c, forward_from={"chat_id": HOME, "message_id": n}),
        PEOPLE,
        CHATS,
        NUMBERS,
    ),
    st.builds(lambda u, c, n, t: lambda s: s.rewrite(u, c, n, t), PEOPLE, CHATS, NUMBERS, WORDS),
    st.builds(lambda u, c, n: lambda s: s.press(u, c, n, "按"), PEOPLE, CHATS, NUMBERS),
    st.builds(lambda u, c, n: lambda s: s.react(u, c, n, "👍"), PEOPLE, CHATS, NUMBERS),
    st.builds(
        lambda u, c, n, o: lambda s: s.vote(u, c, n, o),
        PEOPLE,
        CHATS,
        NUMBERS,
        st.lists(st.integers(0, 2), max_size=2),
    ),
    st.builds(lambda c, u, r, a: lambda s: s.rights(c, u, r, anonymous=a), CHATS, PEOPLE, RIGHTS, st.booleans()),
    st.builds(lambda c, r: lambda s: s.rights(c, s.world.bot_id, r), CHATS, RIGHTS),
    st.builds(lambda c, u: lambda s: s.join(c, u), CHATS, PEOPLE),
    st.builds(lambda c, u: lambda s: s.leave(c, u), CHATS, PEOPLE),
    st.builds(lambda u: lambda s: s.block(u), PEOPLE),
    st.builds(lambda u, c: lambda s: s.topic(u, c, "题"), PEOPLE, CHATS),
    st.builds(lambda u, c, n: lambda s: s.close_topic(u, c, n), PEOPLE, CHATS, NUMBERS),
    st.builds(lambda u, c, n: lambda s: s.drop_topic(u, c, n), PEOPLE, CHATS, NUMBERS),
    st.builds(lambda u, c, n: lambda s: s.remove(u, c, n), PEOPLE, CHATS, NUMBERS),
    st.builds(lambda c: lambda s: s.upgrade(c), CHATS),
    st.builds(lambda n: lambda s: s.time(n * 7000), NUMBERS),
)


def calls() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    where = st.fixed_dictionaries({"chat_id": CHATS}, optional={"message_thread_id": NUMBERS})
    one = st.fixed_dictionaries({"chat_id": CHATS, "message_id": NUMBERS})
    thread = st.fixed_dictionaries({"chat_id": CHATS, "message_thread_id": NUMBERS})
    moved = st.fixed_dictionaries({"chat_id": CHATS, "from_chat_id": CHATS, "message_id": NUMBERS})
    text = where.map(lambda p: p | {"text": "<b>卡</b>", "parse_mode": "HTML", "reply_markup": MARKUP})
    poll = where.map(lambda p: p | {"question": "?", "options": ["a", "b", "c"], "is_anonymous": False})
    return st.one_of(
        st.tuples(st.just("sendMessage"), text),
        st.tuples(st.just("sendPoll"), poll),
        st.tuples(st.just("createForumTopic"), where.map(lambda p: p | {"name": "题"})),
        st.tuples(st.sampled_from(["forwardMessage", "copyMessage"]), moved),
        st.tuples(st.just("editMessageText"), one.map(lambda p: p | {"text": "改"})),
        st.tuples(st.sampled_from(["pinChatMessage", "unpinChatMessage", "deleteMessage", "stopPoll"]), one),
        st.tuples(st.sampled_from(["closeForumTopic", "reopenForumTopic", "deleteForumTopic"]), thread),
        st.tuples(
            st.sampled_from(["hideGeneralForumTopic", "getChat", "getChatAdministrators", "leaveChat"]), where
        ),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEOPLES_ACTS | calls(), max_size=25))
def test_any_story_keeps_the_world_whole(tmp_path: Path, story: list[Any]) -> None:
    sandbox = Sandbox(now=HandClock())
    sandbox.limits(False)

    async def play() -> None:
        await sandbox.call(
            "getUpdates",
            {
                "allowed_updates": [
                    "message",
                    "edited_message",
                    "callback_query",
                    "poll_answer",
                    "chat_member",
                    "my_chat_member",
                    "message_reaction",
                    "poll",
                ]
            },
        )
        await sandbox.call("createForumTopic", {"chat_id": HOME, "name": "题"})
        await sandbox.call("sendMessage", {"chat_id": HOME, "text": "卡", "reply_markup": MARKUP})
        await sandbox.call("sendPoll", {"chat_id": HOME, "question": "?", "options": ["a", "b"]})
        sandbox.say(DUTY, HOME, "在")
        for act in story:
            if isinstance(act, tuple):
                status, body = await sandbox.call(*act)
                answer = json.loads(body)
                assert status in (200, 400, 403), answer
                wrong = mismatches(answer["result"], spec().returns[act[0]]) if status == 200 else []
                assert not wrong, (act, wrong)
            else:
                try:
                    act(sandbox)
                except ActRefused:
                    continue

    asyncio.run(play())
    for update in sandbox.world.updates:
        wrong = mismatches({"update_id": update.id, update.kind: update.payload}, ("Update",))
        assert not wrong, wrong
    for chat in views.state(sandbox, DUTY)["chats"]:
        for topic in chat.get("topics", [{"id": 0}]):
            views.messages(sandbox, DUTY, chat["id"], topic["id"])
    save(tmp_path / "world.json", sandbox.world)
    assert load(tmp_path / "world.json").world.chats == sandbox.world.chats
