"""The duty page in a real browser on a small phone, without script: read, press, done."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe

from storage.vocabulary.calls import ChainState, LinkPurpose
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.people import Language
from tests.handlers.web.conftest import Door
from tests.handlers.web.test_duty_page import ALERT, paths, staff, states
from tests.kit.browser import chromium, needed

pytestmark = pytest.mark.page

needed()


async def test_somebody_without_telegram_takes_it_on_a_small_phone(door: Door, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("CRISISDESK_PICTURES", str(tmp_path)))
    await staff(door, "陈默", "王砚")
    async with door.app.desk.transaction() as u:
        (team,) = await u.teams.all()
        members = await u.people.members(team.id)
        english = await u.people.find(members[1].person_id)
        assert english is not None
        english.language = Language.EN
    await door.post({**ALERT, "live": True, "crisis_type": "product_safety", "product": "儿童润肤霜 0912A"})
    mine, other = await paths(door, LinkPurpose.CALL)
    base = str(door.client.make_url("")).rstrip("/")
    async with chromium() as browser:
        trouble: list[str] = []
        for name, path, scheme in (("zh-light", mine, "light"), ("en-dark", other, "dark")):
            shape = {"width": 360, "height": 780}
            seen = await browser.new_context(viewport=shape, color_scheme=scheme)  # type: ignore[arg-type]
            page = await seen.new_page()
            page.on("console", lambda line: trouble.append(line.text))
            await page.goto(base + path)
            await page.screenshot(path=pictures / f"duty-{name}.png", full_page=True)
            assert await page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing runs off the side"
            found = await Axe().run(page)
            assert found.response["violations"] == [], name
            await seen.close()
        assert trouble == []
        plain = await browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
        page = await plain.new_page()
        await page.goto(base + mine)
        await page.get_by_role("button", name="我来响应").click()
        await page.get_by_text("你已响应 · 20:40", exact=True).wait_for()
        await page.screenshot(path=pictures / "duty-done.png", full_page=True)
        await page.reload()
        assert await page.get_by_role("button").count() == 0
        await page.goto(base + other)
        await page.get_by_text("took this page at").wait_for()
        await page.screenshot(path=pictures / "duty-used.png", full_page=True)
        await browser.close()
    assert (await states(door))[:2] == (IncidentState.HANDLING, ChainState.ANSWERED)
