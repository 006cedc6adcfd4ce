"""The bot over real sockets: what arrives, what is refused, and that the token is never said."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import InputMediaDocument
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.desk.desk import Desk
from bot.gateways.telegram import DeskBot, NotSent, telegram_bot
from bot.sandbox.http import serve
from bot.sandbox.sandbox import Sandbox
from tests.bot.gateways.conftest import FORUM, Bench

SAID = {"chat_id": FORUM, "text": "一", "parse_mode": None, "link_preview_options": {"is_disabled": True}}
SECRET = "8100000001:SANDBOX-TRAINING-ONLY-0000000000001"


@pytest.fixture
async def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def over_http(sandbox: Sandbox) -> AsyncIterator[DeskBot]:
    async with serve(sandbox, host="127.0.0.1", port=0) as server, telegram_bot(sandbox.token, server.base) as bot:
        yield bot


async def test_text_and_files_arrive(over_http: DeskBot, sandbox: Sandbox) -> None:
    await over_http.send_message(FORUM, "你好 👋", api_kwargs={"reply_markup": {"inline_keyboard": []}})
    sent = await over_http.send_document(FORUM, "复盘".encode(), filename="复盘.md", caption="见文件")
    assert sandbox.texts(FORUM)[0] == "你好 👋"
    assert sent.document is not None
    assert sandbox.world.files[sent.document.file_id].name == "复盘.md"


async def test_a_message_leaves_in_the_turn_of_the_loop_in_which_its_call_begins() -> None:
    """Whoever sent the alert is answered in the next one: the message goes first."""
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        bot = telegram_bot(SECRET, f"http://127.0.0.1:{listening.getsockname()[1]}")
        await bot.request.initialize()
        said = asyncio.create_task(bot.message("sendMessage", SAID))
        connection, _ = await loop.sock_accept(listening)
        with connection:
            for call in range(2):
                if call:  # on a connection that stands
                    said = asyncio.create_task(bot.message("sendMessage", SAID))
                    await asyncio.sleep(0)
                    arrived = connection.recv(4096)  # without a turn of the loop; nothing there raises
                else:
                    arrived = await loop.sock_recv(connection, 4096)
                assert arrived.endswith(b"}")
                answer = b'{"ok": true, "result": {"message_id": 7}}'
                connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer))
                assert await said == 7
        await bot.request.shutdown()


async def test_what_the_network_takes_bit_by_bit_arrives_whole() -> None:
    sizes: list[int] = []

    async def receive(request: web.Request) -> web.Response:
        await full.wait()
        sizes.append(len(await request.read()))
        return web.json_response({"ok": True, "result": []})

    full = asyncio.Event()
    application = web.Application(client_max_size=2**24)
    application.router.add_post("/{method:.*}", receive)
    runner = web.AppRunner(application)
    await runner.setup()
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listening.bind(("127.0.0.1", 0))
        await web.SockSite(runner, listening).start()
        bot = telegram_bot(SECRET, f"http://127.0.0.1:{listening.getsockname()[1]}")
        await bot.request.initialize()
        files = [InputMediaDocument(bytes(1_000_000), filename=f"{n}.png") for n in range(10)]
        said = asyncio.create_task(bot.send_media_group(FORUM, files))
        await asyncio.wait({said}, timeout=0.1)  # the buffers on the way are full
        full.set()
        assert await said == ()
        await bot.request.shutdown()
        await runner.cleanup()
    assert sizes[0] > 10_000_000


@pytest.mark.parametrize("kind", ["reset", "garbage", "half", "lose_reply"])
async def test_trouble_on_the_wire_is_trouble_whose_outcome_is_unknown(
    over_http: DeskBot, sandbox: Sandbox, kind: str
) -> None:
    sandbox.fault(kind, "sendMessage")
    with pytest.raises(TelegramError) as trouble:
        await over_http.send_message(FORUM, "一")
    assert not isinstance(trouble.value, NotSent | BadRequest)
    assert SECRET not in repr(trouble.value)


async def test_a_flood_tells_how_long(over_http: DeskBot, sandbox: Sandbox) -> None:
    sandbox.fault("429", "sendMessage", seconds=9)
    with pytest.raises(RetryAfter):
        await over_http.send_message(FORUM, "一")


async def test_nobody_there_means_not_sent(unused_tcp_port: int) -> None:
    bot = telegram_bot(SECRET, f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(NotSent) as trouble:
        await bot.initialize()
    assert SECRET not in str(trouble.value)
    await bot.shutdown()


async def test_a_proxy_that_is_not_there_means_not_sent(unused_tcp_port: int) -> None:
    bot = telegram_bot(SECRET, proxy=f"socks5://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(NotSent):
        await bot.initialize()
    await bot.shutdown()


async def test_a_text_that_is_no_utf8_is_refused_before_it_leaves(over_http: DeskBot) -> None:
    with pytest.raises(BadRequest):
        await over_http.send_message(FORUM, "\ud800")


async def test_the_token_is_said_nowhere(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with serve(sandbox, host="127.0.0.1", port=0) as server:
        async with telegram_bot(sandbox.token, server.base) as bot:
            await bot.send_message(FORUM, "一")
            assert SECRET not in repr(bot)
        wrong = telegram_bot("8100000001:wrong-secret", server.base)
        with pytest.raises(InvalidToken) as refused:
            await wrong.initialize()
        await wrong.shutdown()
    assert "wrong-secret" not in str(refused.value)
    assert "SANDBOX-TRAINING" not in caplog.text
    assert "wrong-secret" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"ok": true}',
        b'{"ok": true, "description": 5}',
        b"\xff\xfe",
        b'{"ok":false,"parameters":7}',
        b'{"ok":false,"parameters":{"retry_after":"x"}}',
    ],
)
@pytest.mark.parametrize("status", [200, 502])
async def test_whatever_a_proxy_answers_is_outside_trouble(body: bytes, status: int) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = telegram_bot(SECRET, f"http://127.0.0.1:{runner.addresses[0][1]}")
    with pytest.raises((NetworkError, TelegramError)):
        await bot.initialize()
    with pytest.raises((NetworkError, TelegramError)):
        await bot.message("sendMessage", SAID)
    await bot.shutdown()
    await runner.cleanup()


async def test_what_is_said_all_the_time_arrives_as_the_librarys_own(over_http: DeskBot, sandbox: Sandbox) -> None:
    number = await over_http.message("sendMessage", SAID)
    assert await over_http.call("editMessageText", {"chat_id": FORUM, "message_id": number, "text": "二"})
    assert sandbox.texts(FORUM) == ["二"]


@pytest.mark.parametrize("kind", ["reset", "garbage", "half", "lose_reply", "500"])
async def test_its_troubles_are_the_librarys(over_http: DeskBot, sandbox: Sandbox, kind: str) -> None:
    sandbox.fault(kind, "sendMessage", times=2)
    with pytest.raises(TelegramError) as known:
        await over_http.send_message(FORUM, "一")
    with pytest.raises(TelegramError) as trouble:
        await over_http.message("sendMessage", SAID)
    assert type(trouble.value) is type(known.value)
    assert SECRET not in repr(trouble.value)


async def test_its_refusals_are_the_librarys(over_http: DeskBot, sandbox: Sandbox) -> None:
    sandbox.fault("429", "sendMessage", seconds=9)
    with pytest.raises(RetryAfter):
        await over_http.message("sendMessage", SAID)
    with pytest.raises(BadRequest, match="Chat not found"):
        await over_http.message("sendMessage", SAID | {"chat_id": -100999})
    with pytest.raises(BadRequest):
        await over_http.message("sendMessage", SAID | {"text": "\ud800"})


async def test_nobody_speaks_inside_a_transaction(bench: Bench) -> None:
    desk: Desk = bench.desk
    with pytest.raises(RuntimeError, match="inside a transaction"):
        async with desk.transaction():
            await bench.telegram_bot.send_message(FORUM, "一")
    assert bench.texts() == []
