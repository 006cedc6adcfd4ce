"""The page in a real browser: a member plays through it, and nobody is shut out of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.sandbox.bodies import sample_picture
from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.story import Deadline, Scene
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, LEGAL, NOT_STARTED, PR, Client, until
from tests.kit.browser import chromium, needed

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]

needed()

CARD = {
    "inline_keyboard": [
        [
            {"text": "我来响应", "callback_data": "1:respond"},
            {"text": "查口径", "switch_inline_query_current_chat": "能说吗"},
        ],
        [
            {"text": "复制", "copy_text": {"text": "原因正在核实"}},
            {"text": "进话题", "url": "https://t.me/c/1000000001/3"},
        ],
    ]
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@asynccontextmanager
async def opened(
    browser: Browser, server: Server, width: int = 1280, query: str = "lang=zh", **context: Any
) -> AsyncIterator[Page]:
    """The page, ready; anything on its console that is an error fails the test."""
    trouble: list[str] = []
    shape: Any = {"width": width, "height": 844}
    asked = await browser.new_context(viewport=shape, reduced_motion="reduce", locale="zh-CN", **context)
    page = await asked.new_page()
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
    await page.goto(f"{server.base}/?{query}")
    await page.wait_for_selector("body.ready")
    yield page
    await asked.close()
    # A refused act answers 409; the browser writes that to the console by itself.
    assert [line for line in trouble if "409" not in line] == []


@pytest_asyncio.fixture(loop_scope="module")
async def server() -> AsyncIterator[Server]:
    async with serve(Sandbox(long_polling=True, sleep=asyncio.sleep, conflict_pause=0)) as running:
        running.sandbox.world.flood_limits = False
        yield running


@pytest.fixture
def call(server: Server) -> Client:
    return Client(server.sandbox)


@asynccontextmanager
async def desk(call: Client, act: Callable[[dict[str, Any]], Awaitable[None]]) -> AsyncIterator[None]:
    """Something at the other end that answers presses and queries, as the real desk would."""
    heard = asyncio.Event()
    call.sandbox.listeners.append(lambda change: heard.set() if change.kind == "update" else None)

    async def work() -> None:
        while True:
            await heard.wait()
            heard.clear()
            for update in await call.heard():
                await act(update)

    task = asyncio.create_task(work())
    try:
        yield
    finally:
        task.cancel()


async def furnish(call: Client) -> int:
    """A group with a topic and one of everything; the topic's id."""
    await call("sendMessage", chat_id=HOME, text="🔴 预警", reply_markup=CARD)
    thread: int = (await call("createForumTopic", chat_id=HOME, name="🔴 0007 起疹"))["message_thread_id"]
    where = {"chat_id": HOME, "message_thread_id": thread}
    words = "<b>卡片</b> <code>0912A</code>\n<blockquote>照着说</blockquote> <tg-spoiler>藏</tg-spoiler> /status"
    card = await call(
        "sendMessage", **where, text=words, parse_mode="HTML", disable_notification=True, reply_markup=CARD
    )
    await call("pinChatMessage", chat_id=HOME, message_id=card["message_id"])
    await call("sendPhoto", **where, caption="证据", files={"photo": ("a.png", sample_picture(), "image/png")})
    await call("sendDocument", **where, files={"document": ("口径.md", b"x", "text/markdown")})
    await call("sendPoll", **where, question="几点?", options=["22:00", "22:30"], is_anonymous=False)
    call.sandbox.ring(DUTY, "S1 呼叫 · 值班", "20:45 前响应", ["我来响应", "接不了"])
    call.sandbox.ring(LEGAL, "S1 呼叫 · 法务", "", ["接下"])
    return thread


