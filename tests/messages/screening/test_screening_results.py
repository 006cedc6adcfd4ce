"""Who will publish test results cites none; who says what they are has to show them."""

from datetime import datetime

import pytest

from messages.screening import SheetView
from tests.messages.screening.conftest import found


@pytest.mark.parametrize(
    "text",
    [
        "We will publish the test results",
        "We will publish the test results here as soon as we have them.",
        "We'll share the full test results on this account tomorrow.",
        "We are going to release our test results by 22:30",
    ],
)
def test_who_will_publish_results_cites_none(sheet: SheetView, now: datetime, text: str) -> None:
    assert not found("R-C11", text, sheet, now, "en")


@pytest.mark.parametrize(
    "text",
    [
        "The test results show it is safe",
        "Tests prove it is safe",
        "We will publish the test results, which show it is safe",
        "We will publish the test results: all clean",
        "We will publish the test results that prove it",
        "We will publish the test results. The test results are clean.",
        "We have published the test results",
        "We have the test results",
    ],
)
def test_who_says_what_the_results_are_has_to_show_them(sheet: SheetView, now: datetime, text: str) -> None:
    assert "block" in found("R-C11", text, sheet, now, "en")
