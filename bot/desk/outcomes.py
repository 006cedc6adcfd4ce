"""What an act tells its caller: ids and small values, never rows."""

from collections.abc import Mapping

from msgspec import Struct, field

from bot.errors import Value
from bot.ids import IncidentId


class Acted(Struct, frozen=True):
    """What came of a press or a command: a key of a toast, its blanks, and the incident it was about."""

    toast: str
    values: Mapping[str, Value] = field(default_factory=dict)
    incident: IncidentId | None = None
    number: str = ""
