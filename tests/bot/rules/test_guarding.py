"""What the guard of a frontline group does, by mode and by what was said."""

import pytest

from bot.rules.guarding import GRAVE, MINDED, Response, respond, unread
from storage.vocabulary.frontline import GuardMode


@pytest.mark.parametrize(
    ("mode", "rules", "reachable", "expected"),
    [
        (GuardMode.REMIND, ["R-C3"], True, Response(to_writer=True, to_communications=True)),
        (GuardMode.REMIND, ["R-C1"], True, Response(to_writer=True)),
        (GuardMode.REMIND, ["R-C1"], False, Response(line_in_group=True)),
        (GuardMode.REMIND, ["R-C10", "R-C15", "R-C6"], True, Response()),
        (GuardMode.REMIND, [], True, Response()),
        (GuardMode.SILENT, ["R-C5"], True, Response(to_communications=True)),
        (GuardMode.SILENT, ["R-C9"], True, Response()),
        (GuardMode.DELETE, ["R-C8"], True, Response(to_writer=True, to_communications=True, delete=True)),
        (GuardMode.DELETE, ["R-C1"], True, Response(to_writer=True)),
        (GuardMode.OFF, ["R-C3"], True, Response()),
    ],
)
def test_the_guard_does_what_its_mode_says(
    mode: GuardMode, rules: list[str], reachable: bool, expected: Response
) -> None:
    assert respond(mode, rules, writer_reachable=reachable) == expected


def test_nothing_is_taken_away_unless_an_owner_chose_that() -> None:
    for mode in GuardMode:
        for rule in MINDED:
            taken = respond(mode, [rule], writer_reachable=True).delete
            assert taken == (mode is GuardMode.DELETE and rule in GRAVE)


def test_the_unread_are_those_seen_without_a_receipt() -> None:
    assert unread(["a", "b", "c"], ["b", "x"]) == ["a", "c"]
