"""Who may do what. One table, read by handlers (may this press pass?), by the cards (is it offered?) and by
/help (what is listed?)."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from bot.errors import DeskError
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind


class NotAllowed(DeskError):
    """This person may not do that.

    Values: `permission`, `roles` (who may, as role words joined by commas, empty when a standing decides) and
    `people` (their names as far as the caller knows them), so that the answer can say whom to ask.
    """

    key = "refused-not-allowed"


#: Roles that carry a permission.
BY_ROLE: Mapping[Permission, frozenset[RoleKind]] = MappingProxyType(
    {
        Permission.ANYONE: frozenset(),
        Permission.MEMBER: frozenset(),
        Permission.COMMANDER: frozenset({RoleKind.COMMANDER}),
        Permission.PUBLIC_VOICE: frozenset({RoleKind.COMMUNICATIONS_LEAD, RoleKind.COMMANDER}),
        Permission.PERSONAL_DATA: frozenset({RoleKind.COMMANDER, RoleKind.LEGAL}),
        Permission.COUNSEL: frozenset({RoleKind.LEGAL}),
        Permission.OWNER: frozenset(),
    }
)

#: Standings that carry a permission. An owner stands in for a commander who sleeps, but does not get the
#: public voice, nor other people's personal data, by owning the desk: often it is the engineer who set it up.
BY_STANDING: Mapping[Permission, frozenset[Standing]] = MappingProxyType(
    {
        Permission.ANYONE: frozenset(Standing),
        Permission.MEMBER: frozenset({Standing.OWNER, Standing.MEMBER}),
        Permission.COMMANDER: frozenset({Standing.OWNER}),
        Permission.PUBLIC_VOICE: frozenset(),
        Permission.PERSONAL_DATA: frozenset(),
        Permission.COUNSEL: frozenset(),
        Permission.OWNER: frozenset({Standing.OWNER}),
    }
)

#: What the author of a thing may do with it although the permission is somebody else's: take back the own
#: task, note or proposal. Never the public voice: nobody approves their own words.
BY_AUTHOR = frozenset({Permission.MEMBER, Permission.COMMANDER})


def may(
    permission: Permission,
    standing: Standing | None,
    holds_roles: Collection[RoleKind] = (),
    is_author: bool = False,
) -> bool:
    """May this person do it?

    `standing` is None for somebody outside the team, who may nothing. `holds_roles`: in the incident in
    question. `is_author`: the thing acted upon is this person's own.
    """
    if standing is None:
        return False
    if standing in BY_STANDING[permission] or (is_author and permission in BY_AUTHOR):
        return True
    # A guest may hold a role (a partner's spokesperson), and then has what the role has.
    return any(role in BY_ROLE[permission] for role in holds_roles)


def require(
    permission: Permission,
    standing: Standing | None,
    holds_roles: Collection[RoleKind] = (),
    is_author: bool = False,
    people: str = "",
) -> None:
    """The same as an order.

    Raises:
        NotAllowed: says who may; `people` are their names, if the caller knows them.
    """
    if not may(permission, standing, holds_roles, is_author):
        roles = ",".join(sorted(role.value for role in BY_ROLE[permission]))
        raise NotAllowed(permission=permission.value, roles=roles, people=people)
