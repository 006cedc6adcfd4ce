"""From which sheet an answer to a journalist may be taken, and when nothing may go out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules import inquiries as rules
from storage.vocabulary.inquiries import InquiryState

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("named", "current", "refused"),
    [
        (3, 3, None),
        (0, 0, None),
        (None, 0, None),
        (None, 3, rules.SheetVersionMissing),
        (2, 3, rules.SheetVersionOld),
        (4, 3, rules.SheetVersionOld),
        (3, 0, rules.SheetVersionOld),
        (0, 1, rules.SheetVersionOld),
    ],
)
def test_an_answer_names_the_version_that_may_be_said(
    named: int | None, current: int, refused: type[Exception] | None
) -> None:
    if refused is None:
        rules.check_version(named, current)
        return
    with pytest.raises(refused):
        rules.check_version(named, current)


@pytest.mark.parametrize(
    ("until", "stops", "free"),
    [
        (None, False, True),
        (NOW, False, True),
        (NOW + timedelta(seconds=1), False, False),
        (None, True, False),
        (NOW - timedelta(hours=1), True, False),
    ],
)
def test_what_counsel_stops_reaches_no_journalist(until: datetime | None, stops: bool, free: bool) -> None:
    if free:
        rules.check_counsel(until, stops, NOW)
        return
    with pytest.raises(rules.AnswerStopped):
        rules.check_counsel(until, stops, NOW)


@pytest.mark.parametrize("state", InquiryState)
def test_only_what_waits_is_settled(state: InquiryState) -> None:
    if state is InquiryState.OPEN:
        rules.check_open(state)
        return
    with pytest.raises(rules.InquirySettled):
        rules.check_open(state, "\u5468\u5c9a")


def test_nothing_is_cut() -> None:
    rules.check_length("a" * rules.LONGEST_OUTLET, "b" * rules.LONGEST_QUESTION)
    for outlet, question in (("a" * (rules.LONGEST_OUTLET + 1), ""), ("", "b" * (rules.LONGEST_QUESTION + 1))):
        with pytest.raises(rules.InquiryTooLong):
            rules.check_length(outlet, question)
