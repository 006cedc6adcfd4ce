"""The sandbox as an outside client library meets it: aiogram makes every modelled call and reads every
answer and update."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.bodies import sample_picture
from bot.sandbox.http import Server
from bot.sandbox.methods.catalogue import modelled
from tests.bot.sandbox.sandbox_kit import DUTY, GROUP, HOME, LEGAL, NOT_STARTED, OWNER, PR, Later, until

if TYPE_CHECKING:
    from aiogram import Bot, types
else:
    types = Later("aiogram.types")
exceptions = Later("aiogram.exceptions")


def photo() -> types.BufferedInputFile:
    return types.BufferedInputFile(sample_picture(), "rash.png")


def paper() -> types.BufferedInputFile:
    return types.BufferedInputFile("口径".encode(), "口径.txt")


def keys(*labels: str) -> types.InlineKeyboardMarkup:
    return types.InlineKeyboardMarkup(
        inline_keyboard=[
            [types.InlineKeyboardButton(text=label, callback_data=f"1:{n}") for n, label in enumerate(labels)]
        ]
    )


async def updates(client: Bot, *kinds: str) -> list[types.Update]:
    """What waits, in aiogram's strict types; confirmed."""
    found = await client.get_updates(timeout=1, allowed_updates=list(kinds) or None)
    if found:
        await client.get_updates(offset=found[-1].update_id + 1)
    return found


async def talk(client: Bot, server: Server) -> None:
    """A whole story that uses every modelled method at least once."""
    world = server.sandbox
    me = await client.get_me()
    assert me.username == "crisisdesk_sandbox_bot"
    assert me.can_read_all_group_messages is False
    await manage_topics(client)
    await write_and_change(client)
    await files(client)
    await ask(client, server)
    await know(client)
    await be_somebody(client)
    await client.set_webhook("http://127.0.0.1:9/hook", secret_token="s-1", drop_pending_updates=True)
    assert (await client.get_webhook_info()).url == "http://127.0.0.1:9/hook"
    await client.delete_webhook()
    world.rights(GROUP, world.world.bot_id, ["can_change_info"])
    await client.set_chat_title(GROUP, "客服一线 · 夜班")
    await client.set_chat_description(GROUP, "说法以口径单为准")
    await client.leave_chat(GROUP)


async def manage_topics(client: Bot) -> None:
    topic = await client.create_forum_topic(HOME, "🔴 0007 起疹", icon_color=16478047)
    thread = topic.message_thread_id
    await client.edit_forum_topic(HOME, thread, name="✓ 0007 起疹")
    card = await client.send_message(HOME, "卡片", message_thread_id=thread)
    await client.pin_chat_message(HOME, card.message_id, disable_notification=True)
    await client.unpin_all_forum_topic_messages(HOME, thread)
    await client.close_forum_topic(HOME, thread)
    await client.reopen_forum_topic(HOME, thread)
    await client.edit_general_forum_topic(HOME, "大厅")
    await client.close_general_forum_topic(HOME)
    await client.hide_general_forum_topic(HOME)
    await client.unhide_general_forum_topic(HOME)
    await client.reopen_general_forum_topic(HOME)
    await client.unpin_all_general_forum_topic_messages(HOME)
    await client.delete_forum_topic(HOME, thread)


