"""Who is needed, who is asked, and which pair warns."""

import pytest

from bot.rules.crew import (
    Candidate,
    Conflict,
    CrewPolicy,
    asking_order,
    commander_after,
    complete,
    conflicts,
    crew_for,
    missing,
    needed,
)
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

R = RoleKind
S1, S2, S3, S4 = Severity
SIX = (R.COMMANDER, R.COMMUNICATIONS_LEAD, R.LEGAL, R.SERVICE_LEAD, R.ACCOUNT_OPERATOR, R.BUSINESS_OWNER)


@pytest.mark.parametrize(
    ("severity", "roles"),
    [(S1, SIX), (S2, SIX[:5]), (S3, SIX[:2]), (S4, SIX[:1])],
)
def test_minimum_crew(severity: Severity, roles: tuple[RoleKind, ...], crews: tuple[CrewPolicy, ...]) -> None:
    policy = crew_for(crews, severity)
    assert needed(policy, live=False) == roles
    assert needed(policy, live=True) == (*roles, R.LIVE_DIRECTOR)
    assert R.EXECUTIVE not in needed(policy, live=True), "told, not counted"


def test_a_crisis_type_adds_roles_once(crews: tuple[CrewPolicy, ...]) -> None:
    assert needed(crew_for(crews, S3), False, (R.LEGAL, R.COMMANDER)) == (
        R.COMMANDER,
        R.COMMUNICATIONS_LEAD,
        R.LEGAL,
    )


def test_everybody_is_there_when_the_rest_is_not_needed() -> None:
    taken = {R.COMMANDER, R.LEGAL}
    assert missing(SIX[:3], taken) == (R.COMMUNICATIONS_LEAD,)
    assert not complete(SIX[:3], taken)
    assert complete(SIX[:3], taken, not_needed={R.COMMUNICATIONS_LEAD})


def test_in_s1_one_person_should_not_command_and_speak() -> None:
    both = {R.COMMANDER: "lin", R.COMMUNICATIONS_LEAD: "lin", R.LEGAL: "lin"}
    assert conflicts(S1, both) == (Conflict("lin", (R.COMMANDER, R.COMMUNICATIONS_LEAD)),)
    assert conflicts(S2, both) == ()
    assert conflicts(S1, {R.COMMANDER: "lin", R.COMMUNICATIONS_LEAD: "zhou"}) == ()
    assert conflicts(S1, {R.COMMANDER: "", R.COMMUNICATIONS_LEAD: ""}) == ()


def test_who_is_asked_first() -> None:
    people = [
        Candidate("deputy", order=1),
        Candidate("holder", order=0),
        Candidate("unreachable", order=0, reachable=False),
        Candidate("on leave", order=0, on_leave=True),
        Candidate("declined", order=0, declined=True),
        Candidate("busy", order=1, roles_held=2),
        Candidate("a third", order=1, on_duty=True),
    ]
    asked = [person.person for person in asking_order(people)]
    assert asked == ["holder", "a third", "deputy", "busy", "unreachable"]


def test_the_first_to_respond_commands_until_handed_over() -> None:
    assert commander_after(None, "lin") == ("lin", True)
    assert commander_after("lin", "zhou") == ("lin", False)


def test_a_severity_without_a_row_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no minimum crew"):
        crew_for((), S1)
