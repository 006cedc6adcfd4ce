"""The page in a real browser: phone, desk and wall, light and dark, with and without its script."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from msgspec.structs import replace
from playwright.async_api import Browser, Page, expect

from messages.recap import page
from messages.recap.values import Length, Recap
from storage.vocabulary.people import Language
from tests.kit.browser import chromium, needed
from tests.messages.recap import sampled

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]

needed()

WIDTHS = (390, 1280, 3840)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@asynccontextmanager
async def opened(
    browser: Browser, folder: Path, recap: Recap, width: int = 1280, **context: Any
) -> AsyncIterator[Page]:
    """The recap as a file, opened; anything that is refused, fails or asks the network fails the test."""
    language = context.pop("language", Language.ZH)
    length = context.pop("length", Length.FULL)
    path = folder / "recap.html"
    path.write_bytes(page.draw(recap, sampled.reader(language), length))
    trouble: list[str] = []
    asked = await browser.new_context(viewport={"width": width, "height": 900}, **context)
    shown = await asked.new_page()
    shown.on("pageerror", lambda error: trouble.append(str(error)))
    shown.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    shown.on("request", lambda request: None if request.url.startswith("file:") else trouble.append(request.url))
    await shown.goto(path.as_uri())
    yield shown
    await asked.close()
    assert trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_it_fits_and_everybody_can_read_it(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    async with opened(browser, tmp_path, sampled.full_evening(), width, color_scheme=scheme) as shown:
        assert await shown.evaluate("document.documentElement.scrollWidth") <= width
        # axe brings its script into the page, which the page's own policy forbids: looked at without it.
    told = sampled.full_evening()
    # Every length and both languages where they differ most: on the phone.
    short = [(Language.EN, length) for length in Length] if width == 390 else []
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    looked_at = await context.new_page()
    for language, length in [(Language.ZH, Length.FULL), *short]:
        await looked_at.set_content(page.draw(told, sampled.reader(language), length, live="/events").decode())
        assert await looked_at.evaluate("document.documentElement.scrollWidth") <= width
        found = await Axe().run(looked_at)
        grave = [rule["id"] for rule in found.response["violations"] if rule["impact"] in ("serious", "critical")]
        assert grave == [], (language, length)
    await context.close()


@pytest.mark.parametrize("name", ["hostile", "bare", "rumor"])
async def test_odd_recaps_fit_a_phone_and_run_nothing(browser: Browser, tmp_path: Path, name: str) -> None:
    async with opened(browser, tmp_path, getattr(sampled, name)(), 390) as shown:
        assert await shown.evaluate("document.documentElement.scrollWidth") <= 390
        shown.on("dialog", lambda dialog: pytest.fail(dialog.message))


async def test_the_filter_shows_what_is_asked_for(browser: Browser, tmp_path: Path) -> None:
    told = sampled.full_evening()
    async with opened(browser, tmp_path, told) as shown:
        every = shown.locator("#entries li")
        assert await every.count() == len(told.entries)
        await shown.get_by_role("button", name="对外").click()
        visible = [one for one in await every.all() if await one.is_visible()]
        assert len(visible) == 2
        assert await shown.locator("output").inner_text() == f"显示 2 / {len(told.entries)} 条"
        await shown.get_by_role("button", name="全部", exact=True).click()
        assert await every.last.is_visible()
        await shown.get_by_role("button", name="看指纹").click()
        assert await shown.locator("#entries code").first.is_visible()


async def test_without_its_script_everything_is_there(browser: Browser, tmp_path: Path) -> None:
    async with opened(browser, tmp_path, sampled.full_evening(), java_script_enabled=False) as shown:
        assert await shown.locator("#entries li").last.is_visible()
        assert not await shown.locator(".filter").is_visible()


async def test_it_prints_without_what_only_a_screen_needs(browser: Browser, tmp_path: Path) -> None:
    async with opened(browser, tmp_path, sampled.full_evening(), language=Language.EN) as shown:
        await shown.emulate_media(media="print")
        assert not await shown.locator("nav").is_visible()
        assert await shown.locator(".signatures").is_visible()
        assert len(await shown.pdf()) > 10_000


async def test_one_page_has_no_long_list(browser: Browser, tmp_path: Path) -> None:
    async with opened(browser, tmp_path, sampled.full_evening(), length=Length.PAGE) as shown:
        assert await shown.locator("#entries").count() == 0
        assert await shown.locator("#moments li").count() == 10


async def test_a_live_recap_changes_where_it_stands(browser: Browser) -> None:
    """Under its own policy it hears that something changed, and shows the new entries under the same filter."""
    told, tells, changed = sampled.full_evening(), asyncio.Event(), False
    before = replace(told, entries=told.entries[:-1], chain=replace(told.chain, entries=len(told.entries) - 1))

    async def shown_page(_: web.Request) -> web.Response:
        live = "/events"
        body = page.draw(told if changed else before, sampled.reader(), live=live)
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    async def events(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await tells.wait()
        await response.write(b"event: recap\ndata: more\n\n")
        await asyncio.sleep(0)
        return response

    application = web.Application()
    application.router.add_get("/recap", shown_page)
    application.router.add_get("/events", events)
    async with TestServer(application) as server:
        context = await browser.new_context()
        shown = await context.new_page()
        trouble: list[str] = []
        shown.on("pageerror", lambda error: trouble.append(str(error)))
        await shown.goto(str(server.make_url("/recap")))
        every = shown.locator("#entries li")
        assert await every.count() == len(told.entries) - 1
        await shown.get_by_role("button", name="对外").click()
        changed = True
        tells.set()
        await expect(every).to_have_count(len(told.entries))
        assert len([one for one in await every.all() if await one.is_visible()]) == 2, "the filter stays"
        await context.close()
        assert trouble == []
