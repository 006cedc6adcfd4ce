"""A watch as people type it: `盯到 14:00 转发≥300`, in any order, half or full width."""

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from messages.library import moments

_BETWEEN = re.compile(r"[\s,;、。:]+")


class TypedWatch(Struct, frozen=True):
    """Until when (aware, None: as usual; `when` as typed), and the triggers still in words."""

    until: datetime | None = None
    when: str = ""
    triggers: str = ""


def read(text: str, now: datetime, zone: ZoneInfo) -> TypedWatch:
    """The time, wherever it stands, and the rest, which must be triggers."""
    line = unicodedata.normalize("NFKC", text)
    found = moments.first(line, now, zone)
    return TypedWatch(found.at, found.typed, _BETWEEN.sub(" ", found.rest).strip())
