"""The browser that page tests drive: whichever Chromium this machine has."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Browser, async_playwright

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM: Final = next((path for name in _NAMES if (path := shutil.which(name))), None)


def needed() -> None:
    """Skip without a browser, with one line that names it.

    Under CI=true nothing is skipped: the tests start and fail, because a page nobody looked at proves nothing.
    """
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium found; install one to run the page tests", allow_module_level=True)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """It without a screen, gone at the end of the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()
