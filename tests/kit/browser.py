"""The browser that page tests drive: whichever Chromium this machine has."""

import os
import shutil
from typing import Final

import pytest

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM: Final = next((path for name in _NAMES if (path := shutil.which(name))), None)


def needed() -> None:
    """Skip without a browser, with one line that names it.

    Under CI=true nothing is skipped: the tests start and fail, because a page nobody looked at proves nothing.
    """
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium found; install one to run the page tests", allow_module_level=True)