async def test_a_member_responds_meets_trouble_and_goes_on(browser: Browser, server: Server, call: Client) -> None:
    async def act(update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            status, _ = await call.sandbox.call("sendMessage", {"chat_id": HOME, "text": "总指挥 林澜"})
            if status != 200:
                await call("sendMessage", chat_id=HOME, text="总指挥 林澜 (补发)")
            await call("answerCallbackQuery", callback_query_id=query["id"], text="已响应")

    await call("sendMessage", chat_id=HOME, text="🔴 预警", reply_markup=CARD)
    async with desk(call, act), opened(browser, server) as page:
        await page.get_by_role("button", name="我来响应").click()
        await expect(page.locator(".toast")).to_have_text("已响应")
        await expect(page.locator(".message", has_text="总指挥 林澜")).to_be_visible()
        await page.get_by_role("tab", name="演练").click()
        await page.locator('[data-fault="500"]').click()
        await expect(page.get_by_text("等着发生")).to_be_visible()
        await page.get_by_role("button", name="我来响应").click()
        await expect(page.locator(".message", has_text="(补发)")).to_be_visible()
        await expect(page.locator(".journal li.no")).to_contain_text("Internal Server Error")
        await page.get_by_role("button", name="新话题").first.click()
        await page.get_by_label("话题名称").fill("0008 停播")
        await page.get_by_role("button", name="保存").click()
        await expect(page.get_by_role("heading", name="0008 停播")).to_be_visible()
        await page.get_by_label("写消息").fill("在这里说")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.mine")).to_contain_text("在这里说")


@pytest.mark.parametrize("press", ["finger", "space"])
async def test_a_press_counts_though_news_come_while_it_lasts(
    browser: Browser, server: Server, call: Client, press: str
) -> None:
    async with opened(browser, server) as page:
        tab = page.get_by_role("tab", name="演练")
        await tab.hover()
        await tab.focus()
        await (page.mouse.down() if press == "finger" else page.keyboard.down(" "))
        async with page.expect_response("**/_sandbox/messages*") as answer:
            await call("sendMessage", chat_id=HOME, text="新消息")
        await (await answer.value).finished()
        await page.evaluate("() => new Promise((shown) => setTimeout(shown, 50))")
        await (page.mouse.up() if press == "finger" else page.keyboard.up(" "))
        await expect(tab).to_have_attribute("aria-selected", "true")
        await expect(page.locator(".message", has_text="新消息")).to_be_visible()


async def test_alerts_copies_reactions_and_votes(browser: Browser, server: Server, call: Client) -> None:
    thread = await furnish(call)

    async def act(update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await call("answerCallbackQuery", callback_query_id=query["id"], text="要第二人同意", show_alert=True)

    async with desk(call, act), opened(browser, server, permissions=["clipboard-read", "clipboard-write"]) as page:
        await page.get_by_role("button", name="进话题").click()
        await expect(page.get_by_role("heading", name="🔴 0007 起疹", exact=True)).to_be_visible()
        await expect(page.locator(".pinned")).to_contain_text("卡片")
        await page.get_by_role("button", name="我来响应").first.click()
        await expect(page.get_by_role("dialog")).to_contain_text("要第二人同意")
        await page.get_by_role("button", name="好", exact=True).click()
        await page.locator(".keys").get_by_role("button", name="复制").click()
        assert await page.evaluate("navigator.clipboard.readText()") == "原因正在核实"
        await page.locator(".option", has_text="22:30").click()
        await expect(page.locator(".option.mine")).to_contain_text("22:30")
        photo = page.locator(".message", has=page.locator(".photo"))
        await photo.hover()
        await photo.get_by_role("button", name="更多").click()
        await page.get_by_role("button", name="加表情 ✍").click()
        await expect(photo.locator(".reactions")).to_have_text("✍\ufe0f 1")
        await page.get_by_role("button", name="查口径").click()
        await expect(page.get_by_label("写消息")).to_have_value("@crisisdesk_sandbox_bot 能说吗")
    assert server.sandbox.world.chats[HOME].seen[DUTY][thread] > 0


async def test_inline_answers_are_offered_while_typing(browser: Browser, server: Server, call: Client) -> None:
    async def act(update: dict[str, Any]) -> None:
        if query := update.get("inline_query"):
            content = {"message_text": "原因正在核实"}
            result = {"type": "article", "id": "1", "title": "可以这样说", "input_message_content": content}
            await call("answerInlineQuery", inline_query_id=query["id"], results=[result])

    async with desk(call, act), opened(browser, server) as page:
        await page.get_by_label("写消息").fill("@crisisdesk_sandbox_bot 供应商")
        await page.get_by_role("option", name="可以这样说").click()
        await expect(page.locator(".message.mine")).to_contain_text("原因正在核实")


async def test_another_person_another_view_and_a_private_chat_to_start(browser: Browser, server: Server) -> None:
    async with opened(browser, server) as page:
        await page.locator(".me").click()
        await page.get_by_role("button", name="赵宁").click()
        await expect(page.locator(".me")).to_contain_text("业务负责人")
        await page.locator(f'[data-key="{NOT_STARTED}:"]').click()
        await page.get_by_role("button", name="开始", exact=True).click()
        await expect(page.locator(".message.mine")).to_contain_text("/start")
        await expect(page.locator(".chat", has_text="受限事件室")).to_have_count(0)
    assert server.sandbox.world.users[NOT_STARTED].started


async def test_typing_is_not_disturbed_by_what_happens_meanwhile(browser: Browser, server: Server) -> None:
    async with opened(browser, server) as page:
        await page.get_by_label("写消息").click()
        await page.keyboard.type("收到3例")
        server.sandbox.say(PR, HOME, "有人插话")
        await expect(page.locator(".message", has_text="有人插话")).to_be_visible()
        await page.keyboard.type("起疹")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.mine")).to_contain_text("收到3例起疹")


async def test_the_phone_rings_and_is_answered(browser: Browser, server: Server, call: Client) -> None:
    await furnish(call)
    async with opened(browser, server) as page:
        handset = page.locator(".handset [role=group]")
        await expect(handset).to_have_class("phone rings")
        await handset.get_by_role("button", name="我来响应").click()
        await expect(handset).to_contain_text("已点「我来响应」")
        await page.get_by_role("button", name="陈默 的手机在响").click()
        await expect(handset).to_contain_text("S1 呼叫 · 法务")
        await handset.get_by_role("button", name="收起").click()
        await expect(handset).to_contain_text("已收起")


async def test_a_story_is_stopped_with_space_and_taken_over(browser: Browser, server: Server) -> None:
    bar = Deadline("对外首次回应 21:31", "First response 21:31", 3600, 600)
    async with opened(browser, server) as page:
        server.sandbox.tell(Scene("21:19", "还剩 12 分钟", "Twelve minutes left", bar, HOME, None, PR))
        await expect(page.locator(".caption")).to_contain_text("还剩 12 分钟")
        await expect(page.locator(".deadline")).to_have_class("deadline red")
        await expect(page.locator(".me")).to_contain_text("周岚")
        await page.locator("body").press(" ")
        await until(lambda: server.sandbox.story.paused)
        await page.get_by_role("button", name="换你来").click()
        await until(lambda: server.sandbox.story.your_turn)
        await expect(page.locator(".caption")).to_contain_text("轮到你了")


@pytest.mark.parametrize(("theme", "language"), [("light", "zh"), ("dark", "en")])
async def test_no_serious_accessibility_findings(
    browser: Browser, server: Server, call: Client, theme: str, language: str
) -> None:
    thread = await furnish(call)
    server.sandbox.tell(Scene("20:59", "写好,请法务批准", "Written", Deadline("回应", "Response", 100, 40)))
    async with opened(browser, server, query=f"lang={language}&theme={theme}") as page:
        await page.locator(f'[data-key="{HOME}:{thread}"]').click()
        await page.wait_for_selector(".poll")
        await serious(page)
        await page.get_by_role("tab").nth(1).click()
        await page.wait_for_selector(".journal li")
        await serious(page)
        await page.locator(".me").click()
        await serious(page)


async def test_a_phone_has_no_serious_findings_either(browser: Browser, server: Server, call: Client) -> None:
    await furnish(call)
    async with opened(browser, server, width=390, query="lang=zh&theme=dark") as page:
        await serious(page)
        await page.locator(".tabs button").nth(1).click()
        await serious(page)
        await page.locator(".tabs button").first.click()
        await page.locator(".topic").nth(1).click()
        await page.locator(".message .more").first.click()
        await serious(page)


async def serious(page: Page) -> None:
    found = (await Axe().run(page)).response["violations"]
    bad = [f for f in found if f["impact"] in ("serious", "critical")]
    assert not bad, [(f["id"], [node["html"][:160] for node in f["nodes"]][:4]) for f in bad]


async def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, server: Server, call: Client) -> None:
    await furnish(call)
    await call("sendMessage", chat_id=HOME, text="很长" * 40 + "w" * 300, reply_markup=CARD)
    async with opened(browser, server, width=390) as page:
        for step in (".topic", ".back", ".tabs button:nth-child(2)", ".tabs button:nth-child(3)"):
            await page.locator(step).first.click()
            assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_nothing_is_asked_from_outside(browser: Browser, server: Server, call: Client) -> None:
    await furnish(call)
    async with opened(browser, server, query="lang=en") as page:
        hosts = await page.evaluate("performance.getEntries().map(e => e.name).filter(n => n.startsWith('http'))")
        assert hosts
        assert all(name.startswith(server.base) for name in hosts)
        await expect(page).to_have_title("Training sandbox")
