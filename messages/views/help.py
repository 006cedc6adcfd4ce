"""What help shows."""

from msgspec import Struct

from messages.views.shared import PLAIN, Mark
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind


class DutiesView(Struct, frozen=True, kw_only=True):
    """What somebody usually does in the team: the roles he takes, and whether he is called first."""

    team: str
    roles: tuple[RoleKind, ...] = ()
    on_duty: bool = False
    mark: Mark = PLAIN


class HelpView(Struct, frozen=True, kw_only=True):
    """Three lines and at most five buttons; `commands`: (name without slash, permission) this person may use."""

    commands: tuple[tuple[str, Permission], ...] = ()
    start_url: str | None = None
    started: bool = True
    private: bool = False
    mark: Mark = PLAIN
