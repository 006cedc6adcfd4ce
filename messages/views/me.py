"""The view of /me: everything the desk knows about being called, of one person."""

from datetime import datetime

from msgspec import Struct

from messages.views.phones import PhoneRow
from messages.views.shared import PLAIN, Mark
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class MeView(Struct, frozen=True, kw_only=True):
    """`deputies`: of each of my roles, who is asked in which order, me among them. `quiet`: from when to when
    calls of a severity make no sound. `away`: from when to when I am on leave. `code`: set, locked, or none."""

    team: str
    zone: str
    roles: tuple[RoleKind, ...] = ()
    on_duty: bool = False
    deputies: tuple[tuple[RoleKind, tuple[str, ...]], ...] = ()
    phones: tuple[PhoneRow, ...] = ()
    quiet: tuple[tuple[Severity, str], ...] = ()
    away: tuple[datetime, datetime] | None = None
    code: str = "none"
    mark: Mark = PLAIN
