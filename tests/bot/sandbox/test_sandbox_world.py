"""What the training Telegram allows, and to whom: topics, rights, presses, privacy, moving and pinning."""

import pytest

from bot.sandbox.bodies import sample_picture
from bot.sandbox.refusals import ActRefused
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.sandbox_kit import (
    DUTY,
    FRESH,
    GROUP,
    HOME,
    LEGAL,
    LIVE,
    NOT_STARTED,
    OWNER,
    PR,
    STRANGER,
    Client,
    HandClock,
)

CARD = {"inline_keyboard": [[{"text": "我来响应", "callback_data": "1:respond"}]]}
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_a_topic_is_named_by_its_first_message_and_the_bot_hears_its_own_echo(call: Client) -> None:
    topic = await call("createForumTopic", chat_id=HOME, name="🔴 0007")
    echo = (await call.heard())[0]["message"]
    assert echo["message_id"] == echo["message_thread_id"] == topic["message_thread_id"]
    assert echo["from"]["id"] == call.sandbox.world.bot_id
    assert echo["forum_topic_created"]["name"] == "🔴 0007"


async def test_words_in_a_topic_answer_the_message_that_opened_it(call: Client) -> None:
    thread = (await call("createForumTopic", chat_id=HOME, name="x"))["message_thread_id"]
    call.sandbox.say(DUTY, HOME, "在", message_thread_id=thread)
    said = (await call.heard())[-1]["message"]
    assert said["is_topic_message"]
    assert said["reply_to_message"]["forum_topic_created"]


async def test_an_answer_in_general_has_a_thread_that_is_no_topic(call: Client) -> None:
    first = call.sandbox.say(DUTY, HOME, "有情况")
    call.sandbox.say(PR, HOME, "收到", reply_to=first.id)
    said = (await call.heard())[-1]["message"]
    assert said["message_thread_id"] == first.id
    assert "is_topic_message" not in said
    assert await call.refused("sendMessage", chat_id=HOME, text="x", message_thread_id=first.id) == (
        400,
        "Bad Request: message thread not found",
    )


async def test_closing_twice_is_refused_and_a_deleted_topic_takes_no_words(call: Client) -> None:
    thread = (await call("createForumTopic", chat_id=HOME, name="x"))["message_thread_id"]
    where = {"chat_id": HOME, "message_thread_id": thread}
    await call("closeForumTopic", **where)
    assert (await call.refused("closeForumTopic", **where))[1] == "Bad Request: TOPIC_NOT_MODIFIED"
    await call("sendMessage", **where, text="administrators still write")
    await call("deleteForumTopic", **where)
    assert (await call.refused("sendMessage", **where, text="x"))[1] == "Bad Request: message thread not found"
    assert (await call.refused("editForumTopic", **where, name="y"))[1] == "Bad Request: TOPIC_ID_INVALID"


