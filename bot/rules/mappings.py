"""A mapping: where our fields stand in somebody else's JSON.

`{"title": "data.headline", "severity": "data.level", "items": "data.list"}`: a path is names and list positions
with dots between, `$.` in front is allowed. `items` is the list whose members are one alert each; the other
paths are read inside a member, and in the whole when they begin with `$.`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from bot.errors import DeskError

ITEMS: Final = "items"
#: What an alert of the generic format has (docs/alerts.md); `labels.…` and `metrics.…` name one each.
FIELDS: Final = (
    "title",
    "severity",
    "summary",
    "account",
    "platform",
    "product",
    "content_url",
    "crisis_type",
    "dedup_key",
    "status",
    "live",
    "viewers",
    "first_seen",
)
_GROUPS: Final = ("labels", "metrics")
MOST_FIELDS: Final = 40
_PART = re.compile(r"[^\s.=$]{1,80}")
_WIDE = str.maketrans({0xFF1D: "=", 0xFF0E: ".", 0x3002: ".", 0xFF04: "$"})


class MappingUnclear(DeskError):
    """A part of a mapping is no `field=path`, or names a field the desk does not have (`text`)."""

    key = "refused-mapping-unclear"


class MappingEmpty(DeskError):
    """With this mapping not one of the looked-at deliveries has a title: nothing would come in (`count`)."""

    key = "refused-mapping-empty"


class Mapped(Struct, frozen=True):
    """One alert as the mapping reads it, and the item it was read from."""

    fields: Mapping[str, Any]
    item: Any

    @property
    def title(self) -> str:
        found = self.fields.get("title")
        return found.strip() if isinstance(found, str) else ""


def parse(text: str) -> Mapping[str, str]:
    """A mapping as typed: `title=data.headline severity=data.level`, separated by spaces, commas or lines.

    Raises:
        MappingUnclear: a part is no `field=path`, a field is unknown, or no path leads to a title.
    """
    mapping: dict[str, str] = {}
    for part in re.split("[\\s,\uff0c\u3001;\uff1b]+", text.translate(_WIDE).strip()):
        if not part:
            continue
        field, equals, path = part.partition("=")
        if not equals or not _known(field) or not _is_path(path):
            raise MappingUnclear(text=part)
        mapping[field] = path
    if "title" not in mapping or len(mapping) > MOST_FIELDS:
        raise MappingUnclear(text=text.strip()[:80])
    return mapping


def _known(field: str) -> bool:
    group, dot, name = field.partition(".")
    return field in FIELDS or field == ITEMS or (bool(dot) and group in _GROUPS and bool(name))


def _is_path(path: str) -> bool:
    inner = path.removeprefix("$.")
    return bool(inner) and all(_PART.fullmatch(part) for part in inner.split("."))


def mapped(payload: Any, mapping: Mapping[str, str]) -> Sequence[Mapped]:
    """The alerts in this payload, as fields of the generic format; what is not there is left out.

    Without `items` a payload that is a list is one alert for each member. Never raises: what does not fit is
    found by whoever reads the result.
    """
    items = at(payload, mapping[ITEMS]) if ITEMS in mapping else payload
    members = items if isinstance(items, list) else [items] if items is not None else []
    return [Mapped(_fields(payload, member, mapping), member) for member in members]


def _fields(payload: Any, member: Any, mapping: Mapping[str, str]) -> Mapping[str, Any]:
    fields: dict[str, Any] = {}
    for field, path in mapping.items():
        if field == ITEMS:
            continue
        value = at(payload if path.startswith("$.") and ITEMS in mapping else member, path)
        if value is None:
            continue
        group, dot, name = field.partition(".")
        if dot:
            fields.setdefault(group, {})[name] = _fitting(group, value)
        else:
            fields[field] = _fitting(field, value)
    return fields


def _fitting(field: str, value: Any) -> Any:
    """Numbers where texts belong are frequent (an id as key, a level as figure); texts as figures too."""
    if field in (*_GROUPS, "viewers", "first_seen"):
        return _number(value) if isinstance(value, str) and field in ("metrics", "viewers") else value
    if isinstance(value, bool | str):
        return value
    return str(value) if isinstance(value, int | float) else value


def _number(text: str) -> float | int | str:
    try:
        found = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(found) if found.is_integer() else found


def at(payload: Any, path: str) -> Any:
    """What stands at a path, None when nothing does."""
    for part in path.removeprefix("$.").split("."):
        if isinstance(payload, Mapping):
            payload = payload.get(part)
        elif isinstance(payload, list) and part.isdecimal() and int(part) < len(payload):
            payload = payload[int(part)]
        else:
            return None
    return payload
