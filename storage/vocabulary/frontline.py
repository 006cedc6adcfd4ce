"""Groups of those who answer users: what the desk does there with what it reads."""

from enum import StrEnum


class GuardMode(StrEnum):
    """What happens when somebody in the group says something the sheet does not carry.

    Reminding is the default; taking messages away is an owner's choice.
    """

    REMIND = "remind"
    SILENT = "silent"
    DELETE = "delete"
    OFF = "off"
