"""Which incidents get a topic."""

import pytest

from bot.rules.topics import wants_topic
from storage.vocabulary.severity import Severity


@pytest.mark.parametrize(
    ("severity", "live", "people", "wanted"),
    [
        (Severity.S1, False, 0, True),
        (Severity.S2, False, 0, True),
        (Severity.S3, False, 1, False),
        (Severity.S3, False, 2, True),
        (Severity.S3, True, 0, True),
        (Severity.S4, True, 9, False),
    ],
)
def test_light_ones_wait_for_people(severity: Severity, live: bool, people: int, wanted: bool) -> None:
    assert wants_topic(severity, live, people) is wanted


@pytest.mark.parametrize("severity", Severity)
def test_a_topic_that_exists_is_kept(severity: Severity) -> None:
    assert wants_topic(severity, False, 0, has_one=True)
