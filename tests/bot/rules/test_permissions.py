"""The permission table, cell by cell."""

import pytest

from bot.rules.permissions import NotAllowed, may, require
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind

P = Permission
TABLE = [
    # permission, may: stranger, guest, member, owner
    (P.ANYONE, (False, True, True, True)),
    (P.MEMBER, (False, False, True, True)),
    (P.COMMANDER, (False, False, False, True)),
    (P.PUBLIC_VOICE, (False, False, False, False)),
    (P.COUNSEL, (False, False, False, False)),
    (P.OWNER, (False, False, False, True)),
]


@pytest.mark.parametrize(("permission", "answers"), TABLE)
def test_by_standing(permission: Permission, answers: tuple[bool, ...]) -> None:
    people = (None, Standing.GUEST, Standing.MEMBER, Standing.OWNER)
    assert tuple(may(permission, person) for person in people) == answers


@pytest.mark.parametrize("role", RoleKind)
def test_by_role(role: RoleKind) -> None:
    assert may(P.COMMANDER, Standing.MEMBER, [role]) is (role is RoleKind.COMMANDER)
    speaks = role in (RoleKind.COMMANDER, RoleKind.COMMUNICATIONS_LEAD)
    assert may(P.PUBLIC_VOICE, Standing.MEMBER, [role]) is speaks
    assert may(P.COUNSEL, Standing.MEMBER, [role]) is (role is RoleKind.LEGAL)
    assert not may(P.OWNER, Standing.MEMBER, [role])
    assert not may(P.COMMANDER, None, [role]), "a stranger holds nothing"


def test_authors_take_back_their_own_things_but_never_approve_them() -> None:
    assert may(P.COMMANDER, Standing.MEMBER, is_author=True)
    assert not may(P.PUBLIC_VOICE, Standing.MEMBER, is_author=True)
    assert not may(P.OWNER, Standing.MEMBER, is_author=True)


def test_a_refusal_says_who_may() -> None:
    require(P.PUBLIC_VOICE, Standing.GUEST, [RoleKind.COMMUNICATIONS_LEAD])
    with pytest.raises(NotAllowed) as refused:
        require(P.PUBLIC_VOICE, Standing.MEMBER, people="周岚")
    assert refused.value.values == {
        "permission": "public_voice",
        "roles": "commander,communications_lead",
        "people": "周岚",
    }