async def write_and_change(client: Bot) -> None:
    await client.send_chat_action(HOME, "typing")
    sent = await client.send_message(HOME, "<b>预警</b> <code>0912A</code>", reply_markup=keys("我来响应"))
    assert [e.type for e in sent.entities or []] == ["bold", "code"]
    edited = await client.edit_message_text("改了", chat_id=HOME, message_id=sent.message_id)
    assert isinstance(edited, types.Message)
    assert edited.reply_markup is None
    await client.edit_message_reply_markup(chat_id=HOME, message_id=sent.message_id, reply_markup=keys("好"))
    await client.set_message_reaction(HOME, sent.message_id, [types.ReactionTypeEmoji(emoji="👍")])
    await client.forward_message(DUTY, HOME, sent.message_id)
    await client.forward_messages(DUTY, HOME, [sent.message_id])
    await client.copy_message(DUTY, HOME, sent.message_id)
    await client.copy_messages(DUTY, HOME, [sent.message_id])
    await client.pin_chat_message(HOME, sent.message_id)
    assert ((await client.get_chat(HOME)).pinned_message or sent).message_id == sent.message_id
    await client.unpin_chat_message(HOME, message_id=sent.message_id)
    await client.unpin_all_chat_messages(HOME)
    await client.delete_message(HOME, sent.message_id)
    await client.delete_messages(HOME, [sent.message_id, 1])


async def files(client: Bot) -> None:
    sent = await client.send_photo(HOME, photo(), caption="<i>证据</i>")
    await client.edit_message_caption(chat_id=HOME, message_id=sent.message_id, caption="证据 1")
    assert sent.photo
    again = await client.send_photo(HOME, sent.photo[-1].file_id)
    assert again.photo
    assert again.photo[-1].width == 320
    said = await client.send_document(HOME, paper())
    assert said.document
    assert said.document.file_name == "口径.txt"
    where = await client.get_file(said.document.file_id)
    back = await client.download_file(where.file_path or "")
    assert back is not None
    assert back.read().decode() == "口径"
    film = await client.send_video(HOME, types.BufferedInputFile(b"\x00\x00\x00\x18ftypmp42", "a.mp4"))
    assert film.video
    seen = await client.send_video(HOME, film.video.file_id, caption="再发")
    assert seen.video
    assert seen.video.file_unique_id == film.video.file_unique_id
    album = await client.send_media_group(
        HOME, [types.InputMediaPhoto(media=photo()), types.InputMediaPhoto(media=photo())]
    )
    assert len({message.media_group_id for message in album}) == 1


async def ask(client: Bot, server: Server) -> None:
    world = server.sandbox
    poll = await client.send_poll(HOME, "几点再看?", ["22:00", "22:30"], is_anonymous=False)
    world.vote(DUTY, HOME, poll.message_id, [1])
    quiz = await client.send_poll(
        HOME,
        "能说吗?",
        ["能", "不能"],
        type="quiz",
        correct_option_ids=[1],
        explanation="未核实",
        is_anonymous=False,
    )
    world.vote(PR, HOME, quiz.message_id, [0])
    assert (await client.stop_poll(HOME, poll.message_id)).options[1].voter_count == 1
    card = await client.send_message(HOME, "卡", reply_markup=keys("我来响应", "接不了"))
    pressed = world.press(DUTY, HOME, card.message_id, "我来响应")
    await client.answer_callback_query(pressed.id, "已响应", show_alert=True)
    assert pressed.answer == {"text": "已响应", "show_alert": True, "url": ""}
    query = world.inline(LEGAL, "能说吗", HOME)
    content = types.InputTextMessageContent(message_text="原因正在核实")
    answer = types.InlineQueryResultArticle(
        id="1", title="可以说", input_message_content=content, reply_markup=keys("已读")
    )
    await client.answer_inline_query(query.id, [answer], cache_time=0)
    world.choose(LEGAL, query.id, "1", HOME)
    world.react(DUTY, HOME, card.message_id, "👍")


async def know(client: Bot) -> None:
    assert (await client.get_chat_member(HOME, OWNER)).status == "creator"
    assert {m.user.id for m in await client.get_chat_administrators(HOME)} == {OWNER, client.id}
    assert await client.get_chat_member_count(HOME) == 12
    assert (await client.export_chat_invite_link(HOME)).startswith("https://t.me/+")


