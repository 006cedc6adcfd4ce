"""A browser becomes a phone: the page in a real one, a push delivered to its worker, a button that answers.

The browser maker's push service is not there, so the subscription is made in the page as the maker would make
it, and what the desk sends arrives at a server of this machine, is opened, and is handed to the worker through
DevTools (`ServiceWorker.deliverPushMessage`).
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.async_api import BrowserContext, async_playwright, expect

from bot.desk import phones
from bot.desk.people import Actor
from bot.gateways import sealing
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phone_book import channels
from bot.gateways.phones_given import SetUp
from bot.gateways.ringing import Ringer
from messages.views import PageView
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity
from tests.bot.gateways.test_sealing import opened
from tests.handlers.web.conftest import Door
from tests.handlers.web.test_push_page import AUTH, BROWSER_KEY, link, somebody, subscription
from tests.kit.browser import CHROMIUM, needed
from tests.kit.web import elsewhere, saying

PRIVATE = sealing.b64(BROWSER_KEY.private_numbers().private_value.to_bytes(32, "big"))
PICTURES = os.environ.get("PUSH_PICTURES", "")

needed()


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        # A worker and its notifications need a profile of their own.
        context = await playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu"],
            viewport={"width": 390, "height": 844},
            locale="zh-CN",
        )
        yield context
        await context.close()


_MAKER = """
const made = %s;
PushManager.prototype.subscribe = async function (options) {
  window.asked = { visible: options.userVisibleOnly, key: Array.from(options.applicationServerKey).length };
  return { toJSON: () => made };
};
"""


@pytest.mark.page
async def test_a_push_is_shown_by_the_worker_and_answered_from_it(door: Door, browser: BrowserContext) -> None:
    base = str(door.client.make_url("")).rstrip("/")
    await browser.grant_permissions(["notifications"], origin=base)
    actor = await somebody(door.app.desk)
    path = await link(door.app.desk, actor)
    trouble: list[str] = []
    asked_of: list[str] = []
    browser.on("request", lambda request: asked_of.append(request.url))
    page = await browser.new_page()
    page.on("console", lambda line: trouble.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    pushed = saying("", 201)
    async with elsewhere(pushed) as maker, elsewhere(answered) as answers:
        await page.add_init_script(_MAKER % json.dumps(subscription(f"{maker.base}/push/abc")))
        await page.goto(base + path)
        found = await Axe().run(page)
        assert found.response["violations"] == []
        if PICTURES:
            await page.screenshot(path=f"{PICTURES}/push-zh.png")
        await page.get_by_role("button").click()
        await expect(page.locator("#state")).to_have_attribute("data-now", "done")
        assert await page.evaluate("window.asked") == {"visible": True, "key": 65}
        if PICTURES:
            await page.emulate_media(color_scheme="dark")
            await page.screenshot(path=f"{PICTURES}/push-done-dark.png")
        outgoing = Outgoing(Allowed.of(["127.0.0.1"]))
        await outgoing.open()
        ringer = Ringer(
            door.app.desk,
            channels(outgoing, door.clock, _key, SetUp(contact="mailto:desk@brand.example")),
        )
        await post(door, actor, answers.base)
        await ringer.drain()
        await outgoing.close()
        test, call = [json.loads(opened(heard.body, PRIVATE, AUTH)) for heard in maker.heard]
        assert (test["title"], call["title"]) == ("响铃测试 · 值班呼叫", "S1 呼叫 · 值班")
        worker = browser.service_workers[0]
        devtools = await browser.new_cdp_session(page)
        registered: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def learn(told: dict[str, Any]) -> None:
            for each in told["registrations"]:
                if not registered.done():
                    registered.set_result(each["registrationId"])

        devtools.on("ServiceWorker.workerRegistrationUpdated", learn)
        await devtools.send("ServiceWorker.enable")
        async with asyncio.timeout(20):
            registration = await registered

        async def deliver(said: dict[str, Any]) -> list[dict[str, Any]]:
            """Hand it to the worker, again while a loaded machine is still waking it: the tag makes it one."""
            for _ in range(10):
                message = {"origin": base, "registrationId": registration, "data": json.dumps(said)}
                await devtools.send("ServiceWorker.deliverPushMessage", message)
                if shown := await worker.evaluate(_SHOWN, said["title"]):
                    return list(shown)
            raise AssertionError("the worker shows nothing")

        await deliver(test)
        shown = await deliver(call)
        assert [each["title"] for each in shown] == ["响铃测试 · 值班呼叫", "S1 呼叫 · 值班"]
        assert shown[1]["body"] == "产品安全 0007。20:40 前响应,否则转呼下一位。"
        assert shown[1]["actions"] == ["我来响应", "接不了"]
        assert shown[1]["loud"]
        # Over: the quiet line takes the page's place instead of standing beside it.
        over = {**call, "title": "S1 呼叫已停", "quiet": True, "loud": False, "actions": []}
        replaced = await deliver(over)
        assert sorted(each["title"] for each in replaced) == ["S1 呼叫已停", "响铃测试 · 值班呼叫"]
    assert trouble == []
    assert {urlsplit(url).netloc for url in asked_of} == {urlsplit(base).netloc}


_SHOWN = """async (title) => {
  for (let i = 0; i < 100; i++) {
    const shown = await self.registration.getNotifications();
    if (shown.some((n) => n.title === title)) return shown.map((n) => ({ title: n.title, body: n.body,
      actions: n.actions.map((a) => a.title), loud: n.requireInteraction }));
    await new Promise((go) => setTimeout(go, 20));
  }
  return [];
}"""


async def answered(_: web.Request) -> web.StreamResponse:
    return web.Response(headers={"Access-Control-Allow-Origin": "*"})


async def _key() -> ec.EllipticCurvePrivateKey:
    return BROWSER_KEY


async def post(door: Door, actor: Actor, base: str) -> None:
    async with door.app.desk.transaction() as u:
        view = PageView(
            severity=Severity.S1, crisis_type=CrisisType.PRODUCT_SAFETY, short_number="0007", until=u.now
        )
        links = phones.Links(f"{base}/page", f"{base}/take", f"{base}/cant")
        ring = await phones.ring(u, actor.person, view, phones.About(actor.team), links)
        assert ring is not None


@pytest.mark.page
async def test_a_button_of_a_notification_answers_and_the_text_opens_the_page(
    door: Door, browser: BrowserContext
) -> None:
    """`take` is POSTed to the desk; a touch on the text opens the page, and so does an answer that fails."""
    base = str(door.client.make_url("")).rstrip("/")
    await browser.grant_permissions(["notifications"], origin=base)
    path = await link(door.app.desk, await somebody(door.app.desk))
    page = await browser.new_page()
    await page.goto(base + path)
    await page.evaluate(
        "navigator.serviceWorker.register('/push/worker.js').then(() => navigator.serviceWorker.ready)"
    )
    worker = browser.service_workers[0]
    done = await worker.evaluate(
        """async () => {
          const told = [];
          self.fetch = async (url, how) => { told.push([how.method, url]); return { ok: !url.includes("old") }; };
          self.clients.openWindow = async (url) => { told.push(["open", url]); };
          await answer({ url: "/p", actions: [{ title: "a", url: "/take" }, { title: "b", url: "/old" }] }, "0");
          await answer({ url: "/p", actions: [{ title: "a", url: "/take" }, { title: "b", url: "/old" }] }, "1");
          await answer({ url: "/p", actions: [] }, "");
          return told;
        }"""
    )
    assert done == [["POST", "/take"], ["POST", "/old"], ["open", "/p"], ["open", "/p"]]
