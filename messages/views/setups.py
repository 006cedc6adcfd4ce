"""Views of setting a group up."""

from enum import StrEnum

from msgspec import Struct

from messages.views.shared import PLAIN, Mark


class Lack(StrEnum):
    """What the desk misses in a group; `setup-lacks-<word>` says what to do about it."""

    ADMINISTRATOR = "administrator"
    TOPICS = "topics"
    MANAGE_TOPICS = "manage-topics"
    PIN = "pin"
    DELETE = "delete"


class SetupView(Struct, frozen=True, kw_only=True):
    """How the desk stands in a group. `start_url`: where everybody opens the private chat."""

    team: str
    lacks: tuple[Lack, ...] = ()
    start_url: str | None = None
    mark: Mark = PLAIN