async def be_somebody(client: Bot) -> None:
    commands = [types.BotCommand(command="report", description="上报一件事")]
    scope = types.BotCommandScopeChat(chat_id=HOME)
    await client.set_my_commands(commands, scope, "zh")
    assert [c.description for c in await client.get_my_commands(scope, "zh")] == ["上报一件事"]
    await client.delete_my_commands(scope, "zh")
    assert await client.get_my_commands(scope, "zh") == []
    await client.set_my_name("危机台")
    assert (await client.get_my_name()).name == "危机台"
    await client.set_my_description("长")
    assert (await client.get_my_description()).description == "长"
    await client.set_my_short_description("短")
    assert (await client.get_my_short_description()).short_description == "短"
    await client.set_chat_menu_button(chat_id=DUTY, menu_button=types.MenuButtonCommands())
    assert (await client.get_chat_menu_button(chat_id=DUTY)).type == "commands"
    rights = await client.get_my_default_administrator_rights()
    await client.set_my_default_administrator_rights(rights)


async def test_every_modelled_method_is_driven_and_understood(aiogram: Bot, server: Server) -> None:
    await talk(aiogram, server)
    await updates(aiogram)
    used = {entry["method"] for entry in server.sandbox.journal.calls() if entry["ok"]} | {"getUpdates"}
    assert used == set(modelled())
    assert not [entry for entry in server.sandbox.journal.calls() if entry.get("unknown")]


async def test_every_update_is_understood(aiogram: Bot, server: Server) -> None:
    world = server.sandbox
    kinds = [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "message_reaction",
    ]
    await updates(aiogram, *kinds)
    await manage_topics(aiogram)
    await ask(aiogram, server)
    said = world.say(
        DUTY, HOME, "/status@crisisdesk_sandbox_bot 现在", photo=("a.png", sample_picture(), "image/png")
    )
    world.say(DUTY, HOME, "转", forward_from={"name": "网友"})
    world.say(PR, HOME, forward_from={"chat_id": HOME, "message_id": said.id})
    world.say(PR, HOME, "回", reply_to=said.id)
    world.rewrite(DUTY, HOME, said.id, "/status 改")
    world.rights(HOME, OWNER, None, anonymous=True)
    world.say(OWNER, HOME, "匿名")
    world.rights(HOME, PR, ["can_pin_messages"])
    world.rights(HOME, world.world.bot_id, None)
    world.leave(HOME, PR, by=OWNER)
    world.join(HOME, PR)
    world.start(NOT_STARTED, "code-1")
    world.block(NOT_STARTED)
    world.upgrade(GROUP)
    found = await updates(aiogram)
    assert {update.event_type for update in found} == set(kinds)
    messages = [update.message for update in found if update.message]
    anonymous = [m for m in messages if m.sender_chat]
    assert anonymous
    assert anonymous[0].from_user
    assert anonymous[0].from_user.id == 1087968824
    assert [m.migrate_to_chat_id for m in messages if m.migrate_to_chat_id]
    assert [m.forward_origin.type for m in messages if m.forward_origin] == ["hidden_user", "user"]
    assert [m.text for m in messages if m.chat.id == NOT_STARTED] == ["/start code-1"]


