"""The Bot API as data: which methods there are, what they take, what their answers look like.

Read once from `data/bot-api.json` (see `data/NOTICE.md` for its source).
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)(?! after)")
_BASIC = {"Integer", "String", "Boolean", "Float", "InputFile"}


class Field(NamedTuple):
    """One parameter of a method or one field of a type."""

    name: str
    types: tuple[str, ...]
    required: bool
    least: int | None
    most: int | None
    unit: str | None
    """characters or bytes; lengths that count only after entity parsing are checked where the text is parsed."""
    always: str | None
    """The one value a discriminating field has, for instance "emoji"."""


class Spec(NamedTuple):
    version: str
    methods: dict[str, dict[str, Field]]
    returns: dict[str, tuple[str, ...]]
    types: dict[str, dict[str, Field]]
    subtypes: dict[str, tuple[str, ...]]
    other_methods: tuple[str, ...]


@cache
def spec() -> Spec:
    """The part of the Bot API that is shipped with the sandbox."""
    raw: dict[str, Any] = json.loads((files("bot.sandbox") / "data" / "bot-api.json").read_text(encoding="utf-8"))
    types = raw["types"]
    return Spec(
        raw["version"],
        {name: _fields(entry) for name, entry in raw["methods"].items()},
        {name: tuple(entry["returns"]) for name, entry in raw["methods"].items()},
        {name: _fields(entry) for name, entry in types.items() if "subtypes" not in entry},
        {name: tuple(entry["subtypes"]) for name, entry in types.items() if "subtypes" in entry},
        tuple(raw["other_methods"]),
    )


def _fields(entry: dict[str, Any]) -> dict[str, Field]:
    return {field["name"]: _field(field) for field in entry.get("fields", [])}


def _field(field: dict[str, Any]) -> Field:
    prose = field.get("description", "")
    length = _LENGTH.search(prose)
    least, most, unit = (int(length[1]), int(length[2]), length[3]) if length else (None, None, None)
    always = re.search(r'always "([a-z_]+)"|, must be ([a-z_]+)$', prose)
    return Field(
        field["name"],
        tuple(field["types"]),
        field["required"],
        least,
        most,
        unit,
        (always[1] or always[2]) if always else None,
    )


def mismatches(value: object, kinds: tuple[str, ...], place: str = "result") -> list[str]:
    """Where a value we send does not fit what the Bot API promises; empty when it fits one of the kinds."""
    attempts = [_mismatches(value, kind, place) for kind in kinds]
    return min(attempts, key=len) if attempts else []


def _mismatches(value: object, kind: str, place: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{place}: not a list"]
        inner = kind.removeprefix("Array of ")
        return [wrong for n, one in enumerate(value) for wrong in _mismatches(one, inner, f"{place}[{n}]")]
    if kind in _BASIC:
        return [] if fits(value, kind) else [f"{place}: not {kind}"]
    if not isinstance(value, dict):
        return [f"{place}: not {kind}"]
    if kind in spec().subtypes:
        return mismatches(value, spec().subtypes[kind], place)
    fields = spec().types[kind]
    found = [f"{place}.{name}: {kind} needs it" for name, f in fields.items() if f.required and name not in value]
    for name, one in value.items():
        if name not in fields:
            found.append(f"{place}.{name}: {kind} does not know it")
        elif fields[name].always and one != fields[name].always:
            found.append(f"{place}.{name}: must be {fields[name].always}")
        else:
            found += mismatches(one, fields[name].types, f"{place}.{name}")
    return found


def fits(value: object, kind: str) -> bool:
    """A basic type of the Bot API."""
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)
