"""What the card suggests, and when two must agree."""

import pytest

from bot.rules.lifecycle import SecondPersonNeeded
from bot.rules.triage import Advice, Hint, dismissal, hint, needs_second_person
from bot.rules.watches import Trigger
from storage.vocabulary.severity import Severity

TRIGGERS = (Trigger("reposts", 500), Trigger("plays", 100_000))


@pytest.mark.parametrize(
    ("metrics", "resolved", "expected"),
    [
        ({"reposts": 180}, False, Hint(Advice.WATCH, "reposts", 180, 500)),
        ({"reposts": 512}, False, Hint(Advice.OPEN, "reposts", 512, 500)),
        ({"reposts": 500}, False, Hint(Advice.OPEN, "reposts", 500, 500)),
        ({"reposts": 512}, True, Hint(Advice.OPEN, "reposts", 512, 500)),
        ({"reposts": 180}, True, Hint(Advice.NO_ACTION)),
        ({}, True, Hint(Advice.NO_ACTION)),
        ({}, False, Hint(Advice.WATCH, "reposts", None, 500)),
        ({"reposts": 10, "plays": 200_000}, False, Hint(Advice.OPEN, "plays", 200_000, 100_000)),
    ],
)
def test_the_hint_names_the_figure_that_moves_it(
    metrics: dict[str, float], resolved: bool, expected: Hint
) -> None:
    assert hint(TRIGGERS, metrics, resolved) == expected


def test_without_thresholds_the_hint_is_to_watch() -> None:
    assert hint((), {"plays": 3}) == Hint(Advice.WATCH)
    assert hint((Trigger("plays", 0),), {"plays": 3}) == Hint(Advice.WATCH)


@pytest.mark.parametrize("severity", Severity)
def test_no_action_on_a_suspected_s1_or_s2_needs_two(severity: Severity) -> None:
    serious = severity in (Severity.S1, Severity.S2)
    assert needs_second_person(severity) is serious
    dismissal(severity, "lin", "zhou")
    for alone in ("", "lin"):
        if serious:
            with pytest.raises(SecondPersonNeeded):
                dismissal(severity, "lin", alone)
        else:
            dismissal(severity, "lin", alone)