async def test_taken_rights_are_told_and_felt(call: Client) -> None:
    mine = (await call("createForumTopic", chat_id=HOME, name="mine"))["message_thread_id"]
    theirs = call.sandbox.topic(OWNER, HOME, "theirs").id
    await call.heard()
    call.sandbox.rights(HOME, call.sandbox.world.bot_id, None)
    assert (await call.heard())[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    for method, params, words in (
        ("createForumTopic", {"name": "x"}, "not enough rights to create a topic"),
        ("closeForumTopic", {"message_thread_id": theirs}, "not enough rights to manage topics"),
        ("deleteForumTopic", {"message_thread_id": mine}, "not enough rights to delete the topic"),
        ("pinChatMessage", {"message_id": 2}, "not enough rights to manage pinned messages in the chat"),
    ):
        assert (await call.refused(method, chat_id=HOME, **params))[1] == f"Bad Request: {words}"
    await call("closeForumTopic", chat_id=HOME, message_thread_id=mine)
    call.sandbox.close_topic(OWNER, HOME, theirs)
    closed = await call.refused("sendMessage", chat_id=HOME, message_thread_id=theirs, text="x")
    assert closed[1] == "Bad Request: TOPIC_CLOSED"


async def test_a_bot_that_is_out_is_told_so(call: Client) -> None:
    assert await call.refused("sendMessage", chat_id=FRESH, text="x") == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    call.sandbox.leave(HOME, call.sandbox.world.bot_id, by=OWNER)
    assert await call.refused("sendMessage", chat_id=HOME, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    call.sandbox.block(DUTY)
    assert await call.refused("sendMessage", chat_id=DUTY, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )


async def test_start_opens_the_private_chat(call: Client) -> None:
    assert (await call.refused("sendMessage", chat_id=NOT_STARTED, text="x"))[0] == 403
    call.sandbox.start(NOT_STARTED, "join-1")
    assert (await call.heard())[0]["message"]["text"] == "/start join-1"
    await call("sendMessage", chat_id=NOT_STARTED, text="你好")


async def test_a_group_link_brings_the_bot_in_with_its_rights(call: Client) -> None:
    call.sandbox.start_group(OWNER, FRESH, "setup-1", ["can_manage_topics", "can_pin_messages"])
    heard = await call.heard()
    assert heard[0]["my_chat_member"]["new_chat_member"]["can_manage_topics"]
    assert heard[-1]["message"]["text"] == "/start@crisisdesk_sandbox_bot setup-1"
    await call("createForumTopic", chat_id=FRESH, name="x")


async def test_without_privacy_mode_everything_is_heard(call: Client) -> None:
    call.sandbox.privacy(False)
    call.sandbox.say(OWNER, GROUP, "随便说说")
    assert (await call.heard())[-1]["message"]["text"] == "随便说说"
    assert (await call("getMe"))["can_read_all_group_messages"]


async def test_a_press_is_answered_once_and_in_time(call: Client, clock: HandClock) -> None:
    card = await call("sendMessage", chat_id=HOME, text="卡", reply_markup=CARD)
    press = call.sandbox.press(DUTY, HOME, card["message_id"], "我来响应")
    query = (await call.heard())[-1]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("1:respond", DUTY)
    await call("answerCallbackQuery", callback_query_id=press.id, text="已响应")
    assert await call.refused("answerCallbackQuery", callback_query_id=press.id) == TOO_OLD
    late = call.sandbox.press(DUTY, HOME, card["message_id"], "我来响应")
    clock.forward(seconds=16)
    assert await call.refused("answerCallbackQuery", callback_query_id=late.id) == TOO_OLD


async def test_who_is_not_in_the_chat_cannot_touch_it(call: Client) -> None:
    card = await call("sendMessage", chat_id=HOME, text="卡", reply_markup=CARD)
    for act in (
        lambda s: s.press(STRANGER, HOME, card["message_id"], "我来响应"),
        lambda s: s.say(STRANGER, HOME, "x"),
        lambda s: s.react(STRANGER, HOME, card["message_id"], "👍"),
        lambda s: s.say(DUTY, PR, "into another's private chat"),
        lambda s: s.press(DUTY, HOME, card["message_id"], "没有这个"),
        lambda s: s.rewrite(DUTY, HOME, card["message_id"], "x"),
        lambda s: s.time(-1),
        lambda s: s.fault("nonsense"),
    ):
        with pytest.raises(ActRefused):
            act(call.sandbox)


async def test_an_old_keyboard_can_still_be_pressed_by_its_data(call: Client) -> None:
    card = await call("sendMessage", chat_id=HOME, text="卡", reply_markup=CARD)
    await call("editMessageText", chat_id=HOME, message_id=card["message_id"], text="已处理")
    call.sandbox.press(DUTY, HOME, card["message_id"], data="0:old")
    assert (await call.heard())[-1]["callback_query"]["data"] == "0:old"


async def test_only_own_messages_are_edited_and_only_when_something_changes(call: Client) -> None:
    theirs = call.sandbox.say(DUTY, HOME, "她的话")
    assert (await call.refused("editMessageText", chat_id=HOME, message_id=theirs.id, text="x"))[1] == (
        "Bad Request: message can't be edited"
    )
    mine = (await call("sendMessage", chat_id=HOME, text="<b>卡</b>", parse_mode="HTML"))["message_id"]
    same = {"chat_id": HOME, "message_id": mine, "text": "<b>卡</b>", "parse_mode": "HTML"}
    assert (await call.refused("editMessageText", **same))[1].startswith("Bad Request: message is not modified")
    await call("editMessageText", **same | {"text": "<i>卡</i>"})
    photo = await call("sendPhoto", chat_id=HOME, files={"photo": ("a.png", sample_picture(), "image/png")})
    assert (await call.refused("editMessageText", chat_id=HOME, message_id=photo["message_id"], text="x"))[1] == (
        "Bad Request: there is no text in the message to edit"
    )
    assert (await call.refused("editMessageCaption", chat_id=HOME, message_id=mine, caption="x"))[1] == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_after_two_days_nothing_can_be_deleted(call: Client, clock: HandClock) -> None:
    old = (await call("sendMessage", chat_id=HOME, text="x"))["message_id"]
    topic = (await call("createForumTopic", chat_id=HOME, name="x"))["message_thread_id"]
    assert (await call.refused("deleteMessage", chat_id=HOME, message_id=topic))[1] == (
        "Bad Request: message can't be deleted for everyone"
    )
    clock.forward(hours=48)
    assert (await call.refused("deleteMessage", chat_id=HOME, message_id=old))[0] == 400
    fresh = call.sandbox.say(DUTY, HOME, "x").id
    await call("deleteMessage", chat_id=HOME, message_id=fresh)
    assert (await call.refused("deleteMessage", chat_id=HOME, message_id=fresh))[1] == (
        "Bad Request: message to delete not found"
    )


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(call: Client) -> None:
    hello = await call("sendMessage", chat_id=GROUP, text="在")
    person = 501
    for text in ("随便说说", "/status", "/status@another_bot", "@crisisdesk_sandbox_bot 能说吗"):
        call.sandbox.say(person, GROUP, text)
    call.sandbox.say(person, GROUP, "答你", reply_to=hello["message_id"])
    heard = [update["message"]["text"] for update in await call.heard()]
    assert heard == ["/status", "@crisisdesk_sandbox_bot 能说吗", "答你"]
    call.sandbox.rights(GROUP, call.sandbox.world.bot_id, ["can_pin_messages"])
    call.sandbox.say(person, GROUP, "现在都听得见")
    assert (await call.heard())[-1]["message"]["text"] == "现在都听得见"


async def test_reactions_and_members_are_told_only_when_asked_for(call: Client) -> None:
    card = await call("sendMessage", chat_id=HOME, text="卡")
    call.sandbox.react(DUTY, HOME, card["message_id"], "👍")
    assert await call.heard() == []
    await call("getUpdates", allowed_updates=["message_reaction", "chat_member"])
    call.sandbox.react(DUTY, HOME, card["message_id"], ["❤️"])
    call.sandbox.leave(HOME, LEGAL)
    call.sandbox.say(DUTY, HOME, "not asked for")
    heard = await call.heard()
    assert [set(update) - {"update_id"} for update in heard] == [{"message_reaction"}, {"chat_member"}]
    assert heard[0]["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert heard[0]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "❤"}]


async def test_updates_wait_until_confirmed_and_a_day_at_most(call: Client, clock: HandClock) -> None:
    for n in range(3):
        call.sandbox.say(DUTY, HOME, str(n))
    first = await call("getUpdates", limit=2)
    assert await call("getUpdates", limit=2) == first
    assert [u["message"]["text"] for u in await call("getUpdates", offset=-1)] == ["2"]
    clock.forward(hours=24)
    assert await call("getUpdates") == []


async def test_a_poll_ends_by_itself_and_its_votes_count(call: Client, clock: HandClock) -> None:
    poll = await call(
        "sendPoll", chat_id=HOME, question="?", options='["a", "b"]', is_anonymous=False, open_period=60
    )
    call.sandbox.vote(DUTY, HOME, poll["message_id"], [1])
    call.sandbox.vote(DUTY, HOME, poll["message_id"], [0])
    answers = [u["poll_answer"]["option_ids"] for u in await call.heard() if "poll_answer" in u]
    assert answers == [[1], [0]]
    clock.forward(seconds=61)
    with pytest.raises(ActRefused, match="closed"):
        call.sandbox.vote(PR, HOME, poll["message_id"], [0])
    assert (await call.heard())[-1]["poll"]["is_closed"]
    assert (await call.refused("stopPoll", chat_id=HOME, message_id=poll["message_id"]))[1] == (
        "Bad Request: poll has already been closed"
    )


async def test_a_forwarded_poll_is_the_same_and_a_copied_one_is_new(call: Client) -> None:
    poll = await call("sendPoll", chat_id=HOME, question="?", options=["a", "b"], is_anonymous=False)
    call.sandbox.vote(DUTY, HOME, poll["message_id"], [1])
    source = {"chat_id": LIVE, "from_chat_id": HOME, "message_id": poll["message_id"]}
    assert (await call("forwardMessage", **source))["poll"]["total_voter_count"] == 1
    copy = await call("copyMessage", **source)
    ended = await call("stopPoll", chat_id=LIVE, message_id=copy["message_id"])
    assert (ended["total_voter_count"], ended["id"] == poll["poll"]["id"]) == (0, False)


async def test_one_group_has_twenty_calls_a_minute_edits_and_pins_included(call: Client, clock: HandClock) -> None:
    card = await call("sendMessage", chat_id=LIVE, text="0")
    await call("pinChatMessage", chat_id=LIVE, message_id=card["message_id"])
    for n in range(18):
        await call("editMessageText", chat_id=LIVE, message_id=card["message_id"], text=f"e{n}")
    status, body = await call.sandbox.call("sendMessage", {"chat_id": LIVE, "text": "21"})
    assert status == 429
    assert b'"retry_after":60' in body
    clock.forward(seconds=59.5)
    assert (await call.refused("sendMessage", chat_id=LIVE, text="x"))[1] == "Too Many Requests: retry after 1"
    clock.forward(seconds=0.5)
    await call("sendMessage", chat_id=LIVE, text="x")
    assert call.sandbox.violations == 2


async def test_thirty_calls_a_second_in_all(call: Client, clock: HandClock) -> None:
    for _ in range(30):
        await call("sendMessage", chat_id=DUTY, text="x")
    assert (await call.refused("sendMessage", chat_id=PR, text="x"))[0] == 429
    clock.forward(seconds=1)
    await call("sendMessage", chat_id=PR, text="x")


async def test_no_bot_fetches_what_is_over_20_mb_and_may_pass_it_on_by_its_id(call: Client) -> None:
    await call.heard()
    # Bot API, getFile: 20 MB (MAX_DOWNLOAD_FILE_SIZE of the server is 20 << 20); a bot uploads 50 MB, people 2000.
    edge, large = bytes(20 * 1024 * 1024), bytes(51 * 1024 * 1024)
    call.sandbox.say(PR, HOME, "片子", video=("a.mp4", large, "video/mp4"))
    call.sandbox.say(PR, HOME, "", document=("b.pdf", edge, "application/pdf"))
    video, document = [update["message"] for update in await call.heard()]
    assert (video["video"]["file_size"], video["caption"]) == (len(large), "片子")
    large_id, edge_id = video["video"]["file_id"], document["document"]["file_id"]
    assert await call.refused("getFile", file_id=large_id) == (400, "Bad Request: file is too big")
    assert (await call("getFile", file_id=edge_id))["file_size"] == len(edge)
    assert (await call.refused("sendVideo", chat_id=HOME, files={"video": ("a.mp4", large, "video/mp4")}))[
        0
    ] == 413
    sent = await call("sendVideo", chat_id=LEGAL, video=large_id, caption="附件")
    assert sent["video"]["file_unique_id"] == video["video"]["file_unique_id"]
    # Bot API, Sending files: the kind of a file cannot be changed when it is sent again by its id.
    assert await call.refused("sendDocument", chat_id=HOME, document=large_id) == (
        400,
        "Bad Request: can't use file of type Video as Document",
    )
    assert (await call.refused("getFile", file_id="nonsense"))[0] == 400


async def test_the_same_story_gives_the_same_ids() -> None:
    async def story() -> bytes:
        sandbox = Sandbox(now=HandClock())
        await sandbox.call("createForumTopic", {"chat_id": HOME, "name": "x"})
        await sandbox.call("sendDocument", {"chat_id": HOME}, {"document": ("a.txt", b"a", "text/plain")})
        sandbox.inline(DUTY, "能说吗")
        return (await sandbox.call("getUpdates"))[1]

    assert await story() == await story()


async def test_what_is_not_modelled_says_so(call: Client) -> None:
    assert (await call.refused("sendSticker", chat_id=HOME, sticker="x"))[0] == 501
    assert (await call.refused("sendMessage", chat_id=HOME, text="*x*", parse_mode="MarkdownV2"))[0] == 501
    assert (await call.refused("sendNonsense"))[0] == 404


async def test_inline_answers_become_messages_through_the_bot(call: Client) -> None:
    query = call.sandbox.inline(PR, "由于供应商", HOME)
    result = {
        "type": "article",
        "id": "1",
        "title": "可以说",
        "input_message_content": {"message_text": "原因正在<b>核实</b>", "parse_mode": "HTML"},
        "reply_markup": CARD,
    }
    await call("answerInlineQuery", inline_query_id=query.id, results=[result], cache_time=0)
    chosen = call.sandbox.choose(PR, query.id, "1", HOME)
    assert chosen.message.via_bot
    assert chosen.inline_message_id
    call.sandbox.press(DUTY, HOME, chosen.message.id, "我来响应")
    pressed = (await call.heard())[-1]["callback_query"]
    assert pressed["inline_message_id"] == chosen.inline_message_id
    assert "message" not in pressed
    assert await call("editMessageText", inline_message_id=chosen.inline_message_id, text="已读") is True
    assert call.sandbox.texts(HOME) == ["已读"]