REFUSALS: list[tuple[str, str, Any]] = [
    (
        "TelegramForbiddenError",
        "Forbidden: bot can't initiate conversation with a user",
        lambda c: c.send_message(NOT_STARTED, "x"),
    ),
    ("TelegramBadRequest", "Bad Request: chat not found", lambda c: c.send_message(999, "x")),
    ("TelegramBadRequest", "Bad Request: message text is empty", lambda c: c.send_message(HOME, "  ")),
    ("TelegramBadRequest", "Bad Request: message is too long", lambda c: c.send_message(HOME, "长" * 4097)),
    (
        "TelegramBadRequest",
        "Bad Request: message caption is too long",
        lambda c: c.send_photo(HOME, photo(), caption="长" * 1025),
    ),
    (
        "TelegramBadRequest",
        'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 0',
        lambda c: c.send_message(HOME, "<br>"),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: BUTTON_DATA_INVALID",
        lambda c: c.send_message(
            HOME,
            "x",
            reply_markup=types.InlineKeyboardMarkup(
                inline_keyboard=[[types.InlineKeyboardButton(text="a", callback_data="x" * 65)]]
            ),
        ),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: message to edit not found",
        lambda c: c.edit_message_text("x", chat_id=HOME, message_id=77),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: message thread not found",
        lambda c: c.send_message(HOME, "x", message_thread_id=77),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: message to be replied not found",
        lambda c: c.send_message(HOME, "x", reply_to_message_id=77),
    ),
    ("TelegramBadRequest", "Bad Request: the chat is not a forum", lambda c: c.create_forum_topic(GROUP, "x")),
    (
        "TelegramBadRequest",
        "Bad Request: not enough rights to manage pinned messages in the chat",
        lambda c: c.pin_chat_message(GROUP, 1),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        lambda c: c.answer_callback_query("1"),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: wrong file identifier/HTTP URL specified",
        lambda c: c.send_photo(HOME, "nothing"),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        lambda c: c.set_webhook("ftp://x"),
    ),
    (
        "TelegramBadRequest",
        "Bad Request: BOT_COMMAND_INVALID",
        lambda c: c.set_my_commands([types.BotCommand(command="上报", description="x")]),
    ),
    (
        "TelegramEntityTooLarge",
        "Request Entity Too Large",
        lambda c: c.send_photo(HOME, types.BufferedInputFile(b"\x89PNG" + b"0" * (10 * 1024 * 1024), "a.png")),
    ),
]


@pytest.mark.parametrize(("kind", "words", "act"), REFUSALS, ids=[words[:60] for _, words, _ in REFUSALS])
async def test_refusals_carry_telegrams_words(aiogram: Bot, kind: str, words: str, act: Any) -> None:
    with pytest.raises(getattr(exceptions, kind)) as caught:
        await act(aiogram)
    assert words in str(caught.value)


async def test_a_wrong_token_is_unauthorized(server: Server) -> None:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base))
    with pytest.raises(exceptions.TelegramUnauthorizedError):
        await Bot("1:wrong", session).get_me()
    await session.close()


async def test_flood_tells_how_long_to_wait(aiogram: Bot, server: Server) -> None:
    server.sandbox.limits(True)
    for n in range(20):
        await aiogram.send_message(HOME, str(n))
    with pytest.raises(exceptions.TelegramRetryAfter) as caught:
        await aiogram.send_message(HOME, "21")
    assert 50 < caught.value.retry_after <= 60
    assert server.sandbox.violations == 1
    await aiogram.send_message(DUTY, "another chat goes on")


async def test_a_group_that_moved_names_its_new_id(aiogram: Bot, server: Server) -> None:
    new = server.sandbox.upgrade(GROUP)
    with pytest.raises(exceptions.TelegramMigrateToChat) as caught:
        await aiogram.send_message(GROUP, "x")
    assert caught.value.migrate_to_chat_id == new.id
    await aiogram.send_message(new.id, "x")


async def test_two_pollers_end_each_other(aiogram: Bot, server: Server) -> None:
    first = asyncio.create_task(aiogram.get_updates(timeout=10))
    await until(lambda: server.sandbox.polled)
    second = asyncio.create_task(aiogram.get_updates(timeout=10))
    with pytest.raises(exceptions.TelegramConflictError, match="terminated by other getUpdates"):
        await first
    second.cancel()


async def test_long_polling_answers_when_something_happens(aiogram: Bot, server: Server) -> None:
    waiting = asyncio.create_task(aiogram.get_updates(timeout=30))
    await until(lambda: server.sandbox.polled)
    assert not waiting.done()
    server.sandbox.say(DUTY, HOME, "来了")
    assert (await asyncio.wait_for(waiting, 2))[0].message is not None
