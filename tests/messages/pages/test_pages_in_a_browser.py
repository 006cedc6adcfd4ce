"""The pages in a real browser: they fit a phone and a wall, everybody can read them, nothing strange runs."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from messages.pages import board
from storage.vocabulary.people import Language
from tests.kit.browser import chromium, needed
from tests.messages.pages import sampled

pytestmark = pytest.mark.asyncio(loop_scope="module")

needed()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 3840])
async def test_pages_fit_and_everybody_can_read_them(browser: Browser, width: int, scheme: str) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    shown = await context.new_page()
    for language in Language:
        for name, drawn in sampled.pages(language).items():
            await shown.set_content(drawn.content.decode())
            assert await shown.evaluate("document.documentElement.scrollWidth") <= width, name
            # Looked at where it differs: the wall everywhere, the table where it becomes a list.
            if language is Language.ZH and (name == "board" or (name == "stats" and width == 390)):
                found = await Axe().run(shown)
                grave = [
                    (rule["id"], [node["html"][:80] for node in rule["nodes"]])
                    for rule in found.response["violations"]
                    if rule["impact"] in ("serious", "critical")
                ]
                assert grave == [], name
    await context.close()


async def test_the_wall_changes_by_itself_under_its_own_policy(browser: Browser) -> None:
    """Served with the policy it comes with: its script runs, nothing else does, and nothing else is asked for."""
    drawn, more, again = sampled.pages(Language.ZH)["board"], asyncio.Event(), asyncio.Event()
    seen = asyncio.Event()

    async def page(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": drawn.policy}
        return web.Response(body=drawn.content, content_type="text/html", charset="utf-8", headers=headers)

    async def events(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        words = sampled.reader(Language.ZH)
        for asked, hidden in ((more, 4), (again, 5)):
            await asked.wait()
            text = board.fragment(sampled.wall(Language.ZH, hidden=hidden), words)
            lines = "".join(f"data: {line}\n" for line in text.splitlines())
            await response.write(f"event: board\n{lines}\n".encode())
        await seen.wait()
        return response

    application = web.Application()
    application.router.add_get("/board", page)
    application.router.add_get(f"{sampled.BASE}/board/events", events)
    assert f"{sampled.BASE}/board/events?lang=zh" in drawn.content.decode(), "in the language of the page"
    async with TestServer(application) as server:
        context = await browser.new_context(viewport={"width": 1280, "height": 900})
        shown = await context.new_page()
        trouble: list[str] = []
        shown.on("pageerror", lambda error: trouble.append(str(error)))
        shown.on("dialog", lambda dialog: trouble.append(dialog.message))
        shown.on(
            "console",
            lambda message: trouble.append(message.text) if "Content Security" in message.text else None,
        )
        await shown.goto(str(server.make_url("/board")))
        assert await shown.get_by_text("另有 1 件受限事件").is_visible()
        first = shown.locator("main a").first
        await first.focus()
        more.set()
        await shown.get_by_text("另有 4 件受限事件").wait_for(timeout=10_000)
        assert await first.evaluate("(link) => link === document.activeElement"), "where the keyboard stood"
        await first.hover()
        await shown.mouse.down()
        again.set()
        await shown.evaluate(
            "async () => { while (news === null) await new Promise((later) => setTimeout(later, 20)); }"
        )
        await shown.mouse.up()
        await shown.wait_for_url("**/incidents/**", timeout=10_000)
        seen.set()
        await context.close()
    assert trouble == []
